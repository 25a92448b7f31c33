"""Answers to `mended_chain_slope` in many styles, right and wrong."""

import math

import numpy as np


def s(x):
    return 1 / (1 + np.exp(-np.asarray(x, dtype=float)))


def mended(x):
    h = np.tanh(x)
    a = 1 / (1 + np.exp(-h))
    outer = a * (1 - a)
    inner = 1 - h**2
    return outer * inner


def by_helpers(x):
    def tanh_slope(a):
        return 1 - a * a

    h = np.tanh(x)
    return s(h) * s(-h) * tanh_slope(h)


def by_loop(x):
    def one(v):
        h = math.tanh(v)
        a = 1 / (1 + math.exp(-h))
        return a * (1 - a) / math.cosh(v) ** 2

    return np.vectorize(one)(x)


def by_quotient(x):
    e = np.exp(-np.tanh(x))
    return e / (1 + e) ** 2 * (1 - np.tanh(x)) * (1 + np.tanh(x))


def given(x):
    h = np.tanh(x)
    a = 1 / (1 + np.exp(-x))
    outer = a * (1 - a)
    inner = 1 - np.tanh(h) ** 2
    return outer * inner


def sigmoid_only(x):
    h = np.tanh(x)
    a = 1 / (1 + np.exp(-h))
    return a * (1 - a) * (1 - np.tanh(h) ** 2)


def tanh_only(x):
    a = 1 / (1 + np.exp(-x))
    return a * (1 - a) * (1 - np.tanh(x) ** 2)


def order_turned(x):
    a = s(x)
    return (1 - np.tanh(a) ** 2) * a * (1 - a)


def x_for_h(x):
    a = s(np.tanh(x))
    return a * (1 - a) * (1 - x * x)


def output_again(x):
    h = np.tanh(x)
    a = s(s(h))
    return a * (1 - a) * (1 - h**2)


RIGHT = [mended, by_helpers, by_loop, by_quotient]

WRONG = [
    ("nothing mended", given),
    ("the sigmoid only", sigmoid_only),
    ("tanh only", tanh_only),
    ("the other order: tanh of the sigmoid", order_turned),
    ("x instead of h", x_for_h),
    ("the sigmoid once more", output_again),
    ("added", lambda x: s(np.tanh(x)) * s(-np.tanh(x)) + 1 - np.tanh(x) ** 2),
    ("the value", lambda x: s(np.tanh(x))),
    ("no inner slope", lambda x: s(np.tanh(x)) * s(-np.tanh(x))),
    ("no outer slope", lambda x: 1 - np.tanh(x) ** 2),
    (
        "the square is missing",
        lambda x: s(np.tanh(x)) * s(-np.tanh(x)) * (1 - np.tanh(x)),
    ),
    ("one slope for all", lambda x: np.mean(mended(x)) + 0 * np.asarray(x)),
]
