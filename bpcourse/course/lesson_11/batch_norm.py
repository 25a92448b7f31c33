"""Lesson 11: the exercise `batch_norm`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .shared import affine_mistakes, batches


def batch_norm(X, gamma, beta, eps=1e-5):
    """Normalised down the batch, scaled and shifted: `X` (N, n), `gamma`, `beta` (n,); (N, n)."""
    mean = X.mean(axis=0)
    x_hat = (X - mean) / np.sqrt(((X - mean) ** 2).mean(axis=0) + eps)
    return gamma * x_hat + beta


def _cases(rng: Rng) -> Iterator[Case]:
    X = np.array([[1.0, 10.0], [3.0, 10.0], [5.0, 16.0]])
    yield Case((X, np.array([2.0, 1.0]), np.array([0.5, -1.0])))
    for X, eps in zip(batches(rng), (0.3, 1e-5, 0.05, 1e-3, 0.1)):
        n = X.shape[1]
        args = X, rng.uniform(0.5, 2, n), rng.normal(size=n), eps
        yield Case(args, show=f"X {X.shape}, gamma ({n},), beta ({n},), eps {eps}")


def _made(rule):
    """A wrong version from X, its mean and variance, gamma, beta and ε."""

    def wrong(X, gamma, beta, eps=1e-5):
        return rule(X, X.mean(axis=0), X.var(axis=0), gamma, beta, eps)

    return wrong


EXERCISE = Exercise(
    title="The forward pass",
    statement="Write `batch_norm(X, gamma, beta, eps)`: every unit of the batch `X` `(N, n)` gets the mean 0 and the spread 1 (the mean subtracted, then divided by the root of variance plus `eps`), and then a scale and a shift of its own that are learned, `gamma` and `beta`, each `(n,)`. The variance is that of `batch_statistics`; the result is `(N, n)`.",
    reference=batch_norm,
    cases=_cases,
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "variance",
            "divided by the variance instead of its root",
            _made(lambda X, m, v, g, b, e: g * (X - m) / (v + e) + b),
            "The spread is the root of the variance.",
            "Doubled inputs should give the same result.",
            "Which of the two has the unit of X?",
        ),
        Mistake(
            "no_eps",
            "ε is left out",
            _made(lambda X, m, v, g, b, e: g * (X - m) / np.sqrt(v) + b),
            "ε keeps a column without spread from dividing by 0.",
            "With eps = 0.3 it makes a difference.",
            "Where is eps in your formula?",
        ),
        Mistake(
            "no_mean",
            "the mean is not taken off",
            _made(lambda X, m, v, g, b, e: g * X / np.sqrt(v + e) + b),
            "First the mean, then the spread.",
            "The columns do not have the mean beta.",
            "What is the mean of your result, for gamma 1 and beta 0?",
        ),
        *affine_mistakes(_made),
        Mistake(
            "shift_first",
            "beta is added before gamma",
            _made(lambda X, m, v, g, b, e: g * ((X - m) / np.sqrt(v + e) + b)),
            "First the scale, then the shift.",
            "The mean of the result is gamma · beta.",
            "What is multiplied by gamma?",
        ),
        Mistake(
            "rows",
            "along each row instead of down the batch",
            lambda X, gamma, beta, eps=1e-5: (
                gamma
                * (X - X.mean(axis=1, keepdims=True))
                / np.sqrt(X.var(axis=1, keepdims=True) + eps)
                + beta
            ),
            "That is another layer (it has a name, and comes in the problem set).",
            "The columns do not have the mean beta.",
            "Over which index do you take the mean?",
        ),
        Mistake(
            "all",
            "one mean and one spread for all units",
            lambda X, gamma, beta, eps=1e-5: (
                gamma * (X - X.mean()) / np.sqrt(X.var() + eps) + beta
            ),
            "Every unit has statistics of its own.",
            "The columns keep different means.",
            "Over which axis do you take the mean?",
        ),
        Mistake(
            "n_minus_one",
            "the variance divided by N − 1",
            lambda X, gamma, beta, eps=1e-5: (
                gamma * (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0, ddof=1) + eps)
                + beta
            ),
            "The batch itself is meant: divide by N.",
            "With three samples every number is too small by 18 %.",
            "By how many do you divide?",
        ),
        Mistake(
            "no_root_of_eps",
            "the root of the variance, plus the root of ε",
            _made(lambda X, m, v, g, b, e: g * (X - m) / (np.sqrt(v) + np.sqrt(e)) + b),
            "One root over the sum.",
            "With eps = 0.3 the two differ.",
            "Is the root of a sum the sum of the roots?",
        ),
        Mistake(
            "gamma_divides",
            "gamma divides",
            _made(lambda X, m, v, g, b, e: (X - m) / np.sqrt(v + e) / g + b),
            "gamma is a factor.",
            "With gamma = 2 the spread is a half.",
            "Which spread should the result have?",
        ),
        Mistake(
            "own_eps",
            "1e-5, whatever eps is",
            _made(lambda X, m, v, g, b, e: g * (X - m) / np.sqrt(v + 1e-5) + b),
            "Who calls the function chooses ε.",
            "With eps = 0.3 nothing changes.",
            "Where is the argument eps used?",
        ),
        Mistake(
            "in_zero_one",
            "squeezed into 0 … 1",
            lambda X, gamma, beta, eps=1e-5: (
                gamma * (X - X.min(axis=0)) / (X.max(axis=0) - X.min(axis=0) + eps)
                + beta
            ),
            "That is another way to scale.",
            "The columns do not have the mean beta.",
            "Which mean and which spread should x̂ have?",
        ),
    ),
    hints=(
        "Two steps: x̂ with mean 0 and spread 1, then gamma times it plus beta.",
        "Spread is the root of the variance; eps is added to the variance, under the root.",
        "gamma * (X - mean) / np.sqrt(var + eps) + beta, with the statistics of each column.",
    ),
    symptoms=(
        ("the mean of a column isn't beta", "Is the mean taken off down the batch?"),
        ("nearly right", "Where does eps stand?"),
    ),
    taught="Normalise a unit over the batch",
    another_way="With gamma = √(var + eps) and beta = mean it does nothing at all: the layer can undo it if that is better.",
)
