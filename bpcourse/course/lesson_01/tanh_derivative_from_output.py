"""Lesson 01: the exercise `tanh_derivative_from_output`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .shared import _at_output


def tanh_derivative_from_output(a):
    """The slope of tanh at the point where its value is `a`, any shape."""
    return 1 - a**2


def _tanh_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([-0.5, 0.2, 0.8]),))
    yield Case((float(rng.uniform(0.3, 0.9)),))
    yield Case((rng.uniform(-0.95, 0.95, size=(3, 4)),))
    yield Case((rng.uniform(-0.95, 0.95, size=(2, 2, 3)),))
    yield Case((np.array([-1.0, -0.999, 0.0, 0.999, 1.0]),))


EXERCISE = Exercise(
    title="The slope of tanh from its output",
    statement=(
        "Write tanh as $\\frac uv$ with $u=e^x-e^{-x}$ and $v=e^x+e^{-x}$. What are the slopes of $u$ and "
        "of $v$? Find the slope of tanh by the quotient rule, and express it with $a=\\tanh x$ alone. Then "
        "write `tanh_derivative_from_output(a)`: the slope of tanh at the point where its value is `a`, "
        "$-1<a<1$, for arrays of any shape."
    ),
    reference=tanh_derivative_from_output,
    cases=_tanh_cases,
    measure=_at_output(np.arctanh, np.tanh, "tanh"),
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "sigmoid_rule",
            "a (1 − a), the rule for the sigmoid",
            lambda a: a * (1 - a),
            "The two rules look alike; each belongs to its own function.",
            "At a = 0 it gives 0, and tanh is at its steepest there.",
            "How steep is tanh at 0?",
        ),
        Mistake(
            "tanh_again",
            "1 − tanh(a)²: tanh is applied to its own output",
            lambda a: 1 - np.tanh(a) ** 2,
            "What comes in is the output already.",
            "At a = 0.8 it gives 0.559, and the slope there is 0.36.",
            "Is there anything left to compute but a square?",
        ),
        Mistake(
            "no_square",
            "1 − a: the square is missing",
            lambda a: 1 - a,
            "1 − a² is (1 − a)(1 + a): one factor for each end.",
            "At a = −0.5 it gives 1.5, and tanh is nowhere steeper than 1.",
            "The curve is symmetric; is your slope?",
        ),
        Mistake(
            "square_of_difference",
            "(1 − a)²: the square stands in the wrong place",
            lambda a: (1 - a) ** 2,
            "1 − a² squares a alone.",
            "At a = −0.5 it gives 2.25.",
            "Which quantity is squared?",
        ),
        Mistake(
            "plus",
            "1 + a², with a plus sign",
            lambda a: 1 + a**2,
            "The slope falls towards both ends; yours grows.",
            "At a = 0.8 it gives 1.64, where tanh is nearly flat.",
            "How steep is tanh close to its ceiling?",
        ),
        Mistake(
            "sign",
            "a² − 1, so the sign is turned",
            lambda a: a**2 - 1,
            "tanh rises everywhere, so no slope is negative.",
            "At a = 0.2 it gives −0.96.",
            "In which order is the difference taken?",
        ),
        Mistake(
            "root",
            "√(1 − a²), the root of the slope",
            lambda a: np.sqrt(1 - a**2),
            "The root is how a sine turns into a cosine; for tanh the slope is 1 − a² itself.",
            "At a = 0.8 it gives 0.6, and the slope there is 0.36.",
            "Is there a root in the formula?",
        ),
        Mistake(
            "absolute",
            "1 − |a|: the square is missing",
            lambda a: 1 - np.abs(a),
            "It has the right values at 0 and at the two ends, and none between.",
            "At a = −0.5 it gives 0.5, and the slope there is 0.75.",
            "Which power of a does the formula have?",
        ),
        Mistake(
            "scalar_product",
            "1 − a·a: the squares are added up",
            lambda a: 1 - np.dot(a, a),
            "np.dot and @ multiply and add; each entry has a slope of its own.",
            "A row of numbers gives a single number.",
            "Which operator squares entry by entry?",
            also=(lambda a: 1 - a @ a,),
        ),
    ),
    hints=(
        "u' is v, and v' is u. Put them into the quotient rule, (u' v − u v') / v².",
        "That is (v² − u²) / v². Divide each of the two squares by v².",
        "The first square over v² is 1, the second is a². Which way round does the difference go?",
    ),
    symptoms=(("right for positive a only", "Is a squared?"),),
    taught="tanh is a stretched sigmoid",
    another_way="(1 - a) * (1 + a) is the same, and keeps more digits where a is close to 1.",
)
