"""Grades as CSV: for a spreadsheet and for Moodle.

Names come from outside, and a spreadsheet runs a cell that begins with `=`: `guard` puts an
apostrophe before it. Functions give texts; writing them is `folder`'s business.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from bpcourse.checking.texts import OUTCOMES
from bpcourse.grading.intake.roster import Person, Roster
from bpcourse.grading.standings import Standing
from bpcourse.grading.texts import REASONS, say

from .marks import Mark, Marks, joined, lesson_title, number

FORMULA = re.compile(r"(^\s*|[;,\t\r\n]\s*)([=+\-@＝＋－＠])")


def guard(text: str) -> str:
    """The text, harmless in a cell, also of a spreadsheet that splits at other signs.

    >>> guard("=HYPERLINK(1)"), guard("Yëw, the third"), guard("a;=1")
    ("'=HYPERLINK(1)", 'Yëw, the third', "a;'=1")
    """
    if text[:1] in ("\t", "\r"):
        text = f"'{text}"
    return FORMULA.sub(r"\1'\2", text)


def grades(marks: Marks) -> str:
    """A row a learner: total, lessons, exercises, and whether a file needs a human."""
    head = ["learner", "total", "possible", "percent"]
    head += [lesson_title(n) for n in marks.lessons]
    head += [f"{e.lesson} {e.name}" for e in marks.exercises]
    rows = [[*head, "late", "comment", "needs a human"]]
    for learner in marks.learners:
        rows.append(_grades_of(learner, marks))
    return text_of(rows)


def _grades_of(learner: str, marks: Marks) -> list[str]:
    total, possible = marks.total(learner), marks.total_for(learner)
    own = [marks.marks.get((learner, e.name)) for e in marks.exercises]
    files = marks.files_of(learner)
    human = [f"{s.file.name}: {s.said}" for s in files if s.needs_human]
    late = [
        n
        for n in marks.lessons
        if any(s.file.late and n in s.file.lessons for s in files)
    ]
    return [
        guard(learner),
        *(number(total), number(possible)),
        number(100 * total / possible if possible else None),
        *(number(marks.points(learner, n)) for n in marks.lessons),
        *(number(m.points if m else None) for m in own),
        " ".join(late),
        guard(joined(marks.comment(learner, n) for n in marks.lessons)),
        guard(joined(human)),
    ]


DETAILS = [
    *("learner", "file", "counts", "lesson", "exercise", "outcome"),
    *("points", "possible", "mistake", "message"),
]


def details(marks: Marks) -> Iterator[str]:
    """A row an exercise of every file, also of those that don't count; file by file."""
    yield text_of([DETAILS])
    for one in marks.standings:
        yield text_of(_details_of(one, marks))


def _details_of(one: Standing, marks: Marks) -> Iterator[list[str]]:
    for r in one.results:
        mark = marks.marks.get((one.file.learner, r.exercise))
        counts = mark is not None and mark.file is one
        points, possible = r.points, r.possible
        if counts and mark:
            points, possible = mark.points, mark.possible
        row = [one.file.learner, one.file.name, "yes" if counts else "no"]
        row += [r.lesson, r.exercise, r.outcome, number(points), number(possible)]
        yield [guard(c) for c in [*row, r.mistake or "", str(r.verdict)]]


def needs_human(marks: Marks) -> str:
    """Files that need a human, with ids and sentences, and what was noted of their run."""
    rows = [["learner", "file", "kind", "why", "notes"]]
    for one in marks.needing_human:
        kinds = " ".join(dict.fromkeys(id for id, _ in one.needs_human))
        row = [one.file.learner, one.file.name, kinds, one.said, joined(one.notes)]
        rows.append([guard(cell) for cell in row])
    return text_of(rows)


def every_file(marks: Marks) -> str:
    """A row a file: graded, set aside and why, or needing a human and why."""
    rows = [["learner", "file", "state", "lessons", "late", "why"]]
    for one in marks.standings:
        aside = marks.why_aside(one)
        state = "state_aside" if aside else "state_graded"
        state = say("state_human" if one.needs_human else state)
        why = one.said or aside
        late = say("late") if one.file.late else ""
        row = [one.file.learner, one.file.name, state, " ".join(one.file.lessons)]
        rows.append([guard(cell) for cell in [*row, late, why]])
    return text_of(rows)


# ---- Moodle


def moodle(marks: Marks, roster: Roster | None = None) -> str:
    """A row a learner, keyed by what Moodle's import maps on (ID number, e-mail, username),
    with a grade and a feedback column for every lesson. "" without a roster: Moodle's file
    names hold no such key."""
    if roster is None:
        return ""
    head = ["ID number", "Email address", "Username", "Full name"]
    for lesson in marks.lessons:
        head += [lesson_title(lesson), f"{lesson_title(lesson)} (feedback)"]
    rows = [head]
    for learner in marks.learners:
        person = roster.find(learner) or Person(learner)
        row = [person.id, person.email, person.login, learner]
        for lesson in marks.lessons:
            points = marks.points(learner, lesson)
            row += [number(points), feedback(marks, learner, lesson)]
        rows.append([guard(cell) for cell in row])
    return text_of(rows)


def moodle_worksheet(marks: Marks, lesson: str) -> str:
    """Moodle's offline grading worksheet of one assignment; "" without Moodle's numbers."""
    rows = [["Identifier", "Full name", "Grade", "Maximum Grade", "Feedback comments"]]
    for learner in marks.learners:
        files = marks.handed_in.get((learner, lesson), [])
        accounts = {s.file.account for s in files if s.file.system == "moodle"}
        if len(accounts) != 1:
            continue
        points = number(marks.points(learner, lesson))
        row = [f"Participant {accounts.pop()}", guard(learner), points]
        row += [number(marks.possible(lesson)), feedback(marks, learner, lesson)]
        rows.append(row)
    return text_of(rows) if len(rows) > 1 else ""


def feedback(marks: Marks, learner: str, lesson: str) -> str:
    """A line an exercise; "" where nothing was handed in."""
    files = marks.handed_in.get((learner, lesson))
    if not files:
        return ""
    lines = [marks.comment(learner, lesson)]
    if all(s.problem for s in files):
        lines.append(say("file_not_gradable", why=files[0].problem))
    own = [marks.marks.get((learner, e.name)) for e in marks.of_lesson(lesson)]
    lines += [line_of(m) for m in own if m]
    return guard("\n".join(filter(None, lines)))


def line_of(m: Mark) -> str:
    """One exercise in a line."""
    r = m.result
    tail = (
        f": {r.verdict.headline}" if r.verdict.headline and not r.verdict.passed else ""
    )
    why = f" ({joined(REASONS[id] for id in m.why)})" if m.why else ""
    comment = f" {m.comment}" if m.comment else ""
    told = {"points": number(m.points), "possible": number(m.possible)}
    head = say("line", name=r.exercise, outcome=OUTCOMES[r.outcome], **told)
    return f"{head}{tail}{why}{comment}"


def text_of(rows: Iterable[Sequence[str]]) -> str:
    """The rows as CSV, with the line ends that spreadsheets write."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
