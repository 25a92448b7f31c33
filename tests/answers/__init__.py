"""Answers to every exercise in many styles, and what the judge may say of each.

Each module has RIGHT, functions by exercise, and WRONG, pairs (slip, function). `names.csv`
has the names that a wrong answer may get: ids of known mistakes, ? for none, * for any
name that isn't one of the exercise's known mistakes (a transformation of the right result).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from bpcourse.exercises import exercise

LESSONS = [f"lesson_{number:02}" for number in range(8)]
NAMES = Path(__file__).with_name("names.csv")
UNNAMED, UNKNOWN = "?", "*"


def right() -> Iterator[tuple[str, list[Callable[..., Any]]]]:
    """(exercise, right answers) over all lessons."""
    for lesson in LESSONS:
        yield from import_module(f"{__name__}.{lesson}").RIGHT.items()


def wrong() -> Iterator[tuple[str, list[tuple[str, Callable[..., Any]]]]]:
    """(exercise, pairs of a slip in a few words and a function that makes it)."""
    for lesson in LESSONS:
        yield from import_module(f"{__name__}.{lesson}").WRONG.items()


@cache
def names() -> dict[tuple[str, str], set[str | None]]:
    """The names that fit each slip of each exercise; None where it may stay unnamed."""
    with NAMES.open(newline="", encoding="utf-8") as file:
        return {
            (row["exercise"], row["slip"]): {
                None if name == UNNAMED else name for name in row["names"].split()
            }
            for row in csv.DictReader(file)
        }


def fits(found: str | None, name: str, slip: str) -> bool:
    """Whether a verdict's name for this slip of this exercise is one that fits it."""
    known = {mistake.id for mistake in exercise(name).mistakes}
    fitting = names()[name, slip]
    return found in fitting or (UNKNOWN in fitting and found not in known)
