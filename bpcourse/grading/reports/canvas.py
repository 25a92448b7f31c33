"""Grades for Canvas: a new file, or the one that Canvas exported with grades in it."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bpcourse.course import all_lessons
from bpcourse.errors import Told
from bpcourse.files import reason
from bpcourse.grading.intake.lessons import lesson_in_name
from bpcourse.grading.texts import say

from .marks import Marks, lesson_title, number
from .spreadsheets import guard, text_of

CANVAS_HEAD = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
POINTS_ROW = "    Points Possible"


@dataclass
class Merged:
    """The instructor's file with grades in it. unplaced: learners without a row there.
    scaled: columns whose points are others than the course's."""

    text: str
    unplaced: list[str] = field(default_factory=list)
    scaled: list[str] = field(default_factory=list)


def canvas(marks: Marks) -> str:
    """A new file: `ID` is known where Canvas wrote it into the file's name."""
    rows = [CANVAS_HEAD + [lesson_title(n) for n in marks.lessons]]
    rows.append(
        [POINTS_ROW, "", "", "", ""]
        + [number(marks.possible(n)) for n in marks.lessons]
    )
    for learner in marks.learners:
        points = [number(marks.points(learner, n)) for n in marks.lessons]
        rows.append([guard(learner), _canvas_id(marks, learner), "", "", "", *points])
    return text_of(rows)


@dataclass(frozen=True)
class Exported:
    """A gradebook that Canvas exported. columns: lesson → where its points go."""

    path: Path
    rows: list[list[str]]
    encoding: str
    columns: dict[str, int]

    def without_column(self, lessons: Iterable[str]) -> list[str]:
        """A sentence for each of these lessons whose points have no place in it."""
        file = self.path.name
        left = [n for n in lessons if n not in self.columns]
        return [
            say("no_column", file=file, title=lesson_title(n), lesson=n) for n in left
        ]


def read_canvas(path: Path, named: Sequence[str] = ()) -> Exported:
    """Read it, and find the lessons' columns: by their titles, or as `named` ("03=Problem
    set 3"). Raises Told where the file or a column isn't there."""
    rows, encoding = _exported(path)
    columns = {
        number: i
        for number in all_lessons()
        if (i := _column(rows[0], number)) is not None
    }
    for words in named:
        lesson, sign, title = words.partition("=")
        if not sign or lesson.strip().zfill(2) not in all_lessons():
            raise Told(say("write_column", words=words))
        columns[lesson.strip().zfill(2)] = _named(rows[0], title.strip(), path)
    return Exported(path, rows, encoding, columns)


def _named(head: Sequence[str], title: str, path: Path) -> int:
    bare = [re.sub(r" \(\d+\)$", "", name).strip().casefold() for name in head]
    whole = [name.strip().casefold() for name in head]
    for names in (whole, bare):
        if names.count(title.casefold()) == 1:
            return names.index(title.casefold())
    there = ", ".join(name for name in head[len(CANVAS_HEAD) :] if name)
    there = there or say("no_assignment")
    raise Told(f"{path}: {say('no_such_column', title=title, there=there)}")


def merge_canvas(marks: Marks, exported: Exported) -> Merged:
    """Grades put into the file that Canvas exported; nothing else in it changes.

    A lesson's points are scaled to what Canvas has as possible. A lesson without a column
    is left out (`Exported.without_column`): a new column would make a new assignment.
    """
    rows, encoding = [list(row) for row in exported.rows], exported.encoding
    head, body = rows[0], rows[1:]
    people = [row for row in body if row and not _heading_row(row[0])]
    whose = _match(marks, people, {name: i for i, name in enumerate(head)})
    merged = Merged("", [n for n in marks.learners if n not in whose])
    for lesson in sorted(exported.columns.keys() & set(marks.lessons)):
        _fill(exported.columns[lesson], lesson, rows, whose, marks, merged)
    merged.text = ("\ufeff" if encoding == "utf-8-sig" else "") + text_of(rows)
    return merged


def _exported(path: Path) -> tuple[list[list[str]], str]:
    try:
        raw = path.read_bytes()
    except OSError as fault:
        raise Told(f"{path}: {reason(fault)}") from None
    encoding = "utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if not rows or rows[0][:2] != CANVAS_HEAD[:2]:
        raise Told(f"{path}: {say('no_canvas')}")
    width = len(rows[0])
    return [row + [""] * (width - len(row)) for row in rows if row], encoding


def _heading_row(first: str) -> bool:
    return first.strip() in {"Points Possible", ""}


def _match(
    marks: Marks, people: list[list[str]], at: dict[str, int]
) -> dict[str, list[str]]:
    """learner → their row: by Canvas's number, else by login, else by name."""
    by: dict[str, list[list[str]]] = defaultdict(list)
    for row in people:
        keys = {f"#{row[at['ID']]}", *_spellings(row[0])}
        for column in ("SIS Login ID", "SIS User ID"):
            if column in at and row[at[column]]:
                keys |= _spellings(row[at[column]])
        for spelling in keys:
            by[spelling].append(row)
    whose = {}
    for learner in marks.learners:
        number = _canvas_id(marks, learner)
        wanted = {f"#{number}"} if number else _spellings(learner)
        rows = [row for key in sorted(wanted) for row in by.get(key, [])]
        if rows and all(row is rows[0] for row in rows):
            whose[learner] = rows[0]
    return whose


def _spellings(name: str) -> set[str]:
    """`Grove, Alder` is aldergrove and grovealder."""
    last, _, first = name.partition(",")
    both = {last + first, first + last}
    return {re.sub(r"[\W_]", "", b.casefold()) for b in both} - {""}


def _canvas_id(marks: Marks, learner: str) -> str:
    found = {
        s.file.account for s in marks.files_of(learner) if s.file.system == "canvas"
    }
    return found.pop() if len(found) == 1 else ""


def _fill(
    column: int,
    lesson: str,
    rows: list[list[str]],
    whose: dict[str, list[str]],
    marks: Marks,
    merged: Merged,
) -> None:
    """One lesson's points into its column."""
    possible, factor = marks.possible(lesson), 1.0
    points_row = next((r for r in rows[1:] if r[0].strip() == "Points Possible"), None)
    theirs = _as_number(points_row[column]) if points_row else 0.0
    if theirs and possible and theirs != possible:
        factor = theirs / possible
        told = {"points": number(possible), "theirs": theirs}
        merged.scaled.append(say("scaled_column", column=rows[0][column], **told))
    for learner, row in whose.items():
        points = marks.points(learner, lesson)
        if points is not None:
            row[column] = number(points * factor)


def _column(head: Sequence[str], lesson: str) -> int | None:
    """The assignment with this lesson's title, if exactly one has it."""
    found = [
        i
        for i, name in enumerate(head)
        if i >= len(CANVAS_HEAD)
        and lesson_in_name(re.sub(r" \(\d+\)$", "", name)) == lesson
    ]
    return found[0] if len(found) == 1 else None


def _as_number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
