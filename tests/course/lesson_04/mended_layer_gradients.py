"""Answers to `mended_layer_gradients` in many styles, right and wrong."""

from functools import partial

import numpy as np

from .shared import layer_gradients, layer_samples, layer_variant


def mended(X, W, b, T):
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    dW = X.T @ delta / len(X)
    db = delta.mean(axis=0)
    dX = delta @ W.T
    return dW, db, dX


def mended_shape(X, W, b, T):
    N = X.shape[0]
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    dW = (delta.T @ X).T / N
    db = delta.sum(axis=0) / N
    dX = (W @ delta.T).T
    return dW, db, dX


def mended_nothing(X, W, b, T):
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    dW = X.T @ delta / len(W)
    db = delta.mean(axis=0)
    dX = delta @ W
    return dW, db, dX


def mended_mean_only(X, W, b, T):
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    return X.T @ delta / len(X), delta.mean(axis=0), delta @ W


def mended_transpose_only(X, W, b, T):
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    return X.T @ delta / len(W), delta.mean(axis=0), delta @ W.T


def mended_units(X, W, b, T):
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    return X.T @ delta / W.shape[1], delta.mean(axis=0), delta @ W.T


def mended_sum(X, W, b, T):
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    return X.T @ delta, delta.mean(axis=0), delta @ W.T


def mended_too_much(X, W, b, T):
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    return X.T @ delta / len(X), delta.mean(axis=0) / len(X), delta @ W.T / len(X)


def mended_turned(X, W, b, T):
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (T - O) * O * (1 - O)
    return X.T @ delta / len(X), delta.mean(axis=0), delta @ W.T


def mended_bias_sum(X, W, b, T):
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    return X.T @ delta / len(X), delta.sum(axis=0), delta @ W.T


def mended_all_mean(X, W, b, T):
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O) / len(X)
    return X.T @ delta, delta.sum(axis=0), delta @ W.T


def mended_size(X, W, b, T):
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    return X.T @ delta / X.size, delta.mean(axis=0), delta @ W.T


RIGHT = [mended, mended_shape, layer_gradients, layer_samples]


WRONG = [
    ("nothing mended", mended_nothing),
    ("the mean only", mended_mean_only),
    ("the transpose only", mended_transpose_only),
    ("divides by the units", mended_units),
    ("divides by nothing", mended_sum),
    ("divides everything again", mended_too_much),
    ("mended both, and turned the sign", mended_turned),
    ("mended both, and broke the bias", mended_bias_sum),
    ("mean in delta: dX is divided too", mended_all_mean),
    ("divides by all entries of X", mended_size),
    ("W transposed in the way there", lambda X, W, b, T: mended(X, W.T, b, T)),
    ("no slope", partial(layer_variant, slope=False)),
]
