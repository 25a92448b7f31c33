"""Lesson 01: a tangent on any activation, and its slope drawn as it is traced."""

from __future__ import annotations

from typing import Any

from bpcourse.drawing import Picture
from bpcourse.widgets.explorer import Explorer, choice, named, slider

from . import tangent as figures
from .curves import CURVES, Curve

USED_BY = {"p": "leaky_relu", "A": "scaled_sigmoid", "B": "scaled_sigmoid"}


def tangent(activation: str = "sigmoid", x: float = 1.0) -> Explorer:
    """Move x along an activation; p, A and B are open where the activation has them."""
    controls = {
        "activation": choice("activation", named(CURVES), activation),
        "x": slider("x", x, -6, 6, 0.1, digits=1),
        "p": slider("p (leaky ReLU)", 0.1, 0.01, 0.9, 0.01),
        "A": slider("A (scaled sigmoid)", 2.0, 0.5, 3, 0.1, digits=1),
        "B": slider("B (scaled sigmoid)", 1.0, 0.5, 3, 0.1, digits=1),
    }

    def open_those_in_use(_change: Any = None) -> None:
        for name, owner in USED_BY.items():
            controls[name].disabled = controls["activation"].value != owner

    controls["activation"].observe(open_those_in_use, names="value")
    open_those_in_use()
    return Explorer(controls, _tangent, figures.SIZE)


def _tangent(activation: str, x: float, p: float, A: float, B: float) -> Picture:
    return figures.tangent(Curve(activation, p, A, B), x)
