"""Answers to `softmax_cross_entropy_gradient` in many styles, right and wrong."""

import numpy as np

from .shared import (
    softmax,
    softmax_argmax,
    softmax_atleast,
    softmax_axis0,
    softmax_loop,
    softmax_naive,
    softmax_whole_sum,
)


def sceg_loop(z, y):
    z, y = np.asarray(z, float), np.asarray(y, float)
    if z.ndim == 1:
        p = softmax_loop(z)
        return np.array([p[k] - y[k] for k in range(len(z))])
    return np.stack([sceg_loop(zn, yn) for zn, yn in zip(z, y)])


def sceg_in_place(z, y):
    g = softmax(z)
    g -= y
    return g


def sceg_jacobian(z, y):
    z, y = np.asarray(z, float), np.asarray(y, float)
    if z.ndim == 2:
        return np.array([sceg_jacobian(a, b) for a, b in zip(z, y)])
    p = softmax(z)
    return p * y.sum() - y


def sceg_mean(z, y):
    return (softmax(z) - y) / len(z)


def sceg_mean_batch(z, y):
    g = softmax(z) - y
    return g / z.shape[0] if z.ndim == 2 else g


def sceg_batch_average(z, y):
    g = softmax(z) - y
    return g.mean(axis=0) if g.ndim == 2 else g


def sceg_extra_slope(z, y):
    p = softmax(z)
    return (p - y) * p * (1 - p)


def sceg_division_naive(z, y):
    p = softmax(z)
    return -y / p


def sceg_diag(z, y):
    p = softmax(z)
    return -y / p * p * (1 - p)


def sceg_whole(z, y):
    return softmax_whole_sum(z) - y


def sceg_axis0(z, y):
    return softmax_axis0(z) - y


def sceg_sigmoid(z, y):
    return 1 / (1 + np.exp(-z)) - y


RIGHT = [
    sceg_loop,
    sceg_in_place,
    sceg_jacobian,
    lambda z, y: softmax(z) - y,
    lambda z, y: np.add(softmax_atleast(z), np.negative(y)),
]


WRONG = [
    ("wrong sign", lambda z, y: y - softmax(z)),
    ("forgets softmax", lambda z, y: z - y),
    ("divides by the length of z", sceg_mean),
    ("mean over the batch", sceg_mean_batch),
    ("averages the batch away", sceg_batch_average),
    ("slope of a sigmoid too", sceg_extra_slope),
    ("stops at the gradient by p", sceg_division_naive),
    ("softmax over the whole batch", sceg_whole),
    ("softmax down the samples", sceg_axis0),
    ("sigmoid instead of softmax", sceg_sigmoid),
    ("softmax of y too", lambda z, y: softmax(z) - softmax(y)),
    ("softmax without the maximum", lambda z, y: softmax_naive(z) - y),
    ("sum, a number", lambda z, y: np.sum(softmax(z) - y)),
    ("multiplies by y", lambda z, y: (softmax(z) - 1) * y),
    ("softmax of the difference", lambda z, y: softmax(z - y)),
    ("forgets y", lambda z, y: softmax(z)),
    ("twice", lambda z, y: 2 * (softmax(z) - y)),
    ("gradient by p times p: the Jacobian's diagonal", sceg_diag),
    ("hard classes", lambda z, y: softmax_argmax(z) - y),
    ("p - 1 for every class", lambda z, y: softmax(z) - 1),
    ("wrong sign, and mean", lambda z, y: (y - softmax(z)) / len(z)),
]
