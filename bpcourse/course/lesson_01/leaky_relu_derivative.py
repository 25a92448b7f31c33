"""Lesson 01: the exercise `leaky_relu_derivative`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .shared import _corner_judge


def leaky_relu_derivative(x, p=0.01):
    """Slope of leaky ReLU at every element of `x`, 0 < p < 1;
    at 0 any of [p, 1].
    """
    return np.where(x > 0, 1.0, p)


def _leaky_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([-1.0, 2.0, 0.5]), 0.1))
    yield Case((rng.normal(size=(3, 4)), float(rng.uniform(0.15, 0.4))))
    yield Case((rng.normal(size=(2, 3)), 0.2), strided=True)
    yield Case((np.array([-2.0, 3.0]),))
    yield Case((float(rng.uniform(-2, -0.5)), 0.2))
    yield Case((np.array([-3.0, 0.0, -0.0, 3.0]), 0.3))
    yield Case((np.array([3.0, -2.0]), 0.8))
    yield Case((np.array([-3, 2, 4]), 0.25))
    yield Case((np.array([-1e308, -5e-324, 5e-324, 0.005, 0.05, 1e308]), 0.1))


def _leak(case: Case) -> float:
    return float(case.args[1]) if len(case.args) > 1 else 0.01


EXERCISE = Exercise(
    title="The slope of leaky ReLU",
    statement=(
        "Leaky ReLU gives $x$ where $x$ is above 0, and $p\\,x$ below, so that a unit is never quite "
        "dead; $0<p<1$. Write `leaky_relu_derivative(x, p)`: its slope at every element of `x`, of any "
        "shape, of floats or of whole numbers. At exactly 0 any number of $[p,1]$ is accepted. Always pass $p$ on: libraries disagree "
        "about its default."
    ),
    reference=leaky_relu_derivative,
    cases=_leaky_cases,
    judge=_corner_judge(_leak),
    points=2,
    minutes=4,
    mistakes=(
        Mistake(
            "relu",
            "the slope of plain ReLU, 0 below",
            lambda x, p=0.01: (np.asarray(x) > 0) * 1.0,
            "The leak is what tells the two apart: below 0 the slope is p.",
            "At x = −1 it gives 0, and a unit that never passes a gradient stays dead.",
            "What is the slope of p·x?",
            also=(lambda x, p=0.01: (np.asarray(x) >= 0) * 1.0,),
        ),
        Mistake(
            "value_below",
            "p x below 0: the value instead of the slope",
            lambda x, p=0.01: np.where(np.asarray(x) > 0, 1.0, p * np.asarray(x)),
            "Above 0 you took the slope, below 0 the value.",
            "At x = −3 with p = 0.1 it gives −0.3, and the curve rises.",
            "What is the derivative of p·x with respect to x?",
        ),
        Mistake(
            "minus_p",
            "−p below 0",
            lambda x, p=0.01: np.where(np.asarray(x) > 0, 1.0, -p),
            "p x is negative below 0, and yet it rises.",
            "At x = −1 with p = 0.1 it gives −0.1.",
            "Is the line p·x rising or falling?",
        ),
        Mistake(
            "inverted",
            "the two branches in each other's place",
            lambda x, p=0.01: np.where(np.asarray(x) > 0, p, 1.0),
            "The comparison points the wrong way.",
            "At x = 2 with p = 0.1 it gives 0.1.",
            "On which side is the curve the steep one?",
            also=(lambda x, p=0.01: np.where(np.asarray(x) < 0, 1.0, p),),
        ),
        Mistake(
            "fixed_p",
            "0.01 instead of p",
            lambda x, p=0.01: np.where(np.asarray(x) > 0, 1.0, 0.01),
            "The default is typed into the body, so the argument is never used.",
            "With p = 0.1 it still gives 0.01 below 0.",
            "Where does your function use p?",
        ),
        Mistake(
            "value_itself",
            "leaky ReLU itself, and not its slope",
            lambda x, p=0.01: np.where(np.asarray(x) > 0, x, p * np.asarray(x)),
            "The values are x and p x; the slopes are 1 and p.",
            "At x = 2 it gives 2.",
            "How much does it rise from 2 to 3?",
        ),
        Mistake(
            "one_minus_p",
            "1 − p below 0",
            lambda x, p=0.01: np.where(np.asarray(x) > 0, 1.0, 1 - p),
            "p is the slope itself, not what is taken off it.",
            "With p = 0.1 it gives 0.9 below 0, nearly as steep as above.",
            "What is the slope of p·x?",
        ),
        Mistake(
            "other_default",
            "another default than 0.01 for p",
            lambda x, p=0.2: np.where(np.asarray(x) > 0, 1.0, p),
            "Libraries disagree about the default, so the signature says which one is meant.",
            "Called without p it gives another slope below 0.",
            "Which default does the signature above have?",
            also=(
                lambda x, p=0.1: np.where(np.asarray(x) > 0, 1.0, p),
                lambda x, p=0.3: np.where(np.asarray(x) > 0, 1.0, p),
                lambda x, p=0.05: np.where(np.asarray(x) > 0, 1.0, p),
                lambda x, p=0.001: np.where(np.asarray(x) > 0, 1.0, p),
            ),
        ),
        Mistake(
            "p_everywhere",
            "p on both sides",
            lambda x, p=0.01: np.full(np.shape(x), p),
            "p is the slope below 0 only.",
            "At x = 2 it gives p, and the curve rises with slope 1 there.",
            "Where does your function ask about the sign of x?",
        ),
        Mistake(
            "ones",
            "1 on both sides",
            lambda x, p=0.01: np.ones(np.shape(x)),
            "The larger of 1 and p is 1; and 1 set for x > 0 after p was set hits p, too.",
            "At x = −1 it gives 1, and the leak is only p.",
            "Where does your function use p?",
        ),
        Mistake(
            "over_p",
            "1/p below 0",
            lambda x, p=0.01: np.where(np.asarray(x) > 0, 1.0, 1 / p),
            "The line p·x rises by p when x rises by 1.",
            "With p = 0.1 it gives 10 below 0: steeper than above.",
            "Is the leak flatter or steeper than the other side?",
        ),
        Mistake(
            "value_above",
            "x above 0: the value instead of the slope",
            lambda x, p=0.01: np.where(np.asarray(x) > 0, x, p),
            "Below 0 you took the slope, above 0 the value.",
            "At x = 2 it gives 2.",
            "How much does leaky ReLU rise from 2 to 3?",
        ),
        Mistake(
            "both_at_corner",
            "both slopes added at 0",
            lambda x, p=0.01: (np.asarray(x) >= 0) + p * (np.asarray(x) <= 0),
            "0 belongs to both comparisons, so both count.",
            "At x = 0 it gives 1 + p, steeper than either side.",
            "Which of the two comparisons should leave 0 out?",
        ),
        Mistake(
            "none_at_corner",
            "0 at the corner, flatter than either side",
            lambda x, p=0.01: (np.asarray(x) > 0) + p * (np.asarray(x) < 0),
            "0 belongs to neither comparison, so nothing counts there.",
            "At x = 0 it gives 0, and both sides rise.",
            "Which of the two comparisons should take 0 in?",
        ),
        Mistake(
            "one_question",
            "`if x > 0`, which asks about one number",
            lambda x, p=0.01: 1.0 if x > 0 else p,
            "For an array the comparison has many answers, and `if` needs one.",
            "A float works, and an array of three numbers stops it.",
            "np.where asks the question for each entry.",
        ),
    ),
    hints=(
        "Two straight pieces again; this time neither is flat.",
        "np.where(condition, a, b) takes a where the condition holds, and b elsewhere.",
        "The condition is x > 0. Which number stands for the slope there, and which elsewhere?",
    ),
    symptoms=(("right for p = 0.01 only", "Is 0.01 typed into the body?"),),
    taught="ReLU has a corner",
    another_way="np.maximum(np.sign(x), p) does it without a choice, and gives p at the corner.",
)
