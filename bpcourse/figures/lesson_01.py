"""Pictures of lesson 01: activations, their slopes, and what the slopes do to a gradient."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bpcourse import activations as act
from bpcourse.gradcheck import central_difference, complex_step

from . import svg
from .palette import FORWARD, GRADIENT, GREY, HIGHLIGHT, LIGHT, TARGET
from .picture import Picture, new_figure

XLIM = (-6.0, 6.0)
XS = np.linspace(*XLIM, 193)
SATURATED = 0.1  # a slope below this part of the steepest one


@dataclass(frozen=True)
class Curve:
    """An activation with its parameters: name, f, f', steepest slope, range of values."""

    name: str
    p: float = 0.1
    A: float = 1.0
    B: float = 1.0

    def f(self, x):
        return {
            "sigmoid": lambda: act.sigmoid(x),
            "scaled sigmoid": lambda: act.scaled_sigmoid(x, self.A, self.B),
            "tanh": lambda: np.tanh(x),
            "ReLU": lambda: act.relu(x),
            "leaky ReLU": lambda: act.leaky_relu(x, self.p),
        }[self.name]()

    def slope(self, x):
        return {
            "sigmoid": lambda: act.sigmoid_derivative(x),
            "scaled sigmoid": lambda: act.scaled_sigmoid_derivative(x, self.A, self.B),
            "tanh": lambda: act.tanh_derivative(x),
            "ReLU": lambda: act.relu_derivative(x),
            "leaky ReLU": lambda: act.leaky_relu_derivative(x, self.p),
        }[self.name]()

    @property
    def has_corner(self) -> bool:
        return "ReLU" in self.name


CURVES = ("sigmoid", "scaled sigmoid", "tanh", "ReLU", "leaky ReLU")


# ---- the explorer's picture ----------------------------------------------------------------


def tangent_svg(curve: Curve, x: float) -> str:
    """f with its tangent at x, and the slope f' drawn as far as x has come; 760 × 330."""
    left = svg.Plot(46, 40, 310, 230, XLIM, _limits(curve))
    right = svg.Plot(430, 40, 310, 230, XLIM, (-0.1, max(1.1, 1.1 * _steepest(curve))))
    parts = [*_value_panel(left, curve, x), *_slope_panel(right, curve, x)]
    parts.append(svg.text(46, 316, tangent_words(curve, x), 13))
    return svg.card(760, 330, parts, tangent_words(curve, x))


def tangent_words(curve: Curve, x: float) -> str:
    """What the picture shows, in one line."""
    value, slope = float(curve.f(x)), float(curve.slope(x))
    if curve.has_corner and x == 0:
        low = 0.0 if curve.name == "ReLU" else curve.p
        return f"{curve.name} at x = 0: a corner; every slope from {low:g} to 1 fits"
    region = "; saturated: hardly any gradient passes" if saturated(curve, x) else ""
    return f"{curve.name} at x = {x:.2f}: value {value:.4f}, slope {slope:.4f}{region}"


def saturated(curve: Curve, x: float) -> bool:
    """True where the slope is below a tenth of the steepest one."""
    return bool(abs(curve.slope(x)) < SATURATED * _steepest(curve))


def _steepest(curve: Curve) -> float:
    return float(np.abs(curve.slope(XS)).max())


def _limits(curve: Curve) -> tuple[float, float]:
    values = curve.f(XS)
    low, high = min(-0.2, float(values.min())), max(1.2, float(values.max()))
    return low - 0.1, high + 0.1


def _ticks(limits: tuple[float, float]) -> list[float]:
    span = limits[1] - limits[0]
    step = next(s for s in (0.25, 0.5, 1, 2, 5) if span / s <= 7)
    first, last = int(np.ceil(limits[0] / step)), int(limits[1] / step)
    return [step * k for k in range(first, last + 1)]


def _value_panel(plot: svg.Plot, curve: Curve, x: float) -> list[str]:
    value, slope = float(curve.f(x)), float(curve.slope(x))
    parts = _saturated_bands(plot, curve)
    parts.append(plot.frame(f"{curve.name}  f(x)", range(-6, 7, 2), _ticks(plot.ylim)))
    parts.append(plot.curve(XS, curve.f(XS), FORWARD))
    for lean in _slopes_at(curve, x, slope):
        ends = np.array([x - 1.6, x + 1.6])
        dash = "" if lean == slope else "4 4"
        parts.append(plot.curve(ends, value + lean * (ends - x), GRADIENT, 2.5, dash))
    parts.append(svg.dot(plot.x(x), plot.y(value), FORWARD))
    return [*parts, *_key(plot)]


