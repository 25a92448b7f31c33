"""The activations of lesson 01, with their slopes and parameters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bpcourse import activations as act
from bpcourse.arrays import Array


@dataclass(frozen=True)
class Curve:
    """An activation, by id, with p of leaky ReLU, A and B of the scaled sigmoid."""

    id: str
    p: float = 0.1
    A: float = 1.0
    B: float = 1.0

    def f(self, x: Array | float) -> Array:
        """Its value, any shape."""
        return _FUNCTIONS[self.id][0](self, x)

    def slope(self, x: Array | float) -> Array:
        """Its derivative, any shape; 1 at a corner."""
        return _FUNCTIONS[self.id][1](self, x)

    @property
    def name(self) -> str:
        """Its name in words."""
        return CURVES[self.id]

    @property
    def has_corner(self) -> bool:
        """Whether there are two slopes that meet at 0."""
        return self.id in ("relu", "leaky_relu")

    @property
    def low(self) -> float:
        """The slope left of a corner."""
        return self.p if self.id == "leaky_relu" else 0.0

    @property
    def steepest(self) -> float:
        """The largest slope anywhere."""
        return float(self.slope(0.0))


Function = Callable[[Curve, "Array | float"], Array]
_FUNCTIONS: dict[str, tuple[Function, Function]] = {
    "sigmoid": (lambda c, x: act.sigmoid(x), lambda c, x: act.sigmoid_derivative(x)),
    "scaled_sigmoid": (
        lambda c, x: act.scaled_sigmoid(x, c.A, c.B),
        lambda c, x: act.scaled_sigmoid_derivative(x, c.A, c.B),
    ),
    "tanh": (lambda c, x: np.tanh(x), lambda c, x: act.tanh_derivative(x)),
    "relu": (lambda c, x: act.relu(x), lambda c, x: act.relu_derivative(x)),
    "leaky_relu": (
        lambda c, x: act.leaky_relu(x, c.p),
        lambda c, x: act.leaky_relu_derivative(x, c.p),
    ),
}
CURVES = {  # by id, in words
    "sigmoid": "sigmoid",
    "scaled_sigmoid": "scaled sigmoid",
    "tanh": "tanh",
    "relu": "ReLU",
    "leaky_relu": "leaky ReLU",
}
