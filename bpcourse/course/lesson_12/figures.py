"""Pictures of lesson 12: the graph of an expression, swept forward and back."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
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
    PAPER,
    SMALL,
    tint,
)
from bpcourse.drawing.picture import Picture, card

from .expression import BREAKS, NONE, Graph, Step, read, sweep, written
from .layout import places

SIZE = (740, 448)
LOOKS = 20_000  # into a graph's table; one sweep needs a few for each node
EXPRESSIONS = (
    "w * exp(w * x)",
    "(sigmoid(w * x + b) - t)**2 / 2",
    "x * y * (x * y + x)",
)
VALUES = {"w": 0.5, "x": 2.0, "b": -0.5, "t": 1.0, "y": 1.5}


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
    broke = f"Broken on purpose: {BREAKS[broken]}." if broken != NONE else ""
    draws = [lambda k=k: _forward(graph, order, k, broke) for k in range(len(order))]
    draws += [
        lambda s=s: _backward(graph, s, right, s is back[-1], broke) for s in back
    ]
    return Film(len(draws), lambda k: draws[k]())


def _forward(graph: Graph, order: list[str], k: int, broke: str) -> Picture:
    name, known = order[k], set(order[: k + 1])
    made = ", ".join(graph.parents[name])
    how = f"computed from {made}" if made else "a leaf: its value is given"
    words = (
        f"Forward, node {k + 1} of {len(order)}: {_called(graph, name)}, {how}; "
        f"its value is {written(graph.values[name])}."
    )
    head = f"forward: {name} = {written(graph.values[name])}"
    parts = [
        svg.text(24, 28, head, 18, FORWARD, bold=True),
        svg.text(24, 50, broke, SMALL, GRADIENT, bold=True),
        *_draw(graph, name, known, {}),
    ]
    return card(*SIZE, parts, " ".join(filter(None, (f"{graph.text}.", broke, words))))


def _backward(
    graph: Graph, step: Step, right: dict[str, float], last: bool, broke: str
) -> Picture:
    sums = "; ".join(step.sums) or "it is a leaf, and keeps what it has received"
    words = f"Back, node {_called(graph, step.name)} hands on {written(step.received[step.name])}: {sums}."
    wrong = (
        [n for n, v in step.received.items() if abs(v - right[n]) > 1e-9]
        if last
        else []
    )
    if last:
        leaves = [n for n in graph.parents if n in graph.signs and not graph.parents[n]]
        told = ", ".join(f"{n}: {written(step.received.get(n, 0.0))}" for n in leaves)
        words += f" The sweep has ended. The leaves have received {told}."
    if wrong:
        should = ", ".join(f"{n} should be {written(right[n])}" for n in wrong)
        words += f" Wrong: {should}."
    parts = [
        svg.text(24, 28, f"back: {step.name} hands on", 18, GRADIENT, bold=True),
        svg.text(24, 50, broke, SMALL, GRADIENT, bold=True),
        *_draw(graph, step.name, set(graph.parents), step.received, wrong),
        *(
            svg.text(24, 396 + 20 * k, line, BODY, INK)
            for k, line in enumerate(step.sums)
        ),
    ]
    return card(*SIZE, parts, " ".join(filter(None, (f"{graph.text}.", broke, words))))


def _called(graph: Graph, name: str) -> str:
    sign = graph.signs[name]
    return name if sign == name else f"{name} ({sign})"


def _draw(
    graph: Graph,
    now: str,
    known: set[str],
    received: dict[str, float],
    wrong: Sequence[str] = (),
) -> list[str]:
    at_of, parts = places(graph.parents), []
    for name, parents in graph.parents.items():
        for k, parent in enumerate(parents):
            bend = 7 * (2 * k - 1) if parents.count(parent) > 1 else 0
            active = now == name
            parts.append(
                _edge(at_of[parent], at_of[name], bend, active, bool(received))
            )
    for name, at in at_of.items():
        parts += _circle(graph, name, at, name == now, name in known)
        if name in received:
            mark = " ✗" if name in wrong else ""
            parts.append(
                svg.label(
                    at[0], at[1] + 40, written(received[name]) + mark, BODY, GRADIENT
                )
            )
    parts.append(
        svg.text(
            716, 28, "above: value · below: what it has received", SMALL, GREY, "end"
        )
    )
    return parts


def _edge(start: Any, end: Any, bend: float, active: bool, back: bool) -> str:
    (x0, y0), (x1, y1) = start, end
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    dx, dy = (x1 - x0) / length, (y1 - y0) / length
    a = (x0 + 22 * dx - bend * dy, y0 + 22 * dy + bend * dx)
    b = (x1 - 22 * dx - bend * dy, y1 - 22 * dy + bend * dx)
    colour = (GRADIENT if back else FORWARD) if active else GREY
    return svg.arrow(
        *((b, a) if active and back else (a, b)), colour, 3.0 if active else 1.2
    )


def _circle(graph: Graph, name: str, at: Any, now: bool, known: bool) -> list[str]:
    fill = tint(HIGHLIGHT, 0.45) if now else PAPER
    sign = graph.signs[name]
    size = BODY if len(sign) < 4 else SMALL
    parts = [svg.node(*at, sign if len(sign) < 7 else "σ", 21, INK, fill, size)]
    if known:
        value = written(graph.values[name])
        words = value if sign == name else f"{name} = {value}"
        parts.append(svg.label(at[0], at[1] - 27, words, SMALL, FORWARD))
    return parts


def graph() -> Picture:
    """w·exp(w·x), forward: each node with its value, and its parents' arrows."""
    film = frames(EXPRESSIONS[0], VALUES)
    return film[len(read(EXPRESSIONS[0], VALUES).parents) - 1]


class _Watched(dict[str, list[str]]):
    looks = 0

    def __getitem__(self, name: str) -> list[str]:
        self.looks += 1
        if self.looks > LOOKS:
            raise RuntimeError(
                f"{LOOKS} looks into a graph of {len(self)} nodes: this function follows "
                "every path. Visit each node once, in an order; hint(reverse_sweep) helps."
            )
        return super().__getitem__(name)


def watched(parents: dict[str, list[str]]) -> dict[str, list[str]]:
    """The same table; RuntimeError for a function that looks into it far too often."""
    return _Watched(parents)
