"""Forward pass and delta recursion (lesson 05).

    forward    z[l] = a[l] W[l] + b[l]      a[l+1] = f(z[l])      a[0] = X
    output     delta[L] = dE/do * f'(z[L])                                    (BP1)
    hidden     delta[l] = (delta[l+1] W[l+1]^T) * f'(z[l])                    (BP2)
    gradients  dW[l] = a[l]^T delta[l] / N     db[l] = mean of delta[l]       (BP3, BP4)

First the functions of the lesson (sigmoid layers, half squared error), in lists with one entry
a layer; then `Network`, the same recursion for any activation and loss.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from .activations import Activation, Array, Identity, activation, as_float
from .layer import bias_gradient, layer_delta, layer_output, weight_gradient
from .losses import HalfSquaredError, SigmoidCrossEntropy, SoftmaxCrossEntropy

Layers = Sequence[ArrayLike]
Gradients = list[tuple[Array, Array]]


def forward(X: ArrayLike, weights: Layers, biases: Layers) -> list[Array]:
    """[X, A1, ..., AL], each (N, n_l) (D1-06)."""
    if len(weights) != len(biases):
        raise ValueError(f"forward: {len(weights)} weights, but {len(biases)} biases")
    activations = [as_float(X)]
    for W, b in zip(weights, biases):
        activations.append(layer_output(activations[-1], W, b))
    return activations


def hidden_delta(delta_next: ArrayLike, W_next: ArrayLike, A: ArrayLike) -> Array:
    """(delta_next W_next^T) * A (1 - A), (N, n_l) (BP2; D0-31, D4-11)."""
    delta_next, W_next, A = as_float(delta_next), as_float(W_next), as_float(A)
    if delta_next.shape[-1] != W_next.shape[-1]:
        raise ValueError(
            f"hidden_delta: delta_next has {delta_next.shape[-1]} columns, "
            f"but W_next has {W_next.shape[-1]}"
        )
    return delta_next @ W_next.T * (A * (1 - A))


def all_deltas(activations: Layers, weights: Layers, T: ArrayLike) -> list[Array]:
    """[delta_1, ..., delta_L], per sample, first layer first (D0-28 to D0-33)."""
    deltas = [layer_delta(activations[-1], T)]
    for A, W in zip(reversed(activations[1:-1]), reversed(weights[1:])):
        deltas.insert(0, hidden_delta(deltas[0], W, A))
    return deltas


def all_gradients(activations: Layers, deltas: Layers) -> Gradients:
    """[(dW, db), ...], first layer first, means over the batch (BP3, BP4)."""
    return [(weight_gradient(A, d), bias_gradient(d)) for A, d in zip(activations, deltas)]


def backward(X: ArrayLike, weights: Layers, biases: Layers, T: ArrayLike) -> Gradients:
    """Every gradient of the mean loss: forward, deltas, gradients."""
    activations = forward(X, weights, biases)
    return all_gradients(activations, all_deltas(activations, weights, T))


def train_step(
    X: ArrayLike, T: ArrayLike, weights: Layers, biases: Layers, eta: float
) -> tuple[list[Array], list[Array]]:
    """(weights, biases) after one step; the old ones stay as they are (D3-36)."""
    gradients = backward(X, weights, biases, T)
    return (
        [as_float(W) - eta * dW for W, (dW, _) in zip(weights, gradients)],
        [as_float(b) - eta * db for b, (_, db) in zip(biases, gradients)],
    )


def column_hidden_delta(W_next: ArrayLike, delta_next: ArrayLike, z: ArrayLike) -> Array:
    """(W_next^T delta_next) * sigma'(z) for columns: W (n_out, n_in), delta (n_out, 1) (D4-11)."""
    W_next, delta_next, z = as_float(W_next), as_float(delta_next), as_float(z)
    a = activation("sigmoid")(z)
    return W_next.T @ delta_next * (a * (1 - a))


