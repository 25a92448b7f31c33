"""Answers to `column_hidden_delta` in many styles, right and wrong."""

import numpy as np

from ..lesson_05.shared import hidden_delta, sigma


def column_loop(W_next, delta_next, z):
    slope = z.copy()
    for j in range(len(z)):
        a = 1 / (1 + np.exp(-z[j, 0]))
        slope[j, 0] = a * (1 - a)
    return (W_next.T @ delta_next) * slope


def column_vector(W_next, delta_next, z):
    a = sigma(z)
    return W_next.T @ delta_next * a * (1 - a)


def column_sums(W_next, delta_next, z):
    m, n = W_next.shape
    delta = np.zeros((n, 1))
    for j in range(n):
        heard = sum(W_next[k, j] * delta_next[k, 0] for k in range(m))
        a = 1 / (1 + np.exp(-z[j, 0]))
        delta[j, 0] = heard * a * (1 - a)
    return delta


def column_rows(W_next, delta_next, z):
    return (hidden_delta(delta_next.T, W_next.T, sigma(z).T)).T


def column_as_given(W_next, delta_next, z):
    for j in range(len(z)):
        a = 1 / (1 + np.exp(-z[j, 0]))
        z[j, 0] = a * (1 - a)
    return (W_next @ delta_next) * z


def column_only_transpose(W_next, delta_next, z):
    for j in range(len(z)):
        a = 1 / (1 + np.exp(-z[j, 0]))
        z[j, 0] = a * (1 - a)
    return (W_next.T @ delta_next) * z


def column_only_copy(W_next, delta_next, z):
    z = z.copy()
    for j in range(len(z)):
        a = 1 / (1 + np.exp(-z[j, 0]))
        z[j, 0] = a * (1 - a)
    return (W_next @ delta_next) * z


def column_alias(W_next, delta_next, z):
    slope = z
    for j in range(len(z)):
        a = 1 / (1 + np.exp(-z[j, 0]))
        slope[j, 0] = a * (1 - a)
    return (W_next.T @ delta_next) * slope


def column_shallow_slice(W_next, delta_next, z):
    s = z[:]
    for j in range(len(z)):
        a = 1 / (1 + np.exp(-s[j, 0]))
        s[j, 0] = a * (1 - a)
    return (W_next.T @ delta_next) * s


def column_no_slope(W_next, delta_next, z):
    return W_next.T @ delta_next


def column_activation(W_next, delta_next, z):
    return (W_next.T @ delta_next) * sigma(z)


def column_slope_of_z(W_next, delta_next, z):
    return (W_next.T @ delta_next) * z * (1 - z)


def column_flat(W_next, delta_next, z):
    a = sigma(z)
    return (W_next.T @ delta_next * a * (1 - a)).ravel()


def column_row(W_next, delta_next, z):
    a = sigma(z)
    return (delta_next.T @ W_next) * (a * (1 - a)).T


def column_outer(W_next, delta_next, z):
    a = sigma(z).ravel()
    return W_next.T @ delta_next * (a * (1 - a))


def column_sign(W_next, delta_next, z):
    return -column_vector(W_next, delta_next, z)


def column_z_is_a(W_next, delta_next, z):
    z = z.copy()
    for j in range(len(z)):
        z[j, 0] = 1 / (1 + np.exp(-z[j, 0]))
    return (W_next.T @ delta_next) * z


def column_double_sigmoid(W_next, delta_next, z):
    a = sigma(sigma(z))
    return (W_next.T @ delta_next) * a * (1 - a)


def column_puts_back(W_next, delta_next, z):
    """Changes z, and copies too late."""
    for j in range(len(z)):
        a = 1 / (1 + np.exp(-z[j, 0]))
        z[j, 0] = a * (1 - a)
    slope = z.copy()
    return (W_next.T @ delta_next) * slope


RIGHT = [column_loop, column_vector, column_sums, column_rows]


WRONG = [
    ("nothing mended", column_as_given),
    ("transpose only", column_only_transpose),
    ("copy only", column_only_copy),
    ("another name is no copy", column_alias),
    ("a slice is no copy", column_shallow_slice),
    ("no slope", column_no_slope),
    ("activation, not slope", column_activation),
    ("z (1 - z)", column_slope_of_z),
    ("flat", column_flat),
    ("a row", column_row),
    ("(n, 1) times (n,)", column_outer),
    ("wrong sign", column_sign),
    ("stops at a", column_z_is_a),
    ("sigmoid twice", column_double_sigmoid),
    ("copies too late", column_puts_back),
]
