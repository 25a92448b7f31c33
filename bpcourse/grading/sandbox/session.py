"""One submission while it is graded: its worker, and its cells in it."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bpcourse.course import Exercise
from bpcourse.grading.texts import say

from .channel import Gone, TooLate
from .codec import Malformed, encode, one_line
from .server import SERVER_GONE, Ended, Worker

T = TypeVar("T")
CELL_SECONDS = 10.0
FILE_SECONDS = 180.0  # for one submission, all together
SETUP = 30.0  # a fresh interpreter on a busy machine
NOTES = 30
LARGEST_CELL = 2 << 20  # bytes
TOGETHER = 1 << 20  # bytes of cells that are sent before the first answer is read
WORD = re.compile(r"[A-Za-z_]\w{0,79}")
MAGIC = re.compile(r"%%\s*(\w*)")
PLAIN_MAGIC = ("time", "capture")  # %%time: the rest of the cell is Python
LOWER = {"whole": "definitions", "definitions": "skip", "skip": "skip"}
Row = tuple[str, str]


class Spent(Exception):
    """The submission has used up its time."""


class CellLost(Exception):
    """A cell took its worker along, as the notes say."""


class ServerGone(Exception):
    """The graders' own server was ended from outside: nothing that a submission did."""


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
class Order:
    """What a session is for. wanted: names of the answers. given: functions that may be
    imported ("layer.layer_output": source). mine: right ones that `mine.NAME` means. pinned:
    right ones in the learner's place."""

    wanted: list[str]
    given: dict[str, str] = field(default_factory=dict)
    mine: dict[str, str] = field(default_factory=dict)
    pinned: dict[str, str] = field(default_factory=dict)


