"""Answers to `kl_divergence` in many styles, right and wrong."""

import math

import numpy as np

from .shared import ce_where


def kl_loop(y, p):
    total = 0.0
    for yk, pk in zip(y, p):
        if yk > 0:
            if pk == 0:
                return float("inf")
            total += yk * math.log(yk / pk)
    return total


def kl_mask(y, p):
    m = np.asarray(y) > 0
    y, p = np.asarray(y)[m], np.asarray(p)[m]
    with np.errstate(divide="ignore"):
        return np.sum(y * (np.log(y) - np.log(p)))


def kl_difference(y, p):
    return ce_where(p, y) - ce_where(y, y)


def kl_where(y, p):
    safe = np.where(y > 0, y, 1.0)
    with np.errstate(divide="ignore"):
        return float(np.sum(np.where(y > 0, y * np.log(safe / p), 0.0)))


def kl_short(y, p):
    m = y != 0
    return (y[m] * np.log(y[m] / p[m])).sum()


def kl_recursive(y, p):
    if len(y) == 0:
        return 0.0
    rest = kl_recursive(y[1:], p[1:])
    if y[0] == 0:
        return rest
    return rest + (y[0] * math.log(y[0] / p[0]) if p[0] > 0 else math.inf)


def kl_nan(y, p):
    return np.sum(y * np.log(y / p))


def kl_swapped(y, p):
    m = p > 0
    with np.errstate(all="ignore"):
        return np.sum(p[m] * np.log(p[m] / y[m]))


def kl_swapped_arguments(p, y):
    m = y > 0
    with np.errstate(all="ignore"):
        return np.sum(y[m] * np.log(y[m] / p[m]))


def kl_ratio_upside_down(y, p):
    m = y > 0
    with np.errstate(all="ignore"):
        return np.sum(y[m] * np.log(p[m] / y[m]))


def kl_cross_entropy(y, p):
    m = y > 0
    with np.errstate(all="ignore"):
        return -np.sum(y[m] * np.log(p[m]))


def kl_plus_entropy(y, p):
    m = y > 0
    with np.errstate(all="ignore"):
        return -np.sum(y[m] * np.log(p[m])) - np.sum(y[m] * np.log(y[m]))


def kl_epsilon(y, p):
    return np.sum(y * np.log((y + 1e-9) / (p + 1e-9)))


def kl_mean(y, p):
    m = y > 0
    with np.errstate(all="ignore"):
        return np.mean(y[m] * np.log(y[m] / p[m]))


def kl_log2(y, p):
    m = y > 0
    with np.errstate(all="ignore"):
        return np.sum(y[m] * np.log2(y[m] / p[m]))


def kl_symmetric(y, p):
    m = (y > 0) & (p > 0)
    y, p = y[m], p[m]
    return 0.5 * np.sum(y * np.log(y / p) + p * np.log(p / y))


def kl_absolute(y, p):
    m = y > 0
    with np.errstate(all="ignore"):
        return np.sum(np.abs(y[m] * np.log(y[m] / p[m])))


def kl_both_masked(y, p):
    m = (y > 0) & (p > 0)
    return np.sum(y[m] * np.log(y[m] / p[m]))


def kl_no_weight(y, p):
    m = y > 0
    with np.errstate(all="ignore"):
        return np.sum(np.log(y[m] / p[m]))


def kl_wrong_weight(y, p):
    m = y > 0
    with np.errstate(all="ignore"):
        return np.sum(p[m] * np.log(y[m] / p[m]))


def kl_vector(y, p):
    with np.errstate(all="ignore"):
        return np.where(y > 0, y * np.log(y / p), 0)


RIGHT = [
    kl_loop,
    kl_mask,
    kl_difference,
    kl_where,
    kl_short,
    kl_recursive,
]


WRONG = [
    ("0 log 0 is nan", kl_nan),
    ("the other direction", kl_swapped),
    ("parameters in the wrong order", kl_swapped_arguments),
    ("ratio upside down", kl_ratio_upside_down),
    ("forgets the entropy: cross-entropy", kl_cross_entropy),
    ("adds the entropy", kl_plus_entropy),
    ("small number in the logarithm", kl_epsilon),
    ("mean", kl_mean),
    ("base 2", kl_log2),
    ("symmetric version", kl_symmetric),
    ("absolute values of the terms", kl_absolute),
    ("leaves out p = 0", kl_both_masked),
    ("doesn't weight by y", kl_no_weight),
    ("a vector", kl_vector),
    ("difference of the two", lambda y, p: np.sum(y - p)),
    ("zero", lambda y, p: 0.0),
    ("never negative, by force", lambda y, p: max(0.0, kl_both_masked(y, p))),
    ("weight p, ratio y over p", kl_wrong_weight),
    ("sum of absolute differences", lambda y, p: np.sum(np.abs(y - p))),
]
