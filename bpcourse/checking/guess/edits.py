"""Small edits of an answer's own text: each undoes one slip that people make.

An edit that makes the answer right in every case shows where the fault lies, in the learner's
own words. Here are those of operations, names and numbers; `call_edits`, `additions` and
`line_edits` hold the others.
"""

from __future__ import annotations

import ast

from .call_edits import call_edits
from .edit import Edit, Edits, quoted

SIGNS = {
    ast.Add: "+",
    ast.Sub: "−",
    ast.Mult: "*",
    ast.Div: "/",
    ast.MatMult: "@",
    ast.Pow: "**",
    ast.FloorDiv: "//",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
OPERATORS: dict[type, tuple[type, ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Div, ast.MatMult, ast.Add, ast.Pow),
    ast.Div: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
}
COMPARISONS: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.Gt, ast.GtE),
    ast.LtE: (ast.Lt, ast.GtE, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt, ast.LtE),
    ast.GtE: (ast.Gt, ast.LtE, ast.Lt),
    ast.Eq: (ast.NotEq, ast.GtE, ast.LtE),
    ast.NotEq: (ast.Eq,),
}


def expression_edits(node: ast.expr, names: list[str], scalars: list[str]) -> Edits:
    """Edits of one expression. names: what else it may read; scalars: numbers among them."""
    if isinstance(node, ast.BinOp):
        yield from _of_operation(node)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield Edit(0, "minus_extra", node.lineno, quoted(node)), node.operand
    elif isinstance(node, ast.Call):
        yield from call_edits(node)
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield Edit(0, "transpose_extra", node.lineno, quoted(node)), node.value
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield from _of_comparison(node)
    elif isinstance(node, ast.Subscript):
        yield from _of_subscript(node)
    elif isinstance(node, ast.Constant):
        yield from _of_number(node, scalars)
    elif isinstance(node, ast.Name):
        yield from _of_name(node, names)
    elif isinstance(node, ast.IfExp):
        new = ast.IfExp(node.test, node.orelse, node.body)
        yield Edit(0, "branches", node.lineno, quoted(node.test)), new


# ---- operations


def _of_operation(node: ast.BinOp) -> Edits:
    kind, line = type(node.op), node.lineno
    for other in OPERATORS.get(kind, ()):
        if other in (ast.Mult, ast.Pow) and _is_one(node.right):
            continue  # leaves the 1 out: that is said below
        new = ast.BinOp(node.left, other(), node.right)
        edit = Edit(0, "operation", line, quoted(node), SIGNS[kind])
        yield edit, new
    if kind in (ast.Sub, ast.Div, ast.MatMult):
        new = ast.BinOp(node.right, node.op, node.left)
        yield Edit(0, "turned", line, quoted(node)), new
    if kind is ast.MatMult:
        yield from _transposed(node)
    yield from _regrouped(node)
    yield from _without_a_part(node)


