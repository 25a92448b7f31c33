"""What is asked and shown: one folder a lesson, found by looking for the folders.

`lesson(number)` gives a lesson, `exercise(name)` and `question(id)` find one of all. Nothing of a
lesson is loaded before it is asked for: the grader's worker has `course.model` and no lesson.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from .model import (
    Case,
    Exercise,
    Formula,
    Lesson,
    Measured,
    Mistake,
    Problem,
    Seed,
)
from .questions import Option, Question, Term
from .unknown import Unknown

__all__ = [
    "Case",
    "Exercise",
    "Formula",
    "Lesson",
    "Measured",
    "Mistake",
    "Option",
    "Problem",
    "Question",
    "Seed",
    "Term",
    "Unknown",
    "all_exercises",
    "all_lessons",
    "all_polls",
    "all_questions",
    "all_terms",
    "exercise",
    "exercises_of",
    "lesson",
    "question",
    "terms",
]


@cache
def all_lessons() -> dict[str, Lesson]:
    """Every lesson by its number, in order."""
    names = sorted(
        m.name for m in iter_modules(__path__) if m.name.startswith("lesson_")
    )
    found = [import_module(f"{__name__}.{name}").LESSON for name in names]
    return {one.number: one for one in found}


@cache
def all_exercises() -> dict[str, Exercise]:
    """Every exercise by name, in the order in which the course asks them."""
    return {e.name: e for one in all_lessons().values() for e in _exercises(one)}


@cache
def all_questions() -> dict[str, Question]:
    """Every question by id, in the order of the lessons that first ask them."""
    return {q.id: q for _, module in _words() for q in module.QUESTIONS}


@cache
def all_polls() -> dict[str, Question]:
    """Every poll for the room by id, in the lessons' order."""
    return {q.id: q for _, module in _words() for q in module.POLLS}


@cache
def all_terms() -> tuple[tuple[Term, tuple[str, ...]], ...]:
    """Every word, and the lessons that show it: the one that explains it first."""
    return tuple(
        (term, (number, *term.also)) for number, m in _words() for term in m.TERMS
    )


def lesson(number: str) -> Lesson:
    """The lesson with this number ("05"); Unknown, a KeyError, when there is none."""
    return _find(all_lessons(), number, "lesson")


def exercise(name: str) -> Exercise:
    """The exercise called `name`; Unknown, a KeyError, when there is none."""
    return _find(all_exercises(), name, "exercise")


def question(place: str) -> Question:
    """The question that stands at a place ("05-paths", "05-paths/06").

    Unknown, a KeyError, when there is none.
    """
    found = re.fullmatch(r"([^/]+)(/\d\d)?(/set)?", place)
    return _find(all_questions(), found[1] if found else place, "question")


def exercises_of(number: str) -> list[Exercise]:
    """The exercises of lesson "01", in order."""
    return [e for e in all_exercises().values() if e.lesson == number]


def terms(number: str) -> list[Term]:
    """The words of a lesson; Unknown, a KeyError, where it has none."""
    found = [term for term, lessons in all_terms() if number in lessons]
    if not found:
        raise Unknown("terms", number, ())
    return found


def _exercises(one: Lesson) -> Iterator[Exercise]:
    for name in one.exercises:
        module = import_module(f"{__name__}.lesson_{one.number}.{name}")
        yield replace(module.EXERCISE, lesson=one.number)


def _words() -> Iterator[tuple[str, Any]]:
    for number in all_lessons():
        yield number, import_module(f"{__name__}.lesson_{number}.questions")


def _find(table: dict[str, Any], key: str, kind: str) -> Any:
    if key in table:
        return table[key]
    raise Unknown(kind, key, table)
