"""Lesson 06: the exercise `decayed_step`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng
from bpcourse.course.shared import _quiet


def decayed_step(eta0, epoch, decay):
    """The step size of an epoch: eta0 / (1 + decay * epoch), from epoch 0."""
    return eta0 / (1 + decay * epoch)


def _decay_cases(rng: Rng) -> Iterator[Case]:
    yield Case((0.5, 3, 1.0))
    yield Case((0.5, 0, 1.0))
    yield Case((1.0, 4, 0.25))
    yield Case((0.3, 7, 0.0))
    yield Case((0.5, 1000, 1.0))
    draw = rng.uniform
    yield Case((float(draw(0.1, 2)), int(rng.integers(2, 30)), float(draw(0.05, 0.9))))


EXERCISE = Exercise(
    title="A step that shrinks",
    statement=(
        "Mini-batch gradients are noisy, and a fixed step never comes to rest. Write "
        "`decayed_step(eta0, epoch, decay)`, $\\eta=\\eta_0/(1+\\text{decay}\\cdot\\text{epoch})$: "
        "the full $\\eta_0$ in epoch 0, and ever smaller steps after it."
    ),
    reference=decayed_step,
    cases=_decay_cases,
    points=1,
    minutes=2,
    mistakes=(
        Mistake(
            "precedence",
            "eta0 / 1 + decay * epoch: only the 1 is under the line",
            lambda eta0, epoch, decay: eta0 / 1 + decay * epoch,
            "On paper the line covers 1 + decay · epoch; in Python it needs brackets.",
            "The step grows with the epochs.",
            "Put the whole denominator in brackets.",
        ),
        Mistake(
            "exponential",
            "eta0 · decay^epoch, another kind of decay",
            lambda eta0, epoch, decay: eta0 * decay**epoch,
            "Exponential decay is used as well; it falls much faster.",
            "With decay = 1 it stays at eta0 for ever.",
            "Where does the formula have a fraction?",
        ),
        Mistake(
            "exp",
            "eta0 · e^(−decay · epoch), another kind of decay",
            lambda eta0, epoch, decay: eta0 * np.exp(-decay * epoch),
            "It agrees in its first digits while decay · epoch is small, and falls faster then.",
            "With decay = 1 it leaves a twentieth after three epochs; the formula leaves a quarter.",
            "Where does the formula have a fraction?",
        ),
        Mistake(
            "from_one",
            "epochs counted from 1: even epoch 0 is decayed",
            lambda eta0, epoch, decay: eta0 / (1 + decay * (epoch + 1)),
            "Epochs count from 0 here, so the first one gets the whole eta0.",
            "In epoch 0 with decay = 1 it gives half of eta0.",
            "Which step should epoch 0 take?",
        ),
        Mistake(
            "no_one",
            "eta0 / (decay · epoch): the 1 is missing",
            lambda eta0, epoch, decay: eta0 / (decay * epoch),
            "The 1 keeps the first step at eta0.",
            "In epoch 0 it divides by zero.",
            "What is left of the denominator in epoch 0?",
        ),
        Mistake(
            "linear",
            "eta0 · (1 − decay · epoch), which falls below 0",
            lambda eta0, epoch, decay: eta0 * (1 - decay * epoch),
            "It agrees while decay · epoch is small; later the step turns negative.",
            "With decay = 1 it is −1 in epoch 3 for eta0 = 0.5: a walk uphill.",
            "Divide, instead of subtracting.",
        ),
        Mistake(
            "compounded",
            "a decay of what was already decayed, epoch by epoch",
            lambda eta0, epoch, decay: (
                eta0 / np.prod([1 + decay * k for k in range(epoch + 1)])
            ),
            "eta was overwritten in the loop, so the next epoch starts from the smaller one.",
            "With decay = 1 it gives 0.5/24 in epoch 3.",
            "From which step size does each epoch start to count?",
        ),
        Mistake(
            "shifted_bracket",
            "(1 + decay) · epoch: the bracket stands in the wrong place",
            lambda eta0, epoch, decay: eta0 / ((1 + decay) * epoch),
            "Times binds before plus: 1 + (decay · epoch).",
            "In epoch 0 it divides by zero.",
            "Which of the two is computed first in the formula?",
        ),
        Mistake(
            "multiplied",
            "eta0 · (1 + decay · epoch): the step grows",
            lambda eta0, epoch, decay: eta0 * (1 + decay * epoch),
            "The bracket belongs under the line.",
            "With decay = 1 it is four times eta0 in epoch 3.",
            "Should the step grow or shrink?",
        ),
        Mistake(
            "minus",
            "eta0 / (1 − decay · epoch)",
            lambda eta0, epoch, decay: _quiet(lambda: eta0 / (1 - decay * epoch)),
            "A minus makes the denominator smaller, and the step larger, until it turns negative.",
            "With decay = 1 it is −0.25 in epoch 3 for eta0 = 0.5: a walk uphill.",
            "Which sign makes the denominator grow with the epochs?",
        ),
        Mistake(
            "power",
            "eta0 / (1 + decay)^epoch, another kind of decay",
            lambda eta0, epoch, decay: eta0 / (1 + decay) ** epoch,
            "It divides by the same factor in every epoch: an exponential decay, and much faster.",
            "With decay = 1 it leaves an eighth after three epochs; the formula leaves a quarter.",
            "Is epoch a factor in the formula, or an exponent?",
        ),
        Mistake(
            "root",
            "eta0 / √(1 + decay · epoch), another kind of decay",
            lambda eta0, epoch, decay: eta0 / np.sqrt(1 + decay * epoch),
            "Some schedules take the root; it shrinks more slowly.",
            "With decay = 1 it leaves one half after three epochs; the formula leaves a quarter.",
            "Is there a root in the formula?",
        ),
        Mistake(
            "square",
            "eta0 / (1 + decay · epoch)², another kind of decay",
            lambda eta0, epoch, decay: eta0 / (1 + decay * epoch) ** 2,
            "It shrinks so fast that the steps may never reach the minimum.",
            "With decay = 1 it leaves a sixteenth after three epochs; the formula leaves a quarter.",
            "Is there a square in the formula?",
        ),
        Mistake(
            "one_late",
            "epochs counted one too low: epoch 1 still has the whole eta0",
            lambda eta0, epoch, decay: eta0 / (1 + decay * max(epoch - 1, 0)),
            "Epoch 0 has no decay, and epoch 1 has one.",
            "With decay = 1 it is a third of eta0 in epoch 3, and should be a quarter.",
            "Which step should epoch 1 take?",
        ),
    ),
    hints=(
        "One line. Mind the brackets under the fraction.",
        "In epoch 0 the result is eta0; with decay = 1 it is half of it in epoch 1.",
        "return eta0 / (1 + decay * epoch)",
    ),
    symptoms=(
        ("ZeroDivisionError", "The 1 keeps the denominator away from 0."),
        ("the step grows", "Is the whole denominator in brackets?"),
    ),
    taught="Noise, and why steps must shrink",
    another_way=(
        "With decay = 1 this is η0, η0/2, η0/3, …: their sum has no limit, so no minimum is too far, "
        "and the sum of their squares has one, so the noise dies out."
    ),
)
