"""Lesson 10: a kernel that slides over a digit, and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bpcourse.widgets.explorer import Frames, choice

from . import figures


def sliding(stride: int = 2, **pieces: Callable[..., Any]) -> Frames:
    """Forward place by place; then what each weight receives, and what pixels receive.

    pieces: `conv_output`, `conv_weight_gradient`, `conv_input_gradient` of your own,
    whose numbers are shown.
    """
    return Frames(
        lambda stride: figures.frames(figures.one_pass(stride, **pieces)),
        figures.SIZE,
        label="step",
        controls={"stride": choice("stride", (1, 2), stride)},
    )
