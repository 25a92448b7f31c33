"""Grades submissions: the judge of the instant checks, with calls that cross a pipe.

    with Grader(secret=12345) as grader:
        graded = grader.grade(submission, exercises)

A submission's code runs in a worker that holds no reference, no case but the arguments of
the call that it is asked, and no grade.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import bpcourse
from bpcourse.checking.judge import SEED, judge
from bpcourse.checking.verdict import ERROR, FAILED, NOT_ATTEMPTED, PASSED, Verdict
from bpcourse.course import Exercise, exercise, lesson
from bpcourse.grading.sandbox.channel import Gone, TooLate
from bpcourse.grading.sandbox.codec import Malformed
from bpcourse.grading.sandbox.server import FULL, LIMITS, Spawner, Zygote
from bpcourse.grading.sandbox.session import FILE_SECONDS, SETUP, Limits, Session, Spent

from .cache import remembering
from .results import Graded, Result, Submission
from .sandbox import isolation
from .versions import exercise_version

__all__ = ["Grader", "exercise_version"]

MEMORY = 1 << 30  # bytes beyond what a worker starts with
HOLDS = {  # what a submission can't do, where `isolation.probe` found it so
    "files": "read any file but Python's and NumPy's own",
    "writing": "write, change or delete any file",
    "processes": "start a process",
    "network": "use the network",
    "signals": "send a signal to a process",
    "memory": "use more than {} MB of memory",
}
ALWAYS = (
    "It runs in a process of its own, which holds no answer and is ended afterwards.",
    "A cell or call that runs too long is stopped.",
)


class Grader:
    """A context manager that owns one warm server process (or starts one worker a file).

    secret: the seeds of the cases are drawn from it. time_limit: seconds a cell or a call
    may take; None leaves 10 to a cell, and to a call what its exercise allows.
    file_limit: seconds for one submission altogether. memory: bytes for its data.
    fork: False starts a fresh interpreter a submission, as on macOS and Windows.

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
    ) -> None:
        self.secret, self.memory = secret, memory
        self.limits = Limits(time_limit, file_limit)
        self.fork = isolation.LINUX if fork is None else fork
        self.containment: tuple[str, ...] = ()
        self.gaps: tuple[str, ...] = ()

    def __enter__(self) -> Grader:
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
            raise OSError(f"a worker doesn't start: {why or fault!r}") from None
        worker.end()
        said = {k: text.format(self.memory >> 20) for k, text in HOLDS.items()}
        kept = [text for key, text in said.items() if held.get(key) is True]
        open_ = [text for key, text in said.items() if held.get(key) is not True]
        self.containment = (*ALWAYS, *(f"It can't {text}." for text in kept))
        self.gaps = tuple(f"It could {text}." for text in open_)

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
            return _unreadable(submission, exercises)
        marking = _Marking(self, submission)
        for group in _groups(exercises):
            marking.first(group)
        marking.again(exercises)
        return marking.graded(exercises)


def _unreadable(submission: Submission, exercises: Sequence[Exercise]) -> Graded:
    lines = [("but", str(submission.problem))]
    results = tuple(_result(e, _said(e, NOT_ATTEMPTED, lines)) for e in exercises)
    return Graded(submission, results, attention=submission.problem)


def _groups(exercises: Sequence[Exercise]) -> list[list[Exercise]]:
    """Exercises that may share a worker: those with the same functions given."""
    groups: dict[tuple[str, ...], list[Exercise]] = {}
    lessons = {
        e.lesson: _given([x for x in exercises if x.lesson == e.lesson])
        for e in exercises
    }
    for e in exercises:
        groups.setdefault(tuple(sorted(lessons[e.lesson])), []).append(e)
    return list(groups.values())


def _given(exercises: Sequence[Exercise]) -> dict[str, str]:
    """Functions of other lessons that these build on: "layer.layer_output" -> source."""
    lessons = {e.lesson for e in exercises}
    needed = [exercise(name) for e in exercises for name in e.needs]
    return {
        f"{room}.{e.name}": e.source
        for e in needed
        if e.lesson not in lessons and (room := lesson(e.lesson).room)
    }


