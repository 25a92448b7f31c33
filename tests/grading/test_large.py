"""What takes long by nature: ten thousand fuzzed notebooks, a thousand learners."""

from __future__ import annotations

import csv
import json
import os
import random
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from classroom import all_right, answers_of, small, solved, write
from places import ROOT
from processes import wait_until

from benchmarks.grading import watched
from bpcourse.course import all_exercises, all_lessons, exercises_of
from bpcourse.grading.grader import Grader
from bpcourse.grading.intake.notebook import Content, content_of
from bpcourse.grading.results import Submission

pytestmark = pytest.mark.large

NOTEBOOKS = 10_000
EACH = 20  # of how many one is run, too
LEARNERS = int(os.environ.get("BPCOURSE_LEARNERS", 1_000))
HOURS = 3  # after which a sitting is ended
MOST_MEMORY = 300  # megabytes in all processes


class Lies:
    """Where a fuzzed file lies: see `Entry`."""

    inside: tuple[int, ...] = ()
    problem = None

    def __init__(self, place: Path) -> None:
        self.place, self.name = place, place.name


def damaged(raw: bytes, rng: random.Random) -> bytes:
    """A notebook after some damage of one of several kinds."""
    data = bytearray(raw)
    for _ in range(rng.randint(1, 6)):
        at, kind = rng.randrange(len(data) or 1), rng.randrange(7)
        piece = data[at : at + rng.randint(1, 200)]
        if kind == 0:
            data[at : at + 1] = bytes([rng.randrange(256)])
        elif kind == 1:
            del data[at : at + rng.randint(1, 400)]
        elif kind == 2:
            data[at:at] = piece * rng.randint(1, 5)
        elif kind == 3:
            data[at:at] = rng.choice(
                [b"[", b"{", b'"', b"\\", b"null", b"1e999", b"\0"]
            )
        elif kind == 4:
            del data[at:]
        elif kind == 5:
            data[at:at] = "数\u202e\ud7ff".encode() * rng.randint(1, 50)
        else:
            data[at:at] = b"\\ud800" * rng.randint(1, 3)
    return bytes(data)


def test_ten_thousand_fuzzed_notebooks(tmp_path):
    """Cells or a sentence, always; what is run gets a verdict and leaves nothing behind."""
    rng = random.Random(20260501)
    seeds = [small("import numpy as np", *all_right("03").values()), solved("03", {})]
    raws = [json.dumps(s).encode() for s in seeds]
    asked = exercises_of("03")
    place = tmp_path / "03_single_neuron.ipynb"
    kinds = {"read": 0, "refused": 0}
    with Grader(1, time_limit=2.0) as grader:
        for number in range(NOTEBOOKS):
            place.write_bytes(damaged(raws[number % 2], rng))
            held: Content = content_of(Lies(place))
            kinds["refused" if held.problem else "read"] += 1
            assert (held.problem is None) == bool(held.cells)
            if held.problem is None and number % EACH == 0:
                made = Submission("alder", "f", held.digest, held.cells)
                graded = grader.grade(made, asked)
                assert len(graded.results) == len(asked) and not graded.fault
    assert min(kinds.values()) > NOTEBOOKS // 10, kinds


# ---- the whole course


KINDS = ("all right", "untouched", "half done", "half done")  # one after the other


@cache
def delivered(folder: str, number: str) -> tuple[str, str] | None:
    """(name, text) of a notebook as the course delivers it; None where there is none."""
    path = next((ROOT / folder).glob(f"{number}_*.ipynb"), None)
    return (path.name, path.read_text(encoding="utf-8")) if path else None


def hand_in(folder: Path, learner: int) -> int:
    """The lesson and the problem set of every lesson, as this learner has them; how many."""
    kind, made = KINDS[learner % len(KINDS)], 0
    for number in all_lessons():
        answers = all_right(number) if kind == "all right" else {}
        if kind == "half done":
            answers = answers_of(learner, number)
        signed = {n: f"{text}\n# {learner}\n" for n, text in answers.items()}
        for part in ("notebooks", "exercises"):
            if found := delivered(part, number):
                write(folder / part / found[0], filled(found[1], signed, learner))
                made += 1
    return made


def filled(text: str, answers: dict[str, str], learner: int) -> dict:
    """A delivered notebook with these answers; one in ten keeps its stored outputs."""
    tree = json.loads(text)
    for cell in tree["cells"]:
        own = cell["metadata"].get("bpcourse", {})
        if own.get("role") == "answer" and own["name"] in answers:
            cell["source"] = answers[own["name"]].splitlines(keepends=True)
        if learner % 10 and cell["cell_type"] == "code":
            cell["outputs"] = []
    return tree


def test_a_thousand_learners_and_the_whole_course_in_one_sitting(
    tmp_path, monkeypatch, orphans
):
    folder, out, work = (tmp_path / n for n in ("class", "out", "work"))
    work.mkdir()
    monkeypatch.setenv("TMPDIR", str(work))
    files = sum(hand_in(folder / f"learner{i:04}", i) for i in range(LEARNERS))
    took, memory = watched(folder, out, "--jobs", "2", longest=HOURS * 3600)
    print(f"{LEARNERS} learners, {files} files: {took:.0f} s, at most {memory:.0f} MB")
    assert memory <= MOST_MEMORY
    assert wait_until(lambda: orphans() == 0), "processes are left over"
    assert not list(work.iterdir()) and not list(out.rglob(".part-*"))
    possible = sum(e.points for e in all_exercises().values())
    with (out / "grades.csv").open(encoding="utf-8-sig") as file:
        points = {r["learner"]: float(r["total"] or 0) for r in csv.DictReader(file)}
    assert len(points) == LEARNERS
    for number, got in enumerate(points[f"learner{i:04}"] for i in range(LEARNERS)):
        expected = {"all right": possible, "untouched": 0}.get(KINDS[number % 4], got)
        assert got == expected, number
    again = [sys.executable, "-m", "bpcourse", "grade", str(folder), "--out", str(out)]
    done = subprocess.run(again, capture_output=True, text=True)
    assert "0 files graded" in done.stdout
