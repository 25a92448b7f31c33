"""A class of tiny submissions to lesson 00: graded here, and its gradebook read."""

from __future__ import annotations

import contextlib
import sqlite3
from functools import partial
from pathlib import Path

from classroom import InProcess, small, write

from bpcourse.grading.gradebook import Gradebook
from bpcourse.grading.intake.collection import collect
from bpcourse.grading.jobs import in_processes
from bpcourse.grading.running import grade_all, in_this_process, listing

STEP = "def step_downhill(w, gradient, eta):\n    return w {} eta * gradient  # {}\n"
TABLES = ("file", "submission", "result")


def class_of(folder: Path, size: int) -> Path:
    """Tiny submissions to lesson 00, every third one wrong."""
    for i in range(size):
        source = STEP.format("+" if i % 3 == 0 else "-", i)
        write(folder / f"learner{i:03d}" / "00_start_here.ipynb", small(source))
    return folder


def tables(book: Path) -> set[str]:
    with contextlib.closing(sqlite3.connect(book)) as base:
        return {r[0] for r in base.execute("select name from sqlite_master")}


def rows(book: Path) -> dict[str, list[tuple]]:
    """Every row of a gradebook, in order."""
    with contextlib.closing(sqlite3.connect(book)) as base:
        return {t: sorted(base.execute(f"select * from {t}"), key=repr) for t in TABLES}


def run(folder: Path, out: Path, crew, tell=lambda *_: None) -> int:
    out.mkdir(exist_ok=True)
    listed = listing(collect([folder]))
    with Gradebook(out / "gradebook.sqlite") as book:
        book.expect([file for file, _ in listed])
        return grade_all(book, [work for _, work in listed], crew, tell)[0]


def alone(make=InProcess):
    return partial(in_this_process, make=make, warn=print)


def team(make=InProcess, jobs=2):
    return partial(in_processes, make=make, warn=print, jobs=jobs)
