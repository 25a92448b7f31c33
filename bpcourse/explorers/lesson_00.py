"""Lesson 00: one training step, forward, backward, new weights."""

from __future__ import annotations

from bpcourse.figures import lesson_00 as figures

from .explorer import Frames


def training_step() -> Frames:
    """The three stages on the network of two weights, to be stepped through."""
    return Frames(figures.frames(), figures.SIZE, label="step")
