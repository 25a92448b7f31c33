"""Answers to `half_squared_error_gradient` in many styles, right and wrong."""

import numpy as np


def hseg_loop(o, t):
    gradient = np.zeros(len(o))
    for i in range(len(o)):
        gradient[i] = o[i] - t[i]
    return gradient


def hseg_list(o, t):
    return [float(a - b) for a, b in zip(o, t)]


def hseg_in_place(o, t):
    o -= t
    return o


def hseg_zero_first(o, t):
    g = np.zeros(len(o))
    for i in range(1, len(o)):
        g[i] = o[i] - t[i]
    return g


RIGHT = [
    hseg_loop,
    hseg_list,
    lambda o, t: o - t,
    lambda o, t: -(t - o),
    lambda o, t: np.array([a - b for a, b in zip(o, t)]),
    lambda o, t: np.subtract(o, t, dtype=float),
]


WRONG = [
    ("wrong sign: t - o", lambda o, t: t - o),
    ("the two isn't cancelled by the half", lambda o, t: 2 * (o - t)),
    ("divides by K", lambda o, t: (o - t) / len(o)),
    ("gradient of the mean squared error", lambda o, t: 2 * (o - t) / len(o)),
    ("keeps the half", lambda o, t: 0.5 * (o - t)),
    ("the error instead of its slope", lambda o, t: 0.5 * (o - t) ** 2),
    ("squares", lambda o, t: (o - t) ** 2),
    ("adds up the gradient", lambda o, t: np.sum(o - t)),
    ("the sum, in every entry", lambda o, t: np.full(len(o), np.sum(o - t))),
    ("sign of the difference", lambda o, t: np.sign(o - t)),
    ("absolute difference", lambda o, t: np.abs(o - t)),
    ("slope of a sigmoid too", lambda o, t: (o - t) * o * (1 - o)),
    ("overwrites the outputs", hseg_in_place),
    ("loop begins at 1", hseg_zero_first),
    ("forgets the target", lambda o, t: o),
    ("zeros", lambda o, t: np.zeros_like(o)),
    ("wrong sign and a two", lambda o, t: -2 * (o - t)),
    ("a column", lambda o, t: (o - t).reshape(-1, 1)),
    ("by t*(o-t)", lambda o, t: t * (o - t)),
]
