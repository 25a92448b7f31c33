"""Small problems and parameters for tests of networks, drawn from a seed."""

from __future__ import annotations

import numpy as np

SIZES = [4, 5, 3, 2]


def problem(seed=0, sizes=SIZES, n=6):
    rng = np.random.default_rng(seed)
    X, Y = rng.standard_normal((n, sizes[0])), rng.uniform(0.1, 1, (n, sizes[-1]))
    return X, Y / Y.sum(axis=1, keepdims=True)


def lists(seed=0, sizes=SIZES):
    rng = np.random.default_rng(seed)
    pairs = list(zip(sizes, sizes[1:]))
    return [rng.standard_normal(s) for s in pairs], [
        rng.standard_normal(o) for _, o in pairs
    ]


def draw(shape, seed=0):
    return np.random.default_rng(seed).uniform(0.3, 1.5, shape)


def a_network(sizes=(4, 5, 3, 2), n=6, seed=0):
    """(X, weights, biases, T)"""
    rng = np.random.default_rng(seed)
    pairs = list(zip(sizes, sizes[1:]))
    weights = [rng.normal(size=p) for p in pairs]
    biases = [rng.normal(size=o) for _, o in pairs]
    return (
        rng.normal(size=(n, sizes[0])),
        weights,
        biases,
        rng.uniform(size=(n, sizes[-1])),
    )
