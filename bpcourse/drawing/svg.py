"""A little SVG by hand: a card, words, lines, arrows, nodes, and a plot with two axes.

Every helper returns a piece of text; `card` joins them. Nothing here has an id, so that
many pictures can share a page. Points are pixels from the card's upper left corner.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from .palette import BODY, GREY, INK, LIGHT, PAPER, SHADE, SMALL, TITLE

Point = tuple[float, float]
FONT = (
    "font-family:system-ui,'Segoe UI',Helvetica,Arial,'Noto Sans CJK SC',"
    "'PingFang SC','Microsoft YaHei',sans-serif"
)


def card(width: float, height: float, parts: Iterable[str], title: str) -> str:
    """A white card of a fixed size; title is what a screen reader says."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}"'
        f' viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{escape(title)}"'
        f' style="display:block;{FONT};font-variant-numeric:tabular-nums">'
        f'<rect width="{width:g}" height="{height:g}" rx="4" fill="{PAPER}"/>'
        f"{''.join(parts)}</svg>"
    )


def number(value: float, digits: int = 4) -> str:
    """A number for a picture: significant digits, a real minus sign, no minus zero.

    >>> number(-0.0), number(-1 / 3), number(1.5e-8), number(1234567.0)
    ('0', '−0.3333', '1.5e−8', '1.235e6')
    """
    short = f"{float(value) + 0.0:.{digits}g}"
    if "e" in short:
        mantissa, power = short.split("e")
        short = f"{mantissa}e{int(power)}"
    return short.replace("-", "−")


def fixed(value: float, digits: int = 4) -> str:
    """A number that keeps its width while it moves: fixed digits, a real minus sign.

    >>> fixed(-0.00001), fixed(-0.25)
    ('0.0000', '−0.2500')
    """
    return f"{round(float(value), digits) + 0.0:.{digits}f}".replace("-", "−")


def text(
    x: float,
    y: float,
    words: str,
    size: float = BODY,
    colour: str = INK,
    anchor: str = "start",
    bold: bool = False,
) -> str:
    """Words on the base line at a point; anchor is start, middle or end."""
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{colour}" '
        f'text-anchor="{anchor}"{weight}>{escape(words)}</text>'
    )


def label(
    x: float,
    y: float,
    words: str,
    size: float = BODY,
    colour: str = INK,
    anchor: str = "middle",
) -> str:
    """Bold words with a white rim, readable on top of lines."""
    words = text(x, y, words, size, colour, anchor, bold=True)
    rim = f' stroke="{PAPER}" stroke-width="4" paint-order="stroke"'
    return words.replace("<text", f'<text{rim} stroke-linejoin="round"', 1)


def line(points: Sequence[Point], colour: str, width: float = 2, dash: str = "") -> str:
    """A line through points."""
    place = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return (
        f'<polyline points="{place}" fill="none" stroke="{colour}" '
        f'stroke-width="{width:g}" stroke-linejoin="round"{_dashed(dash)}/>'
    )


def _dashed(dash: str) -> str:
    return f' stroke-dasharray="{dash}"' if dash else ""


def polygon(points: Sequence[Point], fill: str) -> str:
    """A filled shape."""
    place = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polygon points="{place}" fill="{fill}"/>'


def arrow(
    start: Point,
    end: Point,
    colour: str = GREY,
    width: float = 1.5,
    dash: str = "",
    head: float = 8,
) -> str:
    """A straight arrow; its tip is at end."""
    (x0, y0), (x1, y1) = start, end
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    dx, dy = (x1 - x0) / length, (y1 - y0) / length
    back = (x1 - head * dx, y1 - head * dy)
    side = 0.45 * head
    wings = [
        (back[0] - side * dy, back[1] + side * dx),
        (back[0] + side * dy, back[1] - side * dx),
    ]
    shaft = line([start, back], colour, width, dash)
    return shaft + polygon([end, *wings], colour)


