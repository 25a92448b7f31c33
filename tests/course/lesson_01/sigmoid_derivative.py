"""Answers to `sigmoid_derivative` in many styles, right and wrong."""

import numpy as np

from .shared import sigmoid, sigmoid_naive, slope_exp


def slope_cosh(x):
    with np.errstate(over="ignore"):
        return 0.25 / np.cosh(np.asarray(x) / 2) ** 2


def slope_loop(x):
    flat = [float(sigmoid(v)) for v in np.ravel(x)]
    return np.array([s * (1 - s) for s in flat]).reshape(np.shape(x))


RIGHT = [
    slope_cosh,
    slope_exp,
    slope_loop,
    lambda x: sigmoid_naive(x) * (1 - sigmoid_naive(x)),
    lambda x: sigmoid(x) * (1 - sigmoid(x)),
    lambda x: sigmoid(x) * sigmoid(-np.asarray(x)),
]


WRONG = [
    ("x (1 - x)", lambda x: x * (1 - x)),
    ("the value", lambda x: sigmoid(x)),
    ("sigma of sigma", lambda x: sigmoid(sigmoid(x)) * (1 - sigmoid(sigmoid(x)))),
    ("1 - sigma", lambda x: 1 - sigmoid(x)),
    ("sigma (1 + sigma)", lambda x: sigmoid(x) * (1 + sigmoid(x))),
    ("sigma (sigma - 1)", lambda x: sigmoid(x) * (sigmoid(x) - 1)),
    ("1 - sigma squared", lambda x: 1 - sigmoid(x) ** 2),
    ("sigma squared", lambda x: sigmoid(x) ** 2),
    ("tanh's slope", lambda x: 1 - np.tanh(x) ** 2),
    ("sigma (1 - x)", lambda x: sigmoid(x) * (1 - x)),
    ("x (1 - sigma)", lambda x: x * (1 - sigmoid(x))),
    ("a quarter", lambda x: np.full(np.shape(x), 0.25)),
    (
        "e^-x over the bracket, not squared",
        lambda x: 1 / (2 + 2 * np.cosh(np.clip(x, -700, 700))) ** 0.5,
    ),
    ("times x", lambda x: x * sigmoid(x) * (1 - sigmoid(x))),
    ("twice", lambda x: 2 * sigmoid(x) * (1 - sigmoid(x))),
    ("four times", lambda x: 4 * sigmoid(x) * (1 - sigmoid(x))),
    ("bracket missing", lambda x: sigmoid(x) * 1 - sigmoid(x)),
    ("sum", lambda x: np.sum(sigmoid(x) * (1 - sigmoid(x)))),
    ("second derivative", lambda x: slope_exp(x) * (1 - 2 * sigmoid(x))),
    ("wrong sign, of the value", lambda x: -(sigmoid(x) ** 2)),
]
