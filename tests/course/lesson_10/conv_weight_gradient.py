"""Answers to `conv_weight_gradient` in many styles, right and wrong."""

import numpy as np

from .shared import windows


def summed(X, delta, k, stride=1):
    """Over places and samples."""
    return np.einsum("nhwijc,nhwd->ijcd", windows(X, k, stride), delta)


def by_einsum(X, delta, k, stride=1):
    return summed(X, delta, k, stride) / len(X)


def by_loops(X, delta, k, stride=1):
    dW = np.zeros((k, k, X.shape[3], delta.shape[3]))
    P = windows(X, k, stride)
    for at in np.ndindex(*delta.shape[:3]):
        dW += P[at][..., None] * delta[at]
    return dW / len(X)


def by_weights(X, delta, k, stride=1):
    _, rows, columns, d = delta.shape
    dW = np.empty((k, k, X.shape[-1], d))
    for i in range(k):
        for j in range(k):
            met = X[:, i::stride, j::stride][:, :rows, :columns]
            dW[i, j] = np.tensordot(met, delta, axes=([0, 1, 2], [0, 1, 2]))
    return dW / len(delta)


def by_samples(X, delta, k, stride=1):
    each = [summed(x[None], d[None], k, stride) for x, d in zip(X, delta)]
    return np.mean(each, axis=0)


def overwriting(X, delta, k, stride=1):
    P = windows(X, k, stride)
    for r, c in np.ndindex(*delta.shape[1:3]):
        dW = np.einsum("nijc,nd->ijcd", P[:, r, c], delta[:, r, c]) / len(X)
    return dW


def no_stride(X, delta, k, stride=1):
    _, rows, columns, _ = delta.shape
    return summed(X[:, : rows + k - 1, : columns + k - 1], delta, k) / len(X)


def times(how):
    return lambda X, delta, k, stride=1: by_einsum(X, delta, k, stride) * how(X, delta)


RIGHT = [by_einsum, by_loops, by_weights, by_samples]

WRONG = [
    ("sum over samples", summed),
    ("mean over places too", times(lambda X, d: 1 / (d.shape[1] * d.shape[2]))),
    ("means exchanged", times(lambda X, d: len(X) / (d.shape[1] * d.shape[2]))),
    (
        "turned",
        lambda X, delta, k, stride=1: by_einsum(X, delta, k, stride)[::-1, ::-1],
    ),
    ("no stride", no_stride),
    (
        "rows and columns",
        lambda X, delta, k, stride=1: by_einsum(X, delta, k, stride).transpose(
            1, 0, 2, 3
        ),
    ),
    (
        "channels exchanged",
        lambda X, delta, k, stride=1: by_einsum(X, delta, k, stride).transpose(
            0, 1, 3, 2
        ),
    ),
    ("first sample", lambda X, delta, k, stride=1: summed(X[:1], delta[:1], k, stride)),
    ("overwritten", overwriting),
    ("opposite", times(lambda X, d: -1.0)),
    ("twice", times(lambda X, d: 2.0)),
    (
        "delta summed first",
        lambda X, delta, k, stride=1: (
            summed(
                X, delta.sum((1, 2), keepdims=True) * np.ones(delta.shape), k, stride
            )
            / len(X)
        ),
    ),
    (
        "no places",
        lambda X, delta, k, stride=1: (
            np.einsum("nhwijc,nhwd->hwijcd", windows(X, k, stride), delta) / len(X)
        ),
    ),
    ("divided by channels", times(lambda X, d: 1 / X.shape[3])),
    ("half the N", times(lambda X, d: 0.5)),
]
