"""Which delivered cells a submission's own cells need, by the names that they read.

The delivered ones train networks and draw pictures, and run for seconds: those whose names
nothing of the learner's reads are left out.
"""

from __future__ import annotations

import ast
import re
import symtable
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .delivered import is_delivered

WORD = re.compile(r"[^\W\d]\w*")
PARTS = (ast.Attribute, ast.Subscript)
BY_TEXT = {"eval", "exec", "globals", "locals", "vars", "__import__"}  # read any name


def needed(cells: Sequence[str]) -> list[bool]:
    """For each cell whether it has to run: the learner's own, and of the delivered ones
    those that give a value to a name that these read, or change its value."""
    keep = [not is_delivered(c) for c in cells]
    told = [names_in(c) for c in cells]
    modules = frozenset[str]().union(*(t.imports for t in told))
    wanted = {n for t, own in zip(told, keep) if own for n in t.reads}
    changed = any(keep)
    while changed:
        changed = False
        for i, names in enumerate(told):
            given = names.binds | (names.changes - modules)
            if not keep[i] and given & wanted:
                keep[i] = changed = True
                wanted |= names.reads
    return keep


@dataclass(frozen=True, slots=True)
class Names:
    """What a cell does with the notebook's names (those of its functions' own don't count).

    changes: names whose methods it calls, or whose parts it sets.
    """

    reads: frozenset[str]
    binds: frozenset[str]
    changes: frozenset[str] = frozenset()
    imports: frozenset[str] = frozenset()


@lru_cache(maxsize=256)
def names_in(source: str) -> Names:
    """The names that a cell uses; every word of one that isn't Python, or that reads names
    by their text."""
    words = frozenset(WORD.findall(source))
    try:
        bases = frozenset(_changed(ast.parse(source)))
        symbols = list(_symbols(symtable.symtable(source, "cell", "exec")))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Names(words, words)
    reads = {s.get_name() for s in symbols if s.is_referenced()}
    imports = frozenset(s.get_name() for s in symbols if s.is_imported())
    given = {s.get_name() for s in symbols if s.is_assigned() or s.is_namespace()}
    changes = bases & (reads | given)
    read = words if reads & BY_TEXT else frozenset(reads | changes)
    return Names(read, imports | given, changes, imports)


def _symbols(table: symtable.SymbolTable) -> Iterator[symtable.Symbol]:
    """The notebook's own names, as the cell and the functions in it use them."""
    whole = table.get_type() == "module"
    for symbol in table.get_symbols():
        if whole or symbol.is_global():
            yield symbol
    for inner in table.get_children():
        yield from _symbols(inner)


def _changed(tree: ast.AST) -> Iterator[str]:
    """Names that are changed in place: `a += 1`, `a[0] = 1`, `a.b = 1`, `a.append(1)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.AugAssign):
            yield from _base(node.target)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from _base(node.func)
        elif isinstance(node, PARTS) and not isinstance(node.ctx, ast.Load):
            yield from _base(node)


def _base(node: ast.AST) -> Iterator[str]:
    """The name that `a.b[0].c` begins with."""
    while isinstance(node, PARTS):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id
