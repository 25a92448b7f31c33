"""Lesson 01: a tangent on any activation, and its slope drawn as it is traced."""

from __future__ import annotations

from bpcourse.figures import lesson_01 as figures

from .explorer import Explorer, choice, slider


def tangent(activation: str = "sigmoid", x: float = 1.0) -> Explorer:
    """Move x along an activation; p is leaky ReLU's slope, A and B the scaled sigmoid's size."""
    return Explorer(
        controls={
            "activation": choice("activation", figures.CURVES, activation),
            "x": slider("x", x, -6, 6, 0.1),
            "p": slider("p (leaky ReLU)", 0.1, 0.01, 0.9, 0.01),
            "A": slider("A (scaled sigmoid)", 2.0, 0.5, 4, 0.1),
            "B": slider("B (scaled sigmoid)", 1.0, 0.25, 4, 0.05),
        },
        draw=lambda activation, x, p, A, B: figures.tangent_svg(
            _curve(activation, p, A, B), _near(x)
        ),
        describe=lambda activation, x, p, A, B: figures.tangent_words(
            _curve(activation, p, A, B), _near(x)
        ),
        size=(760, 330),
    )


def _curve(name: str, p: float, A: float, B: float) -> figures.Curve:
    return figures.Curve(name, p=p, A=A, B=B)


def _near(x: float) -> float:
    """The slider's x without its rounding, so that it can stand exactly on a corner."""
    return round(x, 6) + 0.0
