"""Answers to `used_twice_gradient` in many styles, right and wrong."""

import math

import numpy as np


def sigma(z):
    return 1 / (1 + np.exp(-z))


def by_product_rule(x, w, b, t):
    s = sigma(w * x + b)
    slope = s * (1 - s)
    r = w * s - t
    return r * (s + w * slope * x), r * w * slope


def two_names(x, w, b, t):
    u = v = w
    s = sigma(v * x + b)
    dE_do = u * s - t
    dE_du = dE_do * s
    dE_ds = dE_do * u
    dE_dz = dE_ds * s * (1 - s)
    return [dE_du + dE_dz * x, dE_dz]


def with_math(x, w, b, t):
    s = 1 / (1 + math.exp(-(w * x + b)))
    e = w * s - t
    inner = e * w * s * (1 - s)
    return e * s + inner * x, inner


def by_complex_step(x, w, b, t):
    def loss(w, b):
        return 0.5 * (w / (1 + np.exp(-(w * x + b))) - t) ** 2

    h = 1e-20
    return loss(w + 1j * h, b).imag / h, loss(w, b + 1j * h).imag / h


RIGHT = [by_product_rule, two_names, with_math, by_complex_step]


def made(rule):
    def answer(x, w, b, t):
        s = sigma(w * x + b)
        return rule(x, w, s, w * s - t, s * (1 - s), t)

    return answer


def prints(x, w, b, t):
    print(by_product_rule(x, w, b, t))


def one_sided(x, w, b, t, h=1e-4):
    def loss(w, b):
        return 0.5 * (w * sigma(w * x + b) - t) ** 2

    start = loss(w, b)
    return (loss(w + h, b) - start) / h, (loss(w, b + h) - start) / h


def loss_itself(x, w, b, t):
    return 0.5 * (w * sigma(w * x + b) - t) ** 2


WRONG = [
    ("in front only", made(lambda x, w, s, e, d, t: (e * s, e * w * d))),
    ("inside only", made(lambda x, w, s, e, d, t: (e * w * d * x, e * w * d))),
    ("no outer w", made(lambda x, w, s, e, d, t: (e * (s + d * x), e * d))),
    ("no outer w in db", made(lambda x, w, s, e, d, t: (e * (s + w * d * x), e * d))),
    ("no outer w in dw", made(lambda x, w, s, e, d, t: (e * (s + d * x), e * w * d))),
    ("multiplied", made(lambda x, w, s, e, d, t: (e * s * e * w * d * x, e * w * d))),
    (
        "subtracted",
        made(lambda x, w, s, e, d, t: (e * s - e * w * d * x, e * w * d)),
    ),
    (
        "plain error",
        made(lambda x, w, s, e, d, t: ((s - t) * (s + w * d * x), (s - t) * w * d)),
    ),
    ("plain neuron", made(lambda x, w, s, e, d, t: ((s - t) * d * x, (s - t) * d))),
    ("no slope", made(lambda x, w, s, e, d, t: (e * (s + w * x), e * w))),
    ("db times x", made(lambda x, w, s, e, d, t: (e * (s + w * d * x), e * w * d * x))),
    ("no x", made(lambda x, w, s, e, d, t: (e * (s + w * d), e * w * d))),
    ("opposite", made(lambda x, w, s, e, d, t: (-e * (s + w * d * x), -e * w * d))),
    (
        "no half",
        made(lambda x, w, s, e, d, t: (2 * e * (s + w * d * x), 2 * e * w * d)),
    ),
    (
        "db with both",
        made(lambda x, w, s, e, d, t: (e * (s + w * d * x), e * (s + w * d))),
    ),
    ("swapped", made(lambda x, w, s, e, d, t: (e * w * d, e * (s + w * d * x)))),
    ("dw only", made(lambda x, w, s, e, d, t: e * (s + w * d * x))),
    (
        "only one slope factor",
        made(lambda x, w, s, e, d, t: (e * (s + w * s * x), e * w * s)),
    ),
    (
        "one minus s",
        made(lambda x, w, s, e, d, t: (e * (s + w * (1 - s) * x), e * w * (1 - s))),
    ),
    ("prints", prints),
    ("one-sided difference", one_sided),
    ("the loss", loss_itself),
    ("rounded", lambda *a: tuple(round(v, 3) for v in by_product_rule(*a))),
]
