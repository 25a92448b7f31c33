"""Answers to `tanh_derivative_from_output` in many styles, right and wrong."""

import numpy as np

RIGHT = [
    lambda a: 1 - a**2,
    lambda a: (1 - a) * (1 + a),
    lambda a: 1 - np.square(a),
    lambda a: 4 * ((a + 1) / 2) * (1 - (a + 1) / 2),
]


WRONG = [
    ("a (1 - a): sigmoid", lambda a: a * (1 - a)),
    ("tanh again", lambda a: 1 - np.tanh(a) ** 2),
    ("1 + a squared", lambda a: 1 + a**2),
    ("a squared - 1", lambda a: a**2 - 1),
    ("1 - a", lambda a: 1 - a),
    ("(1 - a) squared", lambda a: (1 - a) ** 2),
    ("4 a (1 - a)", lambda a: 4 * a * (1 - a)),
    ("1 - 2a", lambda a: 1 - 2 * a),
    ("root", lambda a: np.sqrt(1 - a**2)),
    ("a squared", lambda a: a**2),
    ("1 - |a|", lambda a: 1 - np.abs(a)),
    ("a quarter of it", lambda a: (1 - a**2) / 4),
    ("four times", lambda a: 4 * (1 - a**2)),
    ("1 over", lambda a: 1 / (1 - a**2 + 1e-12)),
    ("dot product", lambda a: 1 - np.dot(a, a)),
    ("ones", lambda a: np.ones(np.shape(a))),
    ("1 - a cubed", lambda a: 1 - a**3),
    ("times a", lambda a: a * (1 - a**2)),
    ("1 - a xor", lambda a: 1 - a ^ 2),
    ("sech of a", lambda a: 1 / np.cosh(a)),
    ("sum", lambda a: np.sum(1 - np.square(a))),
]
