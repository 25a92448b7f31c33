"""Lesson 01: the exercise `sigmoid_derivative_from_output`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .shared import _at_output, _s


def sigmoid_derivative_from_output(a):
    """The slope of the logistic function at the point where its value is `a`,
    any shape.
    """
    return a * (1 - a)


def _output_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([0.2, 0.5, 0.9]),))
    yield Case((float(rng.uniform(0.55, 0.95)),))
    yield Case((rng.uniform(0.02, 0.98, size=(3, 4)),))
    yield Case((rng.uniform(0.02, 0.98, size=(2, 2, 3)),))
    yield Case((np.array([0.0, 0.001, 0.5, 0.999, 1.0]),))


EXERCISE = Exercise(
    title="The slope from the cached output",
    statement=(
        "A network keeps the output $a=\\sigma(x)$ of its forward pass, and not $x$. Write "
        "`sigmoid_derivative_from_output(a)`: the slope of $\\sigma$ at the point where its value is `a`, "
        "$0<a<1$, computed from `a` alone. An array of outputs has an array of slopes, of any shape."
    ),
    reference=sigmoid_derivative_from_output,
    cases=_output_cases,
    measure=_at_output(lambda a: np.log(a / (1 - a)), _s, "σ"),
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "sigmoid_again",
            "σ(a)(1 − σ(a)): the sigmoid is applied to its own output",
            lambda a: _s(a) * (1 - _s(a)),
            "What comes in is the output already; the formula needs nothing but it.",
            "At a = 0.5 it gives 0.235, and the slope there is 0.25.",
            "Is there any exponential left to compute?",
        ),
        Mistake(
            "tanh_rule",
            "1 − a², the rule for tanh",
            lambda a: 1 - a**2,
            "The two rules look alike; each belongs to its own function.",
            "At a = 0.5 it gives 0.75, three times the true slope.",
            "For which activation is the slope 1 where the output is 0?",
        ),
        Mistake(
            "complement",
            "1 − a: one factor of two",
            lambda a: 1 - a,
            "The slope is a product; each factor flattens one end of the curve.",
            "At a = 0.2 it gives 0.8, and no slope of σ is above a quarter.",
            "Which factor is missing?",
        ),
        Mistake(
            "square",
            "a² − a, so the sign is turned",
            lambda a: a**2 - a,
            "a (1 − a) is a − a²; in the other order the sign turns.",
            "Every slope comes out negative, and σ rises everywhere.",
            "Multiply a (1 − a) out.",
        ),
        Mistake(
            "half_square",
            "a (1 − a / 2)",
            lambda a: a * (1 - a / 2),
            "A half has come in; there is none in σ (1 − σ).",
            "At a = 0.5 it gives 0.375.",
            "Where did the half come from?",
        ),
        Mistake(
            "plus",
            "a (1 + a), with a plus sign",
            lambda a: a * (1 + a),
            "1 − a is what is left up to the ceiling.",
            "At a = 0.9 it gives 1.71, where σ is nearly flat.",
            "How steep is σ close to its ceiling?",
        ),
        Mistake(
            "zero",
            "0 everywhere, as a · 1 − a is without its bracket",
            lambda a: np.zeros(np.shape(a)),
            "Times binds before minus: a · 1 is taken first, and a is subtracted from it.",
            "σ rises everywhere, so no slope of it is 0.",
            "Which part of the formula belongs into brackets?",
        ),
        Mistake(
            "scalar_product",
            "the products added up, as np.dot does",
            lambda a: np.dot(a, 1 - np.asarray(a)),
            "np.dot and @ multiply and add; each entry has a slope of its own.",
            "A row of numbers gives a single number.",
            "Which operator multiplies entry by entry?",
            also=(
                lambda a: np.sum(a * (1 - np.asarray(a))),
                lambda a: a @ (1 - a),
            ),
        ),
        Mistake(
            "root",
            "√(a (1 − a)), with a root",
            lambda a: np.sqrt(a * (1 - a)),
            "That is the standard deviation of a coin; its variance is a (1 − a), and so is the slope.",
            "At a = 0.5 it gives 0.5, and no slope of σ is above a quarter.",
            "Is there a root in the formula?",
        ),
        Mistake(
            "only_square",
            "a²: the a before it is missing",
            lambda a: a**2,
            "a (1 − a) is a − a².",
            "At a = 0.9 it gives 0.81, where σ is nearly flat.",
            "Multiply a (1 − a) out.",
        ),
    ),
    hints=(
        "The lesson has the slope as a product of two fractions. One of them is a. What is the other one?",
        "Add the two fractions up: what is their sum?",
        "The second fraction is what a lacks up to 1. Multiply the two.",
    ),
    symptoms=(
        ("right at 0.5 only", "Is the sigmoid applied to a again? a is its output."),
    ),
    taught="Keep the output",
    another_way="This is why a network keeps its outputs: the backward pass costs one product, and no exponential.",
)
