"""Edits of an answer's lines: moved, left out, gathered, and results in another order."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator
from typing import Any

from .edit import Edit, quoted

Changed = Iterator[tuple[Edit, list[Any]]]
PLUS: dict[type, tuple[type, ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult,),
}


def line_edits(lines: list[Any], whole: bool) -> Changed:
    """(edit, the lines instead) for one block; whole: it is the function's body."""
    for i, line in enumerate(lines):
        before, after = lines[:i], lines[i + 1 :]
        for edit, new in _of_line(line):
            yield edit, [*before, *new, *after]
        if isinstance(line, (ast.For, ast.While)):
            for edit, new in _of_loop(line, before, after):
                yield edit, new
        if len(lines) > 1 and not isinstance(line, ast.Return):
            yield Edit(0, "line_extra", line.lineno, quoted(line)), [*before, *after]
        if i and not isinstance(line, ast.Return):
            edit = Edit(0, "lines_swapped", line.lineno, quoted(line))
            yield edit, [*lines[: i - 1], line, lines[i - 1], *after]


def _of_line(line: Any) -> Changed:
    if isinstance(line, ast.Return) and line.value is not None:
        yield from _of_results(line)
    if isinstance(line, ast.AugAssign):
        for other in PLUS.get(type(line.op), ()):
            new = ast.AugAssign(line.target, other(), line.value)
            yield Edit(0, "gathered_wrongly", line.lineno, quoted(line)), [new]
        plain = ast.Assign([line.target], line.value)
        yield Edit(0, "gathers", line.lineno, quoted(line)), [plain]
    if isinstance(line, ast.Assign) and len(line.targets) == 1:
        target = line.targets[0]
        if isinstance(target, (ast.Name, ast.Subscript)):
            new = ast.AugAssign(target, ast.Add(), line.value)
            yield Edit(0, "overwrites", line.lineno, quoted(line)), [new]
    if isinstance(line, ast.If):
        yield Edit(0, "condition", line.lineno, quoted(line.test)), line.body
        turned = ast.If(ast.UnaryOp(ast.Not(), line.test), line.body, line.orelse)
        yield Edit(0, "condition_turned", line.lineno, quoted(line.test)), [turned]


def _of_results(line: ast.Return) -> Changed:
    """Results in another order, one of several alone, and a list the other way round."""
    value, at = line.value, line.lineno
    assert value is not None
    if isinstance(value, (ast.Tuple, ast.List)) and 2 <= len(value.elts) <= 3:
        for order in list(itertools.permutations(value.elts))[1:]:
            new = ast.Return(ast.Tuple(list(order), ast.Load()))
            yield Edit(0, "order", at, quoted(value)), [new]
        for one in value.elts:
            yield (
                Edit(0, "result_extra", at, quoted(value), quoted(one)),
                [ast.Return(one)],
            )
        return
    turned = ast.Slice(step=ast.UnaryOp(ast.USub(), ast.Constant(1)))
    backwards = ast.Return(ast.Subscript(value, turned, ast.Load()))
    yield Edit(0, "list_turned", at, quoted(value)), [backwards]
    for place in (0, -1):
        part = ast.Subscript(value, ast.Constant(place), ast.Load())
        yield Edit(0, "too_deep", at, quoted(value)), [ast.Return(part)]
    deeper = ast.Return(ast.List([value], ast.Load()))
    yield Edit(0, "too_flat", at, quoted(value)), [deeper]
    for method in ("ravel", "item"):
        flat = ast.Attribute(value, method, ast.Load())
        new = ast.Return(ast.Call(flat, [], []))
        yield Edit(0, "axis_too_many", at, quoted(value)), [new]


def _of_loop(loop: Any, before: list[Any], after: list[Any]) -> Changed:
    """Lines that stand inside a loop and should not, or the other way round."""
    *inside, last = loop.body
    at = last.lineno
    if inside:
        id = "return_in_loop" if isinstance(last, ast.Return) else "line_in_loop"
        yield (
            Edit(0, id, at, quoted(last)),
            [*before, _with(loop, inside), last, *after],
        )
        first, *rest = loop.body
        edit = Edit(0, "begins_anew", first.lineno, quoted(first))
        yield edit, [*before, first, _with(loop, rest), *after]
    if after and not isinstance(after[0], ast.Return):
        edit = Edit(0, "line_after_loop", after[0].lineno, quoted(after[0]))
        yield edit, [*before, _with(loop, [*loop.body, after[0]]), *after[1:]]
    if before and isinstance(before[-1], ast.Assign):
        edit = Edit(0, "line_before_loop", before[-1].lineno, quoted(before[-1]))
        yield edit, [*before[:-1], _with(loop, [before[-1], *loop.body]), *after]


def _with(loop: Any, lines: list[Any]) -> Any:
    if isinstance(loop, ast.While):
        return ast.While(loop.test, lines, [])
    return ast.For(loop.target, loop.iter, lines, [], None)


def first_lines(arrays: list[str], lists: list[str]) -> Iterator[tuple[Edit, Any]]:
    """A line at the very beginning: an argument as decimals, or as a copy of its own."""
    for name in arrays:
        line = ast.parse(f"{name} = np.array({name}, dtype=float)").body[0]
        yield Edit(0, "as_it_came", 1, name), line
    for name in lists:
        line = ast.parse(f"{name} = [np.array(part) for part in {name}]").body[0]
        yield Edit(0, "shallow", 1, name), line
