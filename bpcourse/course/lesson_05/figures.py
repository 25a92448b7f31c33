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
from bpcourse.drawing.plot import plot

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
    shown = frames(**given)[step]
    return Picture(shown.svg, f"A network drawn as boxes and edges. {shown.alt}")


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


@plot
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


# ---- all zeros -----------------------------------------------------------------------


@plot
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

DEPTH, WIDTH, BATCH, SEEDS = 10, 64, 50, 5
CASES = (
    ("sigmoid × 1", "sigmoid", 1.0, GRADIENT, "-o"),
    ("sigmoid × 8", "sigmoid", 8.0, GRADIENT, "--o"),
    ("no activation × 0.5", "identity", 0.5, GREY, ":v"),
    ("ReLU × 0.3", "relu", 0.3, FORWARD, "--s"),
    ("ReLU × 1", "relu", 1.0, FORWARD, "-s"),
    ("ReLU × 3", "relu", 3.0, FORWARD, ":s"),
)


def depth_profile(name: str, scale: float, seed: int = 0) -> tuple[Array, Array]:
    """(|δ|, |dW|) of ten layers of 64 units, each over that of the last layer; (10,) both.

    Weights are normal, their spread is scale times √(1/64), with ReLU √(2/64). What comes
    back to the last layer is random.
    """
    rng, f = np.random.default_rng(seed), activations.activation(name)
    spread = scale * np.sqrt((2 if name == "relu" else 1) / WIDTH)
    a = [rng.normal(size=(BATCH, WIDTH))]
    weights, slopes = [], []
    for _ in range(DEPTH):
        weights.append(rng.normal(0, spread, size=(WIDTH, WIDTH)))
        z = a[-1] @ weights[-1]
        a.append(f(z))
        slopes.append(f.prime(z, a[-1]))
    delta = rng.normal(size=(BATCH, WIDTH)) * slopes[-1]
    deltas = [delta]
    for W, slope in zip(reversed(weights[1:]), reversed(slopes[:-1])):
        deltas.insert(0, (deltas[0] @ W.T) * slope)
    sizes = [np.linalg.norm(d) for d in deltas]
    steps = [np.linalg.norm(A.T @ d) for A, d in zip(a, deltas)]
    return np.array(sizes) / sizes[-1], np.array(steps) / steps[-1]


def typical_profile(name: str, scale: float) -> tuple[Array, Array]:
    """The geometric mean of `depth_profile` over five seeds."""
    found = np.log([depth_profile(name, scale, seed) for seed in range(SEEDS)])
    size, step = np.exp(found.mean(axis=0))
    return size, step


@plot
def two_measures() -> Picture:
    """Through ten layers: the size of δ, and of dW, each relative to the last layer."""
    figure, axes = new_figure(8.6, 4.4, columns=2)
    told, layers = [], range(1, DEPTH + 1)
    for label, name, scale, colour, style in CASES:
        profile = typical_profile(name, scale)
        for ax, values in zip(axes, profile):
            ax.semilogy(layers, values, style, color=colour, label=label)
        told.append(f"{label} {profile[0][0]:.0e} and {profile[1][0]:.0e}")
    for ax, what in zip(axes, ("δ", "dW")):
        ax.set(xlabel="layer (10 is the last)", xticks=layers)
        ax.set_ylabel(f"|{what}| / |{what} of the last layer|")
    axes[0].set_title("overall size: what is left of δ")
    axes[1].set_title("unevenness: front against rear")
    figure.suptitle(
        "The weights set the size, the sigmoid the unevenness", weight="bold"
    )
    # no line runs there, and long handles tell dashed from whole
    axes[1].legend(fontsize="small", loc="lower right", handlelength=3.4)
    alt = (
        "Two panels with logarithmic axes, over the ten layers of a network. Left the size of δ, "
        "right the size of dW, each relative to the last layer. In the first layer: "
        + "; ".join(told)
        + "."
    )
    return Picture(figure, alt)
