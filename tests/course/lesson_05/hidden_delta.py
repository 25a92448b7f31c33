"""Answers to `hidden_delta` in many styles, right and wrong."""

import numpy as np

from .shared import hidden_delta, sigma


def hidden_loops(delta_next, W_next, A):
    N, n = A.shape
    delta = np.zeros((N, n))
    for s in range(N):
        for j in range(n):
            heard = 0.0
            for k in range(W_next.shape[1]):
                heard += delta_next[s, k] * W_next[j, k]
            delta[s, j] = A[s, j] * (1 - A[s, j]) * heard
    return delta


def hidden_einsum(delta_next, W_next, A):
    return np.einsum("nk,jk,nj->nj", delta_next, W_next, A - A * A)


def hidden_rows(delta_next, W_next, A):
    return [(W_next @ d) * a * (1 - a) for d, a in zip(delta_next, A)]


def hidden_in_place(delta_next, W_next, A):
    A *= 1 - A
    return (delta_next @ W_next.T) * A


RIGHT = [
    hidden_delta,
    hidden_loops,
    hidden_einsum,
    hidden_rows,
    lambda delta_next, W_next, A: (W_next @ delta_next.T).T * (A - A**2),
]


WRONG = [
    ("no transpose", lambda d, W, A: (d @ W) * A * (1 - A)),
    ("no slope", lambda d, W, A: d @ W.T),
    ("wrong sign", lambda d, W, A: -(d @ W.T) * A * (1 - A)),
    ("sigmoid of A", lambda d, W, A: (d @ W.T) * sigma(A) * (1 - sigma(A))),
    ("only A", lambda d, W, A: (d @ W.T) * A),
    ("only 1 - A", lambda d, W, A: (d @ W.T) * (1 - A)),
    ("tanh's slope", lambda d, W, A: (d @ W.T) * (1 - A**2)),
    ("slope of the next layer", lambda d, W, A: (d * d * (1 - d)) @ W.T),
    ("product of sums", lambda d, W, A: np.outer(d.sum(1), W.sum(1)) * A * (1 - A)),
    ("mean over the batch", lambda d, W, A: (d @ W.T) * A * (1 - A) / len(A)),
    ("A for the slope's place, twice", lambda d, W, A: (d @ W.T) * A * A * (1 - A)),
    (
        "slope before the weights",
        lambda d, W, A: d @ (W * (A * (1 - A)).mean(0)[:, None]).T,
    ),
    ("transposed", lambda d, W, A: ((d @ W.T) * A * (1 - A)).T),
    ("changes A", hidden_in_place),
    ("bracket missing", lambda d, W, A: d @ W.T * A * 1 - A),
    ("sum over the batch", lambda d, W, A: ((d @ W.T) * A * (1 - A)).sum(0)),
    ("mean over the units", lambda d, W, A: (d @ W.T) * A * (1 - A) / W.shape[1]),
    ("no weights", lambda d, W, A: d.sum(1, keepdims=True) * A * (1 - A)),
    ("squared weights", lambda d, W, A: (d @ (W**2).T) * A * (1 - A)),
    ("the error of this layer", lambda d, W, A: A * (1 - A)),
    ("no slope, wrong sign", lambda d, W, A: -(d @ W.T)),
    ("relu's slope", lambda d, W, A: (d @ W.T) * (A > 0)),
    ("adds the slope", lambda d, W, A: d @ W.T + A * (1 - A)),
]
