"""Answers to `two_layer_step` in many styles, right and wrong."""

import numpy as np


def two_textbook(X, T, W1, b1, W2, b2, eta):
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    delta2 = (A2 - T) * A2 * (1 - A2)
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    b2 = b2 - eta * delta2.mean(axis=0)
    W1 = W1 - eta * X.T @ delta1 / len(X)
    b1 = b1 - eta * delta1.mean(axis=0)
    return W1, b1, W2, b2


def two_first_layer_first(X, T, W1, b1, W2, b2, eta):
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    delta2 = (A2 - T) * A2 * (1 - A2)
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
    W1 = W1 - eta * X.T @ delta1 / len(X)
    b1 = b1 - eta * delta1.mean(axis=0)
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    b2 = b2 - eta * delta2.mean(axis=0)
    return W1, b1, W2, b2


def two_bias_early(X, T, W1, b1, W2, b2, eta):
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    delta2 = (A2 - T) * A2 * (1 - A2)
    b2 = b2 - eta * delta2.mean(axis=0)
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
    b1 = b1 - eta * delta1.mean(axis=0)
    W1 = W1 - eta * X.T @ delta1 / len(X)
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    return W1, b1, W2, b2


def two_famous(X, T, W1, b1, W2, b2, eta):
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    delta2 = (A2 - T) * A2 * (1 - A2)
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    b2 = b2 - eta * delta2.mean(axis=0)
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
    W1 = W1 - eta * X.T @ delta1 / len(X)
    b1 = b1 - eta * delta1.mean(axis=0)
    return W1, b1, W2, b2


def two_delta1_too_early(X, T, W1, b1, W2, b2, eta):
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)  # noqa: F821
    delta2 = (A2 - T) * A2 * (1 - A2)
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    b2 = b2 - eta * delta2.mean(axis=0)
    W1 = W1 - eta * X.T @ delta1 / len(X)
    b1 = b1 - eta * delta1.mean(axis=0)
    return W1, b1, W2, b2


def two_a2_first(X, T, W1, b1, W2, b2, eta):
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))  # noqa: F821
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    delta2 = (A2 - T) * A2 * (1 - A2)
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    b2 = b2 - eta * delta2.mean(axis=0)
    W1 = W1 - eta * X.T @ delta1 / len(X)
    b1 = b1 - eta * delta1.mean(axis=0)
    return W1, b1, W2, b2


def two_return_early(X, T, W1, b1, W2, b2, eta):
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    delta2 = (A2 - T) * A2 * (1 - A2)
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    W1 = W1 - eta * X.T @ delta1 / len(X)
    return W1, b1, W2, b2
    b1 = b1 - eta * delta1.mean(axis=0)
    b2 = b2 - eta * delta2.mean(axis=0)


def two_line_lost(X, T, W1, b1, W2, b2, eta):
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    delta2 = (A2 - T) * A2 * (1 - A2)
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    W1 = W1 - eta * X.T @ delta1 / len(X)
    b1 = b1 - eta * delta1.mean(axis=0)
    return W1, b1, W2, b2


def two_line_twice(X, T, W1, b1, W2, b2, eta):
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    delta2 = (A2 - T) * A2 * (1 - A2)
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    b2 = b2 - eta * delta2.mean(axis=0)
    W1 = W1 - eta * X.T @ delta1 / len(X)
    b1 = b1 - eta * delta1.mean(axis=0)
    return W1, b1, W2, b2


def two_not_moved(X, T, W1, b1, W2, b2, eta):
    return W1, b1, W2, b2
    raise NotImplementedError


def two_plus(X, T, W1, b1, W2, b2, eta):
    return two_textbook(X, T, W1, b1, W2, b2, -eta)


def two_return_order(X, T, W1, b1, W2, b2, eta):
    W1, b1, W2, b2 = two_textbook(X, T, W1, b1, W2, b2, eta)
    return W1, W2, b1, b2


def two_return_back(X, T, W1, b1, W2, b2, eta):
    W1, b1, W2, b2 = two_textbook(X, T, W1, b1, W2, b2, eta)
    return W2, b2, W1, b1


def two_in_place(X, T, W1, b1, W2, b2, eta):
    new = two_textbook(X, T, W1, b1, W2, b2, eta)
    W1[:], b1[:], W2[:], b2[:] = new
    return W1, b1, W2, b2


def two_famous_summed(X, T, W1, b1, W2, b2, eta):
    return two_famous(X, T, W1, b1, W2, b2, eta * len(X))


RIGHT = [two_textbook, two_first_layer_first, two_bias_early]


WRONG = [
    ("delta1 through the new W2", two_famous),
    ("delta1 before delta2", two_delta1_too_early),
    ("A2 before A1", two_a2_first),
    ("return before the biases", two_return_early),
    ("a line got lost", two_line_lost),
    ("a line stands twice", two_line_twice),
    ("return at the top", two_not_moved),
    ("uphill", two_plus),
    ("another order of results", two_return_order),
    ("second layer first", two_return_back),
    ("changes the caller's arrays", two_in_place),
    ("through the new W2, and summed", two_famous_summed),
]
