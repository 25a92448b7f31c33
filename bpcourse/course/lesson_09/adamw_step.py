"""Lesson 09: the exercise `adamw_step`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .shared import draws, moments, turned


def adamw_step(w, m, s, g, t, eta, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    """`(w, m, s)` after step `t` of Adam on the loss alone, with decoupled weight decay."""
    m = beta1 * m + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    step = m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps)
    return w - eta * step - eta * decay * w, m, s


def _cases(rng: Rng) -> Iterator[Case]:
    zeros = np.zeros(2)
    yield Case(
        (np.array([1.0, -2.0]), zeros, zeros, np.array([2.0, -0.5]), 1, 0.1, 0.5)
    )
    for t, (w, m, s, g) in zip((2, 5, 1), draws(rng, 2)):
        eta, b1, b2, decay = (float(v) for v in rng.uniform(0.5, 0.95, size=4))
        yield Case((w, m - 1.0, s, g, t, 0.2 * eta, decay, b1, b2, 0.2))
    yield Case(
        (turned(rng), turned(rng), np.abs(turned(rng)), turned(rng), 3, 0.05, 0.1)
    )


def _adamw(rule):
    """A wrong version from the renewed averages M, S, and Adam's step A."""

    def wrong(w, m, s, g, t, eta, decay, beta1=0.9, beta2=0.999, eps=1e-8):
        M, S = moments(m, s, g, beta1, beta2)
        A = M / (1 - beta1**t) / (np.sqrt(S / (1 - beta2**t)) + eps)
        return rule(w, M, S, A, eta, decay)

    return wrong


def _coupled(amount):
    def wrong(w, m, s, g, t, eta, decay, beta1=0.9, beta2=0.999, eps=1e-8):
        M, S = moments(m, s, g + amount * decay * w, beta1, beta2)
        A = M / (1 - beta1**t) / (np.sqrt(S / (1 - beta2**t)) + eps)
        return w - eta * A, M, S

    return wrong


EXERCISE = Exercise(
    title="Adam, and smaller weights beside it",
    statement="With L2 (lesson 08) the penalty's slope is added to the gradient, and Adam divides it away again: large weights are hardly punished. AdamW shrinks the weights *beside* Adam's step. Write `adamw_step(w, m, s, g, t, eta, decay, beta1, beta2, eps)`: Adam's step with the gradient `g` of the loss alone, and $\\eta\\cdot\\text{decay}\\cdot w$ of the *old* `w` subtracted, too. Return `(w, m, s)`.",
    reference=adamw_step,
    cases=_cases,
    parts=("w", "m", "s"),
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "coupled",
            "the decay is added to the gradient: Adam with L2",
            _coupled(1.0),
            "Then it goes into m and s, and is divided away.",
            "m and s know of the decay, and should not.",
            "With which gradient are m and s renewed?",
        ),
        Mistake(
            "coupled_twice",
            "2 · decay · w is added to the gradient",
            _coupled(2.0),
            "That is the slope of decay · w², as in lesson 08; here the decay stands beside the step.",
            "m and s know of the decay, and should not.",
            "With which gradient are m and s renewed?",
        ),
        Mistake(
            "no_decay",
            "Adam alone",
            _adamw(lambda w, M, S, A, eta, decay: (w - eta * A, M, S)),
            "The weights are not shrunk.",
            "decay changes nothing.",
            "Where is decay in your step?",
        ),
        Mistake(
            "new_weight",
            "the decay is taken of the new weight",
            _adamw(
                lambda w, M, S, A, eta, decay: ((w - eta * A) * (1 - eta * decay), M, S)
            ),
            "Both parts belong to the old w.",
            "It is off by η² · decay · step.",
            "Which w is shrunk?",
        ),
        Mistake(
            "without_eta",
            "the decay without η",
            _adamw(lambda w, M, S, A, eta, decay: (w - eta * A - decay * w, M, S)),
            "η scales both parts.",
            "With η = 0.1 the weights shrink ten times too fast.",
            "By what is decay · w multiplied?",
        ),
        Mistake(
            "grows",
            "the decay is added",
            _adamw(
                lambda w, M, S, A, eta, decay: (w - eta * A + eta * decay * w, M, S)
            ),
            "Decay makes weights smaller.",
            "Large weights grow.",
            "Which sign makes w smaller?",
        ),
        Mistake(
            "sign_of_w",
            "the sign of w instead of w: L1",
            _adamw(
                lambda w, M, S, A, eta, decay: (
                    w - eta * A - eta * decay * np.sign(w),
                    M,
                    S,
                )
            ),
            "The pull is proportional to the weight.",
            "Small and large weights shrink by the same amount.",
            "What is the slope of ½w²?",
        ),
        Mistake(
            "twice",
            "2 · decay",
            _adamw(
                lambda w, M, S, A, eta, decay: (w - eta * A - 2 * eta * decay * w, M, S)
            ),
            "AdamW has no 2: decay is what is subtracted.",
            "The weights shrink twice as fast.",
            "What exactly does the statement subtract?",
        ),
        Mistake(
            "squared",
            "w² instead of w",
            _adamw(
                lambda w, M, S, A, eta, decay: (w - eta * A - eta * decay * w**2, M, S)
            ),
            "The penalty is a square; its slope is not.",
            "Negative weights grow.",
            "What is the slope of ½w²?",
        ),
        Mistake(
            "divided_too",
            "the decay is divided by the root as well",
            _adamw(
                lambda w, M, S, A, eta, decay: (
                    w - eta * A - eta * decay * w / (np.sqrt(S) + 1e-8),
                    M,
                    S,
                )
            ),
            "Beside the step means: not divided.",
            "Weights with large gradients hardly shrink.",
            "What stands under your decay?",
        ),
        Mistake(
            "averages_swapped",
            "m and s in the wrong order",
            _adamw(
                lambda w, M, S, A, eta, decay: (w - eta * A - eta * decay * w, S, M)
            ),
            "The order is (w, m, s).",
            "s should never be negative.",
            "In which order are they asked for?",
        ),
    ),
    hints=(
        "Adam's step first, as in adam_step, with g alone.",
        "Then subtract eta · decay · w, with the w from before the step.",
        "m and s are the same as in adam_step with the same g.",
    ),
    symptoms=(
        ("m and s are wrong", "Do they see the decay?"),
        ("nearly right", "Which w is shrunk, the old or the new one?"),
    ),
    taught="Both at once",
    another_way="`adam_step(...)` and one more subtraction are enough.",
)
