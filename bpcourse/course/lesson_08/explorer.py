"""Lesson 08: a remedy and its strength, and what it does to the two losses."""

from __future__ import annotations

from bpcourse.widgets.explorer import Explorer, choice, named

from . import remedies as figures


def remedies(remedy: str = figures.L2, strength: str = "middle") -> Explorer:
    """300 digits, a quarter of the labels wrong: choose a remedy, and how strong it is."""
    return Explorer(
        controls={
            "remedy": choice("remedy", named(figures.REMEDIES), remedy),
            "strength": choice("strength", named(figures.STRENGTHS), strength),
        },
        draw=figures.draw,
        size=figures.SIZE,
    )