@dataclass
class Session:
    """Workers for one submission, one after the other.

    start: gives a fresh worker. delivered: of each cell, whether it is as the course
    delivers it. needed: whether it has to run. notes, needs_human: as of `Graded`,
    shared by all its sessions. until: when its time is up.
    """

    start: Callable[[], Worker]
    cells: tuple[str, ...]
    order: Order
    limits: Limits
    delivered: Sequence[bool] = ()
    needed: Sequence[bool] = ()
    notes: list[str] = field(default_factory=list)
    needs_human: list[Row] = field(default_factory=list)
    found: dict[str, str] = field(default_factory=dict)
    faults: dict[int, str] = field(default_factory=dict)
    worker: Worker | None = None
    until: float = float("inf")

    def __post_init__(self) -> None:
        needed = self.needed or [True] * len(self.cells)
        self.modes = ["whole" if n else "skip" for n in needed]
        self.delivered = self.delivered or [False] * len(self.cells)
        self.told: set[int] = set()
        self.absent: set[str] = set()
        for number, source in enumerate(self.cells, start=1):
            if len(source) > LARGEST_CELL // 4 and self.modes[number - 1] == "whole":
                self._refuse_large(number, source)

    def _refuse_large(self, number: int, source: str) -> None:
        if len(source.encode("utf-8", "replace")) > LARGEST_CELL:
            self.modes[number - 1] = "skip"
            self._note(number, say("skipped_large", size=LARGEST_CELL >> 20))

    def ready(self) -> Worker:
        """A worker in which every cell that can run has run; Spent when time is up."""
        while self.worker is None:
            self.check_time()
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
            raise OSError(say("no_answer", why=self.end() or repr(fault)))
        why = self.why(fault, SETUP)
        self.note(say("left_behind", why=why))
        self.modes = [LOWER[mode] for mode in self.modes]

    def check_time(self) -> None:
        if time.monotonic() > self.until:
            raise Spent

    def _run_cells(self, worker: Worker) -> None:
        order = self.order
        start = {"wanted": order.wanted, "given": order.given, "mine": order.mine}
        worker.ask("begin", SETUP, **start)
        numbers = [n for n, mode in enumerate(self.modes, start=1) if mode != "skip"]
        frames = [self._cell(n) for n in numbers]
        pairs = list(zip(numbers, frames))
        for some in in_batches(pairs, lambda pair: len(pair[1][1])):
            worker.post(self.limits.cell(), b"".join(f for _, (_, f) in some))
            for number, (id, _) in some:
                self._run_cell(worker, number, id)
        if order.pinned:
            worker.ask("pin", SETUP, functions=order.pinned)
        found = worker.ask("found", SETUP)
        if type(found) is not dict or {type(kind) for kind in found.values()} - {str}:
            raise Malformed("it is no reply")
        self.found = found

    def _cell(self, number: int) -> tuple[str, bytes]:
        """(number of its answer, the request's bytes)."""
        id = new_id()
        source = self._without_magic(number, self.cells[number - 1])
        asked = {"id": id, "do": "cell", "number": number, "source": source}
        asked["definitions"] = self.modes[number - 1] == "definitions"
        asked["delivered"] = bool(self.delivered[number - 1])
        return id, encode(asked)

    def _run_cell(self, worker: Worker, number: int, id: str) -> None:
        self.check_time()
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
        self._note(number, say("skipped_magic", line=one_line(first, 40)))
        return ""

    def _lost(self, number: int, fault: Exception) -> None:
        """A cell took its worker with it: next time its definitions only, then nothing."""
        mode = self.modes[number - 1]
        why = self.why(fault, self.limits.cell())
        self.modes[number - 1] = LOWER[mode]
        if mode == "whole":
            what = say("only_definitions", why=why)
            self.note(say("cell", number=number, what=what))

    def why(self, fault: Exception, seconds: float) -> str:
        """What happened to a worker, as a sentence; it is ended here."""
        ended = self.end()
        if ended == SERVER_GONE:
            raise ServerGone
        if isinstance(fault, TooLate):
            return say("ran_longer", seconds=seconds)
        if isinstance(fault, Malformed):
            self.needs_human.append(("forged", say("forged")))
            return f"{say('forged')} ({fault})"
        why = str(ended) if ended else say("killed")
        self.needs_human.append(("stopped", why))
        return why

    def _tell(self, number: int, told: Any) -> None:
        if type(told) is not dict:
            raise Malformed("it is no reply")
        error, line, left_out = map(told.get, ("error", "line", "left_out"))
        if error is not None:
            what = f"{word(error)}: {one_line(told.get('detail'))}".rstrip(": ")
            id = "cell_stopped_in" if type(line) is int else "cell_stopped"
            self.faults[number] = say(id, line=line, what=what)
            self._note(number, self.faults[number])
        for line in left_out if type(left_out) is list else ():
            self._note(number, say("without_line", line=one_line(line)))
        absent = told.get("absent")
        for name in absent[:20] if type(absent) is list else ():
            self._no_package(number, word(name))

    def _no_package(self, number: int, name: str) -> None:
        if name not in self.absent:
            self.absent.add(name)
            self.note(say("imports", number=number, name=name))

    def _note(self, number: int, what: str) -> None:
        """A note on a cell, once for all its replays."""
        if number not in self.told:
            self.told.add(number)
            self.note(say("cell", number=number, what=what))

    def note(self, text: str) -> None:
        if text not in self.notes and len(self.notes) < NOTES:
            self.notes.append(text)

    def end(self) -> Ended | None:
        """End the worker; how it had ended by itself, if it had."""
        worker, self.worker = self.worker, None
        return worker.end() if worker else None


def new_id() -> str:
    """The number that an answer must bear: 16 signs that nobody can guess."""
    return os.urandom(8).hex()


def in_batches(items: Sequence[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    """The items in order, in groups of a bounded size (or alone)."""
    batch: list[T] = []
    held = 0
    for item in items:
        more = size(item)
        if batch and held + more > TOGETHER:
            yield batch
            batch, held = [], 0
        batch.append(item)
        held += more
    if batch:
        yield batch


def word(text: Any) -> str:
    """The name of an exception, if it can be one."""
    return text if type(text) is str and WORD.fullmatch(text) else "Exception"
