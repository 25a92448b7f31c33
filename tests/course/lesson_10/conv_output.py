"""Answers to `conv_output` in many styles, right and wrong."""

import numpy as np

from .shared import windows


def by_einsum(X, W, b, stride=1):
    return np.einsum("nhwijc,ijcd->nhwd", windows(X, len(W), stride), W) + b


def by_loops(X, W, b, stride=1):
    P = windows(X, len(W), stride)
    Z = np.zeros((*P.shape[:3], W.shape[3]))
    for at in np.ndindex(*P.shape[:3]):
        for d in range(W.shape[3]):
            Z[at][d] = np.sum(P[at] * W[:, :, :, d]) + b[d]
    return Z


def by_weights(X, W, b, stride=1):
    k = len(W)
    rows = (X.shape[1] - k) // stride + 1
    columns = (X.shape[2] - k) // stride + 1
    Z = np.zeros((len(X), rows, columns, W.shape[3])) + b
    for i in range(k):
        for j in range(k):
            Z += X[:, i::stride, j::stride][:, :rows, :columns] @ W[i, j]
    return Z


def by_tensordot(X, W, b, stride=1):
    return np.tensordot(windows(X, len(W), stride), W, axes=3) + b


def bias_in_the_loop(X, W, b, stride=1):
    Z = 0.0
    P = windows(X, len(W), stride)
    for i in range(len(W)):
        for j in range(len(W)):
            Z = Z + P[:, :, :, i, j] @ W[i, j] + b
    return Z


def channel_overwritten(X, W, b, stride=1):
    P = windows(X, len(W), stride)
    for c in range(X.shape[3]):
        Z = np.tensordot(P[..., c], W[:, :, c], axes=2) + b
    return Z


def im2col_order(X, W, b, stride=1):
    P = np.moveaxis(windows(X, len(W), stride), -1, 3)
    return P.reshape(*P.shape[:3], -1) @ W.reshape(-1, W.shape[3]) + b


def changed(how):
    return lambda X, W, b, stride=1: by_einsum(X, how(W), b, stride)


RIGHT = [by_einsum, by_loops, by_weights, by_tensordot]

WRONG = [
    ("kernel turned", changed(lambda W: W[::-1, ::-1])),
    ("kernel turned in rows", changed(lambda W: W[::-1])),
    ("no bias", lambda X, W, b, stride=1: by_einsum(X, W, 0, stride)),
    ("no stride", lambda X, W, b, stride=1: by_einsum(X, W, b)),
    ("kernel transposed", changed(lambda W: W.transpose(1, 0, 2, 3))),
    ("bias k² times", bias_in_the_loop),
    ("order of flattening", im2col_order),
    ("mean over channels", changed(lambda W: W / W.shape[2])),
    ("last channel", channel_overwritten),
    ("mean", changed(lambda W: W / (W.shape[0] * W.shape[1]))),
    ("bias subtracted", lambda X, W, b, stride=1: by_einsum(X, W, -b, stride)),
    ("relu", lambda X, W, b, stride=1: by_einsum(X, W, b, stride).clip(0)),
    (
        "channels first",
        lambda X, W, b, stride=1: np.moveaxis(by_einsum(X, W, b, stride), -1, 1),
    ),
    ("one picture", lambda X, W, b, stride=1: by_einsum(X, W, b, stride).sum(-1)),
    (
        "every stride-th sample",
        lambda X, W, b, stride=1: by_einsum(X, W, b)[::stride, ::stride],
    ),
    ("opposite", lambda X, W, b, stride=1: -by_einsum(X, W, b, stride)),
]
