"""What all the mathematics needs of arrays: floats, shapes, safe products."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]


def as_float(x: ArrayLike) -> Array:
    """`x` as an array of floats (or complex); float32 stays float32.

    >>> as_float([1, 2]).dtype, as_float(np.float32(1)).dtype
    (dtype('float64'), dtype('float32'))
    """
    x = np.asarray(x)
    return x if x.dtype.kind in "fc" else x.astype(float)


def matrix(name: str, argument: str, value: ArrayLike) -> Array:
    """`value` as floats with two axes, not empty; ValueError naming function, argument."""
    array = as_float(value)
    if array.ndim != 2 or array.size == 0:
        raise ValueError(
            f"{name}: {argument} has shape {array.shape}; expected two axes, not empty"
        )
    return array


def same_shape(
    name: str, first: str, a: ArrayLike, second: str, b: ArrayLike
) -> tuple[Array, Array]:
    """Both as floats; ValueError naming both shapes when they differ."""
    x, y = as_float(a), as_float(b)
    if x.shape != y.shape:
        raise ValueError(
            f"{name}: {first} has shape {x.shape}, but {second} has shape {y.shape}; "
            "expected equal shapes"
        )
    return x, y


def product(A: Array, B: Array) -> Array:
    """A @ B without warning or nan; what is too large becomes the largest float.

    An overflow on the way is computed again with both factors scaled to at most 1, so
    that inf - inf never arises.

    >>> float(product(np.array([1e308, 1e308]), np.array([10.0, -10.0])))
    0.0
    """
    with np.errstate(over="ignore", invalid="ignore"):
        C = np.asarray(A @ B)
        if np.isfinite(C).all() or not (np.isfinite(A).all() and np.isfinite(B).all()):
            return C
        a, b = np.abs(A).max(), np.abs(B).max()
        return np.nan_to_num((A / a) @ (B / b) * min(a, b) * max(a, b))


def batch_mean(A: Array) -> Array:
    """The mean over axis 0, summed so that it can't overflow."""
    return (A / len(A)).sum(axis=0)


class Parts(list[Array]):
    """Views into a vector, one per layer; what is assigned goes into the vector."""

    def __setitem__(self, layer: Any, value: Any) -> None:
        if not isinstance(layer, int | np.integer):
            raise TypeError("Network: assign one layer at a time, net.weights[0] = W")
        if not -len(self) <= layer < len(self):
            raise IndexError(
                f"Network: there is no layer {layer}; expected 0 to {len(self) - 1}"
            )
        part, array = self[int(layer)], np.asarray(value)
        if array.shape != part.shape:
            raise ValueError(
                f"Network: the array for layer {layer} has shape {array.shape}; "
                f"expected {part.shape}, as this layer's weights or biases have"
            )
        part[...] = array

    def take(self, arrays: Sequence[ArrayLike]) -> None:
        """Copy one array per layer; ValueError unless there are as many."""
        if len(arrays) != len(self):
            raise ValueError(
                f"Network: got arrays for {len(arrays)} layers; expected {len(self)}"
            )
        for layer, array in enumerate(arrays):
            self[layer] = array
