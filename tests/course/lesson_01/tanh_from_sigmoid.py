"""Answers to `tanh_from_sigmoid` in many styles, right and wrong."""

import numpy as np

from .shared import sigmoid, sigmoid_naive, sigmoid_recursive, sigmoid_where


def tanh_steps(x):
    doubled = np.multiply(2, x)
    return 2 * sigmoid(doubled) - 1


def tanh_where(x):
    return 2 * sigmoid_where(2 * np.asarray(x)) - 1


def tanh_list(x):
    if np.ndim(x) == 0:
        return 2 * sigmoid_recursive(2 * x) - 1
    return np.array([tanh_list(v) for v in x])


RIGHT = [
    tanh_steps,
    tanh_where,
    tanh_list,
    lambda x: 2 * sigmoid_naive(2 * np.asarray(x)) - 1,
    lambda x: sigmoid(2 * np.asarray(x)) - sigmoid(-2 * np.asarray(x)),
]


WRONG = [
    ("2 sigma(x) - 1", lambda x: 2 * sigmoid(x) - 1),
    ("sigma(2x) - 1", lambda x: sigmoid(2 * np.asarray(x)) - 1),
    ("2 sigma(2x)", lambda x: 2 * sigmoid(2 * np.asarray(x))),
    ("1 - 2 sigma(2x)", lambda x: 1 - 2 * sigmoid(2 * np.asarray(x))),
    ("2 (sigma(2x) - 1)", lambda x: 2 * (sigmoid(2 * np.asarray(x)) - 1)),
    ("2 sigma(2x) + 1", lambda x: 2 * sigmoid(2 * np.asarray(x)) + 1),
    ("2 sigma(2x - 1)", lambda x: 2 * sigmoid(2 * np.asarray(x) - 1)),
    ("sigma(x)", sigmoid),
    ("sigma(2x)", lambda x: sigmoid(2 * np.asarray(x))),
    ("2 sigma(x/2) - 1", lambda x: 2 * sigmoid(np.asarray(x) / 2) - 1),
    ("sigma squared", lambda x: 2 * sigmoid(x) ** 2 - 1),
    ("2 sigma(4x) - 1", lambda x: 2 * sigmoid(4 * np.asarray(x)) - 1),
    ("sinh", lambda x: np.sinh(np.clip(x, -700, 700))),
    ("slope", lambda x: 1 - np.tanh(x) ** 2),
    ("x", lambda x: x),
    ("half", lambda x: sigmoid(2 * np.asarray(x)) - 0.5),
    ("sigma(x) - sigma(-x)", lambda x: sigmoid(x) - sigmoid(-np.asarray(x))),
    (
        "sigma(-2x) instead of sigma(2x)",
        lambda x: 2 * sigmoid(-2 * np.asarray(x)) - 1,
    ),
    ("zeros", lambda x: np.zeros(np.shape(x))),
]
