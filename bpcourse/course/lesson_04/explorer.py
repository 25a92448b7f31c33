"""Lesson 04: a layer's matrices, and which row and column make one entry."""

from __future__ import annotations

from bpcourse.widgets.explorer import Frames, choice, named

from . import entries as figures


def entries(product: str = "dW") -> Frames:
    """Step through the entries of Z, dW, db or dX; what makes each one is marked."""
    return Frames(
        figures.entries,
        figures.SIZE,
        label="entry",
        controls={"product": choice("product", named(figures.PRODUCTS), product)},
    )
