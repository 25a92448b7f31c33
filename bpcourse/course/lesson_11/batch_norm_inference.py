"""Lesson 11: the exercise `batch_norm_inference`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .shared import batches


def batch_norm_inference(X, mean, var, gamma, beta, eps=1e-5):
    """The layer at inference: with kept statistics (n,); `X` (N, n), one sample or many."""
    return gamma * (X - mean) / np.sqrt(var + eps) + beta


def _cases(rng: Rng) -> Iterator[Case]:
    yield Case(
        (
            np.array([[1.0, 2.0]]),
            np.array([0.5, 1.0]),
            np.array([4.0, 0.25]),
            np.array([2.0, 1.0]),
            np.array([0.0, -1.0]),
        )
    )
    for X, eps in zip(batches(rng), (0.3, 1e-5, 0.05, 1e-3, 0.1)):
        n = X.shape[1]
        more = (
            rng.normal(size=n),
            rng.uniform(0.2, 3, n),
            rng.uniform(0.5, 2, n),
            rng.normal(size=n),
        )
        yield Case((X, *more, eps), show=f"X {X.shape}, the others ({n},), eps {eps}")


EXERCISE = Exercise(
    title="The layer at inference",
    statement="Write `batch_norm_inference(X, mean, var, gamma, beta, eps)`: the same layer with the *kept* statistics `mean` and `var`, each `(n,)`, instead of those of the batch. A sample's result does not depend on its neighbours any more. `X` is `(N, n)`, and N may be 1.",
    reference=batch_norm_inference,
    cases=_cases,
    points=2,
    minutes=4,
    mistakes=(
        Mistake(
            "batch_statistics",
            "the batch's own statistics, as in training",
            lambda X, mean, var, gamma, beta, eps=1e-5: (
                gamma * (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) + eps) + beta
            ),
            "At inference the kept ones count.",
            "A single sample always gives beta.",
            "Which mean do you take off?",
        ),
        Mistake(
            "batch_mean",
            "the batch's mean, with the kept variance",
            lambda X, mean, var, gamma, beta, eps=1e-5: (
                gamma * (X - X.mean(axis=0)) / np.sqrt(var + eps) + beta
            ),
            "At inference both are the kept ones.",
            "A single sample always gives beta.",
            "Which mean do you take off?",
        ),
        Mistake(
            "variance",
            "divided by the variance instead of its root",
            lambda X, mean, var, gamma, beta, eps=1e-5: (
                gamma * (X - mean) / (var + eps) + beta
            ),
            "The spread is the root of the variance.",
            "It is right for var = 1.",
            "Which of the two has the unit of X?",
        ),
        Mistake(
            "no_eps",
            "ε is left out",
            lambda X, mean, var, gamma, beta, eps=1e-5: (
                gamma * (X - mean) / np.sqrt(var) + beta
            ),
            "It must be the same layer as in training.",
            "With eps = 0.3 it makes a difference.",
            "Where is eps?",
        ),
        Mistake(
            "eps_outside",
            "ε outside the root",
            lambda X, mean, var, gamma, beta, eps=1e-5: (
                gamma * (X - mean) / (np.sqrt(var) + eps) + beta
            ),
            "It stands with the variance, inside.",
            "With eps = 0.3 the two differ.",
            "To what is eps added?",
        ),
        Mistake(
            "no_mean",
            "the mean is not taken off",
            lambda X, mean, var, gamma, beta, eps=1e-5: (
                gamma * X / np.sqrt(var + eps) + beta
            ),
            "First the mean, then the spread.",
            "It is right for mean = 0.",
            "Where is mean?",
        ),
        Mistake(
            "no_scale",
            "gamma is left out",
            lambda X, mean, var, gamma, beta, eps=1e-5: (
                (X - mean) / np.sqrt(var + eps) + beta
            ),
            "It must be the same layer as in training.",
            "It is right for gamma = 1.",
            "Where is gamma?",
        ),
        Mistake(
            "no_shift",
            "beta is left out",
            lambda X, mean, var, gamma, beta, eps=1e-5: (
                gamma * (X - mean) / np.sqrt(var + eps)
            ),
            "It must be the same layer as in training.",
            "It is right for beta = 0.",
            "Where is beta?",
        ),
        Mistake(
            "mean_added",
            "the mean is added",
            lambda X, mean, var, gamma, beta, eps=1e-5: (
                gamma * (X + mean) / np.sqrt(var + eps) + beta
            ),
            "Normalising takes it off.",
            "A sample at the mean should give beta.",
            "What does a sample at the mean give?",
        ),
        Mistake(
            "shift_first",
            "beta is added before gamma",
            lambda X, mean, var, gamma, beta, eps=1e-5: (
                gamma * ((X - mean) / np.sqrt(var + eps) + beta)
            ),
            "First the scale, then the shift.",
            "It is right for gamma = 1.",
            "What is multiplied by gamma?",
        ),
        Mistake(
            "normal_only",
            "neither gamma nor beta",
            lambda X, mean, var, gamma, beta, eps=1e-5: (X - mean) / np.sqrt(var + eps),
            "It must be the same layer as in training.",
            "It is right for gamma = 1, beta = 0.",
            "What comes after normalising?",
        ),
        Mistake(
            "unchanged",
            "X as it is",
            lambda X, mean, var, gamma, beta, eps=1e-5: X + 0 * mean,
            "The layer stays, only its statistics are fixed.",
            "The next layer gets numbers of another size.",
            "What would the next layer say to this?",
        ),
    ),
    hints=(
        "The same formula as in training.",
        "Only mean and variance come from elsewhere.",
        "gamma * (X - mean) / np.sqrt(var + eps) + beta with the arguments.",
    ),
    symptoms=(("one sample always gives beta", "Is the mean that of the batch?"),),
    taught="Training and inference",
    another_way="It is X times a number plus a number, for each unit: an affine layer, and so it can be folded away.",
)
