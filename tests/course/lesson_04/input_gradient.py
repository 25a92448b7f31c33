"""Answers to `input_gradient` in many styles, right and wrong."""

import numpy as np

from .shared import input_rows


def input_loops(delta, W):
    N, n_in = len(delta), len(W)
    dX = np.zeros((N, n_in))
    for n in range(N):
        for j in range(n_in):
            for k in range(len(W[0])):
                dX[n, j] += delta[n, k] * W[j, k]
    return dX


def input_tensordot(delta, W):
    return np.tensordot(delta, W, axes=([1], [1]))


RIGHT = [
    input_loops,
    input_rows,
    input_tensordot,
    lambda delta, W: delta @ W.T,
    lambda delta, W: (W @ delta.T).T,
    lambda delta, W: np.einsum("nk,jk->nj", delta, W),
]


WRONG = [
    ("no transpose", lambda delta, W: delta @ W),
    ("transposed result", lambda delta, W: W @ delta.T),
    ("mean over the batch", lambda delta, W: delta @ W.T / len(delta)),
    ("batch averaged away", lambda delta, W: (delta @ W.T).mean(axis=0)),
    ("sums first", lambda delta, W: delta.sum(1, keepdims=True) * W.sum(1)),
    (
        "sum of the weights",
        lambda delta, W: np.outer(delta.sum(axis=1), W.sum(axis=1)),
    ),
    ("delta unchanged", lambda delta, W: delta),
    ("wrong sign", lambda delta, W: -delta @ W.T),
    ("mean over the units", lambda delta, W: delta @ W.T / W.shape[1]),
    ("divides by the inputs", lambda delta, W: delta @ W.T / W.shape[0]),
    ("weights first", lambda delta, W: W.T @ delta),
    ("absolute weights", lambda delta, W: delta @ np.abs(W).T),
    ("inverse, not transpose", lambda delta, W: delta @ np.linalg.pinv(W)),
    ("summed over everything", lambda delta, W: np.sum(delta @ W.T)),
    ("largest path only", lambda delta, W: np.max(delta[:, None, :] * W, axis=2)),
    ("sum over the samples", lambda delta, W: (delta @ W.T).sum(axis=0)),
    ("weights squared", lambda delta, W: delta @ (W**2).T),
    ("not summed", lambda delta, W: delta[:, None, :] * W),
    ("wrong sign and mean", lambda delta, W: -delta @ W.T / len(delta)),
    ("zeros", lambda delta, W: np.zeros((len(delta), len(W)))),
    ("reshaped, not transposed", lambda delta, W: delta @ W.reshape(W.shape[::-1])),
]
