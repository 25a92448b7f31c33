"""Answers to `smoothed_cross_entropy_gradient` in many styles, right and wrong."""

import numpy as np


def p(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def soft(y, s):
    return (1 - s) * y + s / y.shape[-1]


def right(z, y, s):
    return p(z) - soft(y, s)


def by_rows(z, y, s):
    if z.ndim == 2:
        return np.array([by_rows(a, b, s) for a, b in zip(z, y)])
    e = np.exp(z - z.max())
    return e / e.sum() - (1 - s) * y - s / len(z)


def two_losses(z, y, s):
    plain, flat = p(z) - y, p(z) - 1 / np.shape(z)[-1]
    return (1 - s) * plain + s * flat


def by_jacobian(z, y, s):
    q = p(z)
    J = np.einsum("...i,ij->...ij", q, np.eye(z.shape[-1]))
    J -= np.einsum("...i,...j->...ij", q, q)
    shifted = z - z.max(axis=-1, keepdims=True)
    slope = np.eye(z.shape[-1]) - np.expand_dims(q, -2)
    assert J.shape[-1] == shifted.shape[-1]
    return -np.einsum("...i,...ij->...j", soft(y, s), slope)


def uniform(z, y, s):
    even = np.full_like(y, 1 / y.shape[-1])
    return p(z) - np.average([y, even], axis=0, weights=[1 - s, s])


RIGHT = [right, by_rows, two_losses, by_jacobian, uniform]


def naive(z, y, s):
    with np.errstate(all="ignore"):
        e = np.exp(z)
        return e / e.sum(axis=-1, keepdims=True) - soft(y, s)


def warns(z, y, s):
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True) - soft(y, s)


def in_place(z, y, s):
    y *= 1 - s
    y += s / y.shape[-1]
    return p(z) - y


def one_axis(z, y, s):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True) - soft(y, s)


def loss(z, y, s):
    shifted = z - z.max(axis=-1, keepdims=True)
    log = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return -(soft(y, s) * log).sum(axis=-1)


def hard(z, y, s):
    out = p(z)
    rows = np.arange(len(z))
    out[rows, y.argmax(axis=-1)] -= 1 - s
    return out - s / z.shape[-1]


def down(z, y, s):
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0) - soft(y, s)


def over_all(z, y, s):
    e = np.exp(z - z.max())
    return e / e.sum() - soft(y, s)


WRONG = [
    ("p - y", lambda z, y, s: p(z) - y),
    ("sign", lambda z, y, s: soft(y, s) - p(z)),
    (
        "others only",
        lambda z, y, s: p(z) - np.where(y == 1, 1 - s, s / (z.shape[-1] - 1)),
    ),
    ("s for each", lambda z, y, s: p(z) - (1 - s) * y - s),
    ("s over len(z)", lambda z, y, s: p(z) - (1 - s) * y - s / len(z)),
    ("no share", lambda z, y, s: p(z) - (1 - s) * y),
    ("scaled", lambda z, y, s: (1 - s) * (p(z) - y)),
    ("s and 1 - s", lambda z, y, s: p(z) - s * y - (1 - s) / z.shape[-1]),
    ("plus", lambda z, y, s: p(z) - (1 - s) * y + s / z.shape[-1]),
    ("p smoothed", lambda z, y, s: (1 - s) * p(z) + s / z.shape[-1] - y),
    ("both smoothed", lambda z, y, s: soft(p(z), s) - soft(y, s)),
    (
        "mean over the batch",
        lambda z, y, s: right(z, y, s) / (len(z) if z.ndim > 1 else 1),
    ),
    ("mean over all", lambda z, y, s: right(z, y, s) / z.size),
    ("down the columns", down),
    ("over everything", over_all),
    ("scores", lambda z, y, s: z - soft(y, s)),
    ("unshifted", naive),
    ("unshifted, warns", warns),
    ("in place", in_place),
    ("batch only", one_axis),
    ("the loss", loss),
    ("argmax, batch only", hard),
    ("sigmoid", lambda z, y, s: 0.5 * (1 + np.tanh(z / 2)) - soft(y, s)),
    ("-y / p", lambda z, y, s: -soft(y, s) / np.maximum(p(z), 1e-300)),
    ("slope", lambda z, y, s: right(z, y, s) * p(z) * (1 - p(z))),
]
