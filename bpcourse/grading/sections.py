"""Where in the lessons an exercise is taught: the notebook, and the heading in it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache

from bpcourse.course import Exercise, lesson
from bpcourse.errors import Told
from bpcourse.files import course_root


@dataclass(frozen=True)
class Section:
    """A place in a lesson. file: the notebook's name. heading: as it stands there."""

    lesson: str
    file: str
    heading: str


def section_of(exercise: Exercise) -> Section:
    """Where an exercise is taught; as far as the exercise itself says, where no heading of
    the notebook fits or the notebook isn't there."""
    file = f"{lesson(exercise.lesson).name}.ipynb"
    fitting = (h for h in headings(file) if h.startswith(exercise.taught))
    return Section(exercise.lesson, file, next(fitting, exercise.taught))


@cache
def headings(file: str) -> tuple[str, ...]:
    """The headings of a lesson's notebook in order; none where it isn't there."""
    try:
        text = (course_root() / "notebooks" / file).read_text(encoding="utf-8")
        cells = json.loads(text)["cells"]
    except (Told, OSError, ValueError):
        return ()
    texts = ["".join(c["source"]) for c in cells if c["cell_type"] == "markdown"]
    return tuple(h for t in texts for h in re.findall(r"^#{2,3} (.+?)\s*$", t, re.M))
