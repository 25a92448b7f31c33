"""Answers to `max_pool_backward` in many styles, right and wrong."""

import numpy as np

from .shared import grown, windows


def first_of_the_largest(delta, X, k):
    dX = np.zeros(X.shape)
    for n, r, c, d in np.ndindex(*delta.shape):
        block = X[n, r * k : r * k + k, c * k : c * k + k, d]
        i, j = np.unravel_index(block.argmax(), (k, k))
        dX[n, r * k + i, c * k + j, d] = delta[n, r, c, d]
    return dX


def mask_of(X, k):
    return grown(windows(X, k, k).max(axis=(3, 4)), k) == X


def shared(delta, X, k):
    mask = mask_of(X, k)
    count = windows(mask, k, k).sum(axis=(3, 4))
    return mask * grown(delta / count, k)


def last_of_the_largest(delta, X, k):
    flipped = first_of_the_largest(delta[:, ::-1, ::-1], X[:, ::-1, ::-1], k)
    return flipped[:, ::-1, ::-1]


def second_largest(delta, X, k):
    dX = np.zeros(X.shape)
    for n, r, c, d in np.ndindex(*delta.shape):
        block = X[n, r * k : r * k + k, c * k : c * k + k, d]
        at = block.ravel().argsort()[-2 if k > 1 else -1]
        i, j = np.unravel_index(at, (k, k))
        dX[n, r * k + i, c * k + j, d] = delta[n, r, c, d]
    return dX


RIGHT = [first_of_the_largest, shared, last_of_the_largest]

WRONG = [
    ("everybody", lambda delta, X, k: grown(delta, k)),
    ("mean's way", lambda delta, X, k: grown(delta, k) / k / k),
    ("full at ties", lambda delta, X, k: mask_of(X, k) * grown(delta, k)),
    (
        "smallest",
        lambda delta, X, k: (
            (grown(windows(X, k, k).min(axis=(3, 4)), k) == X) * grown(delta, k)
        ),
    ),
    ("times X", lambda delta, X, k: np.where(mask_of(X, k), grown(delta, k) * X, 0)),
    ("mask", lambda delta, X, k: mask_of(X, k).astype(float)),
    ("tiled", lambda delta, X, k: mask_of(X, k) * np.tile(delta, (1, k, k, 1))),
    ("mean", lambda delta, X, k: shared(delta, X, k) / len(X)),
    ("opposite", lambda delta, X, k: -shared(delta, X, k)),
    ("twice", lambda delta, X, k: 2 * shared(delta, X, k)),
    ("delta", lambda delta, X, k: delta),
    ("second largest", second_largest),
    ("zeros", lambda delta, X, k: np.zeros(X.shape)),
    (
        "largest absolute",
        lambda delta, X, k: (
            (grown(np.abs(windows(X, k, k)).max(axis=(3, 4)), k) == np.abs(X))
            * grown(delta, k)
        ),
    ),
]
