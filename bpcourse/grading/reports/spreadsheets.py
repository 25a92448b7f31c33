"""Grades as CSV: for a spreadsheet, for Canvas, for Moodle.

Names come from outside, and a spreadsheet runs a cell that begins with `=`: `guard` puts an
apostrophe before it. Functions give texts; writing them is `reports`' business.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bpcourse.grading.gradebook import GradebookError, sentence
from bpcourse.grading.intake.lessons import lesson_by_title
from bpcourse.grading.results import Result

from .marks import Marks, joined, lesson_title, number

FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠\t\r]")
CANVAS_HEAD = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
POINTS_ROW = "    Points Possible"


def guard(text: str) -> str:
    """The text, harmless in a cell.

    >>> guard("=HYPERLINK(1)"), guard("Yëw, the third")
    ("'=HYPERLINK(1)", 'Yëw, the third')
    """
    return f"'{text}" if FORMULA.match(text) else text


def grades(marks: Marks) -> str:
    """A row a learner: total, lessons, exercises, and whether a file needs a human."""
    head = ["learner", "total", "possible", "percent"]
    head += [lesson_title(n) for n in marks.lessons]
    head += [f"{e.lesson} {e.name}" for e in marks.exercises]
    rows = [[*head, "needs a human"]]
    for learner in marks.learners:
        rows.append(_grades_of(learner, marks))
    return _text(rows)


def _grades_of(learner: str, marks: Marks) -> list[str]:
    total, possible = marks.total(learner), marks.total_possible
    results = [marks.results.get((learner, e.name)) for e in marks.exercises]
    doubts = [
        f"{s.file.name}: {s.attention}" for s in marks.files_of(learner) if s.attention
    ]
    return [
        guard(learner),
        *(number(total), number(possible)),
        number(100 * total / possible if possible else None),
        *(number(marks.points(learner, n)) for n in marks.lessons),
        *(number(r.points if r else None) for r in results),
        guard(joined(doubts)),
    ]


DETAILS = [
    *("learner", "file", "counts", "lesson", "exercise", "outcome"),
    *("points", "possible", "mistake", "message"),
]


def details(marks: Marks) -> str:
    """A row an exercise of every file, also of those that don't count."""
    rows = [DETAILS]
    for one in marks.standings:
        for r in one.results:
            counts = "yes" if r.lesson in one.counts else "no"
            row = [one.file.learner, one.file.name, counts, r.lesson, r.exercise]
            points = [number(r.points), number(r.possible)]
            row += [r.outcome, *points, r.mistake or "", r.text]
            rows.append([guard(cell) for cell in row])
    return _text(rows)


def attention(marks: Marks) -> str:
    """Files that need a human, and those that count for nothing, each with the reason."""
    rows = [["learner", "file", "why", "notes"]]
    for one in marks.doubtful:
        row = [one.file.learner, one.file.name, one.attention or ""]
        rows.append([guard(cell) for cell in [*row, joined(one.notes)]])
    for one in marks.set_aside:
        if not one.attention:
            row = [one.file.learner, one.file.name, "another file counts instead", ""]
            rows.append([guard(cell) for cell in row])
    return _text(rows)


# ---- Moodle


def moodle(marks: Marks) -> str:
    """A row a learner, with a grade and a feedback column for every lesson."""
    head = ["Identifier", "Full name"]
    for lesson in marks.lessons:
        head += [lesson_title(lesson), f"{lesson_title(lesson)} (feedback)"]
    rows = [head]
    for learner in marks.learners:
        accounts = {
            s.file.account for s in marks.files_of(learner) if s.file.system == "moodle"
        }
        one = f"Participant {accounts.pop()}" if len(accounts) == 1 else ""
        row = [one, guard(learner)]
        for lesson in marks.lessons:
            points = marks.points(learner, lesson)
            row += [number(points), feedback(marks, learner, lesson)]
        rows.append(row)
    return _text(rows)


