"""Answers to `leaky_relu_derivative` in many styles, right and wrong."""

import numpy as np


def leaky_mask(x, p=0.01):
    out = np.full(np.shape(x), p)
    out[np.asarray(x) > 0] = 1.0
    return out


def leaky_other_default(x, p=0.2):
    return np.where(np.asarray(x) > 0, 1.0, p)


def leaky_fixed(x, p=0.01):
    return np.where(np.asarray(x) > 0, 1.0, 0.01)


def leaky_integers(x, p=0.01):
    out = np.ones(np.shape(x), dtype=int)
    out[np.asarray(x) <= 0] = p
    return out


def leaky_in_place(x, p=0.01):
    x = np.asarray(x)
    x[x > 0] = 1
    x[x < 0] = p
    return x


RIGHT = [
    leaky_mask,
    lambda x, p=0.01: np.where(np.asarray(x) > 0, 1.0, p),
    lambda x, p=0.01: np.where(np.asarray(x) < 0, p, 1.0),
    lambda x, p=0.01: p + (1 - p) * np.heaviside(x, 0.5),
    lambda x, p=0.01: np.array([1 if v > 0 else p for v in np.ravel(x)]).reshape(
        np.shape(x)
    ),
]


WRONG = [
    ("value", lambda x, p=0.01: np.where(np.asarray(x) > 0, x, p * np.asarray(x))),
    ("0 below", lambda x, p=0.01: np.where(np.asarray(x) > 0, 1.0, 0.0)),
    ("-p below", lambda x, p=0.01: np.where(np.asarray(x) > 0, 1.0, -p)),
    (
        "p x below",
        lambda x, p=0.01: np.where(np.asarray(x) > 0, 1.0, p * np.asarray(x)),
    ),
    ("wrong way round", lambda x, p=0.01: np.where(np.asarray(x) > 0, p, 1.0)),
    ("fixed 0.01", leaky_fixed),
    ("default 0.2", leaky_other_default),
    ("integers cut p", leaky_integers),
    ("changes x", leaky_in_place),
    ("p everywhere", lambda x, p=0.01: np.full(np.shape(x), p)),
    ("1 everywhere", lambda x, p=0.01: np.ones(np.shape(x))),
    ("1 - p below", lambda x, p=0.01: np.where(np.asarray(x) > 0, 1.0, 1 - p)),
    ("1/p below", lambda x, p=0.01: np.where(np.asarray(x) > 0, 1.0, 1 / p)),
    ("0 at 0", lambda x, p=0.01: (np.asarray(x) > 0) + p * (np.asarray(x) < 0)),
    ("1 + p above", lambda x, p=0.01: np.where(np.asarray(x) > 0, 1 + p, p)),
    (
        "both at 0",
        lambda x, p=0.01: (np.asarray(x) >= 0) + p * (np.asarray(x) <= 0),
    ),
    ("x above", lambda x, p=0.01: np.where(np.asarray(x) > 0, x, p)),
    ("p squared", lambda x, p=0.01: np.where(np.asarray(x) > 0, 1.0, p**2)),
    (
        "elu",
        lambda x, p=0.01: np.where(
            np.asarray(x) > 0, 1.0, p * np.exp(np.minimum(x, 0))
        ),
    ),
    ("max(1, p)", lambda x, p=0.01: np.maximum(1.0, p * np.ones(np.shape(x)))),
]
