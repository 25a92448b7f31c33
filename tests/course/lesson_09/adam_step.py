"""Answers to `adam_step` in many styles, right and wrong."""

import numpy as np


def four_lines(w, m, s, g, t, eta, beta1=0.9, beta2=0.999, eps=1e-8):
    first = beta1 * m + (1 - beta1) * g
    second = beta2 * s + (1 - beta2) * np.square(g)
    step = (first / (1 - beta1**t)) / (np.sqrt(second / (1 - beta2**t)) + eps)
    return w - eta * step, first, second


def as_pulls(w, m, s, g, t, eta, beta1=0.9, beta2=0.999, eps=1e-8):
    m = m + (1 - beta1) * (g - m)
    s = s + (1 - beta2) * (g * g - s)
    c1, c2 = 1 - np.power(beta1, t), 1 - np.power(beta2, t)
    return [w - eta / c1 * m / (np.sqrt(s) / np.sqrt(c2) + eps), m, s]


def by_loop(w, m, s, g, t, eta, beta1=0.9, beta2=0.999, eps=1e-8):
    W, M, S = (np.empty(w.shape) for _ in range(3))
    for i in np.ndindex(w.shape):
        M[i] = beta1 * m[i] + (1 - beta1) * g[i]
        S[i] = beta2 * s[i] + (1 - beta2) * g[i] ** 2
        W[i] = w[i] - eta * M[i] / (1 - beta1**t) / (
            (S[i] / (1 - beta2**t)) ** 0.5 + eps
        )
    return W, M, S


RIGHT = [four_lines, as_pulls, by_loop]


def made(rule):
    def answer(w, m, s, g, t, eta, beta1=0.9, beta2=0.999, eps=1e-8):
        m = beta1 * m + (1 - beta1) * g
        s = beta2 * s + (1 - beta2) * g**2
        return rule(w, m, s, g, 1 - beta1**t, 1 - beta2**t, eta, eps)

    return answer


def in_place(w, m, s, g, t, eta, beta1=0.9, beta2=0.999, eps=1e-8):
    m += (1 - beta1) * (g - m)
    s += (1 - beta2) * (g * g - s)
    return w - eta * m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps), m, s


def efficient(w, m, s, g, t, eta, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    rate = eta * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    return w - rate * m / (np.sqrt(s) + eps), m, s


WRONG = [
    (
        "root before the correction",
        made(
            lambda w, m, s, g, c, d, eta, eps: (
                w - eta * m / c / (np.sqrt(s) / d + eps),
                m,
                s,
            )
        ),
    ),
    (
        "no correction",
        made(
            lambda w, m, s, g, c, d, eta, eps: (w - eta * m / (np.sqrt(s) + eps), m, s)
        ),
    ),
    (
        "corrected kept",
        made(
            lambda w, m, s, g, c, d, eta, eps: (
                w - eta * m / c / (np.sqrt(s / d) + eps),
                m / c,
                s / d,
            )
        ),
    ),
    (
        "eps inside",
        made(
            lambda w, m, s, g, c, d, eta, eps: (
                w - eta * m / c / np.sqrt(s / d + eps),
                m,
                s,
            )
        ),
    ),
    (
        "m only",
        made(
            lambda w, m, s, g, c, d, eta, eps: (
                w - eta * m / c / (np.sqrt(s) + eps),
                m,
                s,
            )
        ),
    ),
    (
        "s only",
        made(
            lambda w, m, s, g, c, d, eta, eps: (
                w - eta * m / (np.sqrt(s / d) + eps),
                m,
                s,
            )
        ),
    ),
    (
        "no root",
        made(
            lambda w, m, s, g, c, d, eta, eps: (w - eta * m / c / (s / d + eps), m, s)
        ),
    ),
    (
        "g above",
        made(
            lambda w, m, s, g, c, d, eta, eps: (
                w - eta * g / (np.sqrt(s / d) + eps),
                m,
                s,
            )
        ),
    ),
    (
        "up",
        made(
            lambda w, m, s, g, c, d, eta, eps: (
                w + eta * m / c / (np.sqrt(s / d) + eps),
                m,
                s,
            )
        ),
    ),
    (
        "multiplied",
        made(
            lambda w, m, s, g, c, d, eta, eps: (
                w - eta * m * c / (np.sqrt(s * d) + eps),
                m,
                s,
            )
        ),
    ),
    (
        "order",
        made(
            lambda w, m, s, g, c, d, eta, eps: (
                m,
                s,
                w - eta * m / c / (np.sqrt(s / d) + eps),
            )
        ),
    ),
    (
        "weight only",
        made(
            lambda w, m, s, g, c, d, eta, eps: w - eta * m / c / (np.sqrt(s / d) + eps)
        ),
    ),
    ("in place", in_place),
    ("the paper's short form", efficient),
]
