"""Answers to `swish_derivative` in many styles, right and wrong."""

import math

import numpy as np

from .shared import sigmoid, sigmoid_where, slope_exp


def with_helpers(x):
    s = sigmoid_where(x)
    return s * (1 + np.asarray(x) * (1 - s))


def from_the_value(x):
    f = np.asarray(x) * sigmoid(x)
    return f + sigmoid(x) * (1 - f)


def by_tanh(x):
    half = np.tanh(0.5 * np.asarray(x))
    return 0.5 * (1 + half) + np.asarray(x) * (1 - half**2) / 4


def by_loop(x):
    flat = [one(float(v)) for v in np.ravel(x)]
    return np.array(flat).reshape(np.shape(x))


def one(x):
    if x < -700:
        return 0.0
    s = 1 / (1 + math.exp(-x))
    return s + x * s * (1 - s)


def clipped_far_out(x):
    s = 1 / (1 + np.exp(-np.clip(x, -600, 600)))
    return s + np.asarray(x) * s * sigmoid(-np.asarray(x))


def by_complex_step(x):
    z = np.asarray(x) + 1e-30j
    safe = np.maximum(z, -700)
    return (z / (1 + np.exp(-safe))).imag / 1e-30


RIGHT = [
    with_helpers,
    from_the_value,
    by_tanh,
    by_loop,
    clipped_far_out,
    by_complex_step,
    lambda x: sigmoid(x) + np.asarray(x) * slope_exp(x),
]


def naive(x):
    s = 1 / (1 + np.exp(-x))
    return s + x * s * (1 - s)


def quotient(x):
    with np.errstate(all="ignore"):
        e = np.exp(-x)
        return (1 + e + x * e) / (1 + e) ** 2


def prints(x):
    s = sigmoid(x)
    print(s + np.asarray(x) * s * (1 - s))


def in_place(x):
    s = sigmoid(x)
    x *= s * (1 - s)
    return s + x


def numbers_only(x):
    s = 1 / (1 + math.exp(-x))
    return s + x * s * (1 - s)


def only_a_row(x):
    out = np.zeros(len(x))
    for i in range(len(x)):
        out[i] = one(float(x[i]))
    return out


WRONG = [
    ("naive, warns", naive),
    ("exponentials over exponentials", quotient),
    ("sigma alone", sigmoid),
    ("x times slope of sigma", lambda x: np.asarray(x) * slope_exp(x)),
    ("slope of sigma", slope_exp),
    ("minus", lambda x: sigmoid(x) - np.asarray(x) * slope_exp(x)),
    ("no x", lambda x: sigmoid(x) + slope_exp(x)),
    ("the value", lambda x: np.asarray(x) * sigmoid(x)),
    ("f (1 - f)", lambda x: x * sigmoid(x) * (1 - x * sigmoid(x))),
    ("x (1 - x)", lambda x: sigmoid(x) + np.asarray(x) * x * (1 - np.asarray(x))),
    ("sigma of sigma", lambda x: sigmoid(x) + np.asarray(x) * slope_exp(sigmoid(x))),
    ("1 - sigma", lambda x: sigmoid(x) + np.asarray(x) * (1 - sigmoid(x))),
    ("tanh's rule", lambda x: sigmoid(x) + np.asarray(x) * (1 - sigmoid(x) ** 2)),
    ("sigma squared", lambda x: sigmoid(x) + np.asarray(x) * sigmoid(x) ** 2),
    ("slope of ReLU", lambda x: (np.asarray(x) > 0) * 1.0),
    ("slope of tanh", lambda x: np.tanh(x) + x * (1 - np.tanh(x) ** 2)),
    ("exponent without minus", lambda x: sigmoid(-np.asarray(x)) + x * slope_exp(x)),
    ("1 + x twice", lambda x: (1 + np.asarray(x)) * slope_exp(x)),
    ("negative of it", lambda x: -with_helpers(x)),
    ("summed", lambda x: np.sum(with_helpers(x))),
    ("prints", prints),
    ("in place", in_place),
    ("numbers only", numbers_only),
    ("a row only", only_a_row),
    ("clipped at 5", lambda x: with_helpers(np.clip(x, -5, 5))),
    ("rounded", lambda x: np.round(with_helpers(x), 3)),
]
