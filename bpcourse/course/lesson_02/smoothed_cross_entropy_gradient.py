"""Lesson 02: the exercise `smoothed_cross_entropy_gradient`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.course.shared import _quiet

from .shared import Z3, _down, _over_axis, _p, _slopes_of_loss


def smoothed_cross_entropy_gradient(z, y, s):
    """Gradient with respect to `z` for smoothed targets;
    `z`, `y` (K,) or (N, K); as `z`.

    Per sample. `s` is a float from 0 to 1; the rows of `y` add up to 1.
    No warning for scores up to ±1e4.
    """
    p = np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))
    return p - (1 - s) * y - s / z.shape[-1]


def _smoothed_cases(rng: Rng) -> Iterator[Case]:
    yield Case((Z3, np.array([0.0, 1.0, 0.0]), 0.3))
    yield Case((rng.normal(size=(4, 3)) * 2, np.eye(3)[rng.integers(3, size=4)], 0.1))
    yield Case((rng.normal(size=5), _p(rng.normal(size=5)), 0.25))
    yield Case((rng.normal(size=(3, 3)), _p(rng.normal(size=(3, 3))), 0.6))
    yield Case((rng.normal(size=(2, 4)), np.eye(4)[[3, 0]], 0.0))
    yield Case((rng.normal(size=(2, 4)), np.eye(4)[[1, 2]], 1.0))
    yield Case((rng.normal(size=(3, 5)).T, np.eye(3)[[0, 2, 1, 1, 0]], 0.2))
    far = np.array([[1e4, 0.0, -1e4], [-1e4, -9999.0, -1e4]])
    yield Case((far, np.eye(3)[[1, 0]], 0.1), no_warning=True)


def _targets(y: Any, s: float) -> Any:
    return (1 - s) * y + s / y.shape[-1]


def _smoothed_measured(case: Case) -> Measured:
    z, y, s = case.args
    return Measured(
        "slopes of E by the complex step", _slopes_of_loss(z, _targets(y, s))
    )


EXERCISE = Exercise(
    title="Targets that aren't quite sure",
    statement=(
        "*Label smoothing* takes a part $s$ of each target away and shares it out equally among all "
        "$K$ classes: cross-entropy after softmax, with the targets $(1-s)\\,y+\\frac sK$ instead of "
        "$y$. Find the gradient with respect to the scores $z$, and write "
        "`smoothed_cross_entropy_gradient(z, y, s)` for one sample `(K,)` or a batch `(N, K)`, per "
        "sample (no mean over the batch). The entries of each $y$ add up to 1, and $0\\le s\\le1$. "
        "Scores reach ±1e4, and there is no warning. The judge is the complex step."
    ),
    reference=smoothed_cross_entropy_gradient,
    cases=_smoothed_cases,
    measure=_smoothed_measured,
    transfer=True,
    needs=("softmax",),
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "not_smoothed",
            "the gradient without smoothing",
            lambda z, y, s: _p(z) - y,
            "The scores aren't touched by smoothing, but the targets are.",
            "Change s: the result stays, and the loss doesn't.",
            "Which targets stand in the loss?",
        ),
        Mistake(
            "sign",
            "the gradient with its sign turned",
            lambda z, y, s: _targets(y, s) - _p(z),
            "It is the direction to move in; the gradient points uphill.",
            "Where p is above the target, the loss grows with the score.",
            "If the score of a wrong class rises, does the loss rise or fall?",
        ),
        Mistake(
            "others_only",
            "s shared among the K − 1 other classes",
            lambda z, y, s: _p(z) - (1 - s) * y - s / (z.shape[-1] - 1) * (1 - y),
            "That is another convention. Here all K classes get s/K, the true one, too.",
            "For K = 3, s = 0.3 the true class should keep 0.8; yours keeps 0.7.",
            "How much does the true class keep?",
        ),
        Mistake(
            "whole_share",
            "s for each class instead of s/K",
            lambda z, y, s: _p(z) - (1 - s) * y - s,
            "The part s is shared, so that the targets still add up to 1.",
            "The entries don't add up to 0.",
            "What do your targets add up to?",
        ),
        Mistake(
            "share_of_rows",
            "s divided by len(z), which counts samples in a batch",
            lambda z, y, s: _p(z) - (1 - s) * y - s / len(z),
            "For one sample len(z) is K; for a batch it is N.",
            "Right for one sample, wrong for a batch: the rows don't add up to 0.",
            "Which axis holds the classes?",
        ),
        Mistake(
            "no_share",
            "(1 − s) y alone: what was taken away is shared out to nobody",
            lambda z, y, s: _p(z) - (1 - s) * y,
            "The targets must still add up to 1.",
            "The entries add up to s, and they should add up to 0.",
            "Where does the part s go?",
        ),
        Mistake(
            "scaled",
            "(1 − s) times the plain gradient",
            lambda z, y, s: (1 - s) * (_p(z) - y),
            "Smoothing changes the target, and not the size of the whole difference.",
            "For s = 1 it is 0 everywhere; the loss then still pulls towards equal probabilities.",
            "For which p is the loss smallest?",
        ),
        Mistake(
            "swapped",
            "s and 1 − s in each other's place",
            lambda z, y, s: _p(z) - _targets(y, 1 - s),
            "s is the part that is taken away from y.",
            "For s = 0 nothing of y is left in your gradient.",
            "What should come out for s = 0?",
        ),
        Mistake(
            "share_added",
            "the share with a plus sign",
            lambda z, y, s: _p(z) - (1 - s) * y + s / z.shape[-1],
            "The whole target is subtracted, and the share is a part of it.",
            "The entries don't add up to 0.",
            "Are there brackets round the target?",
        ),
        Mistake(
            "prediction_smoothed",
            "the probabilities are smoothed instead of the targets",
            lambda z, y, s: (1 - s) * _p(z) + s / z.shape[-1] - y,
            "The part is taken from y. The network's p stays as it is.",
            "With p = y it isn't 0 in the way it should be: the sign of the share is turned.",
            "Which of the two does the loss smooth?",
        ),
        Mistake(
            "mean",
            "divided by the number of samples",
            lambda z, y, s: (
                (_p(z) - _targets(y, s)) / (len(z) if np.ndim(z) == 2 else 1)
            ),
            "The mean is taken where weight gradients are formed. This gradient is per sample.",
            "Right for one sample; in a batch everything is N times too small.",
            "Is a mean asked for here?",
        ),
        Mistake(
            "wrong_axis",
            "softmax down the columns, over the samples",
            lambda z, y, s: _down(z) - _targets(y, s),
            "axis=0 is the first axis. For one sample it is the last one, too, so nothing shows.",
            "The rows don't add up to 0.",
            "Which axis holds the classes?",
            also=(lambda z, y, s: _over_axis(z, -2) - _targets(y, s),),
        ),
        Mistake(
            "over_everything",
            "softmax over the whole batch at once",
            lambda z, y, s: _p(z.ravel()).reshape(z.shape) - _targets(y, s),
            "Without an axis the sum runs over all samples: right for one, wrong for a batch.",
            "The rows don't add up to 0.",
            "Along which axis stand the probabilities of one sample?",
        ),
        Mistake(
            "scores",
            "the scores instead of the probabilities",
            lambda z, y, s: z - _targets(y, s),
            "z comes in, and the formula wants softmax of it.",
            "The entries don't add up to 0.",
            "Which function turns z into p?",
        ),
        Mistake(
            "overflow",
            "the right gradient, with a softmax that isn't shifted",
            lambda z, y, s: _quiet(
                lambda: (
                    np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True) - _targets(y, s)
                )
            ),
            "e^10000 is inf, and inf / inf is nan.",
            "At a score of 10000 it gives nan.",
            "Use your own `softmax`, which subtracts the largest score first.",
        ),
    ),
    hints=(
        "Which parts of the loss change when y is replaced by another target that also adds up to 1?",
        "The lesson's gradient holds for every target that adds up to 1. Does the smoothed one?",
        "Build the smoothed targets first, with the number of classes from the last axis. Then take "
        "the same difference as without smoothing.",
    ),
    symptoms=(
        (
            "right for one sample, wrong for a batch",
            "K is z.shape[-1]; len(z) counts samples.",
        ),
        ("I get nan", "Use your own `softmax`."),
        ("rows don't add up to 0", "Do your targets add up to 1?"),
    ),
    taught="Yours alone",
    another_way="It is 0 where p equals the smoothed target: the scores stop growing, which is what smoothing is for.",
)
