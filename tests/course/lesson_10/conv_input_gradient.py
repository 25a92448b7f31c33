"""Answers to `conv_input_gradient` in many styles, right and wrong."""

import numpy as np

from .shared import spread, windows


def by_places(delta, W, shape, stride=1):
    dX, k = np.zeros(shape), W.shape[0]
    for n, r, c, d in np.ndindex(*delta.shape):
        top, left = r * stride, c * stride
        dX[n, top : top + k, left : left + k] += delta[n, r, c, d] * W[..., d]
    return dX


def full_correlation(delta, W, shape, stride=1):
    N, H, width, _ = shape
    k = len(W)
    wide = np.zeros((N, H + k - 1, width + k - 1, delta.shape[3]))
    rows, columns = delta.shape[1:3]
    high, far = k - 1 + rows * stride, k - 1 + columns * stride
    wide[:, k - 1 : high : stride, k - 1 : far : stride] = delta
    turned = W[::-1, ::-1].transpose(0, 1, 3, 2)
    return np.einsum("nhwijd,ijdc->nhwc", windows(wide, k), turned)


def per_pixel(delta, W, shape, stride=1):
    dX = np.zeros(shape)
    for r, c in np.ndindex(*delta.shape[1:3]):
        for i, j in np.ndindex(*W.shape[:2]):
            dX[:, r * stride + i, c * stride + j] += delta[:, r, c] @ W[i, j].T
    return dX


def overwriting(delta, W, shape, stride=1):
    dX, k = np.zeros(shape), len(W)
    for r, c in np.ndindex(*delta.shape[1:3]):
        top, left = r * stride, c * stride
        part = np.tensordot(delta[:, r, c], W, axes=(1, 3))
        dX[:, top : top + k, left : left + k] = part
    return dX


def short(delta, W, shape, stride=1):
    rows = (delta.shape[1] - 1) * stride + len(W)
    columns = (delta.shape[2] - 1) * stride + len(W)
    return spread(delta, W, (len(delta), rows, columns, W.shape[2]), stride)


def changed(how):
    return lambda delta, W, shape, stride=1: spread(delta, how(W), shape, stride)


RIGHT = [spread, by_places, full_correlation, per_pixel]

WRONG = [
    ("half turn", changed(lambda W: W[::-1, ::-1])),
    ("half turn in rows", changed(lambda W: W[::-1])),
    ("overwritten", overwriting),
    ("no stride", lambda delta, W, shape, stride=1: spread(delta, W, shape)),
    ("ends with the last patch", short),
    (
        "mean",
        lambda delta, W, shape, stride=1: spread(delta, W, shape, stride) / len(delta),
    ),
    ("rows and columns", changed(lambda W: W.transpose(1, 0, 2, 3))),
    ("opposite", changed(lambda W: -W)),
    ("channels not exchanged", changed(lambda W: W.transpose(0, 1, 3, 2))),
    (
        "sum over the batch",
        lambda delta, W, shape, stride=1: spread(delta, W, shape, stride).sum(0),
    ),
    (
        "first channel out",
        lambda delta, W, shape, stride=1: spread(
            delta[..., :1], W[..., :1], shape, stride
        ),
    ),
    ("mean over channels out", changed(lambda W: W / W.shape[3])),
    ("twice", changed(lambda W: 2 * W)),
    ("zeros", lambda delta, W, shape, stride=1: np.zeros(shape)),
    (
        "mean kernel",
        changed(lambda W: W.mean((0, 1), keepdims=True) * np.ones(W.shape)),
    ),
]
