"""The glossary: one source, every lesson served, names that the code really has."""

from __future__ import annotations

import ast
import inspect
import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from places import ROOT

import bpcourse
from bpcourse.course import (
    Term,
    all_exercises,
    all_lessons,
    all_terms,
    exercises_of,
    terms,
)
from bpcourse.publish.notebooks.cells import glossary_cells

LESSONS = list(all_lessons())
TERMS = [term for term, _ in all_terms()]
PACKAGE = Path(bpcourse.__file__).parent
SOURCES = ROOT / "sources"
NOTATION = {"W", "b", "x", "X", "t", "T", "y", "Y", "z", "Z", "a", "o", "E", "f", "*"}


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_lesson_has_a_handful_of_terms(lesson):
    assert 6 <= len(terms(lesson)) <= 16


def test_a_lesson_without_terms_is_named():
    with pytest.raises(KeyError, match="no term for lesson '99'"):
        terms("99")


def test_every_term_is_said_once_and_shown_somewhere():
    english = [t.english.lower() for t, _ in all_terms()]
    assert len(set(english)) == len(english)
    assert all(set(lessons) <= set(LESSONS) for _, lessons in all_terms())


@pytest.mark.parametrize("term", TERMS, ids=lambda t: t.english)
def test_a_term_is_english_and_chinese_and_fits_into_a_table(term: Term):
    assert re.search(r"[a-z]{2}", term.english)
    assert re.search(r"[\u4e00-\u9fff]", term.chinese) or term.chinese == term.english
    assert "|" not in "".join([term.english, term.chinese, term.symbol, term.code])
    assert term.symbol.count("$") % 2 == 0


@cache
def names_of_the_package() -> set[str]:
    """Functions, classes and arguments of the modules of mathematics, and of what
    exercises ask for."""
    found = set(all_exercises())
    for exercise in all_exercises().values():
        found |= set(inspect.signature(exercise.reference).parameters)
    for path in PACKAGE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                found.add(node.name)
            if isinstance(node, ast.arg):
                found.add(node.arg)
    return found


def test_what_an_exercise_asks_for_is_a_name_of_the_package():
    assert {"swish_derivative", "tau"} <= names_of_the_package()


@pytest.mark.parametrize("term", [t for t in TERMS if t.code], ids=lambda t: t.english)
def test_a_name_in_code_is_one_that_the_course_uses(term: Term):
    known = names_of_the_package() | NOTATION
    parts = re.sub(r"\[.*?\]|\.T\b|\bnp\.", "", term.code).split(", ")
    assert [p for p in parts if p not in known and not hasattr(np, p)] == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_says_each_of_its_words_before_the_table_shows_it(lesson):
    said = lesson_text(lesson)
    names = {t.english: t.english.lower().split(", ") for t in terms(lesson)}
    unsaid = [k for k, parts in names.items() if not any(p in said for p in parts)]
    assert unsaid == []


def lesson_text(lesson: str) -> str:
    """What a lesson's source and its exercises tell, in one line of small letters."""
    source = next(SOURCES.glob(f"{lesson}_*/lesson.md"))
    asked = [e.statement + str(e.reference.__doc__) for e in exercises_of(lesson)]
    return re.sub(r"\s+", " ", " ".join([source.read_text("utf-8"), *asked])).lower()


def test_the_table_has_four_columns_in_every_row():
    for lesson in LESSONS:
        rows = glossary_cells(lesson)[0].source.splitlines()
        assert {row.count("|") for row in rows} == {5}
