"""Answers to `softsign_derivative` in many styles, right and wrong."""

import numpy as np


def right(x):
    return 1 / (1.0 + np.abs(x)) ** 2


def from_the_value(x):
    return np.square(1 - np.abs(np.asarray(x) / (1 + np.abs(x))))


def two_sides(x):
    x = np.asarray(x, dtype=float)
    with np.errstate(divide="ignore"):
        return np.where(x >= 0, 1 / (1 + x) ** 2, 1 / (1 - x) ** 2)


def quotient_rule(x):
    x = np.asarray(x, dtype=float)
    v = 1 + np.abs(x)
    return (1 * v - x * np.sign(x)) / v**2


def by_loop(x):
    flat = [1 / (1 + abs(float(v))) ** 2 for v in np.ravel(x)]
    return np.reshape(flat, np.shape(x))


RIGHT = [
    right,
    from_the_value,
    two_sides,
    quotient_rule,
    by_loop,
    lambda x: np.power(1.0 + np.abs(x), -2),
    lambda x: np.exp(-2 * np.log1p(np.abs(x))),
]


def nan_at_zero(x):
    x = np.asarray(x, dtype=float)
    with np.errstate(all="ignore"):
        return (1 + np.abs(x) - x**2 / np.abs(x)) / (1 + np.abs(x)) ** 2


def one_sided(x, h=1e-6):
    x = np.asarray(x, dtype=float)
    return ((x + h) / (1 + np.abs(x + h)) - x / (1 + np.abs(x))) / h


def central(x, h=1e-5):
    x = np.asarray(x, dtype=float)
    right, left = x + h, x - h
    return (right / (1 + np.abs(right)) - left / (1 + np.abs(left))) / (2 * h)


def one_number(x):
    return 1 / (1 + x) ** 2 if x > 0 else 1 / (1 - x) ** 2


def in_place(x):
    if isinstance(x, np.ndarray):
        np.abs(x, out=x)
    return right(x)


def prints(x):
    print(right(x))


def no_abs(x):
    with np.errstate(divide="ignore"):
        return 1 / (1.0 + np.asarray(x)) ** 2


WRONG = [
    ("no square", lambda x: 1 / (1 + np.abs(x))),
    ("no bars", no_abs),
    (
        "slope of |x| is 1",
        lambda x: (1 + np.abs(x) - x) / (1.0 + np.abs(x)) ** 2,
    ),
    ("plus", lambda x: (1 + 2 * np.abs(x)) / (1.0 + np.abs(x)) ** 2),
    ("the value", lambda x: x / (1 + np.abs(x))),
    ("sign of x", lambda x: np.sign(x) * right(x)),
    ("minus", lambda x: -right(x)),
    ("arctan", lambda x: 1 / (1.0 + np.square(np.asarray(x, float)))),
    ("tanh's rule", lambda x: 1 - (x / (1 + np.abs(x))) ** 2),
    ("sigmoid's rule", lambda x: x / (1 + np.abs(x)) * (1 - x / (1 + np.abs(x)))),
    ("nan at 0", nan_at_zero),
    ("0 at 0", lambda x: np.where(np.asarray(x) == 0, 0.0, right(x))),
    ("a half at 0", lambda x: np.where(np.asarray(x) == 0, 0.5, right(x))),
    ("one-sided difference", one_sided),
    ("central difference", central),
    ("if", one_number),
    ("in place", in_place),
    ("prints", prints),
    ("cube", lambda x: 1 / (1.0 + np.abs(x)) ** 3),
    ("twice", lambda x: 2 * right(x)),
    ("x squared on top", lambda x: np.square(np.asarray(x, float)) * right(x)),
    ("summed", lambda x: np.sum(right(x))),
    ("root", lambda x: 1 / np.sqrt(1 + np.abs(x))),
    ("slope of ReLU", lambda x: (np.asarray(x) > 0) * 1.0),
    ("1 - |x| below", lambda x: 1 / (1 + np.abs(np.abs(x) - 2.0)) ** 2),
]