class _Marking:
    """A submission's verdicts, as they come."""

    def __init__(self, grader: Grader, submission: Submission) -> None:
        self.grader, self.submission = grader, submission
        self.verdicts: dict[str, Verdict] = {}
        self.notes: list[str] = []
        self.attention: list[str] = []
        self.until = time.monotonic() + grader.limits.file

    def first(self, exercises: Sequence[Exercise]) -> None:
        """Judge exercises that share a worker."""
        session = self._session([e.name for e in exercises], _given(exercises))
        try:
            for e in exercises:
                self.verdicts[e.name] = self._verdict(e, session)
        finally:
            session.end()

    def _session(self, wanted: list[str], given: Any, pinned: Any = None) -> Session:
        return Session(
            self.grader.server.worker,
            self.submission.cells,
            wanted,
            self.grader.limits,
            given,
            pinned or {},
            self.notes,
            self.attention,
            until=self.until,
        )

    def again(self, exercises: Sequence[Exercise]) -> None:
        """Carry no error forward: what failed beside a wrong function that it builds on is
        judged once more with a right one in its place."""
        wrong = {n for n, v in self.verdicts.items() if v.outcome != PASSED}
        for e in exercises:
            pins = {n: exercise(n).source for n in e.needs if n in wrong}
            if pins and self.verdicts[e.name].outcome in (FAILED, ERROR):
                self._again(e, pins, _given(exercises))

    def _again(self, e: Exercise, pins: dict[str, str], given: dict[str, str]) -> None:
        session = self._session([e.name], given, pins)
        try:
            verdict = self._verdict(e, session)
        finally:
            session.end()
        if verdict.outcome == PASSED:
            names = " and ".join(pins)
            text = f"judged with a right {names} in the place of yours"
            rows = (("note", text), *verdict.rows)
            self.verdicts[e.name] = replace(verdict, rows=rows)

    def _verdict(self, e: Exercise, session: Session) -> Verdict:
        try:
            session.ready()
            kind = session.found.get(e.name, "missing")
            if kind == "function":
                seed = self.grader.seed(e.name)
                return judge(session.call, remembering(e, seed), seed)
        except Spent:
            text = f"the file had used up its {session.limits.file:g} seconds"
            self.attention.append(text)
            return _said(e, ERROR, [("but", text + " before this was run")])
        return self._no_function(e, kind, session)

    def _no_function(self, e: Exercise, kind: str, session: Session) -> Verdict:
        if kind == "value":
            return _said(
                e, ERROR, [("but", f"{e.name} is a value here, not a function")]
            )
        if kind == "package":
            text = "it is the package's own function; an answer is your own code"
            return _said(e, FAILED, [("but", text)])
        for number in self._cells_with(e.name):
            if number in session.faults:
                text = f"cell {number}, which defines it, {session.faults[number]}"
                return _said(e, ERROR, [("but", text)])
            if session.modes[number - 1] == "skip":
                return _said(
                    e, ERROR, [("but", f"cell {number}, which defines it, was skipped")]
                )
        return _said(e, NOT_ATTEMPTED, [("but", f"nothing here is called {e.name}")])

    def _cells_with(self, name: str) -> list[int]:
        defines = re.compile(rf"^[ \t]*(async +)?def +{name}\b|^[ \t]*{name} *=", re.M)
        cells = enumerate(self.submission.cells, start=1)
        return [number for number, source in cells if defines.search(source)]

    def graded(self, exercises: Sequence[Exercise]) -> Graded:
        results = tuple(_result(e, self.verdicts[e.name]) for e in exercises)
        attention = "; ".join(dict.fromkeys(self.attention)) or None
        return Graded(self.submission, results, tuple(self.notes), attention)


def _said(e: Exercise, outcome: str, rows: list[tuple[str, str]]) -> Verdict:
    return Verdict("", tuple(rows), outcome, exercise=e.name)


def _result(e: Exercise, verdict: Verdict) -> Result:
    return Result(
        exercise=e.name,
        lesson=e.lesson,
        outcome=verdict.outcome,
        points=round(verdict.score * e.points, 6),
        possible=float(e.points),
        mistake=verdict.mistake,
        text=str(verdict),
        version=exercise_version(e),
    )
