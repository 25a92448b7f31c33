"""Losses E of one sample, and their gradients (lesson 02).

A loss is the number of *one* sample, (K,) vectors; the softmaxes and the fused gradient
also take (N, K) batches, one row per sample. The loss of a batch is the mean over its
samples. No finite input gives a warning or a nan; a loss beyond the floats is inf.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from bpcourse.activations import Activation, activation, sigmoid
from bpcourse.arrays import Array, as_float, same_shape


def half_squared_error(o: ArrayLike, t: ArrayLike) -> float:
    """Half the sum of (o_k - t_k)^2 of one sample; (K,), (K,) -> float (D0-14).

    >>> half_squared_error([0.2, 0.7, 0.4], [0.0, 1.0, 0.5])
    0.07
    """
    o, t = _sample("half_squared_error", "o", o, "t", t)
    with np.errstate(over="ignore"):
        return _plain(0.5 * np.square(o - t).sum())


def half_squared_error_gradient(o: ArrayLike, t: ArrayLike) -> Array:
    """dE/do = o - t; shape of o (D0-15).

    >>> half_squared_error_gradient([0.25, 0.5], [0.0, 1.0])
    array([ 0.25, -0.5 ])
    """
    o, t = same_shape("half_squared_error_gradient", "o", o, "t", t)
    with np.errstate(over="ignore"):
        return o - t


def log_softmax(z: ArrayLike) -> Array:
    """z - max - log sum exp(z - max) along the last axis; (K,) or (N, K) (D0-16).

    >>> log_softmax([0.0, -800.0])
    array([   0., -800.])
    """
    shifted = _shifted(z)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def softmax(z: ArrayLike) -> Array:
    """Probabilities along the last axis; (K,) or (N, K), same shape (D0-17).

    >>> softmax([1000.0, 1000.0])
    array([0.5, 0.5])
    """
    e = np.exp(_shifted(z))
    return e / e.sum(axis=-1, keepdims=True)


def _shifted(z: ArrayLike) -> Array:
    """z less its maximum: softmax stays the same, and exp can't overflow."""
    z = as_float(z)
    if z.ndim == 0 or z.shape[-1] == 0:
        raise ValueError(f"softmax: z has shape {z.shape}; expected (K,) or (N, K)")
    with np.errstate(over="ignore"):
        return z - z.real.max(axis=-1, keepdims=True)


def softmax_jacobian(z: ArrayLike) -> Array:
    """J[i, j] = dp_i/dz_j = p_i (1_ij - p_j); (K,) -> (K, K) (D0-18, D0-19).

    >>> softmax_jacobian([0.0, 0.0])
    array([[ 0.25, -0.25],
           [-0.25,  0.25]])
    """
    p = softmax(z)
    if p.ndim != 1:
        raise ValueError(f"softmax_jacobian: z has shape {p.shape}; expected (K,)")
    return np.diag(p) - np.outer(p, p)


def cross_entropy(p: ArrayLike, y: ArrayLike) -> float:
    """-sum y_k log p_k of one sample; (K,), (K,) -> float (D0-20).

    A term with y_k = 0 counts 0, even where p_k = 0; y_k > 0 with p_k = 0 gives inf.
    ValueError for entries below 0.

    >>> cross_entropy([0.5, 0.5, 0.0], [1.0, 0.0, 0.0])
    0.6931471805599453
    """
    p, y = _probabilities("cross_entropy", "p", p, "y", y)
    return _plain(_minus_sum(y, _log(p)))


def softmax_cross_entropy(z: ArrayLike, y: ArrayLike) -> float:
    """Cross-entropy of softmax(z), fused, so that no log of 0 arises; (K,) (D0-16).

    >>> softmax_cross_entropy([0.0, -800.0], [0.0, 1.0])
    800.0
    """
    z, y = _sample("softmax_cross_entropy", "z", z, "y", y)
    return _plain(_minus_sum(y, log_softmax(z)))


def softmax_cross_entropy_gradient(z: ArrayLike, y: ArrayLike) -> Array:
    """dE/dz = p - y per sample, for rows of y that sum to 1; (K,) or (N, K) (D0-21).

    >>> softmax_cross_entropy_gradient([0.0, 0.0], [1.0, 0.0])
    array([-0.5,  0.5])
    """
    z, y = same_shape("softmax_cross_entropy_gradient", "z", z, "y", y)
    return softmax(z) - y


def entropy(y: ArrayLike) -> float:
    """-sum y_k log y_k of one distribution; (K,) -> float (D2-36).

    >>> entropy([0.5, 0.5])
    0.6931471805599453
    """
    y, _ = _probabilities("entropy", "y", y, "y", y)
    return _plain(_minus_sum(y, _log(y)))


