"""Measured derivatives: what the numbers show, to hold against what a formula claims.

Central differences are good to about 1e-10, the complex step to the last digit. Give
the complex step functions of arithmetic, exp, log, tanh, `np.maximum`. `np.abs`,
`np.vdot` and `norm` drop the imaginary part, and are reported where that can be seen:
where every slope is exactly 0 and a central difference is not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from bpcourse.arrays import Array

TINY = 1e-200  # step of the complex step: no cancellation, so as small as one likes
BLOCK = 2**22  # complex numbers in one batch of pushed units, 64 MB
DROPPED = "f drops the imaginary part (np.abs, np.vdot, norm, float?)"


def central_difference(f: Callable[[Any], Any], x: ArrayLike, h: float = 1e-5) -> Array:
    """Slope of an elementwise f at every element of x: (f(x + h) - f(x - h)) / 2h.

    >>> float(round(central_difference(np.square, 3.0), 6))
    6.0
    """
    x = np.asarray(x, dtype=float)
    return (np.asarray(f(x + h)) - np.asarray(f(x - h))) / (2 * h)


def complex_step(f: Callable[[Any], Any], x: ArrayLike, h: float = TINY) -> Array:
    """Slope of an elementwise f at every element of x: Im f(x + ih) / h, exact.

    TypeError where f is seen to drop the imaginary part.

    >>> complex_step(np.exp, 0.0)
    np.float64(1.0)
    """
    x = np.asarray(x, dtype=float)
    value = np.asarray(f(x + 1j * h))
    if not np.iscomplexobj(value):
        raise TypeError(f"complex_step: {DROPPED}")
    if not value.imag.any() and _moves(central_difference(f, x), value.real):
        raise TypeError(f"complex_step: {DROPPED}")
    return value.imag / h


def central_gradient(
    f: Callable[[Array], float], x: ArrayLike, h: float = 1e-5
) -> Array:
    """Gradient of scalar f by central differences, one element after the other; like x.

    >>> central_gradient(lambda x: x[0] * x[1], [2.0, 3.0]).round(6)
    array([3., 2.])
    """
    x = np.asarray(x, dtype=float)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = h
        gradient[index] = (_scalar(f(x + step)) - _scalar(f(x - step))) / (2 * h)
    return gradient


def complex_gradient(f: Callable[[Array], Any], x: ArrayLike, h: float = TINY) -> Array:
    """Gradient of scalar f by the complex step, one element after the other; like x.

    TypeError where f is seen to drop the imaginary part.

    >>> complex_gradient(lambda x: x[0] * x[1], [2.0, 3.0])
    array([3., 2.])
    """
    x = np.asarray(x, dtype=float)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        z = x.astype(complex)
        z[index] += 1j * h
        value = _scalar(f(z))
        if not np.iscomplexobj(value):
            raise TypeError(f"complex_gradient: {DROPPED}")
        gradient[index] = value.imag / h
    if not gradient.any() and _moves(central_gradient(f, x), _scalar(f(x))):
        raise TypeError(f"complex_gradient: {DROPPED}")
    return gradient


def _moves(slopes: Array, values: ArrayLike) -> bool:
    """Whether slopes by central differences are more than rounding of `values`."""
    return bool((np.abs(slopes) > 1e-8 * (1 + np.abs(values))).any())


def _scalar(value: Any) -> Any:
    """`value` as a plain number; ValueError when it has more than one element."""
    array = np.asarray(value)
    if array.size != 1:
        raise ValueError(
            f"gradient: f returns an array of shape {array.shape}; expected one number"
        )
    return array.item()


# ---- what is claimed against what is measured ---------------------------------------


def relative_error(measured: ArrayLike, claimed: ArrayLike) -> float:
    """Norm of the difference over the norm of what was measured.

    Where the measured norm is 0 it is the norm of the claim. ValueError for unequal
    shapes.

    >>> relative_error([3.0, 4.0], [3.0, 4.5])
    0.1
    """
    measured, claimed = np.asarray(measured), np.asarray(claimed)
    if measured.shape != claimed.shape:
        raise ValueError(
            f"relative_error: measured has shape {measured.shape}, but claimed has "
            f"shape {claimed.shape}; expected equal shapes"
        )
    size = np.linalg.norm(measured)
    return float(np.linalg.norm(measured - claimed) / (size or 1.0))


@dataclass(frozen=True)
class Comparison:
    """Evidence for or against a gradient: norm-wise error, and the worst entry."""

    error: float
    index: tuple[int, ...]
    claimed: float
    measured: float
    tolerance: float

    @property
    def agrees(self) -> bool:
        """Whether the error is within the tolerance; a nan never is."""
        return self.error <= self.tolerance

    def __str__(self) -> str:
        verdict = "agrees" if self.agrees else "differs"
        return (
            f"{verdict}: error {self.error:.1e} of its size, largest at "
            f"{list(self.index)}: claimed {self.claimed:.10g}, "
            f"measured {self.measured:.10g}"
        )


def compare(
    claimed: ArrayLike, measured: ArrayLike, tolerance: float = 1e-7
) -> Comparison:
    """Hold a claimed gradient against a measured one of the same shape, norm-wise.

    Entry by entry would refuse right answers where a small entry is all rounding
    (D0-04).

    >>> print(compare([3.0, 4.5], [3.0, 4.0]))
    differs: error 1.0e-01 of its size, largest at [1]: claimed 4.5, measured 4
    """
    error = relative_error(measured, claimed)
    claimed, measured = np.asarray(claimed), np.asarray(measured)
    worst = np.argmax(np.abs(claimed - measured))
    index = tuple(int(i) for i in np.unravel_index(worst, claimed.shape))
    return Comparison(
        error, index, float(claimed[index]), float(measured[index]), tolerance
    )


def flatten(gradients: Sequence[tuple[Array, Array]]) -> Array:
    """A list of (dW, db) as one vector, in `Network.grad`'s order.

    >>> flatten([(np.array([[1.0, 2.0]]), np.array([3.0]))])
    array([1., 2., 3.])
    """
    return np.concatenate([part.ravel() for pair in gradients for part in pair])


# ---- a whole network ----------------------------------------------------------------
#
# net: any object with `weights`, `biases`, `activation_of(layer)` and `loss`, as
# `network.Network` has them. X (N, n_in), Y (N, n_out). All is measured in float64.


def network_gradient(
    net: Any, X: ArrayLike, Y: ArrayLike, h: float = TINY
) -> list[tuple[Array, Array]]:
    """[(dW, db), ...] of the mean loss, measured delta by delta: dW = a^T delta / N.

    One batched pass a layer instead of two passes a parameter, and good to the last
    digit.
    """
    X, Y = np.asarray(X, dtype=float), np.asarray(Y, dtype=float)
    inputs, z = _forward(net, X)
    deltas = [_measured_delta(net, layer, z[layer], Y, h) for layer in range(len(z))]
    return [(a.T @ d / len(X), d.mean(axis=0)) for a, d in zip(inputs, deltas)]


def network_deltas(
    net: Any, X: ArrayLike, Y: ArrayLike, h: float = TINY
) -> list[Array]:
    """[delta_1, ..., delta_L], each (N, units) per sample, measured.

    In each layer, unit j's weighted input is pushed by ih for all samples at once and
    the rest of the network run; Im E / h is that unit's delta.
    """
    X, Y = np.asarray(X, dtype=float), np.asarray(Y, dtype=float)
    _, z = _forward(net, X)
    return [_measured_delta(net, layer, z[layer], Y, h) for layer in range(len(z))]


def _forward(net: Any, X: Array) -> tuple[list[Array], list[Array]]:
    inputs, z, a = [], [], X
    for layer, (W, b) in enumerate(zip(net.weights, net.biases)):
        inputs.append(a)
        z.append(a @ np.asarray(W, float) + np.asarray(b, float))
        a = net.activation_of(layer)(z[-1])
    return inputs, z


def _measured_delta(net: Any, layer: int, z: Array, Y: Array, h: float) -> Array:
    """(N, units) of one layer; as many units at once as memory allows."""
    widest = max(W.shape[1] for W in net.weights[layer:])
    block = max(1, BLOCK // (len(z) * widest))
    units = np.arange(z.shape[1])
    parts = [
        _push(net, layer, z, Y, units[start : start + block], h)
        for start in range(0, len(units), block)
    ]
    return np.concatenate(parts).T


def _push(net: Any, layer: int, z: Array, Y: Array, units: Array, h: float) -> Array:
    """(len(units), N): one copy of the batch a unit, run as one large batch."""
    pushed = np.repeat(z[None].astype(complex), len(units), axis=0)
    pushed[np.arange(len(units)), :, units] += 1j * h
    rows = pushed.reshape(-1, z.shape[1])
    losses = _sample_losses(net, layer, rows, np.tile(Y, (len(units), 1)))
    return (losses.imag / h).reshape(len(units), len(z))


def _sample_losses(net: Any, layer: int, z: Array, Y: Array) -> Array:
    """The loss of every row, from layer's weighted input on."""
    for following in range(layer + 1, len(net.weights)):
        a = net.activation_of(following - 1)(z)
        z = a @ net.weights[following] + net.biases[following]
    return net.loss.per_sample(z, Y)


