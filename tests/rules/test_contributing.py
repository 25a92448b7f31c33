"""CONTRIBUTING.md is walked: its blocks are put where it says, its commands are run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from places import ROOT

pytestmark = pytest.mark.slow

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^((?:.+\n)+)\n(`{3,4})(?:python)?\n((?:.*\n)*?)\2$", re.M)
PLACE = re.compile(
    r"In `(?P<file>.+?)`, (?P<where>below|above) the line `(?P<line>.+?)`"
    r"(?: that follows `(?P<after>.+?)`)?:$",
    re.S,
)
FILE = re.compile(r"new file,\s+`(.+?)`:$")
NEEDED = "bpcourse sources tests notebooks exercises solutions docs pyproject.toml"


def section(name: str) -> str:
    ends = r"(?=^## (?:Add|Before) |\Z)"
    found = re.search(rf"^## {name}\n(.*?){ends}", TEXT, re.M | re.S)
    assert found, f"CONTRIBUTING.md has no section “{name}”"
    return found[1]


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("walk")
    for name in NEEDED.split():
        if (ROOT / name).is_dir():
            skip = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
            shutil.copytree(ROOT / name, target / name, ignore=skip)
        else:
            shutil.copy(ROOT / name, target)
    return target


def walk(name: str, copy: Path) -> list[str]:
    """Follow a section step by step; the outputs of its commands."""
    said = []
    for before, _, block in BLOCK.findall(section(name)):
        if place := PLACE.search(before.strip()):
            insert(copy / place["file"], block, **place.groupdict())
        elif new := FILE.search(before.strip()):
            assert not (copy / new[1]).exists()
            (copy / new[1]).write_text(block, encoding="utf-8")
        else:
            said += [run(line, copy) for line in block.splitlines()]
    return said


def insert(path: Path, block: str, where: str, line: str, after: str | None, **_):
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    start = next(i for i, s in enumerate(lines) if s.strip() == after) if after else 0
    at = next(i for i in range(start, len(lines)) if lines[i].strip() == line)
    lines.insert(at + (where == "below"), block)
    path.write_text("".join(lines), encoding="utf-8")


def run(line: str, copy: Path) -> str:
    program, *words = line.split()
    assert program in ("bpcourse", "pytest"), line
    more = ["-p", "no:cacheprovider"] if program == "pytest" else []
    done = subprocess.run(
        [sys.executable, "-m", program, *words, *more],
        cwd=copy,
        env={**os.environ, "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, f"{line}\n{done.stdout[-3000:]}\n{done.stderr[-2000:]}"
    return done.stdout


def test_a_known_mistake_is_added(copy):
    tested, built = walk("Add a known mistake", copy)
    assert "passed" in tested and "teaching/01_activation_derivatives.md" in built
    guide = copy / "docs/teaching/01_activation_derivatives.md"
    assert "one factor of the output, one of the input" in guide.read_text("utf-8")


def test_an_exercise_is_added(copy):
    built, tested = walk("Add an exercise", copy)
    assert "exercises/01_activation_derivatives.ipynb: written" in built
    assert "passed" in tested and "failed" not in tested


def test_a_question_is_added(copy):
    [built] = walk("Add a question", copy)
    assert "notebooks/01_activation_derivatives.ipynb: written" in built
    notebook = copy / "notebooks" / "01_activation_derivatives.ipynb"
    assert "01-softplus" in notebook.read_text(encoding="utf-8")


def test_a_lesson_is_added(copy):
    built, tested = walk("Add a lesson", copy)
    assert "notebooks/08_momentum.ipynb: written" in built
    assert "passed" in tested and "failed" not in tested


def test_the_walk_fails_where_a_line_is_not_there(copy):
    with pytest.raises(StopIteration):
        insert(copy / "pyproject.toml", "x", "below", "no such line", None)
