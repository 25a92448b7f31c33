"""Matrices as SVG: cells tinted by their numbers, rows and columns that can be marked."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np

from . import svg
from .palette import GREY, HIGHLIGHT, INK, SMALL, TITLE, tint

CELL = (58.0, 26.0)


@dataclass(frozen=True)
class Matrix:
    """Where a matrix stands on the card, and how big its cells are, in pixels."""

    values: np.ndarray
    left: float
    top: float
    cell: tuple[float, float] = CELL

    @property
    def width(self) -> float:
        """Of all columns, in pixels."""
        return self.cell[0] * self.values.shape[1]

    @property
    def height(self) -> float:
        """Of all rows, in pixels."""
        return self.cell[1] * self.values.shape[0]

    @property
    def right(self) -> float:
        """Where the last column ends, in pixels from the card's left."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Where the last row ends, in pixels from the card's top."""
        return self.top + self.height

    def corner(self, row: int, column: int) -> svg.Point:
        """The upper left corner of a cell."""
        return self.left + self.cell[0] * column, self.top + self.cell[1] * row

    def draw(
        self,
        title: str,
        colour: str,
        rows: Collection[int] = (),
        columns: Collection[int] = (),
        cells: Collection[tuple[int, int]] = (),
        digits: int = 2,
        hidden: Collection[tuple[int, int]] = (),
        numbers: Callable[[float], str] | None = None,
        full: float | None = None,
    ) -> str:
        """The cells with their numbers, a title above, a frame round what is marked.

        rows, columns, cells: marked. hidden: cells whose number isn't shown yet.
        numbers: how a number is written; else with `digits` behind the point.
        full: the size that is shaded fully; else the largest of the entries is.
        """
        write = numbers or (lambda value: svg.fixed(value, digits))
        size = full or float(np.abs(self.values).max(initial=0.0)) or 1.0
        parts = [svg.text(self.left, self.top - 8, title, TITLE, colour, bold=True)]
        for row, column in np.ndindex(*self.values.shape):
            value = float(self.values[row, column])
            share = 0.0 if (row, column) in hidden else 0.55 * abs(value) / size
            words = "" if (row, column) in hidden else write(value)
            parts.append(self._cell(row, column, words, tint(colour, share)))
        parts += [self._mark(r, 0, 1, self.values.shape[1]) for r in rows]
        parts += [self._mark(0, c, self.values.shape[0], 1) for c in columns]
        parts += [self._mark(r, c, 1, 1) for r, c in cells]
        return "".join(parts)

    def _cell(self, row: int, column: int, words: str, fill: str) -> str:
        x, y = self.corner(row, column)
        wide, high = self.cell
        middle = svg.text(x + wide / 2, y + high / 2 + 4, words, SMALL, INK, "middle")
        return svg.rect(x, y, wide, high, fill, GREY, 0.5) + middle

    def _mark(self, row: int, column: int, rows: int, columns: int) -> str:
        x, y = self.corner(row, column)
        wide, high = self.cell
        return svg.rect(x, y, wide * columns, high * rows, "none", HIGHLIGHT, 3)
