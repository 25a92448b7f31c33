"""Pictures of lesson 06 that show a loss: over steps, over step sizes, over epochs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bpcourse import datasets, descent, network
from bpcourse.activations import sigmoid
from bpcourse.arrays import Array
from bpcourse.drawing.palette import FORWARD, GRADIENT, GREY, HIGHLIGHT, INK, TARGET
from bpcourse.drawing.picture import Picture, new_figure
from bpcourse.drawing.plot import plot

COLOURS = (GREY, FORWARD, TARGET, HIGHLIGHT, GRADIENT, INK)
STYLES = ((0, ()), (0, (5, 2)), (0, (1, 1.2)), (0, (6, 2, 1, 2)), (0, (3, 1)), (0, ()))


@plot
def plateau(etas: tuple[float, ...] = (0.5, 2.0, 20.0, 200.0)) -> Picture:
    """The loss of D3's network over the steps, with ever larger step sizes."""
    example = datasets.worked_example()
    figure, ax = new_figure(7.2, 3.9)
    last = []
    for eta, colour, style in zip(etas, COLOURS, STYLES, strict=False):
        losses = _losses(example, eta, 200)
        ax.loglog(np.arange(1, 201), losses[1:], color=colour, linestyle=style)
        place = {"textcoords": "offset points", "va": "center"}
        ax.annotate(f"η = {eta:g}", (200, losses[-1]), (6, 0), **place)
        last.append(f"η = {eta:g}: {losses[-1]:.2g}")
    ax.set_title("Beyond a point, a bolder step learns nothing more")
    ax.set(xlabel="step", ylabel="loss", xlim=(1, 330))
    return Picture(
        figure,
        "Loss of document 3's network against the number of steps, both axes logarithmic, for "
        f"{len(etas)} step sizes. Up to a point larger steps are faster. The largest jump at once "
        "to a small loss, and stay there: a flat line. After 200 steps: "
        f"{'; '.join(last)}.",
    )


def _losses(example: datasets.WorkedExample, eta: float, steps: int) -> Array:
    weights, biases = example.weights, example.biases
    found = []
    for _ in range(steps + 1):
        o = network.forward(example.X, weights, biases)[-1]
        found.append(float(0.5 * ((o - example.T) ** 2).sum()))
        weights, biases = network.train_step(example.X, example.T, weights, biases, eta)
    return np.array(found)


@plot
def finder(etas: Sequence[float], losses: Sequence[float]) -> Picture:
    """The loss while the step size grows from step to step, and where it is lowest."""
    figure, ax = new_figure(7.2, 3.4)
    lowest = int(np.argmin(losses))
    ax.semilogx(etas, losses, color=FORWARD)
    ax.plot(etas[lowest], losses[lowest], "o", color=HIGHLIGHT)
    ax.annotate(
        f"lowest at η = {etas[lowest]:.3g}",
        (etas[lowest], losses[lowest]),
        (0, -14),
        textcoords="offset points",
        ha="right",
    )
    ax.set(
        title="The loss falls as long as η grows to what the network can take",
        xlabel="step size η of this step",
        ylabel="loss after the step",
        ylim=(0, None),
    )
    alt = (
        "Loss against the step size, which grows from step to step, on a logarithmic axis. It falls "
        f"slowly at first and then faster, is lowest ({losses[lowest]:.3f}) at a step size of "
        f"{etas[lowest]:.3g}, and jumps up to {max(losses[lowest:]):.3f} soon after it."
    )
    return Picture(figure, alt)


@plot
def batch_sizes(epochs: int = 20) -> Picture:
    """The loss over the epochs: all samples at once, batches, single samples, decay."""
    X, labels = datasets.moons(256, 0.35, seed=3)
    X, t = np.hstack([np.ones((256, 1)), X]), labels.astype(float)
    runs = (
        ("all 256 at once", 256, 0.0),
        ("batches of 32", 32, 0.0),
        ("one by one", 1, 0.0),
        ("one by one, decayed", 1, 1.0),
    )
    figure, ax = new_figure(7.2, 3.9)
    last = []
    for (name, size, decay), colour, style in zip(
        runs, COLOURS[1:], STYLES, strict=False
    ):
        losses = _neuron_losses(X, t, size, 2.0, decay, epochs)
        ax.plot(losses, color=colour, linestyle=style, label=name)
        last.append(f"{name} {losses[-1]:.4f}")
    ax.set_title("Small batches learn faster, and tremble")
    ax.set(
        xlabel="epoch",
        ylabel="mean loss",
        ylim=(0.048, 0.09),
        xticks=range(0, epochs + 1, 5),
    )
    ax.legend(loc="upper right")
    return Picture(
        figure,
        "Mean loss of one neuron against the epochs, with the same first step size. All samples "
        "at once is slowest, one update per epoch; batches of 32 are faster; single samples are "
        "down within two epochs and then tremble, unless the step decays. At the end: "
        f"{', '.join(last)}.",
    )


def _neuron_losses(
    X: Array, t: Array, size: int, eta: float, decay: float, epochs: int
) -> Array:
    rng, w = np.random.default_rng(1), np.zeros(3)
    found = []
    for number in range(epochs + 1):
        found.append(float(0.5 * ((sigmoid(X @ w) - t) ** 2).mean()))
        step = descent.decayed_step(eta, number, decay)
        for x, y in descent.minibatches(X, t, size, rng):
            o = sigmoid(x @ w)
            w = w - step * (x.T @ ((o - y) * o * (1 - o))) / len(y)
    return np.array(found)
