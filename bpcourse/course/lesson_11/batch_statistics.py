"""Lesson 11: the exercise `batch_statistics`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .shared import batches


def batch_statistics(X):
    """`(mean, var)` of a batch `X` (N, n), each (n,): down the samples, the variance divided by N."""
    mean = X.mean(axis=0)
    return mean, ((X - mean) ** 2).mean(axis=0)


def _cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([[1.0, 10.0], [3.0, 10.0], [5.0, 16.0]]),))
    for X in batches(rng):
        yield Case((X,), show=f"X {X.shape}")
    yield Case((np.array([[2.0, -1.0, 0.5]]),))


EXERCISE = Exercise(
    title="Two numbers per unit",
    statement="Write `batch_statistics(X)` for a batch `X` `(N, n)`, one sample per row: the mean of every unit over the batch, and its variance, the *mean squared deviation* from that mean. Return `(mean, var)`, each `(n,)`.",
    reference=batch_statistics,
    parts=("mean", "var"),
    cases=_cases,
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "rows",
            "along each row instead of down the batch",
            lambda X: (X.mean(axis=1), X.var(axis=1)),
            "A unit is a column; the batch is counted by the rows.",
            "There is one number per sample.",
            "Over which index do you take the mean?",
        ),
        Mistake(
            "all",
            "one number for the whole batch",
            lambda X: (np.full(X.shape[1], X.mean()), np.full(X.shape[1], X.var())),
            "Every unit has statistics of its own.",
            "All means are equal.",
            "Over which axis do you take the mean?",
        ),
        Mistake(
            "n_minus_one",
            "divided by N − 1 instead of N",
            lambda X: (
                X.mean(axis=0),
                X.var(axis=0, ddof=1) if len(X) > 1 else X.var(axis=0),
            ),
            "N − 1 corrects an estimate for a larger population. Here the batch itself is meant.",
            "With three samples it is one and a half times too large.",
            "By how many do you divide?",
        ),
        Mistake(
            "deviation",
            "the standard deviation instead of the variance",
            lambda X: (X.mean(axis=0), X.std(axis=0)),
            "The variance is its square.",
            "It has the unit of X, and the variance has its square.",
            "Is there a root too many?",
        ),
        Mistake(
            "sum",
            "the sum of squared deviations instead of their mean",
            lambda X: (X.mean(axis=0), ((X - X.mean(axis=0)) ** 2).sum(axis=0)),
            "A variance is a mean.",
            "With twice the samples it doubles.",
            "By what do you divide?",
        ),
        Mistake(
            "from_zero",
            "the mean of the squares, without subtracting the mean",
            lambda X: (X.mean(axis=0), (X**2).mean(axis=0)),
            "The deviation is from the mean, not from 0.",
            "A column of tens has no spread.",
            "What do you square?",
        ),
        Mistake(
            "absolute",
            "the mean of the absolute deviations",
            lambda X: (X.mean(axis=0), np.abs(X - X.mean(axis=0)).mean(axis=0)),
            "The variance squares them.",
            "Doubled deviations give only twice as much.",
            "What is done with each deviation before the mean?",
        ),
        Mistake(
            "median",
            "the median instead of the mean",
            lambda X: (
                np.median(X, axis=0),
                ((X - np.median(X, axis=0)) ** 2).mean(axis=0),
            ),
            "One far sample moves a mean, and not a median.",
            "The deviations do not add up to 0.",
            "Which of the two is the sum over N?",
        ),
        Mistake(
            "swapped",
            "in the wrong order: (var, mean)",
            lambda X: (X.var(axis=0), X.mean(axis=0)),
            "First the mean.",
            "A variance is never negative.",
            "In which order are they asked for?",
        ),
        Mistake(
            "keepdims",
            "in shape (1, n)",
            lambda X: (X.mean(axis=0, keepdims=True), X.var(axis=0, keepdims=True)),
            "One number per unit: (n,).",
            "There is an axis too many.",
            "What does keepdims do?",
        ),
        Mistake(
            "by_units",
            "divided by the number of units",
            lambda X: (
                X.sum(axis=0) / X.shape[1],
                ((X - X.mean(axis=0)) ** 2).sum(axis=0) / X.shape[1],
            ),
            "The mean over the batch divides by the number of samples.",
            "It is right where N is n.",
            "Which count is X.shape[1]?",
        ),
        Mistake(
            "range",
            "half of the range instead of the variance",
            lambda X: (X.mean(axis=0), (X.max(axis=0) - X.min(axis=0)) / 2),
            "All samples count, not the two at the ends.",
            "One far sample decides all.",
            "What is the mean of the squared deviations?",
        ),
    ),
    hints=(
        "The mean over the batch runs down the rows: which axis is that?",
        "Subtract the mean from every column, square, and take the mean again.",
        "X.mean(axis=0); then the mean of (X - mean)**2 over the same axis.",
    ),
    symptoms=(
        ("one number per sample", "axis=0 runs over the samples."),
        ("too large by a factor", "Do you divide by N?"),
    ),
    taught="Normalise a unit over the batch",
    another_way="X.var(axis=0) is the same: NumPy divides by N unless it is told otherwise.",
)
