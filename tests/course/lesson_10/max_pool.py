"""Answers to `max_pool` in many styles, right and wrong."""

import numpy as np

from .shared import windows


def by_loops(X, k):
    N, H, W, C = X.shape
    Y = np.empty((N, H // k, W // k, C))
    for r in range(H // k):
        for c in range(W // k):
            block = X[:, r * k : (r + 1) * k, c * k : (c + 1) * k]
            Y[:, r, c] = block.max(axis=1).max(axis=1)
    return Y


def by_slices(X, k):
    parts = [X[:, i::k, j::k] for i in range(k) for j in range(k)]
    return np.maximum.reduce(parts)


def from_zero(X, k):
    Y = np.zeros_like(X[:, ::k, ::k])
    for i in range(k):
        for j in range(k):
            Y = np.maximum(Y, X[:, i::k, j::k])
    return Y


RIGHT = [by_loops, by_slices, lambda X, k: windows(X, k, k).max(axis=(3, 4))]

WRONG = [
    ("mean", lambda X, k: windows(X, k, k).mean(axis=(3, 4))),
    ("overlapping", lambda X, k: windows(X, k).max(axis=(3, 4))),
    ("smallest", lambda X, k: windows(X, k, k).min(axis=(3, 4))),
    ("from zero", from_zero),
    ("absolute", lambda X, k: np.abs(windows(X, k, k)).max(axis=(3, 4))),
    ("sum", lambda X, k: windows(X, k, k).sum(axis=(3, 4))),
    ("every k-th pixel", lambda X, k: X[:, ::k, ::k]),
    ("last pixel", lambda X, k: X[:, k - 1 :: k, k - 1 :: k]),
    ("over channels", lambda X, k: windows(X, k, k).max(axis=(3, 4, 5))),
    (
        "rows of the block only",
        lambda X, k: windows(X, k, k)[:, :, :, :, 0].max(axis=3),
    ),
    (
        "k first",
        lambda X, k: X.reshape(
            len(X), k, X.shape[1] // k, k, X.shape[2] // k, X.shape[3]
        ).max(axis=(1, 3)),
    ),
    ("whole image", lambda X, k: X.max(axis=(1, 2))),
    ("samples first", lambda X, k: windows(X, k, k).max(axis=(0, 3, 4))),
]
