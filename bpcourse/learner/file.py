"""`bpcourse check FILE`: the checks of the lessons, for a file of functions, in a terminal."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import FunctionType
from typing import Any

from bpcourse.course import all_exercises


def check_file(path: Path, names: list[str]) -> int:
    """Check every exercise's function in a .py or .ipynb file; 0 when all of them pass."""
    from bpcourse.learner.notebook import check

    try:
        space = run_file(path)
    except (OSError, ValueError) as fault:
        print(f"bpcourse check: {path}: {fault}", file=sys.stderr)
        return 2
    known = all_exercises()
    unknown = [n for n in names if n not in known]
    if unknown:
        print(
            f"bpcourse check: no exercise is called {', '.join(unknown)}",
            file=sys.stderr,
        )
        return 2
    wanted = names or [n for n in known if isinstance(space.get(n), FunctionType)]
    if not wanted:
        print(f"bpcourse check: {path} has no function with the name of an exercise")
        return 2
    missing = [n for n in wanted if n not in space]
    for name in missing:
        print(f"bpcourse check: {path} has no {name}", file=sys.stderr)
    passed = [check(space[n], n).passed for n in wanted if n in space]
    print(f"{sum(passed)} of {len(wanted)} passed")
    return 0 if all(passed) and not missing else 1


def run_file(path: Path) -> dict[str, Any]:
    """What the file defines. A part that fails is told, and the rest runs on.

    ValueError for a file that is no Python and no notebook.
    """
    space: dict[str, Any] = {"__name__": "__answers__"}
    for number, source in enumerate(_parts(path), start=1):
        try:
            exec(compile(source, f"{path.name}, part {number}", "exec"), space)
        except Exception as fault:
            print(f"part {number}: {type(fault).__name__}: {fault}", file=sys.stderr)
    return space


def _parts(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix != ".ipynb":
        return [text]
    try:
        cells = json.loads(text)["cells"]
        code = [c["source"] for c in cells if c["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError):
        raise ValueError("this isn't a notebook") from None
    joined = ["".join(s) for s in code]
    return [
        "\n".join(line for line in s.splitlines() if line[:1] not in "%!")
        for s in joined
    ]
