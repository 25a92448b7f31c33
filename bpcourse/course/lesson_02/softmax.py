"""Lesson 02: the exercise `softmax`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng
from bpcourse.course.shared import _quiet

from .shared import Z3, _p


def softmax(z):
    """Probabilities along the last axis; `z` (K,) or (N, K);
    no warning up to ±1e4.
    """
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def _logit_cases(rng: Rng) -> Iterator[Case]:
    yield Case((Z3,))
    yield Case((rng.normal(size=(4, 3)) * 2,))
    yield Case((rng.normal(size=(3, 3)),))
    yield Case((rng.normal(size=5),))
    yield Case((np.array([1000.0, 0.0, 999.0]),), no_warning=True)
    yield Case((np.array([[-1e4, 0.0, 1e4], [1e4, 1e4, -1e4]]),), no_warning=True)
    yield Case((np.array([[0.0, 1.0], [1e4, 0.0], [-1e4, -9999.0]]),), no_warning=True)
    yield Case((rng.normal(size=(1, 4)),))


def _guarded(eps: float) -> Callable[..., Any]:
    """With a small number added to the sum."""

    def wrong(z: Any) -> Any:
        e = np.exp(z - np.max(z, -1, keepdims=True))
        return e / (np.sum(e, -1, keepdims=True) + eps)

    return wrong


EXERCISE = Exercise(
    title="A softmax that no score breaks",
    statement=(
        "Write `softmax(z)`: $p_i=\\frac{e^{z_i}}{\\sum_k e^{z_k}}$ along the last axis, for one sample "
        "`(K,)` or a batch `(N, K)`, one row per sample. It is right and gives no warning for scores up to "
        "±1e4: choose a shift after which no exponential can overflow. (Don't clip the scores: that changes "
        "their differences.)"
    ),
    reference=softmax,
    cases=_logit_cases,
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "naive",
            "the formula as it stands, which is nan for large scores",
            lambda z: np.exp(z) / np.sum(np.exp(z), axis=-1, keepdims=True),
            "It is right on paper; in floats e^1000 is inf, and inf / inf is nan.",
            "For scores 1000 and 0 it gives nan and 0.",
            "Which number may you subtract from all scores without changing p?",
        ),
        Mistake(
            "over_everything",
            "one sum over all entries of the batch",
            lambda z: np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z))),
            "Without an axis, np.sum adds the whole array: right for one sample, wrong for a batch.",
            "The rows don't add up to 1; only all of them together do.",
            "Along which axis do the probabilities of one sample stand?",
        ),
        Mistake(
            "wrong_axis",
            "a sum down the columns, over samples",
            lambda z: (
                np.exp(z - np.max(z, 0)) / np.sum(np.exp(z - np.max(z, 0)), axis=0)
            ),
            "axis=0 is the first axis. For one sample it is the last one too, so nothing shows.",
            "In a batch the columns add up to 1, and the rows don't.",
            "Which axis holds the classes?",
        ),
        Mistake(
            "sigmoid",
            "σ of each score, which is no distribution",
            lambda z: _quiet(lambda: 1 / (1 + np.exp(-z))),
            "σ looks at one score alone; softmax makes the scores share one whole.",
            "The entries don't add up to 1.",
            "If one probability rises, what must the others do?",
        ),
        Mistake(
            "no_exponential",
            "the scores divided by their sum, without e^z",
            lambda z: _quiet(lambda: z / np.sum(z, axis=-1, keepdims=True)),
            "Scores may be negative; the exponential makes them positive first.",
            "With a negative score there is a negative probability.",
            "What makes every entry positive?",
        ),
        Mistake(
            "log",
            "the logarithm of softmax",
            lambda z: (
                z
                - np.max(z, -1, keepdims=True)
                - np.log(
                    np.exp(z - np.max(z, -1, keepdims=True)).sum(-1, keepdims=True)
                )
            ),
            "log-softmax is what the loss needs; here the probabilities are asked for.",
            "Every entry is negative or 0.",
            "Which values can a probability take?",
        ),
        Mistake(
            "shifted_by_mean",
            "shifted by the mean instead of the largest score",
            lambda z: (
                np.exp(z - np.mean(z, -1, keepdims=True))
                / np.exp(z - np.mean(z, -1, keepdims=True)).sum(-1, keepdims=True)
            ),
            "Any shift is right on paper; only the largest score keeps e^z from overflowing.",
            "With scores −1e4, 0, 1e4 the mean is 0, and nothing is gained.",
            "After which shift is every exponent 0 or below?",
        ),
        Mistake(
            "uncentred_sum",
            "shifted above the line only, not below it",
            lambda z: _quiet(
                lambda: (
                    np.exp(z - np.max(z, -1, keepdims=True))
                    / np.sum(np.exp(z), axis=-1, keepdims=True)
                )
            ),
            "The same shift has to stand above and below, or it doesn't cancel.",
            "The entries add up to less than 1.",
            "Compute the exponentials once, and use them twice.",
        ),
        Mistake(
            "no_keepdims",
            "a sum without keepdims, which fits no batch",
            lambda z: (
                np.exp(z - np.max(z, -1, keepdims=True))
                / np.sum(np.exp(z - np.max(z, -1, keepdims=True)), axis=-1)
            ),
            "The sum of each row is a row of numbers, one per sample; NumPy lays it along the classes.",
            "With 4 samples and 3 classes the shapes don't fit; with 3 and 3 they do, and the result is wrong.",
            "Which argument of np.sum keeps the summed axis, with length 1?",
            also=(
                lambda z: (
                    np.exp(z - np.max(z, axis=-1))
                    / np.sum(np.exp(z - np.max(z, axis=-1)), axis=-1)
                ),
            ),
        ),
        Mistake(
            "clipped",
            "scores clipped instead of shifted",
            lambda z: (
                np.exp(np.clip(z, -700, 700))
                / np.sum(np.exp(np.clip(z, -700, 700)), axis=-1, keepdims=True)
            ),
            "Clipping stops the overflow, and makes all large scores equal.",
            "For scores 1000 and 999 it gives one half each; it should be 0.73 and 0.27.",
            "Which number may you subtract from all scores without changing p?",
            also=(
                lambda z: (
                    np.exp(np.clip(z, -500, 500))
                    / np.sum(np.exp(np.clip(z, -500, 500)), axis=-1, keepdims=True)
                ),
                lambda z: (
                    np.exp(np.clip(z, -709, 709))
                    / np.sum(np.exp(np.clip(z, -709, 709)), axis=-1, keepdims=True)
                ),
            ),
        ),
        Mistake(
            "divided_by_largest",
            "scores divided by the largest one, where it should be subtracted",
            lambda z: _p(z / np.max(np.abs(z), -1, keepdims=True)),
            "Only a shift leaves softmax as it is; a division changes all differences.",
            "Scores 10 and 20 give the same as 1 and 2.",
            "What may be taken off every score without changing the result?",
            also=(lambda z: _p(z / np.max(z, -1, keepdims=True)),),
        ),
        Mistake(
            "hard",
            "1 for the largest score, 0 for the others",
            lambda z: (z == np.max(z, -1, keepdims=True)) * 1.0,
            "That is the decision. softmax says how sure it is, and has a slope to learn from.",
            "Scores 1, 2 and 3 give 0, 0 and 1, whatever lies between them.",
            "Does a small change of a score change your result?",
            also=(lambda z: np.eye(np.shape(z)[-1])[np.argmax(z, axis=-1)],),
        ),
        Mistake(
            "base_two",
            "2^z instead of e^z",
            lambda z: (
                2.0 ** (z - np.max(z, -1, keepdims=True))
                / np.sum(2.0 ** (z - np.max(z, -1, keepdims=True)), -1, keepdims=True)
            ),
            "Another base makes all differences between scores smaller or larger.",
            "For scores 0 and 1 the ratio of the probabilities is 2, and should be e.",
            "Which function is its own derivative?",
        ),
        Mistake(
            "epsilon",
            "a small number added to the sum",
            _guarded(1e-8),
            "After the shift one exponential is 1, so the sum is never 0: there is nothing to guard.",
            "The entries add up to a little less than 1.",
            "What is the smallest value that the sum can have?",
            also=tuple(map(_guarded, (1e-7, 1e-6, 1e-5, 1e-3))),
        ),
    ),
    hints=(
        "A shift by any number changes nothing on paper. After which shift is the largest exponential e^0 = 1?",
        "axis=-1 with keepdims=True gives one number per row, kept as a column, so that it can be subtracted from the row, and divide it.",
        "Two lines: the exponential of z less its row's largest entry; then that, divided by its row's sum.",
    ),
    symptoms=(
        (
            "right for one sample, wrong for a batch",
            "Sum along axis=-1, with keepdims=True.",
        ),
        ("I get nan", "Subtract the largest score of each row first."),
        (
            "I get a shape error",
            "keepdims=True keeps the axis, so that the division fits.",
        ),
    ),
    taught="From scores to probabilities",
    another_way="np.exp(log-softmax) is the same, and the logarithm is what the loss needs anyway.",
)
