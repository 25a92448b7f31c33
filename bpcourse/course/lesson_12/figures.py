"""Pictures of lesson 12: the graph of an expression, swept forward and back."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bpcourse import sweeps
from bpcourse.drawing import svg
from bpcourse.drawing.film import Film
from bpcourse.drawing.palette import (
    BODY,
    FORWARD,
    GRADIENT,
    GREY,
    HIGHLIGHT,
    INK,
    LIGHT,
    PAPER,
    SMALL,
    tint,
)
from bpcourse.drawing.picture import Picture, card

SIZE = (840, 420)
EXPRESSIONS = (
    "w * exp(w * x)",
    "(sigmoid(w * x + b) - t)**2 / 2",
    "x * y * (x * y + x)",
)
VALUES = {"w": 0.5, "x": 2.0, "b": -0.5, "t": 1.0, "y": 1.5}
NONE, OVERWRITES, NO_ORDER = "nothing", "= for +=", "no order"
BREAKS = (NONE, OVERWRITES, NO_ORDER)
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
    """One node hands on: what its parents have heard afterwards, and how it was added."""

    name: str
    heard: dict[str, float]
    sums: tuple[str, ...]


def sweep(graph: Graph, broken: str, order: Sequence[str]) -> list[Step]:
    """What happens node by node, in the right order or with something broken."""
    heard, steps = {graph.root: 1.0}, []
    for name in _levels(graph) if broken == NO_ORDER else reversed(order):
        sums = []
        for parent, slope in zip(graph.parents[name], graph.slopes[name]):
            part = heard[name] * slope
            before = heard.get(parent)
            adds = before is not None and broken != OVERWRITES
            heard[parent] = part + (before if adds and before is not None else 0.0)
            sums.append(_told(parent, before, part, heard[parent], adds))
        steps.append(Step(name, dict(heard), tuple(sums)))
    return steps


def _told(
    parent: str, before: float | None, part: float, after: float, adds: bool
) -> str:
    if before is None:
        return f"{parent} hears {_n(part)}"
    if adds:
        return (
            f"{parent} hears {_n(part)} more: {_n(before)} + {_n(part)} = {_n(after)}"
        )
    return f"{parent} hears {_n(part)}, and {_n(before)} is lost"


def _levels(graph: Graph) -> list[str]:
    """Each node as soon as it is reached, as a search without an order does."""
    seen = [graph.root]
    for name in seen:
        seen += [p for p in dict.fromkeys(graph.parents[name]) if p not in seen]
    return seen


def _n(value: float) -> str:
    return svg.number(value, 3)


# ---- pictures ------------------------------------------------------------------------


def frames(
    text: str,
    values: dict[str, float],
    broken: str = NONE,
    topological_order: Callable[..., Any] = sweeps.topological_order,
) -> Film:
    """Forward node by node in topological order, then back; with a sum at shared nodes."""
    graph = read(text, values)
    order = list(topological_order(graph.parents, graph.root))
    right = sweeps.reverse_sweep(graph.parents, graph.slopes, graph.root)
    back = sweep(graph, broken, order)
    draws = [lambda k=k: _forward(graph, order, k) for k in range(len(order))]
    draws += [lambda s=s: _backward(graph, s, right, s is back[-1]) for s in back]
    return Film(len(draws), lambda k: draws[k]())


def _forward(graph: Graph, order: list[str], k: int) -> Picture:
    name, known = order[k], set(order[: k + 1])
    made = ", ".join(graph.parents[name])
    how = f"computed from {made}" if made else "a leaf: its value is given"
    words = (
        f"Forward, node {k + 1} of {len(order)}: {_called(graph, name)}, {how}; "
        f"its value is {_n(graph.values[name])}."
    )
    head = f"forward: {name} = {_n(graph.values[name])}"
    parts = [
        svg.text(24, 28, head, 18, FORWARD, bold=True),
        *_draw(graph, name, known, {}),
    ]
    return card(*SIZE, parts, f"{graph.text}. {words}")


def _backward(graph: Graph, step: Step, right: dict[str, float], last: bool) -> Picture:
    sums = "; ".join(step.sums) or "it is a leaf, and keeps what it has heard"
    words = f"Back, node {_called(graph, step.name)} hands on {_n(step.heard[step.name])}: {sums}."
    wrong = (
        [n for n, v in step.heard.items() if abs(v - right[n]) > 1e-9] if last else []
    )
    if last:
        leaves = [n for n in graph.parents if n in graph.signs and not graph.parents[n]]
        told = ", ".join(f"{n}: {_n(step.heard.get(n, 0.0))}" for n in leaves)
        words += f" The sweep has ended. The leaves have heard {told}."
    if wrong:
        should = ", ".join(f"{n} should be {_n(right[n])}" for n in wrong)
        words += f" Wrong: {should}."
    parts = [
        svg.text(24, 28, f"back: {step.name} hands on", 18, GRADIENT, bold=True),
        *_draw(graph, step.name, set(graph.parents), step.heard, wrong),
        *(
            svg.text(24, 366 + 20 * k, line, BODY, INK)
            for k, line in enumerate(step.sums)
        ),
    ]
    return card(*SIZE, parts, f"{graph.text}. {words}")


def _called(graph: Graph, name: str) -> str:
    sign = graph.signs[name]
    return name if sign == name else f"{name} ({sign})"


def _places(graph: Graph) -> dict[str, tuple[float, float]]:
    """Where each node stands: its longest way from a leaf to the right, spread downwards."""
    depth: dict[str, int] = {}
    for name, parents in graph.parents.items():
        depth[name] = 1 + max((depth[p] for p in parents), default=-1)
    for name in [n for n, parents in graph.parents.items() if not parents]:
        depth[name] = min(
            (depth[n] - 1 for n, p in graph.parents.items() if name in p), default=0
        )
    deepest = max(depth.values()) or 1
    found = {}
    for level in range(deepest + 1):
        here = [n for n in graph.parents if depth[n] == level]
        for k, name in enumerate(here):
            y = 40 + 280 * (k + 0.5) / len(here) + 36 * (level % 2)
            found[name] = (70 + 690 * level / deepest, y)
    return found


def _draw(
    graph: Graph,
    now: str,
    known: set[str],
    heard: dict[str, float],
    wrong: Sequence[str] = (),
) -> list[str]:
    places, parts = _places(graph), []
    for name, parents in graph.parents.items():
        for k, parent in enumerate(parents):
            bend = 7 * (2 * k - 1) if parents.count(parent) > 1 else 0
            active = now == name
            parts.append(_edge(places[parent], places[name], bend, active, bool(heard)))
    for name, at in places.items():
        parts += _circle(graph, name, at, name == now, name in known)
        if name in heard:
            mark = " ✗" if name in wrong else ""
            parts.append(
                svg.label(at[0], at[1] + 40, _n(heard[name]) + mark, BODY, GRADIENT)
            )
    parts.append(
        svg.text(600, 28, "above: value · below: slope of the end", SMALL, GREY)
    )
    return parts


def _edge(start: Any, end: Any, bend: float, active: bool, back: bool) -> str:
    (x0, y0), (x1, y1) = start, end
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    dx, dy = (x1 - x0) / length, (y1 - y0) / length
    a = (x0 + 22 * dx - bend * dy, y0 + 22 * dy + bend * dx)
    b = (x1 - 22 * dx - bend * dy, y1 - 22 * dy + bend * dx)
    colour = (GRADIENT if back else FORWARD) if active else LIGHT
    return svg.arrow(
        *((b, a) if active and back else (a, b)), colour, 2.5 if active else 1.5
    )


def _circle(graph: Graph, name: str, at: Any, now: bool, known: bool) -> list[str]:
    fill = tint(HIGHLIGHT, 0.45) if now else PAPER
    sign = graph.signs[name]
    size = BODY if len(sign) < 4 else SMALL
    parts = [svg.node(*at, sign if len(sign) < 7 else "σ", 21, INK, fill, size)]
    if known:
        value = _n(graph.values[name])
        words = value if sign == name else f"{name} = {value}"
        parts.append(svg.label(at[0], at[1] - 27, words, SMALL, FORWARD))
    return parts


def graph() -> Picture:
    """w·exp(w·x) after both sweeps: two arrows leave w, and what comes back is added."""
    return frames(EXPRESSIONS[0], VALUES)[-1]
