"""Grades submissions: the judge of the instant checks, with calls that cross a pipe.

    with Grader(secret=12345) as grader:
        graded = grader.grade(submission, exercises)

A submission's code runs in a worker that holds no reference, no case but the arguments of
the call that it is asked, and no grade.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Sequence
from typing import Any

from bpcourse.checking.judge import SEED, judge
from bpcourse.checking.reply import Reply
from bpcourse.checking.verdict import ERROR, NOT_ATTEMPTED, Verdict
from bpcourse.exercises import Case, Exercise, exercise

from . import codec
from .results import Graded, Result, Submission
from .server import Gone, TooLate, Worker, Zygote

CELL_SECONDS = 10.0
FILE_SECONDS = 180.0  # for one submission, all together
GRACE = 1.0  # a call is stopped from inside first
MEMORY = 1 << 30  # bytes beyond what a worker starts with
DEAD = (Gone, TooLate, codec.Malformed)


def exercise_version(exercise: Exercise) -> str:
    """Changes with whatever decides the exercise's grade."""
    return hashlib.sha256(exercise.source.encode()).hexdigest()[:16]


class Grader:
    """A context manager that owns one warm server process.

    secret: the seeds of the cases are drawn from it. time_limit: seconds a cell or a call
    may take; None leaves 10 to a cell, and to a call what its exercise allows.
    """

    def __init__(
        self,
        secret: int | bytes,
        time_limit: float | None = None,
        level: str = "full",
    ) -> None:
        self.secret, self.time_limit, self.level = secret, time_limit, level

    def __enter__(self) -> Grader:
        self.server = Zygote(self.level, MEMORY)
        return self

    def __exit__(self, *_: Any) -> None:
        self.server.close()

    containment: tuple[str, ...] = ()

    def seed(self, name: str) -> int:
        """Of an exercise's cases: the same for all learners, and known to none."""
        secret = self.secret
        raw = secret if isinstance(secret, bytes) else str(secret).encode()
        digest = hashlib.sha256(b"bpcourse cases\0" + raw + b"\0" + name.encode())
        seed = int.from_bytes(digest.digest()[:8], "big")
        return seed if seed != SEED else seed + 1

    def grade(self, submission: Submission, exercises: Sequence[Exercise]) -> Graded:
        """Grade one submission. Never raises for anything that is in it."""
        run = _Run(self, submission, exercises)
        try:
            results = tuple(run.result(e) for e in exercises)
        finally:
            run.end()
        return Graded(submission, results, tuple(run.notes), run.attention)


class _Run:
    """One submission while it is graded."""

    def __init__(self, grader: Grader, submission: Submission, exercises: Any) -> None:
        self.grader, self.cells = grader, submission.cells
        self.wanted = [e.name for e in exercises]
        self.given = _given(exercises)
        self.worker: Worker | None = None
        self.modes = ["whole"] * len(self.cells)
        self.notes: list[str] = []
        self.attention = submission.problem
        self.found: dict[str, str] = {}
        self.faults: dict[int, str] = {}
        self.until = time.monotonic() + FILE_SECONDS

    # ---- workers

    def start(self) -> Worker:
        """The worker, with the cells run; a fresh one where the last one died."""
        while self.worker is None:
            self.worker = self.grader.server.worker()
            try:
                self._run_cells()
            except DEAD:
                self.end()
        return self.worker

    def _run_cells(self) -> None:
        assert self.worker
        self.worker.ask("begin", START, wanted=self.wanted, given=self.given)
        for i, source in enumerate(self.cells):
            if self.modes[i] != "skip":
                self._run_cell(i, source)
        self.found = self.worker.ask("found", START)

    def _run_cell(self, i: int, source: str) -> None:
        assert self.worker
        only = self.modes[i] == "definitions"
        limit = self.grader.time_limit or CELL_SECONDS
        try:
            told = self.worker.ask(
                "cell", limit, number=i + 1, source=source, definitions=only
            )
        except DEAD as fault:
            self.modes[i] = "skip" if only else "definitions"
            self.notes.append(f"cell {i + 1} was skipped: {type(fault).__name__}")
            raise
        if told.get("error"):
            self.faults[i] = f"{told['error']}: {told.get('detail')}"

    def end(self) -> None:
        if self.worker:
            self.worker.end()
            self.worker = None

    # ---- exercises

    def result(self, exercise: Exercise) -> Result:
        verdict = self._verdict(exercise)
        return Result(
            exercise=exercise.name,
            lesson=exercise.lesson,
            outcome=verdict.outcome,
            points=round(verdict.score * exercise.points, 6),
            possible=float(exercise.points),
            mistake=verdict.mistake,
            text=str(verdict),
            version=exercise_version(exercise),
        )

    def _verdict(self, exercise: Exercise) -> Verdict:
        if not self.cells:
            return Verdict(f"{exercise.name}: nothing to run", outcome=NOT_ATTEMPTED)
        self.start()
        kind = self.found.get(exercise.name)
        if kind == "function":
            return judge(self.call, exercise, self.grader.seed(exercise.name))
        outcome = NOT_ATTEMPTED if kind == "missing" else ERROR
        return Verdict(f"{exercise.name}: {kind}", outcome=outcome)

    def call(self, case: Case, exercise: Exercise) -> Reply:
        """One call of the learner's function, as `judge` wants it."""
        extra = {"call": case.extra["call"]} if exercise.finish == "call" else None
        seconds = self.grader.time_limit or exercise.seconds
        try:
            told = self.start().ask(
                "call",
                seconds + GRACE,
                name=exercise.name,
                case={"args": case.args, "calls": case.calls, "extra": extra},
                rules={"finish": exercise.finish, "seconds": seconds},
            )
            return _reply(told)
        except TooLate:
            self.end()
            detail = f"still running after {seconds:g} seconds"
            return Reply(error="TookTooLong", detail=detail, seconds=seconds)
        except (Gone, codec.Malformed) as fault:
            self.end()
            return Reply(error=type(fault).__name__, detail=str(fault))


START = 20.0
NAME = re.compile(r"[A-Za-z_]\w{0,79}")


def _reply(told: Any) -> Reply:
    """A worker's answer as a `Reply`; Malformed where it is none."""
    try:
        error = told.get("error")
        return Reply(
            value=told.get("value"),
            error=None if error is None else _word(error),
            detail=str(told.get("detail", ""))[:300],
            line=told.get("line") if type(told.get("line")) is int else None,
            warned=tuple(str(w)[:300] for w in told.get("warned", [])[:3]),
            printed=str(told.get("printed", ""))[:2000],
            changed=tuple(int(i) for i in told.get("changed", [])[:20]),
            seconds=float(told.get("seconds", 0.0)),
        )
    except (TypeError, ValueError, AttributeError, IndexError) as fault:
        raise codec.Malformed(f"it is no reply ({type(fault).__name__})") from None


def _word(error: Any) -> str:
    return error if type(error) is str and NAME.fullmatch(error) else "Exception"


def _given(exercises: Sequence[Exercise]) -> dict[str, str]:
    """Functions of earlier lessons that these build on: "layer.layer_output" -> source."""
    lessons = {e.lesson for e in exercises}
    needed = [exercise(n) for e in exercises for n in e.needs]
    rooms = {"01": "activations", "02": "losses", "03": "neuron", "04": "layer"}
    return {
        f"{rooms[e.lesson]}.{e.name}": e.source
        for e in needed
        if e.lesson not in lessons and e.lesson in rooms
    }
