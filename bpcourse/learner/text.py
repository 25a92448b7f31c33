"""The text of a notebook's cells: statements, the names they bind, the names they need."""

from __future__ import annotations

import ast
import builtins
import dis
import json
import linecache
import re
import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from bpcourse.errors import Told
from bpcourse.files import course_root

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Cell:
    """One cell that has run, or one file."""

    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Its statements; none where it isn't Python."""
        try:
            return ast.parse(self.text)
        except (SyntaxError, ValueError):
            return ast.Module([], [])

    def text_of(self, node: Any) -> str:
        """A statement as it was written, with the comments directly above it."""
        if not isinstance(node, ast.stmt) or not self._has_its_lines(node):
            return ast.get_source_segment(self.text, node) or ast.unparse(node)
        lines = lines_of(self.text)
        decorators = getattr(node, "decorator_list", [])
        first = min([node.lineno, *(d.lineno for d in decorators)]) - 1
        last = node.end_lineno or node.lineno
        while first and lines[first - 1].startswith("#"):
            first -= 1
        while last < len(lines) and _is_a_comment_inside(lines[last]):
            last += 1
        taken = lines[first:last]
        margin = len(taken[0]) - len(taken[0].lstrip())
        return "\n".join(t[margin:] if t[:margin].isspace() else t for t in taken)

    def _has_its_lines(self, node: ast.stmt) -> bool:
        """True where no other statement stands on the statement's lines."""
        lines = lines_of(self.text)
        before = lines[node.lineno - 1].encode()[: node.col_offset].decode()
        after = lines[(node.end_lineno or 1) - 1].encode()[node.end_col_offset :]
        return not before.strip() and after.decode().strip()[:1] in ("", "#")

    def is_delivered(self, name: str) -> bool:
        """True for a cell of the course that nobody has changed."""
        return self.text.strip() in _delivered(name)


def lines_of(text: str) -> list[str]:
    """The lines as Python counts them: U+2028, which pasted text may hold, ends none."""
    return re.split("\r\n|\r|\n", text)


def _is_a_comment_inside(line: str) -> bool:
    return line[:1].isspace() and line.lstrip().startswith("#")


def _delivered(name: str) -> set[str]:
    """The texts of the code cells of all delivered notebooks that speak of `name`."""
    try:
        root = course_root()
    except Told:
        return set()
    paths = [*root.glob("notebooks/*.ipynb"), *root.glob("exercises/*.ipynb")]
    return {c for p in paths for c in _code_cells(p, p.stat().st_mtime_ns) if name in c}


@cache
def _code_cells(path: Path, _: int) -> tuple[str, ...]:
    """Read once a kernel, and again when the file has changed."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return tuple(
        "".join(c["source"]).strip() for c in cells if c["cell_type"] == "code"
    )


def cells_of(function: Any, space: dict[str, Any]) -> list[Cell]:
    """The cells that have run, newest first; in a program, the text of its file."""
    ran = space.get("In")
    if isinstance(ran, list) and any(ran):
        texts = [text for text in reversed(ran) if isinstance(text, str)]
        return [Cell(inner) for text in texts for inner in _without_magic(text)]
    file = space.get("__file__") or _file_of(function)
    return [Cell("".join(linecache.getlines(file)))] if file else []


def _file_of(function: Any) -> str | None:
    code = getattr(function, "__code__", None)
    return code.co_filename if code else None


def _without_magic(text: str) -> Iterator[str]:
    """A cell that begins with `%%time` holds its Python as a text."""
    if "run_cell_magic" in text:
        for node in ast.walk(Cell(text).tree):
            if isinstance(node, ast.Call) and len(node.args) == 3:
                inner = node.args[2]
                if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                    yield inner.value
                    return
    yield text


def binds(node: ast.AST) -> set[str]:
    """The names that a statement gives a value."""
    if isinstance(node, FUNCTIONS):
        return {node.name}
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {a.asname or a.name.partition(".")[0] for a in node.names}
    if isinstance(node, ast.Assign):
        return {t.id for t in node.targets if isinstance(t, ast.Name)}
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return {node.target.id}
    return set()


def free_names(text: str) -> list[str]:
    """The names that a text needs from outside, in the order in which it needs them."""
    names = dict.fromkeys(_loaded(compile(text, "<cell>", "exec", dont_inherit=True)))
    known = {*vars(builtins), *(n for s in ast.parse(text).body for n in binds(s))}
    return [n for n in names if n not in known or n == "get_ipython"]


def _loaded(code: types.CodeType) -> Iterator[str]:
    for step in dis.get_instructions(code):
        if step.opname in ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS"):
            yield str(step.argval)
    for const in code.co_consts:
        if isinstance(const, types.CodeType):
            yield from _loaded(const)


# ---- another name for a helper


def renamed(text: str, old: str, new: str, but_first: bool = False) -> str:
    """The text with every use of the name `old` as a global called `new`.

    but_first: the first line's own name stays (`old = …`).
    """
    places = sorted(set(_uses(ast.parse(text), text, old)), reverse=True)
    lines = [line.encode() for line in lines_of(text)]
    for row, column in places[: len(places) - but_first]:
        line = lines[row]
        lines[row] = line[:column] + new.encode() + line[column + len(old.encode()) :]
    return b"\n".join(lines).decode()


def _uses(node: ast.AST, text: str, old: str) -> Iterator[tuple[int, int]]:
    if isinstance(node, ast.Name) and node.id == old:
        yield (node.lineno - 1, node.col_offset)
    if isinstance(node, FUNCTIONS) and node.name == old:
        line = lines_of(text)[node.lineno - 1]
        words = "class " if isinstance(node, ast.ClassDef) else "def "
        at = line.index(old, line.index(words, len(line[: node.col_offset])) + 4)
        yield (node.lineno - 1, len(line[:at].encode()))
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, (*FUNCTIONS, ast.Lambda)) and _has_own(child, old)):
            yield from _uses(child, text, old)


def _has_own(node: ast.AST, name: str) -> bool:
    """True for a function with a local variable or an argument of this name."""
    if isinstance(node, ast.ClassDef):
        return False
    inner = [n for n in ast.walk(node) if n is not node]
    if any(isinstance(n, ast.Global) and name in n.names for n in inner):
        return False
    return any(
        (isinstance(n, ast.arg) and n.arg == name)
        or (isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Store))
        for n in inner
    )
