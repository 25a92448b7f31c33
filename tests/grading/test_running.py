"""A class is graded once, by one process or several, though graders fail."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from functools import partial

import pytest
from classroom import InProcess, fill, small, write
from grade_command import grade
from tiny_class import STEP, alone, class_of, rows, run, team

from bpcourse.grading import running, steps
from bpcourse.grading.gradebook import Gradebook
from bpcourse.grading.intake.collection import collect
from bpcourse.grading.jobs import in_processes
from bpcourse.grading.progress_line import Line
from bpcourse.grading.results import Graded
from bpcourse.grading.running import grade_all, in_this_process, listing


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


def test_files_that_wait_lie_packed_and_come_in_order(tmp_path, monkeypatch):
    """A class of a thousand has 27,000 files; what they have in common is held once."""
    monkeypatch.setattr(running, "PACKED", 3)
    listed = listing(collect([class_of(tmp_path / "class", 4)]))
    works = [work for _, work in listed]
    assert (
        len({id(w.exercises) for w in works}) == len({id(w.key[2]) for w in works}) == 1
    )
    if os.name != "nt":
        assert all(w.found.place is w.found.name for w in works)
    waiting = running.Waiting(works)
    first = waiting.popleft()
    waiting.appendleft(first)
    assert len(waiting) == len(works) > running.PACKED
    assert [waiting.popleft() for _ in works] == works and not waiting


def test_a_class_is_graded_lesson_by_lesson(tmp_path, monkeypatch):
    """Graders remember what the answers to a lesson have in common, of a few lessons."""
    graded = []

    class Seen(InProcess):
        def grade(self, submission, exercises):
            graded.append(exercises[0].lesson)
            return super().grade(submission, exercises)

    monkeypatch.setattr(steps, "_maker", lambda *_: Seen)
    fill(tmp_path / "class", 3, ["01", "02"])
    grade(tmp_path / "class", "--out", tmp_path / "out", "--jobs", 1)
    assert graded == ["01"] * 3 + ["02"] * 3


KEPT = """
from bpcourse.grading.memory import give_back
give_back()
def pages():
    return int(open("/proc/self/statm").read().split()[1])
for _ in range(2):  # glibc learns from the first one that blocks of this size come and go
    large, small, before = bytearray(8 << 20), [bytearray(600) for _ in range(9999)], pages()
    del large
print((before - pages()) * 4096 >> 20)
"""


@pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="no glibc, nothing to set"
)
def test_what_is_free_goes_back_though_something_lies_behind_it():
    told = subprocess.check_output([sys.executable, "-c", KEPT], text=True)
    assert int(told) >= 7


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
