"""The kinds of slips: what can be written wrongly in an expression, a bracket or a line."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any, NamedTuple

from bpcourse.checking import texts

from .edit import Renamed, copied


class Slip(NamedTuple):
    """group: 0 is the likeliest kind. id, text, ask: as in `Explanation`; number: as in
    `Candidate`."""

    group: int
    id: str
    text: str
    ask: str
    number: float | None = None


LONGEST = 20  # letters of a part that a message names
BRACKET, OPERATOR, LEFT_OUT, CALL, NUMBER, LINE, NAME, VAGUE = range(8)
ASKS = ("bracket", "operator", "count", "call", "number", "line", "name", "count")


def slip_of(group: int, id: str, key: str = "", **values: object) -> Slip:
    """A slip with the words of `key` (its id, where there is no other)."""
    return Slip(group, id, *texts.slip(key or id, ASKS[group], **values))


# ---- expressions

OPERATORS: dict[type, tuple[type, ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add, ast.Div),
    ast.Div: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}
SIGNS: dict[type, str] = {
    ast.Add: "+",
    ast.Sub: "−",
    ast.Mult: "×",
    ast.Div: "÷",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
}
ORDER = {ast.Sub: "turned", ast.Div: "upside_down", ast.MatMult: "factors_swapped"}
DROPPED = {
    ast.Mult: "factor",
    ast.MatMult: "factor",
    ast.Div: "division",
    ast.Add: "term",
    ast.Sub: "term",
    ast.Pow: "power",
}
COMPARED: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.Eq: (ast.GtE, ast.Gt),
}
INSTEAD = {
    "sum": "mean",
    "mean": "sum",
    "max": "min",
    "min": "max",
    "maximum": "minimum",
}
Edits = Iterator[tuple[Slip, ast.expr]]


def expression_slips(node: ast.expr, names: list[str]) -> Edits:
    """(slip, the expression that stands there instead) for one expression."""
    if isinstance(node, ast.BinOp):
        yield from _of_operator(node, names)
        yield from _of_names(node, names)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield slip_of(OPERATOR, "minus_lost"), node.operand
    elif isinstance(node, ast.Call):
        yield from _of_call(node)
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield slip_of(LEFT_OUT, "no_transpose"), node.value
    elif isinstance(node, ast.Constant):
        yield from _of_constant(node)
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield from _of_comparison(node)
    elif isinstance(node, ast.Name) and node.id in names:
        yield from _of_name(node, names)


def _of_operator(node: ast.BinOp, names: list[str]) -> Edits:
    kind = type(node.op)
    for other in OPERATORS.get(kind, ()):
        new = ast.BinOp(node.left, other(), node.right)
        id, signs = f"operator_{other.__name__.lower()}", (SIGNS[other], SIGNS[kind])
        yield slip_of(OPERATOR, id, "operator", now=signs[0], right=signs[1]), new
    if kind in ORDER:
        turned = ast.BinOp(node.right, node.op, node.left)
        yield slip_of(OPERATOR, ORDER[kind]), turned
    for what, part, rest in _dropped(node, kind):
        sums = kind in (ast.Add, ast.Sub)  # 1 - o without o is a product without 1 - o
        if not (sums and isinstance(rest, ast.Constant)):
            yield _without(what, part, names), rest


def _dropped(node: ast.BinOp, kind: type) -> Iterator[tuple[str, ast.expr, ast.expr]]:
    """(what, the part that is left out, what is left)"""
    if kind in DROPPED:
        yield DROPPED[kind], node.right, node.left
    if kind in (ast.Mult, ast.MatMult, ast.Add):
        yield DROPPED[kind], node.left, node.right
    if kind is ast.Sub and not isinstance(node.left, ast.Constant):
        yield DROPPED[kind], node.left, ast.UnaryOp(ast.USub(), node.right)


def _without(what: str, part: ast.expr, names: list[str]) -> Slip:
    text = ast.unparse(part)
    used = {n.id for n in ast.walk(part) if isinstance(n, ast.Name)}
    if used and len(text) <= LONGEST and used <= {*names, "np"}:
        return slip_of(LEFT_OUT, "left_out", f"no_{what}", part=text)
    return slip_of(VAGUE, f"some_{what}")


def _of_names(node: ast.BinOp, names: list[str]) -> Edits:
    """One name for another throughout a part of the formula, or all but once."""
    used = [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and n.id in names]
    for old in dict.fromkeys(n for n in used if used.count(n) > 1):
        for new in (n for n in names if n != old):
            id = f"{new}_for_{old}"
            slip = slip_of(NAME, id, "other_name_in_part", now=new, right=old)
            for spared in (0, 1) if used.count(old) > 2 else (0,):
                renamed = Renamed(old, new, spared)
                yield slip, renamed.visit(copied(node))


def _of_name(node: ast.Name, names: list[str]) -> Edits:
    for new in names:
        if new != node.id:
            id = f"{new}_for_{node.id}"
            slip = slip_of(NAME, id, "other_name", now=new, right=node.id)
            yield slip, ast.Name(new, ast.Load())


def _of_call(node: ast.Call) -> Edits:
    method = node.func.attr if isinstance(node.func, ast.Attribute) else None
    name = method or (node.func.id if isinstance(node.func, ast.Name) else "")
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    module = isinstance(owner, ast.Name) and owner.id == "np"
    inner = node.args[0] if module and len(node.args) == 1 else None
    if owner is not None and not module and not node.args:
        inner = owner
    if name == "reversed":
        inner = node.args[0]
    if inner is not None and name not in ("array", "zeros_like"):
        yield slip_of(LEFT_OUT, f"no_{name}", "no_call", part=name), inner
    if name in INSTEAD and isinstance(node.func, ast.Attribute):
        other = INSTEAD[name]
        func = ast.Attribute(node.func.value, other, ast.Load())
        id = f"{other}_for_{name}"
        slip = slip_of(CALL, id, "other_call", now=other, right=name)
        yield slip, ast.Call(func, node.args, node.keywords)
    if len(node.args) == 2:
        first, second = node.args
        slip = slip_of(CALL, "arguments_swapped", part=name)
        yield slip, ast.Call(node.func, [second, first], node.keywords)
    yield from _of_keywords(node, name)
    if name == "range":
        yield from _of_range(node)


def _of_keywords(node: ast.Call, name: str) -> Edits:
    for i, keyword in enumerate(node.keywords):
        rest = [*node.keywords[:i], *node.keywords[i + 1 :]]
        id = f"no_{keyword.arg}"
        slip = slip_of(CALL, id, "no_option", option=keyword.arg, part=name)
        yield slip, ast.Call(node.func, node.args, rest)
        if keyword.arg == "axis":
            now = ast.unparse(keyword.value)
            for axis in (0, 1):
                other = ast.keyword("axis", ast.Constant(axis))
                if str(axis) != now:
                    new = ast.Call(node.func, node.args, [*rest, other])
                    yield slip_of(CALL, "other_axis", part=name, axis=axis), new


def _of_range(node: ast.Call) -> Edits:
    turns = ast.Call(ast.Name("list", ast.Load()), [node], [])
    cuts = {
        "first_turn_lost": ast.Slice(lower=_number(1)),
        "last_turn_lost": ast.Slice(upper=_number(-1)),
        "one_turn_only": ast.Slice(upper=_number(1)),
        "turns_backwards": ast.Slice(step=_number(-1)),
    }
    for id, part in cuts.items():
        yield slip_of(LINE, id), ast.Subscript(turns, part, ast.Load())


def _number(value: int) -> ast.expr:
    return (
        ast.Constant(value)
        if value >= 0
        else ast.UnaryOp(ast.USub(), ast.Constant(-value))
    )


def _of_constant(node: ast.Constant) -> Edits:
    value = node.value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return
    others = (
        [value + 1, value - 1] if isinstance(value, int) else [2 * value, value / 2]
    )
    for other in dict.fromkeys([*others, 0, 1]):
        if other != value:
            words = {"now": f"{other:g}", "right": f"{value:g}"}
            slip = slip_of(NUMBER, "number", "other_number", **words)
            yield slip._replace(number=float(other)), ast.Constant(other)


def _of_comparison(node: ast.Compare) -> Edits:
    kind = type(node.ops[0])
    for other in COMPARED.get(kind, ()):
        new = ast.Compare(node.left, [other()], node.comparators)
        words = {"now": SIGNS[other], "right": SIGNS[kind]}
        yield slip_of(NUMBER, "comparison", "operator", **words), new


# ---- lines


def line_slips(lines: list[Any], whole: bool) -> Iterator[tuple[Slip, list[Any]]]:
    """(slip, the lines instead) for one block; whole: it is the function's body."""
    for i, line in enumerate(lines):
        if len(lines) > 1 and not isinstance(line, ast.Return):
            yield slip_of(LINE, "line_lost"), [*lines[:i], *lines[i + 1 :]]
        if isinstance(line, (ast.Assign, ast.Expr)) and not whole:
            yield slip_of(LINE, "line_twice"), [*lines[:i], line, *lines[i:]]
        if i and not isinstance(line, ast.Return):
            swapped = [*lines[: i - 1], line, lines[i - 1], *lines[i + 1 :]]
            yield slip_of(LINE, "lines_swapped"), swapped
        if i and isinstance(line, ast.For):
            yield from _into_loop(lines, i, line)


def _into_loop(
    lines: list[Any], i: int, loop: ast.For
) -> Iterator[tuple[Slip, list[Any]]]:
    before, after = lines[i - 1], lines[i + 1 : i + 2]
    if isinstance(before, ast.Assign):
        inside = ast.For(loop.target, loop.iter, [before, *loop.body], [], None)
        yield (
            slip_of(LINE, "begins_anew"),
            [*lines[: i - 1], before, inside, *lines[i + 1 :]],
        )
    if after and isinstance(after[0], ast.Return):
        inside = ast.For(loop.target, loop.iter, [*loop.body, after[0]], [], None)
        yield (
            slip_of(LINE, "one_turn_only"),
            [*lines[:i], inside, *lines[i + 1 :]],
        )
