"""Answers to `neuron_delta` in many styles, right and wrong."""

import numpy as np

from .shared import delta_steps, sigma


def delta_expanded(o, t):
    return o**2 - o**3 - t * o + t * o**2


def delta_minus_minus(o, t):
    return -(t - o) * o * (1.0 - o)


RIGHT = [
    delta_steps,
    delta_expanded,
    delta_minus_minus,
    lambda o, t: (o - t) * (o - o * o),
    lambda o, t: float(np.prod([o - t, o, 1 - o])),
]


WRONG = [
    ("wrong sign", lambda o, t: (t - o) * o * (1 - o)),
    ("no slope", lambda o, t: o - t),
    ("the slope alone", lambda o, t: o * (1 - o)),
    ("sigmoid applied again", lambda o, t: (o - t) * sigma(o) * (1 - sigma(o))),
    ("slope of t", lambda o, t: (o - t) * t * (1 - t)),
    ("slope of the error", lambda o, t: (o - t) * (o - t) * (1 - (o - t))),
    ("twice", lambda o, t: 2 * (o - t) * o * (1 - o)),
    ("half", lambda o, t: 0.5 * (o - t) * o * (1 - o)),
    ("loss times slope", lambda o, t: 0.5 * (o - t) ** 2 * o * (1 - o)),
    ("error squared times slope", lambda o, t: (o - t) ** 2 * o * (1 - o)),
    ("tanh's slope", lambda o, t: (o - t) * (1 - o**2)),
    ("o (o - 1)", lambda o, t: (o - t) * o * (o - 1)),
    ("bracket missing", lambda o, t: (o - t) * o * 1 - o),
    ("bracket missing at the error", lambda o, t: o - t * o * (1 - o)),
    ("divides by the slope", lambda o, t: (o - t) / (o * (1 - o))),
    ("only one factor of the slope: o", lambda o, t: (o - t) * o),
    ("only one factor of the slope: 1 - o", lambda o, t: (o - t) * (1 - o)),
    ("o (1 + o)", lambda o, t: (o - t) * o * (1 + o)),
    ("absolute error", lambda o, t: abs(o - t) * o * (1 - o)),
    ("adds instead of multiplying", lambda o, t: (o - t) + o * (1 - o)),
    ("slope twice", lambda o, t: (o - t) * (o * (1 - o)) ** 2),
    ("sign and two", lambda o, t: -2 * (o - t) * o * (1 - o)),
    ("the loss", lambda o, t: 0.5 * (o - t) ** 2),
    ("relu's slope", lambda o, t: (o - t) * (o > 0)),
    ("zero", lambda o, t: 0.0),
]
