"""Two moons and a small network: its decision boundary, step by step, and its pictures."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from bpcourse import datasets
from bpcourse.arrays import Array
from bpcourse.drawing import svg, tiles
from bpcourse.drawing.film import Film
from bpcourse.drawing.growing import Growing
from bpcourse.drawing.palette import FORWARD, GREY, HIGHLIGHT, INK, SMALL, TARGET, tint
from bpcourse.drawing.picture import Picture, card
from bpcourse.gradcheck import relative_error
from bpcourse.network import Network

SIZE = (760, 370)
SHOWN = (0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)  # steps that have a picture
UNITS, STEPS = (1, 2, 4, 8, 16), (0.03, 0.1, 0.3, 1.0, 3.0)
ACTIVATIONS = {  # by id, in words
    "relu": "ReLU",
    "tanh": "tanh",
    "sigmoid": "sigmoid",
    "identity": "none (a linear layer)",
}
MAP = svg.Plot(46, 44, 400, 262, (-1.7, 2.7), (-1.2, 1.68))
FALL = svg.Plot(506, 44, 236, 130, (-0.3, len(SHOWN) - 0.7), (0.0, 1.0))
READ = svg.Plot(506, 224, 236, 82, (-0.3, len(SHOWN) - 0.7), (40.0, 104.0))
GRID = (88, 58)  # cells of the map, across and down
Backward = Callable[[Array, list[Array], list[Array], Array], Any]
Look = tuple[
    float, float, list[Array], list[Array]
]  # loss, share read, weights, biases


@dataclass
class Run:
    """A network while it learns, looked at after SHOWN[k] steps: see `Look`.

    note: what is to be said about a backward pass that was handed in.
    """

    net: Network
    eta: float
    backward: Backward | None = None
    note: str = ""
    step: int = 0

    def __post_init__(self) -> None:
        self.past = Growing(lambda k: self._learn_until(SHOWN[k]))

    def at(self, k: int) -> Look:
        """What is known at picture k; trains as far as that."""
        return self.past.first(k + 1)[k]

    def _learn_until(self, step: int) -> Look:
        with np.errstate(all="ignore"):  # too large a step ends in nan, and is shown
            while self.step < step:
                self._learn()
        return self._look()

    def _learn(self) -> None:
        X, Y = data()
        gradients = self._handed_in(X, Y) or self.net.gradients(X, Y)
        for W, b, (dW, db) in zip(self.net.weights, self.net.biases, gradients):
            W -= self.eta * dW
            b -= self.eta * db
        self.step += 1

    def _handed_in(self, X: Array, Y: Array) -> Any:
        """The gradients of a backward pass that was handed in, None where it can't be used."""
        if self.backward is None:
            return None
        weights = [W.copy() for W in self.net.weights]
        biases = [b.copy() for b in self.net.biases]
        try:
            found = [
                (np.asarray(dW, float).reshape(W.shape), np.asarray(db, float).ravel())
                for W, (dW, db) in zip(
                    self.net.weights,
                    self.backward(X.copy(), weights, biases, Y.copy()),
                    strict=True,
                )
            ]
        except Exception as fault:
            self.note = (
                f"The backward pass handed in stops with {type(fault).__name__} "
                f"({fault}); the course's gradients are used. "
            )
            self.backward = None
            return None
        if self.step == 0:
            self._compare(found, self.net.gradients(X, Y))
        return found

    def _compare(self, found: Any, right: Any) -> None:
        for layer, (own, true) in enumerate(zip(found, right), 1):
            for name, a, b in zip(("dW", "db"), own, true):
                if a.shape != b.shape or not relative_error(a, b) < 1e-6:
                    self.note = (
                        f"With the gradients handed in; {name} of layer {layer} "
                        "differs from the course's. "
                    )
                    return
        self.note = "With the gradients handed in, which are right. "

    def _look(self) -> Look:
        X, Y = data()
        with np.errstate(all="ignore"):
            loss = self.net.value(X, Y)
            read = float(
                (self.net.forward(X).argmax(axis=1) == Y.argmax(axis=1)).mean()
            )
        weights = [W.copy() for W in self.net.weights]
        return loss, read, weights, [b.copy() for b in self.net.biases]


@cache
def data() -> tuple[Array, Array]:
    """(X (120, 2), Y one-hot (120, 2))."""
    X, labels = datasets.moons(120, noise=0.12, seed=3)
    return X, datasets.one_hot(labels, 2)


def begun(units: int, eta: float, activation: str, backward: Any = None) -> Run:
    """A network before its first step."""
    net = Network([2, units, 2], hidden=activation, output="softmax", seed=4)
    return Run(net, eta, backward)


@cache
def run(units: int, eta: float, activation: str) -> Run:
    """The course's own run, trained once."""
    return begun(units, eta, activation)


def run_all() -> Iterator[None]:
    """Every run, a picture's worth of steps at a time."""
    for activation in ACTIVATIONS:
        for units in UNITS:
            for eta in STEPS:
                for k in range(len(SHOWN)):
                    run(units, eta, activation).at(k)
                    yield


def film(found: Run, units: int, eta: float, activation: str) -> Film:
    """A picture for each number of steps in SHOWN."""
    return Film(len(SHOWN), lambda k: draw(found, k, units, eta, activation))


def draw(found: Run, k: int, units: int, eta: float, activation: str) -> Picture:
    """The map with the boundary, the loss, and the share read, after SHOWN[k] steps."""
    found.at(k)
    title = f"step {SHOWN[k]}: {units} hidden, {ACTIVATIONS[activation]}, η = {eta:g}"
    parts = [
        MAP.frame(title, range(-1, 3), (-1, 0, 1), "x₁", "x₂"),
        _regions(found, k, activation),
        MAP.inside(*_unit_lines(found, k, activation)),
        *_points(),
        *_key(activation),
        *_curves(found, k),
    ]
    return card(*SIZE, parts, _words(found, k, units, eta, activation))


