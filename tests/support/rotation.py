"""Long sweeps in parts: the suite takes the first one, BPCOURSE_TURN=n takes the n-th.

`.ci/run` takes another turn for each commit. What is chosen with `-k` is run whole.
BPCOURSE_SWEEP=1 takes everything, with `-m sweep`: run by hand, before a release.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

import pytest

T = TypeVar("T")
SWEEP = bool(os.environ.get("BPCOURSE_SWEEP"))
WHOLE = SWEEP  # also set where tests are chosen by name
TURN = int(os.environ.get("BPCOURSE_TURN") or 0)


def part(items: Sequence[T], parts: int) -> list[T]:
    """Every `parts`-th of the items, beginning elsewhere in each turn; all in a whole sweep."""
    items = list(items)
    return items if WHOLE else items[TURN % parts :: parts]


def sweep(test: T) -> T:
    """A test that the suite runs in part, and `-m sweep` whole (with BPCOURSE_SWEEP=1)."""
    return pytest.mark.sweep(test) if SWEEP else test  # type: ignore[return-value]
