"""Pictures of lesson 01: activations, their slopes, and what slopes do to a gradient."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bpcourse import activations as act
from bpcourse.arrays import Array
from bpcourse.drawing.palette import FORWARD, GRADIENT, GREY, TARGET
from bpcourse.drawing.picture import Picture, new_figure
from bpcourse.drawing.plot import plot
from bpcourse.gradcheck import central_difference, complex_step

from .curves import Curve

XS = np.linspace(-6.0, 6.0, 193)


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
