"""The kinds of slips: what can be written wrongly in an expression, a bracket or a line."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import Any, NamedTuple


class Slip(NamedTuple):
    """group: 0 is the likeliest kind. id, text, ask: as in `Explanation`."""

    group: int
    id: str
    text: str
    ask: str


RIGHT = "the right formula "
LONGEST = 20  # letters of a part that a message names
BRACKET, OPERATOR, LEFT_OUT, CALL, NUMBER, LINE, NAME, VAGUE = range(8)
COUNT = "Count the factors and terms of the formula, and then those of your line."
NEXT_STEPS = {
    BRACKET: "× and ÷ go before + and −, powers before both. Which brackets say otherwise?",
    OPERATOR: "Read your line beside the formula, sign by sign.",
    LEFT_OUT: COUNT,
    CALL: "What does each function do to the shape, and along which axis?",
    NUMBER: "Read the numbers of the formula once more; where does each one come from?",
    LINE: "Go through your lines with pencil and paper: which values are there, turn by turn?",
    NAME: "Say for each letter of the formula which of your names it is.",
    VAGUE: COUNT,
}


def slip_of(group: int, id: str, text: str) -> Slip:
    return Slip(group, id, RIGHT + text, NEXT_STEPS[group])


# ---- expressions

OPERATORS: dict[type, tuple[tuple[type, str], ...]] = {
    ast.Add: ((ast.Sub, "− in the place of +"),),
    ast.Sub: ((ast.Add, "+ in the place of −"),),
    ast.Mult: ((ast.Add, "+ in the place of ×"), (ast.Div, "÷ in the place of ×")),
    ast.Div: ((ast.Mult, "× in the place of ÷"),),
    ast.Pow: ((ast.Mult, "× in the place of a power"),),
    ast.MatMult: ((ast.Mult, "* in the place of @"),),
}
ORDER = {
    ast.Sub: ("turned", "with a difference the wrong way round"),
    ast.Div: ("upside_down", "with a fraction upside down"),
    ast.MatMult: ("factors_swapped", "with a matrix product in the other order"),
}
DROPPED = {
    ast.Mult: "the factor",
    ast.MatMult: "the factor",
    ast.Div: "the division by",
    ast.Add: "the term",
    ast.Sub: "the term",
    ast.Pow: "the power",
}
COMPARED: dict[type, tuple[tuple[type, str], ...]] = {
    ast.Lt: ((ast.LtE, "<= in the place of <"), (ast.Gt, "> in the place of <")),
    ast.Gt: ((ast.GtE, ">= in the place of >"), (ast.Lt, "< in the place of >")),
    ast.Eq: ((ast.GtE, ">= in the place of =="), (ast.Gt, "> in the place of ==")),
}
INSTEAD = {
    "sum": "mean",
    "mean": "sum",
    "max": "min",
    "min": "max",
    "maximum": "minimum",
}
ONE_TURN = "with the loop's first turn alone, as where `return` stands inside it"
Edits = Iterator[tuple[Slip, ast.expr]]


def expression_slips(node: ast.expr, names: list[str]) -> Edits:
    """(slip, the expression that stands there instead) for one expression."""
    if isinstance(node, ast.BinOp):
        yield from _of_operator(node)
        yield from _of_names(node, names)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield slip_of(OPERATOR, "minus_lost", "without a minus sign"), node.operand
    elif isinstance(node, ast.Call):
        yield from _of_call(node)
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield slip_of(LEFT_OUT, "no_transpose", "without a transpose"), node.value
    elif isinstance(node, ast.Constant):
        yield from _of_constant(node)
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield from _of_comparison(node)
    elif isinstance(node, ast.Name) and node.id in names:
        yield from _of_name(node, names)


def _of_operator(node: ast.BinOp) -> Edits:
    kind = type(node.op)
    for other, text in OPERATORS.get(kind, ()):
        new = ast.BinOp(node.left, other(), node.right)
        yield (
            slip_of(OPERATOR, f"operator_{other.__name__.lower()}", f"with {text}"),
            new,
        )
    if kind in ORDER:
        id, text = ORDER[kind]
        yield slip_of(OPERATOR, id, text), ast.BinOp(node.right, node.op, node.left)
    for what, part, rest in _dropped(node, kind):
        sums = kind in (ast.Add, ast.Sub)  # 1 - o without o is a product without 1 - o
        if not (sums and isinstance(rest, ast.Constant)):
            yield _without(what, part), rest


def _dropped(node: ast.BinOp, kind: type) -> Iterator[tuple[str, ast.expr, ast.expr]]:
    """(what, the part that is left out, what is left)"""
    if kind in DROPPED:
        yield DROPPED[kind], node.right, node.left
    if kind in (ast.Mult, ast.MatMult, ast.Add):
        yield DROPPED[kind], node.left, node.right
    if kind is ast.Sub and not isinstance(node.left, ast.Constant):
        yield DROPPED[kind], node.left, ast.UnaryOp(ast.USub(), node.right)


def _without(what: str, part: ast.expr) -> Slip:
    text = ast.unparse(part)
    if len(text) <= LONGEST:
        return slip_of(LEFT_OUT, "left_out", f"without {what} {text}")
    vague = what.replace("the", "a", 1).removesuffix(" by")
    return slip_of(VAGUE, "left_out", f"without {vague}")


def _of_names(node: ast.BinOp, names: list[str]) -> Edits:
    """One name for another throughout a part of the formula, or all but once."""
    used = [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and n.id in names]
    for old in dict.fromkeys(n for n in used if used.count(n) > 1):
        for new in (n for n in names if n != old):
            text = f"with {new} in the place of {old} in one part"
            slip = slip_of(NAME, f"{new}_for_{old}", text)
            for spared in (0, 1) if used.count(old) > 2 else (0,):
                renamed = _Renamed(old, new, spared)
                yield slip, renamed.visit(copy.deepcopy(node))


class _Renamed(ast.NodeTransformer):
    def __init__(self, old: str, new: str, spared: int) -> None:
        self.old, self.new, self.spared = old, new, spared

    def visit_Name(self, node: ast.Name) -> ast.Name:
        if node.id != self.old:
            return node
        self.spared -= 1
        return node if self.spared >= 0 else ast.Name(self.new, node.ctx)


def _of_name(node: ast.Name, names: list[str]) -> Edits:
    for new in names:
        if new != node.id:
            slip = slip_of(
                NAME, f"{new}_for_{node.id}", f"with {new} once for {node.id}"
            )
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
        yield slip_of(LEFT_OUT, f"no_{name}", f"without {name}"), inner
    if name in INSTEAD and isinstance(node.func, ast.Attribute):
        other = INSTEAD[name]
        func = ast.Attribute(node.func.value, other, ast.Load())
        slip = slip_of(
            CALL, f"{other}_for_{name}", f"with {other} in the place of {name}"
        )
        yield slip, ast.Call(func, node.args, node.keywords)
    if len(node.args) == 2:
        first, second = node.args
        slip = slip_of(
            CALL, "arguments_swapped", f"with the arguments of {name} swapped"
        )
        yield slip, ast.Call(node.func, [second, first], node.keywords)
    yield from _of_keywords(node, name)
    if name == "range":
        yield from _of_range(node)


def _of_keywords(node: ast.Call, name: str) -> Edits:
    for i, keyword in enumerate(node.keywords):
        rest = [*node.keywords[:i], *node.keywords[i + 1 :]]
        text = f"without {keyword.arg} in {name}"
        yield (
            slip_of(CALL, f"no_{keyword.arg}", text),
            ast.Call(node.func, node.args, rest),
        )
        if keyword.arg == "axis":
            now = ast.unparse(keyword.value)
            for axis in (0, 1):
                other = ast.keyword("axis", ast.Constant(axis))
                text = f"with the {name} over axis {axis}"
                if str(axis) != now:
                    new = ast.Call(node.func, node.args, [*rest, other])
                    yield slip_of(CALL, "other_axis", text), new


def _of_range(node: ast.Call) -> Edits:
    turns = ast.Call(ast.Name("list", ast.Load()), [node], [])
    cuts: tuple[tuple[str, str, Any], ...] = (
        (
            "first_turn_lost",
            "with the loop's first turn left out",
            ast.Slice(lower=_number(1)),
        ),
        (
            "last_turn_lost",
            "with the loop's last turn left out",
            ast.Slice(upper=_number(-1)),
        ),
        (
            "one_turn_only",
            ONE_TURN,
            ast.Slice(upper=_number(1)),
        ),
        ("turns_backwards", "with the loop run backwards", ast.Slice(step=_number(-1))),
    )
    for id, text, part in cuts:
        yield slip_of(LINE, id, text), ast.Subscript(turns, part, ast.Load())


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
            text = f"with {other:g} in the place of {value:g}"
            yield slip_of(NUMBER, "number", text), ast.Constant(other)


def _of_comparison(node: ast.Compare) -> Edits:
    for other, text in COMPARED.get(type(node.ops[0]), ()):
        new = ast.Compare(node.left, [other()], node.comparators)
        yield slip_of(NUMBER, "comparison", f"with {text}"), new


# ---- lines


def line_slips(lines: list[Any], whole: bool) -> Iterator[tuple[Slip, list[Any]]]:
    """(slip, the lines instead) for one block; whole: it is the function's body."""
    for i, line in enumerate(lines):
        if len(lines) > 1 and not isinstance(line, ast.Return):
            text = "with a line left out"
            yield slip_of(LINE, "line_lost", text), [*lines[:i], *lines[i + 1 :]]
        if isinstance(line, (ast.Assign, ast.Expr)) and not whole:
            text = "with a line that is run twice"
            yield slip_of(LINE, "line_twice", text), [*lines[:i], line, *lines[i:]]
        if i and not isinstance(line, ast.Return):
            text = "with two lines in each other's place"
            swapped = [*lines[: i - 1], line, lines[i - 1], *lines[i + 1 :]]
            yield slip_of(LINE, "lines_swapped", text), swapped
        if i and isinstance(line, ast.For):
            yield from _into_loop(lines, i, line)


def _into_loop(
    lines: list[Any], i: int, loop: ast.For
) -> Iterator[tuple[Slip, list[Any]]]:
    before, after = lines[i - 1], lines[i + 1 : i + 2]
    if isinstance(before, ast.Assign):
        inside = ast.For(loop.target, loop.iter, [before, *loop.body], [], None)
        text = "with a value that begins anew in every turn of the loop"
        yield (
            slip_of(LINE, "begins_anew", text),
            [*lines[: i - 1], before, inside, *lines[i + 1 :]],
        )
    if after and isinstance(after[0], ast.Return):
        inside = ast.For(loop.target, loop.iter, [*loop.body, after[0]], [], None)
        yield (
            slip_of(LINE, "one_turn_only", ONE_TURN),
            [*lines[:i], inside, *lines[i + 1 :]],
        )
