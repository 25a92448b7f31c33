"""Lesson 11: the exercise `layer_norm_gradients`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng

from .shared import (
    gradient_cases,
    measured_gradients,
    wrong_gradients,
)


def layer_norm_gradients(dY, X, gamma, eps=1e-5):
    """`(dX, dgamma, dbeta)`: statistics along each row; dX (N, n) per sample, the others means."""
    mean = X.mean(axis=1, keepdims=True)
    root = np.sqrt(((X - mean) ** 2).mean(axis=1, keepdims=True) + eps)
    x_hat = (X - mean) / root
    g = gamma * dY
    along = (g * x_hat).mean(axis=1, keepdims=True)
    dX = (g - g.mean(axis=1, keepdims=True) - x_hat * along) / root
    return dX, (dY * x_hat).mean(axis=0), dY.mean(axis=0)


def _cases(rng: Rng) -> Iterator[Case]:
    return gradient_cases(rng, last=(1, 4))


def _measured(case: Case) -> Measured:
    return measured_gradients(case, axis=1)


_slip = wrong_gradients(axis=1)


def _batch(dY, X, gamma, eps=1e-5):
    root = np.sqrt(X.var(axis=0) + eps)
    x, g = (X - X.mean(axis=0)) / root, gamma * dY
    dX = (g - g.mean(axis=0) - x * (g * x).mean(axis=0)) / root
    return dX, (dY * x).mean(axis=0), dY.mean(axis=0)


def _unbiased(dY, X, gamma, eps=1e-5):
    n = X.shape[1]
    mean = X.mean(axis=1, keepdims=True)
    root = np.sqrt(((X - mean) ** 2).sum(axis=1, keepdims=True) / (n - 1) + eps)
    x, g = (X - mean) / root, gamma * dY
    along = (g * x).mean(axis=1, keepdims=True)
    dX = (g - g.mean(axis=1, keepdims=True) - x * along) / root
    return dX, (dY * x).mean(axis=0), dY.mean(axis=0)


EXERCISE = Exercise(
    title="Each sample for itself",
    statement="*Layer normalisation* takes mean and variance along each *row*: $\\hat x_{ik}=(x_{ik}-m_i)/\\sqrt{v_i+\\epsilon}$ for sample $i$ and unit $k$, with the mean $m_i$ and the variance $v_i$ of the $n$ numbers of sample $i$ (divided by $n$), and $y_{ik}=\\gamma_k\\hat x_{ik}+\\beta_k$. Write `layer_norm_gradients(dY, X, gamma, eps)`, which returns `(dX, dgamma, dbeta)`: `dY` and `dX` `(N, n)` per sample, without a mean; `dgamma` and `dbeta` `(n,)` means over the batch. The judge is the measured slope.",
    reference=layer_norm_gradients,
    cases=_cases,
    measure=_measured,
    transfer=True,
    parts=("dX", "dgamma", "dbeta"),
    points=7,
    minutes=15,
    mistakes=(
        Mistake(
            "batch_norm",
            "batch normalisation's gradient",
            _batch,
            "There the samples were coupled; here the units of one sample are.",
            "A sample alone gives 0.",
            "Over which index are the statistics?",
        ),
        Mistake(
            "constants",
            "mean and variance are taken for constants",
            _slip(dX=lambda dY, x, ga, r, g, M: g / r),
            "Every unit moves the mean and the variance of its sample.",
            "The rows of dX should add up to 0.",
            "When one unit grows, what happens to the others of its sample?",
        ),
        Mistake(
            "variance_constant",
            "the path through the variance is missing",
            _slip(dX=lambda dY, x, ga, r, g, M: (g - M(g)) / r),
            "Every unit moves the spread, too.",
            "The rows add up to 0, and still it is wrong.",
            "How does the variance change when one unit grows?",
        ),
        Mistake(
            "mean_constant",
            "the path through the mean is missing",
            _slip(dX=lambda dY, x, ga, r, g, M: (g - x * M(g * x)) / r),
            "Every unit moves the mean, too.",
            "The rows of dX should add up to 0.",
            "How does the mean change when one unit grows?",
        ),
        Mistake(
            "gamma_late",
            "gamma is multiplied at the end",
            _slip(dX=lambda dY, x, ga, r, g, M: ga * (dY - M(dY) - x * M(dY * x)) / r),
            "Here gamma differs from unit to unit *within* the mean.",
            "It is right where all gammas are equal.",
            "What is averaged: dY, or what arrives at x̂?",
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
            "no_root",
            "the division by the root is missing",
            _slip(dX=lambda dY, x, ga, r, g, M: g - M(g) - x * M(g * x)),
            "x̂ is steeper where the spread is small.",
            "It is off by the spread of each sample.",
            "By what was X divided?",
        ),
        Mistake(
            "sums",
            "dgamma and dbeta as sums",
            _slip(
                dgamma=lambda dY, x, ga, r, g, M: (dY * x).sum(axis=0),
                dbeta=lambda dY, x, ga, r, g, M: dY.sum(axis=0),
            ),
            "They are means over the batch.",
            "They are N times too large.",
            "Are they sums or means?",
        ),
        Mistake(
            "mean_in_dX",
            "dX divided by N",
            _slip(dX=lambda dY, x, ga, r, g, M: (g - M(g) - x * M(g * x)) / r / len(x)),
            "dX is per sample.",
            "With one sample it is right.",
            "Is there a mean in dX?",
        ),
        Mistake(
            "along_rows",
            "dgamma and dbeta along the rows",
            _slip(
                dgamma=lambda dY, x, ga, r, g, M: (dY * x).mean(axis=1),
                dbeta=lambda dY, x, ga, r, g, M: dY.mean(axis=1),
            ),
            "gamma has one number per unit, for all samples.",
            "There is one number per sample.",
            "Who shares gamma[k]?",
        ),
        Mistake(
            "variance_sign",
            "the path through the variance with the wrong sign",
            _slip(dX=lambda dY, x, ga, r, g, M: (g - M(g) + x * M(g * x)) / r),
            "A larger spread makes every x̂ smaller.",
            "It differs most far from the mean.",
            "Does x̂ grow or shrink when the variance grows?",
        ),
        Mistake(
            "n_minus_one",
            "the variance divided by n − 1",
            _unbiased,
            "The variance of the statement is the mean: divided by n.",
            "The smaller the layer, the more it is off.",
            "By how many do you divide?",
        ),
        Mistake(
            "means_down",
            "the two means inside dX run down the batch",
            _slip(
                dX=lambda dY, x, ga, r, g, M: (
                    (g - g.mean(axis=0) - x * (g * x).mean(axis=0)) / r
                )
            ),
            "The units of one sample are coupled, not the samples.",
            "The rows of dX should add up to 0.",
            "Over which index are the statistics?",
        ),
        Mistake(
            "sums_inside",
            "sums instead of means inside the bracket",
            _slip(
                dX=lambda dY, x, ga, r, g, M: (
                    (
                        g
                        - g.sum(axis=1, keepdims=True)
                        - x * (g * x).sum(axis=1, keepdims=True)
                    )
                    / r
                )
            ),
            "A unit moves the mean by 1/n only.",
            "It is far too large.",
            "By how much does the mean move when one unit grows by 1?",
        ),
    ),
    hints=(
        "Take one sample alone: a vector that is normalised. Which three paths lead from one of its entries to the outputs?",
        "It is the derivation of batch normalisation with the two indices exchanged; take care of what gamma is now: it differs within the mean.",
        "g = gamma dY arrives at x̂. Mean and variance of which index? dgamma and dbeta stay means over the batch.",
    ),
    symptoms=(
        ("right where all gammas are equal", "Is gamma inside the means?"),
        ("one number per sample in dgamma", "Who shares gamma?"),
    ),
    taught="Yours alone",
    another_way="Training and inference are the same here: no sample needs a neighbour. That is why networks that read text use it.",
)
