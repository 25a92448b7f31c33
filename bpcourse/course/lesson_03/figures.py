"""Pictures of lesson 03: one neuron as a computational graph, and what it can learn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bpcourse.drawing import svg
from bpcourse.drawing.palette import (
    FORWARD,
    GRADIENT,
    GREY,
    INK,
    PARAMETER,
    SMALL,
    TARGET,
    TITLE,
)
from bpcourse.drawing.picture import Picture, card
from bpcourse.neuron import chain_rule_factors, neuron_output, train_neuron

SIZE = (840, 270)
ROW, RADIUS = 165.0, 23.0
PLACES = (140.0, 245.0, 350.0, 455.0, 560.0, 665.0, 770.0)
WORDS = ("×", "+ b", "× −1", "exp", "+ 1", "1 / h", "E")
NAMES = ("h₁", "h₂", "h₃", "h₄", "h₅", "f")
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
GATES = {"AND": (0, 0, 0, 1), "OR": (0, 1, 1, 1), "XOR": (0, 1, 1, 0)}


@dataclass(frozen=True)
class Flow:
    """Numbers of a graph: values h1 to h5 and f, slopes of the result with respect to them.

    dx, dw, db: slopes with respect to the inputs. E: the loss, or None where the result is f itself.
    """

    values: tuple[float, ...]
    slopes: tuple[float, ...]
    dx: float
    dw: float
    db: float
    E: float | None


def flow(x: float, w: float, b: float, t: float | None = None) -> Flow:
    """Forward and back through D3's graph; without a target the result is f.

    >>> flow(1.0, 0.0, 0.0).dw
    0.25
    """
    h1 = w * x
    h4 = float(np.exp(-(h1 + b)))
    f = 1 / (h4 + 1)
    values = (h1, h1 + b, -(h1 + b), h4, h4 + 1, f)
    slope = 1.0 if t is None else f - t
    slopes = [slope]
    for factor in chain_rule_factors(x, w, b)[:5]:
        slope *= factor
        slopes.append(slope)
    E = None if t is None else 0.5 * (f - t) ** 2
    back = tuple(slopes[::-1])
    return Flow(values, back, slope * w, slope * x, back[1], E)


def graph(
    x: float = 1.0, w: float = 0.0, b: float = 0.0, t: float | None = None
) -> Picture:
    """The graph: forward numbers above the edges, backward numbers below."""
    now = flow(x, w, b, t)
    shown = 6 if t is None else 7
    parts = [
        svg.text(24, 28, "forward, above: values →", TITLE, FORWARD, bold=True),
        svg.text(300, 28, "backward, below: slopes ←", TITLE, GRADIENT, bold=True),
        *_entry("w", (40, 105), (PLACES[0], ROW), w, now.dw, PARAMETER),
        *_entry("x", (40, 225), (PLACES[0], ROW), x, now.dx, FORWARD),
        *_from_above("b", PLACES[1], b, now.db, PARAMETER),
    ]
    for k, (value, slope) in enumerate(zip(now.values, now.slopes, strict=True)):
        parts += _edge(k, value, slope)
    if t is not None:
        parts += _from_above("t", PLACES[6], t, None, TARGET)
        words = f"E = {svg.number(now.E or 0.0)}"
        parts.append(svg.text(PLACES[6], ROW + 62, words, SMALL, INK, "middle"))
    for at, words in zip(PLACES[:shown], WORDS, strict=False):
        parts.append(svg.node(at, ROW, words, RADIUS))
    return card(*SIZE, parts, _graph_words(now, x, w, b, t))


def _graph_words(now: Flow, x: float, w: float, b: float, t: float | None) -> str:
    show = svg.number
    name = "f" if t is None else "E"
    end = (
        "" if t is None else f" The target is {show(t)}, and E = {show(now.E or 0.0)}."
    )
    return (
        f"Forward: x = {show(x)}, w = {show(w)}, b = {show(b)} give z = "
        f"{show(now.values[1])} and f = {show(now.values[5])}.{end} Backward: the slope of "
        f"{name} is {show(now.dw)} with respect to w, {show(now.db)} with respect to b, "
        f"{show(now.dx)} with respect to x."
    )


def _edge(k: int, value: float, slope: float) -> list[str]:
    """The edge behind operation k, with its two numbers."""
    last = k + 1 == len(PLACES)
    start = PLACES[k] + RADIUS
    end = start + 56 if last else PLACES[k + 1] - RADIUS
    middle = (start + end) / 2
    return [
        svg.arrow((start, ROW), (end, ROW)),
        svg.text(middle, ROW - 9, svg.number(value, 3), SMALL, FORWARD, "middle"),
        svg.text(middle, ROW + 20, svg.number(slope, 3), SMALL, GRADIENT, "middle"),
        svg.text(middle, ROW + 44, NAMES[k], SMALL, GREY, "middle"),
    ]


def _entry(
    name: str,
    start: tuple[float, float],
    end: tuple[float, float],
    value: float,
    slope: float,
    colour: str,
) -> list[str]:
    down = 1 if end[1] > start[1] else -1
    tip = (end[0] - 0.86 * RADIUS, end[1] - down * 0.5 * RADIUS)
    return [
        svg.arrow((start[0] + 14, start[1] + down * 8), tip),
        svg.node(*start, name, 16, colour),
        svg.text(start[0] - 16, start[1] - 24, svg.number(value, 3), SMALL, FORWARD),
        svg.text(start[0] - 16, start[1] + 34, svg.number(slope, 3), SMALL, GRADIENT),
    ]


def _from_above(
    name: str, x: float, value: float, slope: float | None, colour: str
) -> list[str]:
    parts = [
        svg.arrow((x, 92), (x, ROW - RADIUS)),
        svg.node(x, 76, name, 16, colour),
        svg.text(x - 8, 116, svg.number(value, 3), SMALL, FORWARD, "end"),
    ]
    if slope is not None:
        parts.append(svg.text(x + 8, 116, svg.number(slope, 3), SMALL, GRADIENT))
    return parts


# ---- what one neuron can learn


def gates(eta: float = 5.0, steps: int = 2000) -> Picture:
    """AND, OR and XOR after training: the line where the neuron answers one half."""
    parts, words = [], []
    for k, (name, targets) in enumerate(GATES.items()):
        drawn, said = _gate(60 + 255 * k, name, np.array(targets, float), eta, steps)
        parts += drawn
        words.append(said)
    key = "filled: should answer 1 · open: should answer 0 · line: the neuron answers ½"
    parts.append(svg.text(60, 318, key, SMALL, GREY))
    alt = f"Three trained neurons and the four corners of a square. {' '.join(words)}"
    return Picture(svg.card(820, 335, parts, alt), alt)


def _gate(
    left: float, name: str, t: np.ndarray, eta: float, steps: int
) -> tuple[list[str], str]:
    w, b = train_neuron(CORNERS, t, eta, steps)
    plot = svg.Plot(left, 50, 200, 200, (-0.4, 1.4), (-0.4, 1.4))
    parts = [plot.frame(name, [0, 1], [0, 1], "x₁", "x₂")]
    if abs(w[1]) > 1e-9:
        xs = np.array([-0.4, 1.4])
        parts.append(plot.inside(plot.curve(xs, -(w[0] * xs + b) / w[1], GRADIENT)))
    outputs = [float(neuron_output(x, w, b)) for x in CORNERS]
    for x, target, o in zip(CORNERS, t, outputs, strict=True):
        at = (plot.x(x[0]), plot.y(x[1]))
        parts.append(svg.dot(*at, TARGET, 7, open_=target == 0))
        parts.append(svg.label(at[0], at[1] + 24, svg.fixed(o, 2), SMALL, FORWARD))
    answers = ", ".join(svg.fixed(o, 2) for o in outputs)
    line = "a line parts them" if abs(w[1]) > 1e-9 else "no line: all answers are equal"
    return parts, f"{name}: answers {answers}; {line}."
