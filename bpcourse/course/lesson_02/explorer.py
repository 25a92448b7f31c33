"""Lesson 02: scores, their probabilities, and the gradient that is left of them."""

from __future__ import annotations

from bpcourse.drawing import Picture
from bpcourse.widgets.explorer import Explorer, choice, slider

from . import figures


def collapse(target: int = 1) -> Explorer:
    """Move three scores; T is the temperature, which makes the choice sharper or softer."""
    controls = {
        "z0": slider("score z₀", 1.0, -5, 5, 0.1, digits=1),
        "z1": slider("score z₁", 2.0, -5, 5, 0.1, digits=1),
        "z2": slider("score z₂", 3.0, -5, 5, 0.1, digits=1),
        "target": choice("true class", (0, 1, 2), target),
        "T": slider("temperature T", 1.0, 0.2, 5, 0.1, digits=1),
    }
    return Explorer(controls, _collapse, figures.SIZE)


def _collapse(z0: float, z1: float, z2: float, target: int, T: float) -> Picture:
    return figures.collapse((z0, z1, z2), target, T)
