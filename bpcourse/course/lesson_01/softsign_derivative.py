"""Lesson 01: the exercise `softsign_derivative`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.course.shared import _quiet

from .shared import _shapes, _slope


def softsign_derivative(x):
    """Slope of x / (1 + |x|) at every element of `x`, of any shape;
    |x| at most 1e6.
    """
    return 1 / (1.0 + np.abs(x)) ** 2


FAR = 1e3  # beyond it, a central difference of the value is rounding


def _softsign_cases(rng: Rng) -> Iterator[Case]:
    yield from _shapes(rng)
    yield Case((np.array([-1e-9, -0.0, 0.0, 1e-9, 0.3, -0.2]),))
    yield Case((0.0,))
    yield Case((np.array([-3, 0, 2, 1000000]),))
    yield Case((np.array([-1e6, -2e5, 3e5, 1e6]),))


def _softsign(x):
    return x / (1 + np.abs(x))


def _softsign_measured(case: Case) -> Measured | None:
    x = case.args[0]
    if np.max(np.abs(x)) > FAR:
        return None
    return Measured("slope of f by a central difference", _slope(_softsign, x))


EXERCISE = Exercise(
    title="The slope of softsign",
    statement=(
        "*Softsign* is the activation $f(x)=\\frac{x}{1+|x|}$. Like tanh it runs from −1 to 1, and "
        "it needs no exponential. Find its slope, and write `softsign_derivative(x)` for a float or "
        "an array of any shape, of floats or of whole numbers, with $|x|\\le10^6$. Look closely "
        "at 0: $|x|$ has a corner there. Has $f$?\n\n"
        "The judge is a central difference: `np.abs` drops the imaginary part that a complex "
        "step reads."
    ),
    reference=softsign_derivative,
    cases=_softsign_cases,
    measure=_softsign_measured,
    transfer=True,
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "no_square",
            "1 / (1 + |x|): the square is missing",
            lambda x: 1 / (1 + np.abs(x)),
            "The denominator moves with x as well, and that takes part of the slope away.",
            "At x = 1 it gives 0.5, and the measured slope is 0.25.",
            "Write the quotient rule in full: what is left in the numerator?",
        ),
        Mistake(
            "no_abs",
            "1 / (1 + x)²: the absolute value is lost",
            lambda x: _quiet(lambda: 1 / (1.0 + np.asarray(x)) ** 2),
            "Right of 0 it is right. Left of 0, |x| is −x.",
            "At x = −2 it gives 1, and the measured slope is 0.111.",
            "The curve is symmetric. Is your slope the same at 2 and at −2?",
        ),
        Mistake(
            "slope_of_abs_is_one",
            "the slope of |x| taken as 1 on both sides",
            lambda x: (1 + np.abs(x) - x) / (1.0 + np.abs(x)) ** 2,
            "Left of 0, |x| falls: its slope is −1 there.",
            "At x = −2 it gives 0.556, and the measured slope is 0.111.",
            "What is the slope of |x| at −2?",
        ),
        Mistake(
            "value",
            "f itself, and not its slope",
            _softsign,
            "The value and the slope of a curve are different things.",
            "At x = 0 it gives 0, and the curve is steepest there.",
            "Measure with your `central_difference`: how steep is f at 0?",
        ),
        Mistake(
            "signed",
            "the right size with the sign of x",
            lambda x: np.sign(x) / (1.0 + np.abs(x)) ** 2,
            "The slope of |x| is ±1, and in f it meets a second sign.",
            "At x = −2 it gives −0.111, and f rises everywhere.",
            "Does f fall anywhere?",
        ),
        Mistake(
            "minus",
            "the right slope with a minus sign",
            lambda x: -1 / (1.0 + np.abs(x)) ** 2,
            "The numerator of the quotient rule was subtracted the wrong way round.",
            "f rises everywhere; your slope says that it falls.",
            "Which product comes first in the quotient rule: u' v, or u v'?",
        ),
        Mistake(
            "arctan",
            "1 / (1 + x²), the slope of arctan",
            lambda x: 1 / (1.0 + np.square(np.asarray(x, dtype=float))),
            "The whole denominator is squared, and not x alone.",
            "At x = 1 it gives 0.5, and the measured slope is 0.25.",
            "What is the square of 1 + |x|?",
        ),
        Mistake(
            "tanh_rule",
            "1 − f²: the rule for tanh, or a plus in the rule for the quotient",
            lambda x: 1 - _softsign(x) ** 2,
            "Both curves run from −1 to 1; each has a slope of its own. And the rule for a quotient subtracts.",
            "At x = 1 it gives 0.75, and the measured slope is 0.25.",
            "Derive it from the formula of f.",
        ),
        Mistake(
            "sigmoid_rule",
            "f (1 − f): the rule for the sigmoid",
            lambda x: _softsign(x) * (1 - _softsign(x)),
            "That rule was derived for σ. Another function has another slope.",
            "At x = 0 it gives 0, and the curve is steepest there.",
            "Derive it from the formula of f.",
        ),
        Mistake(
            "nan_at_zero",
            "x / |x| for the slope of |x|, which is nan at 0",
            lambda x: _quiet(
                lambda: (
                    (1 + np.abs(x) - np.asarray(x) * (x / np.abs(np.asarray(x))))
                    / (1.0 + np.abs(x)) ** 2
                )
            ),
            "Away from 0 it is right. At 0 it divides 0 by 0, and the slope there is 1.",
            "At x = 0 it gives nan.",
            "In the numerator stands x times the slope of |x|. What is that, on either side?",
            also=(
                lambda x: _quiet(
                    lambda: np.square(_softsign(x) / np.asarray(x, dtype=float))
                ),
            ),
        ),
        Mistake(
            "wrong_at_zero",
            "another value than 1 at 0, as if f had a corner there",
            lambda x: np.where(np.asarray(x) == 0, 0.0, 1 / (1.0 + np.abs(x)) ** 2),
            "|x| has a corner at 0. In f it is multiplied by x, which is 0 there, so the corner is gone.",
            "Measure at 0: both sides say 1.",
            "How steep is f just left of 0, and how steep just right of it?",
            also=(
                lambda x: np.where(np.asarray(x) == 0, 0.5, 1 / (1.0 + np.abs(x)) ** 2),
            ),
        ),
    ),
    hints=(
        "Take the two sides apart. Which formula has f without the bars, for positive x? And for "
        "negative x?",
        "On either side the quotient rule does it, with (u / v)' = (u' v − u v') / v². Left of 0 "
        "the slope of |x| is −1.",
        "Both sides give the same formula, once it is written with |x|: the numerator of the "
        "quotient rule is 1.",
    ),
    symptoms=(
        ("I get nan at 0", "Is there a division by x or by |x|? It can be avoided."),
        ("right for positive x only", "What is |x| for a negative x, and its slope?"),
        (
            "the slope is negative",
            "f rises everywhere. Follow the sign of x · x / |x|.",
        ),
    ),
    taught="Yours alone",
    another_way="(1 − |f|)² is the same, so here, too, the cached output is enough.",
)
