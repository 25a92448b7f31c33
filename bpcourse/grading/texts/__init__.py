"""The words of grading, by id and by subject: another language is other such tables."""

from __future__ import annotations

from . import commands, intake, marking, reports
from .commands import COUNTED
from .reports import REASONS

__all__ = ["COUNTED", "REASONS", "SENTENCES", "counted", "say"]

SENTENCES = {
    **marking.SENTENCES,
    **reports.SENTENCES,
    **intake.SENTENCES,
    **commands.SENTENCES,
}


def say(id: str, **values: object) -> str:
    """A sentence of grading."""
    return SENTENCES[id].format(**values)


def counted(id: str, count: int, **values: object) -> str:
    """A sentence with a number in it, which other words go with where it is 1."""
    return COUNTED[id][count != 1].format(count=count, **values)
