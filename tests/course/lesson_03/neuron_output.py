"""Answers to `neuron_output` in many styles, right and wrong."""

import math
from functools import reduce

import numpy as np

from .shared import output_loop, sigma


def output_tanh(x: np.ndarray, w: np.ndarray, b: float) -> float:
    return float(0.5 * (1 + np.tanh((np.dot(w, x) + b) / 2)))


def output_reduce(x, w, b):
    z = reduce(lambda total, pair: total + pair[0] * pair[1], zip(x, w), b)
    return math.exp(z) / (math.exp(z) + 1)


def output_nested(x, w, b):
    def weighted_input():
        return np.sum(x * w) + b

    def logistic(z):
        return 1.0 / (1.0 + np.exp(-z))

    return logistic(weighted_input())


class Neuron:
    __name__ = "neuron_output"

    def __call__(self, x, w, b):
        return sigma(np.einsum("j,j->", x, w) + b)


def output_bias_every_time(x, w, b):
    z = 0
    for j in range(len(x)):
        z += w[j] * x[j] + b
    return sigma(z)


def output_broken_loop(x, w, b):
    z = 0
    for j in range(len(x)):
        z = w[j] * x[j]
    return sigma(z + b)


def output_return_inside(x, w, b):
    z = b
    for j in range(len(x)):
        z += w[j] * x[j]
        return sigma(z)


def output_in_place(x, w, b):
    x *= w
    return sigma(x.sum() + b)


def output_off_by_one(x, w, b):
    z = b
    for j in range(len(x) - 1):
        z += w[j] * x[j]
    return sigma(z)


def output_printed(x, w, b):
    print(sigma(w @ x + b))


RIGHT = [
    output_loop,
    output_tanh,
    output_reduce,
    output_nested,
    Neuron(),
    lambda x, w, b: 1 / (1 + np.exp(-(np.dot(w, x) + b))),
]


WRONG = [
    ("forgets the bias", lambda x, w, b: sigma(w @ x)),
    ("forgets the sigmoid", lambda x, w, b: w @ x + b),
    ("bias added at every input", output_bias_every_time),
    ("bias after the sigmoid", lambda x, w, b: sigma(w @ x) + b),
    ("sigmoid of every product", lambda x, w, b: np.sum(sigma(x * w)) + b),
    ("exponent without the minus", lambda x, w, b: 1 / (1 + np.exp(w @ x + b))),
    (
        "minus before the first term only",
        lambda x, w, b: 1 / (1 + np.exp(-w @ x + b)),
    ),
    ("subtracts the bias", lambda x, w, b: sigma(w @ x - b)),
    ("products not added up", lambda x, w, b: sigma(x * w + b)),
    ("mean instead of the sum", lambda x, w, b: sigma(np.mean(x * w) + b)),
    ("multiplies by the bias", lambda x, w, b: sigma((w @ x) * b)),
    ("tanh", lambda x, w, b: np.tanh(w @ x + b)),
    ("a step, not a sigmoid", lambda x, w, b: float(w @ x + b > 0)),
    ("rounds to a decision", lambda x, w, b: np.round(sigma(w @ x + b))),
    ("the sum is overwritten in the loop", output_broken_loop),
    ("returns inside the loop", output_return_inside),
    ("changes x", output_in_place),
    ("loop ends one too early", output_off_by_one),
    ("prints", output_printed),
    ("the slope, not the value", lambda x, w, b: sigma(w @ x) * (1 - sigma(w @ x))),
    ("sigmoid twice", lambda x, w, b: sigma(sigma(w @ x + b))),
    ("adds weights and inputs", lambda x, w, b: sigma(np.sum(x + w) + b)),
    ("bracket missing", lambda x, w, b: 1 / 1 + np.exp(-(w @ x + b))),
    ("no bias, no sigmoid", lambda x, w, b: w @ x),
    ("relu", lambda x, w, b: max(0.0, w @ x + b)),
    ("one half", lambda x, w, b: 0.5),
]
