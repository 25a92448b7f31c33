"""Answers written from statements and signatures alone: `tests/course/strangers`."""

from __future__ import annotations

import json
import linecache
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from places import ROOT

FOLDER = ROOT / "tests" / "course" / "strangers"


@dataclass(frozen=True)
class Answer:
    """label: "right" or "wrong". read: names that a person has found true of the code."""

    exercise: str
    label: str
    fault: str
    code: str
    read: tuple[str, ...] = field(default=())

    def function(self) -> Callable[..., Any]:
        """The answer as a notebook's cell makes it: its text is at hand."""
        file = f"<answer {abs(hash(self.code))}>"
        lines = self.code.splitlines(True)
        linecache.cache[file] = (len(self.code), None, lines, file)
        space: dict[str, Any] = {"__name__": "__main__"}
        exec(compile(self.code, file, "exec"), space)
        return space[self.exercise]


def strangers(name: str) -> list[Answer]:
    """The answers of one file; none where it isn't there."""
    path = FOLDER / f"{name}.jsonl"
    if not path.exists():
        return []
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Answer(**{**row, "read": tuple(row.get("read", ()))}) for row in rows]
