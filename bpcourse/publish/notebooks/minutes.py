"""How long a notebook takes, by one rule for all, as a range.

A quick reader takes 150 words of prose and 15 lines of code a minute, 45 seconds for a
question, three minutes for an explorer, and for an exercise the minutes that it states. A careful
one, in a second language, takes 100 words and 8 lines a minute, a minute and a half, five, and
half as much again. Folded text isn't counted. Both ends are rounded to five minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from bpcourse.course import exercise

WORDS, LINES = (150, 100), (15, 8)  # a minute
QUESTION, EXPLORER, EXERCISE = (0.75, 1.5), (3.0, 5.0), (1.0, 1.5)
OWN = "bpcourse"  # the key of what the build knows, in a notebook's metadata
LONG = 75  # minutes: above it, a lesson is one for two classes
FOLDED = re.compile(r"<details>.*?</details>", re.S)
MARKUP = re.compile(r"<[^>]*>|\$[^$]*\$|\]\([^)]*\)|[|#*`_-]+")


def minutes(cells: Iterable[Any]) -> tuple[int, int]:
    """(shortest, longest) for the cells of a notebook that isn't run yet."""
    parts = [_cell(cell) for cell in cells]
    low, high = (sum(part[end] for part in parts) for end in (0, 1))
    return max(5, _five(low)), max(10, _five(high))


def span_of(notebook: Any) -> str:
    """`55 to 75`, as a built notebook keeps it; empty for another one."""
    span = notebook["metadata"].get(OWN, {}).get("minutes")
    return said_plainly(span) if span else ""


def said(span: tuple[int, int]) -> str:
    """`55 to 75 minutes`, and that a long lesson is one for two classes."""
    more = " (two classes)" if span[1] > LONG else ""
    return f"{said_plainly(span)} minutes{more}"


def sittings(cells: list[Any], stop: int) -> str:
    """The time of a long lesson whose cell number `stop` ends the first sitting."""
    parts = (cells, cells[:stop], cells[stop:])
    both, first, second = (said_plainly(minutes(part)) for part in parts)
    return f"{both} minutes in two sittings ({first}, then {second}); a cell says where to stop"


def said_plainly(span: Sequence[int]) -> str:
    """`55 to 75`."""
    return f"{span[0]} to {span[1]}"


def _cell(cell: Any) -> tuple[float, float]:
    own = cell.metadata.get("bpcourse", {})
    match own.get("role"):
        case "check":
            asked = exercise(own["name"]).minutes
            return asked * EXERCISE[0], asked * EXERCISE[1]
        case "answer" | "install" | "worked" | "stop":
            return 0.0, 0.0
        case "question":
            return QUESTION
    if cell.cell_type == "code":
        return _code(cell.source)
    words = len(MARKUP.sub(" ", FOLDED.sub(" ", cell.source)).split())
    return words / WORDS[0], words / WORDS[1]


def _code(source: str) -> tuple[float, float]:
    if re.search(r"^explorer\.\w+\(", source, re.M):
        return EXPLORER
    lines = sum(bool(line.strip()) for line in source.splitlines())
    return lines / LINES[0], lines / LINES[1]


def _five(value: float) -> int:
    return 5 * round(value / 5)
