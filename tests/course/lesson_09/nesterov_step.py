"""Answers to `nesterov_step` in many styles, right and wrong."""

import numpy as np


def three_lines(w, v, gradient, eta, beta):
    ahead = w - eta * beta * v
    new_v = beta * v + gradient(ahead)
    return w - eta * new_v, new_v


def from_ahead(w, v, gradient, eta, beta):
    kept = beta * v
    g = np.asarray(gradient(w - eta * kept))
    return [w - eta * kept - eta * g, kept + g]


def with_helper(w, v, gradient, eta, beta):
    def momentum(w, v, g):
        v = np.multiply(beta, v) + g
        return w - eta * v, v

    return momentum(w, v, gradient(np.array(w - beta * eta * v)))


RIGHT = [three_lines, from_ahead, with_helper]


def in_place(w, v, gradient, eta, beta):
    w -= eta * beta * v
    v = beta * v + gradient(w)
    return w - eta * gradient(w), v


WRONG = [
    (
        "at w",
        lambda w, v, gradient, eta, beta: (
            w - eta * (beta * v + gradient(w)),
            beta * v + gradient(w),
        ),
    ),
    (
        "plus",
        lambda w, v, gradient, eta, beta: (
            w - eta * (beta * v + gradient(w + eta * beta * v)),
            beta * v + gradient(w + eta * beta * v),
        ),
    ),
    (
        "w - eta v",
        lambda w, v, gradient, eta, beta: (
            w - eta * (beta * v + gradient(w - eta * v)),
            beta * v + gradient(w - eta * v),
        ),
    ),
    (
        "w - beta v",
        lambda w, v, gradient, eta, beta: (
            w - eta * (beta * v + gradient(w - beta * v)),
            beta * v + gradient(w - beta * v),
        ),
    ),
    (
        "from ahead",
        lambda w, v, gradient, eta, beta: (
            (w - eta * beta * v) - eta * (beta * v + gradient(w - eta * beta * v)),
            beta * v + gradient(w - eta * beta * v),
        ),
    ),
    (
        "forgets",
        lambda w, v, gradient, eta, beta: (
            w - eta * gradient(w - eta * beta * v),
            gradient(w - eta * beta * v),
        ),
    ),
    (
        "up",
        lambda w, v, gradient, eta, beta: (
            w + eta * (beta * v + gradient(w - eta * beta * v)),
            beta * v + gradient(w - eta * beta * v),
        ),
    ),
    (
        "old velocity",
        lambda w, v, gradient, eta, beta: (
            w - eta * v,
            beta * v + gradient(w - eta * beta * v),
        ),
    ),
    (
        "weight only",
        lambda w, v, gradient, eta, beta: (
            w - eta * (beta * v + gradient(w - eta * beta * v))
        ),
    ),
    ("in place", in_place),
    (
        "average",
        lambda w, v, gradient, eta, beta: (
            w - eta * (beta * v + (1 - beta) * gradient(w - eta * beta * v)),
            beta * v + (1 - beta) * gradient(w - eta * beta * v),
        ),
    ),
]
