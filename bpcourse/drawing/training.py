"""A network on the digits while it trains: losses, gradients, mistakes, weights."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from bpcourse import datasets, regularization
from bpcourse.arrays import Array
from bpcourse.network import Network

from . import svg, tiles
from .film import Film
from .growing import Growing
from .palette import FORWARD, GRADIENT, GREY, HIGHLIGHT, INK, LIGHT, SMALL, TARGET
from .picture import Picture, card

SIZE = (760, 400)
EPOCHS = 24
SETTINGS = {  # by id, in words
    "all": "all 1437 digits",
    "few": "150 digits",
    "wrong_labels": "300 digits, every fourth label drawn at random",
    "deep": "six sigmoid layers",
}
STEPS = (0.03, 0.3, 3.0)
PACE = {"few": 10, "wrong_labels": 5}  # epochs a picture, where there are few digits


@dataclass(frozen=True)
class Snapshot:
    """A network after an epoch: losses and accuracy, gradient norms, mistakes, weights."""

    train: float
    held: float
    accuracy: float
    norms: tuple[float, ...]
    wrong: tuple[
        tuple[int, int], ...
    ]  # (row of the held-out digits, label that was read)
    weights: Array


@cache
def data(setting: str) -> tuple[Array, Array, Array, Array]:
    """(X, Y, X_held, labels_held) of a setting."""
    X, labels, X_held, held = datasets.split_digits()
    if setting == "few":
        X, labels = X[:150], labels[:150]
    if setting == "wrong_labels":
        X, labels = X[:300], wrong_labels(labels[:300])
    return X, datasets.one_hot(labels), X_held, held


def wrong_labels(labels: Array, share: float = 0.25, seed: int = 1) -> Array:
    """A copy of the labels, a share of them drawn anew."""
    rng = np.random.default_rng(seed)
    anew = rng.random(len(labels)) < share
    return np.where(anew, rng.integers(0, 10, len(labels)), labels)


def network_for(setting: str) -> Network:
    """The network of a setting, before training."""
    if setting == "deep":
        return Network([64] + 6 * [32] + [10], hidden="sigmoid")
    return Network([64, 64, 10], hidden="relu")


def look(net: Network, setting: str) -> Snapshot:
    """What there is to see of a network now."""
    X, Y, X_held, held = data(setting)
    with np.errstate(all="ignore"):
        norms = regularization.gradient_norms(net.gradients(X[:200], Y[:200]))
        train, loss = net.value(X, Y), net.value(X_held, datasets.one_hot(held))
        read = net.predict(X_held)
    wrong = [(int(i), int(read[i])) for i in np.flatnonzero(read != held)[:10]]
    share = float((read == held).mean())
    kept = net.weights[0].T[:16].copy()
    return Snapshot(train, loss, share, tuple(norms), tuple(wrong), kept)


def train_on(net: Network, setting: str, eta: float, epoch: int) -> None:
    """Train on, by one epoch in batches of 20, or by as many as one picture stands for."""
    X, Y, _, _ = data(setting)
    with np.errstate(all="ignore"):
        net.fit(X, Y, eta, PACE.get(setting, 1), batch_size=20, seed=epoch)


@cache
def _run(setting: str, eta: float) -> Growing[Snapshot]:
    """Before training, and after each epoch."""
    net = network_for(setting)

    def more(epochs: int) -> Snapshot:
        if epochs:
            train_on(net, setting, eta, epochs - 1)
        return look(net, setting)

    return Growing(more)


def history(setting: str, eta: float, epochs: int = EPOCHS) -> tuple[Snapshot, ...]:
    """Snapshots before training and after each of so many epochs; trained once."""
    return tuple(_run(setting, eta).first(epochs + 1))


def train_all() -> Iterator[None]:
    """Every run of every setting, an epoch at a time."""
    for setting, eta in itertools.product(SETTINGS, STEPS):
        for epoch in range(EPOCHS + 1):
            history(setting, eta, epoch)
            yield


def frames(setting: str, eta: float) -> Film:
    """A picture with its words for every epoch."""

    def frame(epoch: int) -> Picture:
        past = history(setting, eta, epoch)
        return draw(past, setting, eta)

    return Film(EPOCHS + 1, frame)


def words(past: tuple[Snapshot, ...], setting: str, eta: float, state: str = "") -> str:
    """What the picture after some epochs shows."""
    now, name = past[-1], SETTINGS[setting]
    share = now.norms[0] / now.norms[-1] if now.norms[-1] > 0 else 0.0
    lost = not np.isfinite(now.train)
    epoch = (len(past) - 1) * PACE.get(setting, 1)
    return (
        f"{state}{name[0].upper()}{name[1:]}, η = {eta:.2f}, epoch {epoch}: "
        + ("the loss is no number any more; the step is too large. " if lost else "")
        + (
            f"loss {now.train:.3f} in training, {now.held:.3f} held out; "
            if not lost
            else ""
        )
        + f"{100 * now.accuracy:.1f} % of the held-out digits read. "
        + (
            ""
            if lost
            else f"First layer's gradient: {svg.number(share, 2)} times the last one's."
        )
    )


def draw(
    past: tuple[Snapshot, ...], setting: str, eta: float, state: str = ""
) -> Picture:
    """The picture after some epochs, of SIZE."""
    parts = [*_progress(len(past) - 1), *_curves(past, setting), *_norms(past[-1])]
    parts += [*_mistakes(past[-1], setting), *_weights(past[-1])]
    parts.append(svg.text(46, 396, f"η = {eta:.2f}", SMALL, GREY))
    return card(*SIZE, parts, words(past, setting, eta, state))


def _progress(epoch: int) -> list[str]:
    done = 700 * epoch / EPOCHS
    return [svg.rect(30, 10, 700, 5, LIGHT), svg.rect(30, 10, done, 5, HIGHLIGHT)]


def _curves(past: tuple[Snapshot, ...], setting: str) -> list[str]:
    """Both losses, and below them how many of the held-out digits are read correctly."""
    pace = PACE.get(setting, 1)
    last = EPOCHS * pace
    wide = (-0.02 * last, 1.02 * last)  # so that dots at the ends are whole
    above = svg.Plot(46, 50, 330, 158, wide, (-0.08, 2.5))
    below = svg.Plot(46, 256, 330, 104, wide, (-5.0, 105.0))
    train, held, read = np.array([(s.train, s.held, s.accuracy) for s in past]).T
    ticks = range(0, last + 1, last // 6)
    return [
        above.frame("Loss", ticks, (0, 0.5, 1, 1.5, 2, 2.5)),
        above.inside(
            *_trace(above, pace, train, FORWARD), *_trace(above, pace, held, TARGET)
        ),
        svg.line([(216, 68), (246, 68)], FORWARD, 2.5),
        svg.text(252, 72, "training data", SMALL, FORWARD),
        svg.line([(216, 88), (246, 88)], TARGET, 2.5, "7 4"),
        svg.text(252, 92, "held out", SMALL, TARGET),
        below.frame("Held-out digits read, per cent", ticks, (0, 50, 100), "epoch"),
        below.inside(*_trace(below, pace, 100 * read, TARGET)),
        svg.label(372, 346, f"{100 * past[-1].accuracy:.1f} %", 15, INK, "end"),
    ]


def _trace(plot: svg.Plot, pace: int, values: Array, colour: str) -> list[str]:
    """A curve as far as it has come, with a dot at its end; dashed where held out."""
    good = np.isfinite(values)
    if not good.any():
        return []
    epochs = (pace * np.arange(len(values)))[good]
    heights = np.minimum(values[good], 20 * plot.ylim[1])
    curve = plot.curve(epochs, heights, colour, 2.5, "" if colour == FORWARD else "7 4")
    return [curve, svg.dot(plot.x(epochs[-1]), plot.y(heights[-1]), colour, 4)]


def _norms(now: Snapshot) -> list[str]:
    """A bar per layer, on a logarithmic axis from 1e-8 to 10."""
    parts = [svg.text(420, 44, "Gradient of each layer", 15, bold=True)]
    bottom, tall = 158.0, 96.0
    for power in (0, -4, -8):
        at = bottom - tall * (power + 8) / 9
        parts.append(svg.line([(452, at), (732, at)], LIGHT, 0.7))
        parts.append(
            svg.text(446, at + 4, f"1e{power}".replace("-", "−"), SMALL, GREY, "end")
        )
    pitch = 280 / len(now.norms)
    for layer, norm in enumerate(now.norms):
        share = (np.log10(norm) + 8) / 9 if norm > 0 and np.isfinite(norm) else 0.0
        high = tall * float(np.clip(share, 0.01, 1.08))
        x = 452 + pitch * (layer + 0.5)
        parts.append(svg.rect(x - 14, bottom - high, 28, high, GRADIENT))
        parts.append(svg.text(x, bottom + 16, f"{layer + 1}", SMALL, GREY, "middle"))
    parts.append(svg.text(446, bottom + 16, "layer", SMALL, GREY, "end"))
    return parts


def _mistakes(now: Snapshot, setting: str) -> list[str]:
    _, _, X_held, held = data(setting)
    parts = [svg.text(420, 206, "Held-out digits read wrongly", 15, bold=True)]
    rows = [i for i, _ in now.wrong]
    parts.append(tiles.draw(tiles.grey(X_held[rows]), 10, 420, 216, 3.5))
    for number, (i, read) in enumerate(now.wrong):
        x = 420 + 3.5 * (9 * number + 4)
        parts.append(svg.text(x, 260, f"{held[i]}→{read}", SMALL, INK, "middle"))
    return parts


def _weights(now: Snapshot) -> list[str]:
    title = svg.text(420, 290, "Weights into 16 units of layer 1", 15, bold=True)
    key = svg.text(420, 382, "blue positive, vermillion negative", SMALL, GREY)
    finite = np.nan_to_num(now.weights, nan=0.0, posinf=0.0, neginf=0.0)
    return [title, tiles.draw(tiles.signed(finite), 8, 420, 300, 4.0), key]
