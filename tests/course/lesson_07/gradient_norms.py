"""Answers to `gradient_norms` in many styles, right and wrong."""

import math

import numpy as np


def norms_loop(gradients):
    norms = []
    for dW, _ in gradients:
        total = 0.0
        for row in dW:
            for g in row:
                total += g * g
        norms.append(total**0.5)
    return norms


def norms_overflow_safe(gradients):
    out = []
    for dW, _ in gradients:
        top = np.abs(dW).max()
        out.append(float(top and top * np.sqrt(np.sum((dW / top) ** 2))))
    return out


RIGHT = [
    norms_loop,
    norms_overflow_safe,
    lambda gradients: [np.linalg.norm(dW) for dW, db in gradients],
    lambda gradients: [float(np.sqrt((g[0] ** 2).sum())) for g in gradients],
    lambda gradients: np.array([np.linalg.norm(dW, "fro") for dW, _ in gradients]),
    lambda g: tuple(math.sqrt(np.einsum("jk,jk->", dW, dW)) for dW, _ in g),
    lambda g: list(map(lambda pair: math.hypot(*pair[0].ravel()), g)),
]


WRONG = [
    ("no root", lambda g: [np.sum(dW**2) for dW, _ in g]),
    ("with db", lambda g: [np.sqrt(np.sum(dW**2) + np.sum(db**2)) for dW, db in g]),
    ("db only", lambda g: [np.linalg.norm(db) for _, db in g]),
    ("spectral norm", lambda g: [np.linalg.norm(dW, 2) for dW, _ in g]),
    ("one-norm of the matrix", lambda g: [np.linalg.norm(dW, 1) for dW, _ in g]),
    ("sum of absolute values", lambda g: [np.abs(dW).sum() for dW, _ in g]),
    ("root mean square", lambda g: [np.sqrt(np.mean(dW**2)) for dW, _ in g]),
    ("largest entry", lambda g: [np.abs(dW).max() for dW, _ in g]),
    ("last layer first", lambda g: [np.linalg.norm(dW) for dW, _ in g[::-1]]),
    ("one number for all", lambda g: np.sqrt(sum(np.sum(dW**2) for dW, _ in g))),
    (
        "root of the sum of entries",
        lambda g: [np.sqrt(np.abs(np.sum(dW))) for dW, _ in g],
    ),
    ("norms of the rows", lambda g: [np.linalg.norm(dW, axis=1) for dW, _ in g]),
    ("sum of the entries", lambda g: [dW.sum() for dW, _ in g]),
    ("mean of absolute values", lambda g: [np.abs(dW).mean() for dW, _ in g]),
    ("pairs", lambda g: [(np.linalg.norm(dW), np.linalg.norm(db)) for dW, db in g]),
    ("first layer only", lambda g: [np.linalg.norm(g[0][0])]),
    ("square of the sum", lambda g: [np.sqrt(np.sum(dW) ** 2) for dW, _ in g]),
    ("deviation", lambda g: [np.std(dW) for dW, _ in g]),
    (
        "trace of the product",
        lambda g: [
            np.sqrt(np.abs(np.trace(dW @ dW)))
            if dW.shape[0] == dW.shape[1]
            else np.linalg.norm(dW)
            for dW, _ in g
        ],
    ),
]
