"""Pictures of lesson 01: activations, their slopes, and what slopes do to a gradient."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bpcourse import activations as act
from bpcourse.arrays import Array
from bpcourse.drawing import svg
from bpcourse.drawing.palette import (
    FORWARD,
    GRADIENT,
    GREY,
    HIGHLIGHT,
    LIGHT,
    SMALL,
    TARGET,
    tint,
)
from bpcourse.drawing.picture import Picture, card, new_figure
from bpcourse.drawing.plot import plot
from bpcourse.gradcheck import central_difference, complex_step

XLIM = (-6.0, 6.0)
XS = np.linspace(*XLIM, 193)
SATURATED = 0.1  # a slope below this part of the steepest one
SIZE = (760, 326)


@dataclass(frozen=True)
class Curve:
    """An activation, by id, with p of leaky ReLU, A and B of the scaled sigmoid."""

    id: str
    p: float = 0.1
    A: float = 1.0
    B: float = 1.0

    def f(self, x: Array | float) -> Array:
        """Its value, any shape."""
        return _FUNCTIONS[self.id][0](self, x)

    def slope(self, x: Array | float) -> Array:
        """Its derivative, any shape; 1 at a corner."""
        return _FUNCTIONS[self.id][1](self, x)

    @property
    def name(self) -> str:
        """Its name in words."""
        return CURVES[self.id]

    @property
    def has_corner(self) -> bool:
        """Whether there are two slopes that meet at 0."""
        return self.id in ("relu", "leaky_relu")

    @property
    def low(self) -> float:
        """The slope left of a corner."""
        return self.p if self.id == "leaky_relu" else 0.0

    @property
    def steepest(self) -> float:
        """The largest slope anywhere."""
        return float(self.slope(0.0))


Function = Callable[[Curve, "Array | float"], Array]
_FUNCTIONS: dict[str, tuple[Function, Function]] = {
    "sigmoid": (lambda c, x: act.sigmoid(x), lambda c, x: act.sigmoid_derivative(x)),
    "scaled_sigmoid": (
        lambda c, x: act.scaled_sigmoid(x, c.A, c.B),
        lambda c, x: act.scaled_sigmoid_derivative(x, c.A, c.B),
    ),
    "tanh": (lambda c, x: np.tanh(x), lambda c, x: act.tanh_derivative(x)),
    "relu": (lambda c, x: act.relu(x), lambda c, x: act.relu_derivative(x)),
    "leaky_relu": (
        lambda c, x: act.leaky_relu(x, c.p),
        lambda c, x: act.leaky_relu_derivative(x, c.p),
    ),
}
CURVES = {  # by id, in words
    "sigmoid": "sigmoid",
    "scaled_sigmoid": "scaled sigmoid",
    "tanh": "tanh",
    "relu": "ReLU",
    "leaky_relu": "leaky ReLU",
}
_HEIGHTS = {  # of the axes: one height a function, so that A, B and p show what they do
    "sigmoid": (-0.25, 1.25),
    "scaled_sigmoid": (-0.4, 3.3),
    "tanh": (-1.3, 1.3),
    "relu": (-1.5, 6.2),
    "leaky_relu": (-6.2, 6.2),
}


# The explorer's picture


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


# Static pictures


@plot
def activations_and_derivatives(**slopes: Callable[[Array], Array]) -> Picture:
    """Four activations above, their slopes below, on shared axes.

    Slopes may be handed in, by name: sigmoid, tanh, relu, leaky_relu, functions of x.
    """
    curves = [Curve(id) for id in ("sigmoid", "tanh", "relu", "leaky_relu")]
    figure, axes = new_figure(8.6, 4.2, 4, 2, sharex=True, sharey="row")
    steepest = []
    for (top, bottom), curve in zip(axes.T, curves, strict=True):
        slope = slopes.get(curve.id, curve.slope)
        _value_above(top, curve)
        steepest.append(_slope_below(bottom, curve, slope))
    axes[0, 0].set(ylabel="f(x)", ylim=(-1.25, 2.25), xlim=(-5, 5), xticks=[-4, 0, 4])
    axes[1, 0].set(ylabel="slope f′(x)", ylim=(-0.08, 1.3))
    largest = ", ".join(
        f"{c.name} {s:.2f}" for c, s in zip(curves, steepest, strict=True)
    )
    return Picture(
        figure,
        "Four activations and, below each, its slope. Sigmoid and tanh are steep in the "
        "middle and flat at both ends; ReLU and leaky ReLU have one slope on each side "
        f"of a corner at 0. Steepest slopes: {largest}.",
    )


def _value_above(ax, curve: Curve) -> None:
    ax.plot(XS, curve.f(XS), color=FORWARD)
    leak = f", p = {curve.p:g}" if curve.id == "leaky_relu" else ""
    ax.set_title(f"{curve.name}{leak}")


def _slope_below(ax, curve: Curve, slope: Callable[[Array], Array]) -> float:
    """Draws the slope, in two pieces where there is a corner; the largest one."""
    pieces = [XS[XS < 0], XS[XS > 0]] if curve.has_corner else [XS]
    drawn = [np.asarray(slope(piece), dtype=float) for piece in pieces]
    for piece, values in zip(pieces, drawn, strict=True):
        ax.plot(piece, values, color=GRADIENT, linestyle="--")
    steepest = max(float(values.max()) for values in drawn)
    if curve.has_corner:
        style = {"mfc": "white", "mec": GRADIENT, "clip_on": False}
        ax.plot([0, 0], [drawn[0][-1], drawn[1][0]], "o", **style)
    else:
        place = {"textcoords": "offset points", "ha": "center", "color": GRADIENT}
        ax.annotate(f"{steepest:g}", (0, steepest), (0, 6), **place)
    ax.set_xlabel("x")
    return steepest


@plot
def difference_error() -> Picture:
    """Error of three ways to measure the sigmoid's slope, against the step h."""
    x = np.linspace(-4, 4, 161)
    true = act.sigmoid_derivative(x)
    steps = 10.0 ** np.arange(-14, 0.1, 0.25)  # every fourth is a power of ten
    ways = (
        ("one-sided difference", _forward_difference, GREY, ":"),
        ("central difference", central_difference, GRADIENT, "-"),
        ("complex step", complex_step, TARGET, "--"),
    )
    figure, ax = new_figure(7.2, 3.9)
    best = {}
    for label, measure, colour, style in ways:
        errors = [np.abs(measure(act.sigmoid, x, h) - true).max() for h in steps]
        ax.loglog(steps, errors, style, color=colour, label=label)
        best[label] = f"1e{int(np.argmin(errors[::4])) - 14}"
    ax.set_title("Too large a step bends, too small a step rounds")
    ax.set(xlabel="step h", ylabel="largest error of the slope", ylim=(1e-18, 9))
    ax.legend(loc="lower left", bbox_to_anchor=(0.0, 0.2))
    one, two, _ = best.values()
    return Picture(
        figure,
        "Error of the measured slope of the sigmoid against the step h, on logarithmic "
        "axes. Both differences have a valley: the one-sided difference is best for h "
        f"about {one}, the central difference, far lower, for h about {two}. The "
        "complex step lies below both, and stays at rounding for every small h.",
    )


