"""What tests of grading share: a marked class, graders, processes that lost their parent."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from pathlib import Path

import pytest
from classroom import InProcess
from marked_class import four_learners

from bpcourse.grading import steps
from bpcourse.grading.grader import Grader
from bpcourse.grading.reports.marks import Marks


@pytest.fixture
def marks() -> Marks:
    """Four learners, one of them with a damaged file, two lessons."""
    return four_learners()


@pytest.fixture(scope="module")
def grader():
    with Grader(1) as grader:
        yield grader


@pytest.fixture
def quick(monkeypatch):
    """Graders without isolation, for what isn't about them."""
    monkeypatch.setattr(steps, "_maker", lambda *_: InProcess)


@pytest.fixture
def orphans():
    """Processes that lose their parent become ours; how many there are of them."""
    if sys.platform != "linux":
        yield lambda: 0
        return
    subreaper, libc = 36, ctypes.CDLL(None)
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    before = set(children.read_text().split())
    libc.prctl(subreaper, 1, 0, 0, 0)

    def left() -> int:
        for child in set(children.read_text().split()) - before:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(int(child), os.WNOHANG)
        return len(set(children.read_text().split()) - before)

    yield left
    libc.prctl(subreaper, 0, 0, 0, 0)
