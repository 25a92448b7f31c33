"""Lesson 11: numbers on their way through ten layers."""

from __future__ import annotations

from bpcourse.widgets.explorer import Explorer, choice, named, slider

from . import figures


def layers(f: str = "relu", scale: float = 0.5) -> Explorer:
    """Scale all weights, and see what ten layers make of it, with and without batch norm."""
    controls = {
        "f": choice("activation", named(figures.NAMES), f),
        "scale": slider("weights ×", scale, 0.1, 5.0, 0.1, digits=1),
    }
    return Explorer(controls, figures.through_layers, figures.SIZE)
