"""What several exercises of lesson 06 need."""

from __future__ import annotations

from typing import Any

import numpy as np

from bpcourse.course.model import Rng


def _spd(rng: Rng, n: int) -> Any:
    """A symmetric positive definite matrix with unequal eigenvalues and unequal rows."""
    A = rng.normal(size=(n, n))
    return A @ A.T + 0.3 * np.eye(n)


def _eig(H: Any) -> Any:
    return np.linalg.eigvalsh(H)
