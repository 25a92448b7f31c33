"""Pictures of lesson 07: digits, training runs, overfitting, depth, sparse weights."""

from __future__ import annotations

import numpy as np

from bpcourse import datasets, regularization
from bpcourse.arrays import Array
from bpcourse.drawing import svg, tiles
from bpcourse.drawing.palette import (
    FORWARD,
    GRADIENT,
    HIGHLIGHT,
    INK,
    LIGHT,
    TARGET,
)
from bpcourse.drawing.picture import Picture, new_figure
from bpcourse.drawing.plot import plot
from bpcourse.network import Network

# Training loss after each epoch of the lesson's listing: PyTorch 2.13 in float64.
PYTORCH_LOSSES = (0.4268225102261481, 0.29659003874049367, 0.2181330272753727)


def some_digits(count: int = 20) -> Picture:
    """The first held-out digits with their labels."""
    _, _, X, labels = datasets.split_digits()
    parts = [svg.text(30, 30, "8 × 8 pixels each, and the label below", 15, bold=True)]
    for row in range(-(-count // 10)):
        some = slice(10 * row, min(10 * row + 10, count))
        top = 46 + 82 * row
        parts.append(tiles.draw(tiles.grey(X[some]), 10, 30, top, 6.4))
        for number, label in enumerate(labels[some]):
            x = 30 + 6.4 * (9 * number + 4)
            parts.append(svg.text(x, top + 69, str(label), 13, INK, "middle"))
    alt = (
        f"{count} handwritten digits of 8 by 8 pixels, grey on white, with their labels: "
        f"{', '.join(map(str, labels[:count]))}."
    )
    return Picture(svg.card(620, 52 + 82 * -(-count // 10), parts, alt), alt)


@plot
def curves(history: Array, title: str) -> Picture:
    """A run's losses and held-out accuracy; history (epochs, 3): train, held out, share."""
    history = np.asarray(history, dtype=float)
    figure, (left, right) = new_figure(8.6, 3.4, 2)
    epochs = np.arange(1, len(history) + 1)
    best = int(history[:, 1].argmin())
    left.semilogy(epochs, history[:, 0], color=FORWARD, label="training data")
    left.semilogy(epochs, history[:, 1], "--", color=TARGET, label="held out")
    left.plot([best + 1], history[best, 1], "o", color=HIGHLIGHT, label="best held out")
    left.set_title(title)
    left.set(xlabel="epoch", ylabel="loss")
    left.legend(loc="lower left")
    right.plot(epochs, 100 * history[:, 2], "--", color=TARGET)
    right.set_title("Held-out digits classified correctly")
    right.set(xlabel="epoch", ylabel="per cent")
    for ax in (left, right):
        ax.xaxis.get_major_locator().set_params(integer=True)
    last = history[-1]
    return Picture(
        figure,
        f"{title}. Loss against the epochs: on training data it ends at {last[0]:.3g}; held "
        f"out it is smallest in epoch {best + 1}, {history[best, 1]:.3g}, and ends at "
        f"{last[1]:.3g}. Held-out digits classified correctly: {100 * last[2]:.1f} % at the end.",
    )


def templates(W: Array) -> Picture:
    """The weights of ten units as pictures: W (64, 10), or (144, 10)."""
    images = np.asarray(W, dtype=float).T
    pixel = 52 / int(np.sqrt(images.shape[1]))
    step = 52 + pixel
    title = "The weights of each unit as a picture: blue for, red against"
    parts = [svg.text(30, 30, title, 15, bold=True)]
    parts.append(tiles.draw(tiles.signed(images), 10, 30, 46, pixel))
    for digit in range(10):
        parts.append(svg.rect(30 + step * digit, 46, 52, 52, "none", LIGHT))
        x = 56 + step * digit
        parts.append(svg.text(x, 118, str(digit), 13, INK, "middle"))
    alt = (
        "Ten pictures, one per unit: blue pixels are weights that count for its digit, red ones "
        "count against it. The unit of the 0 is red in its middle, where a 0 has no ink."
    )
    return Picture(svg.card(640, 134, parts, alt), alt)


def placed_digits(P: Array, Y: Array, count: int = 10) -> Picture:
    """The first placed digits with their labels; P (N, 144), Y one-hot."""
    labels = np.asarray(Y)[:count].argmax(axis=1)
    parts = [svg.text(30, 30, "12 × 12 pixels, the digit anywhere", 15, bold=True)]
    parts.append(tiles.draw(tiles.grey(P[:count]), count, 30, 46, 4.4))
    for number, label in enumerate(labels):
        x = 30 + 4.4 * (13 * number)
        parts.append(svg.rect(x, 46, 52.8, 52.8, "none", LIGHT))
        parts.append(svg.text(x + 26, 118, str(label), 13, INK, "middle"))
    alt = (
        f"{count} handwritten digits, each somewhere in an empty field of 12 by 12 pixels: "
        f"{', '.join(map(str, labels))}."
    )
    return Picture(svg.card(630, 134, parts, alt), alt)


DEEP = (
    ("relu", 1.0, FORWARD, "s", "-"),
    ("tanh", 1.0, TARGET, "^", "-"),
    ("sigmoid", 1.0, GRADIENT, "o", "-"),
    ("relu", 0.5, FORWARD, "s", "--"),
    ("tanh", 0.3, TARGET, "^", "--"),
)


@plot
def depth(layers: int = 10, width: int = 64) -> Picture:
    """The gradient norm of every layer, before training, for several first weights."""
    X, labels, _, _ = datasets.split_digits()
    Y = datasets.one_hot(labels)
    figure, ax = new_figure(7.2, 4.2)
    told = []
    for name, scale, colour, marker, line in DEEP:
        net = Network([64] + layers * [width] + [10], hidden=name)
        for W in net.weights:
            W *= scale
        norms = regularization.gradient_norms(net.gradients(X[:200], Y[:200]))[:-1]
        style = {"color": colour, "marker": marker, "linestyle": line, "markersize": 5}
        label = f"{name} × {scale:g}"
        ax.semilogy(np.arange(1, layers + 1), norms, label=label, **style)
        told.append(f"{label}: from {norms[0]:.1g} to {norms[-1]:.1g}")
    ax.set_title("Falling: uneven. Level and low: too small altogether")
    ax.set(xlabel="layer", ylabel="norm of dW", xticks=range(1, layers + 1))
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    return Picture(
        figure,
        f"Norm of the weight gradient in each of {layers} hidden layers, before training, on a "
        "logarithmic axis, first layer to last. "
        f"{'; '.join(told)}. The sigmoid's falls by orders of magnitude towards the first "
        "layer; the others are level, and those of small weights are level far below.",
    )


def _a(digit: int) -> str:
    return f"an {digit}" if digit == 8 else f"a {digit}"


def misread(X: Array, labels: Array, read: Array) -> Picture:
    """Digits that were read wrongly, each with its label and what was read."""
    wrong = np.flatnonzero(np.asarray(read) != labels)[:20]
    parts = [svg.text(30, 30, "label → what was read", 15, bold=True)]
    for row in range(max(1, -(-len(wrong) // 10))):
        some = wrong[10 * row : 10 * row + 10]
        top = 46 + 82 * row
        parts.append(tiles.draw(tiles.grey(X[some]), 10, 30, top, 6.4))
        for number, i in enumerate(some):
            x = 30 + 6.4 * (9 * number + 4)
            parts.append(
                svg.text(x, top + 69, f"{labels[i]} → {read[i]}", 13, INK, "middle")
            )
    told = ", ".join(f"{_a(labels[i])} read as {read[i]}" for i in wrong)
    alt = f"The held-out digits that were read wrongly: {told}."
    return Picture(
        svg.card(620, 52 + 82 * max(1, -(-len(wrong) // 10)), parts, alt), alt
    )
