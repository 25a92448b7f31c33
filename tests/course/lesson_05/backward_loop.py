"""Answers to `backward_loop` in many styles, right and wrong."""

from functools import partial

import numpy as np

from .shared import backward_one_loop, backward_variant


def loop_right(X, weights, biases, T):
    activations = [X]
    for W, b in zip(weights, biases):
        Z = activations[-1] @ W + b
        activations.append(1 / (1 + np.exp(-Z)))
    A = activations.pop()
    signal = A - T
    gradients = []
    for W in reversed(weights):
        delta = signal * A * (1 - A)
        A = activations.pop()
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))
        signal = delta @ W.T
    return gradients


def loop_right_again(X, weights, biases, T):
    gradients = []
    activations = [X]
    for W, b in zip(weights, biases):
        Z = activations[-1] @ W + b
        activations.append(1 / (1 + np.exp(-Z)))
    A = activations.pop()
    signal = A - T
    for W in reversed(weights):
        delta = signal * A * (1 - A)
        signal = delta @ W.T
        A = activations.pop()
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))
    return gradients


def loop_pop_first(X, weights, biases, T):
    activations = [X]
    for W, b in zip(weights, biases):
        Z = activations[-1] @ W + b
        activations.append(1 / (1 + np.exp(-Z)))
    A = activations.pop()
    signal = A - T
    gradients = []
    for W in reversed(weights):
        A = activations.pop()
        delta = signal * A * (1 - A)
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))
        signal = delta @ W.T
    return gradients


def loop_gradient_first(X, weights, biases, T):
    activations = [X]
    for W, b in zip(weights, biases):
        Z = activations[-1] @ W + b
        activations.append(1 / (1 + np.exp(-Z)))
    A = activations.pop()
    signal = A - T
    gradients = []
    for W in reversed(weights):
        delta = signal * A * (1 - A)
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))
        A = activations.pop()
        signal = delta @ W.T
    return gradients


def loop_delta_last(X, weights, biases, T):
    activations = [X]
    for W, b in zip(weights, biases):
        Z = activations[-1] @ W + b
        activations.append(1 / (1 + np.exp(-Z)))
    A = activations.pop()
    signal = A - T
    gradients = []
    for W in reversed(weights):
        A = activations.pop()
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))  # noqa: F821
        signal = delta @ W.T  # noqa: F821
        delta = signal * A * (1 - A)
    return gradients


def loop_return_inside(X, weights, biases, T):
    activations = [X]
    for W, b in zip(weights, biases):
        Z = activations[-1] @ W + b
        activations.append(1 / (1 + np.exp(-Z)))
    A = activations.pop()
    signal = A - T
    gradients = []
    for W in reversed(weights):
        delta = signal * A * (1 - A)
        A = activations.pop()
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))
        signal = delta @ W.T
        return gradients


def loop_z_after(X, weights, biases, T):
    activations = [X]
    for W, b in zip(weights, biases):
        activations.append(1 / (1 + np.exp(-Z)))  # noqa: F821
        Z = activations[-1] @ W + b
    A = activations.pop()
    signal = A - T
    gradients = []
    for W in reversed(weights):
        delta = signal * A * (1 - A)
        A = activations.pop()
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))
        signal = delta @ W.T
    return gradients


def loop_appends(X, weights, biases, T):
    return loop_right(X, weights, biases, T)[::-1]


def loop_gradients_reset(X, weights, biases, T):
    activations = [X]
    for W, b in zip(weights, biases):
        Z = activations[-1] @ W + b
        activations.append(1 / (1 + np.exp(-Z)))
    A = activations.pop()
    signal = A - T
    for W in reversed(weights):
        gradients = []
        delta = signal * A * (1 - A)
        A = activations.pop()
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))
        signal = delta @ W.T
    return gradients


def loop_signal_again(X, weights, biases, T):
    activations = [X]
    for W, b in zip(weights, biases):
        Z = activations[-1] @ W + b
        activations.append(1 / (1 + np.exp(-Z)))
    A = activations.pop()
    signal = A - T
    gradients = []
    for W in reversed(weights):
        delta = signal * A * (1 - A)
        signal = delta @ W.T
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))
        A = activations.pop()
    return gradients


def loop_no_signal(X, weights, biases, T):
    """The line with delta @ W.T got lost."""
    activations = [X]
    for W, b in zip(weights, biases):
        Z = activations[-1] @ W + b
        activations.append(1 / (1 + np.exp(-Z)))
    A = activations.pop()
    signal = A - T
    gradients = []
    for _ in reversed(weights):
        delta = signal * A * (1 - A)
        A = activations.pop()
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))
    return gradients


RIGHT = [loop_right, loop_right_again, backward_one_loop]


WRONG = [
    ("pops before delta", loop_pop_first),
    ("gradient before pop", loop_gradient_first),
    ("delta last", loop_delta_last),
    ("return inside the loop", loop_return_inside),
    ("activation before Z", loop_z_after),
    ("last layer first", loop_appends),
    ("list emptied in the loop", loop_gradients_reset),
    ("gradient before pop, signal before both", loop_signal_again),
    ("signal never moves", loop_no_signal),
    ("no slope at the output", partial(backward_variant, slope_out=False)),
]
