"""Lesson 11: the exercise `batch_norm_gradients`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng

from .shared import (
    gradient_cases,
    measured_gradients,
    wrong_gradients,
)


def batch_norm_gradients(dY, X, gamma, eps=1e-5):
    """`(dX, dgamma, dbeta)`: dX (N, n) of the summed loss, the other two (n,) means over the batch."""
    mean = X.mean(axis=0)
    root = np.sqrt(((X - mean) ** 2).mean(axis=0) + eps)
    x_hat = (X - mean) / root
    g = gamma * dY
    dX = (g - g.mean(axis=0) - x_hat * (g * x_hat).mean(axis=0)) / root
    return dX, (dY * x_hat).mean(axis=0), dY.mean(axis=0)


def _cases(rng: Rng) -> Iterator[Case]:
    return gradient_cases(rng, last=(4, 3))


def _measured(case: Case) -> Measured:
    return measured_gradients(case, axis=0)


_slip = wrong_gradients(axis=0)


EXERCISE = Exercise(
    title="Back through mean and spread",
    statement="Write `batch_norm_gradients(dY, X, gamma, eps)`. `dY` `(N, n)` is what arrives at the outputs, per sample: the derivative of the *sum* of the samples' losses. Return `(dX, dgamma, dbeta)`: `dX` `(N, n)` is the derivative of the same sum with respect to `X`; `dgamma` and `dbeta` `(n,)` are *means* over the batch. Every sample moves the mean and the variance, and through them all the others: three paths lead from one input to the outputs.",
    reference=batch_norm_gradients,
    cases=_cases,
    measure=_measured,
    parts=("dX", "dgamma", "dbeta"),
    points=5,
    minutes=15,
    mistakes=(
        Mistake(
            "constants",
            "mean and variance are taken for constants",
            _slip(dX=lambda dY, x, ga, r, g, M: g / r),
            "Every sample moves mean and variance a little, and both move all outputs.",
            "The measured slopes differ by more than their own size.",
            "When one sample grows, what happens to the outputs of its neighbours?",
        ),
        Mistake(
            "variance_constant",
            "the path through the variance is missing",
            _slip(dX=lambda dY, x, ga, r, g, M: (g - M(g)) / r),
            "Every sample moves the spread, too.",
            "The columns add up to 0, as they should, and still it is wrong.",
            "How does the variance change when one sample grows?",
        ),
        Mistake(
            "mean_constant",
            "the path through the mean is missing",
            _slip(dX=lambda dY, x, ga, r, g, M: (g - x * M(g * x)) / r),
            "Every sample moves the mean, too.",
            "The columns of dX should add up to 0: a shift of the whole batch changes nothing.",
            "How does the mean change when one sample grows?",
        ),
        Mistake(
            "no_root",
            "the division by the root is missing",
            _slip(dX=lambda dY, x, ga, r, g, M: g - M(g) - x * M(g * x)),
            "x̂ is steeper where the spread is small.",
            "It is off by the spread of each column.",
            "By what was X divided on the way forward?",
        ),
        Mistake(
            "no_gamma",
            "gamma is missing in dX",
            _slip(dX=lambda dY, x, ga, r, g, M: (dY - M(dY) - x * M(dY * x)) / r),
            "Between x̂ and the output stands gamma.",
            "It is right for gamma = 1.",
            "What multiplies x̂?",
        ),
        Mistake(
            "sums",
            "dgamma and dbeta as sums",
            _slip(
                dgamma=lambda dY, x, ga, r, g, M: (dY * x).sum(axis=0),
                dbeta=lambda dY, x, ga, r, g, M: dY.sum(axis=0),
            ),
            "The course takes the mean where parameters are concerned.",
            "They are N times too large.",
            "Are they sums or means over the batch?",
        ),
        Mistake(
            "mean_in_dX",
            "dX divided by N",
            _slip(dX=lambda dY, x, ga, r, g, M: (g - M(g) - x * M(g * x)) / r / len(x)),
            "dX belongs to the sum of the losses.",
            "It is smaller than measured by N.",
            "Of which loss is dX the derivative?",
        ),
        Mistake(
            "variance_sign",
            "the path through the variance with the wrong sign",
            _slip(dX=lambda dY, x, ga, r, g, M: (g - M(g) + x * M(g * x)) / r),
            "A larger spread makes every x̂ smaller.",
            "The measured slopes differ most far from the mean.",
            "Does x̂ grow or shrink when the variance grows?",
        ),
        Mistake(
            "variance_half",
            "half of the path through the variance",
            _slip(dX=lambda dY, x, ga, r, g, M: (g - M(g) - x * M(g * x) / 2) / r),
            "The square in the variance has a slope with a 2 in it.",
            "The columns add up to 0, as they should, and still it is wrong.",
            "What is the derivative of (x − m)²?",
        ),
        Mistake(
            "variance_twice",
            "the path through the variance, twice too large",
            _slip(dX=lambda dY, x, ga, r, g, M: (g - M(g) - 2 * x * M(g * x)) / r),
            "One over a root has a slope with a ½ in it.",
            "The columns add up to 0, as they should, and still it is wrong.",
            "What is the derivative of 1/√v?",
        ),
        Mistake(
            "sums_inside",
            "sums instead of means inside the bracket",
            _slip(
                dX=lambda dY, x, ga, r, g, M: (
                    (g - g.sum(axis=0) - x * (g * x).sum(axis=0)) / r
                )
            ),
            "A sample moves the mean by 1/N only.",
            "It is far too large.",
            "By how much does the mean move when one sample grows by 1?",
        ),
        Mistake(
            "dgamma_of_x",
            "dgamma with X instead of x̂",
            lambda dY, X, gamma, eps=1e-5: (
                batch_norm_gradients(dY, X, gamma, eps)[0],
                (dY * X).mean(axis=0),
                dY.mean(axis=0),
            ),
            "gamma multiplies x̂.",
            "A shift of the batch changes it.",
            "What does gamma multiply?",
        ),
        Mistake(
            "dbeta_gamma",
            "dbeta with a factor gamma",
            _slip(dbeta=lambda dY, x, ga, r, g, M: g.mean(axis=0)),
            "beta is added last: nothing multiplies it.",
            "It is right for gamma = 1.",
            "Which operations lie between beta and the output?",
        ),
        Mistake(
            "dgamma_gamma",
            "dgamma with a factor gamma",
            _slip(dgamma=lambda dY, x, ga, r, g, M: (g * x).mean(axis=0)),
            "The derivative of γ x̂ with respect to γ is x̂.",
            "It is right for gamma = 1.",
            "What is the derivative of γ x̂ with respect to γ?",
        ),
        Mistake(
            "x_hat_lost",
            "x̂ is missing before the variance's path",
            _slip(dX=lambda dY, x, ga, r, g, M: (g - M(g) - M(g * x)) / r),
            "How much a sample moves the variance depends on where it stands.",
            "Samples near the mean hardly move the spread.",
            "How does the variance change when one sample grows?",
        ),
        Mistake(
            "swapped",
            "dgamma and dbeta exchanged",
            _slip(
                dgamma=lambda dY, x, ga, r, g, M: dY.mean(axis=0),
                dbeta=lambda dY, x, ga, r, g, M: (dY * x).mean(axis=0),
            ),
            "First dgamma.",
            "dX is right.",
            "In which order are they asked for?",
        ),
    ),
    hints=(
        "Three paths lead from one input to the outputs: itself, the mean, the variance. Take them one after the other, and add.",
        "With g = γ dY at x̂: the mean's path subtracts the batch mean of g, because x̂ − mean. The variance's path subtracts x̂ times a batch mean.",
        "dX is (g minus its batch mean minus x̂ times the batch mean of g x̂), all over the root. dgamma is the batch mean of dY x̂, dbeta that of dY.",
    ),
    symptoms=(
        ("dX doesn't add up to 0 down a column", "Is the path through the mean there?"),
        (
            "right near the mean, wrong far from it",
            "Is the path through the variance there?",
        ),
    ),
    taught="Three paths",
    another_way="dX has no part along a constant column, and (for a tiny ε) none along x̂: these are the two things that normalising takes away.",
)
