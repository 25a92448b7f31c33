"""Mutants of a function: its text with one operator, number, name, call or line changed."""

from __future__ import annotations

import ast
import copy
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

OPERATORS = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add, ast.Div),
    ast.Div: (ast.Mult, ast.Sub),
    ast.Pow: (ast.Mult, ast.Add),
    ast.MatMult: (ast.Add,),
    ast.FloorDiv: (ast.Div, ast.Mod),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.Eq: (ast.NotEq, ast.LtE),
}


def mutants(function: Callable[..., Any]) -> Iterator[tuple[str, Callable[..., Any]]]:
    """(the changed line, the changed function), each compiled from the changed text."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    for number in range(sum(1 for _ in ast.walk(tree))):
        for told, changed in _at(tree, number):
            ast.fix_missing_locations(changed)
            space: dict[str, Any] = {}
            try:
                exec(compile(changed, "mutant", "exec"), function.__globals__, space)
            except (SyntaxError, ValueError):
                continue
            yield told, space[function.__name__]


def _at(tree: ast.Module, number: int) -> Iterator[tuple[str, ast.Module]]:
    """The changes of the node with this number, each in a tree of its own."""
    for choice in range(4):
        fresh = copy.deepcopy(tree)
        node = list(ast.walk(fresh))[number]
        changed = _change(node, choice)
        if changed is None:
            continue
        if changed is not node:
            _Put(node, changed).visit(fresh)
        yield _difference(ast.unparse(tree), ast.unparse(fresh)), fresh


def _difference(before: str, after: str) -> str:
    """The first line that was changed, as it is now."""
    pairs = zip(before.splitlines(), after.splitlines())
    return next((new.strip() for old, new in pairs if old != new), "")


class _Put(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def generic_visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else super().generic_visit(node)


def _change(node: ast.AST, choice: int) -> ast.AST | None:
    """The node, changed in the way of this number; None where there is no such way."""
    if isinstance(node, ast.BinOp):
        return _operator(node, choice)
    if isinstance(node, ast.Compare):
        return _comparison(node, choice)
    if isinstance(node, ast.UnaryOp) and not choice:
        return node.operand
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return (
            ast.Constant((node.value + 1, node.value - 1)[choice])
            if choice < 2
            else None
        )
    if isinstance(node, ast.Attribute) and node.attr == "T" and not choice:
        return node.value
    if isinstance(node, ast.Call) and not choice:
        return _inner(node)
    if isinstance(node, ast.keyword):
        return None
    if isinstance(node, (ast.Assign, ast.Expr)) and not choice:
        docstring = isinstance(node.value, ast.Constant)
        return None if docstring else ast.Pass()
    return None


def _operator(node: ast.BinOp, choice: int) -> ast.AST | None:
    others = OPERATORS.get(type(node.op), ())
    if choice < len(others):
        return ast.BinOp(node.left, others[choice](), node.right)
    return (node.left, node.right)[choice - 2] if choice >= 2 else None


def _comparison(node: ast.Compare, choice: int) -> ast.AST | None:
    others = OPERATORS.get(type(node.ops[0]), ())
    if choice >= len(others):
        return None
    return ast.Compare(node.left, [others[choice]()], node.comparators)


def _inner(node: ast.Call) -> ast.AST | None:
    """The argument of a call, or what its method belongs to, instead of the call."""
    if node.args:
        return node.args[0]
    return node.func.value if isinstance(node.func, ast.Attribute) else None
