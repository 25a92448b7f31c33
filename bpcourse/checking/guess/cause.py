"""Whether the line of an answer that raised does what a known mistake does."""

from __future__ import annotations

import ast
import dis
import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

from .source import Source

ORDERED = "<"  # stands for all comparisons by size
NAMES = ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_ATTR", "LOAD_METHOD")
SIZES = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


SHAPES = re.compile(r"broadcast|matmul|not aligned|mismatch|dimension|shape")


def complaints_alike(one: str, other: str) -> bool:
    """True for equal texts, and where both say that shapes don't go together."""
    return one == other or bool(SHAPES.search(one) and SHAPES.search(other))


def may_be_cause(
    source: Source | None,
    line: int | None,
    mistake: Callable[..., Any],
    its_line: int | None,
) -> bool:
    """False where that line shares no name and no comparison with the mistake's line.

    An exception's type and text aren't enough: `if x == None` and `if x > 0` are stopped
    alike. Without the answer's text, or where the mistake's line names nothing, True.
    """
    theirs = _in_code(mistake, its_line)
    if not theirs or not source or not line:
        return True
    ours = _in_line(source, line)
    modules = [
        {name for name in names if isinstance(space.get(name), ModuleType)}
        for names, space in (
            (theirs, mistake.__globals__),
            (ours, source.function.__globals__),
        )
    ]
    if all(modules) and not modules[0] & modules[1]:  # np.exp isn't math.exp
        return False
    return bool(theirs & ours)


def _in_line(source: Source, line: int) -> set[str]:
    """The names and comparisons that stand in a line; the answer's own names don't count."""
    found = set()
    for node in source.nodes(ast.Name, ast.Attribute, ast.Compare):
        if not node.lineno <= line <= node.end_lineno:
            continue
        if isinstance(node, ast.Compare):
            found |= {ORDERED for op in node.ops if isinstance(op, SIZES)}
        else:
            found.add(node.id if isinstance(node, ast.Name) else node.attr)
    return found - set(source.names())


def _in_code(function: Callable[..., Any], line: int | None) -> set[str]:
    """The same, of a function whose text isn't at hand: by its code."""
    code = getattr(function, "__code__", None)
    if code is None or line is None:
        return set()
    here = [
        one
        for one in dis.get_instructions(code)
        if one.positions and one.positions.lineno == code.co_firstlineno + line - 1
    ]
    compared = [one.argrepr for one in here if one.opname == "COMPARE_OP"]
    sizes = {ORDERED for text in compared if "<" in text or ">" in text}
    names = {one.argval for one in here if one.opname in NAMES}
    return sizes | {name for name in names if not name.startswith("_")}  # the course's
