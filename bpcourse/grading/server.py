"""The grader's side of the pipes: starting workers, asking them, ending them."""

from __future__ import annotations

import json
import os
import select
import socket
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from . import codec

SOURCES = (  # all that a worker's interpreter can import of bpcourse
    *("checking.plain", "checking.reply", "exercises.model", "datasets"),
    *("grading.codec", "grading.filters", "grading.isolation", "grading.standins"),
    *("grading.syscalls", "grading.worker", "grading.zygote"),
)
STUBS = {
    "bpcourse": "",
    "bpcourse.arrays": "from typing import Any as Array\n",
    "bpcourse.checking": "",
    "bpcourse.exercises": "from .model import Case, Exercise, Formula, Seed\n",
    "bpcourse.grading": "",
}
START = 60.0  # seconds that an interpreter may take to start


class Gone(Exception):
    """The worker's process has ended."""


class TooLate(Exception):
    """No answer within the time limit."""


def build() -> dict[str, str]:
    """The sources of a bpcourse without any answer."""
    sources = dict(STUBS)
    for name in SOURCES:
        path = files("bpcourse").joinpath(*name.split("."))
        text = path.parent.joinpath(path.name + ".py")  # type: ignore[attr-defined]
        sources[f"bpcourse.{name}"] = text.read_text(encoding="utf-8")
    return sources


def _command() -> list[str]:
    boot = files("bpcourse.grading").joinpath("boot.py").read_text(encoding="utf-8")
    return [sys.executable, "-I", "-S", "-c", boot]


def _environment() -> dict[str, str]:
    """Nothing of the grader's own environment but what an interpreter needs to start."""
    kept = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
    threads = {f"{n}_NUM_THREADS": "1" for n in ("OPENBLAS", "OMP", "MKL")}
    return {k: os.environ[k] for k in kept if k in os.environ} | threads


def _order(main: str, **more: Any) -> bytes:
    numpy = str(Path(np.__file__).parent.parent)
    order = {"sources": build(), "numpy": numpy, "main": main, **more}
    text = json.dumps(order).encode()
    return len(text).to_bytes(8, "big") + text


class Worker:
    """One worker as the grader sees it. `ask` raises Gone, TooLate or Malformed."""

    def __init__(self, server: Any, requests: int, replies: int) -> None:
        self.server, self.requests, self.replies = server, requests, replies
        for end in (requests, replies):
            os.set_blocking(end, False)

    def ask(self, do: str, seconds: float, **values: Any) -> Any:
        """The answer to one request."""
        until = time.monotonic() + seconds
        id = os.urandom(8).hex()
        self._write(codec.encode({"id": id, "do": do, **values}), until)
        head = self._read(codec.HEAD.size, until)
        frame = head + self._read(sum(codec.lengths(head)), until)
        reply = codec.decode(frame)
        if type(reply) is not dict or reply.get("id") != id or "answer" not in reply:
            raise codec.Malformed("it answers what wasn't asked")
        return reply["answer"]

    def _write(self, data: bytes, until: float) -> None:
        view = memoryview(data)
        while view:
            self._wait(self.requests, select.POLLOUT, until)
            try:
                view = view[os.write(self.requests, view) :]
            except BlockingIOError:
                continue
            except OSError:
                raise Gone from None

    def _read(self, count: int, until: float) -> bytes:
        data = bytearray()
        while len(data) < count:
            self._wait(self.replies, select.POLLIN, until)
            try:
                more = os.read(self.replies, min(count - len(data), 1 << 20))
            except BlockingIOError:
                continue
            if not more:
                raise Gone
            data += more
        return bytes(data)

    def _wait(self, end: int, event: int, until: float) -> None:
        poll = select.poll()
        poll.register(end, event)
        left = until - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise TooLate

    def end(self) -> None:
        """End it, whatever it does."""
        os.close(self.requests)
        os.close(self.replies)
        self.server.end()


class Zygote:
    """The warm server process, and its workers, one at a time."""

    def __init__(self, level: str, memory: int) -> None:
        self.control, theirs = socket.socketpair()
        number = theirs.fileno()
        self.process = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=[number],
            env=_environment(),
            cwd="/",
        )
        theirs.close()
        order = _order(
            "bpcourse.grading.zygote", control=number, level=level, memory=memory
        )
        try:
            self._start(order)
        except BaseException:
            self.close()
            raise

    def _start(self, order: bytes) -> None:
        assert self.process.stdin and self.process.stderr
        self.process.stdin.write(order)
        self.process.stdin.close()
        self.control.settimeout(START)
        if self.control.recv(1) != b"r":
            fault = self.process.stderr.read().decode(errors="replace")[-2000:]
            raise RuntimeError(f"the graders' server doesn't start:\n{fault}")

    def worker(self) -> Worker:
        """A fresh worker."""
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()
        try:
            socket.send_fds(self.control, [b"f"], [theirs_in, theirs_out])
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
        self._number()
        return Worker(self, ours_out, ours_in)

    def _number(self) -> int:
        data = b""
        while len(data) < 8:
            more = self.control.recv(8 - len(data))
            if not more:
                raise RuntimeError("the graders' server is gone")
            data += more
        return int.from_bytes(data, "big", signed=True)

    def end(self) -> int:
        """Kill the worker and all that it started; its wait status."""
        self.control.sendall(b"e")
        return self._number()

    def close(self) -> None:
        self.control.close()
        for pipe in (self.process.stdin, self.process.stderr):
            if pipe:
                pipe.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
