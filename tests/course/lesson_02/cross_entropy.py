"""Answers to `cross_entropy` in many styles, right and wrong."""

import math

import numpy as np

from .shared import ce_where


def ce_loop(p, y):
    total = 0.0
    for pk, yk in zip(p, y):
        if yk == 0:
            continue
        if pk == 0:
            return math.inf
        total -= yk * math.log(pk)
    return total


def ce_mask(p, y):
    used = y > 0
    with np.errstate(divide="ignore"):
        return -np.sum(y[used] * np.log(p[used]))


def ce_ufunc_where(p, y):
    logs = np.zeros(len(p))
    with np.errstate(divide="ignore"):
        np.log(p, out=logs, where=np.asarray(y) != 0)
    return -np.dot(y, logs)


def ce_generator(p, y):
    return float(
        sum(
            yk * (-math.log(pk) if pk > 0 else math.inf)
            for pk, yk in zip(p, y)
            if yk != 0
        )
    )


def ce_short(p, y):
    return -np.sum(y[y > 0] * np.log(p[y > 0]))


def ce_nan(p, y):
    return -np.sum(y * np.log(p))


def ce_epsilon(p, y):
    return -np.sum(y * np.log(p + 1e-12))


def ce_clip(p, y):
    return -np.sum(y * np.log(np.clip(p, 1e-7, 1)))


def ce_sign(p, y):
    m = y > 0
    return np.sum(y[m] * np.log(p[m]))


def ce_mean(p, y):
    m = y > 0
    return -np.mean(y[m] * np.log(p[m]))


def ce_log2(p, y):
    m = y > 0
    return -np.sum(y[m] * np.log2(p[m]))


def ce_log10(p, y):
    m = y > 0
    return -np.sum(y[m] * np.log10(p[m]))


def ce_swapped(p, y):
    m = p > 0
    with np.errstate(divide="ignore"):
        return -np.sum(p[m] * np.log(y[m]))


def ce_binary(p, y):
    with np.errstate(all="ignore"):
        return -np.nansum(y * np.log(p) + (1 - y) * np.log(1 - p))


def ce_argmax(p, y):
    with np.errstate(divide="ignore"):
        return -np.log(p[np.argmax(y)])


def ce_mask_p(p, y):
    m = p > 0
    return -np.sum(y[m] * np.log(p[m]))


def ce_nansum(p, y):
    with np.errstate(all="ignore"):
        return -np.nansum(y * np.log(p))


def ce_no_y(p, y):
    m = y > 0
    with np.errstate(divide="ignore"):
        return -np.sum(np.log(p[m]))


def ce_vector(p, y):
    with np.errstate(all="ignore"):
        return np.where(y > 0, -y * np.log(p), 0.0)


def ce_nan_to_num(p, y):
    with np.errstate(all="ignore"):
        return -np.sum(np.nan_to_num(y * np.log(p)))


RIGHT = [
    ce_loop,
    ce_mask,
    ce_where,
    ce_ufunc_where,
    ce_generator,
    ce_nansum,
    ce_short,
]


WRONG = [
    ("0 log 0 is nan", ce_nan),
    ("small number in the logarithm", ce_epsilon),
    ("clips the probabilities", ce_clip),
    ("forgets the minus", ce_sign),
    ("mean instead of the sum", ce_mean),
    ("logarithm to base 2", ce_log2),
    ("logarithm to base 10", ce_log10),
    ("p and y swapped", ce_swapped),
    ("binary cross-entropy of every entry", ce_binary),
    ("only the largest y counts", ce_argmax),
    ("leaves out p = 0, where y > 0 makes it infinite", ce_mask_p),
    ("mean over the classes", lambda p, y: ce_where(p, y) / len(p)),
    ("p and y swapped, in a nansum", lambda p, y: ce_nansum(y, p)),
    ("doesn't weight by y", ce_no_y),
    ("a vector", ce_vector),
    ("nan_to_num makes the infinity finite", ce_nan_to_num),
    ("squared error", lambda p, y: 0.5 * np.sum((p - y) ** 2)),
    ("y (1 - p)", lambda p, y: np.sum(y * (1 - p))),
    ("log outside of the sum", lambda p, y: -np.log(np.sum(p * y))),
    ("zero", lambda p, y: 0.0),
    ("gradient instead of the value", lambda p, y: p - y),
    ("only y above one half", lambda p, y: -np.sum(np.log(p[y > 0.5]))),
    ("infinity made large", lambda p, y: min(ce_where(p, y), 1e9)),
    ("adds one in the logarithm", lambda p, y: -np.sum(y * np.log(1 + p))),
    ("divides by y", lambda p, y: -np.sum(np.log(p[y > 0]) / y[y > 0])),
]
