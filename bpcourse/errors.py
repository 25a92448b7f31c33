"""The one error that is told to a person as a sentence."""

from __future__ import annotations


class Told(Exception):
    """What went wrong and what to do about it, as a sentence: commands print it and end."""
