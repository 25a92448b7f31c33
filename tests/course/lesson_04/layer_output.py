"""Answers to `layer_output` in many styles, right and wrong."""

import math

import numpy as np

from .shared import output_einsum, sigma


def output_loops(X, W, b):
    N, n_out = len(X), len(W[0])
    A = np.zeros((N, n_out))
    for n in range(N):
        for k in range(n_out):
            z = b[k]
            for j in range(len(W)):
                z += X[n, j] * W[j, k]
            A[n, k] = 1 / (1 + math.exp(-z))
    return A


def output_rows(X, W, b):
    return np.array([sigma(x @ W + b) for x in X])


def output_columns(X, W, b):
    return np.column_stack([sigma(X @ W[:, k] + b[k]) for k in range(W.shape[1])])


def output_folded(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    X1 = np.c_[np.ones(len(X)), X]
    return sigma(X1 @ np.vstack([b, W]))


def output_bias_in_place(X, W, b):
    b += X @ W
    return sigma(b)


def output_bias_column(X, W, b):
    return sigma(X @ W + b.reshape(-1, 1))


def output_first_unit_bias(X, W, b):
    return sigma(X @ W + b[0])


def output_row_loop_reuse(X, W, b):
    z = b
    A = []
    for x in X:
        z = z + x @ W
        A.append(sigma(z))
    return np.array(A)


RIGHT = [
    output_loops,
    output_rows,
    output_einsum,
    output_columns,
    output_folded,
    lambda X, W, b: sigma(X @ W + b),
]


WRONG = [
    ("no bias", lambda X, W, b: sigma(X @ W)),
    ("no sigmoid", lambda X, W, b: X @ W + b),
    ("W transposed", lambda X, W, b: sigma(X @ W.T + b)),
    ("factors in the wrong order", lambda X, W, b: sigma(W @ X + b)),
    ("columns are samples", lambda X, W, b: sigma(W.T @ X.T + b)),
    ("transposed result", lambda X, W, b: sigma(X @ W + b).T),
    ("exponent of the wrong sign", lambda X, W, b: 1 / (1 + np.exp(X @ W + b))),
    ("bias after the sigmoid", lambda X, W, b: sigma(X @ W) + b),
    ("biases added up", lambda X, W, b: sigma(X @ W + b.sum())),
    ("bias as a column", output_bias_column),
    ("first bias for all", output_first_unit_bias),
    ("adds up over the samples", output_row_loop_reuse),
    ("minus before X only", lambda X, W, b: 1 / (1 + np.exp(-X @ W + b))),
    ("mean of the inputs", lambda X, W, b: sigma(X @ W / len(W) + b)),
    ("tanh", lambda X, W, b: np.tanh(X @ W + b)),
    ("relu", lambda X, W, b: np.maximum(0, X @ W + b)),
    ("element by element", lambda X, W, b: sigma(X * W + b)),
    (
        "softmax-like rows",
        lambda X, W, b: np.exp(X @ W + b) / np.exp(X @ W + b).sum(),
    ),
    ("bias in place", output_bias_in_place),
    ("no bias, no sigmoid", lambda X, W, b: X @ W),
    ("one half", lambda X, W, b: np.full((len(X), len(b)), 0.5)),
    ("rounded", lambda X, W, b: np.round(sigma(X @ W + b), 3)),
]
