"""The δ-flow in pictures: a forward and a backward pass, one frame per step.

frames(net, X, T)                               a film of pictures
frames(net, X, T, "no_transpose")               the same with a mistake switched on
"""

from __future__ import annotations

from typing import Any

import numpy as np

from . import svg
from .film import Film
from .flow import (
    HANDED_IN,
    NONE,
    WORDS,
    Flow,
    Step,
    broken,
    differs,
    first_wrong,
    reached,
    record,
    steps,
)
from .flow_words import (
    SUP,
    headline,
    what_it_shows,
)
from .flow_workings import (
    DENSE,
    TOP,
    WIDTH,
    formulas,
    pitch,
    size,
    workings,
)
from .palette import (
    BODY,
    FORWARD,
    GRADIENT,
    GREY,
    HIGHLIGHT,
    INK,
    LIGHT,
    PAPER,
    PARAMETER,
    SMALL,
    TARGET,
    tint,
)
from .picture import Picture, card


def frames(
    net: Any = None,
    X: Any = None,
    T: Any = None,
    mistake: str = NONE,
    own: Flow | None = None,
) -> Film:
    """Every frame of a pass, with what it shows in words; own: one that is handed in."""
    right = net if isinstance(net, Flow) else record(net, X, T)
    shown = own if own and mistake == HANDED_IN else broken(right, mistake)
    first, order = first_wrong(right, shown), steps(right.depth)
    draw = lambda nth: _frame(right, shown, order[nth], mistake, first)
    return Film(len(order), draw)


def _frame(
    right: Flow, shown: Flow, step: Step, mistake: str, first: int | None
) -> Picture:
    words = what_it_shows(right, shown, step, mistake, first)
    parts = [
        svg.text(20, 25, headline(step, right.depth), 17, bold=True),
        *_edges(shown, step),
        *_units(right, shown, step),
        *_outside(shown, step),
        *formulas(right, step),
        *workings(right, shown, step),
    ]
    if mistake != NONE:
        here = "✗ wrong first here · " if step.nth == first else ""
        how = "computed by" if mistake == HANDED_IN else "broken on purpose:"
        what = "the backward handed in" if mistake == HANDED_IN else WORDS[mistake]
        warning = f"{here}{how} {what}"
        parts.append(svg.text(WIDTH - 20, 41, warning, SMALL, INK, "end", bold=True))
    return card(*size(right), parts, words)


# ---- the network ---------------------------------------------------------------------


def _x(flow: Flow, layer: int) -> float:
    first = 20 + _half(flow)
    return first + (WIDTH - 90 - _half(flow) - first) / flow.depth * layer


def _y(flow: Flow, layer: int, unit: int) -> float:
    middle = TOP + pitch(flow) * flow.most / 2
    return middle + (unit - (len(flow.a[layer]) - 1) / 2) * pitch(flow)


def _ys(flow: Flow, layer: int) -> list[float]:
    return [_y(flow, layer, unit) for unit in range(len(flow.a[layer]))]


def _half(flow: Flow) -> float:
    return 42.0 if flow.depth > 4 else 56.0


def _short(flow: Flow, value: float) -> str:
    """A number that fits into a unit's box."""
    return svg.number(value, 3 if flow.depth > 4 else 4)


def _edges(flow: Flow, step: Step) -> list[str]:
    parts = []
    for gap in range(flow.depth):
        active, colour = _active(gap, step)
        parts.append(
            _bundle(flow, gap, colour if active else LIGHT, 2 if active else 1)
        )
        if flow.most <= 3:
            parts += _weights(flow, gap)
        parts.append(_gap_name(flow, gap, step, active, colour))
    return parts


def _active(gap: int, step: Step) -> tuple[bool, str]:
    """Whether the edges of a gap carry something in this step, and its colour."""
    if step.kind == "z":
        return gap == step.layer - 1, FORWARD
    if step.kind == "delta":
        return gap == step.layer, GRADIENT
    return step.kind == "grad" and gap == step.layer - 1, GRADIENT


def _bundle(flow: Flow, gap: int, colour: str, width: float) -> str:
    """All edges of a gap as one path."""
    left, right = _x(flow, gap) + _half(flow), _x(flow, gap + 1) - _half(flow)
    starts, ends = _ys(flow, gap), _ys(flow, gap + 1)
    path = "".join(
        f"M{left:.0f} {y0:.0f}L{right:.0f} {y1:.0f}" for y0 in starts for y1 in ends
    )
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}"/>'


