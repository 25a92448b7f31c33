"""Answers to `sigmoid_derivative_from_output` in many styles, right and wrong."""

import numpy as np

from .shared import sigmoid

RIGHT = [
    lambda a: a * (1 - a),
    lambda a: a - a**2,
    lambda a: np.multiply(a, np.subtract(1, a)),
    lambda a: 0.25 - (np.asarray(a) - 0.5) ** 2,
]


WRONG = [
    ("sigmoid again", lambda a: sigmoid(a) * (1 - sigmoid(a))),
    ("1 - a", lambda a: 1 - a),
    ("a (1 + a)", lambda a: a * (1 + a)),
    ("a (a - 1)", lambda a: a * (a - 1)),
    ("1 - a squared: tanh", lambda a: 1 - a**2),
    ("a squared", lambda a: a**2),
    ("bracket missing", lambda a: a * 1 - a),
    ("a", lambda a: a),
    ("a quarter", lambda a: np.full(np.shape(a), 0.25)),
    ("twice", lambda a: 2 * a * (1 - a)),
    ("a - 1 + a", lambda a: a - (1 - a)),
    ("a / (1 - a)", lambda a: a / (1 - a + 1e-12)),
    ("root", lambda a: np.sqrt(a * (1 - a))),
    ("sum", lambda a: np.sum(a * (1 - a))),
    ("log-odds", lambda a: np.log((a + 1e-12) / (1 - a + 1e-12))),
    ("four times", lambda a: 4 * a * (1 - a)),
    ("matrix product", lambda a: np.dot(a, 1 - np.asarray(a))),
    ("relu's slope", lambda a: (np.asarray(a) > 0) * 1.0),
    ("half", lambda a: a * (1 - a) / 2),
    ("squared", lambda a: (a * (1 - a)) ** 2),
]
