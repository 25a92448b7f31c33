"""What several exercises of lesson 11 need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Rng

SIZES = ((6, 4), (5, 3), (3, 5), (4, 2))


def batches(rng: Rng) -> Iterator[Any]:
    """Batches whose columns differ in mean and spread; the last one isn't contiguous."""
    for n, units in SIZES:
        yield rng.normal(size=(n, units)) * rng.uniform(0.5, 3, units) + rng.normal(
            size=units
        )
    yield (rng.normal(size=(3, 7)) * 2 + 1).T


def normal(X: Any, eps: float, axis: int = 0) -> Any:
    """The normalised batch."""
    mean = X.mean(axis=axis, keepdims=True)
    return (X - mean) / np.sqrt(X.var(axis=axis, keepdims=True) + eps)


def slopes(f: Callable[[Any], float], at: Any, h: float = 1e-30) -> Any:
    """Slopes of a number with respect to every entry of an array, by the complex step."""
    found = np.zeros(at.shape)
    for index in np.ndindex(at.shape):
        moved = at.astype(complex)
        moved[index] += 1j * h
        found[index] = f(moved).imag / h
    return found


def normal_of(X: Any, eps: float, axis: int) -> Any:
    """As `normal`, for complex numbers too: the variance without absolute values."""
    mean = X.mean(axis=axis, keepdims=True)
    spread = ((X - mean) ** 2).mean(axis=axis, keepdims=True)
    return (X - mean) / np.sqrt(spread + eps)
