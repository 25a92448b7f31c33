"""CONTRIBUTING.md is walked in a copy, and what it adds appears wherever lessons do."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from places import ROOT

pytestmark = pytest.mark.slow

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^((?:.+\n)*)\n(`{3,4})(?:python)?\n((?:.*\n)*?)\2$", re.M)
BECOMES = re.compile(r"The file\s+`(\S+?)`\s+(?:becomes:|says .*:)$", re.S)
BELOW = re.compile(r"In\s+`(\S+?)`, below the line\s+`(.+?)`:$", re.S)
NEEDED = (
    "bpcourse sources tests notebooks exercises solutions docs benchmarks conftest.py "
    "pyproject.toml README.md CONTRIBUTING.md LICENSE LICENSE-texts start.py .ci constraints.txt"
)
SECTIONS = (
    "Add a lesson",
    "Add an exercise",
    "Add a known mistake",
    "Add a question",
    "Build it",
)
OWN = ("bpcourse/course/lesson_99", "sources/99_cubes", "tests/course/lesson_99")
SUITE = """
    tests/course/test_glossary.py tests/course/test_places.py tests/course/test_questions.py
    tests/course/test_spacing.py tests/course/test_texts.py
    tests/publish/test_documents.py tests/publish/test_lesson_demands.py
    tests/publish/test_minutes.py tests/publish/test_new.py tests/publish/test_notebooks.py
    tests/publish/test_plan.py tests/publish/test_readme.py
    tests/publish/test_site_pages.py tests/publish/test_teaching.py
    tests/rules/test_imports.py
