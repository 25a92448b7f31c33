"""What is asked: exercises, known mistakes and questions, one module a lesson.

`exercise(name)` and `question(id)` find one; `lesson(number)` gives a lesson's exercises.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from .model import (
    Case,
    Exercise,
    Formula,
    Measured,
    Mistake,
    Option,
    Problem,
    Question,
    Seed,
)

__all__ = [
    "Case",
    "Exercise",
    "Formula",
    "Measured",
    "Mistake",
    "Option",
    "Problem",
    "Question",
    "Seed",
    "all_exercises",
    "all_questions",
    "exercise",
    "lesson",
    "question",
]


@cache
def _modules() -> tuple[object, ...]:
    names = sorted(
        m.name for m in iter_modules(__path__) if m.name.startswith("lesson_")
    )
    return tuple(import_module(f"{__name__}.{name}") for name in names)


@cache
def all_exercises() -> dict[str, Exercise]:
    """Every exercise by name, in the order in which the course asks them."""
    return {
        e.name: e for module in _modules() for e in getattr(module, "EXERCISES", ())
    }


@cache
def all_questions() -> dict[str, Question]:
    """Every question by id, in the order of the lessons that first ask them."""
    return {q.id: q for module in _modules() for q in getattr(module, "QUESTIONS", ())}


def exercise(name: str) -> Exercise:
    """The exercise called `name`; KeyError with the nearest names when there is none."""
    return _find(all_exercises(), name, "exercise")


def question(id: str) -> Question:
    """The question with this id; KeyError with the nearest ids when there is none."""
    return _find(all_questions(), id, "question")


def lesson(number: str) -> list[Exercise]:
    """The exercises of lesson "01", in order."""
    return [e for e in all_exercises().values() if e.lesson == number]


def _find(table, key, kind):
    if key in table:
        return table[key]
    from difflib import get_close_matches

    near = get_close_matches(key, table, n=3, cutoff=0.5)
    raise KeyError(
        f"no {kind} {key!r}" + (f"; did you mean {', '.join(near)}?" if near else "")
    )
