"""Walks of gradient descent: on a curve, and in a valley, as lesson 06's explorers show."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bpcourse import descent
from bpcourse.arrays import Array

from . import svg
from .film import Film
from .palette import BODY, FORWARD, GRADIENT, GREY, HIGHLIGHT, LIGHT, SMALL, tint
from .picture import Picture, card

SIZE = (760, 330)
MOST = 20  # steps on the curve
STEPS = 30  # steps in the valley
FAR = 1e3  # where a walk that leaves the picture is drawn
METHODS = {  # by id, in words
    "fixed": "fixed step",
    "decay": "decay",
    "backtracking": "backtracking",
}
START = np.array([9.0, 3.0])  # along the floor and across it
TILT = np.deg2rad(18)


def regime(product: float) -> str:
    """The id of what descent does on a parabola, from step size times curvature."""
    product = round(product, 9)
    if product in (1, 2):
        return {1: "lands", 2: "swings"}[int(product)]
    if product < 1:
        return "comes_down"
    return "converges" if product < 2 else "diverges"


REGIMES = {  # in a sentence, and on a label
    "comes_down": ("comes down on one side", "comes down on one side"),
    "lands": ("lands on the minimum in one step", "lands on the minimum in one step"),
    "converges": (
        "passes the minimum at every step, and converges",
        "passes the minimum at every step",
    ),
    "swings": ("jumps from side to side for ever", "jumps from side to side for ever"),
    "diverges": ("diverges", "diverges"),
}


# On a curve


def curve_path(curvature: float, eta: float, start: float, steps: int) -> Array:
    """The points of descent on f(x) = curvature x² / 2, (steps + 1,)."""
    return descent.gradient_descent(lambda x: curvature * x, start, eta, steps)


def curve(eta: float, curvature: float, start: float, steps: int) -> Picture:
    """The parabola with the walk on it, and x over the steps."""
    walked = curve_path(curvature, eta, start, steps)
    path = np.clip(walked, -FAR, FAR)
    left = svg.Plot(46, 44, 318, 232, (-4.0, 4.0), (-0.6, 8.0))
    right = svg.Plot(424, 44, 318, 232, (-0.5, MOST + 0.5), (-4.0, 4.0))
    product = eta * curvature
    sentence, label = REGIMES[regime(product)]
    parts = [
        left.frame(
            f"f(x) = λx²/2, λ = {curvature:g}", range(-4, 5, 2), (0, 2, 4, 6, 8), "x"
        ),
        left.inside(*_on_parabola(left, path, curvature)),
        right.frame("x, step by step", range(0, MOST + 1, 5), range(-4, 5, 2), "step"),
        right.inside(*_trail(right, np.arange(len(path)), path)),
        svg.label(583, 66, f"ηλ = {product:.3g}: {label}", BODY, GREY),
    ]
    words = (
        f"Step size {eta:.3g} on curvature {curvature:.3g}, from x = {start:.2f}: "
        f"ηλ = {product:.3g}, so descent {sentence}. "
        f"After {steps} steps x = {svg.number(walked[-1])}."
    )
    return card(*SIZE, parts, words)


def _on_parabola(plot: svg.Plot, path: Array, curvature: float) -> list[str]:
    xs = np.linspace(-4, 4, 161)
    heights = np.clip(curvature * path**2 / 2, 0, FAR)
    curve = plot.curve(xs, curvature * xs**2 / 2, FORWARD)
    return [curve, *_trail(plot, path, heights)]


def _trail(plot: svg.Plot, xs: Array, ys: Array) -> list[str]:
    """A walk: its steps as a line, its start open, its last point large."""
    points = plot.points(xs, ys)
    dots = [svg.dot(*point, GRADIENT, 3.5) for point in points[1:-1]]
    ends = [svg.dot(*points[-1], HIGHLIGHT, 6), svg.dot(*points[0], GRADIENT, 5, True)]
    return [svg.line(points, GRADIENT, 1.5), *dots, *ends]


# In a valley


def valley_path(eta: float, curvature: float, method: str) -> tuple[Array, Array]:
    """(points (STEPS + 1, 2), step sizes (STEPS,)) on f = (x² + curvature y²) / 2."""
    H = np.array([1.0, curvature])
    x, path, sizes = START, [START], []
    for number in range(STEPS):
        size = _size(number, eta, x, H, method)
        x = x - size * H * x
        path.append(x)
        sizes.append(size)
    return np.array(path), np.array(sizes)


def _size(number: int, eta: float, x: Array, H: Array, method: str) -> float:
    if method == "decay":
        return descent.decayed_step(eta, number, 0.1)
    if method == "backtracking":
        loss: Callable[[Array], float] = lambda v: float((H * v * v).sum() / 2)
        return descent.backtracking_step(loss, lambda v: H * v, x, eta, 0.5, 0.1)
    return eta


def valley_frames(eta: float, curvature: float, method: str) -> Film:
    """One picture with its words before the first step, and one after every step."""
    path, sizes = valley_path(eta, curvature, method)
    with np.errstate(under="ignore"):
        losses = (path**2 @ np.array([1.0, curvature])) / 2
    still = _valley_ground(curvature)
    places = _turned(np.clip(path, -FAR, FAR))

    def frame(step: int) -> Picture:
        words = _valley_words(step, eta, curvature, method, sizes, losses)
        moving = _valley_walk(places[: step + 1], losses[: step + 1])
        return card(*SIZE, [still, *moving], words)

    return Film(STEPS + 1, frame)


_MAP = svg.Plot(46, 44, 400, 232, (-12.0, 12.0), (-6.96, 6.96))
_FALL = svg.Plot(506, 44, 236, 232, (-0.8, STEPS + 0.8), (-8.0, 6.0))


def _turned(points: Array) -> Array:
    """The valley's own axes, tilted."""
    cos, sin = np.cos(TILT), np.sin(TILT)
    return points @ np.array([[cos, sin], [-sin, cos]])


