"""Lesson 06: the step size on a curve, and in a narrow valley."""

from __future__ import annotations

from bpcourse.drawing import walk
from bpcourse.widgets.explorer import (
    Explorer,
    Frames,
    choice,
    named,
    slider,
    whole_slider,
)


def curve(eta: float = 1.5, steps: int = 8) -> Explorer:
    """Cross the threshold on a parabola: step size, curvature, start, number of steps."""
    controls = {
        "eta": slider("step size η", eta, 0.05, 2.5, 0.05),
        "curvature": slider("curvature λ", 1.0, 0.5, 3, 0.5, digits=1),
        "start": slider("start", 2.5, -3.5, 3.5, 0.1, digits=1),
        "steps": whole_slider("steps", steps, 0, walk.MOST),
    }
    return Explorer(controls, walk.curve, walk.SIZE)


def valley(eta: float = 0.18, start: int = 12) -> Frames:
    """Play descent in a valley: with a fixed step, with decay, with backtracking."""
    return Frames(
        walk.valley_frames,
        walk.SIZE,
        label="step",
        controls={
            "eta": slider("step size η", eta, 0.02, 0.5, 0.01),
            "curvature": slider("steepness across", 10.0, 1, 20, 1, digits=0),
            "method": choice("method", named(walk.METHODS), "fixed"),
        },
        start=start,
        interval=250,
    )
