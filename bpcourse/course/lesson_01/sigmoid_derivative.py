"""Lesson 01: the exercise `sigmoid_derivative`."""

from __future__ import annotations

import numpy as np

from bpcourse.course.model import Exercise, Mistake

from .shared import _everywhere, _measured_by, _s


def sigmoid_derivative(x):
    """The slope of the logistic function at every element of `x`,
    of any shape.
    """
    a = 1 / (1 + np.exp(-x))
    return a * (1 - a)


EXERCISE = Exercise(
    title="The slope of the logistic function",
    statement=(
        "Write `sigmoid_derivative(x)`: the slope of $\\sigma$ at every element of `x`, of any shape. "
        "Here `x` is what goes into the sigmoid, and not its output. You may call your own `sigmoid` and "
        "`sigmoid_derivative_from_output`."
    ),
    reference=sigmoid_derivative,
    cases=_everywhere,
    measure=_measured_by(_s, "σ"),
    needs=("sigmoid", "sigmoid_derivative_from_output"),
    points=2,
    minutes=4,
    mistakes=(
        Mistake(
            "from_output",
            "x (1 − x): the rule for the cached output, applied to the input",
            lambda x: x * (1 - x),
            "a (1 − a) is right for a = σ(x). Here x comes in, and not a.",
            "At x = −2 it gives −6, and no slope of σ is negative.",
            "Which quantity is in your hands: x, or σ(x)?",
        ),
        Mistake(
            "twice",
            "σ'(σ(x)): the sigmoid is applied once too often",
            lambda x: _s(_s(x)) * (1 - _s(_s(x))),
            "The slope is taken at the output instead of at the input.",
            "Its values crowd between 0.19 and 0.25, however far from 0 x lies.",
            "Apply σ to x once, and use that one value twice.",
        ),
        Mistake(
            "plus",
            "σ (1 + σ), with a plus sign",
            lambda x: _s(x) * (1 + _s(x)),
            "One sign off: 1 − σ(x) is what is left up to the ceiling.",
            "For large x it tends to 2, where the curve is flat.",
            "How steep is σ far to the right?",
        ),
        Mistake(
            "only_complement",
            "1 − σ(x): one factor of two",
            lambda x: 1 - _s(x),
            "The slope is a product, σ times 1 − σ.",
            "Far to the left it tends to 1, where the curve is flat.",
            "Which factor makes the slope small on the left?",
        ),
        Mistake(
            "tanh_rule",
            "1 − σ², the rule for tanh",
            lambda x: 1 - _s(x) ** 2,
            "1 − a² belongs to a = tanh(x), a (1 − a) to a = σ(x).",
            "At 0 it gives 0.75, and σ is nowhere steeper than a quarter.",
            "Derive it once from 1/(1 + e^(−x)), or measure the slope at 0.",
        ),
        Mistake(
            "function_itself",
            "σ(x) itself, and not its slope",
            lambda x: _s(x),
            "The value and the slope of a curve are different things.",
            "Far to the right it gives 1, where σ hardly rises.",
            "Measure with your central_difference: how large is the slope at 0?",
        ),
        Mistake(
            "sign",
            "the right slope with a minus sign",
            lambda x: -_s(x) * (1 - _s(x)),
            "The inner derivative of e^(−x) brings a minus, the power −1 another one.",
            "σ rises everywhere; your slope says that it falls.",
            "Count the minus signs of the chain rule.",
        ),
        Mistake(
            "tanh_slope",
            "1 − tanh²(x), the slope of tanh",
            lambda x: 1 - np.tanh(x) ** 2,
            "That is the slope of another S-shaped curve, four times as steep.",
            "At 0 it gives 1, and σ is nowhere steeper than a quarter.",
            "Which function is differentiated here?",
        ),
        Mistake(
            "zero",
            "0 everywhere, as σ · 1 − σ is without its bracket",
            lambda x: np.zeros(np.shape(x)),
            "Times binds before minus: σ · 1 is taken first, and σ is subtracted from it.",
            "σ rises everywhere, so no slope of it is 0.",
            "Which part of the formula belongs into brackets?",
        ),
        Mistake(
            "only_square",
            "σ², without the σ before it",
            lambda x: _s(x) ** 2,
            "σ (1 − σ) is σ − σ².",
            "Far to the right it tends to 1, where the curve is flat.",
            "Multiply σ (1 − σ) out.",
        ),
        Mistake(
            "summed",
            "one number: the sum of the slopes",
            lambda x: np.sum(_s(x) * (1 - _s(x))),
            "Each element has a slope of its own.",
            "A row of numbers gives a single number.",
            "Which line adds? np.sum, np.dot or @?",
            also=(lambda x: np.dot(_s(x), 1 - _s(x)),),
        ),
    ),
    hints=(
        "You have found the slope as a function of the output. What is the output here?",
        "Compute a = σ(x) once; the slope is made of a alone.",
        "Two lines: the first computes a from x, the second is your `sigmoid_derivative_from_output`.",
    ),
    symptoms=(
        ("the slope is negative", "Did x go into x(1 − x)? The rule wants σ(x)."),
        ("nearly the same value everywhere", "Is σ applied twice?"),
    ),
    taught="The sigmoid",
    another_way="σ(x) σ(−x) is the same number and keeps all its digits far from 0, where 1 − σ(x) cancels.",
)