def random_direction(
    net: Any,
    X: ArrayLike,
    Y: ArrayLike,
    gradients: Sequence[tuple[Array, Array]],
    rng: np.random.Generator,
) -> float:
    """The error of a whole claimed gradient along one random direction, by one pass.

    The slope of E along v, measured by one complex step, against gradient . v, as a
    share of the gradient's norm. One entry off by 1e-9 of that norm shows.
    """
    X, Y = np.asarray(X, dtype=float), np.asarray(Y, dtype=float)
    draw = rng.standard_normal
    push = [(draw(dW.shape), draw(db.shape)) for dW, db in gradients]
    claimed, v = flatten(gradients), flatten(push)
    z = _pushed_output(net, X, push)
    measured = (net.loss.per_sample(z, Y).imag / TINY).mean()
    return float(abs(measured - claimed @ v) / (np.linalg.norm(claimed) or 1.0))


def _pushed_output(net: Any, X: Array, push: Sequence[tuple[Array, Array]]) -> Array:
    """The last weighted input, every parameter moved along the direction by ih."""
    a = X
    for layer, (W, b, (V, v)) in enumerate(zip(net.weights, net.biases, push)):
        z = a @ (W + 1j * TINY * V) + (b + 1j * TINY * v)
        a = net.activation_of(layer)(z)
    return a
