"""Pictures of lesson 05: paths, the δ-flow, costs, and what mistakes do."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bpcourse import activations, network
from bpcourse.drawing import svg
from bpcourse.drawing.flow_frames import frames
from bpcourse.drawing.palette import (
    FORWARD,
    GRADIENT,
    GREY,
    HIGHLIGHT,
    INK,
    LIGHT,
    PARAMETER,
    TARGET,
    TITLE,
)
from bpcourse.drawing.picture import Picture, new_figure

Array = np.ndarray

# The gradient of document 3's example as PyTorch 2.13 gives it in float64: dW1, db1, dW2,
# db2, with W[j, k] from j to k. A test asks PyTorch again where it is installed.
PYTORCH = np.array(
    [
        0.0004385677344743467, 0.0004977127352608599,
        0.0008771354689486934, 0.0009954254705217198,
        0.008771354689486933, 0.009954254705217198,
        0.08216704056423077, -0.022602540477475067,
        0.08266762784753325, -0.02274024221597822,
        0.13849856162855695, -0.03809823651655623,
    ]
)  # fmt: skip


def delta_flow(step: int = -2, **given) -> Picture:
    """One frame of the δ-flow, standing still; by default the δ of the first layer."""
    picture, words = frames(**given)[step]
    return Picture(picture, f"A network drawn as boxes and edges. {words}")


# ---- paths ---------------------------------------------------------------------------


def paths() -> Picture:
    """Every path from one weight of the first layer to the loss, and the fork in it."""
    counts, xs = (3, 3, 3, 2), (90.0, 270.0, 450.0, 630.0)
    parts = [
        _edge(xs, counts, layer, j, k)
        for layer in range(3)
        for j in range(counts[layer])
        for k in range(counts[layer + 1])
    ]
    title = "Every way from one weight to E, and where it forks"
    parts.append(svg.text(20, 26, title, 17, INK, bold=True))
    for layer, (count, name) in enumerate(zip(counts, "nijk")):
        for unit in range(count):
            reached = layer > 1 or (layer, unit) in {(0, 0), (1, 1)}
            y, edge = _height(count, unit), HIGHLIGHT if reached else GREY
            parts.append(svg.node(xs[layer], y, name, 22, edge))
    parts += [svg.text(xs[3] + 40, 160 + 5, "→ E", 18, INK, bold=True)]
    parts += [
        svg.text(
            (xs[layer] + xs[layer + 1]) / 2,
            318,
            words,
            TITLE,
            colour,
            "middle",
            bold=True,
        )
        for layer, words, colour in (
            (0, "one weight", PARAMETER),
            (1, "× 3 ways on", GRADIENT),
            (2, "× 2 ways on", GRADIENT),
        )
    ]
    alt = (
        "A network with layers of 3, 3, 3 and 2 units, named n, i, j, k as document 0 names them. "
        "One weight, from a unit n to a unit i, is marked. From there every path to the outputs is "
        "marked: three ways on, then two: six paths, which meet again in the loss E."
    )
    return Picture(svg.card(760, 340, parts, alt), alt)


def _height(count: int, unit: int) -> float:
    return 160 + (unit - (count - 1) / 2) * 95


def _edge(xs, counts, layer: int, j: int, k: int) -> str:
    ends = (
        (xs[layer], _height(counts[layer], j)),
        (xs[layer + 1], _height(counts[layer + 1], k)),
    )
    on_path = {0: (j, k) == (0, 1), 1: j == 1, 2: True}[layer]
    colour = (PARAMETER if layer == 0 else HIGHLIGHT) if on_path else LIGHT
    return svg.line(ends, colour, 3 if on_path else 1.2)


# ---- what the recursion saves --------------------------------------------------------


def cost(calls: Sequence[int], units: Sequence[int]) -> Picture:
    """Visits of a plain recursion against those of the delta recursion, by depth."""
    depth = np.arange(1, len(calls) + 1)
    figure, ax = new_figure(7.0, 3.4)
    ax.semilogy(depth, calls, "--s", color=GREY, label="every path on its own")
    ax.semilogy(
        depth, units, "-o", color=GRADIENT, label="delta recursion: every unit once"
    )
    ax.set(
        title="Walking every path is exponential in depth, the recursion isn't",
        xlabel="layers behind the unit",
        ylabel="units visited",
        xticks=depth,
    )
    ax.legend()
    alt = (
        "Units visited to find one unit's δ, against the number of layers behind it, on a "
        f"logarithmic axis. Walking every path takes {calls[-1]:,} visits at depth {depth[-1]}; "
        f"the delta recursion takes {units[-1]}."
    )
    return Picture(figure, alt)


# ---- the detective story -------------------------------------------------------------


def detective(printed: Array, without: Array, correct: Array) -> Picture:
    """The printed δ of five epochs against the two rules; each (epochs, 2).

    The bars are half a unit of the last digit that was printed.
    """
    figure, axes = new_figure(8.6, 3.4, columns=2)
    epochs = np.arange(len(printed))
    for k, (ax, half) in enumerate(zip(axes, (5e-9, 5e-8))):
        change = lambda values, k=k: 1e6 * (values[:, k] - printed[0, k])
        ax.errorbar(
            epochs,
            change(printed),
            1e6 * half,
            fmt="o",
            color=FORWARD,
            capsize=4,
            label="printed",
        )
        ax.plot(
            epochs, change(without), "-", color=GRADIENT, label="without the transpose"
        )
        ax.plot(epochs, change(correct), "--", color=TARGET, label="with the transpose")
        ax.set(title=f"output {k + 1}", xlabel="epoch", xticks=epochs)
    figure.suptitle("Which rule made the printed numbers?", weight="bold")
    axes[0].set_ylabel("change of δ since epoch 0, × 10⁻⁶")
    axes[0].legend()
    gap = [float(np.abs(correct[-1, k] - printed[-1, k])) for k in range(2)]
    alt = (
        "Change of both printed δ over five epochs, with bars for their rounding. The rule without "
        "the transpose runs through every bar. The rule with the transpose leaves them, by "
        f"{gap[0]:.1e} and {gap[1]:.1e} in the last epoch."
    )
    return Picture(figure, alt)


# ---- all zeros -----------------------------------------------------------------------


def zero_start(steps: int = 3000, eta: float = 6.0) -> Picture:
    """Four hidden units' first weights over training, from zeros and from random."""
    figure, axes = new_figure(8.6, 3.4, columns=2, sharey=True)
    ends = []
    for ax, (name, scale) in zip(axes, (("all zeros", 0.0), ("random", 1.0))):
        history, loss = _train(scale, steps, eta)
        for unit, (style, width) in enumerate(
            zip(("-", "--", "-.", ":"), (5, 3.5, 2.5, 1.5))
        ):
            ax.plot(
                history[:, unit],
                style,
                linewidth=width,
                label=f"unit {unit + 1}",
                color=(FORWARD, HIGHLIGHT, TARGET, INK)[unit],
            )
        ax.set(title=f"start: {name}, loss {loss:.3f}", xlabel="step")
        ends.append((float(np.ptp(history[-1])), loss))
    axes[0].set_ylabel("weight from input 1")
    axes[1].legend(ncols=2)
    alt = (
        f"The weights from input 1 to four hidden units over {steps} steps. From zeros the four "
        f"lines lie on each other throughout (spread {ends[0][0]:.1g}) and the loss ends at "
        f"{ends[0][1]:.3f}; from random weights they part, and it ends at {ends[1][1]:.3f}."
    )
    return Picture(figure, alt)


