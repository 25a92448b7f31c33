"""Lesson 09: steps that remember, in a valley."""

from __future__ import annotations

from bpcourse.widgets.explorer import Frames, choice, named, slider

from . import figures


def paths(start: int = 20) -> Frames:
    """Play plain steps, momentum, RMSProp and Adam in the same valley."""
    return Frames(
        figures.paths_film,
        figures.SIZE,
        label="step",
        controls={
            "method": choice("method", named(figures.METHODS), "momentum"),
            "eta": slider("step size η", 0.03, 0.01, 1.0, 0.01),
            "beta": slider("memory β", 0.8, 0.0, 0.98, 0.02),
        },
        start=start,
        interval=200,
    )
