"""Lesson 04: the exercise `mended_layer_gradients`."""

from __future__ import annotations

import numpy as np

from bpcourse.course.model import Exercise, Mistake

from .shared import _whole, _whole_cases, _whole_slope


def mended_layer_gradients(X, W, b, T):
    """(dW, db, dX), as in layer_gradients: the code below,
    with its two faults mended.
    """
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    dW = X.T @ delta / len(X)
    db = delta.mean(axis=0)
    dX = delta @ W.T
    return dW, db, dX


_MEND_STARTER = """
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    dW = X.T @ delta / len(W)
    db = delta.mean(axis=0)
    dX = delta @ W
    return dW, db, dX
"""


EXERCISE = Exercise(
    title="Find two faults",
    statement=(
        "**The code in the cell below runs and is wrong: find and correct it.** It should return `(dW, db, dX)` of a "
        "sigmoid layer under half squared error, as in `layer_gradients`. Its author tested it with 3 samples, "
        "3 inputs, 3 units and a symmetric `W`, and every number was right. It has two faults. "
        "Don't read first: *measure*. Choose `X`, `W`, `b`, `T` that could tell a right layer "
        "from a wrong one, and compare `dW`, `db` and `dX` with your `numerical_gradient`."
    ),
    reference=mended_layer_gradients,
    cases=_whole_cases,
    measure=_whole_slope,
    starter=_MEND_STARTER,
    parts=("dW", "db", "dX"),
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "as_given",
            "the code as it was given",
            _whole(dW=lambda X, d: X.T @ d / X.shape[1], dX=lambda d, W: d @ W),
            "The author's test hides both faults: everything in it was 3, and W symmetric.",
            "Take 3 samples, 2 inputs, 2 units, and a W that isn't symmetric: two of the three "
            "results are off.",
            "Which of dW, db and dX differ from what numerical_gradient measures?",
        ),
        Mistake(
            "only_transpose_mended",
            "one fault mended, the one in dX; dW is still off",
            _whole(dW=lambda X, d: X.T @ d / X.shape[1]),
            "dX is right now. In dW every entry is off by one and the same factor.",
            "Divide your dW by the measured one: which two counts make that ratio?",
            "Change the number of samples, and watch the ratio.",
        ),
        Mistake(
            "only_count_mended",
            "one fault mended, the one in dW; dX is still off",
            _whole(dX=lambda d, W: d @ W),
            "dW is right now. dX runs in a square layer only.",
            "Try 4 inputs and 3 units: the shapes refuse.",
            "Which index of W[j, k] should dX add over?",
        ),
        Mistake(
            "undivided",
            "dW as a sum over the samples, not their mean",
            _whole(dW=lambda X, d: X.T @ d),
            "The count was wrong; the division wasn't.",
            "dW is N times too large now.",
            "What is E of a batch: a sum or a mean?",
        ),
        Mistake(
            "wrong_output_count",
            "dW divided by the number of units",
            _whole(dW=lambda X, d: X.T @ d / d.shape[1]),
            "Three counts were equal in the author's test; this is the third.",
            "Right only where there are as many samples as units.",
            "A mean over what?",
        ),
        Mistake(
            "mean_everywhere",
            "a mean over the batch in dX as well",
            _whole(dX=lambda d, W: d @ W.T / len(d)),
            "dX belongs to one sample each; nothing is averaged there.",
            "dX is N times too small.",
            "What shape has dX, and what does a row of it belong to?",
        ),
        Mistake(
            "slope_lost",
            "both faults mended, and the slope of σ lost on the way",
            _whole(slope=lambda O, T: O - T),
            "The line with δ was right as it stood.",
            "All three results are too large, those of sure outputs most.",
            "Compare your δ with the one that was given.",
        ),
    ),
    hints=(
        "Measure with 5 samples, 2 inputs, 2 units, W unsymmetric. Which of the three results are "
        "off, and by what factor?",
        "dW is off by one factor: what does len(W) count? dX is off entry by entry: write the "
        "shapes for 4 inputs and 3 units.",
        "dW = X.T @ delta / len(X)\ndX = delta @ W.T",
    ),
    symptoms=(
        (
            "I get a shape error",
            "That is the second fault showing: write the shapes of δ and W.",
        ),
        (
            "right for a square layer only",
            "Which counts are equal there, and not elsewhere?",
        ),
    ),
    taught="A test that cannot hide a fault",
    another_way=(
        "A test that could have found both: unequal counts everywhere (5 samples, 4 inputs, 3 "
        "units). Equal counts and symmetric matrices hide more faults than any other test data."
    ),
)
