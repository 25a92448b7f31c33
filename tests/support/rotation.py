"""Long sweeps in parts: each run of the suite takes one, and another commit the next.

BPCOURSE_SWEEP=1 takes everything, with `-m sweep`: run by hand, before a release.
BPCOURSE_TURN=n chooses the part by hand; without it the number of commits does, so that a run
of one commit is always the same.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from functools import cache
from typing import TypeVar

import pytest
from places import ROOT

T = TypeVar("T")
WHOLE = bool(os.environ.get("BPCOURSE_SWEEP"))


@cache
def turn() -> int:
    """Which part this run takes."""
    if chosen := os.environ.get("BPCOURSE_TURN"):
        return int(chosen)
    count = ["git", "-C", str(ROOT), "rev-list", "--count", "HEAD"]
    try:
        return int(subprocess.run(count, capture_output=True, check=True).stdout)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return 0  # no git, or no repository: the first part


def part(items: Sequence[T], parts: int) -> list[T]:
    """Every `parts`-th of the items, beginning elsewhere in each turn; all in a whole sweep."""
    items = list(items)
    return items if WHOLE else items[turn() % parts :: parts]


def sweep(test: T) -> T:
    """A test that the suite runs in part, and `-m sweep` whole (with BPCOURSE_SWEEP=1)."""
    return pytest.mark.sweep(test) if WHOLE else test  # type: ignore[return-value]
