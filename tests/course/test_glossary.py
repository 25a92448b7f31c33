"""The glossary: one source, every lesson served, names that the code really has."""

from __future__ import annotations

import ast
import inspect
import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import bpcourse
from bpcourse.course import Term, all_exercises, all_lessons, all_terms, terms
from bpcourse.publish.notebooks.cells import glossary_cells

LESSONS = list(all_lessons())
TERMS = [term for term, _ in all_terms()]
PACKAGE = Path(bpcourse.__file__).parent
NOTATION = {"W", "b", "x", "X", "t", "T", "y", "Y", "z", "Z", "a", "o", "E", "f", "*"}


def test_a_lesson_without_terms_is_named():
    with pytest.raises(KeyError, match="no term for lesson '98'"):
        terms("98")


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


def test_the_table_has_four_columns_in_every_row():
    for lesson in LESSONS:
        rows = glossary_cells(lesson)[0].source.splitlines()
        assert {row.count("|") for row in rows} == {5}
