"""What takes long by nature: ten thousand fuzzed notebooks, a thousand learners."""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from classroom import all_right, fill, small, solved

from benchmarks.grading import watched
from bpcourse.course import all_lessons, exercises_of
from bpcourse.grading.grader import Grader
from bpcourse.grading.intake.notebook import Content, content_of
from bpcourse.grading.results import Submission

pytestmark = pytest.mark.large

NOTEBOOKS = 10_000
EACH = 20  # of how many one is run, too
LEARNERS = 1_000
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


def test_a_thousand_learners_and_the_whole_course_in_one_sitting(tmp_path):
    lessons = [n for n in all_lessons() if exercises_of(n) and n not in ("00", "07")]
    lessons = [n for n in lessons if n <= "06"]
    fill(tmp_path / "class", LEARNERS, lessons)
    took, memory = watched(tmp_path / "class", tmp_path / "out", "--jobs", "2")
    with (tmp_path / "out" / "grades.csv").open(encoding="utf-8-sig") as file:
        assert len(list(csv.DictReader(file))) == LEARNERS
    print(f"{LEARNERS * len(lessons)} files in {took:.0f} s, at most {memory:.0f} MB")
    assert memory <= MOST_MEMORY
    again = [sys.executable, "-m", "bpcourse", "grade", str(tmp_path / "class")]
    done = subprocess.run(
        [*again, "--out", str(tmp_path / "out")], capture_output=True, text=True
    )
    assert "0 files graded" in done.stdout
