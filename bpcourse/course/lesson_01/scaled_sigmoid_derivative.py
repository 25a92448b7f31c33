"""Lesson 01: the exercise `scaled_sigmoid_derivative`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .shared import _measured_by, _s


def scaled_sigmoid_derivative(x, A, B):
    """Slope of F(x) = A / (1 + e^(-x/B)) at every element of `x`;
    `A` and `B` are floats.
    """
    F = A / (1 + np.exp(-x / B))
    return F * (A - F) / (A * B)


def _scaled(x: Any, A: float, B: float) -> Any:
    return A * _s(np.asarray(x) / B)


def _scaled_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([0.0, 0.7]), 2.0, 3.0))
    yield Case((rng.normal(size=(3, 2)), 2.0, 1.0))
    yield Case((rng.normal(size=5), 1.0, 0.5))
    yield Case((float(rng.uniform(0.2, 2)), -1.5, 2.0))
    yield Case((np.array([-3, 0, 2]), 2.0, 3.0))
    yield Case((np.array([-5000.0, -0.5, 5000.0]), 2.0, 3.0))
    yield Case(
        (rng.normal(size=(2, 3)), float(rng.uniform(2, 4)), float(rng.uniform(1.5, 4)))
    )


EXERCISE = Exercise(
    title="A taller, wider sigmoid",
    statement=(
        "A sigmoid can be taller and wider: $F(x)=\\frac{A}{1+e^{-x/B}}$ has the height $A\\ne0$ and the width $B>0$. "
        "Derive its slope, and write `scaled_sigmoid_derivative(x, A, B)` for `x` of any shape and two "
        "floats `A`, `B`. The lesson shows for which of them $F(1-F)$ is wrong; yours is right for all."
    ),
    reference=scaled_sigmoid_derivative,
    cases=_scaled_cases,
    measure=_measured_by(_scaled, "F"),
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "standard_rule",
            "F (1 − F), the rule for A = B = 1",
            lambda x, A, B: _scaled(x, A, B) * (1 - _scaled(x, A, B)),
            "It has been published so: the scaled function goes in, and the rule of the plain one is kept.",
            "With A = 2, B = 3 at 0.7 it is negative, and F rises everywhere.",
            "What is left up to the ceiling, if the ceiling is A?",
        ),
        Mistake(
            "no_width",
            "F (A − F) / A: the factor 1/B is missing",
            lambda x, A, B: _scaled(x, A, B) * (A - _scaled(x, A, B)) / A,
            "The inner derivative of x/B is 1/B: a wider curve is less steep.",
            "With B = 3 every slope comes out three times too large.",
            "Apply the chain rule to the exponent −x/B.",
        ),
        Mistake(
            "no_height",
            "F (A − F) / B: the factor 1/A is missing",
            lambda x, A, B: _scaled(x, A, B) * (A - _scaled(x, A, B)) / B,
            "F is A times σ, so F (A − F) holds A twice; the slope holds it once.",
            "With A = 2 every slope comes out doubled.",
            "Write F = A σ(x/B), and differentiate that.",
        ),
        Mistake(
            "times_width",
            "F (A − F) B / A: multiplied by B where it should be divided",
            lambda x, A, B: _scaled(x, A, B) * (A - _scaled(x, A, B)) * B / A,
            "Stretching the x axis by B makes the curve less steep.",
            "With B = 3 the slope at 0 should be A/12; yours is nine times that.",
            "Does a wider sigmoid rise faster or more slowly?",
        ),
        Mistake(
            "plain",
            "σ(x)(1 − σ(x)), which uses neither A nor B",
            lambda x, A, B: _s(x) * (1 - _s(x)),
            "That is the slope of the standard sigmoid.",
            "Change A: the slope stays, and it should grow with A.",
            "Where do A and B come in when you differentiate?",
        ),
        Mistake(
            "not_scaled_inside",
            "A σ'(x) / B, where the slope is taken at x and not at x/B",
            lambda x, A, B: A * _s(x) * (1 - _s(x)) / B,
            "The factors outside are right; the argument of σ is x/B.",
            "At x = 0 it is right by luck, and nowhere else.",
            "At which point has σ' to be taken?",
        ),
        Mistake(
            "standard_rule_over_B",
            "F (1 − F) / B: the 1 of the plain rule, where A belongs",
            lambda x, A, B: _scaled(x, A, B) * (1 - _scaled(x, A, B)) / B,
            "The width is right. What is left up to the ceiling is A − F, as the ceiling is A.",
            "With A = 2 it is 0 at x = 0, where F is steepest.",
            "Write σ = F/A, and 1 − σ with it.",
        ),
        Mistake(
            "value",
            "F itself, and not its slope",
            lambda x, A, B: _scaled(x, A, B),
            "The value and the slope of a curve are different things.",
            "Far to the right it gives A, where the curve is flat.",
            "Measure with your central_difference: how large is the slope there?",
        ),
        Mistake(
            "ratio_inverted",
            "B/A instead of A/B",
            lambda x, A, B: B / A * _s(x / B) * (1 - _s(x / B)),
            "The fraction stands upside down: height makes a curve steeper, width flatter.",
            "With A = 2 and B = 3 it gives 0.375 at 0, and the slope is 0.167.",
            "Double A in your formula: does the slope double?",
        ),
    ),
    hints=(
        "Write F(x) = A σ(x/B). What does the chain rule give?",
        "F' = A σ'(x/B) / B, and σ'(x/B) = s (1 − s) with s = σ(x/B).",
        "With s = F/A and 1 − s = (A − F)/A all can be written with F, A and B. Or leave it with s.",
    ),
    symptoms=(
        ("right for A = B = 1 only", "Which factors are 1 then, and so can't be seen?"),
        ("too large by a constant factor", "Compare the factor with B and with A."),
    ),
    taught="A taller, wider sigmoid",
    another_way="A * sigmoid_derivative(x / B) / B says the same in one line: stretch, take the slope, scale.",
)
