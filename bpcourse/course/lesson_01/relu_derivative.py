"""Lesson 01: the exercise `relu_derivative`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng
from bpcourse.course.shared import _quiet

from .shared import _corner_judge, _s


def relu_derivative(x):
    """Slope of max(0, x) at every element of `x`, of any shape;
    at 0 any of [0, 1].
    """
    return (x > 0) * 1.0


def _relu_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([-1.0, 2.0, 0.5]),))
    yield Case((float(rng.uniform(0.5, 2)),))
    yield Case((float(-rng.uniform(0.5, 2)),))
    yield Case((rng.normal(size=(3, 4)),))
    yield Case((np.array([-3.0, 0.0, -0.0, 3.0]),))
    yield Case((np.array([-3, 2, 4]),))
    yield Case((np.array([-1e308, -5e-324, 5e-324, 1e308]),))


EXERCISE = Exercise(
    title="The slope of ReLU",
    statement=(
        "Write `relu_derivative(x)`: the slope of $\\max(0,x)$ at every element of `x`, of any shape, of floats or of whole numbers. At "
        "exactly 0 there is a corner and no single slope; any number of $[0,1]$ is accepted there."
    ),
    reference=relu_derivative,
    cases=_relu_cases,
    judge=_corner_judge(lambda case: 0.0),
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "relu_itself",
            "ReLU itself, and not its slope",
            lambda x: np.maximum(x, 0),
            "Where x is 2 the value is 2, and the slope is 1.",
            "It grows with x, and the slope of a straight line doesn't.",
            "How much does max(0, x) rise when x goes from 2 to 3?",
        ),
        Mistake(
            "sign",
            "the sign of x: −1 below 0",
            lambda x: np.sign(x),
            "Below 0 the curve is flat, and a flat curve has slope 0.",
            "At x = −1 it gives −1.",
            "How much does max(0, x) change between −2 and −1?",
            also=(
                lambda x: np.where(np.asarray(x) > 0, 1.0, -1.0),
                lambda x: np.where(np.asarray(x) >= 0, 1.0, -1.0),
                lambda x: _quiet(lambda: x / np.abs(x)),
            ),
        ),
        Mistake(
            "inverted",
            "the mask inverted: 1 below 0, and 0 above",
            lambda x: (x < 0) * 1.0,
            "The comparison points the wrong way.",
            "At x = 2 it gives 0, and the curve rises there.",
            "On which side is the curve flat?",
            also=(
                lambda x: (np.asarray(x) <= 0) * 1.0,
                lambda x: np.heaviside(-np.asarray(x), 0.5),
            ),
        ),
        Mistake(
            "ones",
            "1 everywhere: the gradient passes unmasked",
            lambda x: np.ones_like(np.asarray(x, dtype=float)),
            "“ReLU neither amplifies nor shrinks the gradient” holds for active units only.",
            "At x = −1 it gives 1, and the curve is flat there.",
            "What happens to the gradient of a unit whose input is negative?",
        ),
        Mistake(
            "identity",
            "x itself",
            lambda x: x,
            "x is the value of the active branch; its slope is 1.",
            "At x = 2 it gives 2.",
            "What is the derivative of x with respect to x?",
        ),
        Mistake(
            "threshold_one",
            "1 only where x is above 1",
            lambda x: (np.asarray(x) > 1) * 1.0,
            "The corner of max(0, x) lies at 0.",
            "At x = 0.5 it gives 0, and the curve rises there.",
            "Where does max(0, x) begin to rise?",
        ),
        Mistake(
            "sigmoid_slope",
            "the slope of the sigmoid",
            lambda x: _s(x) * _s(-np.asarray(x)),
            "That is the slope of another activation.",
            "At x = 2 it gives 0.105, and max(0, x) rises with slope 1.",
            "Measure the slope of max(0, x) at 2.",
            also=(lambda x: _quiet(lambda: np.exp(-x) / (1 + np.exp(-x)) ** 2),),
        ),
        Mistake(
            "leaky",
            "the slope of leaky ReLU, small below 0",
            lambda x: np.where(np.asarray(x) > 0, 1.0, 0.01),
            "A leak keeps a unit alive. Plain ReLU has none: below 0 its value is 0 everywhere.",
            "At x = −1 it gives 0.01, and the curve is flat there.",
            "How much does max(0, x) change between −2 and −1?",
            also=(
                lambda x: np.where(np.asarray(x) >= 0, 1.0, 0.01),
                lambda x: np.where(np.asarray(x) > 0, 1.0, 0.1),
                lambda x: np.where(np.asarray(x) >= 0, 1.0, 0.1),
            ),
        ),
        Mistake(
            "over_x",
            "max(0, x) / x, which is nan at 0",
            lambda x: _quiet(lambda: np.maximum(0, x) / x),
            "Value over x is the slope of a straight line through 0, so each half is right; at 0 it is 0/0.",
            "At x = 0 it gives nan, and one such entry spoils a whole gradient.",
            "Which comparison gives 1 and 0 without a division?",
        ),
        Mistake(
            "one_question",
            "`if x > 0`, which asks about one number",
            lambda x: 1.0 if x > 0 else 0.0,
            "For an array the comparison has many answers, and `if` needs one.",
            "A float works, and an array of three numbers stops it.",
            "Use the array of answers itself: what is True * 1.0?",
        ),
        Mistake(
            "clipped",
            "x clipped to 0 … 1",
            lambda x: np.clip(x, 0, 1),
            "Clipping cuts values. The slope doesn't pass through the numbers between 0 and 1.",
            "At x = 0.5 it gives 0.5, and the curve rises with slope 1 there.",
            "How much does max(0, x) rise from 0.5 to 0.6?",
        ),
        Mistake(
            "sigmoid",
            "the sigmoid of x",
            lambda x: _s(x),
            "σ runs smoothly from 0 to 1; the slope of max(0, x) jumps.",
            "At x = 2 it gives 0.88, and the curve rises with slope 1.",
            "Which values can the slope of two straight pieces take?",
        ),
        Mistake(
            "flat",
            "0 everywhere: no gradient passes at all",
            lambda x: np.zeros(np.shape(x)),
            "The slope is 0 on one side only.",
            "At x = 2 it gives 0, and the curve rises there.",
            "How much does max(0, x) rise when x goes from 2 to 3?",
        ),
    ),
    hints=(
        "Draw max(0, x): two straight pieces. What is the slope of each?",
        "A comparison such as x > 0 gives True and False, and these count as 1 and 0.",
        "Make numbers of the comparison: multiply it by 1.0, or use np.where with two numbers.",
    ),
    symptoms=(
        (
            "ValueError: The truth value of an array is ambiguous",
            "`if x > 0` asks one question; use the comparison itself as the result.",
        ),
    ),
    taught="ReLU has a corner",
    another_way="np.heaviside(x, 0.5) says the same and chooses one half at the corner, which is what a central difference measures there.",
)
