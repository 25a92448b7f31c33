"""What several exercises of lesson 07 need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from bpcourse.course.model import Problem, Rng


def _problem_of_shape(got: Any, shape: tuple[int, ...], what: str) -> Problem | None:
    try:
        array = np.asarray(got, dtype=float)
    except (TypeError, ValueError):
        return Problem(f"{what} is a list of unequal rows")
    if got is None:
        return Problem(f"{what} is None, and should be an array of numbers")
    if array.shape != shape:
        return Problem(f"{what} has shape {array.shape}, and should have {shape}")
    return None


def _log_softmax(z: Any) -> Any:
    """Of each row; complex numbers go through it, so that it can be measured."""
    z = z - z.real.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def _softmax(z: Any) -> Any:
    return np.exp(_log_softmax(z))


def _unsafe(z: Any) -> Any:
    with np.errstate(all="ignore"):
        return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def _one_hot(rng: Rng, n: int, k: int) -> Any:
    return np.eye(k)[rng.integers(0, k, n)]


def _stepped(f: Callable[[Any], Any], p: Any) -> Any:
    """The slopes of f by the complex step, one entry of p after another."""
    slope = np.zeros(np.shape(p))
    for index in np.ndindex(slope.shape):
        moved = np.array(p, dtype=complex)
        moved[index] += 1e-30j
        slope[index] = f(moved).imag / 1e-30
    return slope
