"""Answers that are alike, side by side: a hint for a human, who judges.

Names and layout don't count, and what many write doesn't either: a right answer has few forms.
"""

from __future__ import annotations

import ast
import hashlib
from collections import defaultdict
from html import escape
from itertools import combinations
from typing import Any

from bpcourse.grading.texts import say

from .marks import Marks
from .pages import page

LEAST = 25  # parts of a function, below which everybody writes the same
MOST = 3  # learners with one form: a larger group is the usual answer


def form(code: str) -> tuple[bytes, int]:
    """(a digest of a function's shape, whatever its names are; how many parts it has)."""
    try:
        shape = _Shape()
        shape.add(ast.parse(code))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return b"", 0
    if shape.size < LEAST:
        return b"", shape.size
    text = "\n".join(shape.parts).encode("utf-8", "replace")
    return hashlib.sha256(text).digest(), shape.size


class _Shape:
    """What a tree says, in order: names are numbered in the order in which they first
    stand; docstrings and annotations are left out."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self.parts: list[str] = []
        self.size = 0  # of nodes

    def add(self, node: ast.AST) -> None:
        if isinstance(node, ast.AnnAssign) and node.value:
            node = ast.Assign([node.target], node.value)
        self.size += 1
        kind = type(node).__name__
        self.parts.append(kind)
        for field in _FIELDS.get(kind, node._fields):
            value: Any = getattr(node, field, None)
            if field == _NAMES.get(kind):
                self.parts.append(str(self.names.setdefault(value, len(self.names))))
            elif field == "body" and kind == "FunctionDef":
                self._all(value[1:] if _is_docstring(value[0]) else value)
            elif isinstance(value, list):
                self._all(value)
            elif isinstance(value, ast.AST):
                self.add(value)
            else:
                self.parts.append(repr(value))

    def _all(self, nodes: list) -> None:
        self.parts.append(str(len(nodes)))
        for one in nodes:
            if isinstance(one, ast.AST):
                self.add(one)
            else:
                self.parts.append(repr(one))


_NAMES = {
    "Name": "id",
    "arg": "arg",
}  # the field that is a name of the learner's choice
_FIELDS = {  # what counts of a node, where not all of it does
    "arg": ("arg",),
    "FunctionDef": ("args", "body", "decorator_list"),
    "Constant": ("value",),
}


def _is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def alike(marks: Marks) -> list[tuple[str, tuple[str, ...]]]:
    """(exercise, learners whose answers have one unusual form), by exercise."""
    found: dict[tuple[str, bytes], list[str]] = defaultdict(list)
    for (learner, name), mark in marks.marks.items():
        shape = form(mark.result.code)[0] if mark.result.attempted else b""
        if shape:
            found[name, shape].append(learner)
    rows = [(n, tuple(sorted(who))) for (n, _), who in found.items()]
    return sorted(row for row in rows if 2 <= len(row[1]) <= MOST)


def alike_page(marks: Marks) -> str:
    """The page, for the teacher alone; "" where nothing is alike."""
    rows = alike(marks)
    same = _same_files(marks)
    if not rows and not same:
        return ""
    parts = [f"<h1>{say('alike')}</h1><p>{say('about_alike')}</p>"]
    if same:
        items = "".join(f"<li>{escape(', '.join(names))}</li>" for names in same)
        parts.append(f"<h2>{say('same_file')}</h2><ul>{items}</ul>")
    for name, who in rows:
        code = [(n, marks.marks[n, name].result.code) for n in who]
        cells = "".join(
            f"<td><p>{escape(n)}</p><pre><code>{escape(c)}</code></pre></td>"
            for n, c in code
        )
        parts.append(
            f'<h2>{escape(name)}</h2><div class="wide"><table><tr>{cells}</tr></table></div>'
        )
    return page(say("alike"), "".join(parts))


def _same_files(marks: Marks) -> list[tuple[str, ...]]:
    by: dict[str, set[str]] = defaultdict(set)
    for one in marks.standings:
        if one.file.lessons and not one.file.untouched and one.problem is None:
            by[one.file.digest].add(one.file.learner)
    return sorted(tuple(sorted(who)) for who in by.values() if len(who) > 1)


def pairs(marks: Marks) -> set[tuple[str, str]]:
    """Every two learners who share an unusual form."""
    return {pair for _, who in alike(marks) for pair in combinations(who, 2)}
