"""Activations f, and their slopes f' (lesson 01).

All functions work element by element on any shape, take lists, keep float32, and give
neither warning nor nan for any finite input. The objects at the end are what layers
use, all in the same two ways: `f(z)`, and `f.prime(z, a)`, the slope at z, for which a
= f(z) is at hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike

from bpcourse.arrays import Array, as_float


def sigmoid(x: ArrayLike) -> Array:
    """1 / (1 + exp(-x)), any shape; where exp overflows to inf, 0 is right (D0-03).

    >>> sigmoid(0.0), sigmoid(-1000.0)
    (np.float64(0.5), np.float64(0.0))
    """
    x = as_float(x)
    if x.dtype.kind == "c":  # a complex exp overflows to nan, where the slope is 1e-304
        x = np.maximum(x, -700)
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-x))


def sigmoid_derivative(x: ArrayLike) -> Array:
    """sigma(x) sigma(-x): sigma (1 - sigma) without its cancellation far out (D0-04).

    >>> sigmoid_derivative(0.0)
    np.float64(0.25)
    """
    x = as_float(x)
    return sigmoid(x) * sigmoid(-x)


def sigmoid_derivative_from_output(a: ArrayLike) -> Array:
    """a (1 - a), from the cached output a = sigma(x), any shape (D0-05).

    >>> sigmoid_derivative_from_output(0.5)
    np.float64(0.25)
    """
    a = as_float(a)
    with np.errstate(over="ignore"):
        return a * (1 - a)


def scaled_sigmoid(x: ArrayLike, A: float, B: float) -> Array:
    """A / (1 + exp(-x/B)): height A, width B; ValueError unless B > 0 (D2-11).

    >>> scaled_sigmoid(0.0, 3.0, 2.0)
    np.float64(1.5)
    """
    return float(A) * sigmoid(_over("scaled_sigmoid", x, B))


def scaled_sigmoid_derivative(x: ArrayLike, A: float, B: float) -> Array:
    """F (A - F) / (A B), A / 4B at 0; ValueError unless B > 0 (D2-12).

    >>> scaled_sigmoid_derivative(0.0, 2.0, 1.0)
    np.float64(0.5)
    """
    slope = float(A) * sigmoid_derivative(_over("scaled_sigmoid_derivative", x, B))
    with np.errstate(over="ignore"):
        return slope / float(B)


def _over(name: str, x: ArrayLike, B: float) -> Array:
    if not B > 0:
        raise ValueError(f"{name}: B is {B}; expected a number above 0")
    with np.errstate(over="ignore"):
        return as_float(x) / float(B)


def relu(x: ArrayLike) -> Array:
    """max(0, x), any shape (D0-06).

    >>> relu([-1.0, 0.0, 2.0])
    array([0., 0., 2.])
    """
    return np.maximum(as_float(x), 0)


def relu_derivative(x: ArrayLike) -> Array:
    """1 where x >= 0, else 0; at 0 this follows D0-07 (all of [0, 1] is right).

    >>> relu_derivative([-1.0, 0.0, 2.0])
    array([0., 1., 1.])
    """
    x = as_float(x)
    return (x >= 0).astype(x.dtype)


def leaky_relu(x: ArrayLike, p: float = 0.01) -> Array:
    """x where x >= 0, p x below, 0 < p < 1, any shape (D0-09).

    >>> leaky_relu([-1.0, 0.0, 2.0], 0.1)
    array([-0.1,  0. ,  2. ])
    """
    x = as_float(x)
    return np.where(x >= 0, x, float(p) * x)


def leaky_relu_derivative(x: ArrayLike, p: float = 0.01) -> Array:
    """1 where x >= 0, else p; at 0 this follows D0-10 (all of [p, 1] is right).

    >>> leaky_relu_derivative([-1.0, 0.0, 2.0], 0.1)
    array([0.1, 1. , 1. ])
    """
    x = as_float(x)
    return np.where(x >= 0, x.dtype.type(1), x.dtype.type(p))


def tanh_from_sigmoid(x: ArrayLike) -> Array:
    """2 sigma(2x) - 1: equals tanh x, but loses digits near 0 (D0-12).

    >>> tanh_from_sigmoid(0.0)
    np.float64(0.0)
    """
    with np.errstate(over="ignore"):
        return 2 * sigmoid(2 * as_float(x)) - 1


def tanh_derivative(x: ArrayLike) -> Array:
    """1 - tanh(x)^2, any shape (D0-13).

    >>> tanh_derivative(0.0)
    np.float64(1.0)
    """
    return tanh_derivative_from_output(np.tanh(as_float(x)))


def tanh_derivative_from_output(a: ArrayLike) -> Array:
    """(1 - a)(1 + a) = 1 - a^2, from the cached output a = tanh(x) (D0-13).

    >>> tanh_derivative_from_output([0.0, 0.5])
    array([1.  , 0.75])
    """
    a = as_float(a)
    with np.errstate(over="ignore"):
        return (1 - a) * (1 + a)


class Activation(Protocol):
    """What a layer needs of an activation; z and a are float arrays of one shape."""

    def __call__(self, z: Array) -> Array:
        """a = f(z)."""

    def prime(self, z: Array, a: Array) -> Array:
        """f'(z), where a = f(z) is at hand."""


