"""`bpcourse export mine DIR`: the learner's own pieces as a package that stands by itself.

What it needs of the course (mathematics that the pieces import, the tape, the digits) is copied
to `mine/course/` and marked as the course's; the tests are made from the exercises' cases.
"""

from __future__ import annotations

import argparse
import ast
import re
from importlib.resources import files
from pathlib import Path

from bpcourse.course import Exercise, all_exercises, exercises_of, lesson
from bpcourse.errors import Told
from bpcourse.files import write_whole

from . import mine
from .examples import examples_of
from .texts import say

TAPE = [
    "topological_order",
    "unbroadcast",
    "matmul_rule",
    "product_rule",
    "softmax_rule",
]
ALWAYS = ("arrays", "graph", "datasets")  # the tape, and digits to train on
MARK = '"""This file is the course\'s own, copied from bpcourse. MIT licence."""\n'
PYPROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "mine"
version = "0.1.0"
description = "Backpropagation, written by myself"
readme = "README.md"
requires-python = ">=3.11"
dependencies = ["numpy>=2.0"]

[project.optional-dependencies]
test = ["pytest"]

[tool.hatch.build.targets.wheel]
packages = ["mine"]

[tool.pytest.ini_options]
testpaths = ["tests"]
"""
README = """\
# Backpropagation, written by myself

{count} functions that I wrote and that passed their checks, one file per lesson:

{table}

```
pip install -e .
pytest
```

`mine/course/` isn't mine: it holds what these functions need of the course bpcourse, the tape
of lesson 12 and the handwritten digits (MIT licence).

```python
from mine import {first}
from mine.course import datasets, graph
```
"""


def add(parser: argparse.ArgumentParser) -> None:
    """The argument of `bpcourse export mine`."""
    parser.add_argument("dir", type=Path, metavar="DIR", help="a new folder")


def run(args: argparse.Namespace) -> int:
    """The command. Raises Told where there is nothing to be written, or no place."""
    names = export(args.dir)
    print(say("exported_mine", count=len(names), folder=args.dir))
    return 0


def export(target: Path) -> list[str]:
    """Write the package into a new folder; gives the names of the learner's functions."""
    own = [name for name, yours in mine.whose().items() if yours]
    if not own:
        raise Told(say("nothing_yours"))
    if target.exists() and any(target.iterdir()):
        raise Told(say("not_empty", folder=target))
    texts = _lessons(own)
    lent = _lent(texts, own)
    if lent:
        texts["course/pieces.py"] = _pieces(lent)
    for name, text in texts.items():
        write_whole(target / "mine" / name, _moved(text))
    for name, source in _mathematics(texts).items():
        write_whole(target / "mine" / "course" / name, source)
    _write_the_rest(target, own, lent)
    return own


def _lessons(own: list[str]) -> dict[str, str]:
    """{file: text} of the lessons' modules."""
    folder = mine.folder()
    numbers = sorted({all_exercises()[name].lesson for name in own})
    files_of = [f"lesson_{n}.py" for n in numbers]
    assert folder is not None  # something is the learner's
    return {f: (folder / f).read_text(encoding="utf-8") for f in files_of}


def _lent(texts: dict[str, str], own: list[str]) -> list[str]:
    """The course's pieces that the learner's functions take from `mine`."""
    used = {
        node.attr
        for text in texts.values()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "mine"
    }
    return [n for n in all_exercises() if n in used and n not in own]


def _pieces(names: list[str]) -> str:
    sources = [all_exercises()[name].source for name in names]
    return "\n\n\n".join([f"{MARK}\nimport numpy as np", *sources]) + "\n"


IMPORTS_MINE = re.compile(
    r"^( *)from bpcourse(?:\.learner)? import mine(?: as mine)?$", re.M
)


def _moved(text: str) -> str:
    """The text with what it imports of the course found in the package."""
    text = IMPORTS_MINE.sub(r"\1import mine", text)
    text = text.replace("from bpcourse import", "from mine.course import")
    return re.sub(r"\bbpcourse\.(?=\w)", "mine.course.", text)


def _mathematics(texts: dict[str, str]) -> dict[str, str | bytes]:
    """{file: source} of the course's modules that are needed, and of those that they need."""
    package, wanted = Path(str(files("bpcourse"))), list(ALWAYS)
    for text in texts.values():
        wanted += _rooms(text, package)
    made: dict[str, str | bytes] = {"__init__.py": MARK}
    while wanted:
        name = wanted.pop()
        if f"{name}.py" not in made:
            source = (package / f"{name}.py").read_text(encoding="utf-8")
            made[f"{name}.py"] = (
                f"# The course's own, from bpcourse.\n{_moved(source)}".replace(
                    'files("bpcourse")', 'files("mine.course")'
                )
            )
            wanted += _rooms(source, package)
    digits = Path("data") / "digits.csv.gz"
    made[digits.as_posix()] = (package / digits).read_bytes()
    return made


def _rooms(text: str, package: Path) -> list[str]:
    """The modules of the course that a text imports."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module == "bpcourse":
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module.removeprefix("bpcourse."))
        elif isinstance(node, ast.Import):
            found += [alias.name.removeprefix("bpcourse.") for alias in node.names]
    return [name for name in found if (package / f"{name}.py").exists()]


def _write_the_rest(target: Path, own: list[str], lent: list[str]) -> None:
    numbers = sorted({all_exercises()[name].lesson for name in own})
    lines = ['"""Backpropagation, written by myself."""\n']
    for number in numbers:
        names = [n for n in own if all_exercises()[n].lesson == number]
        lines.append(f"from .lesson_{number} import {', '.join(names)}")
        asked = [e for e in exercises_of(number) if e.name in own]
        write_whole(target / "tests" / f"test_lesson_{number}.py", _tests(asked))
    if lent:
        lines.append(f"from .course.pieces import {', '.join(lent)}  # the course's")
    if around := [name for name in TAPE if name in own]:
        pieces = ", ".join(f"{name}={name}" for name in around)
        lines += ["from .course import graph", "", f"graph.use({pieces})  # the tape"]
    write_whole(target / "mine" / "__init__.py", "\n".join(lines) + "\n")
    write_whole(target / "pyproject.toml", PYPROJECT)
    rows = [f"- `lesson_{n}.py`: {lesson(n).title.lower()}" for n in numbers]
    text = README.format(count=len(own), table="\n".join(rows), first=own[0])
    write_whole(target / "README.md", text)


def _tests(asked: list[Exercise]) -> str:
    names = ", ".join(e.name for e in asked)
    same = (Path(__file__).with_name("same.py")).read_text(encoding="utf-8")
    parts = [
        f'"""Made from the cases of the course\'s checks."""\n\nfrom mine import {names}',
        same.partition("# ----\n")[2].strip(),
        *(text for e in asked for text in examples_of(e)),
    ]
    head, *rest = parts
    imports = "\n\nimport numpy as np\n"
    head = head.replace("\n\nfrom mine", f"{imports}\nfrom mine", 1)
    return "\n\n\n".join([head, *rest]) + "\n"
