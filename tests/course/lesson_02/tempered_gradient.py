"""Answers to `tempered_gradient` in many styles, right and wrong."""

import numpy as np


def p(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def right(z, y, tau):
    return (p(z / tau) - y) / tau


def by_rows(z, y, tau):
    if z.ndim == 2:
        return [by_rows(a, b, tau) for a, b in zip(z, y)]
    e = np.exp((z - z.max()) / tau)
    return (e / np.sum(e) - y) / tau


def coldness(z, y, tau):
    beta = 1 / tau
    return beta * p(beta * z) - beta * y


def by_jacobian(z, y, tau):
    q = p(z / tau)
    slope = np.eye(z.shape[-1]) - np.expand_dims(q, -2)
    return -np.einsum("...i,...ij->...j", y, slope) / tau


def negative(z, y, tau):
    return np.subtract(y, p(z / tau)) / -tau


RIGHT = [right, by_rows, coldness, by_jacobian, negative]


def naive(z, y, tau):
    with np.errstate(all="ignore"):
        e = np.exp(z / tau)
        return (e / e.sum(axis=-1, keepdims=True) - y) / tau


def warns(z, y, tau):
    e = np.exp(z / tau)
    return (e / e.sum(axis=-1, keepdims=True) - y) / tau


def in_place(z, y, tau):
    z /= tau
    return (p(z) - y) / tau


def down(z, y, tau):
    e = np.exp((z - z.max(axis=0)) / tau)
    return (e / e.sum(axis=0) - y) / tau


def over_all(z, y, tau):
    e = np.exp((z - z.max()) / tau)
    return (e / e.sum() - y) / tau


def loss(z, y, tau):
    u = (z - z.max(axis=-1, keepdims=True)) / tau
    return -(y * (u - np.log(np.exp(u).sum(axis=-1, keepdims=True)))).sum(axis=-1)


def prints(z, y, tau):
    print(right(z, y, tau))


WRONG = [
    ("no outer factor", lambda z, y, tau: p(z / tau) - y),
    ("times tau", lambda z, y, tau: tau * (p(z / tau) - y)),
    ("tau squared", lambda z, y, tau: (p(z / tau) - y) / tau**2),
    ("plain", lambda z, y, tau: p(z) - y),
    ("outside only", lambda z, y, tau: (p(z) - y) / tau),
    ("scores times tau", lambda z, y, tau: (p(z * tau) - y) / tau),
    ("times tau twice", lambda z, y, tau: (p(z * tau) - y) * tau),
    ("p alone divided", lambda z, y, tau: p(z / tau) / tau - y),
    ("y alone divided", lambda z, y, tau: p(z / tau) - y / tau),
    ("sign", lambda z, y, tau: (y - p(z / tau)) / tau),
    ("p divided", lambda z, y, tau: (p(z) / tau - y) / tau),
    ("slope", lambda z, y, tau: right(z, y, tau) * p(z / tau) * (1 - p(z / tau))),
    ("mean", lambda z, y, tau: right(z, y, tau) / (len(z) if z.ndim > 1 else 1)),
    ("mean over all", lambda z, y, tau: right(z, y, tau) / z.size),
    ("down", down),
    ("over everything", over_all),
    ("scores", lambda z, y, tau: (z / tau - y) / tau),
    ("unshifted", naive),
    ("unshifted, warns", warns),
    ("in place", in_place),
    ("the loss", loss),
    ("prints", prints),
    ("minus 1/tau squared", lambda z, y, tau: -(p(z / tau) - y) / tau**2),
    ("with the scores", lambda z, y, tau: (p(z / tau) - y) * -z / tau**2),
    ("sigmoid", lambda z, y, tau: (0.5 * (1 + np.tanh(z / tau / 2)) - y) / tau),
    ("-y / p", lambda z, y, tau: -y / np.maximum(p(z / tau), 1e-300) / tau),
]
