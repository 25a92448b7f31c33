"""The words of grading, by id and by subject: another language is other such tables."""

from __future__ import annotations

from . import marking

SENTENCES = {**marking.SENTENCES}


def say(id: str, **values: object) -> str:
    """A sentence of grading."""
    return SENTENCES[id].format(**values)
