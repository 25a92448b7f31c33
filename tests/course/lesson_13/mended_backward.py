"""Answers to `mended_backward` in many styles, right and wrong."""

from functools import partial

import numpy as np

from bpcourse.layer import layer_delta

from ..lesson_05.shared import (
    backward,
    backward_no_transpose,
    backward_recursive,
    forward,
)


def mended(X, weights, biases, T):
    activations = [X]
    for W, b in zip(weights, biases):
        activations.append(1 / (1 + np.exp(-(activations[-1] @ W + b))))
    delta = (activations[-1] - T) * activations[-1] * (1 - activations[-1])
    gradients = []
    for layer in range(len(weights) - 1, -1, -1):
        A = activations[layer]
        gradients.insert(0, (A.T @ delta / len(X), delta.mean(axis=0)))
        if layer > 0:
            delta = (delta @ weights[layer].T) * A * (1 - A)
    return gradients


def mended_variant(X, weights, biases, T, *, mean=True, back=0, div=1, slope=True):
    activations = [X]
    for W, b in zip(weights, biases):
        activations.append(1 / (1 + np.exp(-(activations[-1] @ W + b))))
    delta = (activations[-1] - T) * activations[-1] * (1 - activations[-1])
    gradients = []
    for layer in range(len(weights) - 1, -1, -1):
        A = activations[layer]
        db = delta.mean(axis=0) if mean else delta.sum(axis=0)
        gradients.insert(0, (A.T @ delta / len(X) / div, db))
        if layer > 0:
            W = weights[layer + back]
            delta = (delta @ W.T) * (A * (1 - A) if slope else 1)
    return gradients


def mended_both_sums(X, weights, biases, T):
    return [(dW * len(X), db * len(X)) for dW, db in mended(X, weights, biases, T)]


def mended_no_transpose(X, weights, biases, T):
    return backward_no_transpose(X, weights, biases, T)


def mended_bias_axis(X, weights, biases, T):
    return [
        (dW, np.full(db.shape, db.mean())) for dW, db in mended(X, weights, biases, T)
    ]


def mended_sign(X, weights, biases, T):
    return [(-dW, -db) for dW, db in mended(X, weights, biases, T)]


def mended_next_activation(X, weights, biases, T):
    A = forward(X, weights, biases)
    delta = layer_delta(A[-1], T)
    gradients = []
    for layer in range(len(weights) - 1, -1, -1):
        gradients.insert(0, (A[layer].T @ delta / len(X), delta.mean(axis=0)))
        if layer > 0:
            B = A[layer - 1] if A[layer - 1].shape == A[layer].shape else A[layer]
            delta = (delta @ weights[layer].T) * B * (1 - B)
    return gradients


RIGHT = [mended, backward, backward_recursive]


WRONG = [
    ("nothing mended", partial(mended_variant, mean=False, back=-1)),
    ("bias only", partial(mended_variant, back=-1)),
    ("weights only", partial(mended_variant, mean=False)),
    ("both summed", mended_both_sums),
    ("no transpose", mended_no_transpose),
    ("one bias gradient for all units", mended_bias_axis),
    ("sign", mended_sign),
    ("both mended, slope lost", partial(mended_variant, slope=False)),
    ("dW divided again", partial(mended_variant, div=2)),
    ("activation of the layer before", mended_next_activation),
    ("slope lost, bias summed", partial(mended_variant, slope=False, mean=False)),
]
