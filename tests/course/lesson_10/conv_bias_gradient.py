"""Answers to `conv_bias_gradient` in many styles, right and wrong."""

import numpy as np


def by_loops(delta):
    db = np.zeros(delta.shape[3])
    for at in np.ndindex(*delta.shape[:3]):
        db += delta[at]
    return db / len(delta)


def by_rows(delta):
    rows = delta.reshape(-1, delta.shape[-1])
    return np.ones(len(rows)) @ rows / delta.shape[0]


def into_the_first(delta):
    total = delta[0]
    for d in delta[1:]:
        total += d
    return total.sum(axis=(0, 1)) / len(delta)


RIGHT = [
    lambda delta: delta.sum(axis=(1, 2)).mean(axis=0),
    lambda delta: np.einsum("nhwd->d", delta) / len(delta),
    by_loops,
    by_rows,
]

WRONG = [
    ("mean over all", lambda delta: delta.mean(axis=(0, 1, 2))),
    ("no mean", lambda delta: delta.sum(axis=(0, 1, 2))),
    ("places kept", lambda delta: delta.mean(axis=0)),
    ("samples kept", lambda delta: delta.sum(axis=(1, 2))),
    ("axis 1 kept", lambda delta: delta.sum(axis=(0, 2, 3)) / delta.shape[0]),
    ("over channels", lambda delta: delta.sum(axis=(0, 1, 2)) / delta.shape[3]),
    ("one number", lambda delta: delta.sum() / len(delta)),
    ("means exchanged", lambda delta: delta.sum(axis=0).mean(axis=(0, 1))),
    ("keepdims", lambda delta: delta.sum(axis=(0, 1, 2), keepdims=True) / len(delta)),
    ("into the first", into_the_first),
    ("opposite", lambda delta: -delta.sum(axis=(0, 1, 2)) / len(delta)),
    ("first sample", lambda delta: delta[0].sum(axis=(0, 1))),
    ("half", lambda delta: delta.sum(axis=(0, 1, 2)) / len(delta) / 2),
]
