"""Answers to `sigmoid` in many styles, right and wrong."""

import math

import numpy as np

from .shared import sigmoid, sigmoid_naive, sigmoid_recursive, sigmoid_where, slope_exp


def sigmoid_masks(x):
    x = np.asarray(x, dtype=float)
    out = np.empty_like(x)
    right = x >= 0
    out[right] = 1 / (1 + np.exp(-x[right]))
    e = np.exp(x[~right])
    out[~right] = e / (1 + e)
    return out


def sigmoid_quiet(x):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-np.asarray(x, dtype=float)))


def sigmoid_clip(x):
    return 1 / (1 + np.exp(-np.clip(x, -709, 709)))


def sigmoid_logaddexp(x):
    return np.exp(-np.logaddexp(0, np.negative(x)))


def sigmoid_clip_tight(x):
    return 1 / (1 + np.exp(-np.clip(x, -10, 10)))


def sigmoid_math(x):
    return 1 / (1 + math.exp(-x))


def sigmoid_other_side(x):
    return np.exp(x) / (1 + np.exp(x))


def sigmoid_where_naive(x):
    return np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))


def sigmoid_in_place(x):
    if isinstance(x, np.ndarray):
        x *= -1
        return 1 / (1 + np.exp(x))
    return sigmoid_naive(x)


RIGHT = [
    sigmoid,
    sigmoid_where,
    sigmoid_masks,
    sigmoid_recursive,
    sigmoid_quiet,
    sigmoid_clip,
    sigmoid_logaddexp,
]


WRONG = [
    ("overflow warns", sigmoid_naive),
    ("e^x / (1 + e^x) is nan far out", sigmoid_other_side),
    ("np.where computes both branches", sigmoid_where_naive),
    ("clips at 10", sigmoid_clip_tight),
    ("numbers only", sigmoid_math),
    ("changes x", sigmoid_in_place),
    ("sign of the exponent", lambda x: 1 / (1 + np.exp(np.clip(x, -700, 700)))),
    ("tanh", np.tanh),
    ("tanh not scaled in x", lambda x: 0.5 * (1 + np.tanh(x))),
    ("bracket missing", lambda x: 1 / 1 + np.exp(-np.clip(x, -700, 700))),
    ("minus for plus", lambda x: 1 / (1 - np.exp(-np.clip(x, -700, 700)) + 1e-300)),
    ("no 1", lambda x: 1 / np.exp(-np.clip(x, -700, 700))),
    ("slope", lambda x: slope_exp(x)),
    ("a step", lambda x: np.where(np.asarray(x) > 0, 1.0, 0.0)),
    ("hard sigmoid", lambda x: np.clip(0.2 * np.asarray(x) + 0.5, 0, 1)),
    ("relu", lambda x: np.maximum(0, x)),
    ("one half", lambda x: np.full(np.shape(x), 0.5)),
    ("rounded", lambda x: np.round(sigmoid(x), 2)),
    ("softmax", lambda x: np.exp(x - np.max(x)) / np.sum(np.exp(x - np.max(x)))),
    ("base 2", lambda x: sigmoid(np.asarray(x) * math.log(2))),
    ("scaled by 2", lambda x: sigmoid(2 * np.asarray(x))),
]
