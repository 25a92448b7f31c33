"""One small edit of an answer's own text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any, NamedTuple

LONGEST = 34  # letters of the learner's text that a message quotes


class Edit(NamedTuple):
    """id: of the texts `repair:<id>` and `repair_ask:<id>`. group: 0 is tried first.

    part: the learner's text that it changes. other: what their text would rather say.
    """

    group: int
    id: str
    line: int
    part: str = ""
    other: str = ""


Edits = Iterator[tuple[Edit, Any]]  # (edit, the node that stands there instead)


def located(new: Any, line: int) -> Any:
    """`new`, its nodes that have no place yet put at a line; what has one is the answer's own.

    `ast.fix_missing_locations` walks the whole tree for the same, a hundred times a check.
    """
    if "lineno" in new._attributes:
        if hasattr(new, "lineno"):
            return new
        new.lineno, new.col_offset = line, 0
    for child in ast.iter_child_nodes(new):
        located(child, line)
    return new


def copied(node: Any) -> Any:
    """A copy of a tree, its places too; `copy.deepcopy` takes five times as long.

    Only what Python's grammar names is copied: IPython's tracebacks leave a `parent` on nodes
    that all trees share, such as `ast.Load()`, which would lead into other trees.
    """
    if isinstance(node, list):
        return [copied(item) for item in node]
    if not isinstance(node, ast.AST):
        return node
    new = type(node)()
    for name in (*node._fields, *node._attributes):
        if hasattr(node, name):
            setattr(new, name, copied(getattr(node, name)))
    return new


def quoted(node: ast.AST) -> str:
    """The learner's text of a node, where it is short enough to be shown."""
    text = ast.unparse(node).partition("\n")[0].rstrip(":")
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


class Renamed(ast.NodeTransformer):
    """Reads `new` where `old` was read, but for the first `spared` times."""

    def __init__(self, old: str, new: str, spared: int) -> None:
        self.old, self.new, self.spared = old, new, spared

    def visit_Name(self, node: ast.Name) -> ast.Name:
        if node.id != self.old:
            return node
        self.spared -= 1
        if self.spared >= 0:
            return node
        return located(ast.Name(self.new, node.ctx), node.lineno)
