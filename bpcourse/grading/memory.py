"""Memory of what lists and grades a class: what is free goes back to the system."""

from __future__ import annotations

import contextlib
import ctypes

TRIM, MAP = -1, -3  # M_TRIM_THRESHOLD and M_MMAP_THRESHOLD of glibc's malloc.h
LARGE = 256 << 10  # bytes


def give_back() -> None:
    """From now on, where the system's C library is glibc; elsewhere nothing changes.

    Else glibc keeps images that were trained on, to use their room again.
    """
    with contextlib.suppress(AttributeError, OSError, TypeError):
        change = ctypes.CDLL(None).mallopt
        change(MAP, LARGE)
        change(TRIM, LARGE)
