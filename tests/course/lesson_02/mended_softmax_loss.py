"""Answers to `mended_softmax_loss` in many styles, right and wrong."""

import numpy as np


def rows(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def whole(z):
    with np.errstate(invalid="ignore"):
        e = np.exp(z - np.max(z))
        return e / np.sum(e, axis=-1, keepdims=True)


def quiet_log(p):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(p)


def mended(z, y):
    p = rows(z)
    return -np.sum(y * np.log(p), axis=-1), p - y


def fused(z, y):
    shifted = z - z.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -(y * log_p).sum(axis=1), np.exp(log_p) - y


def by_loop(z, y):
    losses, gradients = [], []
    for row, target in zip(z, y):
        p = rows(row)
        losses.append(sum(-t * np.log(q) for t, q in zip(target, p) if t > 0))
        gradients.append(p - target)
    return np.array(losses), np.array(gradients)


def by_einsum(z, y):
    p = rows(z)
    return [-np.einsum("nk,nk->n", y, np.log(p)), p - y]


def given(z, y):
    e = np.exp(z - np.max(z))
    p = e / np.sum(e, axis=-1, keepdims=True)
    E = -np.log(np.sum(y * p, axis=-1))
    return E, p - y


def given_log_mended(z, y):
    e = np.exp(z - np.max(z))
    p = e / np.sum(e, axis=-1, keepdims=True)
    return -np.sum(y * np.log(p), axis=-1), p - y


def given_shift_mended(z, y):
    p = rows(z)
    return -np.log(np.sum(y * p, axis=-1)), p - y


def no_shift(z, y):
    e = np.exp(z)
    p = e / np.sum(e, axis=-1, keepdims=True)
    return -np.sum(y * np.log(p), axis=-1), p - y


def part(E=lambda p, y: -np.sum(y * quiet_log(p), axis=-1), dz=lambda p, y: p - y):
    return lambda z, y: (E(rows(z), y), dz(rows(z), y))


RIGHT = [mended, fused, by_loop, by_einsum]

WRONG = [
    ("nothing mended", given),
    ("the logarithm only", given_log_mended),
    ("the shift only", given_shift_mended),
    ("no shift at all", no_shift),
    ("one number", part(E=lambda p, y: -np.sum(y * np.log(p)))),
    ("the mean", part(E=lambda p, y: -np.sum(y * np.log(p)) / len(p))),
    ("down the columns", part(E=lambda p, y: -np.sum(y * np.log(p), axis=0))),
    ("y in the logarithm", part(E=lambda p, y: -np.sum(quiet_log(y * p), axis=-1))),
    ("E with a plus", part(E=lambda p, y: np.sum(y * np.log(p), axis=-1))),
    ("the gradient turned", part(dz=lambda p, y: y - p)),
    ("the gradient divided", part(dz=lambda p, y: (p - y) / len(y))),
    ("a sigmoid's slope too", part(dz=lambda p, y: (p - y) * p * (1 - p))),
    (
        "a small number in the log",
        part(E=lambda p, y: -np.sum(y * np.log(p + 1e-6), axis=-1)),
    ),
    ("E alone", lambda z, y: -np.sum(y * np.log(rows(z)), axis=-1)),
]
