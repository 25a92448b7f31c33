"""Answers to `neuron_gradients` in many styles, right and wrong."""

import numpy as np

from .shared import (
    delta_steps,
    gradients_list,
    gradients_no_slope,
    neuron_gradients,
    output_loop,
    sigma,
)


def gradients_loop(x, w, b, t):
    o = output_loop(x, w, b)
    d = delta_steps(o, t)
    dw = np.zeros(len(x))
    for j in range(len(x)):
        dw[j] = d * x[j]
    return dw, d


def gradients_folded(x, w, b, t):
    x1, w1 = np.append(1.0, x), np.append(b, w)
    o = sigma(w1 @ x1)
    g = (o - t) * o * (1 - o) * x1
    return g[1:], g[0]


def gradients_exp(x, w, b, t):
    e = np.exp(-(x @ w + b))
    o = 1 / (1 + e)
    slope = e / (1 + e) ** 2
    db = (o - t) * slope
    dw = np.multiply(x, db)
    return dw, db


def gradients_swapped(x, w, b, t):
    dw, db = neuron_gradients(x, w, b, t)
    return db, dw


def gradients_sign(x, w, b, t):
    o = sigma(w @ x + b)
    d = (t - o) * o * (1 - o)
    return d * x, d


def gradients_by_w(x, w, b, t):
    o = sigma(w @ x + b)
    d = (o - t) * o * (1 - o)
    return d * w, d


def gradients_db_times_b(x, w, b, t):
    dw, db = neuron_gradients(x, w, b, t)
    return dw, db * b


def gradients_db_zero(x, w, b, t):
    return neuron_gradients(x, w, b, t)[0], 0.0


def gradients_db_one(x, w, b, t):
    return neuron_gradients(x, w, b, t)[0], 1.0


def gradients_db_sum(x, w, b, t):
    dw, _ = neuron_gradients(x, w, b, t)
    return dw, dw.sum()


def gradients_no_bias(x, w, b, t):
    o = sigma(w @ x)
    d = (o - t) * o * (1 - o)
    return d * x, d


def gradients_slope_of_o(x, w, b, t):
    o = sigma(w @ x + b)
    d = (o - t) * sigma(o) * (1 - sigma(o))
    return d * x, d


def gradients_slope_of_z(x, w, b, t):
    z = w @ x + b
    d = (sigma(z) - t) * z * (1 - z)
    return d * x, d


def gradients_linear(x, w, b, t):
    o = w @ x + b
    return (o - t) * x, o - t


def gradients_no_x(x, w, b, t):
    o = sigma(w @ x + b)
    d = (o - t) * o * (1 - o)
    return np.full(len(x), d), d


def gradients_twice(x, w, b, t):
    o = sigma(w @ x + b)
    d = 2 * (o - t) * o * (1 - o)
    return d * x, d


def gradients_dot(x, w, b, t):
    o = sigma(w @ x + b)
    d = (o - t) * o * (1 - o)
    return np.dot(d * x, np.ones(len(x))), d


def gradients_only_dw(x, w, b, t):
    return neuron_gradients(x, w, b, t)[0]


def gradients_joined(x, w, b, t):
    dw, db = neuron_gradients(x, w, b, t)
    return np.append(dw, db)


def gradients_in_place(x, w, b, t):
    o = sigma(w @ x + b)
    d = (o - t) * o * (1 - o)
    x *= d
    return x, d


def gradients_loss(x, w, b, t):
    o = sigma(w @ x + b)
    e = 0.5 * (o - t) ** 2
    return e * x, e


def gradients_sign_no_slope(x, w, b, t):
    o = sigma(w @ x + b)
    return (t - o) * x, t - o


def gradients_slope_plus(x, w, b, t):
    o = sigma(w @ x + b)
    d = (o - t) * o * (1 + o)
    return d * x, d


def gradients_db_error(x, w, b, t):
    o = sigma(w @ x + b)
    return (o - t) * o * (1 - o) * x, o - t


def gradients_step(x, w, b, t):
    dw, db = neuron_gradients(x, w, b, t)
    return w - dw, b - db


RIGHT = [
    neuron_gradients,
    gradients_loop,
    gradients_list,
    gradients_folded,
    gradients_exp,
]


WRONG = [
    ("returned the other way round", gradients_swapped),
    ("no slope of the sigmoid", gradients_no_slope),
    ("wrong sign", gradients_sign),
    ("weights instead of inputs", gradients_by_w),
    ("db multiplied by b", gradients_db_times_b),
    ("db is 0", gradients_db_zero),
    ("db is 1", gradients_db_one),
    ("db is the sum of dw", gradients_db_sum),
    ("runs without the bias", gradients_no_bias),
    ("sigmoid of the output again", gradients_slope_of_o),
    ("z (1 - z)", gradients_slope_of_z),
    ("no sigmoid at all", gradients_linear),
    ("doesn't multiply by x", gradients_no_x),
    ("twice", gradients_twice),
    ("adds dw up", gradients_dot),
    ("dw only", gradients_only_dw),
    ("one array", gradients_joined),
    ("changes x", gradients_in_place),
    ("loss instead of its slope", gradients_loss),
    ("wrong sign and no slope", gradients_sign_no_slope),
    ("o (1 + o)", gradients_slope_plus),
    ("db without the slope", gradients_db_error),
    ("new parameters instead of gradients", gradients_step),
]
