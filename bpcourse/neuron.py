"""One sigmoid neuron with half squared error (lesson 03)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from .activations import Array, as_float, sigmoid


def _sample(name: str, x: ArrayLike, w: ArrayLike) -> tuple[Array, Array]:
    x, w = as_float(x), as_float(w)
    if x.ndim != 1 or x.shape != w.shape:
        raise ValueError(
            f"{name}: x has shape {x.shape} and w has shape {w.shape}; both need to be (n,)"
        )
    return x, w


def neuron_output(x: ArrayLike, w: ArrayLike, b: float) -> float:
    """sigma(w . x + b); (n,), (n,), float -> float (D1-02).

    >>> round(neuron_output([1.5, 0.5], [0.4, -0.6], 0.2), 12)
    0.622459331202
    """
    x, w = _sample("neuron_output", x, w)
    return sigmoid(x @ w + b).item()


def neuron_delta(o: float, t: float) -> float:
    """dE/dz = (o - t) o (1 - o), floats (D0-23)."""
    return (o - t) * o * (1 - o)


def neuron_gradients(x: ArrayLike, w: ArrayLike, b: float, t: float) -> tuple[Array, float]:
    """(dw, db): delta x of shape (n,), and delta (D0-23)."""
    x, w = _sample("neuron_gradients", x, w)
    delta = neuron_delta(neuron_output(x, w, b), t)
    return delta * x, delta


def chain_rule_factors(x: float, w: float, b: float) -> tuple[float, ...]:
    """The six local derivatives from f = 1/(e^-(wx+b) + 1) back to w (D3-24, D3-27).

    >>> chain_rule_factors(1.0, 0.0, 0.0)
    (-0.25, 1.0, 1.0, -1.0, 1.0, 1.0)
    """
    h4 = math.exp(-(w * x + b))
    return -1 / (h4 + 1) ** 2, 1.0, h4, -1.0, 1.0, x


def fold_bias(x: ArrayLike, w: ArrayLike, b: float) -> tuple[Array, Array]:
    """(x1, w1), each (n + 1,): the bias as weight number 0 with input 1 (D1-03)."""
    x, w = _sample("fold_bias", x, w)
    return np.concatenate([[1.0], x]), np.concatenate([[b], w])


def neuron_step(
    x: ArrayLike, w: ArrayLike, b: float, t: float, eta: float
) -> tuple[Array, float]:
    """(w, b) after one step of gradient descent on one sample."""
    dw, db = neuron_gradients(x, w, b, t)
    return as_float(w) - eta * dw, b - eta * db


def train_neuron(X: ArrayLike, t: ArrayLike, eta: float, steps: int) -> tuple[Array, float]:
    """(w, b) from zeros by full-batch descent on the mean loss; X (N, n), t (N,)."""
    X, t = as_float(X), as_float(t)
    if X.ndim != 2 or t.shape != (len(X),):
        raise ValueError(
            f"train_neuron: X has shape {X.shape} and t has shape {t.shape}; "
            "they need to be (N, n) and (N,)"
        )
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        o = sigmoid(X @ w + b)
        delta = (o - t) * o * (1 - o)
        w, b = w - eta * X.T @ delta / len(X), b - eta * delta.mean().item()
    return w, b
