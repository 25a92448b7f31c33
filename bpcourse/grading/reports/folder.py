"""Writes every report of a class into its folder, each file whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from . import spreadsheets
from .class_report import class_report
from .feedback import feedback_page
from .gradescope import results_json
from .marks import Marks

FOR_EXCEL = "\ufeff"  # the mark by which a spreadsheet knows UTF-8

RESERVED = re.compile(r"^$|(con|prn|aux|nul|com\d|lpt\d)$")  # no file names on Windows
PART = ".part-"  # a file that is being written; a killed run may leave one


def write_reports(marks: Marks, out: Path, canvas: Path | None = None) -> list[str]:
    """Write them all; what an instructor should know of it, as sentences."""
    notes: list[str] = []
    for left_over in out.rglob(f"{PART}*"):
        left_over.unlink(missing_ok=True)
    for name, text in _texts(marks, canvas, notes):
        _write(out / name, text)
    return notes


def _texts(
    marks: Marks, canvas: Path | None, notes: list[str]
) -> Iterator[tuple[str, str]]:
    yield "grades.csv", FOR_EXCEL + spreadsheets.grades(marks)
    yield "details.csv", FOR_EXCEL + spreadsheets.details(marks)
    yield "needs_a_human.csv", FOR_EXCEL + spreadsheets.attention(marks)
    yield "moodle.csv", spreadsheets.moodle(marks)
    for lesson in marks.lessons:
        if text := spreadsheets.moodle_worksheet(marks, lesson):
            yield f"moodle/{lesson}.csv", text
    yield "canvas.csv", _canvas(marks, canvas, notes)
    yield "class_report.html", class_report(marks)
    for learner in marks.learners:
        yield f"feedback/{slug(learner)}.html", feedback_page(marks, learner)
    for one in marks.standings:
        key = f"{one.file.learner} {Path(one.file.name).stem}"
        yield f"gradescope/{slug(key, one.file.name)}/results.json", results_json(one)


def _canvas(marks: Marks, exported: Path | None, notes: list[str]) -> str:
    if exported is None:
        return spreadsheets.canvas(marks)
    merged = spreadsheets.merge_canvas(marks, exported)
    if merged.unplaced:
        names = ", ".join(merged.unplaced)
        notes.append(f"not in {exported.name}, so not in canvas.csv: {names}")
    if merged.scaled:
        notes.append(f"scaled for Canvas: {'; '.join(merged.scaled)}")
    return merged.text


def slug(text: str, whole: str = "") -> str:
    """A name for a file: readable, harmless, one for each text.

    >>> slug("alder")
    'alder'
    """
    safe = re.sub(r"[^\w-]+", "_", text).strip("_.")[:60]
    exact = safe == text == text.casefold() and not whole and not RESERVED.match(text)
    digest = hashlib.sha256((whole or text).encode("utf-8", "replace")).hexdigest()[:8]
    return safe if exact else f"{safe or 'x'}-{digest}"


def _write(path: Path, text: str) -> None:
    """The whole file or none of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=PART)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            out.write(text)
        os.chmod(part, 0o644)
        os.replace(part, path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