def _forward_difference(f: Callable[[Array], Array], x: Array, h: float) -> Array:
    return (f(x + h) - f(x)) / h


@plot
def corners(p: float = 0.3) -> Picture:
    """ReLU and leaky ReLU near 0, with lines through the corner that stay below or on it."""
    figure, axes = new_figure(8.6, 3.4, 2, 1, sharey=True)
    leaky = Curve("leaky_relu", p)
    _fan_in_corner(axes[0], Curve("relu"), (0.0, 0.25, 0.5, 0.75, 1.0))
    _fan_in_corner(axes[1], leaky, (p, (1 + p) / 2, 1.0))
    axes[1].set_title(f"leaky ReLU, p = {p:g}: slopes from {p:g} to 1")
    axes[0].set(ylabel="f(x)", yticks=(-1, -0.5, 0, 0.5, 1), ylim=(-1.05, 1.1))
    return Picture(
        figure,
        "Two panels: ReLU and leaky ReLU between −1 and 1, each with dashed lines through "
        f"its corner that lie below the curve or on it. For ReLU their slopes are 0 to 1, "
        f"for leaky ReLU with p = {p:g} they are {p:g} to 1.",
    )


def _fan_in_corner(ax, curve: Curve, slopes: tuple[float, ...]) -> None:
    xs = np.linspace(-1, 1, 201)
    ax.plot(xs, curve.f(xs), color=FORWARD, linewidth=3.5, label=curve.name)
    for slope in slopes:
        label = "lines through the corner" if slope == slopes[0] else None
        ax.plot(xs, slope * xs, "--", color=GRADIENT, linewidth=1.3, label=label)
        place = {"textcoords": "offset points", "va": "center", "color": GRADIENT}
        ax.annotate(f"{slope:g}", (1, slope), (6, 0), **place)
    ax.plot([0], [0], "o", color=FORWARD, markersize=8)
    ax.set_title("ReLU: slopes from 0 to 1")
    ax.set(xlabel="x", xlim=(-1, 1), xticks=(-1, -0.5, 0, 0.5, 1))
    ax.legend(loc="upper left")


