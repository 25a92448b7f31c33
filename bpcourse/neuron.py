"""One sigmoid neuron with half squared error (lesson 03).

x, w (n,), b, o, t floats. Complex numbers are welcome, for the complex step.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from bpcourse.activations import sigmoid
from bpcourse.arrays import Array, as_float, batch_mean, product


def neuron_output(x: ArrayLike, w: ArrayLike, b: float) -> float:
    """sigma(w . x + b); (n,), (n,), float -> float (D1-02).

    >>> round(neuron_output([1.5, 0.5], [0.4, -0.6], 0.2), 12)
    0.622459331202
    """
    x, w = _sample("neuron_output", x, w)
    return sigmoid(_plus(product(x, w), b)).item()


def neuron_delta(o: float, t: float) -> float:
    """dE/dz = (o - t) o (1 - o), of floats (D0-23).

    >>> neuron_delta(0.5, 0.0)
    0.125
    """
    with np.errstate(over="ignore"):
        return (o - t) * o * (1 - o)


def neuron_gradients(
    x: ArrayLike, w: ArrayLike, b: float, t: float
) -> tuple[Array, float]:
    """(dw, db): delta x of shape (n,), and delta (D0-23).

    >>> neuron_gradients([2.0, 4.0], [0.0, 0.0], 0.0, 0.0)
    (array([0.25, 0.5 ]), 0.125)
    """
    x, w = _sample("neuron_gradients", x, w)
    delta = neuron_delta(neuron_output(x, w, b), t)
    with np.errstate(over="ignore"):
        return delta * x, delta


def chain_rule_factors(x: float, w: float, b: float) -> tuple[float, ...]:
    """The six local derivatives from f = 1/(e^-(wx+b) + 1) back to w (D3-24, D3-27).

    In order: of 1/h5, h4 + 1, e^h3, -h2, h1 + b, wx. Their product is df/dw.

    >>> chain_rule_factors(1.0, 0.0, 0.0)
    (-0.25, 1.0, 1.0, -1.0, 1.0, 1.0)
    """
    with np.errstate(over="ignore"):
        h4 = np.exp(-(float(w) * float(x) + float(b))).item()
    return -((1 / (h4 + 1)) ** 2), 1.0, h4, -1.0, 1.0, float(x)


def fold_bias(x: ArrayLike, w: ArrayLike, b: float) -> tuple[Array, Array]:
    """(x1, w1), each (n + 1,): the bias as weight number 0 with input 1 (D1-03).

    >>> fold_bias([2.0, 3.0], [0.4, 0.5], 0.1)
    (array([1., 2., 3.]), array([0.1, 0.4, 0.5]))
    """
    x, w = _sample("fold_bias", x, w)
    bias = np.asarray(b).item()
    return np.insert(x, 0, 1), np.insert(w.astype(np.result_type(w, bias)), 0, bias)


def neuron_step(
    x: ArrayLike, w: ArrayLike, b: float, t: float, eta: float
) -> tuple[Array, float]:
    """(w, b) after one step of gradient descent on one sample; w (n,) (D1-19)."""
    dw, db = neuron_gradients(x, w, b, t)
    with np.errstate(over="ignore"):
        return as_float(w) - float(eta) * dw, b - eta * db


def train_neuron(
    X: ArrayLike, t: ArrayLike, eta: float, steps: int
) -> tuple[Array, float]:
    """(w, b) from zeros by full-batch descent on the mean loss; X (N, n), t (N,).

    >>> w, b = train_neuron([[0.0], [1.0]], [0.0, 1.0], eta=5.0, steps=1000)
    >>> bool(neuron_output([0.0], w, b) < 0.1 and neuron_output([1.0], w, b) > 0.9)
    True
    """
    X, t = as_float(X), as_float(t)
    if X.ndim != 2 or X.size == 0 or t.shape != (len(X),):
        raise ValueError(
            f"train_neuron: X has shape {X.shape} and t has shape {t.shape}; "
            "expected (N, n) and (N,)"
        )
    w, b = np.zeros(X.shape[1], X.dtype), 0.0
    for _ in range(steps):
        o = sigmoid(_plus(product(X, w), b))
        with np.errstate(over="ignore"):
            delta = (o - t) * o * (1 - o)
            w = w - float(eta) * product(X.T, delta) / len(X)
            b = b - eta * batch_mean(delta).item()
    return w, b


def _sample(name: str, x: ArrayLike, w: ArrayLike) -> tuple[Array, Array]:
    x, w = as_float(x), as_float(w)
    if x.ndim != 1 or x.shape != w.shape:
        raise ValueError(
            f"{name}: x has shape {x.shape} and w has shape {w.shape}; "
            "expected (n,) for both"
        )
    return x, w


def _plus(z: Array, b: float) -> Array:
    with np.errstate(over="ignore"):
        return z + np.asarray(b).item()
