"""Small edits of an answer's own text: each undoes one slip that people make.

An edit that makes the answer right in every case shows where the fault lies, in the learner's
own words. The edits of expressions are here, those of lines in `line_edits`.
"""

from __future__ import annotations

import ast
import copy
import itertools
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

LONGEST = 34  # letters of the learner's text that a message quotes
Put = Callable[[Any], None]


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


def quoted(node: ast.AST) -> str:
    """The learner's text of a node, where it is short enough to be shown."""
    text = ast.unparse(node).partition("\n")[0].rstrip(":")
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def expression_edits(node: ast.expr, names: list[str], scalars: list[str]) -> Edits:
    """Edits of one expression. names: what else it may read; scalars: numbers among them."""
    if isinstance(node, ast.BinOp):
        yield from _of_operation(node)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield Edit(0, "minus_extra", node.lineno, quoted(node)), node.operand
    elif isinstance(node, ast.Call):
        yield from _of_call(node)
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


# ---- calls


def _of_call(node: ast.Call) -> Edits:
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


# ---- something is missing


def renamed(node: ast.expr, names: list[str]) -> Edits:
    """A name that stands twice or more in a value, as another one throughout or but once."""
    used = [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and n.id in names]
    for old in dict.fromkeys(n for n in used if used.count(n) > 1):
        for new in (n for n in names if n != old):
            for spared in (0, 1) if used.count(old) > 2 else (0,):
                other = _Renamed(old, new, spared).visit(copy.deepcopy(node))
                yield Edit(2, "name", node.lineno, old), other


class _Renamed(ast.NodeTransformer):
    def __init__(self, old: str, new: str, spared: int) -> None:
        self.old, self.new, self.spared = old, new, spared

    def visit_Name(self, node: ast.Name) -> ast.Name:
        if node.id != self.old:
            return node
        self.spared -= 1
        return node if self.spared >= 0 else ast.Name(self.new, node.ctx)


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
