"""Grades submissions: the judge of the instant checks, with calls that cross a pipe.

    with Grader(secret=12345) as grader:
        graded = grader.grade(submission, exercises)

A submission's code runs in a worker that holds no reference, no case but the arguments of
the call that it is asked, and no grade.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import bpcourse
from bpcourse.checking.judge import SEED
from bpcourse.course import Exercise
from bpcourse.errors import Told
from bpcourse.grading.sandbox.channel import Gone, TooLate
from bpcourse.grading.sandbox.codec import Malformed
from bpcourse.grading.sandbox.server import FULL, LIMITS, Spawner, Zygote
from bpcourse.grading.sandbox.session import FILE_SECONDS, SETUP, Limits, ServerGone

from .judging import Memory
from .marking import Marking, unreadable
from .memory import give_back
from .results import Graded, Submission
from .sandbox import isolation
from .texts import say
from .versions import exercise_version

__all__ = ["Grader", "exercise_version"]

MEMORY = 1 << 30  # bytes beyond what a worker starts with
HOLDS = {  # what a submission can't do, where `isolation.probe` found it so
    "files": "read_files",
    "writing": "write_files",
    "processes": "start_processes",
    "network": "use_network",
    "signals": "send_signals",
    "memory": "use_memory",
}
ALWAYS = ("own_process", "stopped_late")


class Grader:
    """A context manager that owns one warm server process (or starts one worker a file).

    secret: the seeds of the cases are drawn from it. time_limit: seconds a cell or a call
    may take; None leaves 10 to a cell, and to a call what its exercise allows.
    file_limit: seconds for one submission altogether. memory: bytes for its data.
    fork: False starts a fresh interpreter a submission, as on macOS and Windows.
    uncontained: grade although a submission could do harm here; else that is Told.

    After the start, `containment` says in sentences what a submission can't do here, and
    `gaps` what it could do; warn of these.
    """

    def __init__(
        self,
        secret: int | bytes,
        time_limit: float | None = None,
        file_limit: float = FILE_SECONDS,
        memory: int = MEMORY,
        fork: bool | None = None,
        uncontained: bool = False,
    ) -> None:
        self.secret, self.memory, self.uncontained = secret, memory, uncontained
        self.verdicts = Memory()
        self.limits = Limits(time_limit, file_limit)
        self.fork = isolation.LINUX if fork is None else fork
        self.containment: tuple[str, ...] = ()
        self.gaps: tuple[str, ...] = ()

    def __enter__(self) -> Grader:
        give_back()
        isolation.hide()
        make: Any = Zygote if self.fork else Spawner
        self.server = make(FULL if self.fork else LIMITS, self.memory)
        try:
            self._try_out()
        except BaseException:
            self.server.close()
            raise
        return self

    def __exit__(self, *_: Any) -> None:
        self.server.close()
        isolation.hide(False)

    def _try_out(self) -> None:
        """Find out what holds, in a worker like those of submissions."""
        worker = self.server.worker()
        try:
            secret = str(Path(bpcourse.__file__).parent / "course" / "model.py")
            known = {"secret": secret, "other": os.getpid(), "folder": gettempdir()}
            held = worker.ask("probe", SETUP, **known)
        except (Gone, TooLate, Malformed) as fault:
            why = worker.end()
            raise OSError(say("no_worker", why=why or repr(fault))) from None
        worker.end()
        said = {k: say(id, size=self.memory >> 20) for k, id in HOLDS.items()}
        kept = [text for key, text in said.items() if held.get(key) is True]
        open_ = [text for key, text in said.items() if held.get(key) is not True]
        always = map(say, ALWAYS)
        self.containment = (*always, *(say("cant", what=text) for text in kept))
        self.gaps = tuple(say("could", what=text) for text in open_)
        if self.gaps and not self.uncontained:
            raise Told(say("no_containment", gaps="; ".join(self.gaps)))

    def seed(self, name: str) -> int:
        """Of an exercise's cases: the same for all learners, and known to none."""
        secret = self.secret
        raw = secret if isinstance(secret, bytes) else str(secret).encode()
        digest = hashlib.sha256(b"bpcourse cases\0" + raw + b"\0" + name.encode())
        seed = int.from_bytes(digest.digest()[:8], "big")
        return seed if seed != SEED else seed + 1

    def grade(self, submission: Submission, exercises: Sequence[Exercise]) -> Graded:
        """Grade one submission. Never raises for anything that is in it."""
        if submission.problem:
            return unreadable(submission, exercises)
        for _ in range(2):
            try:
                return Marking(self, submission, exercises).graded()
            except ServerGone:  # ended from outside, by a machine without memory, say
                continue
        return Graded(submission, needs_human=(("server", say("server_ended")),))
