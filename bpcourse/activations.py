"""Activations f, and their slopes f' (lesson 01).

Every activation is used in the same two ways: `f(z)`, and `f.prime(z, a)`, the slope at z,
for which the output a = f(z) is at hand. All work element by element on any shape, keep
float32, and give neither warning nor nan for any finite input.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.floating]


class Activation(Protocol):
    """What a layer needs of an activation."""

    def __call__(self, z: Array) -> Array: ...
    def prime(self, z: Array, a: Array) -> Array: ...


def as_float(x: ArrayLike) -> Array:
    """`x` as an array of floats (or complex, for the complex step); float32 stays float32."""
    x = np.asarray(x)
    return x if x.dtype.kind in "fc" else x.astype(float)


@np.errstate(over="ignore")
def sigmoid(x: ArrayLike) -> Array:
    """1 / (1 + exp(-x)); exp may overflow to inf, and 1/inf = 0 is then right (D0-03).

    >>> sigmoid(0.0), sigmoid(-1000.0)
    (np.float64(0.5), np.float64(0.0))
    """
    return 1 / (1 + np.exp(-as_float(x)))


def sigmoid_derivative(x: ArrayLike) -> Array:
    """sigma(x) sigma(-x), which equals sigma (1 - sigma) without its cancellation (D0-04).

    >>> sigmoid_derivative(0.0)
    np.float64(0.25)
    """
    x = as_float(x)
    return sigmoid(x) * sigmoid(-x)


def sigmoid_derivative_from_output(a: ArrayLike) -> Array:
    """a (1 - a), from the cached output a = sigma(x) (D0-05).

    >>> sigmoid_derivative_from_output(0.5)
    np.float64(0.25)
    """
    a = as_float(a)
    return a * (1 - a)


def scaled_sigmoid(x: ArrayLike, A: float, B: float) -> Array:
    """A / (1 + exp(-x/B)): height A, width B > 0 (D2-11)."""
    return A * sigmoid(_over(x, B))


def scaled_sigmoid_derivative(x: ArrayLike, A: float, B: float) -> Array:
    """F (A - F) / (A B), at most A / 4B (D2-12).

    >>> scaled_sigmoid_derivative(0.0, 2.0, 1.0)
    np.float64(0.5)
    """
    return A * sigmoid_derivative(_over(x, B)) / B


@np.errstate(over="ignore", under="ignore")
def _over(x: ArrayLike, B: float) -> Array:
    if not B > 0:
        raise ValueError(f"scaled_sigmoid: B is {B}, and must be greater than 0")
    return as_float(x) / B


def relu(x: ArrayLike) -> Array:
    """max(0, x) (D0-06)."""
    return np.maximum(as_float(x), 0)


def relu_derivative(x: ArrayLike) -> Array:
    """1 where x >= 0, else 0; at the corner this follows D0-07 (any of [0, 1] is right).

    >>> relu_derivative([-1.0, 0.0, 2.0])
    array([0., 1., 1.])
    """
    x = as_float(x)
    return (x >= 0).astype(x.dtype)


def leaky_relu(x: ArrayLike, p: float = 0.01) -> Array:
    """x where x >= 0, p x below, 0 < p < 1 (D0-09)."""
    x = as_float(x)
    return np.where(x >= 0, x, p * x)


def leaky_relu_derivative(x: ArrayLike, p: float = 0.01) -> Array:
    """1 where x >= 0, else p; at the corner this follows D0-10.

    >>> leaky_relu_derivative([-1.0, 0.0, 2.0], 0.1)
    array([0.1, 1. , 1. ])
    """
    x = as_float(x)
    return np.where(x >= 0, x.dtype.type(1), x.dtype.type(p))


def tanh_from_sigmoid(x: ArrayLike) -> Array:
    """2 sigma(2x) - 1, which equals tanh x and loses digits near 0 (D0-12)."""
    with np.errstate(over="ignore"):
        return 2 * sigmoid(2 * as_float(x)) - 1


def tanh_derivative(x: ArrayLike) -> Array:
    """1 - tanh(x)^2 (D0-13).

    >>> tanh_derivative(0.0)
    np.float64(1.0)
    """
    return tanh_derivative_from_output(np.tanh(as_float(x)))


def tanh_derivative_from_output(a: ArrayLike) -> Array:
    """(1 - a)(1 + a), from the cached output a = tanh(x) (D0-13)."""
    a = as_float(a)
    return (1 - a) * (1 + a)


@dataclass(frozen=True)
class Sigmoid:
    """a = 1 / (1 + exp(-z)),  a' = a (1 - a)."""

    def __call__(self, z: Array) -> Array:
        return sigmoid(z)

    def prime(self, z: Array, a: Array) -> Array:
        return a * (1 - a)


@dataclass(frozen=True)
class Tanh:
    """a = tanh(z),  a' = 1 - a^2."""

    def __call__(self, z: Array) -> Array:
        return np.tanh(z)

    def prime(self, z: Array, a: Array) -> Array:
        return 1 - a * a


@dataclass(frozen=True)
class ReLU:
    """a = max(z, 0),  a' = 1 where z >= 0."""

    def __call__(self, z: Array) -> Array:
        return np.maximum(z, 0)

    def prime(self, z: Array, a: Array) -> Array:
        return z >= 0


@dataclass(frozen=True)
class LeakyReLU:
    """a = max(z, p z),  a' = 1 where z >= 0, else p."""

    p: float = 0.01

    def __call__(self, z: Array) -> Array:
        return np.maximum(z, self.p * z)

    def prime(self, z: Array, a: Array) -> Array:
        return leaky_relu_derivative(z, self.p)


@dataclass(frozen=True)
class Identity:
    """a = z,  a' = 1."""

    def __call__(self, z: Array) -> Array:
        return z

    def prime(self, z: Array, a: Array) -> Array:
        return np.ones_like(z)


ACTIVATIONS: dict[str, Activation] = {
    "sigmoid": Sigmoid(),
    "tanh": Tanh(),
    "relu": ReLU(),
    "leaky_relu": LeakyReLU(),
    "identity": Identity(),
}


def activation(name: str) -> Activation:
    """The activation of this name; ValueError with the known names.

    >>> activation("tanh")
    Tanh()
    """
    if name not in ACTIVATIONS:
        raise ValueError(f"activation: {name!r} is none of {', '.join(ACTIVATIONS)}")
    return ACTIVATIONS[name]
