"""Pictures of lesson 06: how far to step, and what happens when it is too far."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import numpy as np

from bpcourse import descent
from bpcourse.arrays import Array
from bpcourse.drawing import svg, walk
from bpcourse.drawing.palette import (
    FORWARD,
    GRADIENT,
    GREY,
    HIGHLIGHT,
    INK,
    SMALL,
    TARGET,
    tint,
)
from bpcourse.drawing.picture import Picture, new_figure
from bpcourse.drawing.plot import plot

from .loss_curves import batch_sizes, finder, plateau

__all__ = [
    "backtracking",
    "batch_sizes",
    "epoch",
    "factors",
    "finder",
    "plateau",
    "regimes",
    "two_minima",
    "valley",
]
BARE = {"color": "white", "pad": 1.5}  # behind words on lines


@plot
def regimes(products: tuple[float, ...] = (0.1, 0.5, 1.0, 1.5, 2.0, 2.1)) -> Picture:
    """Descent on a parabola with six step sizes, the products of step and curvature."""
    figure, axes = new_figure(8.6, 5.4, 3, 2, sharex=True, sharey=True)
    xs = np.linspace(-3.2, 3.2, 129)
    for ax, product in zip(axes.flat, products, strict=True):
        path = walk.curve_path(1.0, product, 2.0, 8)
        ax.plot(xs, xs**2 / 2, color=FORWARD)
        ax.plot(path, path**2 / 2, "-o", color=GRADIENT, linewidth=1.2, markersize=4)
        ax.plot(path[:1], path[:1] ** 2 / 2, "o", mfc="white", mec=GRADIENT)
        words = textwrap.fill(walk.REGIMES[walk.regime(product)][0], 34)
        ax.set_title(f"ηλ = {product:g}", pad=32)
        above = {"transform": ax.transAxes, "ha": "center", "va": "bottom"}
        ax.text(0.5, 1.03, words, fontsize=9, **above)
        ax.set(xlim=(-3.2, 3.2), ylim=(-0.3, 5.2))
    for ax in axes[-1]:
        ax.set_xlabel("x")
    for ax in axes[:, 0]:
        ax.set_ylabel("f(x)")
    told = "; ".join(
        f"ηλ = {p:g}: descent {walk.REGIMES[walk.regime(p)][0]}" for p in products
    )
    return Picture(
        figure, f"Eight steps on a parabola from x = 2, with six step sizes. {told}."
    )


@plot
def factors(curvatures: tuple[float, float] = (1.0, 10.0)) -> Picture:
    """What a step leaves of the flat and of the steep part, against the step size."""
    low, high = curvatures
    etas = np.linspace(0, 2.4 / high, 241)
    best, limit = 2 / (low + high), descent.largest_stable_step(np.diag(curvatures))
    figure, ax = new_figure(7.2, 3.7)
    ax.plot(
        etas, abs(1 - etas * low), "--", color=FORWARD, label=f"flat part, λ = {low:g}"
    )
    ax.plot(
        etas, abs(1 - etas * high), color=GRADIENT, label=f"steep part, λ = {high:g}"
    )
    ax.axhline(1, color=GREY, linewidth=1, linestyle=":")
    for eta, words in ((best, "best"), (limit, "limit")):
        left = max(abs(1 - eta * c) for c in curvatures)
        ax.plot([eta], [left], "o", color=HIGHLIGHT, markersize=8)
        place = {"textcoords": "offset points", "va": "top"}
        ax.annotate(f"{words}: η = {eta:.3g}", (eta, left), (9, -14), **place)
    ax.set_title("The steep part sets the limit, the flat part the speed")
    ax.set(xlabel="step size η", ylabel="part left after a step", ylim=(0, 1.5))
    ax.legend(loc="lower left")
    return Picture(
        figure,
        f"What one step leaves of the distance, against the step size, for curvatures {low:g} "
        f"and {high:g}. The flat part falls slowly from 1. The steep part falls to 0 at "
        f"η = {1 / high:g}, rises again, meets the flat part at the best step, {best:.3g}, "
        f"where {abs(1 - best * low):.3g} is left, and reaches 1 at the limit, {limit:.3g}.",
    )


@plot
def valley(curvature: float = 10.0) -> Picture:
    """Paths in a narrow valley: a careful step, the best one, one beyond the limit."""
    H, limit = np.array([1.0, curvature]), 2 / curvature
    etas = (0.25 * limit, 2 / (1 + curvature), 1.02 * limit)
    names = ("a quarter of the limit", "the best fixed step", "2 % above the limit")
    figure, axes = new_figure(8.6, 3.2, 3, sharex=True, sharey=True)
    grid = np.meshgrid(np.linspace(-11, 11, 121), np.linspace(-6, 6, 81))
    height = (grid[0] ** 2 + curvature * grid[1] ** 2) / 2
    last = []
    for ax, eta, name in zip(axes, etas, names, strict=True):
        path = descent.gradient_descent(lambda x: H * x, np.array([9.0, 3.0]), eta, 20)
        ax.contour(*grid, height, levels=8, colors=tint(FORWARD, 0.5), linewidths=0.8)
        ax.plot(
            path[:, 0], path[:, 1], "-o", color=GRADIENT, linewidth=1.2, markersize=3
        )
        ax.plot([0], [0], "+", color=TARGET, markersize=10, markeredgewidth=2)
        ax.set_title(f"η = {eta:.3g}")
        ax.text(0, 5.4, name, ha="center", va="top", fontsize=9, bbox=BARE)
        ax.set(xlabel="along the floor", xlim=(-11, 11), ylim=(-6, 6))
        last.append("{:.2g} along and {:.2g} across".format(*np.abs(path[-1])))
    axes[0].set_ylabel("across")
    told = "; ".join(
        f"with η = {e:.3g}, {n}, {d}" for e, n, d in zip(etas, names, last, strict=True)
    )
    return Picture(
        figure,
        f"Twenty steps in a valley that is {curvature:g} times as steep across as along, seen "
        "from above with contour lines. The small step turns onto the floor and moves slowly; the "
        "best one zigzags between the walls; the one beyond the limit is thrown from wall to "
        f"wall, further each time. After twenty steps, from 9 along and 3 across: {told}.",
    )


def epoch() -> Picture:
    """D3's numbers as a row of batches: 195 full ones, and a last one of 80."""
    count, rest = descent.batches_per_epoch(50000, 256), 50000 % 256
    x, top, wide, high = 30.0, 74.0, 62.0, 46.0
    parts = [svg.text(x, 30, "One epoch: every sample once", 15, bold=True)]
    labels = (
        "batch 1",
        "batch 2",
        "batch 3",
        "…",
        f"batch {count - 1}",
        f"batch {count}",
    )
    for name in labels:
        full = name not in ("…", labels[-1])
        width = wide if full else wide * rest / 256 if name != "…" else wide
        if name != "…":
            parts.append(
                svg.rect(x, top, width, high, tint(FORWARD, 0.18), FORWARD, 1.5)
            )
            parts.append(
                svg.text(
                    x + width / 2,
                    top + 28,
                    "256" if full else f"{rest}",
                    13,
                    anchor="middle",
                )
            )
            parts.append(
                svg.arrow(
                    (x + width / 2, top + high + 4),
                    (x + width / 2, top + high + 34),
                    GRADIENT,
                )
            )
        middle = x + max(width, 40) / 2 if name == labels[-1] else x + width / 2
        parts.append(svg.text(middle, top - 9, name, SMALL, GREY, "middle"))
        x += width + 22
    words = "each batch: one gradient, one update, one iteration"
    parts.append(svg.text(30, top + high + 56, words, 13, GRADIENT))
    parts.append(
        svg.text(
            30,
            top + high + 80,
            f"{count} iterations per epoch, {10 * count} in ten epochs",
            13,
            INK,
        )
    )
    alt = (
        f"A row of batches: {count - 1} of 256 samples and a last, smaller one of {rest}; an "
        f"arrow down from each: one update. {count} iterations per epoch, {10 * count} in ten."
    )
    return Picture(svg.card(560, 220, parts, alt), alt)


