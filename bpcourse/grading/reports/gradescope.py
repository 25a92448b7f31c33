"""Gradescope's results.json: one for each learner, of all that they handed in."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bpcourse.grading.texts import REASONS, say

from .marks import Mark, Marks, joined


def results_json(marks: Marks, learner: str, gaps: Sequence[str] = ()) -> str:
    """The file that Gradescope reads: a test for each exercise, and what was noticed.

    gaps: what submissions were not kept from.
    """
    own = [m for e in marks.exercises if (m := marks.marks.get((learner, e.name)))]
    tests = [_test(m, i) for i, m in enumerate(own, start=1)]
    files = marks.files_of(learner)
    said = [text for f in files for text in (f.said, *f.notes)]
    said += [
        f"{f.file.name.rpartition('/')[2]}: {f.file.aside}"
        for f in files
        if f.file.aside
    ]
    less = say("no_proof") if gaps else ""
    tree: dict[str, object] = {
        "score": sum(m.points for m in own),
        "output_format": "text",
    }
    tree |= {
        "output": "\n".join(filter(None, [less, *dict.fromkeys(said)])),
    }
    tree |= {"visibility": "visible", "stdout_visibility": "hidden", "tests": tests}
    return json.dumps(tree, indent=1, ensure_ascii=False) + "\n"


def _test(m: Mark, number: int) -> dict[str, object]:
    r = m.result
    why = joined(REASONS[id] for id in m.why)
    return {
        "name": f"{r.lesson} {r.exercise}",
        "number": str(number),
        "score": m.points,
        "max_score": m.possible,
        "status": "passed" if r.verdict.passed else "failed",
        "output": "\n".join(filter(None, [str(r.verdict), why, m.comment])),
        "output_format": "text",
        "visibility": "visible",
    }
