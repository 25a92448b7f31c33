"""Gradescope's results.json, one for each submission."""

from __future__ import annotations

import json

from bpcourse.grading.gradebook import Standing
from bpcourse.grading.results import Result


def results_json(one: Standing) -> str:
    """The file that Gradescope reads: a test for each exercise, and what was noticed."""
    tests = [_test(r, i) for i, r in enumerate(one.results, start=1)]
    said = "\n".join(filter(None, [one.attention, *one.notes]))
    tree = {"score": one.points, "output": said, "output_format": "text"}
    tree |= {"visibility": "visible", "stdout_visibility": "hidden", "tests": tests}
    return json.dumps(tree, indent=1, ensure_ascii=False) + "\n"


def _test(r: Result, number: int) -> dict[str, object]:
    return {
        "name": f"{r.lesson} {r.exercise}",
        "number": str(number),
        "score": r.points,
        "max_score": r.possible,
        "status": "passed" if r.outcome == "passed" else "failed",
        "output": r.text,
        "output_format": "text",
        "visibility": "visible",
    }
