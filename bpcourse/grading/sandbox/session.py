"""One submission while it is graded: its worker, its cells, the calls of its functions."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np

from bpcourse.checking import compare
from bpcourse.checking.reply import Reply
from bpcourse.course import Case, Exercise
from bpcourse.grading.cache import looked_at

from .channel import Gone, TooLate
from .codec import Malformed
from .server import Worker

T = TypeVar("T")
CELL_SECONDS = 10.0
FILE_SECONDS = 180.0  # for one submission, all together
GRACE = 0.5  # a call is stopped from inside first
SETUP = 30.0  # a fresh interpreter on a busy machine
NOTES = 30
WORD = re.compile(r"[A-Za-z_]\w{0,79}")
FORGED = "it sent something else than what it was asked for"
MAGIC = re.compile(r"%%\s*(\w*)")
PLAIN_MAGIC = ("time", "capture")  # %%time: the rest of the cell is Python


TOGETHER = 40_000  # bytes that surely fit into a pipe that nobody reads yet
FRAME = 150  # bytes around a cell's source
LOWER = {"whole": "definitions", "definitions": "skip", "skip": "skip"}


class Spent(Exception):
    """The submission has used up its time."""


class CellLost(Exception):
    """A cell took its worker along, as the notes say."""


@dataclass
class Limits:
    """Seconds: for a cell and a call (None: as the exercise says), and for the file."""

    each: float | None = None
    file: float = FILE_SECONDS

    def cell(self) -> float:
        return self.each or CELL_SECONDS

    def call(self, exercise: Exercise) -> float:
        return self.each or exercise.seconds


@dataclass
class Session:
    """Workers for one submission, one after the other.

    start: gives a fresh worker. wanted: names of the answers. given: functions that may be
    imported ("layer.layer_output": source). pinned: right ones in the learner's place.
    until: when the submission's time is up, for all its sessions together.
    """

    start: Callable[[], Worker]
    cells: tuple[str, ...]
    wanted: list[str]
    limits: Limits
    given: dict[str, str] = field(default_factory=dict)
    pinned: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    attention: list[str] = field(default_factory=list)
    found: dict[str, str] = field(default_factory=dict)
    faults: dict[int, str] = field(default_factory=dict)
    worker: Worker | None = None
    until: float = float("inf")

    def __post_init__(self) -> None:
        self.modes = ["whole"] * len(self.cells)
        self.fatal: dict[str, Reply] = {}
        self.told: set[int] = set()
        self.asked: set[str] = set()
        self.sent: deque[tuple[Case, str]] = deque()

    # ---- cells

    def ready(self) -> Worker:
        """A worker in which every cell that can run has run; Spent when time is up."""
        while self.worker is None:
            self._check_time()
            self.worker = self.start()
            try:
                self._run_cells(self.worker)
            except CellLost:
                self.end()
            except (Gone, TooLate, Malformed) as fault:
                self._all_lost(fault)
        return self.worker

    def _all_lost(self, fault: Exception) -> None:
        """The worker went between cells, or afterwards: less is run the next time."""
        if set(self.modes) <= {"skip"}:
            raise OSError(f"a worker doesn't answer: {self.end() or repr(fault)}")
        why = self.why(fault, SETUP)
        self.note(f"what the cells left behind broke their process: {why}")
        self.modes = [LOWER[mode] for mode in self.modes]

    def _check_time(self) -> None:
        if time.monotonic() > self.until:
            raise Spent

    def _run_cells(self, worker: Worker) -> None:
        worker.ask("begin", SETUP, wanted=self.wanted, given=self.given)
        numbers = [n for n, mode in enumerate(self.modes, start=1) if mode != "skip"]
        for some in in_batches(numbers, lambda n: len(self.cells[n - 1])):
            requests = [self._cell(n) for n in some]
            ids = worker.send(requests, self.limits.cell())
            for number, id in zip(some, ids):
                self._run_cell(worker, number, id)
        if self.pinned:
            worker.ask("pin", SETUP, functions=self.pinned)
        found = worker.ask("found", SETUP)
        if type(found) is not dict or {type(kind) for kind in found.values()} - {str}:
            raise Malformed("it is no reply")
        self.found = found

    def _cell(self, number: int) -> dict[str, Any]:
        source = self._without_magic(number, self.cells[number - 1])
        only = self.modes[number - 1] == "definitions"
        return {"do": "cell", "number": number, "source": source, "definitions": only}

    def _run_cell(self, worker: Worker, number: int, id: str) -> None:
        self._check_time()
        try:
            self._tell(number, worker.take(id, self.limits.cell()))
        except (Gone, TooLate, Malformed) as fault:
            self._lost(number, fault)
            raise CellLost from None

    def _without_magic(self, number: int, source: str) -> str:
        first, _, rest = source.lstrip().partition("\n")
        magic = MAGIC.match(first)
        if not magic:
            return source
        if magic[1] in PLAIN_MAGIC:
            return rest
        self._note(number, f"was skipped: it begins with {first[:40].strip()}")
        return ""

    def _lost(self, number: int, fault: Exception) -> None:
        """A cell took its worker with it: next time its definitions only, then nothing."""
        mode = self.modes[number - 1]
        self.modes[number - 1] = LOWER[mode]
        if mode != "whole":
            return
        why = self.why(fault, self.limits.cell())
        self.note(f"cell {number} was stopped, and only its definitions kept: {why}")

    def why(self, fault: Exception, seconds: float) -> str:
        """What happened to a worker, as a sentence; it is ended here."""
        ended = self.end()
        if isinstance(fault, TooLate):
            return f"it ran longer than {seconds:g} seconds"
        if isinstance(fault, Malformed):
            self.attention.append(FORGED)
            return f"{FORGED} ({fault})"
        why = ended or "its process was killed"
        self.attention.append(why)
        return why

    def _tell(self, number: int, told: Any) -> None:
        if type(told) is not dict:
            raise Malformed("it is no reply")
        error, line, left_out = map(told.get, ("error", "line", "left_out"))
        if error is not None:
            where = f" in line {line}" if type(line) is int else ""
            what = f"{word(error)}: {one_line(told.get('detail'))}".rstrip(": ")
            self.faults[number] = f"stopped{where}: {what}"
            self._note(number, self.faults[number])
        for line in left_out if type(left_out) is list else ():
            text = f"was run without line {one_line(line)}, a command of the notebook"
            self._note(number, text)

    def _note(self, number: int, text: str) -> None:
        """A note on a cell, once for all its replays."""
        if number not in self.told:
            self.told.add(number)
            self.note(f"cell {number} {text}")

    def note(self, text: str) -> None:
        if text not in self.notes and len(self.notes) < NOTES:
            self.notes.append(text)

    # ---- calls

    def call(self, case: Case, exercise: Exercise) -> Reply:
        """One call of the learner's function, as `judge` wants it."""
        if exercise.name in self.fatal:
            return self.fatal[exercise.name]
        seconds = self.limits.call(exercise)
        try:
            reply = to_reply(self._answer(case, exercise, seconds))
        except (Gone, TooLate, Malformed, Spent) as fault:
            return self._fatal(exercise, fault, seconds)
        if any(not 0 <= i < len(case.args) for i in reply.changed):
            return self._fatal(exercise, Malformed("it is no reply"), seconds)
        if reply.error == "TookTooLong":
            self.fatal[exercise.name] = reply
            self.end()
        return looked_at(reply, exercise)

    def _answer(self, case: Case, exercise: Exercise, seconds: float) -> Any:
        """The worker's answer; small calls are sent together before the first is needed."""
        worker = self.ready()
        self._check_time()
        while self.sent:
            sent, id = self.sent.popleft()
            answer = worker.take(id, seconds + GRACE)
            if sent is case:
                return answer
        cases = self._expected(case, exercise)
        ids = worker.send([_request(c, exercise, seconds) for c in cases], seconds)
        self.sent.extend(zip(cases, ids))
        return self._answer(case, exercise, seconds)

    def _expected(self, case: Case, exercise: Exercise) -> list[Case]:
        """The calls that the judge will make: every case, the first and the last again."""
        if exercise.name in self.asked:
            return [case]
        self.asked.add(exercise.name)
        cases = list(exercise.cases(np.random.default_rng(0)))
        if case is cases[0] and sum(_size(c) for c in cases) < TOGETHER:
            return [*cases, cases[0], cases[-1]]
        return [case]

    def _fatal(self, exercise: Exercise, fault: Exception, seconds: float) -> Reply:
        """The reply that stands for this function from now on."""
        if isinstance(fault, TooLate):
            self.end()
            detail = f"still running after {seconds:g} seconds"
            reply = Reply(error="TookTooLong", detail=detail, seconds=seconds)
        elif isinstance(fault, Spent):
            detail = f"the file had used up its {self.limits.file:g} seconds"
            reply = Reply(error="NotRun", detail=detail)
        else:
            why = self.why(fault, seconds)
            self.note(f"{exercise.name} was stopped: {why}")
            reply = Reply(error="Stopped", detail=why)
        self.fatal[exercise.name] = reply
        return reply

    def end(self) -> str:
        """End the worker; how it had ended by itself, if it had."""
        worker, self.worker = self.worker, None
        self.sent.clear()
        return worker.end() if worker else ""


