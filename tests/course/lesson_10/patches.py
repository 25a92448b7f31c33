"""Answers to `patches` in many styles, right and wrong."""

import numpy as np

from .shared import windows


def fancy(X, k, stride=1):
    H, W = X.shape[1:3]
    rows = np.arange(0, H - k + 1, stride)[:, None] + np.arange(k)
    columns = np.arange(0, W - k + 1, stride)[:, None] + np.arange(k)
    return X[:, rows[:, None, :, None], columns[None, :, None, :]]


def raw_view(X, k, stride=1):
    N, H, W, C = X.shape
    a, b, c, d = X.strides
    shape = (N, (H - k) // stride + 1, (W - k) // stride + 1, k, k, C)
    steps = (a, b * stride, c * stride, b, c, d)
    return np.lib.stride_tricks.as_strided(X, shape, steps, writeable=False)


def nested(X, k, stride=1):
    H, W = X.shape[1:3]
    return np.array(
        [
            [
                [x[r : r + k, c : c + k] for c in range(0, W - k + 1, stride)]
                for r in range(0, H - k + 1, stride)
            ]
            for x in X
        ]
    )


def contiguous_only(X, k, stride=1):
    N, H, W, C = X.shape
    b = X.itemsize
    row, image = W * C * b, H * W * C * b
    shape = (N, (H - k) // stride + 1, (W - k) // stride + 1, k, k, C)
    steps = (image, row * stride, C * b * stride, row, C * b, b)
    return np.lib.stride_tricks.as_strided(X, shape, steps)


def columns_of_images(X, k, stride=1):
    found = []
    for i in range(0, X.shape[1] - k + 1, stride):
        for j in range(0, X.shape[2] - k + 1, stride):
            found.append(X[:, i : i + k, j : j + k, :].reshape(len(X), -1))
    return np.stack(found, axis=1)


def square(X, k, stride=1):
    N, H, _, C = X.shape
    n = (H - k) // stride + 1
    P = np.zeros((N, n, n, k, k, C))
    for i in range(n):
        for j in range(n):
            a, b = i * stride, j * stride
            P[:, i, j] = X[:, a : a + k, b : b + k]
    return P


RIGHT = [windows, fancy, raw_view, nested]

WRONG = [
    (
        "window axes last",
        lambda X, k, stride=1: windows(X, k, stride).transpose(0, 1, 2, 5, 3, 4),
    ),
    ("no stride", lambda X, k, stride=1: windows(X, k)),
    ("rows and columns", lambda X, k, stride=1: windows(X, k, stride).swapaxes(3, 4)),
    ("square images", square),
    (
        "same size",
        lambda X, k, stride=1: windows(
            np.pad(X, ((0, 0), (k // 2,) * 2, (k // 2,) * 2, (0, 0))), k, stride
        ),
    ),
    ("im2col", columns_of_images),
    ("contiguous only", contiguous_only),
    ("stride of samples", lambda X, k, stride=1: windows(X, k)[::stride, ::stride]),
    ("stride in rows only", lambda X, k, stride=1: windows(X, k)[:, ::stride]),
    ("stride in columns only", lambda X, k, stride=1: windows(X, k)[:, :, ::stride]),
    ("blocks", lambda X, k, stride=1: windows(X, k, k)),
    ("without the last", lambda X, k, stride=1: windows(X, k, stride)[:, :-1, :-1]),
    ("turned", lambda X, k, stride=1: windows(X, k, stride)[:, :, :, ::-1, ::-1]),
    ("first sample", lambda X, k, stride=1: windows(X[:1], k, stride)),
    ("channels merged", lambda X, k, stride=1: windows(X, k, stride).sum(-1)),
]
