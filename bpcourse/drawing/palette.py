"""One palette with fixed meanings, and the sizes of letters.

The colours are Okabe and Ito's, which colour-blind eyes tell apart. Colour never speaks
alone: a line style, a marker, a label or a position says the same.
"""

from __future__ import annotations

FORWARD = "#0072B2"  # values of the forward pass
GRADIENT = "#D55E00"  # gradients, slopes, delta
TARGET = "#009E73"  # targets
PARAMETER = "#000000"  # weights, biases
HIGHLIGHT = "#E69F00"  # what the eye should go to
GREY = "#595959"  # axes, helpers; readable on white
LIGHT = "#D9D9D9"  # grids, what is not yet reached
SHADE = "#F2F2F2"  # a stretch of the background
PAPER = "#FFFFFF"  # the card that every picture stands on, in dark themes too
INK = "#222222"  # words

TITLE, BODY, SMALL = 15, 13, 12  # letters in pixels; nothing smaller, for the projector


def tint(colour: str, share: float) -> str:
    """The colour mixed with white: share 0 is white, 1 the colour itself.

    >>> tint("#000000", 0.0), tint("#D55E00", 1.0)
    ('#FFFFFF', '#D55E00')
    """
    share = min(1.0, max(0.0, share))
    parts = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (part - 255) * share):02X}" for part in parts)
