"""The table of lessons in the README, built between two marks from the lessons themselves."""

from __future__ import annotations

import re
from pathlib import Path

from bpcourse.course import Lesson, all_lessons

BEGIN, END = "<!-- lessons: built by `bpcourse build` -->", "<!-- end of lessons -->"
HEAD = """\
| lesson | the question it answers | minutes | problem set |
| --- | --- | --- | --- |
"""


def readme(root: Path) -> str | None:
    """The README as it should be; None where there is none with the two marks."""
    path = root / "README.md"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    between = re.compile(f"(?<={re.escape(BEGIN)}\n).*?(?={re.escape(END)})", re.S)
    if not between.search(text):
        return None
    return between.sub(lambda _: table(root), text)


def table(root: Path) -> str:
    """A row a lesson."""
    return HEAD + "".join(_row(one, root) for one in all_lessons().values())


def _row(one: Lesson, root: Path) -> str:
    has_set = (root / "sources" / one.name / "exercises.md").exists()
    asked = f"[problem set](exercises/{one.name}.ipynb)" if has_set else "in the lesson"
    link = f"[{one.number} {one.title}](notebooks/{one.name}.ipynb)"
    return f"| {link} | {one.question} | {one.minutes} | {asked} |\n"
