"""Slides of a few cells, for tests."""

from __future__ import annotations

from typing import Any

import nbformat

from bpcourse.publish.slides import deck
from bpcourse.publish.slides.slide import Column

CODE, TEXT = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell


def deck_of(*cells: Any) -> list[Column]:
    return deck.slides(nbformat.v4.new_notebook(cells=list(cells)))
