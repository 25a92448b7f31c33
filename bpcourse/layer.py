"""A full layer of sigmoid units on a batch, with half squared error (lesson 04).

Rows are samples. X (N, n_in), W (n_in, n_out) with W[j, k] from input j to unit k, b
(n_out,). `delta` is per sample; the mean over the batch is taken where dW and db are
formed.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from bpcourse.activations import sigmoid
from bpcourse.arrays import Array, as_float, batch_mean, matrix, product, same_shape
from bpcourse.gradcheck import central_gradient


def weighted_input(
    X: ArrayLike, W: ArrayLike, b: ArrayLike, name: str = "weighted_input"
) -> Array:
    """Z = X W + b, (N, n_out) (D1-03, D2-04). `name` heads the error messages.

    >>> weighted_input([[1.0, 2.0]], [[3.0], [4.0]], [0.5])
    array([[11.5]])
    """
    X, W, b = matrix(name, "X", X), matrix(name, "W", W), as_float(b)
    if X.shape[1] != W.shape[0]:
        raise ValueError(
            f"{name}: X has {X.shape[1]} columns, but W has {W.shape[0]} rows; "
            "X @ W needs them equal"
        )
    if b.shape != W.shape[1:]:
        raise ValueError(
            f"{name}: b has shape {b.shape}, but W has {W.shape[1]} columns; "
            f"expected ({W.shape[1]},)"
        )
    with np.errstate(over="ignore"):
        return product(X, W) + b


def layer_output(X: ArrayLike, W: ArrayLike, b: ArrayLike) -> Array:
    """sigma(X W + b), (N, n_out) (D1-06).

    >>> layer_output([[1.0, 2.0]], [[2.0], [-1.0]], [0.0])
    array([[0.5]])
    """
    return sigmoid(weighted_input(X, W, b, "layer_output"))


def layer_delta(O: ArrayLike, T: ArrayLike) -> Array:
    """dE/dZ = (O - T) O (1 - O), (N, n_out), per sample (D0-26).

    >>> layer_delta([[0.5]], [[1.0]])
    array([[-0.125]])
    """
    A, T = same_shape("layer_delta", "O", O, "T", T)
    with np.errstate(over="ignore"):
        return (A - T) * A * (1 - A)


def weight_gradient(X: ArrayLike, delta: ArrayLike) -> Array:
    """dE/dW = X^T delta / N, (n_in, n_out), mean over the batch (D0-26).

    >>> weight_gradient([[1.0, 2.0]], [[3.0]])
    array([[3.],
           [6.]])
    """
    X = matrix("weight_gradient", "X", X)
    delta = matrix("weight_gradient", "delta", delta)
    if len(X) != len(delta):
        raise ValueError(
            f"weight_gradient: X has {len(X)} rows, but delta has {len(delta)}; "
            "both need one row per sample"
        )
    return product(X.T, delta) / len(X)


def bias_gradient(delta: ArrayLike) -> Array:
    """dE/db, (n_out,): the mean of delta over the batch (D4-17).

    >>> bias_gradient([[1.0, 2.0], [3.0, 4.0]])
    array([2., 3.])
    """
    return batch_mean(matrix("bias_gradient", "delta", delta))


def input_gradient(delta: ArrayLike, W: ArrayLike) -> Array:
    """dE/dX = delta W^T, (N, n_in), per sample (D4-10).

    >>> input_gradient([[1.0]], [[3.0], [4.0]])
    array([[3., 4.]])
    """
    delta = matrix("input_gradient", "delta", delta)
    W = matrix("input_gradient", "W", W)
    if delta.shape[1] != W.shape[1]:
        raise ValueError(
            f"input_gradient: delta has {delta.shape[1]} columns, but W has "
            f"{W.shape[1]}; delta @ W.T needs them equal"
        )
    return product(delta, W.T)


def layer_gradients(
    X: ArrayLike, W: ArrayLike, b: ArrayLike, T: ArrayLike
) -> tuple[Array, Array, Array]:
    """(dW, db, dX): dW and db means over the batch, dX per sample.

    >>> dW, db, dX = layer_gradients([[0.0, 2.0]], [[1.0], [0.0]], [0.0], [[0.0]])
    >>> dW.tolist(), db.tolist(), dX.tolist()
    ([[0.0], [0.25]], [0.125], [[0.125, 0.0]])
    """
    delta = layer_delta(layer_output(X, W, b), T)
    return weight_gradient(X, delta), bias_gradient(delta), input_gradient(delta, W)


def numerical_gradient(
    f: Callable[[Array], float], W: ArrayLike, h: float = 1e-5
) -> Array:
    """Central difference of scalar f(W) for every element; like W, which isn't changed.

    >>> numerical_gradient(lambda W: (W**2).sum(), [1.0, 2.0]).round(6)
    array([2., 4.])
    """
    return central_gradient(f, W, h)