def _valley_ground(curvature: float) -> str:
    """Contour lines, axes, the minimum."""
    around = np.linspace(0, 2 * np.pi, 73)
    rings = []
    for radius in (1.5, 3, 5, 7, 9, 11, 14):
        ring = np.stack([np.cos(around), np.sin(around) / np.sqrt(curvature)], axis=1)
        place = _turned(radius * ring)
        rings.append(_MAP.curve(place[:, 0], place[:, 1], tint(FORWARD, 0.5), 1))
    title = f"a valley, {curvature:g} times as steep across"
    names = ("f = 1e−8", "f = 1", "f = 1e6")
    return "".join(
        [
            _MAP.frame(title, range(-12, 13, 4), range(-6, 7, 2), "x₁", "x₂"),
            _MAP.inside(*rings),
            svg.dot(_MAP.x(0), _MAP.y(0), FORWARD, 4),
            _FALL.frame("f, on a log axis", range(0, STEPS + 1, 10), (), "step"),
            *(
                _rung(name, level)
                for name, level in zip(names, (-8, 0, 6), strict=True)
            ),
        ]
    )


def _rung(name: str, level: float) -> str:
    at = _FALL.y(level)
    line = svg.line([(_FALL.left, at), (_FALL.left + _FALL.width, at)], LIGHT, 0.7)
    return line + svg.text(_FALL.left - 6, at + 4, name, SMALL, GREY, "end")


def _valley_walk(places: Array, losses: Array) -> list[str]:
    heights = np.clip(np.log10(np.maximum(losses, 1e-12)), -12, 12)
    return [
        _MAP.inside(*_trail(_MAP, places[:, 0], places[:, 1])),
        _FALL.inside(*_trail(_FALL, np.arange(len(heights)), heights)),
    ]


def _valley_words(step, eta, curvature, method, sizes, losses) -> str:
    limit = 2 / curvature
    side = "below" if eta < limit - 1e-9 else "above" if eta > limit + 1e-9 else "at"
    name = METHODS[method].capitalize()
    start = f"{name}, η = {eta:.3g}, {side} the limit 2/λmax = {limit:.3g}. "
    if step == 0:
        return f"{start}Before the first step f = {svg.number(losses[0])}."
    taken = sizes[step - 1]
    first = f"{start}Step {step} of {STEPS} was taken with {svg.number(taken, 3)}"
    return f"{first}: f = {svg.number(losses[step])}."
