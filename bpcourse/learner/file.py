"""`bpcourse check FILE`: the checks of the lessons, for a file of functions, in a terminal."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from bpcourse.course import Unknown, all_exercises
from bpcourse.errors import Told

from . import texts
from .imports import ANSWERS


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of `bpcourse check`."""
    parser.add_argument("file", type=Path)
    parser.add_argument("names", nargs="*", metavar="FUNCTION", help="only these")


def run(args: argparse.Namespace) -> int:
    """Check every exercise's function in a .py or .ipynb file; 0 when all of them pass."""
    from bpcourse.learner.notebook import check

    known = all_exercises()
    unknown = [Unknown("exercise", n, known) for n in args.names if n not in known]
    if unknown:
        raise Told("; ".join(map(str, unknown)))
    space = run_file(args.file)
    wanted = args.names or [n for n in known if isinstance(space.get(n), FunctionType)]
    if not wanted:
        raise Told(texts.say("no_function", file=args.file))
    missing = [n for n in wanted if n not in space]
    for name in missing:
        lacks = texts.say("file_lacks", file=args.file, name=name)
        print(f"bpcourse check: {lacks}", file=sys.stderr)
    passed = [check(space[n], n).passed for n in wanted if n in space]
    print(texts.say("passed", passed=sum(passed), all=len(wanted)))
    return 0 if all(passed) and not missing else 1


def run_file(path: Path) -> dict[str, Any]:
    """What the file defines. A part that fails is told, and the rest runs on.

    Raises Told for a file that is no Python and no notebook.
    """
    parts = _parts(path)
    module = ModuleType(ANSWERS)
    sys.modules[ANSWERS] = module  # where dataclasses look for a class's module
    space = vars(module)
    space["In"] = parts
    for number, source in enumerate(parts, start=1):
        try:
            name = f"{path.name}, part {number}"
            exec(compile(source, name, "exec", dont_inherit=True), space)
        except (Exception, SystemExit) as fault:
            kind = type(fault).__name__
            told = texts.say("stopped", number=number, kind=kind, fault=fault)
            print(told, file=sys.stderr)
    return space


def _parts(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except ValueError:
        raise Told(texts.say("no_text", file=path)) from None
    if path.suffix != ".ipynb":
        return [text]
    try:
        cells = json.loads(text)["cells"]
        code = [c["source"] for c in cells if c["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError):
        raise Told(texts.say("no_notebook", file=path)) from None
    joined = ["".join(s) for s in code]
    return [
        "\n".join(line for line in s.split("\n") if not line.startswith(("%", "!")))
        for s in joined
    ]
