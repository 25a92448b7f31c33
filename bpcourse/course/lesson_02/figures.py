"""Pictures of lesson 02: from scores to probabilities to the gradient p − y."""

from __future__ import annotations

from typing import Any

import numpy as np

from bpcourse import losses
from bpcourse.activations import sigmoid
from bpcourse.drawing import svg
from bpcourse.drawing.matrix import Matrix
from bpcourse.drawing.palette import (
    FORWARD,
    GRADIENT,
    GREY,
    HIGHLIGHT,
    INK,
    LIGHT,
    PAPER,
    SMALL,
    TARGET,
    TITLE,
)
from bpcourse.drawing.picture import Picture, card, new_figure
from bpcourse.drawing.plot import plot

Array = Any
SIZE = (760, 370)
CLASSES = 3
BAR = 46.0
BASE = 194.0  # where the bars stand
TALL = 120.0  # pixels of a bar of height 1


# ---- the explorer: scores, probabilities, p − y, and the Jacobian


def collapse(z: Array, target: int, temperature: float) -> Picture:
    """Scores z / temperature, softmax, p − y as bars; the Jacobian as a labelled grid."""
    scores = np.asarray(z, dtype=float) / temperature
    p, y = losses.softmax(scores), np.eye(CLASSES)[target]
    loss = losses.cross_entropy(p, y)
    parts = [
        *_bars(40, "scores z / T", scores / 6, FORWARD, _plain(scores)),
        *_bars(230, "p = softmax", p, FORWARD, _plain(p)),
        *_targets(230, y),
        *_bars(420, "gradient p − y", p - y, GRADIENT, _signed(p - y)),
    ]
    parts += _jacobian(scores, temperature)
    parts.append(svg.text(40, 358, f"cross-entropy {loss:.4f}", TITLE, INK, bold=True))
    words = (
        f"Probabilities {', '.join(_plain(p))}; the true class is {target}. "
        f"Gradient p − y: {', '.join(_signed(p - y))}. Cross-entropy {loss:.4f}."
    )
    return card(*SIZE, parts, words)


def _jacobian(scores: Array, temperature: float) -> list[str]:
    """∂p/∂z as a grid: a row for each p, a column for each score."""
    by = "z" if temperature == 1 else "(z / T)"
    J = Matrix(losses.softmax_jacobian(scores), 604, 66, (48.0, 28.0))
    parts = [J.draw(f"J = ∂p/∂{by}", GRADIENT, full=0.25)]
    for k in range(CLASSES):
        (x, y), name = J.corner(k, k), "₀₁₂"[k]
        row, column = (J.left - 8, y + 19), (x + 24, J.bottom + 16)
        parts.append(svg.text(*row, f"p{name}", SMALL, GREY, "end"))
        parts.append(svg.text(*column, f"z{name}", SMALL, GREY, "middle"))
    note = "each column adds up to 0"
    parts.append(svg.text(J.left, J.bottom + 40, note, SMALL, GREY))
    return parts


def _plain(values: Array) -> list[str]:
    return [svg.fixed(v, 3) for v in values]


def _signed(values: Array) -> list[str]:
    return [("+" if v > 0 else "") + svg.fixed(v, 3) for v in values]


def _bars(
    left: float, title: str, heights: Array, colour: str, words: list[str]
) -> list[str]:
    """One bar per class: up where positive, down where negative."""
    parts = [svg.text(left, 30, title, TITLE, colour, bold=True)]
    parts.append(svg.line([(left, BASE), (left + 3 * BAR, BASE)], GREY, 1))
    for k, height in enumerate(np.clip(heights, -1.02, 1.05)):
        x, tall = left + k * BAR + 6, abs(height) * TALL
        top = BASE - tall if height > 0 else BASE
        parts.append(svg.rect(x, top, BAR - 12, max(tall, 0.5), colour))
        if height != heights[k]:  # cut off: a gap near its end says so
            gap = top + 12 if height > 0 else top + tall - 12
            ends = [(x, gap + 4), (x + BAR - 12, gap - 4)]
            parts.append(svg.line(ends, PAPER, 4))
        beyond = top - 6 if height > 0 else top + tall + 15
        parts.append(
            svg.text(x + (BAR - 12) / 2, beyond, words[k], SMALL, INK, "middle")
        )
        under = BASE + 15 if height > 0 else BASE - 6
        parts.append(svg.text(x + (BAR - 12) / 2, under, f"{k}", SMALL, GREY, "middle"))
    return parts


def _targets(left: float, y: Array) -> list[str]:
    """The target's height as a dashed line over each bar."""
    lines = []
    for k, height in enumerate(y):
        x, at = left + k * BAR + 2, BASE - height * TALL
        lines.append(svg.line([(x, at), (x + BAR - 4, at)], TARGET, 2.5, "5 3"))
    return [*lines, svg.text(left, BASE - TALL - 22, "dashed: target y", SMALL, TARGET)]


# ---- static pictures


