"""Answers to `huber_gradient` in many styles, right and wrong."""

import numpy as np


def right(o, t, d):
    return np.clip(o - t, -d, d)


def by_where(o, t, d):
    r = o - t
    return np.where(np.abs(r) <= d, r, d * np.sign(r))


def by_masks(o, t, d):
    g = np.array(o - t)
    g[g > d] = d
    g[g < -d] = -d
    return g


def by_loop(o, t, d):
    found = []
    for a, b in zip(o, t):
        r = a - b
        found.append(r if abs(r) < d else (d if r > 0 else -d))
    return found


def by_division(o, t, d):
    r = o - t
    return r * (d / np.maximum(np.abs(r), d))


RIGHT = [
    right,
    by_where,
    by_masks,
    by_loop,
    by_division,
    lambda o, t, d: np.minimum(np.maximum(o - t, -d), d),
    lambda o, t, d: -np.clip(t - o, -d, d),
]


def where(o, t, d, outside):
    return np.where(np.abs(o - t) <= d, o - t, outside)


def in_place(o, t, d):
    o -= t
    np.clip(o, -d, d, out=o)
    return o


def only_first(o, t, d):
    for a, b in zip(o, t):
        return np.array([np.clip(a - b, -d, d)])


def one_question(o, t, d):
    r = o - t
    return r if abs(r) <= d else d * np.sign(r)


def by_the_norm(o, t, d):
    r = o - t
    size = np.sqrt(np.sum(r**2))
    return r if size <= d else d * r / size


def prints(o, t, d):
    print(right(o, t, d))


def rough(o, t, d):
    def loss(r):
        return np.where(np.abs(r) <= d, r**2 / 2, d * (np.abs(r) - d / 2))

    return (loss(o - t + 1e-3) - loss(o - t)) / 1e-3


WRONG = [
    ("o - t", lambda o, t, d: o - t),
    ("d times the sign", lambda o, t, d: d * np.sign(o - t)),
    ("t - o", lambda o, t, d: np.clip(t - o, -d, d)),
    ("sign without d", lambda o, t, d: where(o, t, d, np.sign(o - t))),
    ("d on both sides", lambda o, t, d: where(o, t, d, d)),
    ("d times r", lambda o, t, d: where(o, t, d, d * (o - t))),
    (
        "the line's value",
        lambda o, t, d: where(o, t, d, d * (np.abs(o - t) - d / 2)),
    ),
    (
        "the loss",
        lambda o, t, d: np.where(
            np.abs(o - t) <= d, (o - t) ** 2 / 2, d * (np.abs(o - t) - d / 2)
        ),
    ),
    (
        "swapped",
        lambda o, t, d: np.where(np.abs(o - t) > d, o - t, d * np.sign(o - t)),
    ),
    ("no bars", lambda o, t, d: np.minimum(o - t, d)),
    ("d is 1", lambda o, t, d: np.clip(o - t, -1, 1)),
    ("mean", lambda o, t, d: np.clip(o - t, -d, d) / o.size),
    ("summed", lambda o, t, d: np.clip(o - t, -d, d).sum()),
    ("nothing beyond d", lambda o, t, d: where(o, t, d, 0.0)),
    ("half of d", lambda o, t, d: where(o, t, d, d / 2 * np.sign(o - t))),
    ("the constant stays", lambda o, t, d: where(o, t, d, d * (np.sign(o - t) - 0.5))),
    ("twice", lambda o, t, d: 2 * np.clip(o - t, -d, d)),
    ("cut at 0", lambda o, t, d: np.clip(o - t, 0, d)),
    ("in place", in_place),
    ("returns in the loop", only_first),
    ("if", one_question),
    ("prints", prints),
    ("by the norm of all errors", by_the_norm),
    ("one-sided difference", rough),
]