@dataclass(frozen=True)
class Sigmoid:
    """a = 1 / (1 + exp(-z)),  a' = a (1 - a)."""

    def __call__(self, z: Array) -> Array:
        return sigmoid(z)

    def prime(self, z: Array, a: Array) -> Array:
        """a (1 - a), like a."""
        return a * (1 - a)


@dataclass(frozen=True)
class Tanh:
    """a = tanh(z),  a' = 1 - a^2."""

    def __call__(self, z: Array) -> Array:
        return np.tanh(z)

    def prime(self, z: Array, a: Array) -> Array:
        """1 - a^2, like a."""
        return 1 - a * a


@dataclass(frozen=True)
class ReLU:
    """a = max(z, 0),  a' = 1 where z >= 0, as True and False."""

    gain = 2  # of the first weights' variance: half of the outputs are 0

    def __call__(self, z: Array) -> Array:
        return np.maximum(z, 0)

    def prime(self, z: Array, a: Array) -> Array:
        """z >= 0, like z: True and False."""
        return z >= 0


@dataclass(frozen=True)
class LeakyReLU:
    """a = max(z, p z),  a' = 1 where z >= 0, else p; ValueError unless 0 <= p <= 1."""

    p: float = 0.01
    gain = 2

    def __post_init__(self) -> None:
        if not 0 <= self.p <= 1:
            raise ValueError(f"LeakyReLU: p is {self.p}; expected 0 to 1")

    def __call__(self, z: Array) -> Array:
        return np.maximum(z, self.p * z)

    def prime(self, z: Array, a: Array) -> Array:
        """1 where z >= 0, else p; like z, in its dtype."""
        return np.maximum(z >= 0, z.dtype.type(self.p))


@dataclass(frozen=True)
class Identity:
    """a = z,  a' = 1."""

    def __call__(self, z: Array) -> Array:
        return z

    def prime(self, z: Array, a: Array) -> Array:
        """1 everywhere, like z."""
        return np.ones_like(z)


ACTIVATIONS: dict[str, Activation] = {
    "sigmoid": Sigmoid(),
    "tanh": Tanh(),
    "relu": ReLU(),
    "leaky_relu": LeakyReLU(),
    "identity": Identity(),
}
BY_FUNCTION: dict[Any, Activation] = {
    sigmoid: Sigmoid(),
    np.tanh: Tanh(),
    relu: ReLU(),
    leaky_relu: LeakyReLU(),
}


@dataclass(frozen=True)
class OfFunctions:
    """a = f(z),  a' = slope(z): two functions of an array, entry by entry."""

    f: Callable[[Array], ArrayLike]
    slope: Callable[[Array], ArrayLike]

    def __call__(self, z: Array) -> Array:
        return self._fitting("f", self.f(z), z)

    def prime(self, z: Array, a: Array) -> Array:
        """slope(z), like z; ValueError for another shape."""
        return self._fitting("slope", self.slope(z), z)

    def _fitting(self, name: str, value: ArrayLike, z: Array) -> Array:
        array = np.asarray(value)
        if array.shape != z.shape:
            raise ValueError(
                f"activation: {name}(z) has shape {array.shape}, but z has shape "
                f"{z.shape}; {name} has to work entry by entry"
            )
        return array.astype(z.dtype)


def activation(f: Any) -> Activation:
    """An activation: by its name, by its function, or by a pair (f, slope of f).

    An object that has `prime` is taken as it is. ValueError for all else.

    >>> activation("tanh"), activation(LeakyReLU(0.2)), activation(np.tanh)
    (Tanh(), LeakyReLU(p=0.2), Tanh())
    >>> activation((np.sin, np.cos)).prime(np.zeros(1), np.zeros(1))
    array([1.])
    """
    if isinstance(f, tuple) and len(f) == 2 and all(map(callable, f)):
        return OfFunctions(*f)
    if not isinstance(f, str) and hasattr(f, "prime"):
        return f
    found = ACTIVATIONS.get(f) if isinstance(f, str) else None
    if found is None and callable(f):
        found = BY_FUNCTION.get(f)
    if found is None:
        known = ", ".join(ACTIVATIONS)
        raise ValueError(
            f"activation: {f!r} is none of {known}; give one of these names, or two "
            "functions, (f, slope of f)"
        )
    return found
