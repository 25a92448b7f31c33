"""Training, the same for every model: steps, batches, epochs (lessons 06 and 09)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from bpcourse.arrays import Array
from bpcourse.datasets import one_hot
from bpcourse.losses import Loss, SigmoidCrossEntropy, SoftmaxCrossEntropy
from bpcourse.optimizers import Optimizer

ADVICE = {
    "X": "one row per sample, one column per input",
    "Y": "one row per sample, one column per output; classes as whole numbers (N,) go with "
    "softmax",
}


def whole(name: str, argument: str, value: Any, least: int) -> int:
    """The value as an int; ValueError unless it is a whole number from `least` up."""
    if not isinstance(value, int | np.integer) or value < least:
        raise ValueError(
            f"{name}: {argument} is {value!r}; expected a whole number, {least} or more"
        )
    return int(value)


def parameters(name: str, count: int, dtype: DTypeLike) -> tuple[Array, Array]:
    """Zeros for theta and for its gradient; ValueError for a dtype of whole numbers."""
    if np.dtype(dtype).kind not in "fc":
        raise ValueError(
            f"{name}: dtype is {np.dtype(dtype)}; expected float64 or float32"
        )
    return np.zeros(count, dtype), np.zeros(count, dtype)


def stepping(name: str, optimizer: Any) -> Any:
    """The optimiser; TypeError for its class or its name."""
    if optimizer is None or (
        hasattr(optimizer, "step") and not isinstance(optimizer, type)
    ):
        return optimizer
    raise TypeError(
        f"{name}: optimizer is {optimizer!r}; expected None, or an object such as Adam()"
    )


class StopTraining(Exception):
    """Raised by a callback: `fit` ends after this epoch; the model stays as it is."""


class Trainable:
    """What a model gains by `forward(X)`, `backward(Y, scale)` and `theta`.

    theta: all parameters in one vector. optimizer: an object of `optimizers`, which
    keeps its state from one `fit` to the next; None: plain gradient descent. history:
    what the callback returned after every epoch. epochs: how many were trained so far,
    over all calls of `fit`.
    """

    optimizer: Optimizer | None = None
    loss: Loss
    history: list[Any]
    epochs: int = 0
    _shuffling: tuple[int, np.random.Generator] | None = None
    _theta: Array

    @property
    def theta(self) -> Array:
        """All parameters; what is assigned is copied into this one vector."""
        return self._theta

    @theta.setter
    def theta(self, value: ArrayLike) -> None:
        if value is not self._theta:
            array = np.asarray(value)
            if array.shape != self._theta.shape:
                raise ValueError(
                    f"{type(self).__name__}: theta has shape {array.shape}; "
                    f"expected {self._theta.shape}"
                )
            self._theta[:] = array

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
        name = f"{type(self).__name__}.fit"
        epochs = whole(name, "epochs", epochs, 0)
        batch_size = whole(name, "batch_size", batch_size, 1)
        if not (callback is None or callable(callback)):
            raise TypeError(
                f"{name}: callback is {callback!r}; expected a function of model and epoch"
            )
        X = self._inputs("fit", X)
        Y = self._targets("fit", Y, X)
        self._usable(name, X, Y)
        rng = self._shuffler(seed)
        for epoch in range(self.epochs, self.epochs + epochs):
            step_size = _step_size(name, eta(epoch) if callable(eta) else eta)
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

    def _usable(self, name: str, X: Array, Y: Array) -> None:
        """ValueError for data that nothing can be learnt from."""
        for argument, values in (("X", X), ("Y", Y)):
            bad = np.argwhere(~np.isfinite(values))
            if len(bad):
                raise ValueError(
                    f"{name}: {argument} has {values[tuple(bad[0])]} in row {bad[0][0]}; "
                    "expected numbers; leave such rows out, or fill them in"
                )
        if (
            isinstance(self.loss, SigmoidCrossEntropy)
            and not ((Y >= 0) & (Y <= 1)).all()
        ):
            raise ValueError(
                f"{name}: Y goes from {Y.min():g} to {Y.max():g}; expected 0 to 1 with "
                "output='sigmoid_cross_entropy'"
            )

    def _shuffler(self, seed: int) -> np.random.Generator:
        """The generator of the last `fit` where the seed is the same, else a new one."""
        if self._shuffling is None or self._shuffling[0] != seed:
            self._shuffling = (seed, np.random.default_rng(seed))
        return self._shuffling[1]

    def _inputs(self, name: str, X: ArrayLike) -> Array:
        """X in theta's dtype; ValueError naming a shape that the model can't take."""
        raise NotImplementedError

    def _targets(self, name: str, Y: ArrayLike, X: Array) -> Array:
        """Y in theta's dtype, (N, n_out); ValueError unless it is one row per sample."""
        raise NotImplementedError

    def _columns(self, name: str, Y: ArrayLike, width: int) -> ArrayLike:
        """Targets (N,) as columns: one output's values, or the classes of a softmax."""
        try:
            flat = np.asarray(Y)
        except ValueError:  # rows of different lengths: `_rows` says so
            return Y
        if flat.ndim != 1:
            return Y
        if width == 1:
            return flat[:, np.newaxis]
        if not isinstance(self.loss, SoftmaxCrossEntropy):
            return Y
        whole_ones = flat.dtype.kind in "biu"
        if not whole_ones or not ((flat >= 0) & (flat < width)).all():
            shown = f"from {flat.min()} to {flat.max()}" if whole_ones else flat.dtype
            raise ValueError(
                f"{type(self).__name__}.{name}: Y has shape {flat.shape}; expected "
                f"({len(flat)}, {width}), or whole numbers from 0 to {width - 1}, and it "
                f"holds {shown}; np.unique(Y, return_inverse=True)[1] numbers classes"
            )
        return one_hot(flat.astype(int), width)

    def _rows(
        self, name: str, argument: str, value: ArrayLike, width: int, rows: int = 0
    ) -> Array:
        """`value` in theta's dtype, (rows, width); ValueError naming another shape."""
        array = self._numbers(name, argument, value)
        if array.shape[1:] != (width,) or len(array) != (rows or len(array) or 1):
            raise ValueError(
                f"{type(self).__name__}.{name}: {argument} has shape {array.shape}; "
                f"expected ({rows or 'N'}, {width}), {ADVICE[argument]}"
            )
        return array

    def _numbers(self, name: str, argument: str, value: ArrayLike) -> Array:
        """`value` in theta's dtype; ValueError where it holds no numbers."""
        try:
            return np.asarray(value, self.theta.dtype)
        except (TypeError, ValueError) as fault:
            raise ValueError(
                f"{type(self).__name__}.{name}: {argument} is no array of numbers; "
                f"expected {ADVICE[argument]} ({fault})"
            ) from None


def _step_size(name: str, eta: Any) -> float:
    """eta as a float; TypeError where it is no number, ValueError below 0 or nan."""
    if not isinstance(eta, int | float | np.number):
        raise TypeError(
            f"{name}: eta is {eta!r}; expected a number, or a function of the epoch that "
            "gives one"
        )
    if not 0 <= eta < np.inf:
        raise ValueError(
            f"{name}: eta is {eta}; expected 0 or more, as a step goes against the gradient"
        )
    return float(eta)