def rect(
    x: float,
    y: float,
    width: float,
    height: float,
    fill: str = PAPER,
    edge: str = "none",
    edge_width: float = 1,
    round_: float = 0,
) -> str:
    """A box from its upper left corner."""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'rx="{round_:g}" fill="{fill}" stroke="{edge}" stroke-width="{edge_width:g}"/>'
    )


def dot(x: float, y: float, colour: str, radius: float = 5, open_: bool = False) -> str:
    """A circle: filled with a white edge, or white with a coloured edge."""
    fill, edge = (PAPER, colour) if open_ else (colour, PAPER)
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{fill}" '
        f'stroke="{edge}" stroke-width="1.5"/>'
    )


def node(
    x: float,
    y: float,
    words: str,
    radius: float = 22,
    edge: str = INK,
    fill: str = PAPER,
    size: float = BODY,
) -> str:
    """A circle around words: a unit of a network, an operation of a graph."""
    circle = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{fill}" '
        f'stroke="{edge}" stroke-width="1.5"/>'
    )
    return circle + text(x, y + 0.35 * size, words, size, anchor="middle")


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
        """Pixels of a y."""
        low, high = self.ylim
        return self.top + (high - value) / (high - low) * self.height

    def inside(self, *parts: str) -> str:
        """The parts, cut off at the axes."""
        box = f"{self.left:g} {self.top:g} {self.width:g} {self.height:g}"
        return (
            f'<svg x="{self.left:g}" y="{self.top:g}" width="{self.width:g}" '
            f'height="{self.height:g}" viewBox="{box}">{"".join(parts)}</svg>'
        )

    def points(self, xs: np.ndarray, ys: np.ndarray) -> list[Point]:
        """Pixels of a graph's points."""
        across, down = self.x(np.asarray(xs)), self.y(np.asarray(ys))  # type: ignore[arg-type]
        return list(zip(across.tolist(), down.tolist(), strict=True))  # type: ignore[attr-defined]

    def curve(
        self,
        xs: np.ndarray,
        ys: np.ndarray,
        colour: str,
        width: float = 2.5,
        dash: str = "",
    ) -> str:
        """A function's graph; what leaves the axes is drawn, so put it `inside`."""
        return line(self.points(xs, ys), colour, width, dash)

    def band(self, low: float, high: float, colour: str = SHADE) -> str:
        """A shaded stretch of the x axis."""
        a, b = self.x(max(low, self.xlim[0])), self.x(min(high, self.xlim[1]))
        return rect(a, self.top, max(0.0, b - a), self.height, colour)

    def frame(
        self,
        title: str,
        xticks: Sequence[float],
        yticks: Sequence[float],
        xlabel: str = "",
        ylabel: str = "",
    ) -> str:
        """Grid, tick labels, names of the axes, title above."""
        bottom, right = self.top + self.height, self.left + self.width
        parts = [text(self.left, self.top - 12, title, TITLE, bold=True)]
        for value in xticks:
            at = self.x(value)
            parts.append(line([(at, self.top), (at, bottom)], LIGHT, 0.7))
            parts.append(text(at, bottom + 17, number(value), SMALL, GREY, "middle"))
        for value in yticks:
            at = self.y(value)
            parts.append(line([(self.left, at), (right, at)], LIGHT, 0.7))
            parts.append(text(self.left - 7, at + 4, number(value), SMALL, GREY, "end"))
        parts.append(line([(self.left, bottom), (right, bottom)], GREY, 1))
        middle = self.left + self.width / 2
        parts.append(text(middle, bottom + 36, xlabel, SMALL, INK, "middle"))
        parts.append(text(self.left + 6, self.top + 15, ylabel, SMALL, INK))
        return "".join(parts)


def ticks(low: float, high: float, most: int = 8) -> list[float]:
    """Round numbers between low and high, at most `most` of them.

    >>> ticks(-0.3, 1.2)
    [-0.2, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2]
    """
    span = high - low
    unit = 10.0 ** math.floor(math.log10(span / most))
    step = next(unit * k for k in (1, 2, 5, 10, 20) if span / (unit * k) <= most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(step * k, 12) + 0.0 for k in range(first, last + 1)]
