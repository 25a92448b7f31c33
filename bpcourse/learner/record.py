"""The learner's own record: attempts, hints and answers, in one file on this machine.

It lies in the user's data folder (`BPCOURSE_PROGRESS` names another file; ":none:" keeps
nothing) and never leaves the machine by itself. A record that can't be kept (full disk,
read-only folder, locked file, no home) never stops a lesson: one sentence says so, once,
and what it would have held is held by the kernel, and written as soon as it can be.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import texts
from .store import Entry, store

NONE = ":none:"  # instead of a file: nothing is kept
PATIENCE = 5.0  # seconds for other kernels to finish
IMPATIENCE = 0.2  # where they haven't within PATIENCE


@dataclass
class Kernel:
    """What this kernel knows. waiting: entries that no file holds yet."""

    waiting: list[Entry] = field(default_factory=list)
    told: bool = False


_kernel = Kernel()


def is_grading() -> bool:
    """True where nbgrader grades: what passes there is others' work, and no progress of
    whoever grades."""
    return os.environ.get("NBGRADER_EXECUTION") == "autograde"


def path() -> Path | None:
    """Where the record lies; None when none is kept. Raises where there is no home."""
    named = os.environ.get("BPCOURSE_PROGRESS")
    if named == NONE or is_grading():
        return None
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    folder = user_data_path("bpcourse", appauthor=False)
    if not folder.is_absolute():  # without a home some versions give "~" as it stands
        raise RuntimeError("the user has no home folder")
    return folder / "progress.sqlite"


def fault() -> str:
    """Why the record can't be used, with what to do; "" where it can."""
    try:
        file = path()
        if file is not None:
            store(file).add([], PATIENCE)
            store(file).read(PATIENCE)
    except Exception as found:
        return _sentence(found)
    return ""


def _sentence(found: Exception) -> str:
    with contextlib.suppress(Exception):
        return texts.say("no_record", file=path(), why=found)
    return texts.say("no_home", why=found)


def _tell_once(found: Exception) -> None:
    if not _kernel.told:
        _kernel.told = True
        print(texts.say("no_progress", why=_sentence(found)), file=sys.stderr)


def add(kind: str, **data: Any) -> None:
    """Write an entry. Never raises; what can't be written now waits in the kernel."""
    _kernel.waiting.append(Entry(kind, time.time(), data))
    flush()


def flush() -> None:
    """Write what waits, as far as that is possible now."""
    try:
        file = path()
        if file is not None and _kernel.waiting:
            store(file).add(_kernel.waiting, IMPATIENCE if _kernel.told else PATIENCE)
            _kernel.waiting.clear()
    except Exception as found:
        _tell_once(found)


atexit.register(flush)


def entries(kind: str) -> list[Entry]:
    """All entries of a kind, oldest first: those of the file, and those that wait."""
    found = list(_kernel.waiting)
    try:
        file = path()
        if file is not None:
            found = store(file).read(IMPATIENCE if _kernel.told else PATIENCE) + found
    except Exception as fault:
        _tell_once(fault)
    return [e for e in found if e.kind == kind]


# ---- what is recorded


def attempt(verdict: Any) -> None:
    """Record a check's verdict."""
    add(
        "attempt",
        exercise=verdict.exercise,
        outcome=verdict.outcome,
        mistake=verdict.mistake,
        score=float(verdict.score),
    )


def answer(question: str, right: bool) -> None:
    """Record an answer to a checkpoint."""
    add("answer", question=question, right=bool(right))


def hint(exercise: str, stage: int) -> None:
    """Record that hints up to `stage` were seen."""
    add("hint", exercise=exercise, stage=int(stage))


def hints_seen(exercise: str) -> int:
    """How many hints of an exercise were seen, 0 to 3."""
    stages = [
        e.data.get("stage")
        for e in entries("hint")
        if e.data.get("exercise") == exercise
    ]
    return max([0, *(s for s in stages if isinstance(s, int))])


def passed(exercise: str) -> bool:
    """True once a check of this exercise has passed."""
    return exercise in passed_exercises()


def passed_exercises() -> set[str]:
    """Names of all exercises ever passed."""
    attempts = (e.data for e in entries("attempt"))
    return {str(d.get("exercise")) for d in attempts if d.get("outcome") == "passed"}
