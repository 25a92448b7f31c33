"""Answers to `soft_threshold` in many styles, right and wrong."""

import numpy as np


def soft_loop(W, amount):
    out = np.zeros_like(W)
    for index, w in np.ndenumerate(W):
        if w > amount:
            out[index] = w - amount
        elif w < -amount:
            out[index] = w + amount
    return out


def soft_masks(W, amount):
    out = W.copy()
    big = np.abs(W) > amount
    out[big] -= amount * np.sign(W[big])
    out[~big] = 0
    return out


def soft_in_place(W, amount):
    W[np.abs(W) <= amount] = 0
    W[W > 0] -= amount
    W[W < 0] += amount
    return W


def soft_sequential(W, amount):
    """The second line sees what the first one did."""
    W = W.copy()
    W[amount < W] -= amount
    W[-amount > W] += amount
    W[np.abs(W) <= amount] = 0
    return W


RIGHT = [
    soft_loop,
    soft_masks,
    lambda W, amount: np.sign(W) * np.maximum(np.abs(W) - amount, 0),
    lambda W, amount: W - np.clip(W, -amount, amount),
    lambda W, a: np.maximum(W - a, 0) + np.minimum(W + a, 0),
    lambda W, a: np.where(np.abs(W) <= a, 0, W - a * np.sign(W)),
]


WRONG = [
    ("no stop at 0", lambda W, amount: W - amount * np.sign(W)),
    ("hard threshold", lambda W, amount: np.where(np.abs(W) > amount, W, 0)),
    ("subtracts from all", lambda W, amount: W - amount),
    ("away from 0", lambda W, amount: W + amount * np.sign(W)),
    ("clips", lambda W, amount: np.clip(W, -amount, amount)),
    ("forgets the sign", lambda W, amount: np.maximum(np.abs(W) - amount, 0)),
    ("positive side only", lambda W, amount: np.maximum(W - amount, 0)),
    ("shrinks by a factor", lambda W, amount: W * (1 - amount)),
    ("changes W", soft_in_place),
    (
        "small weights stay",
        lambda W, amount: np.where(np.abs(W) > amount, W - amount * np.sign(W), W),
    ),
    ("one line sees the other", soft_sequential),
    (
        "crosses below 0 only",
        lambda W, amount: np.where(W > 0, np.maximum(W - amount, 0), W + amount),
    ),
    (
        "half of it",
        lambda W, amount: np.sign(W) * np.maximum(np.abs(W) - amount / 2, 0),
    ),
    ("twice", lambda W, amount: np.sign(W) * np.maximum(np.abs(W) - 2 * amount, 0)),
    ("relu", lambda W, amount: np.maximum(W, 0)),
    ("subgradient", lambda W, amount: amount * np.sign(W)),
    (
        "minimum for maximum",
        lambda W, amount: np.sign(W) * np.minimum(np.abs(W) - amount, 0),
    ),
    (
        "clips at 0",
        lambda W, amount: np.clip(W - amount, 0, None) - np.clip(W + amount, None, 0),
    ),
    (
        "mean",
        lambda W, amount: np.sign(W) * np.maximum(np.abs(W) - np.mean(np.abs(W)), 0),
    ),
    ("zeros", lambda W, amount: np.zeros_like(W)),
]
