"""Tables of lessons between two marks, built from the lessons: README, and for teachers."""

from __future__ import annotations

import re
from pathlib import Path

from bpcourse.course import Lesson, all_lessons

BEGIN, END = "<!-- lessons: built by `bpcourse build` -->", "<!-- end of lessons -->"
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
    """The README as it should be; None where there is none with the two marks."""
    return _filled(root / "README.md", table(root))


def teaching(root: Path) -> str | None:
    """The teachers' first page as it should be; None where there is none to be filled."""
    page = root / TEACHING
    guides = (one for one in all_lessons().values() if _guide(page, one).exists())
    rows = (
        f"| [{one.number} {one.title}]({one.name}.md) | {one.question} |\n"
        for one in guides
    )
    return _filled(page, TEACHING_HEAD + "".join(rows))


def _guide(page: Path, one: Lesson) -> Path:
    return page.with_name(f"{one.name}.md")


def _filled(path: Path, rows: str) -> str | None:
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    between = re.compile(f"(?<={re.escape(BEGIN)}\n).*?(?={re.escape(END)})", re.S)
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
    """`20 to 35`, as the header of the built lesson says; empty before it is built."""
    path = root / "notebooks" / f"{one.name}.ipynb"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    said = re.search(r"\*\*Time:\*\* (\d+ to \d+) minutes", text)
    return said[1] if said else ""
