"""The import that gives a value: as the learner wrote it, or as the value tells."""

from __future__ import annotations

import ast
import contextlib
import sys
import types
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .sameness import fingerprint

ANSWERS = "__answers__"  # the module that a checked file is run as
NOTEBOOKS = ("__main__", ANSWERS)  # modules that nothing can import
FUTURE = "from __future__ import annotations"  # stands above every other import


def in_order(lines: Iterable[str]) -> list[str]:
    """Imports as they stand in a file, each once."""
    return sorted(set(lines), key=lambda line: (line != FUTURE, line))


def as_written(node: ast.AST, name: str, value: Any) -> str | None:
    """The part of an import statement that binds `name`, if it gives this value."""
    if not isinstance(node, (ast.Import, ast.ImportFrom)):
        return None
    alias = next(a for a in node.names if name in (a.asname, a.name.partition(".")[0]))
    if isinstance(node, ast.Import):
        line = ast.unparse(ast.Import([alias]))
    else:
        line = ast.unparse(ast.ImportFrom(node.module, [alias], node.level))
    space: dict[str, Any] = {}
    with contextlib.suppress(Exception):
        exec(line, space)
        if space[name] is value or fingerprint(space[name]) == fingerprint(value):
            return line
    return None


def import_line(name: str, value: Any) -> str | None:
    """An import that gives this very value, where the notebook's own isn't found."""
    if isinstance(value, types.ModuleType):
        whole = value.__name__
        return f"import {whole}" if whole == name else f"import {whole} as {name}"
    inner = getattr(value, "__name__", name)
    for place in (getattr(value, "__module__", None), "numpy"):
        module = sys.modules.get(place or "")
        if module is None or place in NOTEBOOKS or not callable(value):
            continue
        if getattr(module, inner, None) is value:
            renamed = f" as {name}" if inner != name else ""
            return f"from {place} import {inner}{renamed}"
    return None


def module_beside(line: str) -> str | None:
    """The module that an import takes from the current folder, where no package lies."""
    node: Any = ast.parse(line).body[0]
    name = getattr(node, "module", None) or node.names[0].name
    module = sys.modules.get(name.partition(".")[0])
    file = getattr(module, "__file__", None)
    return module.__name__ if file and Path(file).parent == Path.cwd() else None  # type: ignore[union-attr]
