"""Slips of the pen: the reference with one small thing written wrongly.

A bracket that is missing or closes too early, + for −, a factor, a term or a function left out,
another axis, one name for another, a line left out, moved, or kept inside a loop. Every variant
is compiled from the reference's own text, once; what it gives is compared with the answer.
"""

from __future__ import annotations

import ast
import contextlib
import inspect
import textwrap
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from bpcourse.checking import texts

from . import slip_kinds
from .arguments import own
from .brackets import bracket_slips
from .candidate import Candidate, explanation
from .edit import copied, located
from .slip_kinds import Slip

SMALL = (ast.Name, ast.Constant)  # all that is changed inside a comparison
Function = Callable[..., Any]
Put = Callable[[Any], None]  # puts another node in a node's place
SHORTEST_QUOTE, LONGEST_QUOTE = 3, 28


@lru_cache(maxsize=32)
def slips(function: Function) -> tuple[tuple[Candidate, ...], ...]:
    """Groups of candidates, likeliest first; empty where the function has no text."""
    try:
        source = textwrap.dedent(inspect.getsource(function))
        tree = ast.parse(source)
    except (OSError, TypeError, SyntaxError):
        return ()
    if not isinstance(tree.body[0], ast.FunctionDef) or _may_not_end(tree):
        return ()
    groups: dict[int, list[Candidate]] = {}
    for slip, code in _compiled(tree, tree.body[0]):
        made = _made(code, function)
        if made:
            said = explanation(slip.id, slip.text, slip.ask)
            change = Candidate(said, _calling(made), slip.number)
            groups.setdefault(slip.group, []).append(change)
    return tuple(tuple(groups[key]) for key in sorted(groups))


@lru_cache(maxsize=256)
def may_not_end(function: Function) -> bool:
    """True where a changed argument might keep a loop of the function running for ever."""
    try:
        return _may_not_end(ast.parse(textwrap.dedent(inspect.getsource(function))))
    except (OSError, TypeError, SyntaxError):
        return False


def _may_not_end(tree: ast.AST) -> bool:
    return any(isinstance(node, ast.While) for node in ast.walk(tree))


def _calling(function: Function) -> Callable[[Any, Any], Any]:
    return lambda case, want: function(*map(own, case.args))


def _made(code: Any, function: Function) -> Function | None:
    space: dict[str, Any] = {}
    try:
        exec(code, function.__globals__, space)
    except Exception:
        return None
    return space.get(function.__name__)


def _compiled(tree: ast.Module, head: ast.FunctionDef) -> Iterator[tuple[Slip, Any]]:
    """Every slip with its code. The tree is changed in place, compiled, and put right again."""
    if ast.get_docstring(head) is not None:
        del head.body[0]
    names = {a.arg for a in head.args.args}
    for slip, text in bracket_slips(ast.unparse(tree), names):
        yield slip, compile(text, "slip", "exec")
    expressions = [e for line in head.body for e in _expressions(line)]
    for node, put in expressions:
        for slip, new in slip_kinds.expression_slips(node, _said(head)):
            put(located(new, node.lineno))
            with contextlib.suppress(SyntaxError):  # a slip that nobody can write
                code = compile(tree, "slip", "exec")
                yield _quoting(slip, new, names), code
        put(node)
    for lines in list(_blocks(head)):
        before = lines[:]
        for slip, changed in slip_kinds.line_slips(before, lines is head.body):
            lines[:] = [located(copied(line), 1) for line in changed]
            yield slip, compile(tree, "slip", "exec")
        lines[:] = before


def _quoting(slip: Slip, new: ast.AST, names: set[str]) -> Slip:
    """The slip with the wrong expression, where that is short and of the arguments alone."""
    text = ast.unparse(new)
    used = {n.id for n in ast.walk(new) if isinstance(n, ast.Name)} - {"np"}
    fits = SHORTEST_QUOTE <= len(text) <= LONGEST_QUOTE
    if fits and used and used <= names:
        return slip._replace(text=texts.say("as_in", name=slip.text, part=text))
    return slip


def _said(head: ast.FunctionDef) -> list[str]:
    """The names that a message may speak of: those that the learner has too."""
    return [a.arg for a in head.args.args]


def _expressions(node: ast.AST) -> Iterator[tuple[ast.expr, Put]]:
    """Every expression that is read, and how to put another in its place."""
    for field, value in ast.iter_fields(node):
        many = value if isinstance(value, list) else [value]
        for i, child in enumerate(many):
            if isinstance(child, ast.expr) and not _fixed(node, field, child):
                yield child, _into(node, field, i if isinstance(value, list) else None)
            if isinstance(child, ast.AST) and not _is_axis(child):
                small = isinstance(child, ast.Compare)
                inner = _expressions(child)
                yield from (e for e in inner if not small or isinstance(e[0], SMALL))


def _fixed(parent: ast.AST, field: str, child: ast.expr) -> bool:
    """What is assigned to or called stays, and so does the owner of a method."""
    stored = isinstance(getattr(child, "ctx", None), ast.Store)
    owner = isinstance(parent, ast.Attribute) and isinstance(child, ast.Name)
    return stored or owner or field == "func"


def _is_axis(node: ast.AST) -> bool:
    return isinstance(node, ast.keyword) and node.arg == "axis"


def _into(node: ast.AST, field: str, i: int | None) -> Put:
    if i is None:
        return lambda new: setattr(node, field, new)
    return lambda new: getattr(node, field).__setitem__(i, new)


def _blocks(head: ast.FunctionDef) -> Iterator[list[Any]]:
    for node in ast.walk(head):
        for block in ("body", "orelse"):
            lines = getattr(node, block, None)
            if isinstance(lines, list) and lines:
                yield lines
