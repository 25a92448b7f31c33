"""What several exercises of lesson 02 need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Rng
from bpcourse.gradcheck import complex_gradient

Z3 = np.array([1.0, 2.0, 3.0])


def _gradient(f: Callable[[Any], float], x: Any, h: float = 1e-6) -> Any:
    """Central differences of scalar f, entry by entry."""
    x = np.asarray(x, dtype=float)
    found = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = h
        found[index] = (f(x + step) - f(x - step)) / (2 * h)
    return found


def _p(z: Any) -> Any:
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def _down(z: Any) -> Any:
    """Softmax down the columns: the wrong axis for a batch."""
    e = np.exp(z - np.max(z, axis=0))
    return e / e.sum(axis=0)


def _over_axis(z: Any, axis: int) -> Any:
    """Softmax along an axis that one sample may not have."""
    e = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def _slopes_of_loss(z: Any, y: Any, tau: float = 1.0) -> Any:
    """Gradient of summed cross-entropy after softmax(z / tau), by the complex step."""

    def loss(v: Any) -> Any:
        u = v / tau
        u = u - u.real.max(axis=-1, keepdims=True)
        return np.sum(y * (np.log(np.exp(u).sum(axis=-1, keepdims=True)) - u))

    return complex_gradient(loss, z)


def _output_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([0.2, 0.7, 0.4]), np.array([0.0, 1.0, 0.5])))
    yield Case((rng.normal(size=3), rng.normal(size=3)))
    yield Case((rng.uniform(size=5), rng.uniform(size=5)))
    yield Case((rng.normal(size=1) + 2, rng.normal(size=1)))
