"""Answers to `l2_penalty_gradient` in many styles, right and wrong."""

import numpy as np


def l2_in_place(W, lam):
    W *= 2 * lam
    return W


RIGHT = [
    lambda W, lam: 2 * lam * W,
    lambda W, lam: lam * (W + W),
    lambda W, lam: np.multiply(W, 2.0 * lam),
    lambda W, lam: np.array([2 * lam * w for w in np.ravel(W)]).reshape(W.shape),
]


WRONG = [
    ("forgets the 2", lambda W, lam: lam * W),
    ("the penalty itself", lambda W, lam: lam * np.sum(W**2)),
    ("not differentiated", lambda W, lam: lam * W**2),
    ("minus", lambda W, lam: -2 * lam * W),
    ("without lam", lambda W, lam: 2 * W),
    ("half", lambda W, lam: lam * W / 2),
    ("sign of W", lambda W, lam: lam * np.sign(W)),
    ("mean", lambda W, lam: 2 * lam * W / W.size),
    ("summed", lambda W, lam: 2 * lam * np.sum(W)),
    ("changes W", l2_in_place),
    ("lam squared", lambda W, lam: 2 * lam**2 * W),
    ("decayed weights", lambda W, lam: W - 2 * lam * W),
    ("absolute", lambda W, lam: 2 * lam * np.abs(W)),
    ("divides by the rows", lambda W, lam: 2 * lam * W / len(W)),
    ("norm", lambda W, lam: lam * W / np.linalg.norm(W)),
    ("twice 2", lambda W, lam: 4 * lam * W),
    ("adds", lambda W, lam: 2 * lam + W),
    ("only lam", lambda W, lam: np.full(W.shape, 2 * lam)),
]