def in_batches(items: Sequence[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    """The items in order, in groups that fit into a pipe (or are alone)."""
    batch: list[T] = []
    held = 0
    for item in items:
        more = FRAME + size(item)
        if batch and held + more > TOGETHER // 2:
            yield batch
            batch, held = [], 0
        batch.append(item)
        held += more
    if batch:
        yield batch


def _request(case: Case, exercise: Exercise, seconds: float) -> dict[str, Any]:
    extra = {"call": case.extra["call"]} if exercise.finish == "call" else None
    return {
        "do": "call",
        "name": exercise.name,
        "case": {"args": case.args, "calls": case.calls, "extra": extra},
        "rules": {"finish": exercise.finish, "seconds": seconds},
    }


def _size(case: Case) -> int:
    """About the bytes of a call."""
    return 500 + sum(np.size(a) * 8 for _, a in compare.parts_of(list(case.args)))


def word(text: Any) -> str:
    """The name of an exception, if it can be one."""
    return text if type(text) is str and WORD.fullmatch(text) else "Exception"


def one_line(text: Any, most: int = 200) -> str:
    """Text of a submission as a part of a sentence: one line, printable, short."""
    line = " ".join(str(text).split()) if type(text) in (str, int) else ""
    return "".join(c if c.isprintable() else "?" for c in line)[:most]


def to_reply(told: Any) -> Reply:
    """A worker's answer as a `Reply`; Malformed where it is none."""
    if type(told) is not dict:
        raise Malformed("it is no reply")
    try:
        error, line = told.get("error"), told.get("line")
        return Reply(
            value=told.get("value"),
            error=None if error is None else word(error),
            detail=one_line(told.get("detail"), 300),
            line=line if type(line) is int else None,
            warned=tuple(one_line(w, 300) for w in told.get("warned", [])[:3]),
            printed=str(told.get("printed", ""))[:2000],
            changed=tuple(sorted({int(i) for i in told.get("changed", [])[:20]})),
            seconds=float(told.get("seconds", 0.0)),
        )
    except Exception as fault:
        raise Malformed(f"it is no reply ({type(fault).__name__})") from None
