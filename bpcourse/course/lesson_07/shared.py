"""What several exercises of lesson 07 need."""

from __future__ import annotations

from typing import Any

import numpy as np

from bpcourse.course.model import Problem


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
