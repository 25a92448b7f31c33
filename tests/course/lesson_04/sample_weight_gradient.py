"""Answers to `sample_weight_gradient` in many styles, right and wrong."""

import numpy as np


def sample_loops(x, delta):
    g = np.zeros((len(x), len(delta)))
    for j, xj in enumerate(x):
        for k, dk in enumerate(delta):
            g[j, k] = xj * dk
    return g


def sample_matmul(x, delta):
    return np.reshape(x, (-1, 1)) @ np.reshape(delta, (1, -1))


RIGHT = [
    sample_loops,
    sample_matmul,
    np.outer,
    lambda x, delta: x[:, None] * delta,
    lambda x, delta: np.einsum("j,k->jk", x, delta),
    lambda x, delta: [[a * d for d in delta] for a in x],
]


WRONG = [
    ("the other way round", lambda x, delta: np.outer(delta, x)),
    ("dot product", lambda x, delta: np.dot(x, delta)),
    ("element by element", lambda x, delta: x * delta),
    ("delta in every row", lambda x, delta: np.tile(delta, (len(x), 1))),
    ("x in every column", lambda x, delta: np.tile(x[:, None], (1, len(delta)))),
    ("wrong sign", lambda x, delta: -np.outer(x, delta)),
    ("adds", lambda x, delta: x[:, None] + delta),
    ("divides by the inputs", lambda x, delta: np.outer(x, delta) / len(x)),
    ("flat", lambda x, delta: np.outer(x, delta).ravel()),
    (
        "inner after reshaping",
        lambda x, delta: x.reshape(1, -1) * delta.reshape(-1, 1),
    ),
    ("x times the sum of delta", lambda x, delta: x * delta.sum()),
    (
        "summed delta in every column",
        lambda x, delta: np.outer(x, np.ones(len(delta))) * delta.sum(),
    ),
    ("transpose of a vector does nothing", lambda x, delta: x.T * delta),
    ("zeros", lambda x, delta: np.zeros((len(x), len(delta)))),
    ("sigmoid's slope of x too", lambda x, delta: np.outer(x * (1 - x), delta)),
    ("absolute", lambda x, delta: np.abs(np.outer(x, delta))),
    ("diagonal", lambda x, delta: np.diag(np.resize(x, len(delta)) * delta)),
]
