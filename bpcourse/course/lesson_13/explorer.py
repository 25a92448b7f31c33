"""Lesson 13: which rule for the hidden δ printed document 4's numbers?"""

from __future__ import annotations

from bpcourse.widgets.explorer import Explorer, choice, named

from . import figures, printout


def suspects(suspect: str = "with_transpose") -> Explorer:
    """Choose a rule for the hidden δ, and see which printed numbers it reproduces."""
    return Explorer(
        controls={"suspect": choice("suspect", named(printout.NAMES), suspect)},
        draw=figures.suspect,
        size=figures.SIZE,
    )
