"""What tests of grading share: a marked class."""

from __future__ import annotations

import pytest
from marked_class import four_learners

from bpcourse.grading.reports.marks import Marks


@pytest.fixture
def marks() -> Marks:
    """Four learners, one of them with a damaged file, two lessons."""
    return four_learners()
