"""Edits that add what may be missing round a value, and names in each other's place."""

from __future__ import annotations

import ast
import itertools

from .edit import Edit, Edits, Renamed, copied, quoted


def renamed(node: ast.expr, names: list[str]) -> Edits:
    """A name that stands twice or more in a value, as another one throughout or but once."""
    used = [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and n.id in names]
    for old in dict.fromkeys(n for n in used if used.count(n) > 1):
        for new in (n for n in names if n != old):
            for spared in (0, 1) if used.count(old) > 2 else (0,):
                other = Renamed(old, new, spared).visit(copied(node))
                yield Edit(2, "name", node.lineno, old), other


def additions(node: ast.expr, names: list[str], arrays: list[str]) -> Edits:
    """What may be missing round a value that is returned, assigned, or handed on."""
    line, part = node.lineno, quoted(node)
    if isinstance(node, ast.Constant):
        return
    yield Edit(0, "minus_missing", line, part), ast.UnaryOp(ast.USub(), node)
    turned = ast.Attribute(node, "T", ast.Load())
    yield Edit(0, "transpose_missing", line, part), turned
    less = ast.BinOp(ast.Constant(1), ast.Sub(), node)
    yield Edit(1, "complement", line, part), less
    for factor in (2, 0.5):
        new = ast.BinOp(ast.Constant(factor), ast.Mult(), node)
        yield Edit(1, "constant_missing", line, part), new
    for power in (2, 0.5):
        new = ast.BinOp(node, ast.Pow(), ast.Constant(power))
        yield Edit(1, "power_missing", line, part), new
    for array, op in itertools.product(arrays, (ast.Div(), ast.Mult())):
        size = ast.Call(ast.Name("len", ast.Load()), [_read(array)], [])
        id = "mean_missing" if isinstance(op, ast.Div) else "mean_extra"
        yield Edit(1, id, line, part, array), ast.BinOp(node, op, size)
    for name, op in itertools.product(
        names, (ast.Mult(), ast.Div(), ast.Add(), ast.Sub())
    ):
        id = "factor_missing" if isinstance(op, (ast.Mult, ast.Div)) else "term_missing"
        yield Edit(2, id, line, part), ast.BinOp(node, op, _read(name))
    for name in names:
        rest = ast.BinOp(ast.Constant(1), ast.Sub(), _read(name))
        yield Edit(2, "factor_missing", line, part), ast.BinOp(node, ast.Mult(), rest)
        slope = ast.BinOp(_read(name), ast.Mult(), rest)
        yield Edit(2, "factor_missing", line, part), ast.BinOp(node, ast.Mult(), slope)


def _read(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())
