"""Losses E of one sample, and their gradients (lesson 02).

Functions of one sample take (K,) vectors; `softmax` and the fused gradient also take (N, K)
batches, one sample a row. A batch's loss is the mean over its samples.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .activations import Activation, Array, as_float, sigmoid


def _pair(name: str, first: str, a: ArrayLike, second: str, b: ArrayLike) -> tuple[Array, Array]:
    x, y = as_float(a), as_float(b)
    if x.shape != y.shape:
        raise ValueError(
            f"{name}: {first} has shape {x.shape}, but {second} has shape {y.shape}; "
            "they need to be equal"
        )
    return x, y


@np.errstate(over="ignore")
def half_squared_error(o: ArrayLike, t: ArrayLike) -> float:
    """Half the sum of (o_k - t_k)^2 over one sample; (K,), (K,) -> float (D0-14, D2-05).

    >>> half_squared_error([0.2, 0.7, 0.4], [0.0, 1.0, 0.5])
    0.07
    """
    o, t = _pair("half_squared_error", "o", o, "t", t)
    return _plain(0.5 * np.square(o - t).sum())


def half_squared_error_gradient(o: ArrayLike, t: ArrayLike) -> Array:
    """o - t, the gradient with respect to o; shape of o (D0-15)."""
    o, t = _pair("half_squared_error_gradient", "o", o, "t", t)
    with np.errstate(over="ignore"):
        return o - t


def log_softmax(z: ArrayLike) -> Array:
    """z - max - log sum exp(z - max) along the last axis: never nan for finite z."""
    z = as_float(z)
    with np.errstate(under="ignore", over="ignore"):
        shifted = z - z.real.max(axis=-1, keepdims=True)
        return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def softmax(z: ArrayLike) -> Array:
    """Probabilities along the last axis; (K,) or (N, K), same shape (D0-17).

    >>> softmax([1000.0, 1000.0])
    array([0.5, 0.5])
    """
    z = as_float(z)
    with np.errstate(under="ignore", over="ignore"):
        e = np.exp(z - z.real.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)


def softmax_jacobian(z: ArrayLike) -> Array:
    """J[i, j] = dp_i / dz_j = p_i (1_ij - p_j); (K,) -> (K, K) (D0-18, D0-19)."""
    p = softmax(z)
    if p.ndim != 1:
        raise ValueError(f"softmax_jacobian: z has shape {p.shape}, expected (K,)")
    with np.errstate(under="ignore"):
        return np.diag(p) - np.outer(p, p)


def cross_entropy(p: ArrayLike, y: ArrayLike) -> float:
    """-sum y_k log p_k of one sample; a term with y_k = 0 counts 0 (D0-20).

    >>> cross_entropy([0.5, 0.5, 0.0], [1.0, 0.0, 0.0])
    0.6931471805599453
    """
    p, y = _pair("cross_entropy", "p", p, "y", y)
    with np.errstate(divide="ignore"):
        return _plain(-(y * np.log(p, where=y != 0, out=np.zeros_like(p))).sum() + 0.0)


def softmax_cross_entropy(z: ArrayLike, y: ArrayLike) -> float:
    """Cross-entropy of softmax(z), fused: finite for every finite z; (K,) (D0-16)."""
    z, y = _pair("softmax_cross_entropy", "z", z, "y", y)
    return _plain(-_weighted(y, log_softmax(z)).sum() + 0.0)


def _weighted(y: Array, logp: Array) -> Array:
    """y log p, and 0 where y = 0, were log p -inf."""
    return np.multiply(y, logp, where=y != 0, out=np.zeros_like(logp))


def softmax_cross_entropy_gradient(z: ArrayLike, y: ArrayLike) -> Array:
    """p - y per sample, for rows of y that sum to 1; (K,) or (N, K) (D0-21)."""
    z, y = _pair("softmax_cross_entropy_gradient", "z", z, "y", y)
    return softmax(z) - y


def entropy(y: ArrayLike) -> float:
    """-sum y_k log y_k of one distribution (D2-36)."""
    return cross_entropy(y, y)


def kl_divergence(y: ArrayLike, p: ArrayLike) -> float:
    """sum y_k log(y_k / p_k): cross-entropy less entropy; (K,), (K,) -> float (D2-36).

    >>> kl_divergence([0.5, 0.5], [0.5, 0.5])
    0.0
    """
    y, p = _pair("kl_divergence", "y", y, "p", p)
    inside = y != 0
    with np.errstate(divide="ignore"):
        return _plain((y[inside] * (np.log(y[inside]) - np.log(p[inside]))).sum())


def _plain(value: np.ndarray) -> float:
    """A Python float; complex stays complex, for the complex step."""
    return value.item()


# ---- output activation and loss together: what a network trains with -----------------------
#
# output(z) -> a;  per_sample(z, Y) -> (N,);  delta(z, a, Y) = dE/dz per sample, without 1/N.


class SoftmaxCrossEntropy:
    """p = softmax(z),  E = -sum(y log p),  delta = p - y (rows of Y sum to 1)."""

    def output(self, z: Array) -> Array:
        return softmax(z)

    def per_sample(self, z: Array, Y: Array) -> Array:
        return -_weighted(Y, log_softmax(z)).sum(axis=-1) + 0.0

    def delta(self, z: Array, a: Array, Y: Array) -> Array:
        return a - Y


class HalfSquaredError:
    """a = f(z),  E = sum((a - t)^2) / 2,  delta = (a - t) f'(z)."""

    def __init__(self, f: Activation) -> None:
        self.f = f

    def output(self, z: Array) -> Array:
        return self.f(z)

    def per_sample(self, z: Array, Y: Array) -> Array:
        return 0.5 * np.square(self.f(z) - Y).sum(axis=-1)

    def delta(self, z: Array, a: Array, Y: Array) -> Array:
        return (a - Y) * self.f.prime(z, a)


class SigmoidCrossEntropy:
    """a = sigmoid(z),  E = -sum(t log a + (1 - t) log(1 - a)),  delta = a - t."""

    def output(self, z: Array) -> Array:
        return sigmoid(z)

    def per_sample(self, z: Array, Y: Array) -> Array:
        """log(1 + e^-|z|) + max(z, 0) - t z, summed over the outputs."""
        size = np.where(z.real < 0, -z, z)
        return (np.log(1 + np.exp(-size)) + (z + size) / 2 - Y * z).sum(axis=-1)

    def delta(self, z: Array, a: Array, Y: Array) -> Array:
        return a - Y
