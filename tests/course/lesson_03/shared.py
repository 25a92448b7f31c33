"""What the answers of several exercises share."""

import math

import numpy as np


def sigma(z):
    return 1 / (1 + np.exp(-z))


def output_loop(x, w, b):
    z = b
    for xj, wj in zip(x, w):
        z += xj * wj
    return 1 / (1 + math.exp(-z))


def delta_steps(o, t):
    error = o - t
    slope = o * (1 - o)
    return error * slope


def neuron_gradients(x, w, b, t):
    o = sigma(np.dot(w, x) + b)
    delta = (o - t) * o * (1 - o)
    return delta * x, delta


def gradients_list(x, w, b, t):
    o = output_loop(x, w, b)
    d = (o - t) * o * (1 - o)
    return [[float(d * xj) for xj in x], float(d)]


def gradients_no_slope(x, w, b, t):
    o = sigma(w @ x + b)
    return (o - t) * x, o - t


def fold_concatenate(x, w, b):
    return np.concatenate([[1.0], x]), np.concatenate([[b], w])


def step_plain(x, w, b, t, eta):
    dw, db = neuron_gradients(x, w, b, t)
    return w - eta * dw, b - eta * db