def _words(found: Run, k: int, units: int, eta: float, activation: str) -> str:
    loss, read = found.at(k)[:2]
    name = ACTIVATIONS[activation]
    count = f"{units} hidden unit{'s' if units > 1 else ''}"
    state = (
        f"loss {loss:.3f}, {100 * read:.0f} % of the points on the right side"
        if np.isfinite(loss)
        else "the loss is no number any more; the step is too large"
    )
    return f"{found.note}{count}, {name}, η = {eta:g}, after {SHOWN[k]} steps: {state}."


def _regions(found: Run, k: int, activation: str) -> str:
    """The probability of the second class as a picture; its edge at one half is marked."""
    across, down = GRID
    xs = np.linspace(*MAP.xlim, across)
    ys = np.linspace(MAP.ylim[1], MAP.ylim[0], down)
    points = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    _, _, weights, biases = found.at(k)
    net = begun(len(biases[0]), 0.0, activation).net
    for mine, W in zip([*net.weights, *net.biases], [*weights, *biases]):
        mine[...] = W
    with np.errstate(all="ignore"):
        p = np.nan_to_num(net.forward(points)[:, 1].reshape(down, across), nan=0.5)
    low, high = _rgb(tint(FORWARD, 0.35)), _rgb(tint(HIGHLIGHT, 0.45))
    pixels = low + (high - low) * p[..., None]
    pixels[_edge(p > 0.5)] = _rgb(INK)
    coded = base64.b64encode(tiles.png(pixels.astype(np.uint8))).decode("ascii")
    return (
        f'<image x="{MAP.left:g}" y="{MAP.top:g}" width="{MAP.width:g}" '
        f'height="{MAP.height:g}" preserveAspectRatio="none" '
        f'href="data:image/png;base64,{coded}"/>'
    )


def _edge(side: Array) -> Array:
    """Cells on the one side that touch the other."""
    edge = np.zeros_like(side)
    edge[:, 1:] |= side[:, 1:] != side[:, :-1]
    edge[1:] |= side[1:] != side[:-1]
    return edge


def _rgb(colour: str) -> Array:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=float)


def _unit_lines(found: Run, k: int, activation: str) -> list[str]:
    """Where each hidden unit's weighted input is 0: the line that the unit draws."""
    _, _, weights, biases = found.at(k)
    lines = []
    for w, b in zip(weights[0].T, biases[0]):
        with np.errstate(all="ignore"):
            size = float(w @ w)
        if activation == "identity" or not 1e-12 < size < 1e12:
            continue
        foot, along = -b * w / size, np.array([-w[1], w[0]]) / np.sqrt(size)
        if np.abs(foot).max() < 9:
            ends = np.stack([foot - 9 * along, foot + 9 * along])
            lines.append(MAP.curve(ends[:, 0], ends[:, 1], GREY, 1, "3 4"))
    return lines


def _points() -> list[str]:
    """Class 0 as dots, class 1 as squares."""
    X, Y = data()
    parts = []
    for (x, y), second in zip(X, Y[:, 1]):
        at = MAP.x(float(x)), MAP.y(float(y))
        if second:
            box = (at[0] - 3.2, at[1] - 3.2, 6.4, 6.4)
            parts.append(svg.rect(*box, HIGHLIGHT, INK, 0.8))
        else:
            parts.append(svg.dot(*at, FORWARD, 3.6))
    return parts


def _key(activation: str) -> list[str]:
    """What is what, below the map."""
    y = 363
    parts = [
        svg.dot(52, y - 4, FORWARD, 4),
        svg.text(61, y, "class 0", SMALL, INK),
        svg.rect(118, y - 8, 7, 7, HIGHLIGHT, INK, 0.8),
        svg.text(131, y, "class 1", SMALL, INK),
        svg.line([(190, y - 4), (212, y - 4)], INK, 3),
        svg.text(218, y, "boundary", SMALL, INK),
    ]
    if activation != "identity":
        parts.append(svg.line([(290, y - 4), (314, y - 4)], GREY, 1, "3 4"))
        parts.append(svg.text(320, y, "z = 0 of a hidden unit", SMALL, GREY))
    return parts


def _curves(found: Run, k: int) -> list[str]:
    """Loss and share read at the pictures so far, one after another."""
    loss = np.array([one[0] for one in found.past.first(k + 1)])
    read = np.array([100 * one[1] for one in found.past.first(k + 1)])
    at = np.arange(k + 1)
    heights = np.nan_to_num(np.minimum(loss, 2.0), nan=2.0)
    parts = [
        FALL.frame("loss", (), (0, 0.5, 1)),
        FALL.inside(FALL.curve(at, heights, FORWARD, 2.5)),
        READ.frame("% on the right side", (), (50, 75, 100), "step"),
        READ.inside(READ.curve(at, read, TARGET, 2.5, "7 4")),
        svg.dot(READ.x(k), READ.y(read[-1]), TARGET, 4),
    ]
    if heights[-1] <= 1:
        parts.append(svg.dot(FALL.x(k), FALL.y(heights[-1]), FORWARD, 4))
    for i in (0, 3, 6, 8, 10):
        at_x = READ.x(i)
        parts.append(svg.text(at_x, 323, f"{SHOWN[i]}", SMALL, GREY, "middle"))
    return parts
