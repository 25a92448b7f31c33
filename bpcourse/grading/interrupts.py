"""Ctrl-C at any moment: the command ends with its status and a sentence, never in between.

Python lets SIGINT end the process where it likes while it shuts down, and raises it where
nobody catches it. Here it is raised once, inside the block, and is silent afterwards.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType


class Interrupts:
    """What becomes of SIGINT. held: it waits until the block is left."""

    def __init__(self) -> None:
        self.silent, self.waiting = False, False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if self.silent:
            self.waiting = True
            return
        self.silent = True  # a second Ctrl-C doesn't break off what the first began
        raise KeyboardInterrupt

    def hold(self) -> None:
        self.silent = True

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        before, self.silent = self.silent, True
        try:
            yield
        finally:
            self.silent = before
        if self.waiting and not before:
            raise KeyboardInterrupt


@contextlib.contextmanager
def quiet_interrupts() -> Iterator[Interrupts]:
    """For a command that ends its process soon after; SIGINT stays without effect then."""
    interrupts = Interrupts()
    if threading.current_thread() is not threading.main_thread():
        yield interrupts
        return
    before = signal.signal(signal.SIGINT, interrupts)
    try:
        yield interrupts
    finally:
        interrupts.hold()
        if before not in (signal.default_int_handler, signal.SIG_DFL):
            signal.signal(signal.SIGINT, before)
