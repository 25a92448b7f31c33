"""Lesson 09: the exercise `adam_step`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .shared import draws, moments, turned


def adam_step(w, m, s, g, t, eta, beta1=0.9, beta2=0.999, eps=1e-8):
    """`(w, m, s)` after step number `t` = 1, 2, … of Adam; arrays of one shape, the others numbers.

    The m and s that come back are not corrected.
    """
    m = beta1 * m + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
    return w - eta * m_hat / (np.sqrt(s_hat) + eps), m, s


def _cases(rng: Rng) -> Iterator[Case]:
    zeros = np.zeros(2)
    yield Case((np.array([1.0, -2.0]), zeros, zeros, np.array([2.0, -0.5]), 1, 0.1))
    for t, (w, m, s, g) in zip((2, 5, 1), draws(rng, 2)):
        eta, b1, b2 = (float(v) for v in rng.uniform(0.5, 0.95, size=3))
        yield Case((w, m - 1.0, s, g, t, 0.2 * eta, b1, b2, 0.2))
    yield Case((turned(rng), turned(rng), np.abs(turned(rng)), turned(rng), 3, 0.05))
    yield Case(
        (np.array([0.5]), np.array([0.1]), np.array([0.3]), np.array([-1.0]), 40, 0.1)
    )


def _adam(rule):
    """A wrong version from the renewed averages M and S."""

    def wrong(w, m, s, g, t, eta, beta1=0.9, beta2=0.999, eps=1e-8):
        M, S = moments(m, s, g, beta1, beta2)
        return rule(w, M, S, g, t, eta, beta1, beta2, eps)

    return wrong


def _by_product(w, M, S, g, t, eta, b1, b2, eps):
    with np.errstate(all="ignore"):
        return w - eta * M / (1 - b1 * t) / (np.sqrt(S / (1 - b2 * t)) + eps), M, S


def _from_old(w, m, s, g, t, eta, beta1=0.9, beta2=0.999, eps=1e-8):
    M, S = moments(m, s, g, beta1, beta2)
    with np.errstate(all="ignore"):
        return w - eta * m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps), M, S


def _wrong_averages(average):
    def wrong(w, m, s, g, t, eta, beta1=0.9, beta2=0.999, eps=1e-8):
        M, S = average(m, s, g, beta1, beta2)
        step = eta * M / (1 - beta1**t) / (np.sqrt(np.abs(S) / (1 - beta2**t)) + eps)
        return w - step, M, S

    return wrong


EXERCISE = Exercise(
    title="Adam, from its two averages",
    statement="Write `adam_step(w, m, s, g, t, eta, beta1, beta2, eps)`, which puts the two ideas together: `m` is a running average of the gradient (it keeps the part `beta1` of itself, the rest is new), `s` one of its square (with `beta2`). Both start at 0 and are too small at first, by the factors $1-\\beta_1^t$ and $1-\\beta_2^t$ after `t` steps; so the step divides each by its factor, and then is `eta` times the corrected average of the gradient over the root of the corrected average of the squares, plus `eps` outside the root. Return `(w, m, s)`, with `m` and `s` *not* corrected. `t` counts from 1.",
    reference=adam_step,
    cases=_cases,
    parts=("w", "m", "s"),
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "no_correction",
            "no correction of the averages",
            _adam(
                lambda w, M, S, g, t, eta, b1, b2, eps: (
                    w - eta * (M) / (np.sqrt(S) + eps),
                    M,
                    S,
                )
            ),
            "Both averages start at 0 and are too small in the first steps.",
            "In the first step s is a thousandth of g², and its root is far too small.",
            "What do you divide m and s by, in step number t?",
        ),
        Mistake(
            "correction_kept",
            "the corrected averages come back",
            _adam(
                lambda w, M, S, g, t, eta, b1, b2, eps: (
                    w - eta * (M / (1 - b1**t)) / (np.sqrt(S / (1 - b2**t)) + eps),
                    M / (1 - b1**t),
                    S / (1 - b2**t),
                )
            ),
            "Corrected again and again, they grow without reason.",
            "The weight is right in this step, and wrong in the next.",
            "Which m and s does the next step need?",
        ),
        Mistake(
            "eps_inside",
            "ε inside the root",
            _adam(
                lambda w, M, S, g, t, eta, b1, b2, eps: (
                    w - eta * (M / (1 - b1**t)) / (np.sqrt(S / (1 - b2**t) + eps)),
                    M,
                    S,
                )
            ),
            "Inside the root ε counts as a square.",
            "With ε = 0.2 the two differ in the first digit.",
            "To what is ε added in the statement?",
        ),
        Mistake(
            "root_first",
            "the root is taken before the correction of s",
            _adam(
                lambda w, M, S, g, t, eta, b1, b2, eps: (
                    w - eta * (M / (1 - b1**t)) / (np.sqrt(S) / (1 - b2**t) + eps),
                    M,
                    S,
                )
            ),
            "s itself is too small by 1 − β₂^t, and its root by the root of that.",
            "In the first step the weight moves by far too little.",
            "Which of the two comes first: the correction, or the root?",
        ),
        Mistake(
            "product_for_power",
            "1 − β t instead of 1 − β^t",
            _adam(_by_product),
            "The part that is kept is multiplied by β at every step: that is a power.",
            "The first step is right; soon the factor is negative, and so is what stands under the root.",
            "What is left of 1 after three steps that keep 0.9 each?",
        ),
        Mistake(
            "from_zero",
            "t counts from 0",
            _adam(
                lambda w, M, S, g, t, eta, b1, b2, eps: (
                    w
                    - eta
                    * (M / np.maximum(1 - b1 ** (t - 1), 1e-12))
                    / (np.sqrt(S / np.maximum(1 - b2 ** (t - 1), 1e-12)) + eps),
                    M,
                    S,
                )
            ),
            "After the first step the average holds one gradient, so t is 1.",
            "In the first step it divides by 0.",
            "What is 1 − β^t for the first step?",
        ),
        Mistake(
            "correction_of_m_only",
            "only the average of the gradient is corrected",
            _adam(
                lambda w, M, S, g, t, eta, b1, b2, eps: (
                    w - eta * (M / (1 - b1**t)) / (np.sqrt(S) + eps),
                    M,
                    S,
                )
            ),
            "The average of the squares starts at 0, too.",
            "The first steps are about thirty times too long.",
            "Which of the two averages has the longer memory?",
        ),
        Mistake(
            "correction_of_s_only",
            "only the average of the squares is corrected",
            _adam(
                lambda w, M, S, g, t, eta, b1, b2, eps: (
                    w - eta * (M) / (np.sqrt(S / (1 - b2**t)) + eps),
                    M,
                    S,
                )
            ),
            "The average of the gradient starts at 0, too.",
            "The first step is a tenth of what it should be.",
            "What is m after one step from 0, in terms of g?",
        ),
        Mistake(
            "betas_swapped",
            "β₁ and β₂ exchanged",
            _wrong_averages(lambda m, s, g, b1, b2: moments(m, s, g, b2, b1)),
            "The gradient is forgotten faster than its square.",
            "m should keep nine tenths of itself.",
            "Which β belongs to which average?",
        ),
        Mistake(
            "no_root",
            "divided by the average of squares instead of its root",
            _adam(
                lambda w, M, S, g, t, eta, b1, b2, eps: (
                    w - eta * (M / (1 - b1**t)) / ((S / (1 - b2**t)) + eps),
                    M,
                    S,
                )
            ),
            "A square has the wrong size: doubled gradients would make steps half as long.",
            "Multiply every gradient by 10: the step should stay the same.",
            "Which power of g stands above, which below?",
        ),
        Mistake(
            "gradient_instead",
            "the gradient itself above, instead of its average",
            _adam(
                lambda w, M, S, g, t, eta, b1, b2, eps: (
                    w - eta * (g) / (np.sqrt(S / (1 - b2**t)) + eps),
                    M,
                    S,
                )
            ),
            "That is RMSProp with a correction; the memory of the direction is missing.",
            "m is computed and not used.",
            "What stands above the root?",
        ),
        Mistake(
            "old_averages",
            "the step uses the averages before they are renewed",
            _from_old,
            "The averages are renewed first.",
            "The first step does nothing at all.",
            "Which line comes first?",
        ),
        Mistake(
            "not_squared",
            "s averages the gradient instead of its square",
            _wrong_averages(
                lambda m, s, g, b1, b2: (b1 * m + (1 - b1) * g, b2 * s + (1 - b2) * g)
            ),
            "Gradients of both signs would cancel; squares can not.",
            "s becomes negative for a negative gradient.",
            "What does s average?",
        ),
        Mistake(
            "uphill",
            "the step is added",
            _adam(
                lambda w, M, S, g, t, eta, b1, b2, eps: (
                    w + eta * (M / (1 - b1**t)) / (np.sqrt(S / (1 - b2**t)) + eps),
                    M,
                    S,
                )
            ),
            "The gradient points uphill.",
            "The weight moves the way the loss grows.",
            "Which sign does a step of descent have?",
        ),
        Mistake(
            "whole_gradient",
            "the gradient comes in whole: β₁ m + g",
            _wrong_averages(
                lambda m, s, g, b1, b2: (b1 * m + g, b2 * s + (1 - b2) * np.square(g))
            ),
            "Momentum adds; Adam averages.",
            "The first step is ten times too long.",
            "What are the two parts of an average?",
        ),
        Mistake(
            "correction_multiplied",
            "multiplied by 1 − β^t instead of divided",
            _adam(
                lambda w, M, S, g, t, eta, b1, b2, eps: (
                    w - eta * (M * (1 - b1**t)) / (np.sqrt(S * (1 - b2**t)) + eps),
                    M,
                    S,
                )
            ),
            "The averages are too small at first, and must grow.",
            "The first step is far off, the thousandth is nearly right.",
            "Is a corrected average larger or smaller?",
        ),
    ),
    hints=(
        "Four lines: the two averages, the two corrections, the step. Return the averages as they are.",
        "m_hat is m / (1 − beta1**t), for this step alone. The kept m and s go on without it.",
        "The step is eta * m_hat / (np.sqrt(s_hat) + eps), with the eps outside the root.",
    ),
    symptoms=(
        (
            "the first step is right, the second is not",
            "Do you return the corrected averages? The next step needs the plain ones.",
        ),
        ("division by zero", "t counts from 1."),
        ("nearly right", "Is eps inside the root?"),
    ),
    taught="Both at once",
    another_way="In the first step m_hat is g and s_hat is g², so every weight moves by almost exactly eta, whatever its gradient is.",
)
