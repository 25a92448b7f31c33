"""Lesson 00: one training step, forward, backward, new weights."""

from __future__ import annotations

from bpcourse.widgets.explorer import Frames

from . import figures


def training_step() -> Frames:
    """The three stages on the network of two weights, to be stepped through."""
    return Frames(figures.frames(), figures.SIZE, label="step")
