"""Answers to `relu_derivative` in many styles, right and wrong."""

import numpy as np

from .shared import sigmoid, slope_exp


def relu_loop(x):
    if np.ndim(x) == 0:
        return 1.0 if x > 0 else 0.0
    return np.array([relu_loop(v) for v in x])


def relu_mask(x):
    out = np.zeros(np.shape(x))
    out[np.asarray(x) > 0] = 1
    return out


def relu_bool_number(x):
    return (np.asarray(x) > 0).astype(float)


RIGHT = [
    relu_loop,
    relu_mask,
    relu_bool_number,
    lambda x: np.where(np.asarray(x) > 0, 1, 0),
    lambda x: np.where(np.asarray(x) >= 0, 1.0, 0.0),
    lambda x: np.heaviside(x, 0.5),
    lambda x: (np.sign(x) + 1) / 2,
]


WRONG = [
    ("relu itself", lambda x: np.maximum(0, x)),
    ("sign", np.sign),
    ("1 everywhere", lambda x: np.ones(np.shape(x))),
    ("wrong way round", lambda x: np.where(np.asarray(x) > 0, 0.0, 1.0)),
    ("x above 0", lambda x: np.where(np.asarray(x) > 0, x, 0)),
    ("1 only above 1", lambda x: np.where(np.asarray(x) >= 1, 1.0, 0.0)),
    ("leaky", lambda x: np.where(np.asarray(x) > 0, 1.0, 0.01)),
    ("-1 below", lambda x: np.where(np.asarray(x) > 0, 1.0, -1.0)),
    ("x / |x|", lambda x: x / np.abs(x)),
    ("relu / x", lambda x: np.maximum(0, x) / x),
    ("sigmoid's slope", lambda x: slope_exp(x)),
    ("sigmoid", sigmoid),
    ("one number", lambda x: float(np.any(np.asarray(x) > 0))),
    ("2 at 0", lambda x: np.where(np.asarray(x) == 0, 2.0, np.asarray(x) > 0)),
    ("integer part", lambda x: np.clip(np.floor(x), 0, 1)),
    ("numbers only", lambda x: 1.0 if x > 0 else 0.0),
    ("max of 0 and 1", lambda x: np.maximum(0, np.ones(np.shape(x)))),
    ("zeros", lambda x: np.zeros(np.shape(x))),
    ("clipped x", lambda x: np.clip(x, 0, 1)),
    ("above -1e-3", lambda x: np.where(np.asarray(x) > -1e-3, 1.0, 0.0)),
]
