"""Lesson 03: one neuron as a graph, with numbers flowing both ways."""

from __future__ import annotations

from bpcourse.widgets.explorer import Explorer, slider

from . import figures


def graph(x: float = 1.0, w: float = 0.5, b: float = -0.5, t: float = 1.0) -> Explorer:
    """Move input, weight, bias and target; values flow forward, slopes of E back."""
    controls = {
        "x": slider("input x", x, -3, 3, 0.1, digits=1),
        "w": slider("weight w", w, -3, 3, 0.1, digits=1),
        "b": slider("bias b", b, -3, 3, 0.1, digits=1),
        "t": slider("target t", t, 0, 1, 0.1, digits=1),
    }
    return Explorer(controls, figures.graph, figures.SIZE)
