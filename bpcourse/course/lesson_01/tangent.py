"""The explorer's picture: a tangent on an activation, and its slope as it is traced."""

from __future__ import annotations

import numpy as np

from bpcourse.drawing import svg
from bpcourse.drawing.palette import (
    FORWARD,
    GRADIENT,
    GREY,
    HIGHLIGHT,
    LIGHT,
    SMALL,
    tint,
)
from bpcourse.drawing.picture import Picture, card

from .curves import Curve

XLIM = (-6.0, 6.0)
XS = np.linspace(*XLIM, 193)
SATURATED = 0.1  # a slope below this part of the steepest one
SIZE = (760, 326)
_HEIGHTS = {  # of the axes: one height a function, so that A, B and p show what they do
    "sigmoid": (-0.25, 1.25),
    "scaled_sigmoid": (-0.4, 3.3),
    "tanh": (-1.3, 1.3),
    "relu": (-1.5, 6.2),
    "leaky_relu": (-6.2, 6.2),
}


def tangent(curve: Curve, x: float) -> Picture:
    """f with its tangent at x, and its slope drawn as far as x has come; of SIZE."""
    highest = 1.65 if curve.id == "scaled_sigmoid" else 1.15
    left = svg.Plot(46, 44, 318, 232, XLIM, _HEIGHTS[curve.id])
    right = svg.Plot(424, 44, 318, 232, XLIM, (-0.1, highest))
    parts = [*_value_panel(left, curve, x), *_slope_panel(right, curve, x)]
    return card(*SIZE, parts, _tangent_words(curve, x))


def _tangent_words(curve: Curve, x: float) -> str:
    """What that picture shows, in one or two sentences."""
    value, slope = svg.fixed(float(curve.f(x))), _shown(float(curve.slope(x)))
    start = f"{_named(curve)} at x = {svg.fixed(x, 2)}: value {value}"
    if _on_corner(curve, x):
        return (
            f"{start}. A corner: no single slope; any value from {curve.low:g} to 1 "
            "is right."
        )
    return f"{start}, slope {slope}. {_region(curve, x)}"


def _shown(slope: float) -> str:
    """Four digits, or an exponent where they would all be zeros."""
    return svg.fixed(slope) if slope == 0 or slope >= 1e-3 else svg.number(slope, 2)


def saturated(curve: Curve, x: float) -> bool:
    """True where the slope is below a tenth of the steepest one."""
    return bool(curve.slope(x) < SATURATED * curve.steepest)


def _named(curve: Curve) -> str:
    if curve.id == "scaled_sigmoid":
        return f"{curve.name} (A = {curve.A:.2f}, B = {curve.B:.2f})"
    if curve.id == "leaky_relu":
        return f"{curve.name} (p = {curve.p:.2f})"
    return curve.name


def _region(curve: Curve, x: float) -> str:
    if curve.id == "leaky_relu" and x < 0:
        return "Leaking: a gradient is multiplied by p."
    if curve.id == "relu" and x < 0:
        return "Closed: no gradient passes."
    if curve.has_corner:
        return "Open: a gradient passes whole."
    if saturated(curve, x):
        return "Saturated: less than a tenth of the steepest slope."
    share = 100 * float(curve.slope(x)) / curve.steepest
    return f"That is {share:.0f} % of the steepest slope, {curve.steepest:.4g}."


def _on_corner(curve: Curve, x: float) -> bool:
    return curve.has_corner and x == 0


def _value_panel(plot: svg.Plot, curve: Curve, x: float) -> list[str]:
    value = float(curve.f(x))
    title = f"{curve.name}: f({svg.fixed(x, 2)}) = {svg.fixed(value)}"
    lines = _corner_fan if _on_corner(curve, x) else _tangent
    return [
        *_regions(plot, curve),
        plot.frame(title, range(-6, 7, 2), svg.ticks(*plot.ylim), "x"),
        plot.inside(plot.curve(XS, curve.f(XS), FORWARD, 3), *lines(plot, curve, x)),
        *_key(plot, ("f", FORWARD, ""), ("tangent", GRADIENT, "8 4")),
        svg.dot(plot.x(x), plot.y(value), FORWARD, 6),
    ]


def _tangent(plot: svg.Plot, curve: Curve, x: float) -> list[str]:
    """The tangent, and the triangle of run 1 on it."""
    value, slope = float(curve.f(x)), float(curve.slope(x))
    ends = np.array([x - 2.5, x + 2.5])
    start = x if x <= 5 else x - 1
    base = value + slope * (start - x)
    corners = [(start, base), (start + 1, base), (start + 1, base + slope)]
    triangle = [(plot.x(u), plot.y(v)) for u, v in corners]
    return [
        svg.line(triangle, HIGHLIGHT, 2.5),
        plot.curve(ends, value + slope * (ends - x), GRADIENT, 2.5, "8 4"),
        _rise_label(plot, triangle, f"run 1, rise {_shown(slope)}"),
    ]


