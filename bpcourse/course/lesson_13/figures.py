"""Pictures of lesson 13: the print-out and its suspects; the passes to be audited."""

from __future__ import annotations

import numpy as np

from bpcourse.arrays import Array
from bpcourse.drawing import svg
from bpcourse.drawing.palette import FORWARD, GRADIENT, GREY, INK, LIGHT, SMALL, TARGET
from bpcourse.drawing.picture import Picture, card, new_figure
from bpcourse.drawing.plot import plot

from . import printout
from .passes import function as the_pass
from .passes import numbered
from .printout import agreeing, product, rerun

__all__ = [
    "agreeing",
    "detective",
    "numbered",
    "product",
    "rerun",
    "suspect",
    "the_pass",
]

SIZE = (760, 300)


@plot
def detective() -> Picture:
    """The printed δ of five epochs against the two rules.

    The bars are half a unit of the last digit that was printed.
    """
    printed = printout.PRINTED
    without = printout.rerun(printout.without_transpose)
    correct = printout.rerun(printout.with_transpose)
    figure, axes = new_figure(8.6, 3.4, columns=2)
    epochs = np.arange(len(printed))
    for k, (ax, half) in enumerate(zip(axes, (5e-9, 5e-8))):

        def change(values: Array, k: int = k) -> Array:
            return 1e6 * (values[:, k] - printed[0, k])

        bars = {"fmt": "o", "color": FORWARD, "capsize": 4, "label": "printed"}
        ax.errorbar(epochs, change(printed), 1e6 * half, **bars)
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


def _suspect_words(suspect: str) -> str:
    """How many of the printed numbers a suspect gives."""
    agree = int(printout.agreeing(printout.rerun(printout.SUSPECTS[suspect])).sum())
    name = printout.NAMES[suspect]
    end = " All of them: this is the program that printed them." if agree == 10 else ""
    return f"Hidden δ: {name}. {agree} of 10 printed numbers come out to the last digit.{end}"


def suspect(suspect: str) -> Picture:
    """The printed numbers beside those of a suspect, of SIZE."""
    found = printout.rerun(printout.SUSPECTS[suspect])
    agree = printout.agreeing(found)
    parts = [svg.text(30, 34, f"Hidden δ: {printout.NAMES[suspect]}", 15, bold=True)]
    for x, told in ((120, "δ of output 1"), (440, "δ of output 2")):
        parts.append(svg.text(x, 66, told, SMALL, GREY))
        parts.append(svg.text(x, 88, "printed", SMALL, FORWARD))
        parts.append(svg.text(x + 130, 88, "this rule", SMALL, GRADIENT))
    for epoch in range(len(found)):
        y = 118 + 34 * epoch
        parts.append(svg.text(30, y, f"epoch {epoch}", SMALL, GREY))
        parts.append(svg.line([(30, y + 11), (730, y + 11)], LIGHT))
        for k, x in enumerate((120, 440)):
            right = bool(agree[epoch, k])
            colour, mark = (TARGET, "✓") if right else (GRADIENT, "✗")
            parts.append(svg.text(x, y, f"{printout.PRINTED[epoch, k]:.6g}", 15, INK))
            parts.append(svg.text(x + 130, y, f"{found[epoch, k]:.6g}", 15, INK))
            parts.append(svg.text(x + 250, y, mark, 16, colour, bold=True))
    parts.append(svg.text(730, 34, f"{int(agree.sum())} of 10", 15, INK, "end"))
    return card(*SIZE, parts, _suspect_words(suspect))
