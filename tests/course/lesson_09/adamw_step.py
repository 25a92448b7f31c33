"""Answers to `adamw_step` in many styles, right and wrong."""

import numpy as np


def two_parts(w, m, s, g, t, eta, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * np.square(g)
    adam = m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps)
    return w - eta * (adam + decay * w), m, s


def shrink_first(w, m, s, g, t, eta, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    m, s = m + (1 - beta1) * (g - m), s + (1 - beta2) * (g * g - s)
    smaller = w * (1 - eta * decay)
    return [
        smaller - eta * m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps),
        m,
        s,
    ]


def with_helper(w, m, s, g, t, eta, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    def adam_step(w, m, s, g):
        m, s = beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
        hat = m / (1 - beta1**t), s / (1 - beta2**t)
        return w - eta * hat[0] / (np.sqrt(hat[1]) + eps), m, s

    new, m, s = adam_step(w, m, s, g)
    return new - eta * decay * w, m, s


RIGHT = [two_parts, shrink_first, with_helper]


def made(rule, extra=0.0):
    def answer(w, m, s, g, t, eta, decay, beta1=0.9, beta2=0.999, eps=1e-8):
        g = g + extra * decay * w
        m = beta1 * m + (1 - beta1) * g
        s = beta2 * s + (1 - beta2) * g**2
        a = m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps)
        return rule(w, m, s, a, eta, decay)

    return answer


WRONG = [
    ("L2", made(lambda w, m, s, a, eta, decay: (w - eta * a, m, s), 1.0)),
    ("L2 twice", made(lambda w, m, s, a, eta, decay: (w - eta * a, m, s), 2.0)),
    (
        "both",
        made(lambda w, m, s, a, eta, decay: (w - eta * a - eta * decay * w, m, s), 1.0),
    ),
    ("none", made(lambda w, m, s, a, eta, decay: (w - eta * a, m, s))),
    (
        "new weight",
        made(lambda w, m, s, a, eta, decay: ((w - eta * a) * (1 - eta * decay), m, s)),
    ),
    ("no eta", made(lambda w, m, s, a, eta, decay: (w - eta * a - decay * w, m, s))),
    (
        "plus",
        made(lambda w, m, s, a, eta, decay: (w - eta * a + eta * decay * w, m, s)),
    ),
    (
        "sign",
        made(
            lambda w, m, s, a, eta, decay: (
                w - eta * a - eta * decay * np.sign(w),
                m,
                s,
            )
        ),
    ),
    (
        "two",
        made(lambda w, m, s, a, eta, decay: (w - eta * a - 2 * eta * decay * w, m, s)),
    ),
    ("weight only", made(lambda w, m, s, a, eta, decay: w - eta * a - eta * decay * w)),
    ("up", made(lambda w, m, s, a, eta, decay: (w + eta * a - eta * decay * w, m, s))),
]