def _key(plot: svg.Plot) -> list[str]:
    """Which line is which, in the plot's upper left corner."""
    parts = []
    for i, (words, colour) in enumerate((("f", FORWARD), ("tangent", GRADIENT))):
        y = plot.top + 14 + 16 * i
        parts.append(
            svg.line([(plot.left + 8, y - 4), (plot.left + 30, y - 4)], colour, 2.5)
        )
        parts.append(svg.text(plot.left + 36, y, words, 12, GREY))
    return parts


def _slopes_at(curve: Curve, x: float, slope: float) -> list[float]:
    """One tangent; at a corner three of the many that fit."""
    if curve.has_corner and x == 0:
        low = 0.0 if curve.name == "ReLU" else curve.p
        return [low, (low + 1) / 2, 1.0]
    return [slope]


def _saturated_bands(plot: svg.Plot, curve: Curve) -> list[str]:
    flat = np.abs(curve.slope(XS)) < SATURATED * _steepest(curve)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flat.astype(int), [0]])))
    bands = [(XS[a], XS[b - 1]) for a, b in zip(edges[::2], edges[1::2])]
    words = "dead" if curve.name == "ReLU" else "saturated"
    middle = plot.top + plot.height / 2
    return [
        piece
        for low, high in bands
        for piece in (
            plot.band(low, high),
            svg.text(plot.x((low + high) / 2), middle, words, 11, GREY, "middle"),
        )
    ]


def _slope_panel(plot: svg.Plot, curve: Curve, x: float) -> list[str]:
    slope = float(curve.slope(x))
    parts = [plot.frame("its slope  f′(x)", range(-6, 7, 2), _ticks(plot.ylim))]
    for piece in (XS[XS < 0], XS[XS > 0]) if curve.has_corner else (XS,):
        traced = piece[piece <= x]
        parts.append(plot.curve(piece, curve.slope(piece), LIGHT))
        parts.append(plot.curve(traced, curve.slope(traced), GRADIENT))
    if not (curve.has_corner and x == 0):
        parts.append(
            svg.line(
                [(plot.x(x), plot.y(0)), (plot.x(x), plot.y(slope))], GREY, 1, "3 3"
            )
        )
        parts.append(svg.dot(plot.x(x), plot.y(slope), GRADIENT))
    return parts


# ---- static pictures -----------------------------------------------------------------------


def activations_and_derivatives() -> Picture:
    """Four activations above, their slopes below."""
    figure, axes = new_figure(9.0, 4.4, columns=4, rows=2)
    for (top, bottom), name in zip(axes.T, ("sigmoid", "tanh", "ReLU", "leaky ReLU")):
        curve = Curve(name)
        top.plot(XS, curve.f(XS), color=FORWARD, linewidth=2)
        top.set(title=name, ylim=(-1.3, 2.3), xticks=[-5, 0, 5])
        pieces = [XS[XS < 0], XS[XS > 0]] if curve.has_corner else [XS]
        for part in pieces:
            bottom.plot(part, curve.slope(part), color=GRADIENT, linewidth=2)
        bottom.set(ylim=(-0.1, 1.15), xticks=[-5, 0, 5], xlabel="x")
        if curve.has_corner:
            ends = [0.0 if name == "ReLU" else curve.p, 1.0]
            bottom.plot([0, 0], ends, "o", mfc="white", mec=GRADIENT)
    axes[0, 0].set_ylabel("f(x)")
    axes[1, 0].set_ylabel("slope f′(x)")
    steepest = ", ".join(
        f"{n} {_steepest(Curve(n)):.2f}" for n in ("sigmoid", "tanh", "ReLU")
    )
    return Picture(
        figure,
        "Four activations and, below each, its slope. Sigmoid and tanh are steep in the middle and "
        f"flat at both ends; ReLU has two slopes and a corner. Steepest slopes: {steepest}.",
    )


