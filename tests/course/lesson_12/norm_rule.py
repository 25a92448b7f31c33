"""Answers to `norm_rule` in many styles, right and wrong."""

import numpy as np

from .shared import column


def length(a):
    return np.linalg.norm(a, axis=-1, keepdims=True)


def by_rows(g, a):
    if a.ndim == 1:
        return g * a / np.sqrt(a @ a)
    return np.array([by_rows(x, y) for x, y in zip(g, a)])


def einsum(g, a):
    return np.einsum("...,...k->...k", g / length(a)[..., 0], a)


RIGHT = [lambda g, a: column(g) * a / length(a), by_rows, einsum]

WRONG = [
    ("no g", lambda g, a: a / length(a)),
    ("not divided", lambda g, a: column(g) * a),
    ("2 a", lambda g, a: 2 * column(g) * a),
    ("squared", lambda g, a: column(g) * a / length(a) ** 2),
    ("half", lambda g, a: column(g) * a / (2 * length(a))),
    ("twice", lambda g, a: 2 * column(g) * a / length(a)),
    ("norm of all", lambda g, a: column(g) * a / np.linalg.norm(a)),
    ("columns", lambda g, a: column(g) * a / np.linalg.norm(a, axis=0)),
    ("signs", lambda g, a: column(g) * np.sign(a)),
    ("absolute", lambda g, a: column(g) * np.abs(a) / length(a)),
    ("opposite", lambda g, a: -column(g) * a / length(a)),
    ("times the norm", lambda g, a: column(g) * a * length(a)),
    ("g along the row", lambda g, a: g * a / length(a)),
]
