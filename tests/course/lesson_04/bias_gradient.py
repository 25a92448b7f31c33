"""Answers to `bias_gradient` in many styles, right and wrong."""

from functools import partial

import numpy as np

from .shared import bias_list


def bias_loop(delta):
    total = np.zeros(delta.shape[1])
    for row in delta:
        total += row
    return total / len(delta)


def bias_ones(delta):
    N = delta.shape[0]
    return np.ones(N) @ delta / N


def bias_in_place(delta):
    for row in delta[1:]:
        delta[0] += row
    return delta[0] / len(delta)


RIGHT = [
    bias_loop,
    bias_list,
    bias_ones,
    lambda delta: delta.mean(axis=0),
    lambda delta: np.einsum("nk->k", delta) / len(delta),
    partial(np.average, axis=0),
]


WRONG = [
    ("sum", lambda delta: delta.sum(axis=0)),
    ("mean over the units", lambda delta: delta.mean(axis=1)),
    ("one number", lambda delta: delta.mean()),
    ("as a row (1, n)", lambda delta: delta.mean(axis=0, keepdims=True)),
    ("delta itself", lambda delta: delta),
    ("first sample", lambda delta: delta[0]),
    ("divides by the units", lambda delta: delta.sum(axis=0) / delta.shape[1]),
    ("wrong sign", lambda delta: -delta.mean(axis=0)),
    ("sum over the units", lambda delta: delta.sum(axis=1)),
    ("median", lambda delta: np.median(delta, axis=0)),
    ("changes delta", bias_in_place),
    ("divides by all entries", lambda delta: delta.sum(axis=0) / delta.size),
    ("divided twice", lambda delta: delta.mean(axis=0) / len(delta)),
    ("ones", lambda delta: np.ones(delta.shape[1])),
    ("absolute", lambda delta: np.abs(delta).mean(axis=0)),
    ("N - 1", lambda delta: delta.sum(axis=0) / max(len(delta) - 1, 1)),
    ("last sample", lambda delta: delta[-1]),
    ("squares", lambda delta: (delta**2).mean(axis=0)),
    ("standard deviation", lambda delta: delta.std(axis=0)),
    ("column", lambda delta: delta.mean(axis=0)[:, None]),
]
