"""An expression as a graph, and its sweep back step by step, whole or broken on purpose."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bpcourse.drawing import svg

from .shared import levels

NONE, OVERWRITES, NO_ORDER = "none", "overwrites", "no_order"
BREAKS = {NONE: "nothing", OVERWRITES: "= for +=", NO_ORDER: "no order"}
MOST = 14  # nodes that there is room for

Slopes = tuple[float, ...]
FUNCTIONS: dict[
    str, tuple[Callable[[float], float], Callable[[float, float], float]]
] = {
    # a function, and its slope from its argument and its value
    "exp": (math.exp, lambda a, y: y),
    "log": (math.log, lambda a, y: 1 / a),
    "sin": (math.sin, lambda a, y: math.cos(a)),
    "tanh": (math.tanh, lambda a, y: 1 - y * y),
    "sigmoid": (lambda a: 1 / (1 + math.exp(-a)), lambda a, y: y * (1 - y)),
}
OPERATORS: dict[
    type, tuple[str, Callable[[float, float], float], Callable[..., Slopes]]
] = {
    ast.Add: ("+", lambda a, b: a + b, lambda a, b: (1.0, 1.0)),
    ast.Sub: ("−", lambda a, b: a - b, lambda a, b: (1.0, -1.0)),
    ast.Mult: ("×", lambda a, b: a * b, lambda a, b: (b, a)),
    ast.Div: ("÷", lambda a, b: a / b, lambda a, b: (1 / b, -a / b**2)),
}


@dataclass
class Graph:
    """An expression as a graph: names in the order of computing, and what is known of each."""

    text: str
    signs: dict[str, str] = field(default_factory=dict)
    values: dict[str, float] = field(default_factory=dict)
    parents: dict[str, list[str]] = field(default_factory=dict)
    slopes: dict[str, list[float]] = field(default_factory=dict)

    @property
    def root(self) -> str:
        return list(self.parents)[-1]

    def add(
        self, sign: str, value: float, parents: Sequence[str], slopes: Slopes
    ) -> str:
        """A node's name; equal ones are one node, so that they are shared."""
        for name, other in self.signs.items():
            if other == sign and self.parents[name] == list(parents):
                return name
        name = sign if not parents else f"h{sum(map(bool, self.parents.values())) + 1}"
        self.signs[name], self.values[name] = sign, value
        self.parents[name], self.slopes[name] = list(parents), list(slopes)
        return name


def read(text: str, values: dict[str, float]) -> Graph:
    """The graph of an expression of + − * / ** and the functions above.

    ValueError where it holds anything else, or too much.
    """
    graph = Graph(text)
    try:
        _node(ast.parse(text, mode="eval").body, graph, values)
    except SyntaxError as error:
        raise ValueError(f"the expression {text!r} can't be read") from error
    if len(graph.parents) > MOST:
        raise ValueError(f"{text!r} has {len(graph.parents)} nodes; at most {MOST} fit")
    return graph


def _node(tree: Any, graph: Graph, values: dict[str, float]) -> str:
    inner = lambda part: _node(part, graph, values)
    if isinstance(tree, ast.Name):
        if tree.id not in values:
            raise ValueError(
                f"{tree.id!r} has no value; write {tree.id}=… behind the text"
            )
        return graph.add(tree.id, float(values[tree.id]), (), ())
    if isinstance(tree, ast.Constant) and isinstance(tree.value, int | float):
        return graph.add(f"{tree.value:g}", float(tree.value), (), ())
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Pow):
        return _power(inner(tree.left), tree.right, graph)
    if isinstance(tree, ast.BinOp) and type(tree.op) in OPERATORS:
        sign, value, slopes = OPERATORS[type(tree.op)]
        left, right = inner(tree.left), inner(tree.right)
        a, b = graph.values[left], graph.values[right]
        return graph.add(sign, value(a, b), (left, right), slopes(a, b))
    if isinstance(tree, ast.Call) and getattr(tree.func, "id", "") in FUNCTIONS:
        name = str(getattr(tree.func, "id", ""))
        f, slope = FUNCTIONS[name]
        at = inner(tree.args[0])
        a = graph.values[at]
        return graph.add(name, f(a), (at,), (slope(a, f(a)),))
    raise ValueError(
        f"{ast.unparse(tree)!r}: expected + - * / **, names, numbers, {', '.join(FUNCTIONS)}"
    )


def _power(base: str, exponent: Any, graph: Graph) -> str:
    if not isinstance(exponent, ast.Constant) or not isinstance(
        exponent.value, int | float
    ):
        raise ValueError("the exponent has to be a number")
    n, a = float(exponent.value), graph.values[base]
    return graph.add(f"^{n:g}", a**n, (base,), (n * a ** (n - 1),))


# ---- the sweep back, step by step ----------------------------------------------------


@dataclass(frozen=True)
class Step:
    """One node hands on: what its parents have received afterwards, and how it was added."""

    name: str
    received: dict[str, float]
    sums: tuple[str, ...]


def sweep(graph: Graph, broken: str, order: Sequence[str]) -> list[Step]:
    """What happens node by node, in the right order or with something broken."""
    received, steps = {graph.root: 1.0}, []
    unordered = levels(graph.parents, graph.root)
    for name in unordered if broken == NO_ORDER else reversed(order):
        sums = []
        for parent, slope in zip(graph.parents[name], graph.slopes[name]):
            part = received[name] * slope
            before = received.get(parent)
            adds = before is not None and broken != OVERWRITES
            received[parent] = part + (before if adds and before is not None else 0.0)
            sums.append(_told(parent, before, part, received[parent], adds))
        steps.append(Step(name, dict(received), tuple(sums)))
    return steps


def _told(
    parent: str, before: float | None, part: float, after: float, adds: bool
) -> str:
    if before is None:
        return f"{parent} receives {written(part)}"
    if adds:
        return f"{parent} receives {written(part)} more: {written(before)} + {written(part)} = {written(after)}"
    return f"{parent} receives {written(part)}, and {written(before)} is lost"


def written(value: float) -> str:
    return svg.number(value, 3)
