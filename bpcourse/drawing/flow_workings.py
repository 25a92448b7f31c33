"""Below the network of the δ-flow: the formulas, a step's sums; and where all stands."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import svg
from .flow import (
    Flow,
    Step,
    differs,
)
from .flow_words import (
    SUP,
    activated,
    deltas_written,
    sums_written,
)
from .matrix import Matrix
from .palette import (
    BODY,
    GRADIENT,
    GREY,
    HIGHLIGHT,
    INK,
    LIGHT,
    SMALL,
    TARGET,
    TITLE,
    tint,
)

Array = np.ndarray
WIDTH, TOP = 840, 44
DENSE = 5  # from so many units in a layer the rows stand closer


def size(flow: Flow) -> tuple[int, int]:
    """Width and height of every frame of this network, in pixels."""
    return WIDTH, round(panel(flow) - 34 + 40 + 6 * line_height(flow))


def pitch(flow: Flow) -> float:
    """Pixels from one unit of a layer to the next."""
    return max(40.0, min(104.0, 290 / flow.most))


def panel(flow: Flow) -> float:
    """Where the formulas and the workings begin, below the network."""
    return TOP + pitch(flow) * flow.most + 24 + 34


def line_height(flow: Flow) -> float:
    """Pixels from one formula to the next."""
    return 25.0 if flow.most < DENSE else 20.0


def formulas(flow: Flow, step: Step) -> list[str]:
    """SVG of the step's six formulas below the network, the one at work marked."""
    top, high = panel(flow), line_height(flow)
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
        y = top + high * row
        if now:
            lit = tint(HIGHLIGHT, 0.3)
            parts.append(svg.rect(14, y - 0.68 * high, 226, high - 1, lit, round_=4))
        parts.append(svg.text(20, y, "▸" if now else "", BODY, INK))
        parts.append(svg.text(36, y, name, SMALL, GREY, bold=now))
        parts.append(svg.text(72, y, words, TITLE, INK if now else GREY, bold=now))
    return parts


def workings(right: Flow, shown: Flow, step: Step) -> list[str]:
    """The sums of this step, written out; the matrix where it is a matrix."""
    top, high = panel(shown), line_height(shown)
    if step.kind == "grad":
        return _gradient_table(right, shown, step.layer, top)
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
        svg.text(256, top + high * row, words, BODY if len(words) < 72 else SMALL)
        for row, words in enumerate(lines)
    ]


def _brief(value: float) -> str:
    """A number for a narrow cell."""
    return svg.number(value, 3)


def _gradient_table(right: Flow, shown: Flow, layer: int, top: float) -> list[str]:
    """dW, with what it should be where it is wrong, and db beside it where there is room."""
    dW, db, truth = shown.dW[layer - 1], shown.db[layer - 1], right.dW[layer - 1]
    narrow = dW.shape[1] <= 3
    cell = (78.0 if narrow else 70.0, 17.0 if len(dW) < 7 else 15.5)
    wrong = bool(differs(truth, dW).any())
    title = f"dW{SUP[layer]} = aᵀ δ" + ("   ✗" if wrong else "")
    write: Any = {"colour": GRADIENT, "numbers": svg.number if narrow else _brief}
    parts = [Matrix(dW, 256, top - 2, cell).draw(title, **write)]
    if narrow and wrong:
        beside = Matrix(truth, 560, top - 2, cell)
        return [*parts, beside.draw("should be", TARGET, numbers=svg.number)]
    if narrow:
        beside = Matrix(db[None], 560, top - 2, cell)
        parts.append(beside.draw(f"db{SUP[layer]} = δ", **write))
    return parts
