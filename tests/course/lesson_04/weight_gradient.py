"""Answers to `weight_gradient` in many styles, right and wrong."""

import numpy as np

from .shared import weight_loop


def weight_mean(X, delta):
    return np.mean([np.outer(x, d) for x, d in zip(X, delta)], axis=0)


def weight_triple(X, delta):
    N, n_in = X.shape
    n_out = delta.shape[1]
    return [
        [sum(X[n, j] * delta[n, k] for n in range(N)) / N for k in range(n_out)]
        for j in range(n_in)
    ]


def weight_broadcast(X, delta):
    return (X[:, :, None] * delta[:, None, :]).mean(axis=0)


def weight_last_sample(X, delta):
    for x, d in zip(X, delta):
        g = np.outer(x, d)
    return g


def weight_mean_in_loop(X, delta):
    g = np.zeros((X.shape[1], delta.shape[1]))
    for x, d in zip(X, delta):
        g = (g + np.outer(x, d)) / 2
    return g


RIGHT = [
    weight_loop,
    weight_mean,
    weight_triple,
    weight_broadcast,
    lambda X, delta: X.T @ delta / len(X),
    lambda X, delta: np.einsum("nj,nk->jk", X, delta) / X.shape[0],
]


WRONG = [
    ("sum, not mean", lambda X, delta: X.T @ delta),
    ("transposed", lambda X, delta: delta.T @ X / len(X)),
    ("no transpose", lambda X, delta: X @ delta / len(X)),
    ("divides by the inputs", lambda X, delta: X.T @ delta / X.shape[1]),
    ("divides by the units", lambda X, delta: X.T @ delta / delta.shape[1]),
    ("divides by all entries", lambda X, delta: X.T @ delta / delta.size),
    ("wrong sign", lambda X, delta: -X.T @ delta / len(X)),
    ("outer of the means", lambda X, delta: np.outer(X.mean(0), delta.mean(0))),
    ("np.outer of matrices", lambda X, delta: np.outer(X, delta) / len(X)),
    ("np.mean over everything", lambda X, delta: np.mean(X.T @ delta)),
    ("last sample only", weight_last_sample),
    ("first sample only", lambda X, delta: np.outer(X[0], delta[0])),
    ("mean in the loop", weight_mean_in_loop),
    ("element by element", lambda X, delta: (X * delta).mean(axis=0)),
    ("sum, transposed", lambda X, delta: delta.T @ X),
    ("mean of delta only", lambda X, delta: X.T @ delta.mean(axis=0)),
    ("N - 1", lambda X, delta: X.T @ delta / max(len(X) - 1, 1)),
    ("one sample an entry", lambda X, delta: np.einsum("nj,nk->njk", X, delta)),
    ("divided twice", lambda X, delta: X.T @ delta / len(X) ** 2),
    ("zeros", lambda X, delta: np.zeros((X.shape[1], delta.shape[1]))),
    ("half", lambda X, delta: X.T @ delta / (2 * len(X))),
    ("integer division", lambda X, delta: X.T @ delta // len(X)),
]
