"""Answers to `leaky_gain` in many styles, right and wrong."""

import math

import numpy as np


def by_halves(p):
    upper, lower = 0.5, 0.5 * p**2
    return 1 / math.sqrt(upper + lower)


def as_power(p):
    return (0.5 + p * p / 2) ** -0.5


class Exact:
    """From the two moments, and as a 0-d array."""

    def __call__(self, p):
        return np.array(np.sqrt(2.0) / np.hypot(1.0, p))


RIGHT = [by_halves, as_power, Exact()]


WRONG = [
    ("as for ReLU", lambda p: 2**0.5),
    ("no root", lambda p: 2 / (1 + p**2)),
    ("p not squared", lambda p: (2 / (1 + p)) ** 0.5),
    ("mean slope", lambda p: 2 / (1 + p)),
    ("upside down", lambda p: ((1 + p**2) / 2) ** 0.5),
    ("no half", lambda p: (1 + p**2) ** -0.5),
    ("minus", lambda p: (2 / (1 - p**2)) ** 0.5),
    ("root of the 2 alone", lambda p: 2**0.5 / (1 + p**2)),
    ("sum squared", lambda p: 2**0.5 / (1 + p)),
    ("as for tanh", lambda p: 1.0),
    ("one minus p", lambda p: (2 * (1 - p)) ** 0.5),
    ("the other half", lambda p: (2 / (2 - p**2)) ** 0.5),
    ("p instead of k", lambda p: p),
    ("four", lambda p: 2 / (1 + p**2) ** 0.5),
]
