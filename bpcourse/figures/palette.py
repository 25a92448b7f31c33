"""One palette with fixed meanings (Okabe and Ito's, told apart by colour-blind eyes).

Colour never speaks alone: a line style, a marker, a label or a position says the same.
"""

FORWARD = "#0072B2"  # values of the forward pass
GRADIENT = "#D55E00"  # gradients, slopes, delta
TARGET = "#009E73"  # targets
PARAMETER = "#000000"  # weights, biases
HIGHLIGHT = "#E69F00"  # what the eye should go to
GREY = "#666666"  # axes, helpers; readable on white
LIGHT = "#D9D9D9"  # grids, what is not yet reached
PAPER = "#FFFFFF"  # the card every picture stands on, in dark themes too
INK = "#222222"

LINE_STYLES = ("-", "--", "-.", ":")
