"""Answers to `clipped_dropout_backward` in many styles, right and wrong."""

import numpy as np


def by_product(grad, mask, A, limit):
    return grad * mask * (mask * A <= limit)


def entry_by_entry(grad, mask, A, limit):
    found = np.zeros(grad.shape)
    for i in np.ndindex(A.shape):
        if A[i] * mask[i] < limit:
            found[i] = mask[i] * grad[i]
    return found


class TwoSteps:
    """First through the limit, then through the mask."""

    def __call__(self, grad, mask, A, limit):
        dropped = A * mask
        back = grad.copy()
        back[np.minimum(dropped, limit) != dropped] = 0
        return back * mask


def varied(grad, mask, A, limit, *, passes=None, factor=None):
    passes = passes or (lambda u, A, limit: u < limit)
    factor = mask if factor is None else factor(mask)
    return grad * factor * passes(A * mask, A, limit)


def slip(**slips):
    return lambda *args: varied(*args, **slips)


def in_place(grad, mask, A, limit):
    grad[A * mask > limit] = 0
    return grad * mask


RIGHT = [by_product, entry_by_entry, TwoSteps()]


WRONG = [
    ("no limit", lambda grad, mask, A, limit: grad * mask),
    ("limit before the mask", slip(passes=lambda u, A, limit: limit > A)),
    ("no mask", slip(factor=np.ones_like)),
    ("mask of 0 and 1", slip(factor=np.sign)),
    ("what is cut passes", slip(passes=lambda u, A, limit: u >= limit)),
    ("both sides cut", slip(passes=lambda u, A, limit: abs(u) < limit)),
    ("gradient cut", lambda grad, mask, A, limit: np.minimum(mask * grad, limit)),
    ("forward", lambda grad, mask, A, limit: np.minimum(mask * A, limit)),
    ("times the output", lambda g, m, A, limit: np.minimum(m * A, limit) * g),
    ("as behind a ReLU", slip(passes=lambda u, A, limit: (u > 0) & (u < limit))),
    ("mask twice", slip(factor=np.square)),
    ("minus", slip(factor=np.negative)),
    ("no gradient", lambda grad, mask, A, limit: grad * 0),
    (
        "limit for the gradient",
        lambda g, m, A, limit: np.where(A * m < limit, g * m, limit),
    ),
    ("gradient compared", lambda g, m, A, limit: g * m * (g * m < limit)),
    ("changes grad", in_place),
]