@plot
def cancellation() -> Picture:
    """Relative error of σ(1 − σ) and of σ(x) σ(−x) far out."""
    xs = np.linspace(0, 40, 321)
    true = np.exp(-xs) / (1 + np.exp(-xs)) ** 2
    plain = act.sigmoid_derivative_from_output(act.sigmoid(xs))
    figure, ax = new_figure(7.2, 3.6)
    for slope, label, colour, style in (
        (plain, "σ(x) (1 − σ(x))", GRADIENT, "-"),
        (act.sigmoid_derivative(xs), "σ(x) σ(−x)", TARGET, "--"),
    ):
        error = np.maximum(np.abs(slope - true) / true, 2.0**-54)
        ax.semilogy(xs, error, style, color=colour, label=label, linewidth=1.6)
    ax.axhline(1e-9, color=HIGHLIGHT, linestyle=":", label="a tolerance of 1e-9")
    ax.set_title("One of two equal formulas loses its digits far out")
    ax.set(xlabel="x", ylabel="relative error", xlim=(0, 40))
    ax.legend(loc="center left", bbox_to_anchor=(0.0, 0.8))
    zero = xs[plain == 0][0]
    return Picture(
        figure,
        "Relative error of two ways to compute the sigmoid's slope, for x from 0 to 40, "
        "on a logarithmic axis. σ(1 − σ) loses digit after digit, and all of them from "
        f"x = {zero:g} on, where it gives exactly 0; σ(x) σ(−x) stays at rounding.",
    )


@plot
def gradient_through_layers(depth: int = 10) -> Picture:
    """What slopes alone leave of a gradient after some layers; depth at least 1."""
    layers = np.arange(depth + 1)
    slopes = (
        ("ReLU, open", 1.0, FORWARD, "s"),
        ("tanh at 0.5", float(act.tanh_derivative(0.5)), TARGET, "^"),
        ("sigmoid at 0", float(act.sigmoid_derivative(0.0)), GRADIENT, "o"),
        ("sigmoid at 4", float(act.sigmoid_derivative(4.0)), GREY, "v"),
    )
    figure, ax = new_figure(7.2, 3.8)
    for name, slope, colour, marker in slopes:
        ax.semilogy(layers, slope**layers, marker=marker, color=colour, markersize=5)
        words, end = f"{name}: slope {slope:.3g}", (depth, slope**depth)
        ax.annotate(words, end, (9, 0), textcoords="offset points", va="center")
    ax.set_title("Slopes multiply: what they leave of a gradient")
    ax.set(xlabel="layers passed", ylabel="part left", xlim=(-0.2, depth * 1.02))
    left = "; ".join(f"{name} {slope**depth:.1e}" for name, slope, *_ in slopes)
    return Picture(
        figure,
        "What the slopes of activations alone leave of a gradient, against the number of "
        f"layers passed, on a logarithmic axis: straight lines. After {depth} layers "
        f"there is left: {left}.",
    )
