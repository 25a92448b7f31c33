"""Answers to every exercise in many styles, and what the judge may say of each.

They lie in `tests/course/lesson_NN/`, one module an exercise: RIGHT, functions, and WRONG,
pairs (slip, function). `names.csv` beside them has the names that a wrong answer may get: ids
of known mistakes, ? for none, * for any name that isn't one of the exercise's known mistakes (a
transformation of the right result).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from functools import cache
from importlib import import_module
from types import FunctionType
from typing import Any

import numpy as np
from places import ROOT

from bpcourse.course import Case, Exercise, all_exercises, exercise

UNNAMED, UNKNOWN = "?", "*"


def right() -> Iterator[tuple[str, list[Callable[..., Any]]]]:
    """(exercise, right answers) over all lessons."""
    for name, module in _modules():
        yield name, module.RIGHT


def wrong() -> Iterator[tuple[str, list[tuple[str, Callable[..., Any]]]]]:
    """(exercise, pairs of a slip in a few words and a function that makes it)."""
    for name, module in _modules():
        yield name, module.WRONG


def anew(function: Callable[..., Any]) -> Callable[..., Any]:
    """The answer with copies of its defaults: what it puts into them stays its own."""
    if not isinstance(function, FunctionType):
        return function
    copied = FunctionType(
        function.__code__,
        function.__globals__,
        function.__name__,
        deepcopy(function.__defaults__),
        function.__closure__,
    )
    copied.__kwdefaults__ = deepcopy(function.__kwdefaults__)
    return copied


def _modules() -> Iterator[tuple[str, Any]]:
    for name, asked in all_exercises().items():
        folder = f"lesson_{asked.lesson}"
        if (ROOT / "tests" / "course" / folder / f"{name}.py").exists():
            yield name, import_module(f"course.{folder}.{name}")


def module(name: str) -> Any:
    """The module with the answers to one exercise."""
    return import_module(f"course.lesson_{exercise(name).lesson}.{name}")


@cache
def names() -> dict[tuple[str, str], set[str | None]]:
    """The names that fit each slip of each exercise; None where it may stay unnamed."""
    found = {}
    for path in sorted((ROOT / "tests" / "course").glob("lesson_*/names.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                fitting = row["names"].split()
                found[row["exercise"], row["slip"]] = {
                    None if name == UNNAMED else name for name in fitting
                }
    return found


def fits(found: str | None, name: str, slip: str) -> bool:
    """Whether a verdict's name for this slip of this exercise is one that fits it."""
    known = {mistake.id for mistake in exercise(name).mistakes}
    fitting = names()[name, slip]
    return found in fitting or (UNKNOWN in fitting and found not in known)


# ---- what doesn't hang on the seed


def with_fixed_cases(exercise: Exercise) -> Exercise:
    """The exercise with those of its cases alone that are the same for every seed."""
    one, two = (exercise.cases(np.random.default_rng(seed)) for seed in (1, 2))
    fixed = [a for a, b in zip(one, two) if _same(_parts(a), _parts(b))]
    return replace(exercise, cases=lambda rng: iter(fixed))


def _parts(case: Case) -> list[Any]:
    return [list(case.args), case.extra, case.calls]


def _same(a: Any, b: Any) -> bool:
    """True only where nothing can differ: of two functions, where they are one."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return np.array_equal(a, b, equal_nan=True)
    if isinstance(a, dict):
        return _same([*a.items()], [*b.items()])
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(_same, a, b))
    return a is b if callable(a) else bool(a == b)
