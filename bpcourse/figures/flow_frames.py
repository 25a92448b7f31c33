"""The δ-flow in pictures: a forward and a backward pass, one frame a step.

frames(net, X, T)                               a list of (SVG text, words)
frames(net, X, T, "no transpose in BP2")        the same with a mistake switched on
"""

from __future__ import annotations

from typing import Any

import numpy as np

from . import svg
from .flow import NONE, Flow, Step, broken, differs, first_wrong, reached, record, steps
from .flow_words import (
    SUP,
    activated,
    deltas_written,
    headline,
    sums_written,
    what_it_shows,
)
from .matrix import Matrix
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
    TITLE,
    tint,
)

Array = np.ndarray
WIDTH, TOP, PANEL = 860, 44, 190


def size(flow: Flow) -> tuple[int, int]:
    """Width and height of every frame of this network, in pixels."""
    return WIDTH, round(TOP + _pitch(flow) * flow.most + 24 + PANEL)


def _pitch(flow: Flow) -> float:
    return max(52.0, min(104.0, 290 / flow.most))


def frames(
    net: Any = None, X: Any = None, T: Any = None, mistake: str = NONE
) -> list[tuple[str, str]]:
    """Every frame of a pass, with what it shows in words."""
    right = net if isinstance(net, Flow) else record(net, X, T)
    shown = broken(right, mistake)
    first = first_wrong(right, shown)
    return [_frame(right, shown, step, mistake, first) for step in steps(right.depth)]


def _frame(
    right: Flow, shown: Flow, step: Step, mistake: str, first: int | None
) -> tuple[str, str]:
    words = what_it_shows(right, shown, step, mistake, first)
    parts = [
        svg.text(20, 28, headline(step, right.depth), 17, bold=True),
        *_edges(shown, step),
        *_units(right, shown, step),
        *_outside(shown, step),
        *_formulas(right, step),
        *_workings(right, shown, step),
    ]
    if mistake != NONE:
        warning = f"broken on purpose: {mistake}"
        parts.append(svg.text(WIDTH - 20, 28, warning, BODY, INK, "end", bold=True))
    return svg.card(*size(right), parts, words), words


# ---- the network ---------------------------------------------------------------------


def _x(flow: Flow, layer: int) -> float:
    return 78 + (WIDTH - 250) / flow.depth * layer


def _y(flow: Flow, layer: int, unit: int) -> float:
    middle = TOP + _pitch(flow) * flow.most / 2
    return middle + (unit - (len(flow.a[layer]) - 1) / 2) * _pitch(flow)


def _half(flow: Flow) -> float:
    return 40.0 if flow.depth > 4 else 56.0


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
    path = "".join(
        f"M{left:.0f} {_y(flow, gap, j):.0f}L{right:.0f} {_y(flow, gap + 1, k):.0f}"
        for j in range(len(flow.a[gap]))
        for k in range(len(flow.a[gap + 1]))
    )
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}"/>'


def _weights(flow: Flow, gap: int) -> list[str]:
    """The weights, written on their edges near where they start."""
    W, parts = flow.weights[gap], []
    left, right = _x(flow, gap) + _half(flow), _x(flow, gap + 1) - _half(flow)
    for j, k in np.ndindex(*W.shape):
        share = 0.2 + 0.14 * (k % 2)
        y0, y1 = _y(flow, gap, j), _y(flow, gap + 1, k)
        at = (left + share * (right - left), y0 + share * (y1 - y0) + 4)
        parts.append(svg.label(*at, svg.number(float(W[j, k]), 3), SMALL, PARAMETER))
    return parts


def _gap_name(flow: Flow, gap: int, step: Step, active: bool, colour: str) -> str:
    """W of the gap, below it, and dW's size once it is known."""
    x = (_x(flow, gap) + _x(flow, gap + 1)) / 2
    y = TOP + _pitch(flow) * flow.most + 12
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
    box = svg.rect(
        x - half,
        y - 24,
        2 * half,
        48,
        fill,
        HIGHLIGHT if now else GREY,
        2.5 if now else 1,
        6,
    )
    rows = [
        svg.text(x - half + 6, y - 10 + 15 * row, words, SMALL, colour, bold=bold)
        for row, words, colour, bold in lines
    ]
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
        y = TOP + _pitch(flow) * flow.most + 12
        words = f"E = {svg.number(flow.loss, 6)}"
        parts.append(svg.text(x - 40, y, words, BODY, INK, bold=step.kind == "loss"))
    return parts


# ---- formulas and workings -----------------------------------------------------------


def _formulas(flow: Flow, step: Step) -> list[str]:
    top = size(flow)[1] - PANEL + 34
    first = flow.depth == step.layer
    lines = (
        ("", "z = a W + b", step.kind == "z"),
        ("", "a = f(z)", step.kind == "a"),
        ("BP1", "δ = ∂E/∂a ⊙ f′(z)", step.kind == "delta" and first),
        ("BP2", "δ = (δ₊ W₊ᵀ) ⊙ f′(z)", step.kind == "delta" and not first),
        ("BP3", "dW = aᵀ δ", step.kind == "grad"),
        ("BP4", "db = δ", step.kind == "grad"),
    )
    parts = [svg.line([(20, top - 26), (WIDTH - 20, top - 26)], LIGHT, 1)]
    for row, (name, words, now) in enumerate(lines):
        y = top + 25 * row
        if now:
            parts.append(
                svg.rect(14, y - 17, 226, 24, tint(HIGHLIGHT, 0.3), "none", 0, 4)
            )
        parts.append(svg.text(20, y, "▸" if now else "", BODY, INK))
        parts.append(svg.text(36, y, name, SMALL, GREY, bold=now))
        parts.append(svg.text(72, y, words, TITLE, INK if now else GREY, bold=now))
    return parts


def _workings(right: Flow, shown: Flow, step: Step) -> list[str]:
    """The sums of this step, written out; the matrix where it is a matrix."""
    top = size(shown)[1] - PANEL + 34
    if step.kind == "grad":
        return _gradient_table(shown, step.layer, top)
    lines = {
        "start": lambda: [
            "Forward: from left to right.",
            "Then back, from right to left.",
        ],
        "z": lambda: sums_written(shown, step.layer),
        "a": lambda: [
            activated(shown, step.layer, u) for u in range(len(shown.z[step.layer - 1]))
        ],
        "loss": lambda: [
            "E is one number; every δ says how it changes",
            "with one weighted input.",
        ],
        "delta": lambda: deltas_written(right, shown, step.layer),
    }[step.kind]()
    if len(lines) > 6:
        lines = [*lines[:5], f"… and {len(lines) - 5} more"]
    return [
        svg.text(270, top + 25 * row, words, BODY) for row, words in enumerate(lines)
    ]


def _gradient_table(flow: Flow, layer: int, top: float) -> list[str]:
    dW, db = flow.dW[layer - 1], flow.db[layer - 1]
    cell = (68.0, 17.0) if dW.shape[1] > 6 else (78.0, 17.0)
    table = Matrix(dW, 270, top - 2, cell)
    parts = [table.draw(f"dW{SUP[layer]} = aᵀ δ", GRADIENT, numbers=svg.number)]
    if dW.shape[1] <= 3:
        beside = Matrix(db[None], 580, top - 2, cell)
        parts.append(beside.draw(f"db{SUP[layer]} = δ", GRADIENT, numbers=svg.number))
    return parts
