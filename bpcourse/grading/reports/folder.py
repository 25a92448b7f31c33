"""Writes every report of a class into its folder, each file whole or not at all.

What names a learner can be read by the teacher's own account alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from bpcourse.course import all_lessons
from bpcourse.files import PART, write_whole
from bpcourse.grading.intake.roster import Roster
from bpcourse.grading.texts import say

from . import canvas, spreadsheets
from .alike import alike_page
from .class_report import class_report
from .feedback import feedback_page
from .gradescope import results_json
from .marks import Marks
from .pages import OURS as OUR_PAGE

FOR_EXCEL = "\ufeff"  # the mark by which a spreadsheet knows UTF-8
OURS, PUBLIC = 0o600, 0o644

RESERVED = re.compile(r"^$|(con|prn|aux|nul|com\d|lpt\d)$")  # no file names on Windows


@dataclass(frozen=True)
class Extras:
    """What some reports need beside the marks. gaps: what submissions weren't kept from."""

    canvas: canvas.Exported | None = None
    roster: Roster | None = None
    gaps: Sequence[str] = ()


def write_reports(marks: Marks, out: Path, extras: Extras | None = None) -> list[str]:
    """Write them all; what an instructor should know of it, as sentences."""
    notes: list[str] = []
    for left_over in out.rglob(f"{PART}*"):
        with contextlib.suppress(OSError):
            left_over.unlink()
    written = set()
    for name, text in _texts(marks, extras or Extras(), notes):
        if text:
            mode = PUBLIC if name == "class_report.html" else OURS
            write_whole(out / name, text, mode)
            written.add(out / name)
    for path in _earlier(out):
        if path not in written:
            path.unlink()
            with contextlib.suppress(OSError):  # others are in it
                path.parent.rmdir()
    return notes


def _earlier(out: Path) -> Iterator[Path]:
    """Reports that not every run writes: of learners, and of what there may be none of."""
    for path in out.glob("feedback/*.html"):
        with path.open("rb") as file:
            if OUR_PAGE.encode() in file.read(1000):  # and no file of the teacher's own
                yield path
    yield from out.glob("gradescope/*/results.json")
    yield from (p for n in all_lessons() if (p := out / f"moodle/{n}.csv").exists())
    yield from (p for n in ("moodle.csv", "alike.html") if (p := out / n).exists())


def _texts(
    marks: Marks, extras: Extras, notes: list[str]
) -> Iterator[tuple[str, str | Iterable[str]]]:
    yield "grades.csv", FOR_EXCEL + spreadsheets.grades(marks)
    yield "details.csv", chain([FOR_EXCEL], spreadsheets.details(marks))
    yield "needs_a_human.csv", FOR_EXCEL + spreadsheets.needs_human(marks)
    yield "files.csv", FOR_EXCEL + spreadsheets.every_file(marks)
    yield "moodle.csv", spreadsheets.moodle(marks, extras.roster)
    for lesson in marks.lessons:
        yield f"moodle/{lesson}.csv", spreadsheets.moodle_worksheet(marks, lesson)
    yield "canvas.csv", _canvas(marks, extras.canvas, notes)
    yield "class_report.html", class_report(marks, extras.gaps)
    yield "alike.html", alike_page(marks)
    for learner in marks.learners:
        yield f"feedback/{slug(learner)}.html", feedback_page(marks, learner)
        path = f"gradescope/{slug(learner)}/results.json"
        yield path, results_json(marks, learner, extras.gaps)


def _canvas(marks: Marks, exported: canvas.Exported | None, notes: list[str]) -> str:
    if exported is None:
        return canvas.canvas(marks)
    merged = canvas.merge_canvas(marks, exported)
    if merged.unplaced:
        names = ", ".join(merged.unplaced)
        notes.append(say("unplaced", file=exported.path.name, names=names))
    notes += exported.without_column(marks.lessons)
    if merged.scaled:
        notes.append(say("scaled", columns="; ".join(merged.scaled)))
    return merged.text


def slug(text: str, whole: str = "") -> str:
    """A name for a file: readable, harmless on any system, one for each text.

    >>> slug("alder"), slug("银杏树")
    ('alder', 'x-aac52bc7')
    """
    safe = re.sub(r"[^A-Za-z0-9_-]+", "_", text).strip("_.")[:60]
    exact = safe == text == text.casefold() and not whole and not RESERVED.match(text)
    digest = hashlib.sha256((whole or text).encode("utf-8", "replace")).hexdigest()[:8]
    return safe if exact else f"{safe or 'x'}-{digest}"
