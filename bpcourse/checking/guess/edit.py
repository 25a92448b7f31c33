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


def quoted(node: ast.AST) -> str:
    """The learner's text of a node, where it is short enough to be shown."""
    text = ast.unparse(node).partition("\n")[0].rstrip(":")
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
