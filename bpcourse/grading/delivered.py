"""The cells that the course delivers: handed in as they are, they answer nothing."""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from bpcourse.errors import Told
from bpcourse.files import course_root

WORD = re.compile(r"[^\W\d]\w*")
FOLDERS = ("notebooks", "exercises")
LIST = (
    "delivered.json"  # beside this module, where a copy of it travels without notebooks
)


def digest_of(source: str) -> str:
    """Of a cell's text; what editors change at the ends of lines doesn't count."""
    lines = "\n".join(line.rstrip() for line in source.strip().splitlines())
    return hashlib.sha256(lines.encode("utf-8", "replace")).hexdigest()[:20]


@cache
def delivered() -> frozenset[str]:
    """Digests of all delivered cells, of code and of text."""
    known = files("bpcourse.grading").joinpath(LIST)
    if known.is_file():
        return frozenset(json.loads(known.read_text("utf-8")))
    return frozenset(digests())


def digests() -> Iterator[str]:
    try:
        root = course_root()
    except Told:
        return
    for folder in FOLDERS:
        for path in sorted((root / folder).glob("*.ipynb")):
            yield from map(digest_of, sources_of(path))


def sources_of(path: Path) -> list[str]:
    """Sources of a delivered notebook's cells."""
    tree: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return ["".join(cell["source"]) for cell in tree["cells"]]


def is_delivered(source: str) -> bool:
    return not source.strip() or digest_of(source) in delivered()


# ---- which delivered cells a submission's own cells need


def needed(cells: Sequence[str]) -> list[bool]:
    """For each cell whether it has to run: the learner's own, and of the delivered ones
    those that give these a name."""
    keep = [not is_delivered(c) for c in cells]
    wanted = {w for c, own in zip(cells, keep) if own for w in WORD.findall(c)}
    changed = any(keep)
    while changed:
        changed = False
        for i, source in enumerate(cells):
            if not keep[i] and (binds := names_of(source)) and binds & wanted:
                keep[i] = changed = True
                wanted |= set(WORD.findall(source))
    return keep


@lru_cache(maxsize=4096)
def names_of(source: str) -> frozenset[str]:
    """The names that a cell gives a value to, or changes."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return frozenset(WORD.findall(source))
    found: set[str] = set()
    for node in ast.walk(tree):
        found |= _names(node)
    return frozenset(found)


def _names(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
        return {node.id}
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {node.name}
    if isinstance(node, ast.alias):
        return {(node.asname or node.name).partition(".")[0]}
    if isinstance(node, (ast.Attribute, ast.Subscript)):
        inner: ast.AST = node
        while isinstance(inner, (ast.Attribute, ast.Subscript)):
            inner = inner.value
        stored = isinstance(node.ctx, ast.Store) or isinstance(node, ast.Attribute)
        return {inner.id} if stored and isinstance(inner, ast.Name) else set()
    return set()
