"""Answers to `backward` in many styles, right and wrong."""

import copy
from functools import partial

import numpy as np

from bpcourse.layer import layer_delta

from .shared import (
    backward,
    backward_bias_sum,
    backward_no_transpose,
    backward_one_loop,
    backward_recursive,
    backward_samples,
    backward_variant,
    forward,
    sigma,
)


def backward_measured(X, weights, biases, T):
    weights, biases = copy.deepcopy(weights), copy.deepcopy(biases)

    def loss():
        return 0.5 * np.sum((forward(X, weights, biases)[-1] - T) ** 2) / len(X)

    def slopes(P):
        G = np.zeros(P.shape)
        for i in np.ndindex(P.shape):
            old = P[i]
            P[i] = old + 1e-5
            up = loss()
            P[i] = old - 1e-5
            down = loss()
            P[i] = old
            G[i] = (up - down) / 2e-5
        return G

    return [(slopes(W), slopes(b)) for W, b in zip(weights, biases)]


def backward_no_single(X, weights, biases, T):
    gradients = backward(X, weights, biases, T)
    return gradients if len(gradients) > 1 else []


def backward_three_at_most(X, weights, biases, T):
    gradients = backward(X, weights, biases, T)
    return gradients[:1] + gradients[-2:] if len(gradients) > 3 else gradients


def backward_error_back(X, weights, biases, T):
    """Sends the error itself back: no slope on the way."""
    A = forward(X, weights, biases)
    error = A[-1] - T
    gradients = []
    for i in range(len(weights) - 1, -1, -1):
        out = A[i + 1]
        delta = error * out * (1 - out)
        gradients.insert(0, (A[i].T @ delta / len(X), delta.mean(axis=0)))
        error = error @ weights[i].T
    return gradients


def backward_updates(X, weights, biases, T):
    """Moves the weights on the way back."""
    weights = [W.copy() for W in weights]
    A = forward(X, weights, biases)
    delta = layer_delta(A[-1], T)
    gradients = []
    for i in range(len(weights) - 1, -1, -1):
        dW = A[i].T @ delta / len(X)
        gradients.insert(0, (dW, delta.mean(axis=0)))
        weights[i] -= dW
        delta = (delta @ weights[i].T) * A[i] * (1 - A[i])
    return gradients


def backward_updates_theirs(X, weights, biases, T):
    gradients = backward(X, weights, biases, T)
    for W, b, (dW, db) in zip(weights, biases, gradients):
        W -= dW
        b -= db
    return gradients


def backward_mean_twice(X, weights, biases, T):
    return [(dW / len(X), db / len(X)) for dW, db in backward(X, weights, biases, T)]


def backward_no_bias(X, weights, biases, T):
    return backward(X, weights, [0 * b for b in biases], T)


def backward_reversed(X, weights, biases, T):
    return backward(X, weights, biases, T)[::-1]


def backward_appended(X, weights, biases, T):
    A = forward(X, weights, biases)
    delta = layer_delta(A[-1], T)
    gradients = []
    for i in range(len(weights) - 1, -1, -1):
        gradients.append((A[i].T @ delta / len(X), delta.mean(axis=0)))
        delta = (delta @ weights[i].T) * A[i] * (1 - A[i])
    return gradients


def backward_last_layer(X, weights, biases, T):
    gradients = backward(X, weights, biases, T)
    return [(0 * dW, 0 * db) for dW, db in gradients[:-1]] + gradients[-1:]


def backward_new_parameters(X, weights, biases, T):
    gradients = backward(X, weights, biases, T)
    return [(W - dW, b - db) for W, b, (dW, db) in zip(weights, biases, gradients)]


def backward_slope_of_z(X, weights, biases, T):
    A, Z = [X], []
    for W, b in zip(weights, biases):
        Z.append(A[-1] @ W + b)
        A.append(sigma(Z[-1]))
    delta = (A[-1] - T) * Z[-1] * (1 - Z[-1])
    gradients = []
    for i in range(len(weights) - 1, -1, -1):
        gradients.insert(0, (A[i].T @ delta / len(X), delta.mean(axis=0)))
        if i:
            delta = (delta @ weights[i].T) * Z[i - 1] * (1 - Z[i - 1])
    return gradients


def backward_mean_per_layer(X, weights, biases, T):
    """Divides delta by N again in every layer."""
    A = forward(X, weights, biases)
    delta = layer_delta(A[-1], T)
    gradients = []
    for i in range(len(weights) - 1, -1, -1):
        delta = delta / len(X)
        gradients.insert(0, (A[i].T @ delta, delta.sum(axis=0)))
        delta = (delta @ weights[i].T) * A[i] * (1 - A[i])
    return gradients


def backward_first_sample(X, weights, biases, T):
    return backward(X[:1], weights, biases, T[:1])


def backward_mean_over_outputs(X, weights, biases, T):
    K = T.shape[1]
    return [(dW / K, db / K) for dW, db in backward(X, weights, biases, T)]


RIGHT = [
    backward,
    backward_one_loop,
    backward_recursive,
    backward_samples,
]


WRONG = [
    ("no slope at the output", partial(backward_variant, slope_out=False)),
    ("no slope at the hidden layers", partial(backward_variant, slope_in=False)),
    ("no slope at all", partial(backward_variant, slope_in=False, slope_out=False)),
    ("wrong sign", partial(backward_variant, sign=-1.0)),
    ("sums", partial(backward_variant, div=1)),
    ("activations of the same layer", partial(backward_variant, shift=1)),
    ("no transpose", backward_no_transpose),
    ("the error goes back, not delta", backward_error_back),
    ("moves the weights on the way", backward_updates),
    ("changes the caller's weights", backward_updates_theirs),
    ("mean twice", backward_mean_twice),
    ("no bias in the forward pass", backward_no_bias),
    ("last layer first", backward_reversed),
    ("appends on the way back", backward_appended),
    ("bias gradient summed", backward_bias_sum),
    ("only the last layer learns", backward_last_layer),
    ("new parameters", backward_new_parameters),
    ("z (1 - z)", backward_slope_of_z),
    ("divided by N in each layer", backward_mean_per_layer),
    ("first sample only", backward_first_sample),
    ("mean over the outputs too", backward_mean_over_outputs),
    ("wrong sign and sums", partial(backward_variant, sign=-1.0, div=1)),
    ("twice", partial(backward_variant, sign=2.0)),
    ("measured instead of computed: not exact enough", backward_measured),
    ("not for a network of one layer", backward_no_single),
    ("three layers at most", backward_three_at_most),
]
