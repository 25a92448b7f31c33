"""Answers to `log_sum_exp_rule` in many styles, right and wrong."""

import numpy as np

from .shared import column, soft


def by_rows(g, z):
    if z.ndim == 1:
        return g * soft(z)
    return np.array([by_rows(a, b) for a, b in zip(g, z)])


def through_the_log(g, z):
    top = z.max(-1, keepdims=True)
    value = top + np.log(np.exp(z - top).sum(-1, keepdims=True))
    return column(g) * np.exp(z - value)


def plain(g, z):
    return column(g) * np.exp(z) / np.exp(z).sum(-1, keepdims=True)


def one_top(g, z):
    e = np.exp(z - z.max())
    return column(g) * e / e.sum(-1, keepdims=True)


RIGHT = [lambda g, z: column(g) * soft(z), by_rows, through_the_log]

WRONG = [
    ("overflows", plain),
    ("one maximum for all", one_top),
    ("no g", lambda g, z: soft(z)),
    ("hard maximum", lambda g, z: column(g) * (z == z.max(-1, keepdims=True))),
    ("not divided", lambda g, z: column(g) * np.exp(z - z.max(-1, keepdims=True))),
    ("over all", lambda g, z: column(g) * soft(z.ravel()).reshape(z.shape)),
    ("over samples", lambda g, z: column(g) * soft(z.T).T),
    ("softmax's slope", lambda g, z: column(g) * soft(z) * (1 - soft(z))),
    ("equal shares", lambda g, z: column(g) * np.full(z.shape, 1 / z.shape[-1])),
    ("opposite", lambda g, z: -column(g) * soft(z)),
    ("p minus 1", lambda g, z: column(g) * (soft(z) - 1)),
    ("half", lambda g, z: column(g) * soft(z) / 2),
    ("g along the row", lambda g, z: g * soft(z)),
]
