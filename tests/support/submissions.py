"""What tests of isolated graders hand in: solved problem sets, or a few cells."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hostile import NAMES
from places import ROOT

from bpcourse.course import Exercise, all_exercises, exercise, exercises_of
from bpcourse.grading.results import Submission

SOLUTIONS = sorted((ROOT / "solutions").glob("*.ipynb"))
DELIVERED = [
    path
    for folder in ("notebooks", "exercises")
    for path in sorted((ROOT / folder).glob("*.ipynb"))
]
EVERY = list(all_exercises().values())
EXERCISES = [exercise(name) for name in NAMES]


def cells_of(path: Path) -> tuple[str, ...]:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return tuple("".join(c["source"]) for c in cells if c["cell_type"] == "code")


def solved_cells(path: Path) -> list[str]:
    """Answers to the exercises that stand in the lesson, and the solved problem set."""
    cells = cells_of(path)
    text = "\n".join(cells)
    rest = [e for e in exercises_of(path.name[:2]) if f"def {e.name}(" not in text]
    return ["import numpy as np", *(e.source for e in rest), *cells]


def answered(path: Path) -> tuple[list[str], list[Exercise]]:
    """The cells of a delivered notebook with every answer in its place, and what it asks."""
    cells, asked = [], []
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        own = cell["metadata"].get("bpcourse", {})
        source = "".join(cell["source"])
        if own.get("role") == "answer" and own["name"] in all_exercises():
            asked.append(exercise(own["name"]))
            source = asked[-1].source
        if cell["cell_type"] == "code":
            cells.append(source)
    return cells, asked


def submission(*cells: str, **more: Any) -> Submission:
    return Submission("learner", "file.ipynb", "0" * 64, cells, **more)


def outcomes(graded) -> dict[str, str]:
    return {r.exercise: r.outcome for r in graded.results}
