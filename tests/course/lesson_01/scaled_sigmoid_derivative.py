"""Answers to `scaled_sigmoid_derivative` in many styles, right and wrong."""

from functools import partial

import numpy as np

from .shared import sigmoid, slope_exp


def scaled_plain(x, A, B):
    s = sigmoid(np.asarray(x) / B)
    return A / B * s * (1 - s)


def scaled_by_f(x, A, B):
    F = A * sigmoid(np.asarray(x) / B)
    return F * (A - F) / (A * B)


def scaled_exp(x, A, B):
    e = np.exp(-np.abs(np.asarray(x) / B))
    return A * e / (B * (1 + e) ** 2)


def scaled_partial(x, A, B):
    unit = partial(np.multiply, A / B)
    return unit(slope_exp(np.divide(x, B)))


RIGHT = [
    scaled_plain,
    scaled_by_f,
    scaled_exp,
    scaled_partial,
]


WRONG = [
    ("F (1 - F)", lambda x, A, B: A * sigmoid(x / B) * (1 - A * sigmoid(x / B))),
    ("no A, no B", lambda x, A, B: slope_exp(x / B)),
    ("no 1/B", lambda x, A, B: A * slope_exp(x / B)),
    ("no A", lambda x, A, B: slope_exp(x / B) / B),
    ("B times", lambda x, A, B: A * B * slope_exp(x / B)),
    ("x not divided by B", lambda x, A, B: A / B * slope_exp(x)),
    ("x times B", lambda x, A, B: A / B * slope_exp(x * B)),
    ("B / A", lambda x, A, B: B / A * slope_exp(x / B)),
    ("A and B swapped", lambda x, A, B: scaled_plain(x, B, A)),
    ("minus", lambda x, A, B: -scaled_plain(x, A, B)),
    (
        "F (A - F) / B",
        lambda x, A, B: A * sigmoid(x / B) * (A - A * sigmoid(x / B)) / B,
    ),
    ("F (A - F)", lambda x, A, B: A * sigmoid(x / B) * (A - A * sigmoid(x / B))),
    (
        "F (1 - F) / B",
        lambda x, A, B: A * sigmoid(x / B) * (1 - A * sigmoid(x / B)) / B,
    ),
    ("the value", lambda x, A, B: A * sigmoid(x / B)),
    ("the plain slope", lambda x, A, B: slope_exp(x)),
    ("B squared", lambda x, A, B: A / B**2 * slope_exp(x / B)),
    ("A squared", lambda x, A, B: A**2 / B * slope_exp(x / B)),
    ("value over B", lambda x, A, B: A / B * sigmoid(x / B)),
    ("x not divided, no 1/B", lambda x, A, B: A * slope_exp(x)),
    (
        "numerator not squared below",
        lambda x, A, B: A / B * np.sqrt(slope_exp(x / B)),
    ),
    ("4/A", lambda x, A, B: np.full(np.shape(x), A / (4 * B))),
    ("minus and no 1/B", lambda x, A, B: -A * slope_exp(x / B)),
]
