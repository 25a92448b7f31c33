"""Lesson 12: the graph of an expression, swept forward and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bpcourse.widgets.explorer import Frames, choice, named

from . import figures


def graph(
    expression: str | None = None,
    topological_order: Callable[..., Any] | None = None,
    **values: float,
) -> Frames:
    """Step through an expression's graph, forward and back; break it.

    expression: of your own, "x * x + exp(y)", with the values of its names behind it
    (x=1.0, y=2.0). topological_order: yours. ValueError where it can't be read.
    """
    known = {**figures.VALUES, **values}
    own = {"topological_order": topological_order} if topological_order else {}
    texts = [*([expression] if expression else []), *figures.EXPRESSIONS]
    return Frames(
        lambda text, broken: figures.frames(text, known, broken, **own),
        figures.SIZE,
        label="step",
        controls={
            "text": choice("expression", texts, texts[0]),
            "broken": choice("break it", named(figures.BREAKS), figures.NONE),
        },
    )
