"""Pictures of lesson 09: steps that remember, from above and over time."""

from __future__ import annotations

import numpy as np

from bpcourse import optimizers
from bpcourse.arrays import Array
from bpcourse.drawing import svg
from bpcourse.drawing.film import Film
from bpcourse.drawing.palette import FORWARD, GRADIENT, GREY, HIGHLIGHT, tint
from bpcourse.drawing.picture import Picture, card, new_figure
from bpcourse.drawing.plot import plot

SIZE = (760, 330)
STEPS = 60
CURVATURE = 20.0  # of the valley, across it
TILT = np.deg2rad(18)
START = np.array([9.0, 3.0])  # along the floor and across it
FAR = 1e3  # where a walk that leaves the picture is drawn
METHODS = {  # by id, in words
    "plain": "plain",
    "momentum": "momentum",
    "rmsprop": "RMSProp",
    "adam": "Adam",
}
LEVELS = (1, 4, 12, 25, 40, 60, 100, 200, 400)


def walk(method: str, eta: float, beta: float, steps: int = STEPS) -> Array:
    """The points (steps + 1, 2) of a walk in the tilted valley; method is an id."""
    turn = np.array([[np.cos(TILT), np.sin(TILT)], [-np.sin(TILT), np.cos(TILT)]])
    H = turn.T @ np.diag([1.0, CURVATURE]) @ turn
    w = START @ turn
    state = [np.zeros(2), np.zeros(2)]
    path = [w]
    with np.errstate(all="ignore"):
        for t in range(1, steps + 1):
            w, state = _step(method, w, state, H @ w, t, eta, beta)
            path.append(w)
    return np.nan_to_num(np.array(path), nan=FAR, posinf=FAR, neginf=-FAR)


def _step(method, w, state, g, t, eta, beta):
    if method == "momentum":
        w, v = optimizers.momentum_step(w, state[0], g, eta, beta)
        return w, [v, state[1]]
    if method == "rmsprop":
        w, s = optimizers.rmsprop_step(w, state[1], g, eta, beta)
        return w, [state[0], s]
    if method == "adam":
        m, s = state
        w, m, s = optimizers.adam_step(w, m, s, g, t, eta, beta)
        return w, [m, s]
    return w - eta * g, state


def heights(path: Array) -> Array:
    """The loss at every point of a walk."""
    turn = np.array([[np.cos(TILT), -np.sin(TILT)], [np.sin(TILT), np.cos(TILT)]])
    along = path @ turn
    return (along**2 @ np.array([1.0, CURVATURE])) / 2


_MAP = svg.Plot(46, 44, 400, 232, (-12.0, 12.0), (-6.96, 6.96))
_FALL = svg.Plot(506, 44, 236, 232, (-0.8, STEPS + 0.8), (-8.0, 4.0))


def paths_film(method: str = "momentum", eta: float = 0.03, beta: float = 0.8) -> Film:
    """One picture with its words before the first step, and one after every step."""
    path = walk(method, eta, beta)
    losses, ground = heights(path), _ground()
    places = np.clip(path, -FAR, FAR)

    def frame(step: int) -> Picture:
        words = _words(step, method, eta, beta, losses)
        moving = _moving(places[: step + 1], losses[: step + 1])
        return card(*SIZE, [ground, *moving], words)

    return Film(STEPS + 1, frame)


def _ground() -> str:
    around = np.linspace(0, 2 * np.pi, 73)
    turn = np.array([[np.cos(TILT), np.sin(TILT)], [-np.sin(TILT), np.cos(TILT)]])
    ring = (
        np.stack([np.cos(around), np.sin(around) / np.sqrt(CURVATURE)], axis=1) @ turn
    )
    rings = [
        _MAP.curve(r * ring[:, 0], r * ring[:, 1], tint(FORWARD, 0.5), 1)
        for r in (1.5, 3, 5, 7, 9, 11, 14)
    ]
    title = f"a valley, {CURVATURE:g} times as steep across"
    return "".join(
        [
            _MAP.frame(title, range(-12, 13, 4), range(-6, 7, 2), "w₁", "w₂"),
            _MAP.inside(*rings),
            svg.dot(_MAP.x(0), _MAP.y(0), FORWARD, 4),
            _FALL.frame(
                "log₁₀ of the loss", range(0, STEPS + 1, 20), range(-8, 5, 4), "step"
            ),
        ]
    )


def _moving(places: Array, losses: Array) -> list[str]:
    levels = np.clip(np.log10(np.maximum(losses, 1e-12)), -12, 12)
    return [
        _MAP.inside(*_trail(_MAP, places[:, 0], places[:, 1])),
        _FALL.inside(*_trail(_FALL, np.arange(len(levels)), levels)),
    ]


