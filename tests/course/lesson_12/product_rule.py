"""Answers to `product_rule` in many styles, right and wrong."""

import numpy as np

from .shared import summed


def right(g, a, b):
    return summed(g * b, a.shape), summed(g * a, b.shape)


def one_by_one(g, a, b):
    found = []
    for own, other in ((a, b), (b, a)):
        wide = g * other
        found.append(summed(wide, own.shape))
    return found


def copies(g, a, b):
    wide_a, wide_b = np.broadcast_arrays(a, b)
    return summed(g * wide_b, np.shape(a)), summed(g * wide_a, np.shape(b))


def in_place(g, a, b):
    g *= b
    return summed(g, a.shape), summed(g * a, b.shape)


RIGHT = [right, one_by_one, copies]

WRONG = [
    ("not summed", lambda g, a, b: (g * b, g * a)),
    ("exchanged", lambda g, a, b: (summed(g * a, a.shape), summed(g * b, b.shape))),
    ("summed first", lambda g, a, b: (summed(g, a.shape) * b, summed(g, b.shape) * a)),
    (
        "mean",
        lambda g, a, b: (
            summed(g * b, a.shape, np.mean),
            summed(g * a, b.shape, np.mean),
        ),
    ),
    ("only b", lambda g, a, b: (g * b, summed(g * a, b.shape))),
    ("only a", lambda g, a, b: (summed(g * b, a.shape), g * a)),
    ("in place", in_place),
    ("no g", lambda g, a, b: right(np.ones_like(g), a, b)),
    ("opposite", lambda g, a, b: right(-g, a, b)),
    ("twice", lambda g, a, b: right(2 * g, a, b)),
    ("da alone", lambda g, a, b: right(g, a, b)[0]),
    ("other order", lambda g, a, b: right(g, a, b)[::-1]),
    ("divided", lambda g, a, b: (summed(g / b, a.shape), summed(g / a, b.shape))),
]
