"""What a run shows from step to step, found as far as somebody looks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Growing(Generic[T]):
    """A list that grows on demand; more(k) gives item k, once 0 to k - 1 are there.

    By one thread at a time: a kernel trains ahead in one and follows a control in another, and
    both would train the same network.

    >>> squares = Growing(lambda k: k * k)
    >>> squares.first(3), squares.first(2)
    ([0, 1, 4], [0, 1])
    """

    def __init__(self, more: Callable[[int], T]) -> None:
        self._more, self._lock = more, threading.Lock()
        self._found: list[T] = []

    def first(self, count: int) -> list[T]:
        """The first so many items."""
        with self._lock:
            while len(self._found) < count:
                self._found.append(self._more(len(self._found)))
            return self._found[:count]
