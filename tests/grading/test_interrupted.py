"""A run that is killed or interrupted: the next one goes on, and the end is the same."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from processes import posix, wait_until
from rotation import WHOLE, part, sweep
from tiny_class import TABLES, class_of, rows, tables

COMMAND = [sys.executable, "-m", "bpcourse", "grade"]


def start(folder: Path, out: Path, *more: str) -> subprocess.Popen:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        [*COMMAND, str(folder), "--out", str(out), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
    )


def finish(folder: Path, out: Path, *more: str) -> str:
    process = start(folder, out, *more)
    said, faults = process.communicate(timeout=300)
    assert process.returncode == 0, faults
    return said


def texts(out: Path) -> dict[str, str]:
    """Every report by its name."""
    kinds = {".csv", ".html", ".json"}
    files = [p for p in out.rglob("*") if p.suffix in kinds]
    return {p.relative_to(out).as_posix(): p.read_text("utf-8") for p in files}


@posix
@sweep
@pytest.mark.slow
def test_killed_again_and_again_and_the_same_in_the_end(tmp_path, orphans):
    folder = class_of(tmp_path / "class", 30)
    calm = tmp_path / "calm"
    begun = time.monotonic()
    finish(folder, calm)
    whole = time.monotonic() - begun
    expected = rows(calm / "gradebook.sqlite")
    secret = (calm / "secret").read_text()
    moments = random.Random(20260501)
    grown = []
    for session in part(range(5), 5):  # with one job, and with two
        out = tmp_path / f"out{session}"
        out.mkdir()
        (out / "secret").write_text(secret)
        jobs = ("--jobs", str(1 + session % 2))
        for turn in range(10 if WHOLE else 4):
            process = start(folder, out, *jobs)
            if turn % 2:  # as soon as one more file is in the gradebook
                wait_for_one_more(out, process)
            else:
                time.sleep(whole * moments.uniform(0.15, 0.9))
            process.kill()
            process.communicate()
            grown.append(_part_of(out / "gradebook.sqlite", expected))
        finish(folder, out, *jobs)
        assert rows(out / "gradebook.sqlite") == expected
        assert texts(out) == texts(calm)
        assert (out / "secret").read_text() == secret
        assert not list(out.rglob(".part-*"))
    assert any(0 < n < 30 for n in grown), grown
    assert wait_until(lambda: orphans() == 0), "processes are left over"


def wait_for_one_more(out: Path, process: subprocess.Popen) -> None:
    """Until the gradebook has grown, or the grader has ended."""
    before = _known(out)
    wait_until(lambda: _known(out) > before or process.poll() is not None)


def _known(out: Path) -> int:
    """How many rows the gradebook has, 0 while it can't be read."""
    book = out / "gradebook.sqlite"
    with contextlib.suppress(sqlite3.Error):
        return sum(map(len, rows(book).values())) if book.exists() else 0
    return 0


def _part_of(book: Path, expected: dict[str, list[tuple]]) -> int:
    """How much of the class a killed run has kept, all of it right."""
    if not book.exists():
        return 0
    with contextlib.closing(sqlite3.connect(book)) as base:
        assert base.execute("pragma integrity_check").fetchone() == ("ok",)
    if not tables(book).issuperset(TABLES):
        return 0
    found = rows(book)
    for table in TABLES:
        assert set(found[table]) <= set(expected[table])
    keys = {r[:3] for r in found["submission"]}
    whole = {r for r in expected["result"] if r[:3] in keys}
    assert set(found["result"]) == whole, "half a submission is recorded"
    return len(keys)


@posix
@pytest.mark.parametrize("moment", [0.05, 0.3])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_is_a_sentence_and_the_next_run_goes_on(tmp_path, jobs, moment, orphans):
    folder = class_of(tmp_path / "class", 60)
    out = tmp_path / "out"
    process = start(folder, out, "--jobs", jobs)
    book = out / "gradebook.sqlite"
    assert wait_until(lambda: book.exists() and tables(book).issuperset(TABLES))
    time.sleep(moment)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal sends it, to all of them
    said, faults = process.communicate(timeout=300)
    assert "Traceback" not in faults
    if process.returncode != 0:
        assert process.returncode == 130
        assert "goes on from there" in faults
        before = len(rows(book)["submission"])
        assert f"{60 - before} files graded" in finish(folder, out)
    assert len(rows(book)["submission"]) == 60
    assert wait_until(lambda: orphans() == 0), "processes are left over"
