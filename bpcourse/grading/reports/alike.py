"""Answers that are alike, side by side: a hint for a human, who judges.

Names and layout don't count, and what many write doesn't either: a right answer has few forms.
"""

from __future__ import annotations

import ast
import hashlib
from collections import defaultdict
from html import escape
from itertools import combinations

from .marks import Marks
from .pages import page

LEAST = 25  # parts of a function, below which everybody writes the same
MOST = 3  # learners with one form: a larger group is the usual answer


class _Plain(ast.NodeTransformer):
    """Names in the order in which they first stand, no docstrings, no annotations."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(self._name(node.id), node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return ast.arg(self._name(node.arg), None)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns, node.name = None, "f"
        if ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
        return self.generic_visit(node)

    def _name(self, name: str) -> str:
        return self.names.setdefault(name, f"v{len(self.names)}")


def form(code: str) -> tuple[bytes, int]:
    """(a digest of a function's shape, whatever its names are; how many parts it has)."""
    try:
        tree = _Plain().visit(ast.parse(code))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return b"", 0
    size = sum(1 for _ in ast.walk(tree))
    if size < LEAST:
        return b"", size
    return hashlib.sha256(ast.dump(tree).encode("utf-8", "replace")).digest(), size


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
    parts = [
        "<h1>Answers that are alike</h1><p>After names and layout are taken away, these are "
        "the same, and few others are. It is a hint and no proof: short right answers have "
        "few forms. Look at both, and judge yourself.</p>"
    ]
    if same:
        items = "".join(f"<li>{escape(', '.join(names))}</li>" for names in same)
        parts.append(f"<h2>The very same file</h2><ul>{items}</ul>")
    for name, who in rows:
        code = [(n, marks.marks[n, name].result.code) for n in who]
        cells = "".join(
            f"<td><p>{escape(n)}</p><pre><code>{escape(c)}</code></pre></td>"
            for n, c in code
        )
        parts.append(
            f'<h2>{escape(name)}</h2><div class="wide"><table><tr>{cells}</tr></table></div>'
        )
    return page("Answers that are alike", "".join(parts))


def _same_files(marks: Marks) -> list[tuple[str, ...]]:
    by: dict[str, set[str]] = defaultdict(set)
    for one in marks.standings:
        if one.file.lessons and not one.file.untouched and one.problem is None:
            by[one.file.digest].add(one.file.learner)
    return sorted(tuple(sorted(who)) for who in by.values() if len(who) > 1)


def pairs(marks: Marks) -> set[tuple[str, str]]:
    """Every two learners who share an unusual form."""
    return {pair for _, who in alike(marks) for pair in combinations(who, 2)}
