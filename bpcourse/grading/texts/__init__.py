"""The words of grading, by id and by subject: another language is other such tables."""

from __future__ import annotations

from . import marking, reports
from .reports import REASONS

__all__ = ["REASONS", "SENTENCES", "say"]

SENTENCES = {**marking.SENTENCES, **reports.SENTENCES}


def say(id: str, **values: object) -> str:
    """A sentence of grading."""
    return SENTENCES[id].format(**values)
