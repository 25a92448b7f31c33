"""The grader's side of the processes: starting workers, asking them, ending them."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from bpcourse import MATHEMATICS
from bpcourse.grading.texts import say

from . import codec
from .channel import Channel, Polled, Threaded

SOURCES = (  # all of bpcourse that a worker's interpreter can import
    *("arrays", "checking.given", "checking.plain", "checking.reply"),
    *("checking.restored", "checking.result"),
    *("course.model", "datasets"),
    *(
        "grading.sandbox.cells",
        "grading.sandbox.codec",
        "grading.sandbox.filters",
        "grading.sandbox.isolation",
        "grading.sandbox.standins",
    ),
    *("grading.sandbox.syscalls", "grading.sandbox.worker", "grading.sandbox.zygote"),
)
STUBS = {
    "bpcourse": f"MATHEMATICS = {MATHEMATICS!r}\n",
    "bpcourse.checking": "",
    "bpcourse.course": "from .model import Case, Exercise, Formula, Seed\n",
    "bpcourse.grading": "",
    "bpcourse.grading.sandbox": "",
}
START = 60.0  # seconds that an interpreter may take to start
FULL, LIMITS = "full", "limits"  # Landlock and seccomp too; or what every system has


@cache
def build() -> dict[str, str]:
    """The sources of a bpcourse without any answer."""
    sources = dict(STUBS)
    for name in SOURCES:
        folder, _, file = name.rpartition(".")
        place = files("bpcourse").joinpath(*folder.split(".") if folder else ())
        sources[f"bpcourse.{name}"] = place.joinpath(file + ".py").read_text("utf-8")
    return sources


def _start(**pipes: Any) -> subprocess.Popen[bytes]:
    """A fresh interpreter that can import nothing but Python's library so far."""
    boot = files("bpcourse.grading.sandbox").joinpath("boot.py").read_text("utf-8")
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", boot],
        stdin=subprocess.PIPE,
        env=_environment(),
        cwd=os.path.abspath(os.sep),
        start_new_session=True,
        **pipes,
    )


def _environment() -> dict[str, str]:
    """Nothing of the grader's own environment but what an interpreter needs to start."""
    kept = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
    threads = {f"{n}_NUM_THREADS": "1" for n in ("OPENBLAS", "OMP", "MKL")}
    return {k: os.environ[k] for k in kept if k in os.environ} | threads


def _order(main: str, **more: Any) -> bytes:
    """What `boot.py` reads first."""
    numpy = str(Path(np.__file__).parent.parent)
    order = {"sources": build(), "numpy": numpy, "main": main, **more}
    text = json.dumps(order).encode()
    return len(text).to_bytes(8, "big") + text


@dataclass(frozen=True)
class Ended:
    """How a worker had ended by itself: its id among grading's texts; the number in it."""

    id: str
    number: int = 0

    def __str__(self) -> str:
        return say(self.id, number=self.number)


SERVER_GONE = Ended("server_gone")


class Worker:
    """One worker as the grader sees it."""

    def __init__(self, server: Zygote | Spawner, channel: Polled | Threaded) -> None:
        self.server, self.channel = server, channel

    def ask(self, do: str, seconds: float, **values: Any) -> Any:
        """The answer to one request; raises Gone, TooLate or Malformed."""
        (id,) = self.send([{"do": do, **values}], seconds)
        return self.take(id, seconds)

    def send(self, requests: Sequence[dict[str, Any]], seconds: float) -> list[str]:
        """Send requests, and give the number that each answer must bear."""
        ids = [os.urandom(8).hex() for _ in requests]
        frames = [codec.encode({"id": id, **r}) for id, r in zip(ids, requests)]
        self.post(seconds, b"".join(frames))
        return ids

    def post(self, seconds: float, *data: Any) -> None:
        """Send buffers of whole frames; a worker that writes meanwhile is listened to."""
        until = time.monotonic() + seconds
        for some in data:
            self.channel.write(some, until)

    def take(self, id: str, seconds: float) -> Any:
        """The next answer, which must be this one's."""
        return answer_in(self.frame(seconds), id)

    def frame(self, seconds: float) -> bytes:
        """The bytes of the next answer."""
        until = time.monotonic() + seconds
        head = self.channel.read(codec.HEAD.size, until)
        return head + self.channel.read(sum(codec.lengths(head)), until)

    def end(self) -> Ended | None:
        """End it and all that it started; how it had ended by itself, if it had."""
        return self.server.end(self)


