"""What the answers of several exercises share."""

import numpy as np

from bpcourse.layer import layer_delta


def sigma(z):
    return 1 / (1 + np.exp(-z))


def forward(X, weights, biases):
    activations = [X]
    for W, b in zip(weights, biases):
        activations.append(sigma(activations[-1] @ W + b))
    return activations


def hidden_delta(delta_next, W_next, A):
    return (delta_next @ W_next.T) * A * (1 - A)


def all_deltas(activations, weights, T):
    deltas = [layer_delta(activations[-1], T)]
    for layer in range(len(weights) - 1, 0, -1):
        deltas.insert(0, hidden_delta(deltas[0], weights[layer], activations[layer]))
    return deltas


def all_gradients(activations, deltas):
    return [
        (A.T @ d / len(d), d.mean(axis=0)) for A, d in zip(activations[:-1], deltas)
    ]


def backward(X, weights, biases, T):
    activations = forward(X, weights, biases)
    return all_gradients(activations, all_deltas(activations, weights, T))


def backward_one_loop(X, weights, biases, T):
    A = forward(X, weights, biases)
    delta = (A[-1] - T) * A[-1] * (1 - A[-1])
    gradients = []
    for i in range(len(weights) - 1, -1, -1):
        gradients.append((A[i].T @ delta / len(X), np.mean(delta, axis=0)))
        delta = delta @ weights[i].T * A[i] * (1 - A[i])
    gradients.reverse()
    return gradients


def backward_recursive(X, weights, biases, T):
    def go(A, layer):
        """The signal that comes back to `A`, and the gradients from here on."""
        if layer == len(weights):
            return A - T, []
        out = sigma(A @ weights[layer] + biases[layer])
        signal, later = go(out, layer + 1)
        delta = signal * out * (1 - out)
        gradient = (A.T @ delta / len(X), delta.sum(axis=0) / len(X))
        return delta @ weights[layer].T, [gradient] + later

    return go(X, 0)[1]


def backward_samples(X, weights, biases, T):
    sums = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in zip(weights, biases)]
    for x, t in zip(X, T):
        a = [x]
        for W, b in zip(weights, biases):
            a.append(sigma(a[-1] @ W + b))
        d = (a[-1] - t) * a[-1] * (1 - a[-1])
        for i in reversed(range(len(weights))):
            dW, db = sums[i]
            dW += np.outer(a[i], d)
            db += d
            if i:
                d = (weights[i] @ d) * a[i] * (1 - a[i])
    return [(dW / len(X), db / len(X)) for dW, db in sums]


def backward_variant(
    X, weights, biases, T, *, slope_out=True, slope_in=True, sign=1.0, div=None, shift=0
):
    """The right loop with slips built in."""
    A = forward(X, weights, biases)
    delta = sign * (A[-1] - T) * (A[-1] * (1 - A[-1]) if slope_out else 1.0)
    N = len(X) if div is None else div
    gradients = []
    for i in range(len(weights) - 1, -1, -1):
        gradients.insert(0, (A[i + shift].T @ delta / N, delta.sum(axis=0) / N))
        delta = (delta @ weights[i].T) * (A[i] * (1 - A[i]) if slope_in else 1.0)
    return gradients


def backward_no_transpose(X, weights, biases, T):
    A = forward(X, weights, biases)
    delta = layer_delta(A[-1], T)
    gradients = []
    for i in range(len(weights) - 1, -1, -1):
        gradients.insert(0, (A[i].T @ delta / len(X), delta.mean(axis=0)))
        if i:
            delta = (delta @ weights[i]) * A[i] * (1 - A[i])
    return gradients


def backward_bias_sum(X, weights, biases, T):
    return [(dW, db * len(X)) for dW, db in backward(X, weights, biases, T)]
