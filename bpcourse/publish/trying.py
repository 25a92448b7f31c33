"""`bpcourse try NAME`, `bpcourse try NN`: what an exercise or a lesson lacks, as sentences."""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from bpcourse.course import Unknown, all_exercises, all_lessons
from bpcourse.errors import Told

from . import demands, lesson_demands
from .demands import Sentences
from .new import checkout


def add(parser: argparse.ArgumentParser) -> None:
    """The argument of `bpcourse try`."""
    words = "of an exercise, or the number of a lesson"
    parser.add_argument("names", nargs="+", metavar="NAME", help=words)


def run(args: argparse.Namespace) -> int:
    """The command `bpcourse try`: 0 where nothing is missing, 1 with sentences."""
    root = checkout()
    found = {name: list(missing_in(name, root)) for name in args.names}
    for name, missing in found.items():
        said = [f"{name}: {text}" for text in missing]
        print("\n".join(said) or f"{name}: complete")
    return int(any(found.values()))


def missing_in(name: str, root: Path) -> Sentences:
    """What an exercise or a lesson lacks. Raises Told where nothing is called so."""
    exercises, lessons = all_exercises(), all_lessons()
    if name in exercises:
        return tried(demands.DEMANDS, exercises[name], root)
    if name.zfill(2) in lessons:
        return tried(lesson_demands.DEMANDS, lessons[name.zfill(2)], root)
    raise Told(str(Unknown("tried", name, exercises)))


def tried(
    asked: Iterable[Callable[[Any, Path], Sentences]], one: Any, root: Path
) -> Sentences:
    """What one of them says that isn't met; nothing where all are."""
    for demand in asked:
        try:
            yield from demand(one, root)
        except Exception as fault:
            what = (inspect.getdoc(demand) or "").rstrip(".")
            yield f"{what} — this can't be tried: {type(fault).__name__}: {fault}"
