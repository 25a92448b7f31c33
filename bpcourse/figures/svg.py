"""A little SVG by hand: a card, text, lines, and a plot with two axes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from .palette import GREY, INK, LIGHT, PAPER

FONT = "font-family:system-ui,'Segoe UI',Helvetica,Arial,sans-serif"


def card(width: float, height: float, parts: Iterable[str], title: str) -> str:
    """A white card of a fixed size; title is read by screen readers."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" role="img" style="{FONT};max-width:100%">'
        f"<title>{escape(title)}</title>"
        f'<rect width="{width:g}" height="{height:g}" rx="4" fill="{PAPER}"/>'
        f"{''.join(parts)}</svg>"
    )


def text(
    x: float, y: float, words: str, size: float = 13, colour: str = INK, anchor: str = "start",
    bold: bool = False,
) -> str:
    """Words at a point; anchor is start, middle or end."""
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{colour}" '
        f'text-anchor="{anchor}"{weight}>{escape(words)}</text>'
    )


def line(
    points: Sequence[tuple[float, float]], colour: str, width: float = 2, dash: str = ""
) -> str:
    """A line through points, given in pixels."""
    place = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<polyline points="{place}" fill="none" stroke="{colour}" stroke-width="{width:g}"'
        f"{dashed}/>"
    )


def dot(x: float, y: float, colour: str, radius: float = 5) -> str:
    """A filled circle with a white edge."""
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{colour}" '
        f'stroke="{PAPER}" stroke-width="1.5"/>'
    )


@dataclass(frozen=True)
class Plot:
    """Axes in a rectangle of the card: left, top, width, height in pixels."""

    left: float
    top: float
    width: float
    height: float
    xlim: tuple[float, float]
    ylim: tuple[float, float]

    def x(self, value: float) -> float:
        """Pixels of an x."""
        low, high = self.xlim
        return self.left + (value - low) / (high - low) * self.width

    def y(self, value: float) -> float:
        """Pixels of a y, held inside the frame's neighbourhood."""
        low, high = self.ylim
        share = (value - low) / (high - low)
        return self.top + (1 - min(1.02, max(-0.02, share))) * self.height

    def curve(self, xs: np.ndarray, ys: np.ndarray, colour: str, width=2.5, dash="") -> str:
        """A function's graph."""
        points = [(self.x(a), self.y(b)) for a, b in zip(xs.tolist(), ys.tolist())]
        return line(points, colour, width, dash)

    def band(self, low: float, high: float, colour: str = "#F3F3F3") -> str:
        """A shaded stretch of the x axis."""
        a, b = self.x(max(low, self.xlim[0])), self.x(min(high, self.xlim[1]))
        return (
            f'<rect x="{a:.1f}" y="{self.top:g}" width="{max(0, b - a):.1f}" '
            f'height="{self.height:g}" fill="{colour}"/>'
        )

    def frame(self, title: str, xticks: Sequence[float], yticks: Sequence[float]) -> str:
        """Grid, tick labels, title above."""
        bottom, right = self.top + self.height, self.left + self.width
        parts = [text(self.left, self.top - 12, title, 14, bold=True)]
        for value in xticks:
            at = self.x(value)
            parts.append(line([(at, self.top), (at, bottom)], LIGHT, 0.7))
            parts.append(text(at, bottom + 16, f"{value:g}", 11, GREY, "middle"))
        for value in yticks:
            at = self.y(value)
            parts.append(line([(self.left, at), (right, at)], LIGHT, 0.7))
            parts.append(text(self.left - 6, at + 4, f"{value:g}", 11, GREY, "end"))
        parts.append(line([(self.left, bottom), (right, bottom)], GREY, 1))
        return "".join(parts)
