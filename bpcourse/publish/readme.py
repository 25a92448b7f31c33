"""Tables between two marks: the lessons in README and for teachers, README's figures on checks.

Lessons, exercises and known mistakes are counted where they stand; what was measured is taken
from the report that `python -m benchmarks.autograder` writes.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from bpcourse.course import Lesson, all_exercises, all_lessons
from bpcourse.errors import Told
from bpcourse.publish.notebooks.minutes import span_of

Report = dict[str, dict[str, tuple[str, str]]]  # {table: {id: (name, value)}}

BEGIN, END = "<!-- lessons: built by `bpcourse build` -->", "<!-- end of lessons -->"
CHECKS = "<!-- checks: built by `bpcourse build` -->", "<!-- end of checks -->"
REPORT = Path("benchmarks") / "autograder.json"
MEASURED = (  # (table of the report, id of the figure)
    ("ours", "forms"),
    ("ours", "styles"),
    ("first_run", "right_refused"),
    ("first_run", "wrong_refused"),
    ("first_run", "wrong_named"),
    ("first_run", "misfits"),
)
AGAIN = "run `python -m benchmarks.autograder`, which writes it anew"
HEAD = """\
| lesson | the question it answers | minutes | problem set |
| --- | --- | --- | --- |
"""
TEACHING = Path("docs") / "teaching" / "README.md"
TEACHING_HEAD = """\
| guide | the question of the lesson |
| --- | --- |
"""


def readme(root: Path) -> str | None:
    """The README as it should be; None where there is none with the marks of the lessons.

    Without the report of the checks, their figures stay. Raises Told where it lacks one.
    """
    page = root / "README.md"
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    filled = _filled(text, table(root))
    if filled and (root / REPORT).exists():
        return _filled(filled, checks(root), *CHECKS) or filled
    return filled


def teaching(root: Path) -> str | None:
    """The teachers' first page as it should be; None where there is none to be filled."""
    page = root / TEACHING
    guides = (one for one in all_lessons().values() if _guide(page, one).exists())
    rows = (
        f"| [{one.number} {one.title}]({one.name}.md) | {one.question} |\n"
        for one in guides
    )
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    return _filled(text, TEACHING_HEAD + "".join(rows))


def checks(root: Path) -> str:
    """How far the checks can be trusted: counts of today, and the report's figures."""
    report = _report(root / REPORT)
    asked = all_exercises().values()
    rows = [
        ("figure", "measured"),
        ("---", "---"),
        ("exercises", len(asked)),
        ("known mistakes", sum(len(one.mistakes) for one in asked)),
        *(_figure(report, table, id) for table, id in MEASURED),
    ]
    return "".join(f"| {name} | {value} |\n" for name, value in rows)


def _report(path: Path) -> Report:
    """Raises Told where the report can't be read as such."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise Told(f"{path} is damaged: {AGAIN}") from None


def _figure(report: Report, table: str, id: str) -> tuple[str, str]:
    """(name, value) of a figure of the report; Told where it has none of this id."""
    try:
        name, value = report[table][id]
    except KeyError:
        raise Told(f"{REPORT} has no figure {id!r} in {table!r}: {AGAIN}") from None
    return name, value


def _guide(page: Path, one: Lesson) -> Path:
    return page.with_name(f"{one.name}.md")


def _filled(text: str, rows: str, begin: str = BEGIN, end: str = END) -> str | None:
    between = re.compile(f"(?<={re.escape(begin)}\n).*?(?={re.escape(end)})", re.S)
    return between.sub(lambda _: rows, text) if between.search(text) else None


def table(root: Path) -> str:
    """A row a lesson."""
    return HEAD + "".join(_row(one, root) for one in all_lessons().values())


def _row(one: Lesson, root: Path) -> str:
    has_set = (root / "sources" / one.name / "exercises.md").exists()
    asked = f"[problem set](exercises/{one.name}.ipynb)" if has_set else "in the lesson"
    link = f"[{one.number} {one.title}](notebooks/{one.name}.ipynb)"
    return f"| {link} | {one.question} | {_minutes(root, one)} | {asked} |\n"


def _minutes(root: Path, one: Lesson) -> str:
    """`20 to 35`, as the built lesson keeps it; empty before it is built."""
    path = root / "notebooks" / f"{one.name}.ipynb"
    return span_of(json.loads(path.read_text("utf-8"))) if path.exists() else ""
