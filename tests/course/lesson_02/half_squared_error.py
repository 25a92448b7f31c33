"""Answers to `half_squared_error` in many styles, right and wrong."""

import numpy as np


def hse_loop(o, t):
    """Half the sum of the squared errors."""
    total = 0.0
    for ok, tk in zip(o, t):
        total += (ok - tk) ** 2
    return total / 2


def hse_dot(o: np.ndarray, t: np.ndarray) -> float:
    d = np.asarray(o) - np.asarray(t)
    return float(0.5 * d @ d)


def hse_where_no_half(o, t):
    e = 0
    for k in range(len(o)):
        e = e + (o[k] - t[k]) ** 2
    return e


def hse_printed(o, t):
    print(0.5 * np.sum((o - t) ** 2))


def hse_return_in_loop(o, t):
    total = 0
    for k in range(len(o)):
        total += 0.5 * (o[k] - t[k]) ** 2
        return total


def hse_in_place(o, t):
    o -= t
    o **= 2
    return 0.5 * o.sum()


def hse_off_by_one(o, t):
    return 0.5 * sum((o[k] - t[k]) ** 2 for k in range(len(o) - 1))


RIGHT = [
    hse_loop,
    hse_dot,
    lambda o, t: 0.5 * np.sum((o - t) ** 2),
    lambda o, t: sum(0.5 * (a - b) ** 2 for a, b in zip(o, t)),
    lambda o, t: np.einsum("k,k->", o - t, o - t) / 2,
    lambda o, t: np.array(np.square(np.subtract(t, o)).sum() * 0.5),
    lambda o, t: np.linalg.norm(np.subtract(o, t)) ** 2 / 2,
]


WRONG = [
    ("forgets the half", lambda o, t: np.sum((o - t) ** 2)),
    ("forgets the half, in a loop", hse_where_no_half),
    ("half the mean, not half the sum", lambda o, t: 0.5 * np.mean((o - t) ** 2)),
    ("the mean squared error", lambda o, t: np.mean((o - t) ** 2)),
    ("doesn't square", lambda o, t: 0.5 * np.sum(o - t)),
    ("absolute errors, not squares", lambda o, t: 0.5 * np.sum(np.abs(o - t))),
    ("squares the sum", lambda o, t: 0.5 * np.sum(o - t) ** 2),
    ("difference of squares", lambda o, t: 0.5 * np.sum(o**2 - t**2)),
    ("no sum: a vector", lambda o, t: 0.5 * (o - t) ** 2),
    ("the norm, not its square", lambda o, t: 0.5 * np.linalg.norm(o - t)),
    ("negative", lambda o, t: -0.5 * np.sum((o - t) ** 2)),
    ("`1 // 2` is 0", lambda o, t: 1 // 2 * np.sum((o - t) ** 2)),
    ("prints instead of returning", hse_printed),
    ("returns inside the loop", hse_return_in_loop),
    ("overwrites the outputs", hse_in_place),
    ("loop ends one too early", hse_off_by_one),
    ("adds instead of subtracting", lambda o, t: 0.5 * np.sum((o + t) ** 2)),
    ("integer division", lambda o, t: np.sum((o - t) ** 2) // 2),
    ("`^` for the power", lambda o, t: 0.5 * np.sum((o - t) ^ 2)),
    ("root of the mean square", lambda o, t: np.sqrt(np.mean((o - t) ** 2))),
    ("squares the half too", lambda o, t: np.sum((0.5 * (o - t)) ** 2)),
    ("the first output only", lambda o, t: 0.5 * (o[0] - t[0]) ** 2),
    ("a constant", lambda o, t: 0.5),
]
