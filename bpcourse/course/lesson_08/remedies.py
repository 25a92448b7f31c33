"""300 digits, a quarter of their labels wrong, and a remedy: runs, and their pictures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from bpcourse import datasets, descent, losses, regularization
from bpcourse.arrays import Array
from bpcourse.drawing import svg
from bpcourse.drawing.palette import FORWARD, GREY, INK, SMALL, TARGET
from bpcourse.drawing.picture import Picture, card
from bpcourse.drawing.training import wrong_labels

SIZE = (760, 350)
EPOCHS, EVERY, ETA, UNITS = 120, 4, 0.1, 64
NONE, L2, L1, DROPOUT, COPIES, MORE = "none", "l2", "l1", "dropout", "copies", "more"
REMEDIES = {  # by id, in words
    NONE: "none",
    L2: "L2 penalty",
    L1: "L1 penalty",
    DROPOUT: "dropout",
    COPIES: "moved copies",
    MORE: "more digits",
}
STRENGTHS = {  # by id, in words
    "weak": "weak",
    "middle": "middle",
    "strong": "strong",
    "very_strong": "very strong",
}
VALUES = {
    L2: (0.001, 0.003, 0.01, 0.1),
    L1: (0.0003, 0.001, 0.003, 0.03),
    DROPOUT: (0.8, 0.5, 0.3, 0.05),
    COPIES: (2, 3, 5, 9),
    MORE: (450, 700, 1000, 1437),
}
MOVES = ((0, 0), (1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1))


@dataclass(frozen=True)
class Run:
    """Losses and share read, one each `EVERY` epochs, and what the strength means."""

    train: Array
    held: Array
    read: Array
    meaning: str


def meaning(remedy: str, strength: str) -> str:
    """What a strength is in numbers."""
    if remedy == NONE:
        return "no remedy"
    value = _value(remedy, strength)
    return {
        L2: f"L2 penalty with λ = {value}",
        L1: f"L1 penalty with λ = {value}",
        DROPOUT: f"dropout that keeps {100 * value:.0f} % of the units",
        COPIES: f"each digit at {value} places",
        MORE: f"{value} digits instead of 300, a quarter of the labels wrong as well",
    }[remedy]


def _value(remedy: str, strength: str) -> float:
    return VALUES[remedy][list(STRENGTHS).index(strength)] if remedy != NONE else 0.0


@cache
def run(remedy: str, strength: str) -> Run:
    """The training run with a remedy, always about as many steps."""
    value = _value(remedy, strength)
    X, Y = _data(remedy, value)
    rng = np.random.default_rng(0)
    params = [
        regularization.he_init(64, UNITS, rng),
        np.zeros(UNITS),
        regularization.he_init(UNITS, 10, rng),
        np.zeros(10),
    ]
    batch = (
        20 * len(X) // 300
    )  # as many steps per epoch, whatever the number of samples
    seen = [_look(X, Y, params)]
    for epoch in range(1, EPOCHS + 1):
        for x, y in descent.minibatches(X, Y, batch, rng):
            keep = value if remedy == DROPOUT else 1.0
            params = _step(params, _gradients(x, y, params, keep, rng))
            params = _shrunk(params, remedy, value)
        if epoch % EVERY == 0:
            seen.append(_look(X, Y, params))
    return Run(*(*np.array(seen).T, meaning(remedy, strength)))


def _data(remedy: str, value: float) -> tuple[Array, Array]:
    X, labels, _, _ = datasets.split_digits()
    count = int(value) if remedy == MORE else 300
    X, labels = X[:count], wrong_labels(labels[:count])
    moves = MOVES[: int(value)] if remedy == COPIES else MOVES[:1]
    moved = [_moved(X, *move) for move in moves]
    return np.concatenate(moved), datasets.one_hot(np.tile(labels, len(moves)))


def _moved(X: Array, down: int, right: int) -> Array:
    framed = np.pad(X.reshape(-1, 8, 8), ((0, 0), (1, 1), (1, 1)))
    return framed[:, 1 - down : 9 - down, 1 - right : 9 - right].reshape(len(X), 64)


def _gradients(
    x: Array, y: Array, params: list[Array], keep: float, rng: np.random.Generator
) -> list[Array]:
    W1, b1, W2, b2 = params
    a = np.maximum(0, x @ W1 + b1)
    dropped, mask = regularization.dropout(a, keep, rng)
    top = (losses.softmax(dropped @ W2 + b2) - y) / len(x)
    below = (top @ W2.T) * mask * (a > 0)
    return [x.T @ below, below.sum(axis=0), dropped.T @ top, top.sum(axis=0)]


def _step(params: list[Array], slopes: list[Array]) -> list[Array]:
    return [p - ETA * g for p, g in zip(params, slopes)]


def _shrunk(params: list[Array], remedy: str, value: float) -> list[Array]:
    """What the penalty does to the weights in a step; biases stay."""
    if remedy == L2:
        return [p * (1 - 2 * ETA * value) if p.ndim == 2 else p for p in params]
    if remedy == L1:
        soft = regularization.soft_threshold
        return [soft(p, ETA * value) if p.ndim == 2 else p for p in params]
    return params


def _look(X: Array, Y: Array, params: list[Array]) -> tuple[float, float, float]:
    _, _, X_held, held = datasets.split_digits()
    W1, b1, W2, b2 = params
    p, q = (
        losses.softmax(np.maximum(0, D @ W1 + b1) @ W2 + b2).clip(1e-300)
        for D in (X, X_held)
    )
    train = -np.log(p[Y > 0]).mean()
    right = -np.log(q[np.arange(len(held)), held]).mean()
    return float(train), float(right), float((q.argmax(axis=1) == held).mean())


def draw(remedy: str, strength: str) -> Picture:
    """Both losses and the share read, of SIZE."""
    found, epochs = run(remedy, strength), EVERY * np.arange(EPOCHS // EVERY + 1)
    ticks = range(0, EPOCHS + 1, 40)
    left = svg.Plot(46, 50, 330, 230, (-2.0, EPOCHS + 2), (-0.05, 2.5))
    right = svg.Plot(440, 50, 290, 230, (-2.0, EPOCHS + 2), (-3.0, 103.0))
    parts = [
        left.frame("Loss", ticks, (0, 0.5, 1, 1.5, 2, 2.5), "epoch"),
        left.inside(
            left.curve(epochs, np.minimum(found.train, 3), FORWARD, 2.5),
            left.curve(epochs, np.minimum(found.held, 3), TARGET, 2.5, "7 4"),
        ),
        svg.line([(216, 68), (246, 68)], FORWARD, 2.5),
        svg.text(252, 72, "training data", SMALL, FORWARD),
        svg.line([(216, 88), (246, 88)], TARGET, 2.5, "7 4"),
        svg.text(252, 92, "held out", SMALL, TARGET),
        right.frame("Held-out digits read, per cent", ticks, (0, 50, 100), "epoch"),
        right.inside(right.curve(epochs, 100 * found.read, TARGET, 2.5, "7 4")),
        svg.label(724, 266, f"{100 * found.read[-1]:.1f} %", 15, INK, "end"),
        svg.text(46, 342, found.meaning, SMALL, GREY),
    ]
    return card(*SIZE, parts, _words(found))


def _words(found: Run) -> str:
    best = EVERY * int(found.held.argmin())
    return (
        f"{found.meaning[0].upper()}{found.meaning[1:]}: after {EPOCHS} epochs the loss is "
        f"{found.train[-1]:.2f} in training and {found.held[-1]:.2f} held out, "
        f"{100 * found.read[-1]:.1f} % of the held-out digits are read. The held-out loss was "
        f"smallest in epoch {best}, {found.held.min():.2f}."
    )
