"""Answers to `dilated_weight_gradient` in many styles, right and wrong."""

import numpy as np

from .shared import windows


def met(X, delta, i, j):
    rows, columns = delta.shape[1:3]
    return X[:, i : i + rows, j : j + columns]


def gathered(X, delta, k, at):
    """The sum over places and samples, where weight (i, j) begins at at(i), at(j)."""
    dW = np.zeros((k, k, X.shape[3], delta.shape[3]))
    for i, j in np.ndindex(k, k):
        part = met(X, delta, *at(i, j))
        rows, columns = part.shape[1:3]
        dW[i, j] = np.einsum("nhwc,nhwd->cd", part, delta[:, :rows, :columns])
    return dW


def right(X, delta, k, gap):
    return gathered(X, delta, k, lambda i, j: (i * gap, j * gap)) / len(X)


def thinned(X, delta, k, gap):
    side = (k - 1) * gap + 1
    P = windows(X, side)[:, :, :, ::gap, ::gap]
    return np.einsum("nhwijc,nhwd->ijcd", P, delta) / len(X)


def by_places(X, delta, k, gap):
    reach = (k - 1) * gap + 1
    dW = np.zeros((k, k, X.shape[3], delta.shape[3]))
    for n, r, c in np.ndindex(*delta.shape[:3]):
        patch = X[n, r : r + reach : gap, c : c + reach : gap]
        dW += patch[..., None] * delta[n, r, c]
    return dW / len(X)


def times(how):
    return lambda X, delta, k, gap: right(X, delta, k, gap) * how(X, delta)


RIGHT = [right, thinned, by_places]

WRONG = [
    (
        "no gap",
        lambda X, delta, k, gap: gathered(X, delta, k, lambda i, j: (i, j)) / len(X),
    ),
    (
        "gap in rows",
        lambda X, delta, k, gap: (
            gathered(X, delta, k, lambda i, j: (i * gap, j)) / len(X)
        ),
    ),
    (
        "gap in columns",
        lambda X, delta, k, gap: (
            gathered(X, delta, k, lambda i, j: (i, j * gap)) / len(X)
        ),
    ),
    (
        "gap and one",
        lambda X, delta, k, gap: (
            gathered(X, delta, k, lambda i, j: (i * gap + i, j * gap + j)) / len(X)
        ),
    ),
    ("no mean", times(lambda X, d: len(X))),
    ("mean over places", times(lambda X, d: 1 / (d.shape[1] * d.shape[2]))),
    ("turned", lambda X, delta, k, gap: right(X, delta, k, gap)[::-1, ::-1]),
    (
        "transposed",
        lambda X, delta, k, gap: right(X, delta, k, gap).transpose(1, 0, 2, 3),
    ),
    (
        "channels exchanged",
        lambda X, delta, k, gap: right(X, delta, k, gap).transpose(0, 1, 3, 2),
    ),
    ("opposite", times(lambda X, d: -1.0)),
    ("twice", times(lambda X, d: 2.0)),
    ("first sample", lambda X, delta, k, gap: right(X[:1], delta[:1], k, gap)),
    ("zeros", times(lambda X, d: 0.0)),
]
