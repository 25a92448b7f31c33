"""Pictures of lesson 11: numbers through ten layers, and three paths from one input."""

from __future__ import annotations

from functools import cache

import numpy as np

from bpcourse import datasets, normalization
from bpcourse.activations import activation
from bpcourse.arrays import Array
from bpcourse.drawing import svg
from bpcourse.drawing.palette import (
    FORWARD,
    GRADIENT,
    GREY,
    HIGHLIGHT,
    INK,
    SMALL,
    TARGET,
    TITLE,
)
from bpcourse.drawing.picture import Picture, new_figure
from bpcourse.drawing.plot import plot

SIZE = (760, 330)
LAYERS, UNITS, SAMPLES = 10, 64, 64
LOW, HIGH = -9.0, 9.0  # of the picture's axis, as powers of ten
NAMES = {"relu": "ReLU", "tanh": "tanh", "sigmoid": "sigmoid"}


@cache
def _start() -> tuple[Array, tuple[Array, ...]]:
    X = datasets.split_digits()[0][:SAMPLES]
    rng = np.random.default_rng(0)
    return X, tuple(rng.standard_normal((UNITS, UNITS)) / 8 for _ in range(LAYERS))


def spreads(f: str, scale: float, norm: bool) -> Array:
    """The spread of the weighted inputs over the samples, in ten layers, not yet normalised."""
    A, weights = _start()
    gain = np.sqrt(2.0) if f == "relu" else 1.0
    found, function = [], activation(f)
    with np.errstate(all="ignore"):
        for W in weights:
            Z = A @ (W * gain * scale)
            found.append(Z.std(axis=0).mean())
            if norm:
                Z = normalization.batch_norm(Z, np.ones(UNITS), np.zeros(UNITS))
            A = function(Z)
    return np.array(found)


def through_layers(f: str = "relu", scale: float = 0.5) -> Picture:
    """The spread of every layer's numbers, with and without batch normalisation."""
    plot = svg.Plot(64, 44, 660, 220, (0.5, LAYERS + 0.5), (LOW, HIGH))
    plain, normed = spreads(f, scale, False), spreads(f, scale, True)
    title = f"spread of z, layer by layer: {NAMES[f]}, weights × {scale:g}"
    words = _told(f, scale, plain, normed)
    parts = [
        plot.frame(title, range(1, LAYERS + 1), range(-8, 9, 4), "layer", "log₁₀"),
        plot.inside(
            *_line(plot, plain, GRADIENT, ""), *_line(plot, normed, FORWARD, "6 3")
        ),
        svg.text(74, 318, "● plain", SMALL, GRADIENT),
        svg.text(160, 318, "○ with batch normalisation", SMALL, FORWARD),
    ]
    return Picture(svg.card(*SIZE, parts, words), words)


def _line(plot: svg.Plot, values: Array, colour: str, dash: str) -> list[str]:
    levels = np.clip(np.log10(np.maximum(values, 1e-30)), LOW - 2, HIGH + 2)
    points = plot.points(np.arange(1, LAYERS + 1), levels)
    dots = [svg.dot(*p, colour, 4, bool(dash)) for p in points]
    return [svg.line(points, colour, 2, dash), *dots]


def _told(f: str, scale: float, plain: Array, normed: Array) -> str:
    return (
        f"Ten {NAMES[f]} layers, weights times {scale:g}. Without normalisation the spread of "
        f"the weighted inputs goes from {svg.number(plain[0], 2)} in the first layer to "
        f"{svg.number(plain[-1], 2)} in the tenth; with batch normalisation from "
        f"{svg.number(normed[0], 2)} to {svg.number(normed[-1], 2)}."
    )


def three_paths() -> Picture:
    """From one input of a batch to an output: by itself, by the mean, by the variance."""
    width, height = 760, 250
    nodes = {
        "x": (90, 125, "xₙ"),
        "m": (300, 60, "mean"),
        "v": (300, 190, "variance"),
        "h": (520, 125, "x̂ₘ"),
        "y": (680, 125, "yₘ"),
    }
    words = (
        "A graph from one input x of sample n to the output y of sample m. Three paths lead to "
        "the normalised value: straight on, only where m is n; through the mean, to every "
        "sample; and through the variance, to every sample. From there one edge leads to y, "
        "times gamma."
    )
    edges = [
        ("x", "h", INK, "straight on, if m = n"),
        ("x", "m", FORWARD, ""),
        ("m", "h", FORWARD, "to every sample"),
        ("x", "v", TARGET, ""),
        ("v", "h", TARGET, "to every sample"),
        ("h", "y", GREY, "× γ"),
    ]
    parts = [svg.text(24, 28, "Three paths from one input", TITLE, bold=True)]
    for a, b, colour, told in edges:
        (x1, y1, _), (x2, y2, _) = nodes[a], nodes[b]
        parts.append(svg.line([(x1, y1), (x2, y2)], colour, 2))
        if told:
            aside = 30 if y1 < y2 else -22 if y1 > y2 else 8  # off the line
            at = (x1 + x2) / 2 + 34 * (y1 != y2), (y1 + y2) / 2 - aside
            parts.append(svg.label(*at, told, SMALL, colour))
    for x, y, name in nodes.values():
        parts.append(svg.node(x, y, name, 34 if len(name) > 3 else 26, edge=HIGHLIGHT))
    return Picture(svg.card(width, height, parts, words), words)


@plot
def constants_or_not() -> Picture:
    """The gradient with and without the paths through mean and variance, entry by entry."""
    rng = np.random.default_rng(4)
    X, dY = rng.normal(size=(6, 4)), rng.normal(size=(6, 4))
    right = normalization.batch_norm_gradients(dY, X, np.ones(4))[0]
    root = np.sqrt(X.var(axis=0) + 1e-5)
    constant = dY / root
    no_variance = (dY - dY.mean(axis=0)) / root
    figure, ax = new_figure(7.2, 3.4)
    at = np.arange(right.size)
    ax.plot(
        at, right.ravel(), "o", color=FORWARD, label="all three paths (as measured)"
    )
    ax.plot(
        at,
        constant.ravel(),
        "x",
        color=GRADIENT,
        label="mean and variance as constants",
    )
    ax.plot(at, no_variance.ravel(), "+", color=GREY, label="variance as a constant")
    ax.set_title("Two forgotten paths change every entry of dX")
    ax.set(xlabel="entry of dX, 6 samples × 4 units", ylabel="value")
    ax.legend(loc="best", fontsize=9)
    off = [
        np.abs(wrong - right).max() / np.abs(right).max()
        for wrong in (constant, no_variance)
    ]
    return Picture(
        figure,
        "The 24 entries of the gradient of a batch of six samples and four units. With mean and "
        f"variance as constants the largest error is {100 * off[0]:.0f} % of the largest right "
        f"entry; with the variance alone as a constant {100 * off[1]:.0f} %.",
    )
