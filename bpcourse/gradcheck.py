"""Measured derivatives: what the numbers show, to hold against what a formula claims.

Central differences are good to about 1e-10, the complex step to the last digit. Give the
complex step functions of arithmetic, exp, log, tanh, `np.maximum`; `np.abs`, `np.vdot` and
`norm` drop the imaginary part, and are reported where that can be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

Array = np.ndarray
TINY = 1e-200  # step of the complex step: no cancellation, so as small as one likes


def central_difference(f: Callable[[Any], Any], x: ArrayLike, h: float = 1e-5) -> Array:
    """Slope of an elementwise f at every element of x: (f(x + h) - f(x - h)) / 2h.

    >>> float(round(central_difference(np.square, 3.0), 6))
    6.0
    """
    x = np.asarray(x, dtype=float)
    return (f(x + h) - f(x - h)) / (2 * h)


def complex_step(f: Callable[[Any], Any], x: ArrayLike, h: float = TINY) -> Array:
    """Slope of an elementwise f at every element of x: Im f(x + ih) / h, to the last digit.

    TypeError where f drops the imaginary part (np.abs, float(...)).

    >>> complex_step(np.exp, 0.0)
    np.float64(1.0)
    """
    value = np.asarray(f(np.asarray(x, dtype=float) + 1j * h))
    if not np.iscomplexobj(value):
        raise TypeError("complex_step: f returns real numbers for complex ones; it can't be seen")
    return value.imag / h


def central_gradient(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    """Gradient of scalar f by central differences, one element after the other; like x."""
    gradient = np.zeros_like(x, dtype=float)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x, dtype=float)
        step[index] = h
        gradient[index] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient


def complex_gradient(f: Callable[[Array], Any], x: ArrayLike, h: float = TINY) -> Array:
    """Gradient of scalar f by the complex step, one element after the other; like x."""
    x = np.asarray(x, dtype=float)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        z = x.astype(complex)
        z[index] += 1j * h
        value = np.asarray(f(z))
        if not np.iscomplexobj(value):
            raise TypeError("complex_gradient: f returns a real number for a complex array")
        gradient[index] = value.imag / h
    return gradient


def relative_error(measured: ArrayLike, claimed: ArrayLike) -> float:
    """Norm of the difference over the norm of what was measured: one number for a gradient.

    >>> relative_error([3.0, 4.0], [3.0, 4.0])
    0.0
    """
    measured, claimed = np.asarray(measured), np.asarray(claimed)
    if measured.shape != claimed.shape:
        raise ValueError(
            f"relative_error: measured has shape {measured.shape}, claimed {claimed.shape}"
        )
    size = np.linalg.norm(measured)
    return float(np.linalg.norm(measured - claimed) / (size or 1.0))


def flatten(gradients: Sequence[tuple[Array, Array]]) -> Array:
    """A list of (dW, db) as one vector."""
    return np.concatenate([part.ravel() for pair in gradients for part in pair])


# ---- a whole network -----------------------------------------------------------------------


def network_gradient(net: Any, X: ArrayLike, Y: ArrayLike, h: float = TINY) -> list[tuple]:
    """Every dW and db of a network, measured delta by delta with the complex step.

    In each layer, unit j's weighted input is pushed by ih for all samples at once and the
    rest of the network run: Im E / h is delta_j per sample. Then dW = a^T delta / N. One
    batched pass a unit instead of two a parameter.

    net: any object with `weights`, `biases` and `activation_of(l)`, `loss` as `network.Network`
    has them. X (N, n_in), Y (N, n_out). Returns [(dW, db), ...], first layer first.
    """
    X, Y = np.asarray(X, dtype=float), np.asarray(Y, dtype=float)
    inputs, z = _forward(net, X)
    gradients = []
    for layer, a in enumerate(inputs):
        delta = _measured_delta(net, layer, z[layer], Y, h)
        gradients.append((a.T @ delta / len(X), delta.mean(axis=0)))
    return gradients


def _forward(net: Any, X: Array) -> tuple[list[Array], list[Array]]:
    inputs, z, a = [], [], X
    for layer, (W, b) in enumerate(zip(net.weights, net.biases)):
        inputs.append(a)
        z.append(a @ np.asarray(W, float) + np.asarray(b, float))
        a = net.activation_of(layer)(z[-1])
    return inputs, z


def _measured_delta(net: Any, layer: int, z: Array, Y: Array, h: float) -> Array:
    """(N, units) of one layer: all pushed copies in one batch of units * N rows."""
    n, units = z.shape
    pushed = np.repeat(z[None].astype(complex), units, axis=0)
    pushed[np.arange(units), :, np.arange(units)] += 1j * h
    losses = _sample_losses(net, layer, pushed.reshape(units * n, units), np.tile(Y, (units, 1)))
    return (losses.imag / h).reshape(units, n).T


def _sample_losses(net: Any, layer: int, z: Array, Y: Array) -> Array:
    """The loss of every row, from layer's weighted input on."""
    for next_layer in range(layer + 1, len(net.weights)):
        a = net.activation_of(next_layer - 1)(z)
        z = a @ net.weights[next_layer] + net.biases[next_layer]
    return net.loss.per_sample(z, Y)


def random_direction(
    net: Any, X: ArrayLike, Y: ArrayLike, gradients: Sequence[tuple], rng: np.random.Generator
) -> float:
    """Check a whole gradient with one pass: relative error along one random direction.

    The slope of E along v, measured by one complex step, against the claimed gradient . v.
    One entry off by 1e-9 of the gradient's size shows.
    """
    X, Y = np.asarray(X, dtype=float), np.asarray(Y, dtype=float)
    directions = [tuple(rng.standard_normal(p.shape) for p in pair) for pair in gradients]
    claimed = sum(
        float((g * v).sum()) for gs, vs in zip(gradients, directions) for g, v in zip(gs, vs)
    )
    a = X
    for layer, (W, b, (V, v)) in enumerate(zip(net.weights, net.biases, directions)):
        z = a @ (W + 1j * TINY * V) + (b + 1j * TINY * v)
        a = net.activation_of(layer)(z) if layer < len(net.weights) - 1 else z
    measured = float((net.loss.per_sample(z, Y).imag / TINY).mean())
    size = np.linalg.norm(flatten(gradients))
    return abs(measured - claimed) / (size or 1.0)
