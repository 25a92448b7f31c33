"""A class is graded once, by one process or several, however often it is interrupted."""

from __future__ import annotations

import contextlib
import ctypes
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from classroom import InProcess, fill, small, write
from rotation import WHOLE, part, sweep

from bpcourse.grading.gradebook import Gradebook
from bpcourse.grading.intake.collection import collect
from bpcourse.grading.progress_line import Line
from bpcourse.grading.results import Graded
from bpcourse.grading.running import (
    grade_all,
    in_processes,
    in_this_process,
    listing,
)
from bpcourse.grading.steps import _by_lesson

posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
STEP = "def step_downhill(w, gradient, eta):\n    return w {} eta * gradient  # {}\n"
TABLES = ("file", "submission", "result")
COMMAND = [sys.executable, "-m", "bpcourse", "grade"]


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


def test_one_process_and_two_give_the_same_rows(tmp_path):
    folder = tmp_path / "class"
    fill(folder, 8, ["01", "03"])
    assert run(folder, tmp_path / "one", alone()) == 16
    assert run(folder, tmp_path / "two", team()) == 16
    one, two = (rows(tmp_path / n / "gradebook.sqlite") for n in ("one", "two"))
    assert one == two
    assert len(one["result"]) > 8 * 9


def test_a_second_run_grades_nothing_and_a_changed_file_once(tmp_path):
    folder = class_of(tmp_path / "class", 5)
    log = tmp_path / "log"
    crew = alone(partial(InProcess, "", log))
    assert [run(folder, tmp_path / "out", crew) for _ in range(2)] == [5, 0]
    changed = folder / "learner003" / "00_start_here.ipynb"
    write(changed, small(STEP.format("-", "mended")))
    assert run(folder, tmp_path / "out", crew) == 1
    assert len(log.read_text().splitlines()) == 6


def test_equal_files_of_two_learners_are_both_graded(tmp_path):
    for who in ("alder", "birch"):
        write(tmp_path / "class" / who / "00_start_here.ipynb", small(STEP))
    assert run(tmp_path / "class", tmp_path / "out", alone()) == 2


def test_submissions_are_never_written_to(tmp_path):
    folder = class_of(tmp_path / "class", 4)
    before = {
        p: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.rglob("*.ipynb")
    }
    run(folder, tmp_path / "out", team())
    assert before == {
        p: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.rglob("*.ipynb")
    }
    assert len(list(folder.rglob("*"))) == 2 * len(before)


def test_only_one_lesson(tmp_path):
    fill(tmp_path, 2, ["01", "03"])
    write(tmp_path / "cut" / "x.ipynb", "{")
    listed = listing(collect([tmp_path]), ["03"])
    assert [f.lessons for f, _ in listed] == [("03",), ("03",), ()]


# ---- graders that fail


class Broken(InProcess):
    """Raises for birch, and takes its whole process along for dana."""

    def grade(self, submission, exercises) -> Graded:
        if submission.learner == "learner001":
            raise RuntimeError("a fault of ours")
        if submission.learner == "learner003":
            os._exit(9)
        return super().grade(submission, exercises)


def test_a_grader_that_falls_costs_one_file_at_most(tmp_path):
    folder = class_of(tmp_path / "class", 6)
    run(folder, tmp_path / "out", team(Broken))
    found = rows(tmp_path / "out" / "gradebook.sqlite")
    told = {r[0]: r[4] for r in found["submission"]}
    assert "a fault of ours" in told["learner001"]
    assert "brought down" in told["learner003"]
    assert [told[f"learner00{i}"] for i in (0, 2, 4, 5)] == ["[]"] * 4
    assert len(found["result"]) == 4


def test_files_of_a_class_hold_once_what_is_equal(tmp_path):
    """A class of a thousand has 27,000 files."""
    listed = listing(collect([class_of(tmp_path / "class", 4)]))
    before = [work for _, work in listed]
    works = _by_lesson(list(before))
    assert works == sorted(before, key=lambda work: work.found.lessons)
    assert (
        len({id(w.exercises) for w in works}) == len({id(w.key[2]) for w in works}) == 1
    )
    if os.name != "nt":
        assert all(w.found.place is w.found.name for w in works)


class Leaky(InProcess):
    gaps = ("files can be read",)


@pytest.mark.parametrize("crew", [in_this_process, partial(in_processes, jobs=2)])
def test_what_is_not_contained_is_told(tmp_path, crew):
    said: list[str] = []
    folder = class_of(tmp_path / "class", 3)
    run(folder, tmp_path / "out", partial(crew, make=Leaky, warn=said.append))
    assert set(said) == {"files can be read"}


def test_a_file_that_changes_meanwhile_is_told(tmp_path):
    folder = class_of(tmp_path / "class", 1)
    (pair,) = listing(collect([folder]))
    write(folder / "learner000" / "00_start_here.ipynb", small("x = 1"))
    with Gradebook(tmp_path / "g.sqlite") as book:
        book.expect([pair[0]])
        grade_all(book, [pair[1]], alone(), lambda *_: None)
        (one,) = book.standings()
    assert "changed while" in one.said


def test_the_line_shows_how_far_it_is(capsys):
    class Screen:
        text = ""

        def isatty(self):
            return True

        def write(self, text):
            self.text += text

        def flush(self):
            pass

    screen = Screen()
    line = Line(screen)
    for done in range(4):
        line(done, 3, f"file {done}")
    line.close()
    assert "3 of 3" in screen.text
    assert len(screen.text.split("\r")[-2]) <= 79
    quiet = Line(sys.stdout)
    quiet(1, 2, "x")
    quiet.close()
    assert capsys.readouterr().out == ""


# ---- interrupted


@pytest.fixture
def orphans():
    """Processes that lose their parent become ours; how many there are of them."""
    if sys.platform != "linux":
        yield lambda: 0
        return
    subreaper, libc = 36, ctypes.CDLL(None)
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    before = set(children.read_text().split())
    libc.prctl(subreaper, 1, 0, 0, 0)

    def left() -> int:
        for child in set(children.read_text().split()) - before:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(int(child), os.WNOHANG)
        return len(set(children.read_text().split()) - before)

    yield left
    libc.prctl(subreaper, 0, 0, 0, 0)


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


def wait_until(condition, seconds: float = 300) -> bool:
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


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
    for session in part(range(5), 3):  # with one job, and with two
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
