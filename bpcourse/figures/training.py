"""A network on the digits while it trains: losses, gradients, mistakes, weights."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from bpcourse import datasets, regularization
from bpcourse.arrays import Array
from bpcourse.network import Network

from . import svg, tiles
from .palette import FORWARD, GRADIENT, GREY, HIGHLIGHT, INK, LIGHT, SMALL, TARGET

SIZE = (760, 380)
EPOCHS = 24
SETTINGS = (
    "all 1437 digits",
    "150 digits",
    "300 digits, every fourth label drawn at random",
    "six sigmoid layers",
)
STEPS = (0.03, 0.3, 3.0)
PACE = {SETTINGS[1]: 10, SETTINGS[2]: 5}  # epochs a picture, where there are few digits


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
    if setting.startswith("150 "):
        X, labels = X[:150], labels[:150]
    if setting.startswith("300 "):
        X, labels = X[:300], wrong_labels(labels[:300])
    return X, datasets.one_hot(labels), X_held, held


def wrong_labels(labels: Array, share: float = 0.25, seed: int = 1) -> Array:
    """A copy of the labels, a share of them drawn anew."""
    rng = np.random.default_rng(seed)
    anew = rng.random(len(labels)) < share
    return np.where(anew, rng.integers(0, 10, len(labels)), labels)


def network_for(setting: str) -> Network:
    """The network of a setting, before training."""
    if "sigmoid" in setting:
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
def history(setting: str, eta: float) -> tuple[Snapshot, ...]:
    """Snapshots before training and after each of its epochs."""
    net = network_for(setting)
    seen = [look(net, setting)]
    for epoch in range(EPOCHS):
        train_on(net, setting, eta, epoch)
        seen.append(look(net, setting))
    return tuple(seen)


def frames(setting: str, eta: float) -> list[tuple[str, str]]:
    """A picture with its words for every epoch."""
    seen = history(setting, eta)
    shown = (seen[: epoch + 1] for epoch in range(len(seen)))
    pairs = ((past, words(past, setting, eta)) for past in shown)
    return [(draw(past, setting, eta, told), told) for past, told in pairs]


def words(past: tuple[Snapshot, ...], setting: str, eta: float, state: str = "") -> str:
    """What the picture after some epochs shows."""
    now = past[-1]
    share = now.norms[0] / now.norms[-1] if now.norms[-1] > 0 else 0.0
    lost = not np.isfinite(now.train)
    epoch = (len(past) - 1) * PACE.get(setting, 1)
    return (
        f"{state}{setting[0].upper()}{setting[1:]}, η = {eta:.2f}, epoch {epoch}: "
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


def draw(past: tuple[Snapshot, ...], setting: str, eta: float, told: str) -> str:
    """The picture after some epochs, of SIZE."""
    parts = [*_progress(len(past) - 1), *_curves(past, setting), *_norms(past[-1])]
    parts += [*_mistakes(past[-1], setting), *_weights(past[-1])]
    parts.append(svg.text(46, 366, f"η = {eta:.2f}", SMALL, GREY))
    return svg.card(*SIZE, parts, told)


def _progress(epoch: int) -> list[str]:
    done = 700 * epoch / EPOCHS
    return [svg.rect(30, 10, 700, 5, LIGHT), svg.rect(30, 10, done, 5, HIGHLIGHT)]


def _curves(past: tuple[Snapshot, ...], setting: str) -> list[str]:
    last = EPOCHS * PACE.get(setting, 1)
    plot = svg.Plot(46, 56, 330, 270, (0, last), (0.0, 2.5))
    epochs = PACE.get(setting, 1) * np.arange(len(past))
    curves = []
    for name, colour, dash in (("train", FORWARD, ""), ("held", TARGET, "7 4")):
        values = np.array([getattr(s, name) for s in past])
        good = np.isfinite(values)
        heights = np.minimum(values[good], 50.0)
        if good.any():
            curves.append(plot.curve(epochs[good], heights, colour, 2.5, dash))
            curves.append(
                svg.dot(plot.x(epochs[good][-1]), plot.y(heights[-1]), colour, 4)
            )
    key = [
        svg.line([(216, 78), (246, 78)], FORWARD, 2.5),
        svg.text(252, 82, "training data", SMALL, FORWARD),
        svg.line([(216, 98), (246, 98)], TARGET, 2.5, "7 4"),
        svg.text(252, 102, "held out", SMALL, TARGET),
        svg.text(
            216,
            126,
            f"held out: {100 * past[-1].accuracy:.1f} % read",
            13,
            INK,
            bold=True,
        ),
    ]
    ticks = range(0, last + 1, last // 6)
    frame = plot.frame("Loss", ticks, (0, 0.5, 1, 1.5, 2, 2.5), "epoch")
    return [frame, plot.inside(*curves), *key]


def _norms(now: Snapshot) -> list[str]:
    """A bar a layer, on a logarithmic axis from 1e-8 to 10."""
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
    return parts


def _mistakes(now: Snapshot, setting: str) -> list[str]:
    _, _, X_held, held = data(setting)
    parts = [svg.text(420, 206, "Held-out digits read wrongly", 15, bold=True)]
    rows = [i for i, _ in now.wrong]
    parts.append(tiles.draw(tiles.grey(X_held[rows]), 10, 420, 216, 3.5))
    for number, (i, read) in enumerate(now.wrong):
        x = 420 + 3.5 * (9 * number + 4)
        parts.append(svg.text(x, 260, f"{held[i]}→{read}", 11, INK, "middle"))
    return parts


def _weights(now: Snapshot) -> list[str]:
    title = svg.text(420, 288, "Weights into 16 units of layer 1", 15, bold=True)
    key = svg.text(420, 378, "blue positive, vermillion negative", 11, GREY)
    finite = np.nan_to_num(now.weights, nan=0.0, posinf=0.0, neginf=0.0)
    return [title, tiles.draw(tiles.signed(finite), 8, 420, 296, 4.0), key]
