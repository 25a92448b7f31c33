"""What `bpcourse grade` prints at its end: counts, what changed, and what needs a human."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bpcourse.grading.reports.marks import Key, Marks, number

from .texts import counted, say

FINE, HUMAN = 0, 1
SHOWN = 20  # files named in the summary; all of them stand in needs_a_human.csv


def refuse(text: str, status: int) -> int:
    """One line on stderr; the exit status."""
    print(f"bpcourse grade: {' '.join(text.split())}", file=sys.stderr)
    return status


def changes(before: Mapping[Key, float], after: Marks) -> list[str]:
    """A sentence for each mark that is lower than when it was last reported, or gone.

    before: (learner, lesson) → points.
    """
    now, found = told(after), []
    for (learner, lesson), old in before.items():
        new = now.get((learner, lesson))
        if old and (new is None or new < old - 1e-9):
            said = say("not_counted") if new is None else number(new)
            points = {"old": number(old), "new": said}
            found.append(say("lowered", learner=learner, lesson=lesson, **points))
    return found


def told(marks: Marks) -> dict[Key, float]:
    """(learner, lesson) → the points that the reports give."""
    pairs = [(who, n) for who in marks.learners for n in marks.lessons]
    points = {pair: marks.points(*pair) for pair in pairs}
    return {pair: value for pair, value in points.items() if value is not None}


def summary(marks: Marks, notes: list[str], out: Path, gaps: Sequence[str] = ()) -> int:
    """Print it; the exit status."""
    totals = [marks.total(n) for n in marks.learners]
    mean = sum(totals) / len(totals) if totals else 0.0
    lessons = ", ".join(marks.lessons) or say("no_lessons")
    points = {"mean": number(mean), "possible": number(marks.total_possible)}
    print(counted("learners", len(totals), lessons=lessons, **points))
    for note in notes:
        print(note)
    _print_files(marks)
    if gaps:
        print(say("see_report"))
    print(say("open", path=os.fspath(out / "class_report.html")))
    return HUMAN if marks.needing_human or gaps else FINE


def _print_files(marks: Marks) -> None:
    if marks.set_aside:
        print(counted("set_aside", len(marks.set_aside)))
    if not marks.needing_human:
        return
    many = len(marks.needing_human)
    print(counted("need_human", many))
    for one in marks.needing_human[:SHOWN]:
        print(f"  {one.file.name}: {one.said}")
    if many > SHOWN:
        print(f"  {say('more_of_them', count=many - SHOWN)}")
