"""Answers to `numerical_gradient` in many styles, right and wrong."""

import numpy as np

from .shared import numerical_copies


def numerical_nditer(f, W, h=1e-5):
    W = np.array(W, dtype=float)
    G = np.zeros_like(W)
    for index in np.ndindex(W.shape):
        old = W[index]
        W[index] = old + h
        up = f(W)
        W[index] = old - h
        down = f(W)
        W[index] = old
        G[index] = (up - down) / (2 * h)
    return G


def numerical_flat(f, W, h=1e-5):
    flat = np.ravel(W)
    slopes = []
    for i in range(flat.size):
        step = np.zeros(flat.size)
        step[i] = h
        up = f((flat + step).reshape(W.shape))
        down = f((flat - step).reshape(W.shape))
        slopes.append((up - down) / (2 * h))
    return np.array(slopes).reshape(W.shape)


def numerical_eye(f, W, h=1e-5):
    units = np.eye(W.size).reshape(W.size, *W.shape)
    values = [(f(W + h * u) - f(W - h * u)) / 2 / h for u in units]
    return np.reshape(values, W.shape)


def numerical_forward(f, W, h=1e-5):
    G = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        up = W.copy()
        up[index] += h
        G[index] = (f(up) - f(W)) / h
    return G


def numerical_backward(f, W, h=1e-5):
    G = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        down = W.copy()
        down[index] -= h
        G[index] = (f(W) - f(down)) / h
    return G


def numerical_h_not_two(f, W, h=1e-5):
    return 2 * numerical_copies(f, W, h)


def numerical_h_half(f, W, h=1e-5):
    return numerical_copies(f, W, h) / 2


def numerical_no_division(f, W, h=1e-5):
    return numerical_copies(f, W, h) * 2 * h


def numerical_not_restored(f, W, h=1e-5):
    W = W.copy()
    G = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        W[index] += h
        up = f(W)
        W[index] -= 2 * h
        down = f(W)
        G[index] = (up - down) / (2 * h)
    return G


def numerical_leaves_w(f, W, h=1e-5):
    G = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        W[index] += h
        up = f(W)
        W[index] -= 2 * h
        down = f(W)
        G[index] = (up - down) / (2 * h)
    return G


def numerical_alias(f, W, h=1e-5):
    G = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        up = W
        down = W
        up[index] += h
        down[index] -= h
        G[index] = (f(up) - f(down)) / (2 * h)
    return G


def numerical_all_at_once(f, W, h=1e-5):
    return np.full(W.shape, (f(W + h) - f(W - h)) / (2 * h))


def numerical_one_number(f, W, h=1e-5):
    return (f(W + h) - f(W - h)) / (2 * h)


def numerical_fixed_h(f, W, h=1e-5):
    return numerical_copies(f, W, 1e-5)


def numerical_large_default(f, W, h=0.1):
    return numerical_copies(f, W, h)


def numerical_tiny_default(f, W, h=1e-15):
    return numerical_copies(f, W, h)


def numerical_two_dimensional(f, W, h=1e-5):
    G = np.zeros(W.shape)
    for j in range(W.shape[0]):
        for k in range(W.shape[1]):
            up, down = W.copy(), W.copy()
            up[j, k] += h
            down[j, k] -= h
            G[j, k] = (f(up) - f(down)) / (2 * h)
    return G


def numerical_flat_result(f, W, h=1e-5):
    return numerical_copies(f, W, h).ravel()


def numerical_rows(f, W, h=1e-5):
    G = np.zeros(W.shape)
    for j in range(len(W)):
        up, down = W.copy(), W.copy()
        up[j] += h
        down[j] -= h
        G[j] = (f(up) - f(down)) / (2 * h)
    return G


def numerical_sign(f, W, h=1e-5):
    return -numerical_copies(f, W, h)


def numerical_transposed(f, W, h=1e-5):
    return numerical_copies(f, W, h).T


def numerical_relative(f, W, h=1e-5):
    G = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        up, down = W.copy(), W.copy()
        up[index] *= 1 + h
        down[index] *= 1 - h
        G[index] = (f(up) - f(down)) / (2 * h)
    return G


def numerical_bracket(f, W, h=1e-5):
    G = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        up, down = W.copy(), W.copy()
        up[index] += h
        down[index] -= h
        G[index] = (f(up) - f(down)) / 2 * h
    return G


def numerical_first_row(f, W, h=1e-5):
    G = numerical_copies(f, W, h)
    G[1:] = 0
    return G


def numerical_up_to_two(f, W, h=1e-5):
    if W.ndim == 2:
        return numerical_two_dimensional(f, W, h)
    G = np.zeros(len(W))
    for j in range(len(W)):
        step = np.zeros(len(W))
        step[j] = h
        G[j] = (f(W + step) - f(W - step)) / (2 * h)
    return G


def numerical_skips_zeros(f, W, h=1e-5):
    G = numerical_copies(f, W, h)
    G[W == 0] = 0
    return G


def numerical_float32(f, W, h=1e-5):
    W = W.astype(np.float32)
    return numerical_copies(f, W, h)


def numerical_integer_zeros(f, W, h=1e-5):
    G = np.zeros(W.shape, dtype=int)
    for index in np.ndindex(W.shape):
        up, down = W.copy(), W.copy()
        up[index] += h
        down[index] -= h
        G[index] = (f(up) - f(down)) / (2 * h)
    return G


RIGHT = [
    numerical_nditer,
    numerical_copies,
    numerical_flat,
    numerical_eye,
]


WRONG = [
    ("forward difference", numerical_forward),
    ("backward difference", numerical_backward),
    ("divides by h only", numerical_h_not_two),
    ("divides by 4 h", numerical_h_half),
    ("no division", numerical_no_division),
    ("/ 2 * h: bracket missing", numerical_bracket),
    ("elements stay moved", numerical_not_restored),
    ("elements stay moved, in the caller's array", numerical_leaves_w),
    ("two names for one array", numerical_alias),
    ("all elements at once", numerical_all_at_once),
    ("one number", numerical_one_number),
    ("ignores h", numerical_fixed_h),
    ("a large h by default", numerical_large_default),
    ("a tiny h by default", numerical_tiny_default),
    ("two dimensions only", numerical_two_dimensional),
    ("flat result", numerical_flat_result),
    ("whole rows", numerical_rows),
    ("wrong sign", numerical_sign),
    ("transposed", numerical_transposed),
    ("relative step, absolute division", numerical_relative),
    ("first row only", numerical_first_row),
    ("one or two dimensions only", numerical_up_to_two),
    ("skips elements that are 0", numerical_skips_zeros),
    ("absolute slopes", lambda f, W, h=1e-5: np.abs(numerical_copies(f, W, h))),
    ("single precision", numerical_float32),
    ("integer result", numerical_integer_zeros),
    ("f itself", lambda f, W, h=1e-5: np.full(W.shape, f(W))),
]
