"""A full layer of sigmoid units on a batch, with half squared error (lesson 04).

Rows are samples. X (N, n_in), W (n_in, n_out) with W[j, k] from input j to unit k, b (n_out,).
`delta` is per sample; the mean over the batch is taken where dW and db are formed.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from .activations import Array, as_float, sigmoid
from .gradcheck import central_gradient


def _matrix(name: str, argument: str, value: ArrayLike) -> Array:
    array = as_float(value)
    if array.ndim != 2:
        raise ValueError(f"{name}: {argument} has shape {array.shape}; it needs two axes")
    return array


def weighted_input(X: ArrayLike, W: ArrayLike, b: ArrayLike, name: str = "weighted_input") -> Array:
    """Z = X W + b, (N, n_out)."""
    X, W, b = _matrix(name, "X", X), _matrix(name, "W", W), as_float(b)
    if X.shape[1] != W.shape[0]:
        raise ValueError(
            f"{name}: X has {X.shape[1]} columns, but W has {W.shape[0]} rows; "
            "X @ W needs them equal"
        )
    if b.shape != W.shape[1:]:
        raise ValueError(f"{name}: b has shape {b.shape}, but W has {W.shape[1]} columns")
    return X @ W + b


def layer_output(X: ArrayLike, W: ArrayLike, b: ArrayLike) -> Array:
    """sigma(X W + b), (N, n_out) (D1-06)."""
    return sigmoid(weighted_input(X, W, b, "layer_output"))


def layer_delta(O: ArrayLike, T: ArrayLike) -> Array:
    """dE/dZ = (O - T) O (1 - O), (N, n_out), per sample (D0-26)."""
    O, T = as_float(O), as_float(T)
    if O.shape != T.shape:
        raise ValueError(f"layer_delta: O has shape {O.shape}, but T has shape {T.shape}")
    return (O - T) * O * (1 - O)


def weight_gradient(X: ArrayLike, delta: ArrayLike) -> Array:
    """dE/dW = X^T delta / N, (n_in, n_out), mean over the batch (D0-26).

    >>> weight_gradient([[1.0, 2.0]], [[3.0]])
    array([[3.],
           [6.]])
    """
    X, delta = _matrix("weight_gradient", "X", X), _matrix("weight_gradient", "delta", delta)
    if len(X) != len(delta):
        raise ValueError(
            f"weight_gradient: X has {len(X)} rows, but delta has {len(delta)}; "
            "both need one row a sample"
        )
    return X.T @ delta / len(X)


def bias_gradient(delta: ArrayLike) -> Array:
    """dE/db, (n_out,): the mean of delta over the batch (D4-17)."""
    return _matrix("bias_gradient", "delta", delta).mean(axis=0)


def input_gradient(delta: ArrayLike, W: ArrayLike) -> Array:
    """dE/dX = delta W^T, (N, n_in), per sample (D4-10)."""
    delta, W = _matrix("input_gradient", "delta", delta), _matrix("input_gradient", "W", W)
    if delta.shape[1] != W.shape[1]:
        raise ValueError(
            f"input_gradient: delta has {delta.shape[1]} columns, but W has {W.shape[1]}"
        )
    return delta @ W.T


def layer_gradients(
    X: ArrayLike, W: ArrayLike, b: ArrayLike, T: ArrayLike
) -> tuple[Array, Array, Array]:
    """(dW, db, dX): dW and db means over the batch, dX per sample."""
    delta = layer_delta(layer_output(X, W, b), T)
    return weight_gradient(X, delta), bias_gradient(delta), input_gradient(delta, W)


def numerical_gradient(f: Callable[[Array], float], W: ArrayLike, h: float = 1e-5) -> Array:
    """Central difference of scalar f(W) for every element; like W, which isn't changed."""
    return central_gradient(f, np.array(W, dtype=float), h)
