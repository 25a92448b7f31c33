"""Answers to `rmsprop_step` in many styles, right and wrong."""

import numpy as np


def two_lines(w, s, g, eta, rho, eps=1e-8):
    mean = rho * s + (1 - rho) * np.square(g)
    return w - eta / (np.sqrt(mean) + eps) * g, mean


def as_a_pull(w, s, g, eta, rho, eps=1e-8):
    mean = s + (1 - rho) * (g * g - s)
    return [w - eta * (g / (mean**0.5 + eps)), mean]


def by_loop(w, s, g, eta, rho, eps=1e-8):
    new_w, new_s = np.zeros(w.shape), np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        new_s[i] = rho * s[i] + (1 - rho) * g[i] ** 2
        new_w[i] = w[i] - eta * g[i] / (np.sqrt(new_s[i]) + eps)
    return new_w, new_s


RIGHT = [two_lines, as_a_pull, by_loop]


def in_place(w, s, g, eta, rho, eps=1e-8):
    s *= rho
    s += (1 - rho) * g**2
    return w - eta * g / (np.sqrt(s) + eps), s


WRONG = [
    (
        "eps inside",
        lambda w, s, g, eta, rho, eps=1e-8: (
            w - eta * g / np.sqrt(rho * s + (1 - rho) * g**2 + eps),
            rho * s + (1 - rho) * g**2,
        ),
    ),
    (
        "no root",
        lambda w, s, g, eta, rho, eps=1e-8: (
            w - eta * g / (rho * s + (1 - rho) * g**2 + eps),
            rho * s + (1 - rho) * g**2,
        ),
    ),
    (
        "adagrad",
        lambda w, s, g, eta, rho, eps=1e-8: (
            w - eta * g / (np.sqrt(s + g**2) + eps),
            s + g**2,
        ),
    ),
    (
        "old s",
        lambda w, s, g, eta, rho, eps=1e-8: (
            w - eta * g / (np.sqrt(s) + eps),
            rho * s + (1 - rho) * g**2,
        ),
    ),
    (
        "rho exchanged",
        lambda w, s, g, eta, rho, eps=1e-8: (
            w - eta * g / (np.sqrt((1 - rho) * s + rho * g**2) + eps),
            (1 - rho) * s + rho * g**2,
        ),
    ),
    (
        "whole square",
        lambda w, s, g, eta, rho, eps=1e-8: (
            w - eta * g / (np.sqrt(rho * s + g**2) + eps),
            rho * s + g**2,
        ),
    ),
    (
        "up",
        lambda w, s, g, eta, rho, eps=1e-8: (
            w + eta * g / (np.sqrt(rho * s + (1 - rho) * g**2) + eps),
            rho * s + (1 - rho) * g**2,
        ),
    ),
    (
        "sign",
        lambda w, s, g, eta, rho, eps=1e-8: (
            w - eta * np.sign(g),
            rho * s + (1 - rho) * g**2,
        ),
    ),
    ("s only", lambda w, s, g, eta, rho, eps=1e-8: rho * s + (1 - rho) * g**2),
    (
        "norm of all",
        lambda w, s, g, eta, rho, eps=1e-8: (
            w - eta * g / (np.sqrt((rho * s + (1 - rho) * g**2).sum()) + eps),
            rho * s + (1 - rho) * g**2,
        ),
    ),
    (
        "eps times eta",
        lambda w, s, g, eta, rho, eps=1e-8: (
            w - eta * g / np.sqrt(rho * s + (1 - rho) * g**2) + eps,
            rho * s + (1 - rho) * g**2,
        ),
    ),
    ("in place", in_place),
    (
        "g squared above",
        lambda w, s, g, eta, rho, eps=1e-8: (
            w - eta * g**2 / (np.sqrt(rho * s + (1 - rho) * g**2) + eps),
            rho * s + (1 - rho) * g**2,
        ),
    ),
]
