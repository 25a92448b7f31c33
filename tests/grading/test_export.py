"""The exercises in an institution's own system: what nbgrader and Gradescope are given."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

from bpcourse.course import all_exercises, exercises_of
from bpcourse.errors import Told
from bpcourse.grading.export.assignments import (
    export_gradescope,
    export_nbgrader,
)

SET = "03_single_neuron"
ANSWERS = """
import numpy as np

def neuron_output(x, w, b):
    return 1 / (1 + np.exp(-(np.dot(x, w) + b)))

def neuron_delta(o, t):
    return o - t
"""
WITH_STARTER = [e for e in all_exercises().values() if e.starter and e.lesson != "00"]


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("nbgrader") / "course"
    export_nbgrader(target)
    return target


def cells(course: Path, name: str, role: str) -> list:
    [path] = (course / "source").glob(f"{name[:2]}_*/*.ipynb")
    found = nbformat.read(path, as_version=4).cells
    return [
        c
        for c in found
        if c.metadata.get("bpcourse", {}).get("role") == role
        and c.metadata.bpcourse.name in all_exercises()
    ]


@pytest.mark.parametrize("number", [f"{n:02}" for n in range(1, 8)])
def test_every_exercise_is_graded_with_its_points(course, number):
    graded = cells(course, number, "check")
    points = {}
    for cell in graded:
        meta = cell.metadata.nbgrader
        assert meta.grade and meta.locked and not meta.solution
        points[cell.metadata.bpcourse.name] = meta.points
    assert points == {e.name: e.points for e in exercises_of(number)}
    ids = [
        c.metadata.nbgrader.grade_id
        for r in ("check", "answer")
        for c in cells(course, number, r)
    ]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("number", [f"{n:02}" for n in range(1, 8)])
def test_the_sources_are_solved(course, number):
    for cell in cells(course, number, "answer"):
        assert "### BEGIN SOLUTION" in cell.source and cell.metadata.nbgrader.solution


@pytest.mark.parametrize("asked", WITH_STARTER, ids=lambda e: e.name)
def test_code_to_mend_is_shown_where_nbgrader_clears_the_answer(course, asked):
    [statement] = [
        c
        for c in cells(course, asked.lesson, "statement")
        if c.metadata.bpcourse.name == asked.name
    ]
    assert asked.starter.strip() in statement.source


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "grades.csv").write_text("precious")
    with pytest.raises(Told, match="isn't empty"):
        export_nbgrader(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["grades.csv"]
    with pytest.raises(Told, match="is a file"):
        export_nbgrader(tmp_path / "grades.csv")


# Gradescope: its folders, and its own calls


def test_gradescope_gets_points_and_named_mistakes(tmp_path):
    archive = export_gradescope(tmp_path / "made")
    source = tmp_path / "autograder" / "source"
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(source)
    assert not (source / "bpcourse" / "delivered").exists()
    handed_in = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(ANSWERS)])
    place = tmp_path / "autograder" / "submission" / f"{SET}.ipynb"
    place.parent.mkdir()
    nbformat.write(handed_in, place)
    result = autograded(tmp_path / "autograder")
    tests = {t["name"].split()[-1]: t for t in result["tests"]}
    assert tests["neuron_output"]["score"] == tests["neuron_output"]["max_score"] > 0
    assert tests["neuron_delta"]["score"] == 0
    assert "looks like" in tests["neuron_delta"]["output"]
    assert result["score"] == sum(t["score"] for t in result["tests"])
    assert {t for t in tests} == {e.name for e in exercises_of("03")}


def test_gradescope_gets_a_sentence_for_what_is_no_notebook(tmp_path):
    archive = export_gradescope(tmp_path / "made")
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(tmp_path / "autograder" / "source")
    (tmp_path / "autograder" / "submission").mkdir()
    result = autograded(tmp_path / "autograder")
    assert result["score"] == 0 and "instructor" in result["output"]


def autograded(home: Path) -> dict:
    subprocess.run(
        [sys.executable, str(home / "source" / "run_autograder")],
        env={**os.environ, "AUTOGRADER": str(home)},
        cwd=home,
        timeout=300,
        check=True,
    )
    return json.loads((home / "results" / "results.json").read_text("utf-8"))


# nbgrader itself, where it is installed


def nbgrader(course: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=course,
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "JUPYTER_PREFER_ENV_PATH": "1",
            "JUPYTER_CONFIG_DIR": str(course / "jupyter"),
        },
        capture_output=True,
        text=True,
        timeout=1200,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout + done.stderr


@pytest.mark.slow
def test_nbgrader_takes_them_solved_in_full_and_a_stub_with_nothing(
    course, monkeypatch
):
    pytest.importorskip("nbgrader")
    source = course / "source" / SET / f"{SET}.ipynb"
    record = course / "jupyter" / "progress.sqlite"
    monkeypatch.setenv("BPCOURSE_PROGRESS", str(record))
    assert "passes all the tests" in nbgrader(course, "validate", str(source))
    assert record.exists()  # whoever validates is at work on the own notebook
    record.unlink()
    nbgrader(course, "generate_assignment", SET)
    release = course / "release" / SET / f"{SET}.ipynb"
    assert "SOLUTION" not in release.read_text(encoding="utf-8")
    for learner, handed_in in (("solved", source), ("stub", release)):
        place = course / "submitted" / learner / SET
        place.mkdir(parents=True)
        shutil.copy(handed_in, place)
    nbgrader(course, "autograde", SET)
    assert not record.exists(), "others' passes in the record of whoever grades"
    nbgrader(course, "export")
    with open(course / "grades.csv", encoding="utf-8") as file:
        points = {r["student_id"]: float(r["score"]) for r in csv.DictReader(file)}
    assert points == {"solved": sum(e.points for e in exercises_of("03")), "stub": 0.0}


def test_a_full_disk_leaves_no_half_file(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError):
        export_nbgrader(tmp_path / "course")
    assert not [p for p in (tmp_path / "course").rglob("*") if p.is_file()]
