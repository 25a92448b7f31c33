"""Layers in a row, trained as a network (lessons 10 and 11)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from bpcourse.activations import Activation
from bpcourse.arrays import Array
from bpcourse.layers import Layer
from bpcourse.losses import output_loss
from bpcourse.optimizers import Optimizer
from bpcourse.training import Trainable, parameters, stepping


@dataclass
class _Parameter:
    """A layer's parameter, and its places in theta and in grad, views of its shape."""

    layer: Layer
    name: str
    value: Array
    gradient: Array

    def tie(self) -> None:
        """The layer's attribute is the view; what was set in its place goes there."""
        found = getattr(self.layer, self.name)
        if found is not self.value:
            self.value[...] = self._fitting(self.name, found)
            setattr(self.layer, self.name, self.value)

    def collect(self) -> None:
        """The gradient that `backward` left in the layer goes into grad."""
        name = f"d{self.name}"
        self.gradient[...] = self._fitting(name, getattr(self.layer, name, None))

    def _fitting(self, name: str, array: ArrayLike | None) -> Array:
        found = np.asarray(array)
        if found.shape != self.value.shape:
            raise ValueError(
                f"{type(self.layer).__name__}: {name} has shape {found.shape}; "
                f"expected {self.value.shape}, as {self.name}"
            )
        return found


def _views(vector: Array, shapes: Sequence[tuple[int, ...]]) -> Iterator[Array]:
    """One part of the vector after the other, in these shapes."""
    at = 0
    for shape in shapes:
        yield vector[at : at + prod(shape)].reshape(shape)
        at += prod(shape)


def _in_a_row(layers: Sequence[Layer]) -> list[Layer]:
    """As a list; an error for what is no layer, and for a layer in two places."""
    found: list[Layer] = []
    for at, layer in enumerate(layers):
        if not isinstance(layer, Layer):
            raise TypeError(
                f"Sequential: layers[{at}] is {layer!r}; expected a layer, such as "
                "Dense(2, 8, rng) or ActivationLayer('relu')"
            )
        if any(layer is other for other in found):
            raise ValueError(
                f"Sequential: layers[{at}] stands earlier in the row, too; give each "
                "place a layer of its own"
            )
        found.append(layer)
    if not any(layer.names for layer in found):
        raise ValueError("Sequential: no layer has parameters; expected a Dense layer")
    return found


class Sequential(Trainable):
    """Layers in a row, and a loss behind them, as `Network` has it.

    output: "softmax" (with cross-entropy), "sigmoid_cross_entropy", or an activation
    (with half squared error). optimizer: None for plain gradient descent. All
    parameters lie in one vector `theta` of `dtype`, all gradients in `grad`, and the
    parameters of the layers are views into theta.

    >>> from bpcourse.layers import ActivationLayer, Dense
    >>> rng = np.random.default_rng(0)
    >>> net = Sequential([Dense(2, 8, rng), ActivationLayer("tanh"), Dense(8, 2, rng)])
    >>> net.fit(np.eye(2), np.eye(2), eta=1.0, epochs=50).predict(np.eye(2))
    array([0, 1])
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        output: str | Activation = "softmax",
        dtype: DTypeLike = np.float64,
        optimizer: Optimizer | None = None,
    ) -> None:
        self.layers, self.loss = _in_a_row(layers), output_loss(output)
        self.optimizer, self.history = stepping("Sequential", optimizer), []
        self.z = self.a = np.zeros((0, 0))
        count = sum(np.size(getattr(layer, name)) for layer, name in self._places())
        self._theta, self.grad = parameters("Sequential", count, dtype)
        self._tie()
        for layer in self.layers:
            layer.first = True
            if layer.names:
                break

    def _places(self) -> list[tuple[Layer, str]]:
        return [(layer, name) for layer in self.layers for name in layer.names]

    def _tie(self) -> None:
        """The layers' parameters become views into theta."""
        places = self._places()
        shapes = [np.shape(getattr(layer, name)) for layer, name in places]
        views = zip(_views(self.theta, shapes), _views(self.grad, shapes))
        self._parameters = [_Parameter(*p, *pair) for p, pair in zip(places, views)]
        for parameter in self._parameters:
            parameter.tie()

    def __setstate__(self, state: dict[str, Any]) -> None:
        """A copy's arrays, or a file's, become views of one vector again."""
        vars(self).update(state)
        self._tie()

    def forward(self, X: ArrayLike) -> Array:
        """The outputs (N, n_out), as at inference; `step` trains."""
        for parameter in self._parameters:
            parameter.tie()
        Y = self._inputs("forward", X)
        for layer in self.layers:
            Y = layer.forward(Y)
        self.z, self.a = Y, self.loss.output(Y)
        return self.a

    def backward(self, Y: ArrayLike, scale: float = 1.0) -> Array:
        """The gradient of the mean loss in one vector; after `forward`."""
        Y = self._last("backward", Y)
        delta = self.loss.delta(self.z, self.a, Y)
        delta *= scale
        dY: Array | None = delta
        for layer in reversed(self.layers):
            if dY is not None:
                dY = layer.backward(dY)
        for parameter in self._parameters:
            parameter.collect()
        return self.grad

    def step(self, X: ArrayLike, Y: ArrayLike, eta: float) -> None:
        """One step with the layers in training: batch statistics, dropout."""
        self._train(True)
        try:
            super().step(X, Y, eta)
        finally:
            self._train(False)

    def value(self, X: ArrayLike, Y: ArrayLike) -> float:
        """The mean loss of a batch, as at inference."""
        self.forward(X)
        return float(self.loss.per_sample(self.z, self._last("value", Y)).mean())

    def _train(self, training: bool) -> None:
        for layer in self.layers:
            layer.training = training

    def _inputs(self, name: str, X: ArrayLike) -> Array:
        X = self._numbers(name, "X", X)
        if X.ndim < 2 or X.size == 0:
            raise ValueError(
                f"Sequential.{name}: X has shape {X.shape}; expected samples along the "
                "first axis, (N, n) or (N, H, W, C)"
            )
        return X

    def _last(self, name: str, Y: ArrayLike) -> Array:
        """Y for the last forward pass; ValueError where there was none."""
        if not len(self.z):
            raise ValueError(f"Sequential.{name}: no batch yet; call forward(X) first")
        width = self.z.shape[1]
        return self._rows(name, "Y", self._columns(name, Y, width), width, len(self.z))

    def _targets(self, name: str, Y: ArrayLike, X: Array) -> Array:
        width = self.forward(X[:1]).shape[1]
        return self._rows(name, "Y", self._columns(name, Y, width), width, len(X))
