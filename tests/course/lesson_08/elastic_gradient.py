"""Answers to `elastic_gradient` in many styles, right and wrong."""

import numpy as np


def by_cases(W, l1, l2):
    return np.where(W > 0, l1 + 2 * l2 * W, -l1 + 2 * l2 * W)


def entry_by_entry(W, l1, l2):
    found = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        w = W[index]
        found[index] = 2 * l2 * w + (l1 if w > 0 else -l1 if w < 0 else 0)
    return found


class TwoParts:
    """The parts by themselves, as a list."""

    def __call__(self, W, l1, l2):
        first, second = l1 * ((W > 0) * 1.0 - (W < 0)), l2 * (W + W)
        return (first + second).tolist()


def varied(W, l1, l2, *, a=1.0, b=2.0, first=np.sign, second=lambda w: w):
    return a * l1 * first(W) + b * l2 * second(W)


def slip(**slips):
    return lambda W, l1, l2: varied(W, l1, l2, **slips)


def in_place(W, l1, l2):
    W *= 2 * l2
    return W + l1 * np.sign(W)


def over_absolute(W, l1, l2):
    with np.errstate(all="ignore"):
        return l1 * W / abs(W) + 2 * l2 * W


RIGHT = [by_cases, entry_by_entry, TwoParts()]


WRONG = [
    ("no 2", slip(b=1.0)),
    ("strengths swapped", lambda W, l1, l2: varied(W, l2, l1)),
    ("no sign", slip(first=np.ones_like)),
    ("absolute value", slip(first=np.abs)),
    ("not differentiated", slip(b=1.0, first=np.abs, second=np.square)),
    ("one number", lambda W, l1, l2: l1 * abs(W).sum() + l2 * (W**2).sum()),
    ("summed", lambda W, l1, l2: varied(W, l1, l2).sum()),
    ("minus", slip(a=-1.0, b=-2.0)),
    ("L1 alone", slip(b=0.0)),
    ("L2 alone", slip(a=0.0)),
    ("product", lambda W, l1, l2: 2 * l1 * l2 * abs(W)),
    ("nan at 0", over_absolute),
    ("a decayed weight", lambda W, l1, l2: W - varied(W, l1, l2)),
    ("mean of the two", slip(a=0.5, b=1.0)),
    ("squares", slip(second=np.square)),
    ("changes W", in_place),
]
