"""Pictures of lesson 08: sparse weights, shifted digits, the curves of a run."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bpcourse import datasets
from bpcourse.arrays import Array
from bpcourse.course.lesson_07.figures import curves
from bpcourse.drawing import svg, tiles
from bpcourse.drawing.palette import GREY, LIGHT, SMALL
from bpcourse.drawing.picture import Picture, new_figure
from bpcourse.drawing.plot import plot

__all__ = ["curves", "shifts", "sparsity"]


@plot
def sparsity(weights: Sequence[Array], names: Sequence[str]) -> Picture:
    """Histograms of the weights of several networks, with the share of exact zeros."""
    figure, axes = new_figure(8.6, 2.9, len(weights), sharey=True)
    bins = np.linspace(-0.6, 0.6, 49)
    told = []
    for ax, W, name in zip(axes, weights, names, strict=True):
        zeros = float((W == 0).mean())
        ax.hist(W[W != 0], bins, color=GREY)
        ax.set_title(f"{name}: {100 * zeros:.0f} % are 0")
        ax.set(xlabel="weight", xlim=(-0.6, 0.6))
        told.append(f"{name}, {100 * zeros:.0f} % exact zeros")
    axes[0].set_ylabel("how many, but for zeros")
    return Picture(
        figure,
        "Histograms of the first layer's weights, without those that are exactly 0: "
        f"{'; '.join(told)}.",
    )


def shifts() -> Picture:
    """One digit, and moved by a pixel in the four directions."""
    _, _, X, labels = datasets.split_digits()
    image = X[0].reshape(8, 8)
    padded = np.pad(image, 1)
    moves = (
        ("as it is", 0, 0),
        ("down", 1, 0),
        ("up", -1, 0),
        ("right", 0, 1),
        ("left", 0, -1),
    )
    moved = np.array(
        [padded[1 - d : 9 - d, 1 - r : 9 - r].ravel() for _, d, r in moves]
    )
    parts = [svg.text(30, 30, "One digit, five samples", 15, bold=True)]
    parts.append(tiles.draw(tiles.grey(moved), 5, 30, 46, 10.0))
    for number, (name, _, _) in enumerate(moves):
        parts.append(svg.rect(30 + 90 * number, 46, 80, 80, "none", LIGHT))
        parts.append(
            svg.text(30 + 10 * (9 * number + 4), 144, name, SMALL, GREY, "middle")
        )
    alt = (
        f"A handwritten {labels[0]} of 8 by 8 pixels, and the same moved by one pixel down, "
        "up, right and left."
    )
    return Picture(svg.card(500, 160, parts, alt), alt)
