"""Answers to `depthwise_gradients` in many styles, right and wrong."""

import numpy as np

from .shared import spread, windows


def weights(X, W, delta):
    return np.einsum("nhwijc,nhwc->ijc", windows(X, len(W)), delta) / len(X)


def pixels(X, W, delta):
    full = W[..., None] * np.eye(W.shape[2])
    return spread(delta, full, X.shape)


def diagonal(X, W, delta):
    dW = np.einsum("nhwijc,nhwd->ijcd", windows(X, len(W)), delta) / len(X)
    return np.einsum("ijcc->ijc", dW), pixels(X, W, delta)


def by_channels(X, W, delta):
    dW, dX = np.zeros(W.shape), np.zeros(X.shape)
    for c in range(X.shape[3]):
        for n, r, s in np.ndindex(*delta.shape[:3]):
            block = np.s_[n, r : r + len(W), s : s + len(W), c]
            dW[:, :, c] += X[block] * delta[n, r, s, c] / len(X)
            dX[block] += W[:, :, c] * delta[n, r, s, c]
    return dW, dX


def both(dW=weights, dX=pixels):
    return lambda X, W, delta: (dW(X, W, delta), dX(X, W, delta))


def all_channels(a):
    return np.repeat(a.sum(-1, keepdims=True), a.shape[-1], axis=-1)


RIGHT = [
    both(),
    diagonal,
    by_channels,
    lambda X, W, d: [weights(X, W, d), pixels(X, W, d)],
]

WRONG = [
    ("no mean", both(lambda X, W, d: weights(X, W, d) * len(X))),
    ("dX a mean", both(dX=lambda X, W, d: pixels(X, W, d) / len(X))),
    ("mean over places", both(lambda X, W, d: weights(X, W, d) / d[0, ..., 0].size)),
    ("half turn", both(dX=lambda X, W, d: pixels(X, W[::-1, ::-1], d))),
    ("dW turned", both(lambda X, W, d: weights(X, W, d)[::-1, ::-1])),
    ("channels mixed", lambda X, W, d: both()(X, W, all_channels(d))),
    ("dX mixed", both(dX=lambda X, W, d: all_channels(pixels(X, W, d)))),
    ("one kernel", both(lambda X, W, d: all_channels(weights(X, W, d)))),
    ("transposed", both(dX=lambda X, W, d: pixels(X, W.swapaxes(0, 1), d))),
    ("exchanged", lambda X, W, d: both()(X, W, d)[::-1]),
    ("opposite", lambda X, W, d: both()(X, W, -d)),
    ("dW alone", lambda X, W, d: weights(X, W, d)),
    ("twice", lambda X, W, d: both()(X, W, 2 * d)),
    ("both means", lambda X, W, d: tuple(a / len(X) for a in both()(X, W, d))),
]
