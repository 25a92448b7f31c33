"""The marking of one submission: sessions in workers, and a verdict for each exercise."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from bpcourse.checking.verdict import ERROR, FAILED, NOT_ATTEMPTED, Row, Verdict
from bpcourse.course import Exercise, all_exercises, exercise, lesson
from bpcourse.grading.sandbox.calls import Calls
from bpcourse.grading.sandbox.session import Order, Session, Spent

from .cache import remembering
from .delivered import is_delivered
from .judging import Judged
from .needs import needed
from .results import Graded, Result, Submission
from .texts import say
from .versions import exercise_version

if TYPE_CHECKING:
    from .grader import Grader

MINE = re.compile(r"\bmine\.(\w+)")
LIKE = 0.72  # from which on a name may be another one's, of 1


def unreadable(submission: Submission, exercises: Sequence[Exercise]) -> Graded:
    """Nothing attempted in any exercise, and the file for a human to look at."""
    rows = [("but", str(submission.problem))]
    results = tuple(
        _result(e, Judged(_said(e, NOT_ATTEMPTED, rows))) for e in exercises
    )
    return Graded(submission, results, needs_human=(("file", str(submission.problem)),))


class Marking:
    """A submission's verdicts, as they come."""

    def __init__(
        self, grader: Grader, submission: Submission, exercises: Sequence[Exercise]
    ) -> None:
        self.grader, self.submission, self.exercises = grader, submission, exercises
        self.judged: dict[str, Judged] = {}
        self.notes: list[str] = []
        self.needs_human: list[Row] = []
        self.until = time.monotonic() + grader.limits.file
        self.delivered = [is_delivered(c) for c in submission.cells]
        self.needed = needed(submission.cells)
        kept = [c for c, n in zip(submission.cells, self.needed) if n]
        named = {n for c in kept for n in MINE.findall(c)}
        self.used = named & set(all_exercises())

    def graded(self) -> Graded:
        """The results of all exercises, in their order."""
        if any(self.needed):
            for group in self._groups():
                self._first(group)
            self._again()
        else:
            for e in self.exercises:
                self.judged[e.name] = Judged(self._nothing(e))
        results = tuple(
            _result(e, self.judged[e.name], self.code(e.name)) for e in self.exercises
        )
        needs_human = tuple(dict.fromkeys(self.needs_human))
        return Graded(self.submission, results, tuple(self.notes), needs_human)

    # ---- sessions

    def _groups(self) -> list[list[Exercise]]:
        """Exercises that may share a worker: those with the same functions given."""
        groups: dict[tuple[str, ...], list[Exercise]] = {}
        for e in self.exercises:
            same = [x for x in self.exercises if x.lesson == e.lesson]
            groups.setdefault(tuple(sorted(_given(same))), []).append(e)
        return list(groups.values())

    def _first(self, exercises: Sequence[Exercise]) -> None:
        """Judge exercises that share a worker."""
        asked = {e.name for e in self.exercises}
        mine = {n: exercise(n).source for n in self.used - asked}
        order = Order([e.name for e in exercises], _given(exercises), mine)
        session = self._session(order)
        calls = Calls(session)
        try:
            for e in exercises:
                self.judged[e.name] = self._judge(e, calls)
        finally:
            session.end()

    def _session(self, order: Order) -> Session:
        return Session(
            self.grader.server.worker,
            self.submission.cells,
            order,
            self.grader.limits,
            self.delivered,
            self.needed,
            self.notes,
            self.needs_human,
            until=self.until,
        )

    def _again(self) -> None:
        """Carry no error forward: what failed beside a wrong function that it builds on is
        judged once more with a right one in its place."""
        wrong = {n for n, j in self.judged.items() if not j.verdict.passed}
        for e in self.exercises:
            uses = (set(e.needs) | self.used) - {e.name}
            pins = {n: exercise(n).source for n in sorted(uses & wrong)}
            if pins and self.judged[e.name].verdict.outcome in (FAILED, ERROR):
                self._once_more(e, pins)

    def _once_more(self, e: Exercise, pins: dict[str, str]) -> None:
        asked = {e.name for e in self.exercises}
        mine = {n: exercise(n).source for n in self.used - asked}
        session = self._session(Order([e.name], _given(self.exercises), mine, pins))
        try:
            judged = self._judge(e, Calls(session))
        finally:
            session.end()
        names = say("and").join(pins)
        own, verdict = self.judged[e.name].verdict, judged.verdict
        if verdict.passed:
            note = ("note", say("judged_with", names=names))
        elif verdict.mistake and verdict.mistake != own.mistake:
            note = ("note", say("seen_with", names=names))
        else:
            return
        verdict = replace(verdict, rows=(note, *verdict.rows))
        self.judged[e.name] = replace(judged, verdict=verdict)

    # ---- one exercise

    def _judge(self, e: Exercise, calls: Calls) -> Judged:
        session = calls.session
        try:
            session.ready()
            if session.found.get(e.name, "missing") == "function":
                seed = self.grader.seed(e.name)
                answers = calls.fetch(remembering(e, seed), seed)
                judged = self.grader.verdicts.judge(answers, e, seed)
                return self._noted(judged, e)
        except Spent:
            seconds = session.limits.file
            self.needs_human.append(("spent", say("spent", seconds=seconds)))
            text = say("spent_before", seconds=seconds)
            return Judged(_said(e, ERROR, [("but", text)]))
        return Judged(self._no_function(e, session))

    def _noted(self, judged: Judged, e: Exercise) -> Judged:
        if judged.package:
            text = say("uses_package", name=e.name)
            self.needs_human.append(("package", text))
        return judged

    def _no_function(self, e: Exercise, session: Session) -> Verdict:
        kind = session.found.get(e.name, "missing")
        if kind == "value":
            return _said(e, ERROR, [("but", say("a_value", name=e.name))])
        if kind == "package":
            return _said(e, FAILED, [("but", say("packages_own"))])
        for number in self._cells_with(e.name):
            skipped = session.modes[number - 1] == "skip" and say("skipped")
            if what := session.faults.get(number, skipped):
                text = say("defining_cell", number=number, what=what)
                return _said(e, ERROR, [("but", text)])
        return self._nothing(e)

    def _nothing(self, e: Exercise) -> Verdict:
        """Not attempted; with what may be meant instead."""
        rows = [("but", say("undefined", name=e.name))]
        defines = re.compile(rf"\bdef +{e.name}\b")
        if any(defines.search(p) for p in self.submission.prose):
            rows.append(("next", say("make_code", name=e.name)))
            self.needs_human.append(("text cell", say("text_cell", name=e.name)))
        elif where := self._cells_with(e.name):
            text = say("defined_inside", number=where[-1], name=e.name)
            rows = [("but", text), ("next", say("to_the_edge"))]
            self.needs_human.append(("inside", say("stands_inside", name=e.name)))
        elif near := self._near(e):
            rows.append(("next", say("rename", near=near, name=e.name)))
            text = say("looks_like", near=near, name=e.name)
            self.needs_human.append(("renamed", text))
        return _said(e, NOT_ATTEMPTED, rows)

    def _near(self, e: Exercise) -> str | None:
        """An own function that may be meant by this exercise, and by no other one more."""
        asked = [x.name for x in self.exercises]
        for name in get_close_matches(e.name, self._own_names(), n=3, cutoff=LIKE):
            if get_close_matches(name, asked, n=1, cutoff=LIKE) == [e.name]:
                return name
        return None

    def _own_names(self) -> list[str]:
        """Functions of the learner's own that no exercise is called like."""
        own = [c for c, d in zip(self.submission.cells, self.delivered) if not d]
        names = {n for c in own for n in re.findall(r"^def +(\w+)", c, re.M)}
        return sorted(names - set(all_exercises()))

    def _cells_with(self, name: str) -> list[int]:
        defines = re.compile(rf"^[ \t]*(async +)?def +{name}\b|^[ \t]*{name} *=", re.M)
        cells = enumerate(zip(self.submission.cells, self.delivered), start=1)
        return [n for n, (c, lent) in cells if not lent and defines.search(c)]

    def code(self, name: str) -> str:
        """The learner's own function as it was handed in, its last version."""
        numbers = self._cells_with(name)
        source = self.submission.cells[numbers[-1] - 1] if numbers else ""
        found = re.search(rf"^([ \t]*)(async +)?def +{name}\b", source, re.M)
        if not found:
            return ""
        lines = source[found.start() :].splitlines()
        width = len(found[1])
        end = next(
            (
                i
                for i, line in enumerate(lines[1:], start=1)
                if line.strip()
                and not line[: width + 1].isspace()
                and line[width] != ")"
            ),
            len(lines),
        )
        return "\n".join(line[width:] for line in lines[:end]).rstrip()[:20_000]


def _given(exercises: Sequence[Exercise]) -> dict[str, str]:
    """Functions of other lessons that these build on: "layer.layer_output" -> source."""
    lessons = {e.lesson for e in exercises}
    wanted = [exercise(name) for e in exercises for name in e.needs]
    return {
        f"{room}.{e.name}": e.source
        for e in wanted
        if e.lesson not in lessons and (room := lesson(e.lesson).room)
    }


def _said(e: Exercise, outcome: str, rows: list[Row]) -> Verdict:
    return Verdict("", tuple(rows), outcome, exercise=e.name)


def _result(e: Exercise, judged: Judged, code: str = "") -> Result:
    verdict = judged.verdict
    return Result(
        exercise=e.name,
        lesson=e.lesson,
        points=round(verdict.score * e.points, 6),
        possible=float(e.points),
        verdict=verdict,
        code=code,
        share=judged.share,
        version=exercise_version(e),
    )
