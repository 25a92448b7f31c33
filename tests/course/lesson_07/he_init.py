"""Answers to `he_init` in many styles, right and wrong."""

import math

import numpy as np

from .shared import he_normal


def he_standard(n_in, n_out, rng):
    return rng.standard_normal((n_in, n_out)) * math.sqrt(2.0 / n_in)


def he_uniform(n_in, n_out, rng):
    limit = np.sqrt(6 / n_in)
    return rng.uniform(-limit, limit, size=(n_in, n_out))


def he_rows(n_in, n_out, rng):
    W = np.empty((n_in, n_out))
    for j in range(n_in):
        for k in range(n_out):
            W[j, k] = rng.normal() * (2 / n_in) ** 0.5
    return W


def he_one_column(n_in, n_out, rng):
    column = rng.normal(0, np.sqrt(2 / n_in), size=(n_in, 1))
    return np.repeat(column, n_out, axis=1)


def he_one_row(n_in, n_out, rng):
    return np.tile(rng.normal(0, np.sqrt(2 / n_in), size=n_out), (n_in, 1))


def he_global(n_in, n_out, rng):
    return np.random.randn(n_in, n_out) * np.sqrt(2 / n_in)  # noqa: NPY002


def he_own_seed(n_in, n_out, rng):
    return np.random.default_rng(0).normal(0, np.sqrt(2 / n_in), (n_in, n_out))


def he_rescaled(n_in, n_out, rng):
    """Forces the sample's mean and deviation: the entries aren't independent."""
    W = rng.normal(size=(n_in, n_out))
    W = (W - W.mean()) / W.std()
    return W * np.sqrt(2 / n_in)


def he_signs_shared(n_in, n_out, rng):
    half = rng.normal(0, np.sqrt(2 / n_in), size=(n_in, (n_out + 1) // 2))
    return np.hstack([half, -half])[:, :n_out]


def he_absolute(n_in, n_out, rng):
    return np.abs(rng.normal(0, np.sqrt(2 / n_in), size=(n_in, n_out)))


def he_uniform_from_zero(n_in, n_out, rng):
    return rng.random((n_in, n_out)) * np.sqrt(2 / n_in)


RIGHT = [he_normal, he_standard, he_uniform, he_rows]


WRONG = [
    (
        "variance instead of the deviation",
        lambda n_in, n_out, rng: rng.normal(0, 2 / n_in, (n_in, n_out)),
    ),
    (
        "1 / n_in",
        lambda n_in, n_out, rng: rng.normal(0, np.sqrt(1 / n_in), (n_in, n_out)),
    ),
    (
        "n_out",
        lambda n_in, n_out, rng: rng.normal(0, np.sqrt(2 / n_out), (n_in, n_out)),
    ),
    (
        "both sizes (Glorot)",
        lambda n_in, n_out, rng: rng.normal(
            0, np.sqrt(2 / (n_in + n_out)), (n_in, n_out)
        ),
    ),
    ("not scaled", lambda n_in, n_out, rng: rng.normal(size=(n_in, n_out))),
    ("zeros", lambda n_in, n_out, rng: np.zeros((n_in, n_out))),
    (
        "transposed shape",
        lambda n_in, n_out, rng: rng.normal(0, np.sqrt(2 / n_in), (n_out, n_in)),
    ),
    (
        "constant",
        lambda n_in, n_out, rng: np.full((n_in, n_out), np.sqrt(2 / n_in)),
    ),
    (
        "uniform with the deviation as its limit",
        lambda n_in, n_out, rng: rng.uniform(
            -np.sqrt(2 / n_in), np.sqrt(2 / n_in), (n_in, n_out)
        ),
    ),
    ("0.01", lambda n_in, n_out, rng: 0.01 * rng.normal(size=(n_in, n_out))),
    (
        "squares",
        lambda n_in, n_out, rng: rng.normal(size=(n_in, n_out)) * 2 / np.sqrt(n_in),
    ),
    (
        "times the root of n_in",
        lambda n_in, n_out, rng: rng.normal(size=(n_in, n_out)) * np.sqrt(n_in / 2),
    ),
    ("not centred", he_uniform_from_zero),
    ("absolute", he_absolute),
    ("one column for all", he_one_column),
    ("one row for all", he_one_row),
    ("global random numbers", he_global),
    ("a seed of its own", he_own_seed),
    ("forced mean and deviation", he_rescaled),
    ("second half is minus the first", he_signs_shared),
    (
        "signs only",
        lambda n_in, n_out, rng: (
            np.sqrt(2 / n_in)
            * np.sign(rng.normal(size=(n_in, 1)))
            * np.ones((n_in, n_out))
        ),
    ),
    (
        "1 / n_in and n_out",
        lambda n_in, n_out, rng: rng.normal(0, np.sqrt(1 / n_out), (n_in, n_out)),
    ),
    (
        "over the number of all weights",
        lambda n_in, n_out, rng: (
            rng.normal(size=(n_in, n_out)) * np.sqrt(2 / (n_in * n_out))
        ),
    ),
]
