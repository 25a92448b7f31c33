"""What several exercises of lesson 08 need."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Rng

FIXED = np.array([[3.0, -4.0], [0.5, -0.25]])


def _penalty_cases(rng: Rng) -> Iterator[Case]:
    yield Case((FIXED, 0.5))
    yield Case((rng.normal(size=(4, 3)), 0.1))
    yield Case((rng.normal(size=5), float(rng.uniform(0.2, 0.9))))
    yield Case((rng.normal(size=(2, 2, 3)), 0.01))


_LOSSES = [0.9, 0.5, 0.6, 0.55, 0.4, 0.45, 0.5, 0.3]