def moodle_worksheet(marks: Marks, lesson: str) -> str:
    """Moodle's offline grading worksheet of one assignment; "" without Moodle's numbers."""
    rows = [["Identifier", "Full name", "Grade", "Maximum Grade", "Feedback comments"]]
    for learner in marks.learners:
        file = marks.handed_in.get((learner, lesson))
        if file is None or file.file.system != "moodle":
            continue
        points = number(marks.points(learner, lesson))
        row = [f"Participant {file.file.account}", guard(learner), points]
        row += [number(marks.possible(lesson)), feedback(marks, learner, lesson)]
        rows.append(row)
    return _text(rows) if len(rows) > 1 else ""


def feedback(marks: Marks, learner: str, lesson: str) -> str:
    """A line an exercise; "" where nothing was handed in."""
    file = marks.handed_in.get((learner, lesson))
    if file is None:
        return ""
    if file.problem:
        return guard(f"The file can't be graded: {file.problem}.")
    return "\n".join(_line(r) for r in file.results if r.lesson == lesson)


def _line(r: Result) -> str:
    head = r.text.partition("\n")[0]
    _, _, words = head.partition(": ")
    tail = f": {words}" if words and r.outcome != "passed" else ""
    points = f"{number(r.points)} of {number(r.possible)}"
    return f"{r.exercise} {points}, {r.outcome}{tail}"


# ---- Canvas


@dataclass
class Merged:
    """The instructor's file with grades in it. unplaced: learners without a row there."""

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
    return _text(rows)


def merge_canvas(marks: Marks, exported: Path) -> Merged:
    """Grades put into the file that Canvas exported; nothing else in it changes.

    A column with a lesson's title takes its points, scaled to what Canvas has as
    possible; for a lesson without one a column is added. GradebookError with a sentence.
    """
    rows, encoding = _exported(exported)
    head, body = rows[0], rows[1:]
    people = [row for row in body if row and not _heading_row(row[0])]
    whose = _match(marks, people, {name: i for i, name in enumerate(head)})
    merged = Merged("", [n for n in marks.learners if n not in whose])
    for lesson in marks.lessons:
        _fill(lesson, rows, whose, marks, merged)
    merged.text = ("\ufeff" if encoding == "utf-8-sig" else "") + _text(rows)
    return merged


def _exported(path: Path) -> tuple[list[list[str]], str]:
    try:
        raw = path.read_bytes()
    except OSError as fault:
        raise GradebookError(f"{path}: {sentence(fault)}") from fault
    encoding = "utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if not rows or rows[0][:2] != CANVAS_HEAD[:2]:
        raise GradebookError(
            f"{path}: no gradebook of Canvas (Student, ID, … expected)"
        )
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
    lesson: str,
    rows: list[list[str]],
    whose: dict[str, list[str]],
    marks: Marks,
    merged: Merged,
) -> None:
    """One lesson's column: the exported one, or a new one at the end."""
    head = rows[0]
    column = _column(head, lesson)
    possible = marks.possible(lesson)
    points_row = next((r for r in rows[1:] if r[0].strip() == "Points Possible"), None)
    factor = 1.0
    if column is None:
        column = len(head)
        for row in rows:
            row.append("")
        head[column] = lesson_title(lesson)
        if points_row:
            points_row[column] = number(possible)
    elif points_row and possible:
        theirs = _as_number(points_row[column])
        if theirs and theirs != possible:
            factor = theirs / possible
            merged.scaled.append(f"{head[column]}: {number(possible)} to {theirs:g}")
    for learner, row in whose.items():
        points = marks.points(learner, lesson)
        if points is not None:
            row[column] = number(points * factor)


def _column(head: Sequence[str], lesson: str) -> int | None:
    """The assignment with this lesson's title, if exactly one has it."""
    found = [
        i
        for i, name in enumerate(head)
        if i >= len(CANVAS_HEAD) and lesson_by_title(name) == lesson
    ]
    return found[0] if len(found) == 1 else None


def _as_number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _text(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
