"""The learner's own record: attempts, hints and answers in a small SQLite file.

It lies in the user's data folder (`BPCOURSE_PROGRESS` names another file; ":none:" keeps
nothing) and never leaves the machine by itself. A record that can't be kept (full disk,
read-only folder, locked file) never stops a lesson: one sentence says so, once.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SCHEMA = """
create table if not exists attempt (
    at real not null, exercise text not null, outcome text not null,
    mistake text, score real not null);
create table if not exists hint (exercise text primary key, stage integer not null);
create table if not exists answer (
    at real not null, question text not null, right integer not null);
"""

_this_kernel: dict[str, Any] = {"hints": {}, "passed": set(), "told": False}


def path() -> Path | None:
    """Where the record lies; None when none is kept."""
    named = os.environ.get("BPCOURSE_PROGRESS")
    if named:
        return None if named == ":none:" else Path(named)
    from platformdirs import user_data_path

    return user_data_path("bpcourse", appauthor=False) / "progress.sqlite"


@contextlib.contextmanager
def _open() -> Iterator[sqlite3.Connection]:
    file = path()
    if file is None:
        raise sqlite3.OperationalError("no record is kept")
    file.parent.mkdir(parents=True, exist_ok=True)
    patience = (
        0.1 if _this_kernel["told"] else 3
    )  # seconds for another kernel to finish
    base = sqlite3.connect(file, timeout=patience)
    try:
        base.executescript(SCHEMA)
        with base:
            yield base
    finally:
        base.close()


def _write(sql: str, *values: Any) -> None:
    if path() is None:
        return
    try:
        with _open() as base:
            base.execute(sql, values)
    except (sqlite3.Error, OSError) as fault:
        _tell_once(fault)


def _tell_once(fault: Exception) -> None:
    if not _this_kernel["told"]:
        _this_kernel["told"] = True
        print(
            f"Your progress can't be kept ({fault}); the lesson goes on without.",
            file=sys.stderr,
        )


def read(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows of a query; none where there is no record or it can't be read."""
    try:
        with _open() as base:
            return base.execute(sql, values).fetchall()
    except (sqlite3.Error, OSError):
        return []


def attempt(verdict: Any) -> None:
    """Record a check's verdict."""
    if verdict.passed:
        _this_kernel["passed"].add(verdict.exercise)
    row = (
        time.time(),
        verdict.exercise,
        verdict.outcome,
        verdict.mistake,
        verdict.score,
    )
    _write("insert into attempt values (?, ?, ?, ?, ?)", *row)


def answer(question: str, right: bool) -> None:
    """Record an answer to a checkpoint."""
    _write("insert into answer values (?, ?, ?)", time.time(), question, int(right))


def hint(exercise: str, stage: int) -> None:
    """Record that hints up to `stage` were seen."""
    seen = max(stage, hints_seen(exercise))
    _this_kernel["hints"][exercise] = seen
    _write(
        "insert into hint values (?, ?)"
        " on conflict (exercise) do update set stage = max(stage, excluded.stage)",
        exercise,
        seen,
    )


def hints_seen(exercise: str) -> int:
    """How many hints of an exercise were seen, 0 to 3."""
    rows = read("select stage from hint where exercise = ?", exercise)
    return max([self_seen(exercise), *(r[0] for r in rows)])


def self_seen(exercise: str) -> int:
    """Hints seen in this kernel, where no file is kept."""
    return int(_this_kernel["hints"].get(exercise, 0))


def passed(exercise: str) -> bool:
    """True once a check of this exercise has passed."""
    return exercise in _this_kernel["passed"] or exercise in passed_exercises()


def passed_exercises() -> set[str]:
    """Names of all exercises ever passed."""
    rows = read("select distinct exercise from attempt where outcome = 'passed'")
    return {r[0] for r in rows} | set(_this_kernel["passed"])