@plot
def two_steps() -> Picture:
    """Contour lines of f(u, v) = u² + 3 u v, and a step taken as two: u first, then v."""
    u, v = np.meshgrid(np.linspace(0.7, 1.6, 91), np.linspace(1.7, 2.5, 81))
    figure, ax = new_figure(6.2, 3.6)
    lines = ax.contour(u, v, u**2 + 3 * u * v, levels=range(4, 16), colors=LIGHT)
    ax.clabel(lines, lines.levels[::2], fontsize=9)
    arrow = {"arrowstyle": "-|>", "lw": 2.5}
    for start, end, colour in (
        ((1.0, 2.0), (1.3, 2.0), FORWARD),
        ((1.3, 2.0), (1.3, 2.3), TARGET),
        ((1.0, 2.0), (1.3, 2.3), INK),
    ):
        style = arrow | {"color": colour, "shrinkA": 0, "shrinkB": 0}
        ax.annotate("", end, start, arrowprops=style)
    ax.annotate("u moves, v is held", (1.15, 1.93), ha="center", color=FORWARD)
    ax.annotate("v moves,\nu is held", (1.32, 2.12), color=TARGET)
    ax.annotate("the step d", (1.12, 2.19), ha="right", color=INK)
    ax.plot([1.0], [2.0], "o", color=INK)
    ax.set(xlabel="u", ylabel="v", title="A step is one move for each variable")
    return Picture(
        figure,
        "Contour lines of f(u, v) = u² + 3uv around the point (1, 2). A step from there to "
        "(1.3, 2.3) is drawn as two: first along u with v held, then along v with u held. "
        "On the way f rises from 7 to 10.66.",
    )


@plot
def saturation() -> Picture:
    """Gradients with respect to z of squared error and of cross-entropy, against the score."""
    z = np.linspace(-6, 6, 241)
    o = sigmoid(z)
    squared = o * o * (1 - o)
    figure, ax = new_figure(7.0, 3.4)
    ax.plot(z, o, color=GRADIENT, label="cross-entropy: o − t")
    ax.plot(z, squared, "--", color=GREY, label="squared error: (o − t) o (1 − o)")
    ax.set_title("Sure and wrong: one gradient grows, the other dies")
    ax.set(xlabel="score z of a unit whose target is 0", ylabel="∂E/∂z")
    ax.legend(loc="upper left")
    return Picture(
        figure,
        "Gradient with respect to the score of a sigmoid unit with target 0, for scores from −6 to 6. With "
        "cross-entropy it rises towards 1 the more wrong the unit is. With squared error it "
        f"rises to {squared.max():.2f} near z = {z[squared.argmax()]:.1f}, and falls back "
        "towards 0.",
    )


@plot
def entropies(y: Array = (0.1, 0.6, 0.3), p: Array = (0.3, 0.3, 0.4)) -> Picture:
    """Cross-entropy as entropy plus divergence: of p, of halfway to the truth, of y."""
    y, p = np.asarray(y, dtype=float), np.asarray(p, dtype=float)
    names = ["the prediction", "halfway to the truth", "the truth itself"]
    H = losses.entropy(y)
    KL = np.array([losses.kl_divergence(y, q) for q in (p, (p + y) / 2, y)])
    figure, ax = new_figure(7.4, 2.9)
    ax.barh(names, np.full(3, H), color=GREY)
    ax.barh(names, KL, left=H, color=HIGHLIGHT, hatch="//", edgecolor="white")
    middle = {"ha": "center", "va": "center"}
    ax.annotate("entropy of y: can't be avoided", (H / 2, 0), color="w", **middle)
    ax.annotate("KL", (H + KL[0] / 2, 0), color=INK, **middle)
    for row, length in enumerate(H + KL):
        ax.annotate(f" cross-entropy {length:.4f}", (length, row), va="center")
    ax.invert_yaxis()
    ax.set(
        xlabel="loss (natural logarithm)",
        title="Cross-entropy is entropy plus divergence",
    )
    ax.set_xlim(0, 1.32 * (H + KL[0]))
    ends = ", ".join(f"{name} {length:.4f}" for name, length in zip(names, H + KL))
    return Picture(
        figure,
        f"Three bars. Each begins with the same piece, the entropy of y, {H:.4f}; behind it lies "
        f"the Kullback–Leibler divergence, {KL[0]:.4f}, {KL[1]:.4f} and {KL[2]:.4f}. The whole "
        f"bar is the cross-entropy of {ends}.",
    )


@plot
def best_constants() -> Picture:
    """Squared and absolute error of one constant against the data 0, 0, 0, 10."""
    data, c = np.array([0.0, 0.0, 0.0, 10.0]), np.linspace(-1, 11, 241)
    squared = 0.5 * ((c[:, None] - data) ** 2).mean(axis=1)
    absolute = np.abs(c[:, None] - data).mean(axis=1)
    figure, ax = new_figure(6.6, 3.2)
    ax.plot(c, squared / squared.max(), color=FORWARD, label="half squared error")
    ax.plot(c, absolute / absolute.max(), "--", color=GRADIENT, label="absolute error")
    for losses_, colour, marker in ((squared, FORWARD, "o"), (absolute, GRADIENT, "s")):
        i = int(np.argmin(losses_))
        ax.plot(c[i], losses_[i] / losses_.max(), marker, color=colour, markersize=9)
    ax.set_title("Another loss, another best answer")
    ax.set(
        xlabel="the constant that is predicted", ylabel="mean loss, largest here = 1"
    )
    ax.legend(loc="upper center")
    mean, median = c[np.argmin(squared)], c[np.argmin(absolute)]
    return Picture(
        figure,
        "Mean loss of predicting one constant for the data 0, 0, 0, 10. The half squared error is "
        f"smallest at {round(mean, 1):g}, the mean; the absolute error at {round(median, 1):g}, the median.",
    )