def quadrants(n: int = 40) -> tuple[Array, Array]:
    """(X, T), (n, 2) and (n, 1): is x1 · x2 positive? Not to be had without a hidden layer."""
    X = np.random.default_rng(3).normal(size=(n, 2))
    return X, (X[:, :1] * X[:, 1:] > 0).astype(float)


def _train(scale: float, steps: int, eta: float) -> tuple[Array, float]:
    X, T = quadrants()
    rng = np.random.default_rng(5)
    weights = [scale * rng.normal(size=s) for s in ((2, 4), (4, 1))]
    biases = [np.zeros(4), np.zeros(1)]
    history = []
    for _ in range(steps):
        history.append(weights[0][0].copy())
        weights, biases = network.train_step(X, T, weights, biases, eta)
    O = network.forward(X, weights, biases)[-1]
    return np.array(history), float(0.5 * ((O - T) ** 2).sum(1).mean())


# ---- through depth -------------------------------------------------------------------


def signal_sizes(name: str, scale: float, depth: int = 10, width: int = 64) -> Array:
    """|δ| of every layer over |δ| of the last; weights scale · N(0, 1/width)."""
    rng = np.random.default_rng(2)
    f = activations.activation(name)
    z, a = [], rng.normal(size=(1, width))
    weights = [
        scale * rng.normal(size=(width, width)) / np.sqrt(width) for _ in range(depth)
    ]
    slopes = []
    for W in weights:
        z = a @ W
        a = f(z)
        slopes.append(f.prime(z, a))
    sizes: list[float] = []
    delta = rng.normal(size=(1, width)) * slopes[-1]
    for W, slope in zip(reversed(weights), [*reversed(slopes[:-1]), None]):
        sizes.insert(0, float(np.linalg.norm(delta)))
        if slope is not None:
            delta = (delta @ W.T) * slope
    return np.array(sizes) / sizes[-1]


CASES = (
    ("sigmoid", "sigmoid", 1.0, GRADIENT, "-o"),
    ("sigmoid, weights × 8", "sigmoid", 8.0, GRADIENT, "--o"),
    ("linear, weights × 0.3", "identity", 0.3, GREY, ":v"),
    ("ReLU, He scaling", "relu", float(np.sqrt(2)), FORWARD, "-s"),
    ("ReLU, He × 0.3", "relu", float(0.3 * np.sqrt(2)), FORWARD, "--s"),
    ("ReLU, He × 3", "relu", float(3 * np.sqrt(2)), FORWARD, ":s"),
)


def vanishing() -> Picture:
    """Size of δ through ten layers, for activations and sizes of weights."""
    figure, ax = new_figure(8.0, 4.0)
    left = {}
    for label, name, scale, colour, style in CASES:
        sizes = signal_sizes(name, scale)
        left[label] = sizes[0]
        ax.semilogy(range(1, 11), sizes, style, color=colour, label=label)
    ax.set(
        title="What is left of δ depends on slopes and weights",
        xlabel="layer (10 is the last)",
        ylabel="|δ| / |δ of the last layer|",
        xticks=range(1, 11),
    )
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    told = "; ".join(f"{label} {value:.0e}" for label, value in left.items())
    return Picture(
        figure,
        "Size of δ in each of ten layers, relative to the last one, on a logarithmic axis. What is "
        f"left in the first layer: {told}.",
    )
