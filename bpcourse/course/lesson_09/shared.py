"""What several exercises of lesson 09 need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Rng

SHAPES = ((3,), (2, 3), (4,))


def draws(rng: Rng, states: int) -> Iterator[tuple[Any, ...]]:
    """Weights, states (never below 0 where they are squares) and gradients of some shapes."""
    for shape in SHAPES:
        w, g = rng.normal(size=shape), rng.normal(size=shape)
        yield (w, *(rng.uniform(0.1, 2.0, size=shape) for _ in range(states)), g)


def turned(rng: Rng) -> Any:
    """An array that isn't contiguous."""
    return rng.normal(size=(3, 2)).T


def moments(m: Any, s: Any, g: Any, b1: float, b2: float) -> tuple[Any, Any]:
    """The running averages of the gradient and of its square."""
    return b1 * m + (1 - b1) * g, b2 * s + (1 - b2) * np.square(g)
