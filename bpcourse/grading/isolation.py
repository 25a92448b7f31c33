"""What keeps a submission's code in its process: limits, Landlock, seccomp."""

from __future__ import annotations

import os


def settle(level: str) -> None:
    """In the zygote, before it serves."""


def confine(level: str, memory: int) -> None:
    """In a worker, before it runs anything."""


def children() -> list[int]:
    """Processes that this one is the parent of."""
    try:
        with open(f"/proc/self/task/{os.getpid()}/children") as file:
            return [int(n) for n in file.read().split()]
    except OSError:
        return []