@plot
def backtracking(c: float = 0.3) -> Picture:
    """f along a step, what a step must reach, and the steps that are tried."""
    f: Callable[[Array], Array] = lambda eta: 0.5 * (1 - 4 * eta) ** 2 * 4
    slope = 16.0
    tried = [1.0]
    while f(np.array(tried[-1])) > f(np.array(0.0)) - c * tried[-1] * slope:
        tried.append(tried[-1] / 2)
    etas = np.linspace(0, 1.05, 211)
    figure, ax = new_figure(7.2, 3.7)
    ax.plot(etas, f(etas), color=FORWARD, label="f after the step")
    ax.plot(
        etas, 2 - c * etas * slope, "--", color=TARGET, label="enough: f − c η |g|²"
    )
    for number, eta in enumerate(tried):
        good = number == len(tried) - 1
        height = float(f(np.array(eta)))
        ax.plot(
            [eta],
            [min(height, 5.6)],
            "o" if good else "x",
            color=GRADIENT,
            markersize=9,
        )
        far = height > 5.6
        end = ", taken" if good else " (far above)" if far else ""
        between = ",\n" if far else ", "
        words = f"try {number + 1}: η = {eta:g}{between}f = {height:g}{end}"
        place = {"textcoords": "offset points", "ha": "right" if eta > 0.9 else "left"}
        shift = (-12, -16) if eta > 0.9 else (10, -34 if good else -4)
        ax.annotate(words, (eta, min(height, 5.6)), shift, **place)
    ax.set_title("Backtracking: shrink the step until f has fallen enough")
    ax.set(xlabel="step size η", ylabel="f", ylim=(-2.2, 6), xlim=(0, 1.05))
    ax.legend(loc="center right")
    return Picture(
        figure,
        "f after a step from x = 1 on 2x² against the step size: a parabola with its bottom at "
        f"0.25. A falling line shows what is enough. Tried: {', '.join(f'{e:g}' for e in tried)}; "
        f"only the last, {tried[-1]:g}, ends below the line and is taken.",
    )