def _trail(plot: svg.Plot, xs: Array, ys: Array) -> list[str]:
    points = plot.points(xs, ys)
    ends = [svg.dot(*points[-1], HIGHLIGHT, 6), svg.dot(*points[0], GRADIENT, 5, True)]
    return [svg.line(points, GRADIENT, 1.5), *ends]


def _words(step: int, method: str, eta: float, beta: float, losses: Array) -> str:
    kept = "" if method == "plain" else f", β = {beta:.2f}"
    name = METHODS[method]
    head = f"{name[0].upper()}{name[1:]}, η = {eta:.3g}{kept}"
    if losses[step] >= FAR**2:
        return f"{head}: after {step} steps it has left the picture."
    return (
        f"{head}: after {step} of {STEPS} steps the loss is {svg.number(losses[step])}."
    )


# Plots


@plot
def four_paths() -> Picture:
    """Plain steps, momentum, RMSProp and Adam in the same valley, each with a good step."""
    settings = (
        ("plain", 0.09, 0.0),
        ("momentum", 0.05, 0.7),
        ("rmsprop", 0.3, 0.9),
        ("adam", 0.9, 0.9),
    )
    figure, axes = new_figure(8.6, 4.6, 2, 2, sharex=True, sharey=True)
    turn = np.array([[np.cos(TILT), -np.sin(TILT)], [np.sin(TILT), np.cos(TILT)]])
    grid = np.meshgrid(np.linspace(-11, 11, 121), np.linspace(-6, 6, 81))
    along = np.stack(grid, axis=-1) @ turn
    height = (along[..., 0] ** 2 + CURVATURE * along[..., 1] ** 2) / 2
    told = []
    for ax, (method, eta, beta) in zip(axes.flat, settings, strict=True):
        path = walk(method, eta, beta, 40)
        ax.contour(
            *grid, height, levels=LEVELS, colors=tint(FORWARD, 0.5), linewidths=0.8
        )
        ax.plot(
            path[:, 0], path[:, 1], "-o", color=GRADIENT, linewidth=1.2, markersize=3
        )
        kept = f", β = {beta:g}" if beta else ""
        ax.set_title(f"{METHODS[method]}: η = {eta:g}{kept}")
        ax.set(xlim=(-11, 11), ylim=(-6, 6))
        told.append(f"{METHODS[method]} {heights(path)[-1]:.1e}")
    for ax in axes[-1]:
        ax.set_xlabel("w₁")
    for ax in axes[:, 0]:
        ax.set_ylabel("w₂")
    return Picture(
        figure,
        "Forty steps of four methods in a tilted valley, seen from above. Plain steps zigzag "
        "and move slowly along the floor. Momentum swings across and arrives early. RMSProp turns onto "
        "the floor at once and walks down it. Adam swings wide, passes the bottom and comes "
        f"back. The loss after forty steps: {', '.join(told)}.",
    )


@plot
def correction(beta: float = 0.9, steps: int = 30) -> Picture:
    """The running average of a steady gradient of 1, plain and corrected."""
    t = np.arange(1, steps + 1)
    plain = 1 - beta**t
    figure, ax = new_figure(7.2, 3.4)
    ax.axhline(1.0, color=GREY, linewidth=1, linestyle=":")
    ax.plot(t, plain, "-o", color=GRADIENT, markersize=3, label="m, from 0")
    ax.plot(t, plain / (1 - beta**t), "--", color=FORWARD, label="m / (1 − βᵗ)")
    ax.set_title(f"An average that begins at 0 is too small at first (β = {beta:g})")
    ax.set(xlabel="step t", ylabel="average of a steady 1", ylim=(0, 1.15))
    ax.legend(loc="lower right")
    return Picture(
        figure,
        f"The running average of a gradient that is always 1, over {steps} steps, with β = "
        f"{beta:g}. From 0 it rises slowly: {plain[0]:.2g} after one step, {plain[9]:.2f} after "
        "ten. Divided by 1 minus β to the power t it is 1 from the first step on.",
    )


@plot
def schedule(warmup: int = 10, total: int = 100, eta: float = 0.1) -> Picture:
    """A warm-up and half a cosine, and lesson 06's decay beside it."""
    steps = np.arange(total + 1)
    sizes = [optimizers.warmup_cosine(int(k), warmup, total, eta) for k in steps]
    figure, ax = new_figure(7.2, 3.2)
    ax.plot(steps, sizes, color=FORWARD, label="warm-up, then half a cosine")
    ax.plot(
        steps, eta / (1 + 0.05 * steps), "--", color=GREY, label="decay of lesson 06"
    )
    ax.set_title("Begin carefully, end gently")
    ax.set(xlabel="step", ylabel="step size", ylim=(0, 1.1 * eta))
    ax.legend(loc="upper right")
    return Picture(
        figure,
        f"Step size against the step number. It rises in a line from 0 to {eta:g} at step "
        f"{warmup}, and falls along half a cosine to 0 at step {total}. The decay of lesson 06 "
        "falls steeply at first and never reaches 0.",
    )