def _rise_label(plot: svg.Plot, triangle: list[svg.Point], words: str) -> str:
    """Beside the triangle, where an increasing curve leaves room: below, or above it."""
    (x, y), _, (end, top) = triangle
    if x + 150 < plot.left + plot.width:
        return svg.label(x + 10, y + 20, words, SMALL, anchor="start")
    return svg.label(end - 12, max(top - 12, plot.top + 32), words, SMALL, anchor="end")


def _corner_fan(plot: svg.Plot, curve: Curve, x: float) -> list[str]:
    """At a corner, three of the many lines that fit."""
    ends = np.array([-2.5, 2.5])
    outer = [(u, lean * u) for u in ends for lean in (curve.low, 1.0)]
    wings = [[(0.0, 0.0), *outer[:2]], [(0.0, 0.0), *outer[2:]]]
    fans = [[(plot.x(u), plot.y(v)) for u, v in wing] for wing in wings]
    lines = [
        plot.curve(ends, lean * ends, GRADIENT, 2.5, "8 4")
        for lean in (curve.low, (curve.low + 1) / 2, 1.0)
    ]
    return [*(svg.polygon(fan, tint(GRADIENT, 0.2)) for fan in fans), *lines]


def _key(plot: svg.Plot, *lines: tuple[str, str, str]) -> list[str]:
    """Which line is which, below the plot."""
    parts, at, y = [], plot.left, plot.top + plot.height + 32
    for words, colour, dash in lines:
        parts.append(svg.line([(at, y), (at + 24, y)], colour, 3, dash))
        parts.append(svg.text(at + 30, y + 4, words, SMALL, GREY))
        at += 50
    return parts


def _regions(plot: svg.Plot, curve: Curve, low: bool = True) -> list[str]:
    """Where hardly any gradient passes: shaded, and named."""
    if curve.has_corner:
        words = "closed" if curve.id == "relu" else "leaking"
        return _named_band(plot, XLIM[0], 0.0, words)
    edges = XS[curve.slope(XS) >= SATURATED * curve.steepest][[0, -1]]
    left = _named_band(plot, XLIM[0], edges[0], "saturated")
    return left + _named_band(plot, edges[1], XLIM[1], "saturated", low)


def _named_band(
    plot: svg.Plot, start: float, end: float, words: str, low: bool = False
) -> list[str]:
    if plot.x(end) - plot.x(start) < 60:  # no room for the word
        return []
    y = plot.top + (plot.height - 9 if low else 18)
    middle = plot.x((start + end) / 2)
    return [plot.band(start, end), svg.text(middle, y, words, SMALL, GREY, "middle")]


def _slope_panel(plot: svg.Plot, curve: Curve, x: float) -> list[str]:
    slope, corner = float(curve.slope(x)), _on_corner(curve, x)
    value = f"{curve.low:g} … 1" if corner else _shown(slope)
    title = f"its slope: f′({svg.fixed(x, 2)}) = {value}"
    parts = [
        *_regions(plot, curve, low=False),
        plot.frame(title, range(-6, 7, 2), svg.ticks(*plot.ylim), "x"),
        *_key(plot, ("f′, traced so far", GRADIENT, "")),
        *_traced(plot, curve, x),
    ]
    if curve.has_corner:
        parts += _jump(plot, curve, GRADIENT if corner else LIGHT)
    return parts if corner else [*parts, *_marked(plot, x, slope)]


def _traced(plot: svg.Plot, curve: Curve, x: float) -> list[str]:
    """The slope's whole graph in grey, and in colour as far as x has come."""
    parts = []
    for piece in (XS[XS < 0], XS[XS > 0]) if curve.has_corner else (XS,):
        parts.append(plot.curve(piece, curve.slope(piece), LIGHT, 3))
        sofar = piece[piece <= x]
        parts.append(plot.curve(sofar, curve.slope(sofar), GRADIENT, 3))
    return parts


def _jump(plot: svg.Plot, curve: Curve, colour: str) -> list[str]:
    """Both ends of the jump at 0, and all that lies between."""
    ends = [(plot.x(0.0), plot.y(low)) for low in (curve.low, 1.0)]
    dots = [svg.dot(*end, GRADIENT, 5, open_=True) for end in ends]
    return [svg.line(ends, colour, 3, "3 3"), *dots]


def _marked(plot: svg.Plot, x: float, slope: float) -> list[str]:
    at = plot.x(x)
    drop = svg.line([(at, plot.y(0)), (at, plot.y(slope))], HIGHLIGHT, 2.5)
    return [drop, svg.dot(at, plot.y(slope), GRADIENT, 6)]