class Network:
    """A feed-forward network: `sizes` units a layer, one hidden activation, one output.

    sizes: [n_in, ..., n_out]. hidden: name of an activation. output: "softmax" (with
    cross-entropy), "sigmoid_cross_entropy", or an activation's name (with half squared error).
    dtype: of every parameter; inputs are cast to it once, at the door. seed: of the start.

    All parameters lie in one vector `theta`, all gradients in `grad`; `weights[l]` (n_in, n_out),
    `biases[l]` (n_out,), `dW[l]` and `db[l]` are views into them. After a forward pass `z[l]`
    and `a[l]` hold every weighted input and activation, a[0] = X.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        hidden: str = "tanh",
        output: str = "softmax",
        dtype: DTypeLike = np.float64,
        seed: int = 0,
    ) -> None:
        self.sizes, self.f, self.loss = list(sizes), activation(hidden), _loss(output)
        count = sum((i + 1) * o for i, o in zip(self.sizes, self.sizes[1:]))
        self.theta, self.grad = np.zeros(count, dtype), np.zeros(count, dtype)
        self.weights, self.biases = self._views(self.theta)
        self.dW, self.db = self._views(self.grad)
        self.z: list[Array] = []
        self.a: list[Array] = []
        gain = 2.0 if "relu" in hidden else 1.0
        rng = np.random.default_rng(seed)
        for W in self.weights:
            W[:] = rng.standard_normal(W.shape) * np.sqrt(gain / len(W))

    def _views(self, vector: Array) -> tuple[list[Array], list[Array]]:
        weights, biases, at = [], [], 0
        for i, o in zip(self.sizes, self.sizes[1:]):
            weights.append(vector[at : at + i * o].reshape(i, o))
            biases.append(vector[at + i * o : at + (i + 1) * o])
            at += (i + 1) * o
        return weights, biases

    def activation_of(self, layer: int) -> Activation:
        """The activation behind weights[layer]; the output's is part of the loss."""
        return self.f if layer < len(self.weights) - 1 else Identity()

    def forward(self, X: Array) -> Array:
        """The outputs (N, n_out); keeps z and a for the backward pass."""
        self.z, self.a = [], [X]
        last = len(self.weights) - 1
        for layer, (W, b) in enumerate(zip(self.weights, self.biases)):
            z = self.a[layer] @ W
            z += b
            self.z.append(z)
            self.a.append(self.f(z) if layer < last else self.loss.output(z))
        return self.a[-1]

    def backward(self, Y: Array) -> Array:
        """The gradient of the mean loss, as one vector; `forward` comes first."""
        delta = self.loss.delta(self.z[-1], self.a[-1], Y) / len(Y)  # carries the mean's 1/N
        for layer in reversed(range(len(self.weights))):
            # np.dot, not @: for a batch of one, column times row, it is several times faster
            np.dot(self.a[layer].T, delta, out=self.dW[layer])
            delta.sum(axis=0, out=self.db[layer])
            if layer > 0:
                delta = delta @ self.weights[layer].T
                delta *= self.f.prime(self.z[layer - 1], self.a[layer])
        return self.grad

    def deltas(self, Y: ArrayLike) -> list[Array]:
        """[delta_1, ..., delta_L] per sample, of the last forward pass, to look at."""
        found = [self.loss.delta(self.z[-1], self.a[-1], self._cast(Y))]
        for layer in reversed(range(1, len(self.weights))):
            signal = found[0] @ self.weights[layer].T
            found.insert(0, signal * self.f.prime(self.z[layer - 1], self.a[layer]))
        return found

    def step(self, X: Array, Y: Array, eta: float) -> None:
        """One step of gradient descent on a batch."""
        self.forward(X)
        self.theta -= eta * self.backward(Y)

    def gradients(self, X: ArrayLike, Y: ArrayLike) -> Gradients:
        """[(dW, db), ...] of the mean loss of a batch, first layer first."""
        X, Y = self._batch("gradients", X, Y)
        self.forward(X)
        self.backward(Y)
        return [(dW.copy(), db.copy()) for dW, db in zip(self.dW, self.db)]

    def value(self, X: ArrayLike, Y: ArrayLike) -> float:
        """The mean loss of a batch."""
        X, Y = self._batch("value", X, Y)
        self.forward(X)
        return float(self.loss.per_sample(self.z[-1], Y).mean())

    def predict(self, X: ArrayLike) -> Array:
        """The class of every row: the largest output, (N,)."""
        return self.forward(self._cast(X)).argmax(axis=1)

    def accuracy(self, X: ArrayLike, labels: ArrayLike) -> float:
        """Share of rows whose class is right, 0 to 1."""
        return float((self.predict(X) == np.asarray(labels)).mean())

    def fit(
        self,
        X: ArrayLike,
        Y: ArrayLike,
        eta: float,
        epochs: int = 1,
        batch_size: int = 32,
        seed: int = 0,
    ) -> Network:
        """Mini-batch gradient descent, shuffled anew every epoch."""
        X, Y = self._batch("fit", X, Y)
        rng = np.random.default_rng(seed)
        for _ in range(epochs):
            order = rng.permutation(len(X))
            for start in range(0, len(X), batch_size):
                rows = order[start : start + batch_size]
                self.step(X[rows], Y[rows], eta)
        return self

    def _cast(self, X: ArrayLike) -> Array:
        return np.asarray(X, dtype=self.theta.dtype)

    def _batch(self, name: str, X: ArrayLike, Y: ArrayLike) -> tuple[Array, Array]:
        X, Y = self._cast(X), self._cast(Y)
        for label, array, width in (("X", X, self.sizes[0]), ("Y", Y, self.sizes[-1])):
            if array.ndim != 2 or array.shape[1] != width:
                raise ValueError(
                    f"Network.{name}: {label} has shape {array.shape}, expected (N, {width})"
                )
        if len(X) != len(Y):
            raise ValueError(f"Network.{name}: X has {len(X)} rows, but Y has {len(Y)}")
        return X, Y


def _loss(output: str):
    if output == "softmax":
        return SoftmaxCrossEntropy()
    if output == "sigmoid_cross_entropy":
        return SigmoidCrossEntropy()
    return HalfSquaredError(activation(output))