@plot
def two_minima() -> Picture:
    """A curve with two minima, and two walks that end in different ones."""
    xs = np.linspace(-1.7, 1.7, 201)
    f = lambda x: (x**2 - 1) ** 2 + 0.3 * x
    figure, ax = new_figure(7.2, 3.5)
    ax.plot(xs, f(xs), color=FORWARD)
    ends = []
    for start, marker in ((1.5, "o"), (-1.5, "s")):
        path = descent.gradient_descent(
            lambda x: 4 * x * (x**2 - 1) + 0.3, start, 0.05, 60
        )
        ax.plot(path, f(path), marker=marker, color=GRADIENT, linewidth=1, markersize=4)
        ends.append(float(path[-1]))
        words = f"from {start:g} to {ends[-1]:.3f}\nf = {f(ends[-1]):.3f}".replace(
            "-", "−"
        )
        shift = (-14, 34) if start > 0 else (100, -4)
        place = {"textcoords": "offset points", "ha": "center"}
        ax.annotate(words, (ends[-1], f(ends[-1])), shift, **place)
    ax.set_title("Where you end depends on where you start")
    ax.set(xlabel="x", ylabel="f(x)", ylim=(-0.6, 2.2))
    return Picture(
        figure,
        "The curve (x² − 1)² + 0.3x with two valleys. Descent from 1.5 ends in the right, higher "
        f"one, at {ends[0]:.3f}; descent from −1.5 ends in the left, lower one, at "
        f"−{-ends[1]:.3f}.",
    )
