"""Pictures of lesson 02: from scores to probabilities to the gradient p − y."""

from __future__ import annotations

from typing import Any

import numpy as np

from bpcourse import losses
from bpcourse.activations import sigmoid

from . import svg
from .matrix import Matrix
from .palette import FORWARD, GRADIENT, GREY, HIGHLIGHT, INK, SMALL, TARGET, TITLE
from .picture import Picture, new_figure

Array = Any
SIZE = (760, 350)
CLASSES = 3
BAR = 46.0
BASE = 190.0  # where the bars stand
TALL = 120.0  # pixels of a bar of height 1


# ---- the explorer: scores, probabilities, p − y, and the Jacobian


def collapse_svg(z: Array, target: int, temperature: float) -> str:
    """Scores z / temperature, softmax, p − y as bars; the Jacobian as a labelled grid."""
    scores = np.asarray(z, dtype=float) / temperature
    p, y = losses.softmax(scores), np.eye(CLASSES)[target]
    parts = [
        *_bars(40, "scores z / T", scores / 6, FORWARD, _plain(scores)),
        *_bars(230, "p = softmax", p, FORWARD, _plain(p)),
        *_targets(230, y),
        *_bars(420, "gradient p − y", p - y, GRADIENT, _signed(p - y)),
    ]
    J = Matrix(losses.softmax_jacobian(scores), 600, 66, (50.0, 28.0))
    parts.append(J.draw("J = ∂p/∂z", GRADIENT))
    parts.append(svg.text(600, 172, "row: p, column: z", SMALL, GREY))
    parts.append(svg.text(600, 190, "each column adds up to 0", SMALL, GREY))
    loss = losses.softmax_cross_entropy(scores, y)
    parts.append(svg.text(40, 335, f"cross-entropy {loss:.4f}", TITLE, INK, bold=True))
    return svg.card(*SIZE, parts, collapse_words(z, target, temperature))


def collapse_words(z: Array, target: int, temperature: float) -> str:
    """What the picture shows, in words."""
    scores = np.asarray(z, dtype=float) / temperature
    p, y = losses.softmax(scores), np.eye(CLASSES)[target]
    shares = ", ".join(_plain(p))
    slopes = ", ".join(_signed(p - y))
    loss = losses.softmax_cross_entropy(scores, y)
    return (
        f"Probabilities {shares}; the true class is {target}. Gradient p − y: {slopes}. "
        f"Cross-entropy {loss:.4f}."
    )


def _plain(values: Array) -> list[str]:
    return [svg.fixed(v, 3) for v in values]


def _signed(values: Array) -> list[str]:
    return [("+" if v > 0 else "") + svg.fixed(v, 3) for v in values]


def _bars(
    left: float, title: str, heights: Array, colour: str, words: list[str]
) -> list[str]:
    """One bar a class: up where positive, down where negative."""
    parts = [svg.text(left, 30, title, TITLE, colour, bold=True)]
    parts.append(svg.line([(left, BASE), (left + 3 * BAR, BASE)], GREY, 1))
    for k, height in enumerate(np.clip(heights, -1.05, 1.15)):
        x, tall = left + k * BAR + 6, abs(height) * TALL
        top = BASE - tall if height > 0 else BASE
        parts.append(svg.rect(x, top, BAR - 12, max(tall, 0.5), colour))
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
    return [*lines, svg.text(left, BASE - TALL - 14, "dashed: target y", SMALL, TARGET)]


# ---- static pictures


def saturation() -> Picture:
    """Gradient by z of squared error and of cross-entropy, against the score."""
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
        "Gradient by the score of a sigmoid unit with target 0, for scores from −6 to 6. With "
        "cross-entropy it rises towards 1 the more wrong the unit is. With squared error it "
        f"rises to {squared.max():.2f} near z = {z[squared.argmax()]:.1f}, and falls back "
        "towards 0.",
    )


def entropies(y: Array = (0.1, 0.6, 0.3), p: Array = (0.3, 0.3, 0.4)) -> Picture:
    """Cross-entropy as entropy plus divergence, class by class."""
    y, p = np.asarray(y, dtype=float), np.asarray(p, dtype=float)
    H, KL = losses.entropy(y), losses.kl_divergence(y, p)
    figure, ax = new_figure(7.0, 2.4)
    ax.barh(["cross-entropy", "entropy + KL"], [H + KL, H], color=[FORWARD, GREY])
    ax.barh(
        ["entropy + KL"], [KL], left=[H], color=HIGHLIGHT, hatch="//", edgecolor="white"
    )
    ax.annotate(
        "entropy of y: can't be avoided",
        (H / 2, 1),
        ha="center",
        va="center",
        color="w",
    )
    ax.annotate("KL", (H + KL / 2, 1), ha="center", va="center", color=INK)
    ax.set(xlabel="nats", title="Cross-entropy is entropy plus divergence")
    return Picture(
        figure,
        f"Two bars of the same length, {H + KL:.4f}: the cross-entropy, and below it the entropy "
        f"of y, {H:.4f}, followed by the Kullback–Leibler divergence, {KL:.4f}.",
    )


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
    ax.set(xlabel="the constant that is predicted", ylabel="mean loss (scaled)")
    ax.legend(loc="upper center")
    mean, median = c[np.argmin(squared)], c[np.argmin(absolute)]
    return Picture(
        figure,
        "Mean loss of predicting one constant for the data 0, 0, 0, 10. The half squared error is "
        f"smallest at {mean:.1f}, the mean; the absolute error at {median:.1f}, the median.",
    )