"""  # whole files that look at every lesson. Left out, since they take long: browsers, kernels,
# slides, sites, wheels, benchmarks, and sweeps over exercises, whose demands `bpcourse try` makes
COLLECTED = "tests/drawing tests/widgets"  # pictures and explorers of every lesson
BUILT = ("notebooks", "exercises", "solutions", "docs/teaching")


def section(name: str) -> str:
    ends = r"(?=^## |\Z)"
    found = re.search(rf"^## {name}\n(.*?){ends}", TEXT, re.M | re.S)
    assert found, f"CONTRIBUTING.md has no section “{name}”"
    return found[1]


def files(root: Path) -> dict[str, bytes]:
    """Every file that people edit, by its path."""
    found = [
        p for name in NEEDED.split() for p in [root / name, *(root / name).rglob("*")]
    ]
    return {
        p.relative_to(root).as_posix(): p.read_bytes()
        for p in found
        if p.is_file() and "__pycache__" not in p.parts
    }


def run(line: str, copy: Path, ends: int | None = 0) -> str:
    """What a command says; it must end with this status (None: with any)."""
    program, *words = shlex.split(line)
    if program == "cp":
        *files, folder = words
        return "".join(shutil.copy(copy / file, copy / folder) for file in files)
    assert program in ("bpcourse", "pytest"), line
    more = ["-p", "no:cacheprovider"] if program == "pytest" else []
    done = subprocess.run(
        [sys.executable, "-m", program, *words, *more],
        cwd=copy,
        env={**os.environ, "PYTEST_ADDOPTS": "", "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    said = f"{line}\n{done.stdout[-3000:]}\n{done.stderr[-2000:]}"
    assert ends in (None, done.returncode), said
    return done.stdout


def step(before: str, block: str, copy: Path) -> list[str]:
    """Do what one block stands for; the outputs of its commands."""
    if found := BECOMES.search(before):
        path = copy / found[1]
        path.write_text(block, encoding="utf-8")
    elif found := BELOW.search(before):
        path = copy / found[1]
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        at = next(i for i, line in enumerate(lines) if line.strip() == found[2])
        lines.insert(at + 1, block)
        path.write_text("".join(lines), encoding="utf-8")
    else:
        return [run(line, copy) for line in block.splitlines()]
    return []


@dataclass(frozen=True)
class Walk:
    """copy: the tree. before: its files as they were. said: by section, what commands said."""

    copy: Path
    before: dict[str, bytes]
    said: dict[str, list[str]]


@pytest.fixture(scope="module")
def walk(tmp_path_factory) -> Walk:
    """The copy after all sections."""
    target = tmp_path_factory.mktemp("walk")
    for name in NEEDED.split():
        if (ROOT / name).is_dir():
            skip = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
            shutil.copytree(ROOT / name, target / name, ignore=skip)
        else:
            shutil.copy(ROOT / name, target)
    done = Walk(target, files(target), {})
    for name in SECTIONS:
        done.said[name] = []
        for before, _, block in BLOCK.findall(section(name)):
            done.said[name] += step(before.strip(), block, target)
    return done


def test_every_command_of_the_walk_ends_well(walk):
    said = walk.said
    assert "sources/99_cubes/lesson.md" in said["Add a lesson"][0]
    assert said["Add an exercise"][1:] == ["hidden_delta: complete\n"] + [
        "cube_slope: complete\n"
    ]
    assert said["Add a known mistake"] == ["cube_slope: complete\n"]
    built, tried = said["Build it"]
    assert "notebooks/99_cubes.ipynb: written" in built
    assert tried == "99: complete\ncube_slope: complete\n"


def test_the_suite_is_green_behind_the_walk(walk):
    said = run("pytest -q -n 0 " + " ".join(SUITE.split()), walk.copy)
    assert " passed" in said
    said = run(f"pytest -q -n 0 --collect-only {COLLECTED}", walk.copy)
    assert "tests collected" in said


def test_every_question_is_asked_where_the_walk_puts_it(walk):
    notebook = json.loads((walk.copy / "notebooks/99_cubes.ipynb").read_text("utf-8"))
    cells = ["".join(cell["source"]) for cell in notebook["cells"]]
    recap = next(k for k, cell in enumerate(cells) if "## Recap" in cell)
    assert 'checkpoint("99-cube")' in cells[recap:]


def test_only_the_folders_of_the_lesson_were_touched(walk):
    before, after = walk.before, files(walk.copy)
    changed = {p for p in after if after[p] != before.get(p)}
    strange = [
        p for p in changed if not p.startswith((*OWN, *BUILT)) and p != "README.md"
    ]
    assert not strange


def test_the_lesson_stands_in_progress_map_and_readme(walk):
    copy = walk.copy
    assert "99 Cubes" in run("bpcourse progress", copy)
    row = "| [99 Cubes](notebooks/99_cubes.ipynb) | How steep is a cube? | 5 to 10 |"
    assert row in (copy / "README.md").read_text(encoding="utf-8")
    code = (
        "from bpcourse import progress\nfrom bpcourse.course.lesson_00 import figures\n"
        "print(figures.course_map(progress()).alt)"
    )
    line = [sys.executable, "-c", code]
    env = {**os.environ, "PYTHONPATH": str(copy)}
    done = subprocess.run(line, cwd=copy, env=env, capture_output=True, text=True)
    assert "99" in done.stdout and "Cubes" in done.stdout, done.stderr


def test_the_lesson_is_graded_and_reported(walk, tmp_path):
    copy = walk.copy
    handed_in = json.loads((copy / "exercises/99_cubes.ipynb").read_text("utf-8"))
    wrong = "def cube_slope(x):\n    return x**2"
    for cell in handed_in["cells"]:
        if cell["metadata"].get("bpcourse", {}).get("name") == "cube_slope":
            cell["source"] = wrong
    (tmp_path / "class" / "alder").mkdir(parents=True)
    (tmp_path / "class" / "alder" / "99_cubes.ipynb").write_text(json.dumps(handed_in))
    out = tmp_path / "results"
    run(f"bpcourse grade {tmp_path / 'class'} --out {out}", copy)
    assert "99" in (out / "grades.csv").read_text("utf-8").splitlines()[0]
    assert [p.stem for p in (out / "feedback").iterdir()] == ["alder"]
    report = (out / "class_report.html").read_text(encoding="utf-8")
    assert "cube_slope" in report and "the factor 3 is missing" in report


def test_the_lesson_has_slides_and_stands_in_the_site(walk, tmp_path):
    pytest.importorskip("myst_nb")
    copy = walk.copy
    run(f"bpcourse slides 99 --no-execute --root {copy} --out {tmp_path}", copy)
    assert "How steep is a cube?" in (tmp_path / "99_cubes.html").read_text("utf-8")
    root, site = tmp_path / "root", tmp_path / "site"
    for folder in ("notebooks", "exercises", "docs"):  # two lessons: it takes less time
        others = shutil.ignore_patterns("0[1-9]*", "1*")
        shutil.copytree(copy / folder, root / folder, ignore=others)
    run(f"bpcourse site --no-execute --root {root} --out {site}", copy, ends=None)
    assert "99 Cubes" in (site / "index.html").read_text(encoding="utf-8")
    assert "How steep is a cube?" in (site / "lessons/99_cubes.html").read_text("utf-8")


def test_what_an_exercise_lacks_is_said_in_sentences(walk):
    copy = walk.copy
    run("bpcourse new exercise half_done --lesson 99", copy)
    said = run("bpcourse try half_done", copy, ends=1)
    for words in ("WRITE", "knows 1 mistakes", "0 right and 0 wrong", "no heading"):
        assert words in said, said


def test_what_a_lesson_lacks_is_said_in_sentences(walk):
    copy = walk.copy
    run("bpcourse new lesson half_done --lesson 97", copy)
    said = run("bpcourse try 97", copy, ends=1)
    assert "can't be tried" not in said
    for words in (
        "teaching.md, line 22: | 45–50 | **Recap** | WRITE |",
        "97: no exercise: bpcourse new exercise NAME --lesson 97",
        "97: TERMS has 1 words; 6 to 16 are a handful",
        "97: it doesn't ask 97-WRITE",
        "97: the recap asks 0 questions of this lesson; 5 are the least",
        "97: the recap asks 0 questions from earlier lessons, not 2",
        "97: teaching.md asks 0 polls, not 4",
        "97: docs/teaching/plans.md doesn't say when guide 97 is used",
        "97: notebooks/97_half_done.ipynb isn't as its source gives it: bpcourse build 97",
    ):
        assert words in said, said
