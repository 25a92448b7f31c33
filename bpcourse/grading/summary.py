"""What `bpcourse grade` prints at its end: counts, what changed, and what needs a human."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bpcourse.grading.reports.marks import Key, Marks, number

FINE, HUMAN = 0, 1
SHOWN = 20  # files named in the summary; all of them stand in needs_a_human.csv


def say(text: str, status: int) -> int:
    """One line on stderr."""
    print(f"bpcourse grade: {' '.join(text.split())}", file=sys.stderr)
    return status


def count(number: int, word: str) -> str:
    """A number and its word, in the plural unless it is 1."""
    return f"{number} {word}" + ("s" if number != 1 else "")


def changes(before: Mapping[Key, float], after: Marks) -> list[str]:
    """A sentence for each mark that is lower than when it was last reported, or gone.

    before: (learner, lesson) → points.
    """
    now, found = told(after), []
    for (learner, lesson), old in before.items():
        new = now.get((learner, lesson))
        if old and (new is None or new < old - 1e-9):
            said = "not counted" if new is None else number(new)
            text = f"lowered: {learner}, lesson {lesson}: {number(old)} to {said}"
            found.append(text)
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
    print(
        f"{count(len(totals), 'learner')}, lessons {', '.join(marks.lessons) or 'none'}; "
        f"mean {number(mean)} of {number(marks.total_possible)} points"
    )
    for note in notes:
        print(note)
    _print_files(marks)
    if gaps:
        print("Submissions were not fully contained: see the class report.")
    print(f"Open {os.fspath(out / 'class_report.html')}")
    return HUMAN if marks.needing_human or gaps else FINE


def _print_files(marks: Marks) -> None:
    if marks.set_aside:
        print(
            f"{count(len(marks.set_aside), 'file')} set aside, each with a reason: files.csv"
        )
    if not marks.needing_human:
        return
    many = len(marks.needing_human)
    print(f"{count(many, 'file')} {'needs' if many == 1 else 'need'} a human:")
    for one in marks.needing_human[:SHOWN]:
        print(f"  {one.file.name}: {one.said}")
    if many > SHOWN:
        print(f"  and {many - SHOWN} more, in needs_a_human.csv")
