"""Edits of calls: another function, another axis, arguments swapped, another range."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from .edit import Edit, Edits, quoted

INSTEAD = {
    "sum": ("mean",),
    "mean": ("sum",),
    "max": ("min",),
    "min": ("max",),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "argmax": ("argmin",),
    "argmin": ("argmax",),
    "log2": ("log",),
    "log10": ("log",),
    "log1p": ("log",),
    "dot": ("multiply", "outer"),
    "multiply": ("dot", "matmul"),
    "outer": ("multiply", "dot"),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "zeros_like": ("ones_like",),
    "ones_like": ("zeros_like",),
    "ceil": ("floor",),
    "floor": ("ceil",),
    "abs": ("square",),
    "hstack": ("vstack",),
    "vstack": ("hstack",),
    "sin": ("cos",),
}
REDUCE = {"sum", "mean", "max", "min", "amax", "argmax", "argmin", "norm", "prod"}
WHOLE = {"array", "asarray", "zeros_like", "ones_like", "empty_like", "full_like"}
KEPT = {"len", "range", "enumerate", "zip", "list", "tuple", "print", "float", "int"}


def call_edits(node: ast.Call) -> Edits:
    """Edits of one call."""
    func, line = node.func, node.lineno
    name = func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")
    if name == "range":
        yield from _of_range(node)
    if name not in KEPT:
        yield from _unwrapped(node, name)
    owner: Any = getattr(func, "value", None)
    for other in INSTEAD.get(name, ()) if owner is not None else ():
        called = ast.Attribute(owner, other, ast.Load())
        new = ast.Call(called, node.args, node.keywords)
        yield Edit(0, "function", line, name, other), new
    if 2 <= len(node.args) <= 3 and name != "range":
        swapped = [*node.args[:-2], node.args[-1], node.args[-2]]
        edit = Edit(0, "arguments", line, quoted(node))
        yield edit, ast.Call(func, swapped, node.keywords)
    yield from _of_keywords(node, name)


def _unwrapped(node: ast.Call, name: str) -> Edits:
    """The argument, or the owner of a method, without the call."""
    edit = Edit(0, "call_extra", node.lineno, name or quoted(node.func))
    if node.args and not isinstance(node.args[0], ast.Starred):
        yield edit, node.args[0]
    elif isinstance(node.func, ast.Attribute):
        yield edit, node.func.value


def _of_keywords(node: ast.Call, name: str) -> Edits:
    line, given = node.lineno, {k.arg for k in node.keywords}
    for i, keyword in enumerate(node.keywords):
        rest = [*node.keywords[:i], *node.keywords[i + 1 :]]
        id = keyword.arg if keyword.arg in ("axis", "keepdims") else "option"
        edit = Edit(0, f"{id}_extra", line, name, keyword.arg or "**")
        yield edit, ast.Call(node.func, node.args, rest)
        if keyword.arg == "axis":
            for axis in _AXES:
                new = [*rest, ast.keyword("axis", axis)]
                yield Edit(0, "axis", line, name), ast.Call(node.func, node.args, new)
    if name in WHOLE and "dtype" not in given:
        new = [*node.keywords, ast.keyword("dtype", ast.Name("float", ast.Load()))]
        yield Edit(0, "whole", line, name), ast.Call(node.func, node.args, new)
    if name in REDUCE:
        for words in _reductions(node, given):
            id = "axis_missing" if "axis" not in given else "keepdims_missing"
            new = [*node.keywords, *words]
            yield Edit(0, id, line, name), ast.Call(node.func, node.args, new)


_AXES = (ast.Constant(0), ast.Constant(1), ast.UnaryOp(ast.USub(), ast.Constant(1)))


def _reductions(node: ast.Call, given: set[str | None]) -> Iterator[list[ast.keyword]]:
    keep = ast.keyword("keepdims", ast.Constant(True))
    if "axis" in given and "keepdims" not in given:
        yield [keep]
    positional = len(node.args) > (0 if _is_method(node) else 1)
    if "axis" not in given and not positional:
        for axis in _AXES:
            yield [ast.keyword("axis", axis)]
            if "keepdims" not in given:
                yield [ast.keyword("axis", axis), keep]


def _is_method(node: ast.Call) -> bool:
    func = node.func
    owner = func.value if isinstance(func, ast.Attribute) else None
    return owner is not None and not (
        isinstance(owner, ast.Name) and owner.id in ("np", "numpy")
    )


def _of_range(node: ast.Call) -> Edits:
    edit = Edit(0, "range", node.lineno, quoted(node))
    for i, arg in enumerate(node.args[:2]):
        for op in (ast.Add(), ast.Sub()):
            args = list(node.args)
            args[i] = ast.BinOp(arg, op, ast.Constant(1))
            yield edit, ast.Call(node.func, args, [])
    if len(node.args) == 1:
        yield edit, ast.Call(node.func, [ast.Constant(1), node.args[0]], [])
    if len(node.args) == 2:
        yield edit, ast.Call(node.func, [node.args[1]], [])
    turned = ast.Call(ast.Name("reversed", ast.Load()), [node], [])
    yield Edit(0, "direction", node.lineno, quoted(node)), turned
