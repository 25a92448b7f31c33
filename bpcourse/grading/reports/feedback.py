"""A page for each learner: points, and for every exercise what its verdict says."""

from __future__ import annotations

import re
from html import escape

from bpcourse.course import all_exercises
from bpcourse.grading.gradebook import Standing
from bpcourse.grading.results import Result
from bpcourse.grading.sections import section_of

from .marks import Marks, lesson_title, number
from .pages import page, table

LINE = re.compile(r"^  (\S.{9,13}?)  (.*)$")
QUOTED, AS_CODE = re.compile(r"`([^`\n]+)`"), r"<code>\1</code>"
CODE = {"called", "came back", "should be", "measured"}
LOOK = {
    "passed": ("✓", "passed"),
    "failed": ("✗", "not yet"),
    "error": ("!", "stops with an error"),
    "not attempted": ("○", "not attempted"),
}


def feedback_page(marks: Marks, learner: str) -> str:
    """One learner's page."""
    total, possible = number(marks.total(learner)), number(marks.total_possible)
    parts = [
        f"<h1>Feedback for {escape(learner)}</h1>",
        f"<p><strong>{total} of {possible} points.</strong></p>",
        _overview(marks, learner),
    ]
    parts += [_lesson(marks, learner, lesson) for lesson in marks.lessons]
    parts += _leftovers(marks, learner)
    return page(f"Feedback for {learner}", "\n".join(parts))


def _overview(marks: Marks, learner: str) -> str:
    rows = []
    for lesson in marks.lessons:
        points = marks.points(learner, lesson)
        title = escape(lesson_title(lesson))
        link = f'<a href="#lesson-{lesson}">{title}</a>'
        said = (
            number(points) if points is not None else _why_none(marks, learner, lesson)
        )
        rows.append([link, said, number(marks.possible(lesson))])
    return table("Points by lesson", ["Lesson", "Points", "Of"], rows, 2)


def _why_none(marks: Marks, learner: str, lesson: str) -> str:
    file = marks.handed_in.get((learner, lesson))
    return "not handed in" if file is None else "not readable"


def _lesson(marks: Marks, learner: str, lesson: str) -> str:
    head = f'<h2 id="lesson-{lesson}">{escape(lesson_title(lesson))}</h2>'
    file = marks.handed_in.get((learner, lesson))
    if file is None:
        return head + "<p>Nothing was handed in for this lesson.</p>"
    own = [r for r in file.results if r.lesson == lesson]
    return head + _said_of(file) + "".join(_card(r) for r in own)


def _said_of(file: Standing) -> str:
    """The file's name, and what was noticed about it."""
    last = escape(file.file.name.rpartition("/")[2])
    parts = [f'<p class="soft">File: {last}</p>']
    if file.problem:
        parts.append(
            '<div class="card failed"><p><strong>This file can\'t be graded: '
            f"{escape(file.problem)}.</strong></p><p>Hand it in again: the .ipynb file "
            "itself, saved in JupyterLab. Your teacher has been told.</p></div>"
        )
    if file.notes:
        items = "".join(f"<li>{escape(n)}</li>" for n in file.notes)
        parts.append(f"<p>While it ran:</p><ul>{items}</ul>")
    return "".join(parts)


def _card(r: Result) -> str:
    mark, words = LOOK.get(r.outcome, ("·", r.outcome))
    kind = r.outcome.replace(" ", "-")
    headline, rows = read_verdict(r)
    asked = all_exercises()[r.exercise]
    head = (
        f'<div class="head"><h3><span class="mark" aria-hidden="true">{mark}</span> '
        f"<code>{escape(r.exercise)}</code>: {words}</h3>"
        f"<span>{number(r.points)} of {number(r.possible)}</span></div>"
    )
    told = f"<p><strong>{escape(headline)}</strong></p>" if headline else ""
    if r.outcome != "passed":
        section = section_of(asked)
        rows = [*rows, ("read", f"{section.file}, “{section.heading}”")]
    return f'<section class="card {kind}">{head}{told}{labelled(rows)}</section>'


def read_verdict(r: Result) -> tuple[str, list[tuple[str, str]]]:
    """(headline without the exercise's name, labelled lines) of a verdict's text."""
    first, _, rest = r.text.partition("\n")
    headline = first.partition(f"{r.exercise}: ")[2] if r.outcome != "passed" else ""
    rows: list[tuple[str, str]] = []
    for line in rest.splitlines():
        if found := LINE.match(line):
            rows.append((found[1].strip(), found[2]))
        elif rows:
            rows[-1] = (rows[-1][0], rows[-1][1] + "\n" + line.strip())
        elif line.strip():
            rows.append(("", line.strip()))
    return headline[:1].upper() + headline[1:], rows


def labelled(rows: list[tuple[str, str]]) -> str:
    """Labelled lines as a list of terms; what was called and came back, and what stands
    between backticks, as code."""
    if not rows:
        return ""
    lines = []
    for label, text in rows:
        said = escape(text)
        cell = f"<code>{said}</code>" if label in CODE else QUOTED.sub(AS_CODE, said)
        lines.append(f"<dt>{escape(label)}</dt><dd>{cell}</dd>")
    return f"<dl>{''.join(lines)}</dl>"


def _leftovers(marks: Marks, learner: str) -> list[str]:
    """Files that gave no mark, with the reason."""
    items = []
    for one in marks.files_of(learner):
        last = escape(one.file.name.rpartition("/")[2])
        if not one.file.lessons:
            items.append(
                f"<li>{last}: {escape(one.attention or 'nothing to grade')}</li>"
            )
        elif not one.counts:
            items.append(
                f"<li>{last}: another of your files counts for this lesson</li>"
            )
    return [f"<h2>Other files</h2><ul>{''.join(items)}</ul>"] if items else []
