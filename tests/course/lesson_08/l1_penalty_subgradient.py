"""Answers to `l1_penalty_subgradient` in many styles, right and wrong."""

import numpy as np


def l1_loop(W, lam):
    out = np.zeros_like(W, dtype=float)
    for index in np.ndindex(np.shape(W)):
        if W[index] > 0:
            out[index] = lam
        elif W[index] < 0:
            out[index] = -lam
    return out


def l1_division(W, lam):
    return lam * W / np.abs(W)


RIGHT = [
    l1_loop,
    lambda W, lam: lam * np.sign(W),
    lambda W, lam: np.where(W > 0, lam, -lam),
    lambda W, lam: np.where(W >= 0, lam, -lam),
    lambda W, lam: lam * ((W > 0) * 1.0 - (W < 0)),
    lambda W, lam: np.copysign(lam, W),
]


WRONG = [
    ("no absolute values: lam everywhere", lambda W, lam: np.full(W.shape, lam)),
    ("the penalty itself", lambda W, lam: lam * np.abs(W).sum()),
    ("not differentiated", lambda W, lam: lam * np.abs(W)),
    ("minus", lambda W, lam: -lam * np.sign(W)),
    ("without lam", lambda W, lam: np.sign(W)),
    ("L2", lambda W, lam: 2 * lam * W),
    ("divides by |W|: nan at 0", l1_division),
    ("times W", lambda W, lam: lam * W),
    ("0 below 0", lambda W, lam: lam * (W > 0)),
    ("1 below 0 too", lambda W, lam: lam * (W != 0)),
    ("mean", lambda W, lam: lam * np.sign(W) / W.size),
    ("summed", lambda W, lam: lam * np.sign(W).sum()),
    ("twice", lambda W, lam: 2 * lam * np.sign(W)),
    ("1 at 0", lambda W, lam: np.where(W == 0, 1.0, lam * np.sign(W))),
    ("tanh", lambda W, lam: lam * np.tanh(W)),
    (
        "zero in a small band",
        lambda W, lam: np.where(np.abs(W) < 0.1, 0, lam * np.sign(W)),
    ),
    ("clipped", lambda W, lam: np.clip(W, -lam, lam)),
    ("integer signs", lambda W, lam: (lam * np.sign(W)).astype(int)),
    ("twice and minus", lambda W, lam: -2 * lam * np.sign(W)),
]
