"""What several exercises of lesson 03 need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

X2, W2 = np.array([1.5, 0.5]), np.array([0.4, -0.6])


def _s(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def _slope(f: Callable[[float], float], x: float, h: float = 1e-5) -> float:
    return (f(x + h) - f(x - h)) / (2 * h)
