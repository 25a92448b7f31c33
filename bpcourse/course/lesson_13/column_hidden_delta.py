"""Lesson 13: the exercise `column_hidden_delta`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.lesson_05.shared import _s, _slope_of_output
from bpcourse.course.model import Case, Exercise, Mistake, Rng


def column_hidden_delta(W_next, delta_next, z):
    """D4's `backward`, mended: delta (n, 1) of a hidden layer in the column convention.

    `W_next` is (m, n), with W_next[k, j] to unit k from unit j; `delta_next` is (m, 1); `z`
    (n, 1) is this layer's weighted input, and stays as it is.
    """
    a = 1 / (1 + np.exp(-z))
    return (W_next.T @ delta_next) * a * (1 - a)


def _column_cases(rng: Rng) -> Iterator[Case]:
    W = np.array([[0.5, 2.0], [-1.0, 3.0]])
    yield Case((W, np.array([[1.0], [-0.5]]), np.array([[1.0], [0.0]])))
    for m, n in ((3, 3), (2, 4), (3, 2), (1, 3), (4, 1)):
        yield Case(
            (rng.normal(size=(m, n)), rng.normal(size=(m, 1)), rng.normal(size=(n, 1)))
        )


_COLUMN_STARTER = """
    for j in range(len(z)):
        a = 1 / (1 + np.exp(-z[j, 0]))
        z[j, 0] = a * (1 - a)
    return (W_next @ delta_next) * z
"""


EXERCISE = Exercise(
    title="Correct document 4's listing",
    statement=(
        "**This code runs and is wrong: find and correct it.** It is D4's `backward`, line by line, "
        "in Python. Samples are columns there, and `W_next[k, j]` leads *to* unit `k` *from* unit "
        "`j`. It has two faults: one gives wrong numbers, the other one damages what belongs to "
        "the caller. The lesson's detective story shows how the first one got into print."
    ),
    reference=column_hidden_delta,
    cases=_column_cases,
    starter=_COLUMN_STARTER,
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "no_transpose",
            "W δ, without the transpose: the listing's first fault",
            lambda W, d, z: (W @ d) * _s(z) * (1 - _s(z)),
            "Forward is W·a, so W·δ looks natural. Backward has to run the other way.",
            "In a square layer it is wrong, in any other it is refused; in a symmetric one nobody "
            "would notice.",
            "Write the shapes: (m, n) and (m, 1) are to give (n, 1).",
        ),
        Mistake(
            "slope_of_activation",
            "σ'(σ(z)): the slope is taken at the activation",
            lambda W, d, z: (W.T @ d) * _slope_of_output(_s(z)),
            "D4's parameter text says “the output of the previous layer”, and means z.",
            "At z = 1 it takes 0.2194 for a slope of 0.1966.",
            "What comes in: z, or a?",
        ),
        Mistake(
            "z_for_activation",
            "z (1 − z): z is treated as the activation",
            lambda W, d, z: (W.T @ d) * z * (1 - z),
            "a (1 − a) is right for a = σ(z). Here z comes in.",
            "At z = 1 it gives 0, where σ is far from flat.",
            "Apply σ to z first.",
        ),
        Mistake(
            "no_slope",
            "Wᵀδ alone, without the slope",
            lambda W, d, z: W.T @ d,
            "It is the gradient of the activation. δ belongs to z.",
            "z makes no difference to the result.",
            "Where does your function use z?",
        ),
        Mistake(
            "row",
            "the right numbers as a row",
            lambda W, d, z: ((W.T @ d) * _s(z) * (1 - _s(z))).T,
            "delta.T @ W is a row. In this convention δ is a column.",
            "Its shape is (1, n).",
            "Which shape has z?",
        ),
        Mistake(
            "product_of_sums",
            "(Σ δ)(Σ w): a product of sums",
            lambda W, d, z: d.sum() * W.sum(0)[:, None] * _s(z) * (1 - _s(z)),
            "A sum of products isn't a product of sums.",
            "Where the δ add up to 0 it gives 0.",
            "Multiply each δ_k by its own weight, then add.",
        ),
    ),
    hints=(
        "Call it twice with the same z and print z each time. Then measure the slope with a "
        "layer of 2 units and 4 inputs.",
        "z[j, 0] = … writes into the caller's array: compute the slope in a new one. And the "
        "shapes (m, n), (m, 1) → (n, 1) leave one choice.",
        "a = 1 / (1 + np.exp(-z))\nreturn (W_next.T @ delta_next) * a * (1 - a)",
    ),
    symptoms=(
        ("I get a shape error", "(m, n) and (m, 1): turn W_next."),
        ("it changes its argument", "Make a new array for the slope."),
        ("right the first time, wrong the second", "Look at z after the first call."),
    ),
    taught="First story",
    another_way=(
        "In the course's row convention W is this W transposed, and the same line reads "
        "delta @ W.T: the transpose stays, its reason is the same."
    ),
)
