"""`bpcourse new`: what it writes, and what it refuses without a trace."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path

import pytest
from places import ROOT

from bpcourse import cli
from bpcourse.course import all_lessons
from bpcourse.errors import Told
from bpcourse.publish import new
from bpcourse.publish.returns import due

WITH_SET = [one for one in all_lessons().values() if one.number > "00"]


@pytest.fixture(scope="module")
def tree(tmp_path_factory) -> Path:
    """What lessons are made of, with files that no lesson names, to be refused as they are."""
    root = tmp_path_factory.mktemp("new")
    skip = shutil.ignore_patterns("__pycache__")
    for folder in ("bpcourse/course", "sources", "tests/course"):
        shutil.copytree(ROOT / folder, root / folder, ignore=skip)
    for path in ("sources/97_other/x.md", "bpcourse/course/lesson_96/questions.py"):
        new.write_whole(root / path, "mine")
    return root


@pytest.fixture
def root(tree, monkeypatch) -> Path:
    monkeypatch.setattr(new, "checkout", lambda: tree)
    return tree


def files(root: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("exercise questions --lesson 05", "another of its files"),
        ("exercise shared --lesson 05", "another of its files"),
        ("exercise explorer --lesson 05", "another of its files"),
        ("exercise figures --lesson 05", "another of its files"),
        ("exercise names --lesson 05", "another of its files"),
        ("exercise curves --lesson 05", "another of its files"),
        ("exercise check --lesson 05", "import check from bpcourse"),
        ("exercise lambda --lesson 05", "Python's own"),
        ("exercise hidden_delta --lesson 01", "called hidden_delta already"),
        ("exercise Momentum --lesson 05", "small letters"),
        ("exercise a-b --lesson 05", "small letters"),
        ("exercise brand_new", "name its lesson"),
        ("exercise brand_new --lesson 98", "no lesson 98"),
        ("exercise brand_new --lesson abc", "two digits"),
        ("exercise brand_new --lesson 00", "lesson_00/__init__.py has no place"),
        ("lesson cubes --lesson abc", "two digits"),
        ("lesson cubes --lesson 100", "two digits"),
        ("lesson cubes --lesson ٩٩", "two digits"),
        ("lesson cubes --lesson 5", "lesson 05 is there: Delta recursion"),
        ("lesson cubes --lesson 97", "97_other is there already"),
        ("lesson cubes --lesson 96", "lesson_96/questions.py: there already"),
    ],
)
def test_what_would_break_a_lesson_is_refused_and_nothing_is_written(
    root, capsys, line, words
):
    before = files(root)
    assert cli.main(["new", *line.split()]) == 2
    assert words in capsys.readouterr().err
    assert files(root) == before


@pytest.mark.parametrize(("last", "number"), [("41", "42"), ("59", "60")])
def test_a_new_lesson_takes_the_next_number(root, monkeypatch, last, number):
    monkeypatch.setattr(new, "all_lessons", lambda: {"00": None, last: None})
    texts = new.lesson_texts(root, "cubes")
    assert root / "sources" / f"{number}_cubes" / "lesson.md" in texts


def test_behind_lesson_99_there_is_no_next_one(root, monkeypatch):
    monkeypatch.setattr(new, "all_lessons", lambda: {"99": None})
    with pytest.raises(Told, match="100: a lesson's number has two digits"):
        new.lesson_texts(root, "cubes")


@pytest.mark.parametrize("lesson", WITH_SET, ids=lambda one: one.number)
def test_a_new_exercise_is_the_last_of_its_lesson_before_the_old_questions(
    root, lesson
):
    _, changed = new.exercise_texts(root, "brand_new", lesson.number)
    package, source = changed.values()
    names = [n.value for n in ast.walk(ast.parse(package)) if hasattr(n, "value")]
    assert names.index("brand_new") > names.index(lesson.exercises[-1])
    before, after = source.split("{{ exercise brand_new }}")
    assert "{{ exercise " not in after and "## Warm up" in before
    assert "## Cool down" not in before


def test_a_new_lesson_has_all_parts_and_asks_what_is_due(root):
    texts = new.lesson_texts(root, "cubes", "90")
    package, sources = root / "bpcourse/course/lesson_90", root / "sources/90_cubes"
    parts = {"lesson.md", "exercises.md", "teaching.md"}
    assert {path.name for path in texts if path.parent == sources} == parts
    for name in ("__init__.py", "questions.py"):
        ast.parse(texts[package / name])
    text = texts[sources / "exercises.md"]
    old = due(root, [*all_lessons(), "90"])
    assert old and text.count("{{ question ") == len(old)
    assert all(f"{{{{ question {id} }}}}" in text for id in old)
    assert "questions from earlier lessons" in text
    assert not re.search("<[A-Z]", "".join(texts.values()))
