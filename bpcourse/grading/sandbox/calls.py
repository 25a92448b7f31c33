"""Calls of a learner's functions, an exercise at a time: one request, an answer for each case.

The judge's own calls are then answered from what has come. What it will ask is known: every
case, the first and the last once more, and those with a generator with another one.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np

from bpcourse.checking import compare
from bpcourse.checking.conduct import reseeded
from bpcourse.checking.reply import Reply
from bpcourse.course import Case, Exercise
from bpcourse.grading.cache import looked_at
from bpcourse.grading.texts import say

from .channel import Gone, TooLate
from .codec import HEAD, REQUEST_LIMIT, Malformed, one_line, pieces
from .server import answer_in
from .session import Session, Spent, in_batches, new_id, word

GRACE = 0.5  # seconds: a call is stopped from inside first
NOT_THERE = "NotThere"  # name of the exception that stand-ins raise
MOST_KEYS = 4_000
PLACE = "0" * 16  # in a prepared request, where the number of its answer goes
KEPT_FRAME = 1 << 20  # bytes of a request that is kept as it travels


@dataclass(frozen=True)
class Prepared:
    """A request of one exercise, the same for a whole class. keys: of its cases. frame: its
    bytes; empty where they are too many to be kept."""

    asked: dict[str, Any] = field(repr=False)
    keys: tuple[bytes, ...]
    frame: bytes = field(repr=False)

    def numbered(self, id: str) -> list[Any]:
        """The request as buffers; images to train on aren't copied."""
        if not self.frame:
            return pieces({"id": id, **self.asked}, REQUEST_LIMIT)
        return [self.frame.replace(PLACE.encode(), id.encode(), 1)]


class Calls:
    """The calls of one session's functions."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.fatal: dict[str, Reply] = {}

    def fetch(self, exercise: Exercise, seed: int) -> Answers:
        """Ask for all the answers of an exercise at once."""
        answers = Answers(self, exercise, self.session.limits.call(exercise))
        answers.fetch(prepared(exercise, seed, answers.seconds))
        return answers

    def stopped(self, exercise: Exercise, fault: Exception, seconds: float) -> Reply:
        """The reply that stands for this function from now on."""
        session = self.session
        if isinstance(fault, TooLate):
            session.end()
            reply = Reply(error="TookTooLong", detail=f"{seconds:g}")
        elif isinstance(fault, Spent):
            detail = say("spent", seconds=session.limits.file)
            reply = Reply(error="NotRun", detail=detail)
        else:
            why = session.why(fault, seconds)
            session.note(say("was_stopped", name=exercise.name, why=why))
            reply = Reply(error="Stopped", detail=why)
        self.fatal[exercise.name] = reply
        return reply


class Answers:
    """What came back of one exercise; called as `judge` wants it.

    digest: of the bytes that came, with which a verdict can be remembered; None where the
    judge asked for more, or not everything came.
    """

    def __init__(self, calls: Calls, exercise: Exercise, seconds: float) -> None:
        self.calls, self.exercise, self.seconds = calls, exercise, seconds
        self.came: dict[bytes, list[tuple[bytes, str]]] = defaultdict(list)
        self.replies: dict[int, Reply] = {}
        self.digest: str | None = None
        self.needs_package = False  # that isn't there

    def fetch(self, requests: tuple[Prepared, ...]) -> None:
        """Ask for all answers; a fault that ends it is noted in `calls`."""
        told = hashlib.sha256()
        try:
            for ready in requests:
                self._fetch_some(ready, told)
        except (Gone, TooLate, Malformed, Spent) as fault:
            self.calls.stopped(self.exercise, fault, self.seconds)
            return
        self.digest = told.hexdigest()

    def _fetch_some(self, ready: Prepared, told: Any) -> None:
        session, id = self.calls.session, new_id()
        worker = session.ready()
        session.check_time()
        worker.post(self.seconds, *ready.numbered(id))
        for key in ready.keys:
            frame = worker.frame(self.seconds + GRACE)
            self.came[key].append((frame, id))
            told.update(frame.replace(id.encode(), b"", 1))

    def __call__(self, case: Case, exercise: Exercise) -> Reply:
        key = key_of(case)
        if self.came.get(key):
            frame, id = self.came[key].pop(0)
            return self._reply(frame, id, case)
        if exercise.name in self.calls.fatal:
            return self.calls.fatal[exercise.name]
        self.digest = None
        return self._one_more(case)

    def _reply(self, frame: bytes, id: str, case: Case) -> Reply:
        try:
            reply = to_reply(answer_in(frame, id))
            if any(not 0 <= i < len(case.args) for i in reply.changed):
                raise Malformed("it is no reply")
        except Malformed as fault:
            self.digest = None
            self.came.clear()
            return self.calls.stopped(self.exercise, fault, self.seconds)
        self.needs_package |= reply.error == NOT_THERE
        if reply.error == "TookTooLong":
            self.calls.fatal[self.exercise.name] = reply
        return looked_at(reply, self.exercise)

    def _one_more(self, case: Case) -> Reply:
        """A call that wasn't foreseen."""
        session = self.calls.session
        asked = request_of(self.exercise, self.seconds, [case])
        try:
            worker, id = session.ready(), new_id()
            session.check_time()
            worker.post(self.seconds, *pieces({**asked, "id": id}, REQUEST_LIMIT))
            return self._reply(worker.frame(self.seconds + GRACE), id, case)
        except (Gone, TooLate, Malformed, Spent) as fault:
            return self.calls.stopped(self.exercise, fault, self.seconds)


