"""A file as the gradebook lists it, as it stands once it is graded, and the rows of both.

A class of a thousand has some hundred thousand results, most of them equal: what is equal is
held once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any

from bpcourse.checking.verdict import Verdict
from bpcourse.course import all_exercises

from .results import Result, Row


@dataclass(frozen=True, slots=True)
class Listed:
    """One file as the gradebook lists it. version: of all its exercises together.

    defines: how many of the exercises' functions it defines. upload: the later the higher.
    untouched: it is as it was delivered. unclear: why a human should say whose it is.
    aside: why nothing in it is graded.
    """

    learner: str
    name: str
    digest: str
    version: str
    lessons: tuple[str, ...]
    defines: int = 0
    upload: int = 0
    system: str = ""
    account: str = ""
    late: bool = False
    untouched: bool = False
    unclear: str | None = None
    aside: str | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What a result is kept under."""
        return self.learner, self.digest, self.version


@dataclass(frozen=True, slots=True)
class Standing:
    """A graded file. needs_human: rows (id, sentence): why it needs a human, if it does."""

    file: Listed
    problem: str | None
    needs_human: tuple[Row, ...]
    notes: tuple[str, ...]
    results: tuple[Result, ...] = field(repr=False)

    @property
    def points(self) -> float:
        return sum(r.points for r in self.results)

    @property
    def said(self) -> str:
        """What a human should know of it, in one line."""
        return "; ".join(text for _, text in self.needs_human)


# ---- as rows

CODE = 5  # where a result's row has the learner's own function


def as_json(value: Any) -> str:
    """As JSON in one line, letters of all languages as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def row_of(file: Listed) -> tuple:
    """A file as a row of the gradebook; `listed_in` reads it back."""
    row = {f.name: getattr(file, f.name) for f in fields(file)}
    return tuple({**row, "lessons": " ".join(file.lessons)}.values())


def listed_in(row: tuple) -> Listed:
    """The file of a row that `row_of` made."""
    file = Listed(*row)
    lessons = tuple(row[4].split())
    late, untouched = bool(file.late), bool(file.untouched)
    return replace(file, lessons=lessons, late=late, untouched=untouched)


def values_of(r: Result) -> tuple:
    """A result as a row of the gradebook; `reader` reads it back."""
    return (
        *(r.exercise, r.lesson, float(r.points), float(r.possible)),
        *(as_json(r.verdict.as_data()), r.code, r.share, r.version),
    )


def reader() -> Callable[[tuple], Result]:
    """Makes results of rows; equal rows give one result, equal verdicts one verdict."""

    @cache
    def verdict_of(text: str) -> Verdict:
        return Verdict.from_data(json.loads(text))

    @cache
    def shared(value: Any) -> Any:
        return value

    def result_of(row: tuple) -> Result:
        exercise, lesson, points, possible, verdict, code, share, version = row
        return Result(
            shared(exercise),
            shared(lesson),
            shared(points),
            shared(possible),
            verdict_of(verdict),
            code,
            shared(share),
            shared(version),
        )

    known = cache(result_of)
    return lambda row: result_of(row) if row[CODE] else known(row)


def standing_of(file: Listed, head: tuple, results: Iterable[Result]) -> Standing:
    """A file with its results in the order of the course, without unknown exercises."""
    problem, needs_human, _, notes = head
    order = places()
    known = [r for r in results if r.exercise in order]
    known.sort(key=lambda r: order[r.exercise])
    rows = [(id, text) for id, text in json.loads(needs_human)]
    if file.unclear:
        rows.append(("whose", file.unclear))
    return Standing(file, problem, tuple(rows), tuple(json.loads(notes)), tuple(known))


@cache
def places() -> dict[str, int]:
    """Where in the course an exercise stands."""
    return {name: i for i, name in enumerate(all_exercises())}
