"""Answers to `unbroadcast` in many styles, right and wrong."""

import numpy as np

from .shared import summed


def in_one(g, shape):
    extra = g.ndim - len(shape)
    padded = (1,) * extra + tuple(shape)
    axes = tuple(i for i, n in enumerate(padded) if n == 1)
    return g.sum(axis=axes, keepdims=True).reshape(shape)


def entry_by_entry(g, shape):
    total = np.zeros(shape)
    padded = (1,) * (g.ndim - len(shape)) + tuple(shape)
    for at in np.ndindex(*g.shape):
        place = [0 if n == 1 else i for i, n in zip(at, padded)]
        total[tuple(place[g.ndim - len(shape) :])] += g[at]
    return total


def from_the_left(g, shape):
    padded = tuple(shape) + (1,) * (g.ndim - len(shape))
    for i in range(g.ndim):
        if padded[i] == 1 and g.shape[i] != 1:
            g = g.sum(axis=i, keepdims=True)
    return g.reshape(shape)


def one_axis(g, shape):
    g = g.sum(axis=tuple(range(g.ndim - len(shape))))
    for i, n in enumerate(shape):
        if n == 1:
            return g.sum(axis=i, keepdims=True)
    return g


def without_keepdims(g, shape):
    extra = g.ndim - len(shape)
    ones = tuple(extra + i for i, n in enumerate(shape) if n == 1)
    return g.sum(axis=(*range(extra), *ones))


RIGHT = [summed, in_one, entry_by_entry]

WRONG = [
    (
        "axes in front only",
        lambda g, shape: g.sum(axis=tuple(range(g.ndim - len(shape)))),
    ),
    ("mean", lambda g, shape: summed(g, shape, np.mean)),
    ("largest", lambda g, shape: summed(g, shape, np.max)),
    ("no keepdims", without_keepdims),
    ("from the left", from_the_left),
    ("one axis of length 1", one_axis),
    ("resize", np.resize),
    ("all in one", lambda g, shape: np.full(shape, g.sum())),
    ("nothing", lambda g, shape: g),
    (
        "always rows",
        lambda g, shape: g if g.shape == shape else g.sum(axis=0).reshape(shape),
    ),
    ("opposite", lambda g, shape: -summed(g, shape)),
    ("reshape", lambda g, shape: g.reshape(shape)),
    ("ones", lambda g, shape: summed(np.ones_like(g), shape)),
]
