"""A line of a terminal that shows how far it is."""

from __future__ import annotations

import sys
import time
from typing import Any

from .texts import say


class Line:
    """How far it is, on one line of a terminal; nothing where the output is a file."""

    def __init__(self, stream: Any = None) -> None:
        self.stream = stream or sys.stderr
        self.live = bool(getattr(self.stream, "isatty", lambda: False)())
        self.begun, self.last = time.monotonic(), 0.0
        self.full, self.empty = ("█", "░") if _writes(self.stream, "█░") else ("#", ".")

    def __call__(self, done: int, of: int, name: str) -> None:
        now = time.monotonic()
        if not self.live or (now - self.last < 0.1 and done < of):
            return
        self.last = now
        full = round(24 * done / max(of, 1))
        bar = self.full * full + self.empty * (24 - full)
        told = {"bar": bar, "done": done, "all": of, "name": name}
        text = say("progress", seconds=now - self.begun, **told)
        print(f"\r{text[:78]:<78}", end="", file=self.stream, flush=True)

    def close(self) -> None:
        if self.live:
            print(f"\r{'':<78}\r", end="", file=self.stream, flush=True)


def _writes(stream: Any, text: str) -> bool:
    """True where a stream's encoding has these signs."""
    try:
        text.encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeError, LookupError):
        return False
    return True