@lru_cache(maxsize=256)
def prepared(exercise: Exercise, seed: int, seconds: float) -> tuple[Prepared, ...]:
    """The requests of an exercise: one, or several where its cases are large."""
    made = []
    for cases in in_batches(foreseen(exercise, seed), _size):
        asked = request_of(exercise, seconds, cases)
        parts = pieces({"id": PLACE, **asked}, REQUEST_LIMIT)
        small = sum(memoryview(p).nbytes for p in parts) <= KEPT_FRAME
        keys = tuple(key_of(c, keep=True) for c in cases)
        made.append(Prepared(asked, keys, b"".join(parts) if small else b""))
    return tuple(made)


def _size(case: Case) -> int:
    """About the bytes of a call."""
    return 500 + sum(np.size(a) * 8 for _, a in compare.parts_of(list(case.args)))


def foreseen(exercise: Exercise, seed: int) -> list[Case]:
    """The calls that the judge will make, in its order, where nothing is wrong."""
    cases = list(exercise.cases(np.random.default_rng(seed)))
    other = [reseeded(c) for c in cases] if exercise.finish != "call" else []
    return [*cases, cases[0], cases[-1], *(c for c in other if c is not None)]


def request_of(exercise: Exercise, seconds: float, cases: list[Case]) -> dict[str, Any]:
    """What the worker is asked: the cases of one exercise, seconds for each call."""
    return {
        "do": "calls",
        "name": exercise.name,
        "rules": {"finish": exercise.finish, "seconds": seconds},
        "cases": [_packed(case, exercise) for case in cases],
    }


def _packed(case: Case, exercise: Exercise) -> dict[str, Any]:
    extra = {"call": case.extra["call"]} if exercise.finish == "call" else None
    rest = {"calls": case.calls, "extra": extra, "strided": case.strided}
    return {"args": case.args, **rest}


_keys: dict[int, tuple[Case, bytes]] = {}  # of cases that a class shares


def key_of(case: Case, keep: bool = False) -> bytes:
    """One for all cases with the same arguments. keep: it will be asked for again."""
    known = _keys.get(id(case))
    if known and known[0] is case:
        return known[1]
    first, *arrays = pieces([case.args, case.calls], REQUEST_LIMIT)
    told = hashlib.sha256(first[HEAD.size :])
    for array in arrays:
        told.update(array)
    key = told.digest()
    if keep and len(_keys) < MOST_KEYS:
        _keys[id(case)] = case, key
    return key


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
            written=told.get("written") is not False,
        )
    except Exception as fault:
        raise Malformed(f"it is no reply ({type(fault).__name__})") from None
