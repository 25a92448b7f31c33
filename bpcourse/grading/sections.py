"""Where in the lessons an exercise is taught: the notebook, and the heading in it.

An exercise says the beginning of a heading; one that says none points to its lesson's
derivations.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

from bpcourse.course import Exercise
from bpcourse.errors import Told
from bpcourse.files import course_root

DEFAULT = "Derive, then measure"


@dataclass(frozen=True)
class Section:
    """A place in a lesson. path: of the notebook in the course. heading: as it stands there."""

    lesson: str
    path: str
    heading: str

    @property
    def file(self) -> str:
        """The notebook's name without its folder."""
        return self.path.rpartition("/")[2]

    @property
    def href(self) -> str:
        """Where a browser finds the notebook on this machine, at the heading."""
        anchor = quote(self.heading.replace(" ", "-"))
        try:
            place = (course_root() / self.path).resolve().as_uri()
        except Told:
            place = self.path
        return f"{place}#{anchor}"


def section_of(exercise: Exercise) -> Section:
    """Where an exercise is taught."""
    path, headings = _headings(exercise.lesson)
    start = exercise.taught or DEFAULT
    for heading in headings:
        if heading.startswith(start):
            return Section(exercise.lesson, path, heading)
    return Section(exercise.lesson, path, next(iter(headings), DEFAULT))


@cache
def _headings(lesson: str) -> tuple[str, tuple[str, ...]]:
    """(path of a lesson's notebook in the course, its headings in order)."""
    try:
        file = next((course_root() / "notebooks").glob(f"{lesson}_*.ipynb"))
        cells = json.loads(Path(file).read_text(encoding="utf-8"))["cells"]
    except (Told, StopIteration, OSError, ValueError):
        return f"notebooks/{lesson}_*.ipynb", ()
    texts = ["".join(c["source"]) for c in cells if c["cell_type"] == "markdown"]
    found = [h for t in texts for h in re.findall(r"^#{2,3} (.+?)\s*$", t, re.M)]
    return f"notebooks/{file.name}", tuple(found)
