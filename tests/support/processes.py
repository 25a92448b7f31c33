"""Processes that tests start: whether they run, and waiting until something holds."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

LINUX = sys.platform.startswith("linux")
on_linux = pytest.mark.skipif(not LINUX, reason="Linux only")
posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def gone(pid: int) -> bool:
    """True once a process has ended, which may take it a moment."""
    for _ in range(2400):
        if not alive(pid):
            return True
        time.sleep(0.05)
    return False


def wait_until(condition, seconds: float = 300) -> bool:
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True
