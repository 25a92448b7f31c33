"""Forward pass and delta recursion (lesson 05).

    forward    z[l] = a[l] W[l] + b[l]      a[l+1] = f(z[l])      a[0] = X
    output     delta[L] = dE/do * f'(z[L])                                    (BP1)
    hidden     delta[l] = (delta[l+1] W[l+1]^T) * f'(z[l])                    (BP2)
    gradients  dW[l] = a[l]^T delta[l] / N     db[l] = mean of delta[l]       (BP3, BP4)

First the functions of the lesson (sigmoid layers, half squared error), in lists with
one entry per layer; then `Network`, the same recursion for any activation and loss.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from bpcourse.activations import Activation, Identity, activation, sigmoid
from bpcourse.arrays import Array, Parts, as_float, product, same_shape
from bpcourse.layer import bias_gradient, layer_delta, weight_gradient, weighted_input
from bpcourse.losses import output_loss
from bpcourse.optimizers import Optimizer
from bpcourse.training import Trainable, parameters, stepping, whole

Layers = Sequence[ArrayLike]
Gradients = list[tuple[Array, Array]]


def forward(X: ArrayLike, weights: Layers, biases: Layers) -> list[Array]:
    """[X, A1, ..., AL], each (N, n_l) (D1-06).

    weights[l] (n_in, n_out), biases[l] (n_out,); ValueError names the layer that
    misfits.

    >>> [A.shape for A in forward(np.ones((5, 2)), [np.ones((2, 3))], [np.zeros(3)])]
    [(5, 2), (5, 3)]
    """
    _same_length("forward", "weights", weights, "biases", biases)
    activations = [as_float(X)]
    for layer, (W, b) in enumerate(zip(weights, biases)):
        Z = weighted_input(activations[layer], W, b, f"forward, layer {layer}")
        activations.append(sigmoid(Z))
    return activations


def hidden_delta(delta_next: ArrayLike, W_next: ArrayLike, A: ArrayLike) -> Array:
    """(delta_next W_next^T) * A (1 - A), (N, n_l), per sample (BP2; D0-31, D4-11).

    delta_next (N, n_next), W_next (n_l, n_next), A (N, n_l): this layer's output.

    >>> hidden_delta([[1.0]], [[2.0], [-4.0]], [[0.5, 0.5]])
    array([[ 0.5, -1. ]])
    """
    delta_next, W_next, A = as_float(delta_next), as_float(W_next), as_float(A)
    if delta_next.shape[-1] != W_next.shape[-1]:
        raise ValueError(
            f"hidden_delta: delta_next has {delta_next.shape[-1]} columns, but W_next "
            f"has {W_next.shape[-1]}; delta_next @ W_next.T needs them equal"
        )
    signal = product(delta_next, W_next.T)
    signal, A = same_shape("hidden_delta", "delta_next @ W_next.T", signal, "A", A)
    with np.errstate(over="ignore"):
        return signal * (A * (1 - A))


def all_deltas(activations: Layers, weights: Layers, T: ArrayLike) -> list[Array]:
    """[delta_1, ..., delta_L], per sample, first layer first (D0-28 to D0-33)."""
    _same_length("all_deltas", "activations", activations[1:], "weights", weights)
    deltas = [layer_delta(activations[-1], T)]
    for A, W in zip(reversed(activations[1:-1]), reversed(weights[1:])):
        deltas.insert(0, hidden_delta(deltas[0], W, A))
    return deltas


def all_gradients(activations: Layers, deltas: Layers) -> Gradients:
    """[(dW, db), ...], first layer first, means over the batch (D4-16, D4-17)."""
    _same_length("all_gradients", "activations", activations[:-1], "deltas", deltas)
    return [
        (weight_gradient(A, d), bias_gradient(d)) for A, d in zip(activations, deltas)
    ]


def backward(X: ArrayLike, weights: Layers, biases: Layers, T: ArrayLike) -> Gradients:
    """[(dW, db), ...] of the mean loss, first layer first (D4-16, D4-17)."""
    activations = forward(X, weights, biases)
    return all_gradients(activations, all_deltas(activations, weights, T))


def train_step(
    X: ArrayLike, T: ArrayLike, weights: Layers, biases: Layers, eta: float
) -> tuple[list[Array], list[Array]]:
    """(weights, biases) after one step; the old ones stay as they are (D3-36)."""
    eta, gradients = float(eta), backward(X, weights, biases, T)
    return (
        [as_float(W) - eta * dW for W, (dW, _) in zip(weights, gradients)],
        [as_float(b) - eta * db for b, (_, db) in zip(biases, gradients)],
    )


def column_hidden_delta(
    W_next: ArrayLike, delta_next: ArrayLike, z: ArrayLike
) -> Array:
    """(W_next^T delta_next) * sigma'(z), columns (n, 1); W_next (n_out, n_in) (D4-11).

    Document 4's convention; its listing lacks the transpose and overwrites z (D4-12,
    D4-13).

    >>> column_hidden_delta([[2.0, -4.0]], [[1.0]], [[0.0], [0.0]])
    array([[ 0.5],
           [-1. ]])
    """
    W_next, delta_next, a = as_float(W_next), as_float(delta_next), sigmoid(z)
    if W_next.shape[0] != delta_next.shape[0]:
        raise ValueError(
            f"column_hidden_delta: W_next has {W_next.shape[0]} rows, but delta_next "
            f"has {delta_next.shape[0]}; W_next.T @ delta_next needs them equal"
        )
    signal = product(W_next.T, delta_next)
    signal, a = same_shape(
        "column_hidden_delta", "W_next.T @ delta_next", signal, "z", a
    )
    return signal * (a * (1 - a))


def _same_length(name: str, first: str, a: Layers, second: str, b: Layers) -> None:
    if len(a) != len(b):
        raise ValueError(
            f"{name}: {first} for {len(a)} layers, but {second} for {len(b)}"
        )


def _sizes(sizes: Any) -> list[int]:
    """As a list of ints; ValueError unless there are two or more, each 1 or more."""
    if not isinstance(sizes, Sequence | np.ndarray) or len(sizes) < 2:
        raise ValueError(f"Network: sizes are {sizes!r}; expected [n_in, ..., n_out]")
    return [whole("Network", f"sizes[{at}]", n, 1) for at, n in enumerate(sizes)]


class Network(Trainable):
    """A feed-forward network: `sizes` units per layer, one hidden activation, one output.

    sizes: [n_in, ..., n_out]. hidden: an activation or its name. output: "softmax"
    (with cross-entropy), "sigmoid_cross_entropy", or an activation (with half squared
    error). dtype: of every parameter; inputs are cast to it at the door. seed: of the
    first weights, normal with standard deviation sqrt(1 / n_in), for ReLUs sqrt(2 /
    n_in); biases 0. optimizer: None for plain gradient descent, or `optimizers.Adam()`.

    All parameters lie in one vector `theta`, all gradients in `grad`; `weights[l]`
    (n_in, n_out), `biases[l]` (n_out,), `dW[l]` and `db[l]` are views into them; what you
    assign, `net.weights[0] = W`, is copied into theta. After a forward pass `z[l]` and
    `a[l]` hold every weighted input and activation, a[0] = X.
    A training run that leaves the floats warns as NumPy does, and goes on with nan.

    >>> X, Y = np.eye(2), np.eye(2)
    >>> Network([2, 4, 2]).fit(X, Y, eta=1.0, epochs=50).predict(X)
    array([0, 1])
    """

    def __init__(
        self,
        sizes: Sequence[int],
        hidden: str | Activation = "tanh",
        output: str | Activation = "softmax",
        dtype: DTypeLike = np.float64,
        seed: int = 0,
        optimizer: Optimizer | None = None,
    ) -> None:
        self.sizes = _sizes(sizes)
        self.f, self.loss = activation(hidden), output_loss(output)
        self.optimizer, self.history = stepping("Network", optimizer), []
        count = sum((i + 1) * o for i, o in zip(self.sizes, self.sizes[1:]))
        self._theta, self.grad = parameters("Network", count, dtype)
        self._tie()
        self.z: list[Array] = []
        self.a: list[Array] = []
        gain = getattr(self.f, "gain", 1)
        rng = np.random.default_rng(seed)
        for W in self.weights:
            W[:] = rng.standard_normal(W.shape) * np.sqrt(gain / len(W))

    def _tie(self) -> None:
        self._weights, self._biases = self._views(self.theta)
        self.dW, self.db = self._views(self.grad)

    def __setstate__(self, state: dict[str, Any]) -> None:
        """A copy's arrays, or a file's, become views of one vector again."""
        vars(self).update(state)
        self._tie()

    @property
    def weights(self) -> Parts:
        """One array (n_in, n_out) per layer; assigned ones are copied."""
        return self._weights

    @weights.setter
    def weights(self, arrays: Sequence[ArrayLike]) -> None:
        self._weights.take(arrays)

    @property
    def biases(self) -> Parts:
        """One array (n_out,) per layer; assigned ones are copied."""
        return self._biases

    @biases.setter
    def biases(self, arrays: Sequence[ArrayLike]) -> None:
        self._biases.take(arrays)

    def _views(self, vector: Array) -> tuple[Parts, Parts]:
        weights, biases, at = Parts(), Parts(), 0
        for i, o in zip(self.sizes, self.sizes[1:]):
            weights.append(vector[at : at + i * o].reshape(i, o))
            biases.append(vector[at + i * o : at + (i + 1) * o])
            at += (i + 1) * o
        return weights, biases

    def activation_of(self, layer: int) -> Activation:
        """The activation behind weights[layer]; the output's is part of the loss."""
        return self.f if layer < len(self.weights) - 1 else Identity()

    def forward(self, X: ArrayLike) -> Array:
        """The outputs (N, n_out); keeps z and a for the backward pass."""
        self.z, self.a = [], [self._rows("forward", "X", X, self.sizes[0])]
        last = len(self.weights) - 1
        for layer, (W, b) in enumerate(zip(self.weights, self.biases)):
            z = self.a[layer] @ W
            z += b
            self.z.append(z)
            self.a.append(self.f(z) if layer < last else self.loss.output(z))
        return self.a[-1]

    def backward(self, Y: ArrayLike, scale: float = 1.0) -> Array:
        """The gradient of the mean loss, dW and db in one vector; after `forward`.

        scale: a factor of the whole gradient. On `delta` it costs next to nothing.
        """
        Y = self._last("backward", Y)
        delta = self.loss.delta(self.z[-1], self.a[-1], Y)
        delta *= scale / len(delta)  # the mean's 1/N rides along from here
        for layer in reversed(range(len(self.weights))):
            # np.dot, not @: several times faster for a batch of one, column times row
            np.dot(self.a[layer].T, delta, out=self.dW[layer])
            delta.sum(axis=0, out=self.db[layer])
            if layer > 0:
                delta = delta @ self.weights[layer].T
                delta *= self.f.prime(self.z[layer - 1], self.a[layer])
        return self.grad

    def deltas(self, Y: ArrayLike) -> list[Array]:
        """[delta_1, ..., delta_L] per sample, of the last forward pass, to look at."""
        Y = self._last("deltas", Y)
        found = [self.loss.delta(self.z[-1], self.a[-1], Y)]
        for layer in reversed(range(1, len(self.weights))):
            signal = found[0] @ self.weights[layer].T
            found.insert(0, signal * self.f.prime(self.z[layer - 1], self.a[layer]))
        return found

    def gradients(self, X: ArrayLike, Y: ArrayLike) -> Gradients:
        """[(dW, db), ...] of the mean loss of a batch, first layer first, as copies."""
        self.forward(X)
        self.backward(Y)
        return [(dW.copy(), db.copy()) for dW, db in zip(self.dW, self.db)]

    def value(self, X: ArrayLike, Y: ArrayLike) -> float:
        """The mean loss of a batch."""
        self.forward(X)
        Y = self._last("value", Y)
        return float(self.loss.per_sample(self.z[-1], Y).mean())

    def _last(self, name: str, Y: ArrayLike) -> Array:
        """Y for the last forward pass; ValueError where there was none."""
        if not self.a:
            raise ValueError(f"Network.{name}: no batch yet; call forward(X) first")
        return self._targets(name, Y, self.a[0])

    def _targets(self, name: str, Y: ArrayLike, X: Array) -> Array:
        width = self.sizes[-1]
        return self._rows(name, "Y", self._columns(name, Y, width), width, len(X))

    def _inputs(self, name: str, X: ArrayLike) -> Array:
        return self._rows(name, "X", X, self.sizes[0])
