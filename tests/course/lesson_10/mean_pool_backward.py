"""Answers to `mean_pool_backward` in many styles, right and wrong."""

import numpy as np

from .shared import grown


def by_loops(delta, k):
    N, H, W, C = delta.shape
    dX = np.zeros((N, H * k, W * k, C))
    for r in range(H * k):
        for c in range(W * k):
            dX[:, r, c] = delta[:, r // k, c // k] / (k * k)
    return dX


def by_broadcast(delta, k):
    N, H, W, C = delta.shape
    wide = np.broadcast_to(delta[:, :, None, :, None], (N, H, k, W, k, C))
    return wide.reshape(N, H * k, W * k, C) / k**2


RIGHT = [by_loops, by_broadcast, lambda delta, k: grown(delta / k**2, k)]

WRONG = [
    ("whole delta", lambda delta, k: grown(delta, k)),
    ("over k", lambda delta, k: grown(delta, k) / k),
    ("over 2k", lambda delta, k: grown(delta, k) / (2 * k)),
    ("tiled", lambda delta, k: np.tile(delta / k**2, (1, k, k, 1))),
    ("rows only", lambda delta, k: np.repeat(delta, k, axis=1) / k**2),
    ("columns only", lambda delta, k: np.repeat(delta, k, axis=2) / k**2),
    ("mean over the batch", lambda delta, k: grown(delta, k) / k**2 / len(delta)),
    ("not back", lambda delta, k: delta / k**2),
    ("times the pixels", lambda delta, k: grown(delta, k) * k**2),
    ("opposite", lambda delta, k: -grown(delta, k) / k**2),
    ("delta", lambda delta, k: delta),
    ("channels", lambda delta, k: np.repeat(np.repeat(delta, k, 2), k, 3) / k**2),
    ("divided by four", lambda delta, k: grown(delta, k) / 4),
]