def _weights(flow: Flow, gap: int) -> list[str]:
    """The weights, written on their edges near where they start."""
    W, parts = flow.weights[gap], []
    left, right = _x(flow, gap) + _half(flow), _x(flow, gap + 1) - _half(flow)
    for j, k in np.ndindex(*W.shape):
        share = 0.16 + 0.13 * k
        y0, y1 = _y(flow, gap, j), _y(flow, gap + 1, k)
        at = (left + share * (right - left), y0 + share * (y1 - y0) + 4)
        parts.append(svg.label(*at, svg.number(float(W[j, k]), 3), SMALL, PARAMETER))
    return parts


def _gap_name(flow: Flow, gap: int, step: Step, active: bool, colour: str) -> str:
    """W of the gap, below it, and dW's size once it is known."""
    x = (_x(flow, gap) + _x(flow, gap + 1)) / 2
    y = TOP + pitch(flow) * flow.most + 12
    arrow = {"z": " →", "delta": " ←"}.get(step.kind, "") if active else ""
    known = reached("grad", gap + 1, step, flow.depth)
    name = f"dW{SUP[gap + 1]}" if known else f"W{SUP[gap + 1]}"
    if active and step.kind == "delta":
        name = f"W{SUP[gap + 1]}ᵀ"
    tone = GRADIENT if known else colour if active else GREY
    return svg.text(x, y, name + arrow, BODY, tone, "middle", bold=active or known)


def _units(right: Flow, shown: Flow, step: Step) -> list[str]:
    return [
        _unit(right, shown, step, layer, unit)
        for layer in range(shown.depth + 1)
        for unit in range(len(shown.a[layer]))
    ]


def _unit(right: Flow, shown: Flow, step: Step, layer: int, unit: int) -> str:
    x, y, half = _x(shown, layer), _y(shown, layer, unit), _half(shown)
    lines = _unit_lines(right, shown, step, layer, unit)
    now = layer == step.layer and step.kind in ("z", "a", "delta", "start")
    fill = tint(HIGHLIGHT, 0.16) if now else PAPER
    high = (4.0 if shown.most < DENSE else 3.2) * SMALL
    edge, wide = (HIGHLIGHT, 2.5) if now else (GREY, 1.0)
    box = svg.rect(x - half, y - high / 2, 2 * half, high, fill, edge, wide, 6)
    pitch = high / 3.2
    rows = [
        svg.text(
            x - half + 5, y + 0.36 * SMALL + pitch * (row - 1), words, SMALL, colour,
            bold=bold,
        )
        for row, words, colour, bold in lines
    ]  # fmt: skip
    return box + "".join(rows)


def _unit_lines(right: Flow, shown: Flow, step: Step, layer: int, unit: int):
    """(row, words, colour, bold) of a unit's numbers that are known at this step."""
    if layer == 0:
        return [
            (1, f"x {_short(shown, shown.a[0][unit])}", FORWARD, step.kind == "start")
        ]
    lines = []
    for row, (kind, values) in enumerate(
        (("z", shown.z), ("a", shown.a[1:]), ("delta", shown.delta))
    ):
        if not reached(kind, layer, step, shown.depth):
            continue
        now = step.kind == kind and step.layer == layer
        name, colour = ("δ", GRADIENT) if kind == "delta" else (kind, FORWARD)
        value = values[layer - 1][unit]
        truth = right.delta[layer - 1]
        wrong = kind == "delta" and differs(truth, shown.delta[layer - 1])[unit]
        mark = "✗" if wrong else ""
        lines.append(
            (row, f"{mark}{name} {_short(shown, value)}", colour, now or wrong)
        )
    return lines


def _outside(flow: Flow, step: Step) -> list[str]:
    """Targets and the loss, right of the output."""
    x = _x(flow, flow.depth) + _half(flow) + 12
    parts = [
        svg.text(
            x,
            _y(flow, flow.depth, k) + 4,
            f"t {svg.number(float(t))}",
            SMALL,
            TARGET,
            bold=True,
        )
        for k, t in enumerate(flow.target)
    ]
    if reached("loss", flow.depth, step, flow.depth):
        y = TOP + pitch(flow) * flow.most + 12
        words, bold = f"E = {svg.number(flow.loss, 6)}", step.kind == "loss"
        parts.append(svg.text(WIDTH - 20, y, words, BODY, INK, "end", bold=bold))
    return parts
