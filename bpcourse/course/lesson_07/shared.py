"""What several exercises of lesson 07 need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import (
    Case,
    Problem,
    Rng,
)

FIXED = np.array([[3.0, -4.0], [0.5, -0.25]])


def _problem_of_shape(got: Any, shape: tuple[int, ...], what: str) -> Problem | None:
    try:
        array = np.asarray(got, dtype=float)
    except (TypeError, ValueError):
        return Problem(
            f"{what} is a {type(got).__name__}, and should be an array of numbers"
        )
    if array.shape != shape:
        return Problem(f"{what} has shape {array.shape}, and should have {shape}")
    return None


def _penalty_cases(rng: Rng) -> Iterator[Case]:
    yield Case((FIXED, 0.5))
    yield Case((rng.normal(size=(4, 3)), 0.1))
    yield Case((rng.normal(size=5), float(rng.uniform(0.2, 0.9))))
    yield Case((rng.normal(size=(2, 2, 3)), 0.01))


_LOSSES = [0.9, 0.5, 0.6, 0.55, 0.4, 0.45, 0.5, 0.3]