def kl_divergence(y: ArrayLike, p: ArrayLike) -> float:
    """sum y_k log(y_k / p_k), cross-entropy less entropy; (K,), (K,) -> float (D2-36).

    A term with y_k = 0 counts 0; y_k > 0 with p_k = 0 gives inf.

    >>> kl_divergence([0.5, 0.5], [0.5, 0.5])
    0.0
    """
    y, p = _probabilities("kl_divergence", "y", y, "p", p)
    inside = y != 0
    return _plain(0.0 - _minus_sum(y[inside], _log(y[inside]) - _log(p[inside])))


def _sample(
    name: str, first: str, a: ArrayLike, second: str, b: ArrayLike
) -> tuple[Array, Array]:
    x, y = same_shape(name, first, a, second, b)
    if x.ndim > 1:
        raise ValueError(
            f"{name}: {first} has shape {x.shape}; expected one sample, (K,)"
        )
    return x, y


def _probabilities(
    name: str, first: str, a: ArrayLike, second: str, b: ArrayLike
) -> tuple[Array, Array]:
    x, y = _sample(name, first, a, second, b)
    for label, array in ((first, x), (second, y)):
        if (array.real < 0).any():
            raise ValueError(
                f"{name}: {label} has entries below 0; expected probabilities"
            )
    return x, y


def _log(p: Array) -> Array:
    with np.errstate(divide="ignore"):
        return np.log(p)


def _minus_sum(y: Array, logp: Array) -> Array:
    """-sum y log p along the last axis; 0 log 0 counts 0."""
    terms = np.multiply(y, logp, where=y != 0, out=np.zeros_like(logp))
    return 0.0 - terms.sum(axis=-1)


def _plain(value: np.generic | Array) -> float:
    """A Python float; complex stays complex, for the complex step."""
    return value.item()


class Loss(Protocol):
    """Output activation and loss together, as a network trains with them.

    z, a, Y have the shape (N, K). Together they are simpler than apart: delta needs no
    Jacobian, and the loss no log of a rounded probability.
    """

    def output(self, z: Array) -> Array:
        """The network's output a."""

    def per_sample(self, z: Array, Y: Array) -> Array:
        """E of every sample, (N,)."""

    def delta(self, z: Array, a: Array, Y: Array) -> Array:
        """dE/dz per sample, (N, K), without 1/N."""


class SoftmaxCrossEntropy:
    """p = softmax(z),  E = -sum(y log p),  delta = p - y (rows of Y sum to 1)."""

    def output(self, z: Array) -> Array:
        """p = softmax(z) of each row, (N, K)."""
        return softmax(z)

    def per_sample(self, z: Array, Y: Array) -> Array:
        """-sum(y log p) of each row, (N,): from z, so that no log of 0 arises."""
        return _minus_sum(Y, log_softmax(z))

    def delta(self, z: Array, a: Array, Y: Array) -> Array:
        """p - y, (N, K); rows of Y sum to 1."""
        return a - Y


class HalfSquaredError:
    """a = f(z),  E = sum((a - t)^2) / 2,  delta = (a - t) f'(z)."""

    def __init__(self, f: Activation) -> None:
        self.f = f

    def output(self, z: Array) -> Array:
        """f(z), (N, K)."""
        return self.f(z)

    def per_sample(self, z: Array, Y: Array) -> Array:
        """Half the sum of (a - t)^2 of each row, (N,)."""
        return 0.5 * np.square(self.f(z) - Y).sum(axis=-1)

    def delta(self, z: Array, a: Array, Y: Array) -> Array:
        """(a - t) f'(z), (N, K)."""
        return (a - Y) * self.f.prime(z, a)


class SigmoidCrossEntropy:
    """a = sigmoid(z),  E = -sum(t log a + (1 - t) log(1 - a)),  delta = a - t."""

    def output(self, z: Array) -> Array:
        """sigmoid(z), (N, K): a probability for each output by itself."""
        return sigmoid(z)

    def per_sample(self, z: Array, Y: Array) -> Array:
        """log(1 + e^-|z|) + (max(z, 0) - t z), summed over the outputs."""
        size = np.where(z.real < 0, -z, z)
        return (np.log1p(np.exp(-size)) + (np.maximum(z, 0) - Y * z)).sum(axis=-1)

    def delta(self, z: Array, a: Array, Y: Array) -> Array:
        """a - t, (N, K); targets from 0 to 1."""
        return a - Y


def output_loss(output: str | Activation) -> Loss:
    """What a network's output is trained with.

    "softmax": with cross-entropy, as "sigmoid_cross_entropy"; an activation, or its
    name: with half squared error.

    >>> type(output_loss("softmax")).__name__, type(output_loss("tanh")).__name__
    ('SoftmaxCrossEntropy', 'HalfSquaredError')
    """
    if output == "softmax":
        return SoftmaxCrossEntropy()
    if output == "sigmoid_cross_entropy":
        return SigmoidCrossEntropy()
    try:
        return HalfSquaredError(activation(output))
    except ValueError as fault:
        raise ValueError(
            f"output: softmax, sigmoid_cross_entropy, or an activation; {fault}"
        ) from None