def answer_in(frame: bytes, id: str) -> Any:
    """What a frame answers; Malformed where it isn't this question's."""
    reply = codec.decode(frame)
    if type(reply) is not dict or reply.get("id") != id or "answer" not in reply:
        raise codec.Malformed("it answers what wasn't asked")
    return reply["answer"]


class Zygote:
    """A warm server process, which forks a worker in a millisecond; one at a time."""

    def __init__(self, level: str, memory: int) -> None:
        self.level, self.memory = level, memory
        self._open()

    def _open(self) -> None:
        self.control, theirs = socket.socketpair()
        number = theirs.fileno()
        with theirs:
            self.process = _start(
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, pass_fds=[number]
            )
        try:
            self._boot(number)
        except BaseException:
            self.close()
            raise

    def _boot(self, control: int) -> None:
        assert self.process.stdin and self.process.stderr
        more = {"control": control, "level": self.level, "memory": self.memory}
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(_order("bpcourse.grading.sandbox.zygote", **more))
            self.process.stdin.close()
        self.control.settimeout(START)
        if self.control.recv(1) != b"r":
            fault = self.process.stderr.read().decode(errors="replace")[-2000:]
            raise OSError(say("no_server", why=fault))

    def worker(self) -> Worker:
        """A fresh worker; from a fresh server, should this one be gone."""
        try:
            return self._worker()
        except OSError:
            self.close()
            self._open()
            return self._worker()

    def _worker(self) -> Worker:
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()
        channel = Polled(ours_out, ours_in)
        try:
            socket.send_fds(self.control, [b"f"], [theirs_in, theirs_out])
            self._number()
        except OSError:
            channel.close()
            raise
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
        return Worker(self, channel)

    def _number(self) -> int:
        data = b""
        while len(data) < 8:
            more = self.control.recv(8 - len(data))
            if not more:
                raise OSError(say("server_is_gone"))
            data += more
        return int.from_bytes(data, "big", signed=True)

    def end(self, worker: Worker) -> Ended | None:
        """Kill the worker and all that it started."""
        worker.channel.close()
        try:
            self.control.sendall(b"e")
            status = self._number()
        except OSError:
            return SERVER_GONE
        return _ended(os.waitstatus_to_exitcode(status))

    def close(self) -> None:
        self.control.close()
        for pipe in (self.process.stdin, self.process.stderr):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        if self.process.returncode is None:
            _stopped(self.process)


class Spawner:
    """An interpreter of its own for every worker, where there is no fork."""

    def __init__(self, level: str, memory: int) -> None:
        self.level, self.memory = level, memory
        self.process: subprocess.Popen[bytes] | None = None

    def worker(self) -> Worker:
        """A fresh worker; a third of a second."""
        self.process = _start(stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert self.process.stdin and self.process.stdout
        ends = [os.dup(p.fileno()) for p in (self.process.stdin, self.process.stdout)]
        self.process.stdin.close()
        self.process.stdout.close()
        worker = Worker(self, Channel(*ends))
        more = {"level": self.level, "memory": self.memory}
        order = _order("bpcourse.grading.sandbox.worker", **more)
        worker.channel.write(order, time.monotonic() + START)
        return worker

    def end(self, worker: Worker) -> Ended | None:
        """Kill the worker, and on Unix the group of processes that it may have started."""
        process, self.process = self.process, None
        assert process
        code = _stopped(process)
        worker.channel.close()
        return _ended(code)

    def close(self) -> None:
        if self.process:
            _stopped(self.process)


def _stopped(process: subprocess.Popen[bytes]) -> int:
    """Kill a process with its group; how it had ended, or -9."""
    alive = True
    if hasattr(os, "killpg"):  # before anything waits: its number stays its own
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        alive = process.poll() is None
        process.kill()
    code = process.wait()
    return -9 if not hasattr(os, "killpg") and alive else code


def _ended(code: int) -> Ended | None:
    """How a process ended; None where the grader ended it."""
    if code == -9:
        return None
    ids = {-11: "segmentation_fault", -24: "processor_time", -31: "not_allowed"}
    return Ended("exited" if code >= 0 else ids.get(code, "crashed"), abs(code))
