"""Training, the same for every model: steps, batches, epochs (lessons 06 and 09)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from bpcourse.arrays import Array
from bpcourse.datasets import one_hot
from bpcourse.losses import Loss, SoftmaxCrossEntropy
from bpcourse.optimizers import Optimizer

ADVICE = {
    "X": "one row a sample, one column an input",
    "Y": "one row a sample, one column an output; classes as whole numbers (N,) go with "
    "softmax",
}


class StopTraining(Exception):
    """Raised by a callback: `fit` ends after this epoch; the model stays as it is."""


class Trainable:
    """What a model gains by `forward(X)`, `backward(Y, scale)` and `theta`.

    theta: all parameters in one vector. optimizer: an object of `optimizers`, which
    keeps its state from one `fit` to the next; None: plain gradient descent. history:
    what the callback returned after every epoch. epochs: how many were trained so far,
    over all calls of `fit`.
    """

    theta: Array
    optimizer: Optimizer | None = None
    loss: Loss
    history: list[Any]
    epochs: int = 0
    _shuffling: tuple[int, np.random.Generator] | None = None

    def forward(self, X: ArrayLike) -> Array:
        """The outputs (N, n_out)."""
        raise NotImplementedError

    def backward(self, Y: ArrayLike, scale: float = 1.0) -> Array:
        """`scale` times the gradient of the mean loss, in one vector like theta."""
        raise NotImplementedError

    def step(self, X: ArrayLike, Y: ArrayLike, eta: float) -> None:
        """One step: plain gradient descent, or what the optimiser makes of it."""
        self.forward(X)
        if self.optimizer is None:
            self.theta -= self.backward(Y, scale=float(eta))
        else:
            self.optimizer.step(self.theta, self.backward(Y), float(eta))

    def predict(self, X: ArrayLike) -> Array:
        """The class of every row, (N,): the largest output; of one output, if > 1/2."""
        output = self.forward(X)
        return (
            output.argmax(axis=1) if output.shape[1] > 1 else (output[:, 0] > 0.5) + 0
        )

    def accuracy(self, X: ArrayLike, labels: ArrayLike) -> float:
        """Share of rows whose class is `labels[row]`, 0 to 1; labels (N,)."""
        labels, found = np.asarray(labels), self.predict(X)
        if labels.shape != found.shape:
            raise ValueError(
                f"{type(self).__name__}.accuracy: labels have shape {labels.shape}; "
                f"expected {found.shape}, whole numbers"
            )
        return float((found == labels).mean())

    def fit(
        self,
        X: ArrayLike,
        Y: ArrayLike,
        eta: float | Callable[[int], float],
        epochs: int = 1,
        batch_size: int = 32,
        seed: int = 0,
        callback: Callable[[Self, int], Any] | None = None,
    ) -> Self:
        """Mini-batch gradient descent, shuffled anew every epoch; returns the model.

        Y: targets (N, n_out); of one output also (N,); classes as whole numbers (N,) for
        softmax. eta: the step size, or a function of the epoch (0, 1, ...).
        callback(model, epoch) is called after every epoch, and what it returns is kept
        in `history`; StopTraining ends the training. A further `fit` goes on: epochs
        count on, and with the same seed the shuffling does, too.
        """
        X = self._inputs("fit", X)
        Y = self._targets("fit", Y, X)
        if batch_size < 1:
            raise ValueError(
                f"{type(self).__name__}.fit: batch_size is {batch_size}; expected 1 up"
            )
        rng = self._shuffler(seed)
        for epoch in range(self.epochs, self.epochs + epochs):
            step_size = eta(epoch) if callable(eta) else eta
            order = rng.permutation(len(X))
            for start in range(0, len(X), batch_size):
                rows = order[start : start + batch_size]
                self.step(X[rows], Y[rows], step_size)
            self.epochs += 1
            try:
                if callback is not None:
                    self.history.append(callback(self, epoch))
            except StopTraining:
                break
        return self

    def _shuffler(self, seed: int) -> np.random.Generator:
        """The generator of the last `fit` where the seed is the same, else a new one."""
        if self._shuffling is None or self._shuffling[0] != seed:
            self._shuffling = (seed, np.random.default_rng(seed))
        return self._shuffling[1]

    def _inputs(self, name: str, X: ArrayLike) -> Array:
        """X in theta's dtype; ValueError naming a shape that the model can't take."""
        raise NotImplementedError

    def _targets(self, name: str, Y: ArrayLike, X: Array) -> Array:
        """Y in theta's dtype, (N, n_out); ValueError unless it is one row a sample."""
        raise NotImplementedError

    def _columns(self, Y: ArrayLike, width: int) -> ArrayLike:
        """Targets (N,) as columns: one output's values, or the classes of a softmax."""
        flat = np.asarray(Y)
        if flat.ndim != 1:
            return Y
        if width == 1:
            return flat[:, np.newaxis]
        classes = isinstance(self.loss, SoftmaxCrossEntropy) and flat.dtype.kind in "iu"
        return one_hot(flat, width) if classes else Y

    def _rows(
        self, name: str, argument: str, value: ArrayLike, width: int, rows: int = 0
    ) -> Array:
        """`value` in theta's dtype, (rows, width); ValueError naming another shape."""
        array = np.asarray(value, self.theta.dtype)
        if array.shape[1:] != (width,) or len(array) != (rows or len(array) or 1):
            raise ValueError(
                f"{type(self).__name__}.{name}: {argument} has shape {array.shape}; "
                f"expected ({rows or 'N'}, {width}), {ADVICE[argument]}"
            )
        return array
