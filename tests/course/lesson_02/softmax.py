"""Answers to `softmax` in many styles, right and wrong."""

import math

import numpy as np

from .shared import (
    softmax,
    softmax_argmax,
    softmax_atleast,
    softmax_axis0,
    softmax_loop,
    softmax_naive,
    softmax_whole_sum,
)


def softmax_transposed(z):
    e = np.exp((z.T - np.max(z, axis=-1)).T)
    return (e.T / np.sum(e, axis=-1)).T


def softmax_logsumexp(z):
    top = np.max(z, axis=-1, keepdims=True)
    log_total = top + np.log(np.sum(np.exp(z - top), axis=-1, keepdims=True))
    return np.exp(z - log_total)


def softmax_einsum(z):
    e = np.exp(z - np.max(z, -1)[..., None])
    return np.einsum("...k,...->...k", e, 1 / np.einsum("...k->...", e))


class Softmax:
    __name__ = "softmax"

    def __call__(self, z):
        e = np.exp(np.subtract(z, np.max(z, axis=-1, keepdims=True)))
        e /= e.sum(axis=-1, keepdims=True)
        return e


def softmax_whole_max(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e, axis=-1, keepdims=True)


def softmax_no_keepdims(z):
    e = np.exp(z - z.max(axis=-1))
    return e / e.sum(axis=-1)


def softmax_sum_no_keepdims(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1)


def softmax_in_place(z):
    z -= z.max(axis=-1, keepdims=True)
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)


def softmax_clip(z):
    e = np.exp(np.clip(z, -700, 700))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_unnormalised(z):
    return np.exp(z - np.max(z, axis=-1, keepdims=True))


def softmax_no_exp(z):
    return z / np.sum(z, axis=-1, keepdims=True)


def softmax_sigmoid(z):
    return 1 / (1 + np.exp(-z))


def softmax_subtract_sum(z):
    e = np.exp(z - z.sum(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_minus(z):
    e = np.exp(z.max(axis=-1, keepdims=True) - z)
    return e / e.sum(axis=-1, keepdims=True)


def softmax_log(z):
    z = z - np.max(z, axis=-1, keepdims=True)
    return z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))


def softmax_only_1d(z):
    top = max(z)
    e = [math.exp(s - top) for s in z]
    return np.array(e) / sum(e)


def softmax_divide_by_max(z):
    z = z / np.max(np.abs(z), axis=-1, keepdims=True)
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)


def softmax_epsilon(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / (e.sum(axis=-1, keepdims=True) + 1e-3)


def softmax_subtract_mean(z):
    e = np.exp(z - np.mean(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_where(z):
    """Shifts only where the scores are dangerous."""
    m = np.max(z, axis=-1, keepdims=True)
    e = np.exp(np.where(np.abs(m) > 100, z - m, z))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_shift_below(z):
    """Shifts the maximum only where it is positive: all low scores underflow."""
    m = np.maximum(np.max(z, axis=-1, keepdims=True), 0)
    e = np.exp(z - m)
    return e / e.sum(axis=-1, keepdims=True)


def softmax_rounded(z):
    return np.round(softmax(z), 4)


def softmax_squeezed(z):
    return np.squeeze(softmax(z))


def softmax_row_by_row_shared(z):
    """Normalises each row by the first row's sum."""
    z = np.atleast_2d(z)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e[0].sum()
    return p if len(p) > 1 else p[0]


RIGHT = [
    softmax,
    softmax_loop,
    softmax_transposed,
    softmax_logsumexp,
    softmax_einsum,
    softmax_atleast,
    softmax_where,
    Softmax(),
]


WRONG = [
    ("no maximum subtracted: overflow", softmax_naive),
    ("sum over the whole batch", softmax_whole_sum),
    ("one maximum for the whole batch: underflow", softmax_whole_max),
    ("sums down the samples", softmax_axis0),
    ("no keepdims", softmax_no_keepdims),
    ("no keepdims at the sum only", softmax_sum_no_keepdims),
    ("changes its argument", softmax_in_place),
    ("clips the scores", softmax_clip),
    ("doesn't divide by the sum", softmax_unnormalised),
    ("no exponential", softmax_no_exp),
    ("a sigmoid each", softmax_sigmoid),
    ("subtracts the sum", softmax_subtract_sum),
    ("exponent of the wrong sign", softmax_minus),
    ("hard maximum", softmax_argmax),
    ("log-softmax", softmax_log),
    ("one sample only", softmax_only_1d),
    ("divides by the maximum", softmax_divide_by_max),
    ("small number in the denominator", softmax_epsilon),
    ("subtracts the mean, which doesn't prevent overflow", softmax_subtract_mean),
    ("equal probabilities", lambda z: np.full(np.shape(z), 1 / np.shape(z)[-1])),
    ("the scores themselves", lambda z: z),
    ("forgets to return", lambda z: None),
    ("no shift for negative scores: underflow", softmax_shift_below),
    ("rounds", softmax_rounded),
    ("squeezes a batch of one", softmax_squeezed),
    ("every row over the first row's sum", softmax_row_by_row_shared),
    ("powers of two", lambda z: softmax(z * np.log(2))),
]