def difference_error() -> Picture:
    """Error of three ways to measure a slope against the step h."""
    x = np.array(0.7)
    true = act.sigmoid_derivative(x)
    steps = np.logspace(-14, 0, 57)
    forward = [abs((act.sigmoid(x + h) - act.sigmoid(x)) / h - true) for h in steps]
    central = [abs(central_difference(act.sigmoid, x, h) - true) for h in steps]
    complexes = [abs(complex_step(act.sigmoid, x, h) - true) for h in steps]
    figure, ax = new_figure(7.0, 3.6)
    for errors, label, colour, style in (
        (forward, "one-sided difference", GREY, ":"),
        (central, "central difference", GRADIENT, "-"),
        (complexes, "complex step", TARGET, "--"),
    ):
        ax.loglog(
            steps,
            np.maximum(errors, 1e-17),
            style,
            color=colour,
            label=label,
            linewidth=2,
        )
    ax.set(
        title="Too large a step bends, too small a step rounds",
        xlabel="step h",
        ylabel="error of the measured slope",
    )
    ax.legend(frameon=False)
    reached = "below" if min(central) < 1e-10 else "not below"
    return Picture(
        figure,
        "Error of the measured slope of the sigmoid at 0.7 against the step h, both on logarithmic "
        f"axes. The central difference has a valley, which gets {reached} 1e-10 near h = 1e-5 and "
        "rises on both sides. The complex step stays at the bottom for every small h.",
    )


def relu_corner() -> Picture:
    """ReLU near 0 with some of the lines that fit below it."""
    xs = np.linspace(-1, 1, 201)
    figure, ax = new_figure(5.0, 3.2)
    for slope in (0, 0.25, 0.5, 0.75, 1):
        ax.plot(xs, slope * xs, "--", color=GRADIENT, linewidth=1)
        ax.annotate(
            f"{slope:g}", (1.02, slope), color=GRADIENT, fontsize=9, va="center"
        )
    ax.plot(xs, act.relu(xs), color=FORWARD, linewidth=3)
    ax.set(
        title="At the corner every slope from 0 to 1 stays below ReLU",
        xlabel="x",
        ylim=(-0.6, 1.1),
    )
    return Picture(
        figure,
        "ReLU between −1 and 1 with five dashed lines through its corner, of slopes 0, 0.25, 0.5, "
        "0.75 and 1: none of them rises above the curve.",
    )


def cancellation() -> Picture:
    """Relative error of σ(1 − σ) and of σ(x)σ(−x) far out."""
    xs = np.linspace(0, 36, 289)
    plain = act.sigmoid(xs) * (1 - act.sigmoid(xs))
    true = np.exp(-xs) / (1 + np.exp(-xs)) ** 2
    figure, ax = new_figure(7.0, 3.2)
    for slope, label, colour, style in (
        (plain, "σ(1 − σ)", GRADIENT, "-"),
        (act.sigmoid_derivative(xs), "σ(x) σ(−x)", TARGET, "--"),
    ):
        error = np.maximum(np.abs(slope - true) / true, 1e-17)
        ax.semilogy(xs, error, style, color=colour, label=label, linewidth=1.5)
    ax.axhline(1e-9, color=HIGHLIGHT, linestyle=":", label="a tolerance of 1e-9")
    ax.set(
        title="One formula loses its digits far out",
        xlabel="x",
        ylabel="relative error",
    )
    ax.legend(frameon=False)
    lost = "more" if np.max(np.abs(plain - true) / true) > 0.01 else "less"
    return Picture(
        figure,
        "Relative error of two ways to compute the sigmoid's slope for x from 0 to 36. σ(1 − σ) "
        f"loses digit after digit, until {lost} than one part in a hundred is wrong; σ(x)σ(−x) "
        "stays near 1e-16.",
    )


def gradient_through_layers(depth: int = 10) -> Picture:
    """The largest part of a gradient that slopes alone let through, against depth."""
    layers = np.arange(depth + 1)
    figure, ax = new_figure(7.0, 3.4)
    for name, slope, colour, marker in (
        ("ReLU, active", 1.0, FORWARD, "s"),
        ("tanh at 0.5", float(act.tanh_derivative(0.5)), TARGET, "^"),
        ("sigmoid at its best", 0.25, GRADIENT, "o"),
        ("sigmoid at 4", float(act.sigmoid_derivative(4.0)), GREY, "v"),
    ):
        ax.semilogy(layers, slope**layers, marker=marker, color=colour, label=name)
    ax.set(
        title="Slopes multiply: what is left of a gradient",
        xlabel="layers passed",
        ylabel="part left",
    )
    ax.legend(frameon=False)
    return Picture(
        figure,
        f"What is left of a gradient after up to {depth} layers, by their slopes alone, on a "
        f"logarithmic axis. Active ReLU keeps all of it; the sigmoid at its best keeps "
        f"{0.25**depth:.1e} after {depth} layers.",
    )
