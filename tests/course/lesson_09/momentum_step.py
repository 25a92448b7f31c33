"""Answers to `momentum_step` in many styles, right and wrong."""

import numpy as np


def two_lines(w, v, g, eta, beta):
    new_v = beta * v + g
    new_w = w - eta * new_v
    return new_w, new_v


def by_numpy(w, v, g, eta, beta):
    speed = np.add(np.multiply(beta, v), g)
    return [np.subtract(w, np.multiply(eta, speed)), speed]


def by_loop(w, v, g, eta, beta):
    new_w, new_v = np.empty(w.shape), np.empty(w.shape)
    for i in np.ndindex(w.shape):
        new_v[i] = beta * v[i] + g[i]
        new_w[i] = w[i] - eta * new_v[i]
    return new_w, new_v


def in_two_parts(w, v, g, eta, beta):
    return w - eta * beta * v - eta * g, v * beta + g


RIGHT = [two_lines, by_numpy, by_loop, in_two_parts]


def in_place(w, v, g, eta, beta):
    v *= beta
    v += g
    w -= eta * v
    return w, v


def prints(w, v, g, eta, beta):
    v = beta * v + g
    print(w - eta * v, v)


WRONG = [
    ("old velocity", lambda w, v, g, eta, beta: (w - eta * v, beta * v + g)),
    (
        "damped",
        lambda w, v, g, eta, beta: (
            w - eta * (beta * v + (1 - beta) * g),
            beta * v + (1 - beta) * g,
        ),
    ),
    ("none", lambda w, v, g, eta, beta: (w - eta * g, g)),
    ("up", lambda w, v, g, eta, beta: (w + eta * (beta * v + g), beta * v + g)),
    (
        "torch with eta inside",
        lambda w, v, g, eta, beta: (w - (beta * v + eta * g), beta * v + eta * g),
    ),
    ("keras", lambda w, v, g, eta, beta: (w + beta * v - eta * g, beta * v - eta * g)),
    ("v + g", lambda w, v, g, eta, beta: (w - eta * (v + g), v + g)),
    ("beta g", lambda w, v, g, eta, beta: (w - eta * (v + beta * g), v + beta * g)),
    ("only w", lambda w, v, g, eta, beta: w - eta * (beta * v + g)),
    ("swapped", lambda w, v, g, eta, beta: (beta * v + g, w - eta * (beta * v + g))),
    ("in place", in_place),
    ("prints", prints),
    (
        "nesterov form",
        lambda w, v, g, eta, beta: (
            w - eta * (beta * (beta * v + g) + g),
            beta * v + g,
        ),
    ),
]