def _is_one(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value == 1


def _transposed(node: ast.BinOp) -> Edits:
    """One factor of a matrix product, or both, turned."""
    left, right = (ast.Attribute(n, "T", ast.Load()) for n in (node.left, node.right))
    for part, pair in (
        (node.left, (left, node.right)),
        (node.right, (node.left, right)),
        (node, (left, right)),
    ):
        edit = Edit(0, "transpose_missing", node.lineno, quoted(part))
        yield edit, ast.BinOp(pair[0], node.op, pair[1])
    first, second = (ast.Attribute(n, "T", ast.Load()) for n in (node.right, node.left))
    edit = Edit(0, "turned", node.lineno, quoted(node))
    yield edit, ast.BinOp(first, node.op, node.left)
    yield edit, ast.BinOp(node.right, node.op, second)


def _without_a_part(node: ast.BinOp) -> Edits:
    kind = type(node.op)
    what = {
        ast.Mult: "factor_extra",
        ast.MatMult: "factor_extra",
        ast.Div: "division_extra",
        ast.Add: "term_extra",
        ast.Sub: "term_extra",
        ast.Pow: "power_extra",
    }.get(kind)
    if what is None:
        return
    yield Edit(0, what, node.lineno, quoted(node.right)), node.left
    if kind in (ast.Mult, ast.MatMult, ast.Add):
        yield Edit(0, what, node.lineno, quoted(node.left)), node.right
    if kind is ast.Sub:
        rest = ast.UnaryOp(ast.USub(), node.right)
        yield Edit(0, what, node.lineno, quoted(node.left)), rest


def _regrouped(node: ast.BinOp) -> Edits:
    """Brackets that are missing, and brackets too many."""
    left, op, right = node.left, node.op, node.right
    edit = Edit(0, "bracket", node.lineno, quoted(node))
    if isinstance(left, ast.BinOp) and not _alike(left.op, op):  # (a∘b)•c → a∘(b•c)
        yield edit, ast.BinOp(left.left, left.op, ast.BinOp(left.right, op, right))
    if isinstance(left, ast.BinOp) and isinstance(left.op, ast.Div):  # a/b*c → a/(b*c)
        yield edit, ast.BinOp(left.left, left.op, ast.BinOp(left.right, op, right))
    if isinstance(right, ast.BinOp) and not _alike(right.op, op):  # a•(b∘c) → (a•b)∘c
        yield edit, ast.BinOp(ast.BinOp(left, op, right.left), right.op, right.right)
    if isinstance(left, ast.UnaryOp):  # (-a)•b → -(a•b)
        yield edit, ast.UnaryOp(left.op, ast.BinOp(left.operand, op, right))


def _alike(one: ast.operator, two: ast.operator) -> bool:
    return type(one) is type(two) and isinstance(one, (ast.Add, ast.Mult, ast.MatMult))


def _of_comparison(node: ast.Compare) -> Edits:
    for other in COMPARISONS.get(type(node.ops[0]), ()):
        new = ast.Compare(node.left, [other()], node.comparators)
        yield Edit(0, "comparison", node.lineno, quoted(node)), new


# ---- names, numbers, places


def _of_subscript(node: ast.Subscript) -> Edits:
    edit = Edit(1, "subscript", node.lineno, quoted(node))
    if isinstance(node.slice, ast.Slice):
        lower, upper, step = node.slice.lower, node.slice.upper, node.slice.step
        for cut in ((None, upper, step), (lower, None, step), (lower, upper, None)):
            yield edit, ast.Subscript(node.value, ast.Slice(*cut), ast.Load())
    elif isinstance(node.slice, ast.Tuple) and len(node.slice.elts) == 2:
        turned = ast.Tuple(node.slice.elts[::-1], ast.Load())
        yield edit, ast.Subscript(node.value, turned, ast.Load())
    else:
        for op in (ast.Add(), ast.Sub()):
            place = ast.BinOp(node.slice, op, ast.Constant(1))
            yield edit, ast.Subscript(node.value, place, ast.Load())
    yield edit, node.value


def _of_number(node: ast.Constant, scalars: list[str]) -> Edits:
    value = node.value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return
    edit = Edit(1, "number", node.lineno, quoted(node))
    others = (value + 1, value - 1, 2 * value, value / 2, 0, 1, 10 * value)
    for other in dict.fromkeys(others):
        if other != value:
            number = int(other) if float(other).is_integer() else other
            yield edit, ast.Constant(number if isinstance(value, int) else other)
    yield edit, ast.UnaryOp(ast.USub(), node)
    for name in scalars:
        yield (
            Edit(1, "own_number", node.lineno, quoted(node), name),
            ast.Name(name, ast.Load()),
        )


def _of_name(node: ast.Name, names: list[str]) -> Edits:
    for name in names if node.id in names else ():
        if name != node.id:
            yield Edit(1, "name", node.lineno, node.id), ast.Name(name, ast.Load())
    if node.id in names:
        less = ast.BinOp(ast.Constant(1), ast.Sub(), node)
        yield Edit(1, "complement", node.lineno, node.id), less
