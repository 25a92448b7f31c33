"""Bytes to and from a worker, each with a time by which they must have gone through."""

from __future__ import annotations

import contextlib
import os
import queue
import select
import sys
import threading
import time
from typing import Any

CHUNK = 1 << 20
MOST_KEPT = 64 << 20  # bytes that a worker may have said before they are asked for


class Gone(Exception):
    """The worker's process has ended."""


class TooLate(Exception):
    """Not within the time limit."""


class Polled:
    """The grader's ends of two pipes, where the system can wait for a pipe."""

    def __init__(self, requests: int, replies: int) -> None:
        self.requests, self.replies, self.rest = requests, replies, bytearray()
        for end in (requests, replies):
            os.set_blocking(end, False)

    def write(self, data: Any, until: float) -> None:
        """data: bytes, or any buffer of them."""
        view = memoryview(data)
        while view:
            self._wait_to_write(until)
            try:
                view = view[os.write(self.requests, view) :]
            except BlockingIOError:
                continue
            except OSError:
                raise Gone from None

    def _wait_to_write(self, until: float) -> None:
        """Until there is room; what the worker says meanwhile is kept, up to a bound, or
        both might wait for each other."""
        poll = select.poll()
        poll.register(self.requests, select.POLLOUT)
        if len(self.rest) < MOST_KEPT:
            poll.register(self.replies, select.POLLIN)
        left = until - time.monotonic()
        ready = dict(poll.poll(max(0, left * 1000)))
        if not ready:
            raise TooLate
        if self.requests not in ready and self.replies in ready:
            self._read_some()

    def _read_some(self) -> None:
        with contextlib.suppress(BlockingIOError):
            more = os.read(self.replies, CHUNK)
            if not more:
                raise Gone
            self.rest += more

    def read(self, count: int, until: float) -> bytes:
        while len(self.rest) < count:
            _wait(self.replies, select.POLLIN, until)
            self._read_some()
        data = bytes(memoryview(self.rest)[:count])
        del self.rest[:count]
        return data

    def close(self) -> None:
        os.close(self.requests)
        os.close(self.replies)


def _wait(end: int, event: int, until: float) -> None:
    poll = select.poll()
    poll.register(end, event)
    left = until - time.monotonic()
    if left <= 0 or not poll.poll(left * 1000):
        raise TooLate


class Threaded:
    """The same with a thread that reads and one that writes, for Windows."""

    def __init__(self, requests: int, replies: int) -> None:
        self.requests, self.replies, self.rest = requests, replies, bytearray()
        self.came: queue.Queue[bytes] = queue.Queue(maxsize=MOST_KEPT // (CHUNK >> 4))
        self.closed = False
        self.reader = threading.Thread(target=self._read_on, daemon=True)
        self.reader.start()

    def _read_on(self) -> None:
        more = b"x"
        while more and not self.closed:
            try:
                more = os.read(self.replies, CHUNK >> 4)
            except OSError:
                more = b""
            self._put(more)

    def _put(self, data: bytes) -> None:
        while not self.closed:
            with contextlib.suppress(queue.Full):
                self.came.put(data, timeout=0.2)
                return

    def write(self, data: Any, until: float) -> None:
        faults: list[OSError] = []
        thread = threading.Thread(target=self._push, args=(data, faults), daemon=True)
        thread.start()
        thread.join(max(0.0, until - time.monotonic()))
        if thread.is_alive():
            raise TooLate
        if faults:
            raise Gone

    def _push(self, data: Any, faults: list[OSError]) -> None:
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self.requests, view) :]
        except OSError as fault:
            faults.append(fault)

    def read(self, count: int, until: float) -> bytes:
        while len(self.rest) < count:
            try:
                more = self.came.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                raise TooLate from None
            if not more:
                raise Gone
            self.rest += more
        data = bytes(self.rest[:count])
        del self.rest[:count]
        return data

    def close(self) -> None:
        """After the process has ended, which ends the threads' waiting."""
        self.closed = True
        self.reader.join(2)
        for end in (self.requests, self.replies):
            with contextlib.suppress(OSError):
                os.close(end)


Channel = Polled if hasattr(select, "poll") and sys.platform != "win32" else Threaded
