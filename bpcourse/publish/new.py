"""`bpcourse new lesson NAME`, `bpcourse new exercise NAME --lesson NN`: skeletons of both.

What an author has to write stands there as `WRITE`; `bpcourse try` says what is missing. A file
that is there is never written over, and what is refused leaves nothing behind.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from keyword import iskeyword
from pathlib import Path

import bpcourse
from bpcourse.course import all_exercises, all_lessons
from bpcourse.errors import Told
from bpcourse.files import write_whole

from .returns import HEAP, cool_down, due, warm_up
from .skeletons import ANSWERS, EXERCISE, LESSON, NAMES, QUESTIONS, SOURCES

Texts = dict[Path, str]
ASKED = r"^ +exercises=\((?:\n {8}.*)*\n"  # in LESSON: behind its last exercise
PLACE = r"(?:^.*\n)*?(?=^## Cool down|^## How far you are|\Z)"  # in a problem set


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of `bpcourse new lesson` and `bpcourse new exercise`."""
    parser.add_argument("name", help="in small letters: momentum_step")
    parser.add_argument(
        "--lesson", metavar="NN", help="its number (a new lesson: the next one)"
    )


def run(args: argparse.Namespace) -> int:
    """The two commands. Raises Told where there is nothing to be begun."""
    root = checkout()
    _refuse_name(args.name)
    changed: Texts = {}
    if args.command == "new lesson":
        new = lesson_texts(root, args.name, args.lesson)
    elif args.lesson is None:
        raise Told("name its lesson: --lesson NN")
    else:
        new, changed = exercise_texts(root, args.name, args.lesson)
    _refuse_existing(new, root)
    for path, text in (new | changed).items():
        write_whole(path, text)
        print(path.relative_to(root))
    return 0


def checkout() -> Path:
    """The folder that holds sources/ and this package. Raises Told where there is none."""
    root = Path(bpcourse.__file__).parents[1]
    if not (root / "sources").is_dir():
        raise Told("this is for maintainers: call it in a checkout of the course")
    return root


def lesson_texts(root: Path, name: str, number: str | None = None) -> Texts:
    """The files of a new lesson; its problem set asks the old questions that are due."""
    known = all_lessons()
    number = _number(number or str(int(max(known)) + 1))
    if number in known:
        raise Told(f"lesson {number} is there: {known[number].title}")
    for folder in root.glob(f"sources/{number}_*"):
        raise Told(f"sources/{folder.name} is there already")
    title = name.replace("_", " ").capitalize()
    package = root / "bpcourse" / "course" / f"lesson_{number}"
    modules = {"__init__.py": LESSON, "questions.py": QUESTIONS}
    old = list(due(root, [*known, number]))
    filled = {
        "<NUMBER>": number,
        "<TITLE>": name.replace("_", " "),
        "<WARM UP>": warm_up(old[:HEAP]),
        "<COOL DOWN>": cool_down(old[HEAP : 2 * HEAP]),
    }
    return {
        package / file: text.format(number=number, name=name, title=title)
        for file, text in modules.items()
    } | {
        root / "sources" / f"{number}_{name}" / file: _filled(text, filled)
        for file, text in SOURCES.items()
    }


def exercise_texts(root: Path, name: str, number: str) -> tuple[Texts, Texts]:
    """The new files of an exercise, and those of its lesson that name it."""
    number = _number(number)
    lesson = all_lessons().get(number)
    if lesson is None:
        raise Told(
            f"there is no lesson {number}: bpcourse new lesson NAME --lesson {number}"
        )
    _refuse_function(root, name)
    package = root / "bpcourse" / "course" / f"lesson_{number}"
    tests = root / "tests" / "course" / f"lesson_{number}"
    asked = root / "sources" / lesson.name / "exercises.md"
    new = {package / f"{name}.py": EXERCISE, tests / f"{name}.py": ANSWERS}
    if not (tests / "names.csv").exists():
        new[tests / "names.csv"] = NAMES
    new = {path: text.format(number=number, name=name) for path, text in new.items()}
    named = package / "__init__.py"
    return new, {
        named: _inserted(named, f'        "{name}",\n', ASKED),
        asked: _inserted(asked, f"{{{{ exercise {name} }}}}\n\n", PLACE),
    }


# ---- what is refused


def _refuse_name(name: str) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise Told(f"{name}: a name has small letters, digits and _ only")


def _number(number: str) -> str:
    """Two digits. Raises Told for what is no such number."""
    if not re.fullmatch(r"[0-9]{1,2}", number):
        raise Told(f"{number}: a lesson's number has two digits")
    return number.zfill(2)


def _refuse_function(root: Path, name: str) -> None:
    """A function's name: no word of Python, and nothing that a lesson calls otherwise."""
    if iskeyword(name):
        raise Told(f"{name} is a word of Python's own: no function is called so")
    if name in all_exercises():
        raise Told(f"there is an exercise called {name} already")
    if name in bpcourse.__all__:
        raise Told(f"notebooks import {name} from bpcourse: choose another name")
    if name in _taken(root):
        raise Told(f"{name} is what a lesson calls another of its files")


def _taken(root: Path) -> set[str]:
    """What files in lessons' folders are called that are no exercises."""
    files = root.glob("*/course/lesson_*/*.*")
    return {path.stem for path in files} - all_exercises().keys()


def _refuse_existing(paths: Iterable[Path], root: Path) -> None:
    there = [str(path.relative_to(root)) for path in paths if path.exists()]
    if there:
        raise Told(f"{', '.join(there)}: there already, and stays as it is")


# ---- texts


def _filled(text: str, places: dict[str, str]) -> str:
    for place, words in places.items():
        text = text.replace(place, words)
    return text


def _inserted(path: Path, text: str, after: str) -> str:
    """A file with a text behind what the pattern finds. Raises Told where it finds nothing."""
    whole = path.read_text(encoding="utf-8") if path.exists() else ""
    found = re.search(after, whole, re.M)
    if not (whole and found):
        place = f"{path.parent.name}/{path.name}"
        raise Told(f"{place} has no place for {text.strip()}: begin by hand there")
    return whole[: found.end()] + text + whole[found.end() :]
