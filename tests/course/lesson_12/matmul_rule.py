"""Answers to `matmul_rule` in many styles, right and wrong."""

import numpy as np


def right(g, A, B):
    return np.einsum("nk,mk->nm", g, B), np.einsum("nm,nk->mk", A, g)


def loops(g, A, B):
    dA, dB = np.zeros(A.shape), np.zeros(B.shape)
    for n, m in np.ndindex(*A.shape):
        for k in range(B.shape[1]):
            dA[n, m] += g[n, k] * B[m, k]
            dB[m, k] += g[n, k] * A[n, m]
    return dA, dB


def rows(g, A, B):
    return np.array([B @ row for row in g]), sum(np.outer(a, d) for a, d in zip(A, g))


RIGHT = [right, loops, rows, lambda g, A, B: [(B @ g.T).T, (g.T @ A).T]]

WRONG = [
    ("exchanged", lambda g, A, B: right(g, A, B)[::-1]),
    ("mean", lambda g, A, B: (g @ B.T, A.T @ g / len(g))),
    ("both means", lambda g, A, B: tuple(v / len(g) for v in right(g, A, B))),
    ("no transposes", lambda g, A, B: (np.dot(g, B), np.dot(A, g))),
    ("other side", lambda g, A, B: (B.T @ g, g @ A.T)),
    ("dB transposed", lambda g, A, B: (g @ B.T, g.T @ A)),
    (
        "reshaped",
        lambda g, A, B: (g @ B.reshape(B.shape[1], -1), A.reshape(A.shape[1], -1) @ g),
    ),
    ("ones", lambda g, A, B: right(np.ones_like(g), A, B)),
    ("dA alone", lambda g, A, B: g @ B.T),
    ("from dA", lambda g, A, B: (g @ B.T, (g @ B.T).T @ g)),
    ("opposite", lambda g, A, B: right(-g, A, B)),
    ("twice", lambda g, A, B: right(2 * g, A, B)),
    ("averaged rows", lambda g, A, B: (g @ B.T, np.outer(A.mean(0), g.mean(0)))),
]
