"""Lesson 01: the exercise `swish_derivative`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse import activations
from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.course.shared import _quiet
from bpcourse.gradcheck import complex_step

from .shared import _s, _shapes


def swish_derivative(x):
    """Slope of x times sigma(x) at every element of `x`, of any shape.

    No warning where |x| is at most 1e4.
    """
    s = 0.5 * (1 + np.tanh(0.5 * x))  # sigma(x), which never overflows
    return s * (1 + x * (1 - s))


def _swish_cases(rng: Rng) -> Iterator[Case]:
    yield from _shapes(rng)
    yield Case((np.array([-3, 0, 2]),))
    yield Case((np.array([-1e4, -800.0, -3.0, 0.5, 750.0, 1e4]),), no_warning=True)


def _swish_measured(case: Case) -> Measured:
    value = complex_step(lambda v: v * activations.sigmoid(v), case.args[0])
    return Measured("slope of x σ(x) by a complex step", value)


def _value(x):
    return x * _s(x)


def _flatness(x):
    return _s(x) * (1 - _s(x))


EXERCISE = Exercise(
    title="The slope of swish",
    statement=(
        "*Swish* (also SiLU) is the activation $f(x)=x\\,\\sigma(x)$, which many networks use "
        "instead of ReLU. Find its slope, and write `swish_derivative(x)` for a float or an array of "
        "any shape, of floats or of whole numbers. It is right and gives no warning for "
        "$|x|\\le10^4$. The judge is the measured slope of $f$: you can use the same one, "
        "`complex_step`."
    ),
    reference=swish_derivative,
    cases=_swish_cases,
    measure=_swish_measured,
    transfer=True,
    points=4,
    minutes=8,
    mistakes=(
        Mistake(
            "first_term",
            "σ(x) alone: only the first factor's change is counted",
            lambda x: _s(x),
            "x σ(x) is a product, and both of its factors move when x moves.",
            "At x = 2 it gives 0.881, and the measured slope is 1.091.",
            "What does the change of σ(x) add, while x stands still?",
        ),
        Mistake(
            "second_term",
            "x σ'(x) alone: only the second factor's change is counted",
            lambda x: x * _flatness(x),
            "x σ(x) is a product, and both of its factors move when x moves.",
            "At x = 0 it gives 0, and the measured slope there is one half.",
            "What does the change of x add, while σ(x) stands still?",
        ),
        Mistake(
            "product_of_slopes",
            "σ'(x): the product of the two factors' slopes",
            lambda x: _flatness(x),
            "The slope of a product isn't the product of the slopes.",
            "Far to the right it gives 0, and swish rises there like x itself.",
            "Which rule belongs to a product of two functions?",
        ),
        Mistake(
            "minus",
            "σ − x σ': the second term has the wrong sign",
            lambda x: _s(x) - x * _flatness(x),
            "The rule for a product adds, and the slope of σ, σ (1 − σ), is positive.",
            "At x = 2 it gives 0.671, and the measured slope is 1.091.",
            "What is the rule for (u v)', and does σ rise or fall?",
        ),
        Mistake(
            "no_x",
            "σ + σ': the factor x is missing in the second term",
            lambda x: _s(x) + _flatness(x),
            "While σ moves, the other factor stands beside it, and that is x.",
            "At x = 0 it gives 0.75, and the measured slope is one half.",
            "By what is the slope of σ multiplied?",
        ),
        Mistake(
            "value",
            "x σ(x) itself, and not its slope",
            _value,
            "The value and the slope of a curve are different things.",
            "Far to the right it grows like x, and the slope tends to 1.",
            "Measure at x = 0: what is the value, and what is the slope?",
        ),
        Mistake(
            "sigmoid_rule",
            "f (1 − f): the rule of the sigmoid, with swish put in",
            lambda x: _value(x) * (1 - _value(x)),
            "That rule was derived for σ. Another function has another slope.",
            "At x = 0 it gives 0, and the measured slope is one half.",
            "Where in your derivation is σ itself differentiated?",
        ),
        Mistake(
            "rule_at_x",
            "σ + x · x (1 − x): the rule for the output, applied to the input",
            lambda x: _s(x) + x * x * (1 - x),
            "a (1 − a) is the slope of σ for a = σ(x), and not for a = x.",
            "At x = 2 it gives −3.1, and the measured slope is 1.091.",
            "Which quantity goes into a (1 − a)?",
        ),
        Mistake(
            "sigmoid_twice",
            "the sigmoid is applied to its own output in the second term",
            lambda x: _s(x) + x * _flatness(_s(x)),
            "The slope of σ is taken at x, and σ(x) is its value there, already computed.",
            "Far to the right it grows without bound; the slope tends to 1.",
            "At which point is the slope of σ needed?",
        ),
        Mistake(
            "one_factor",
            "σ + x (1 − σ): one factor of the slope of σ is missing",
            lambda x: _s(x) + x * (1 - _s(x)),
            "The slope of σ is a product of two factors.",
            "Far to the left it goes to −∞, and swish is flat there.",
            "What is the slope of σ, written with σ?",
        ),
        Mistake(
            "tanh_rule",
            "σ + x (1 − σ²): the rule for tanh",
            lambda x: _s(x) + x * (1 - _s(x) ** 2),
            "1 − a² belongs to a = tanh x. For a = σ(x) it is another rule.",
            "Far to the left it goes to −∞, and swish is flat there.",
            "What is the slope of σ, written with σ?",
        ),
        Mistake(
            "relu_slope",
            "0 or 1: the slope of ReLU",
            lambda x: (np.asarray(x) > 0) * 1.0,
            "Swish looks like ReLU from far away. Near 0 it bends, and even falls left of −1.3.",
            "At x = −2 it gives 0, and the measured slope is −0.091.",
            "What is the slope of x σ(x) at 0?",
            also=(lambda x: (np.asarray(x) >= 0) * 1.0,),
        ),
        Mistake(
            "exponent_sign",
            "σ(−x) instead of σ(x) in the first term",
            lambda x: _s(-np.asarray(x)) + x * _flatness(x),
            "1 / (1 + e^x) is the mirrored sigmoid; its slope has the same size, so the second term hides it.",
            "Far to the right it tends to 0, and swish rises there like x itself.",
            "Which sign has the exponent in σ?",
        ),
        Mistake(
            "slope_times_one_plus_x",
            "(1 + x) σ'(x): σ' stands in both terms",
            lambda x: (1 + np.asarray(x)) * _flatness(x),
            "In the first term x moves and σ(x) stands still, so σ itself is the factor there.",
            "Far to the right it tends to 0, and swish rises there like x itself.",
            "Which factor stands still in the first term?",
        ),
        Mistake(
            "sigmoid_in_both",
            "(1 + x) σ(x): σ stands in both terms",
            lambda x: (1 + np.asarray(x)) * _s(x),
            "In the second term x stands still and σ moves, so its slope is the factor there.",
            "Far to the right it grows with x, and swish rises there with slope 1.",
            "Which factor moves in the second term, and how steep is it?",
        ),
        Mistake(
            "overflow",
            "the right slope, with a warning of an overflow far to the left",
            lambda x: (
                1 / (1 + np.exp(-x)) + x / (1 + np.exp(-x)) * (1 - 1 / (1 + np.exp(-x)))
            ),
            "exp(−x) overflows for x below −709. The value is right all the same.",
            "Call it with −800, and NumPy warns.",
            "How did your sigmoid tell NumPy that this overflow is expected?",
        ),
        Mistake(
            "nan_far_out",
            "a quotient of two exponentials, which is nan far from 0",
            lambda x: _quiet(
                lambda: (1 + np.exp(-x) + x * np.exp(-x)) / (1 + np.exp(-x)) ** 2
            ),
            "The formula is right. Far to the left numerator and denominator are both infinite.",
            "At x = −800 it gives nan.",
            "Can you write it with σ(x) alone, which never overflows to nan?",
            also=(
                lambda x: _quiet(
                    lambda: (
                        np.exp(x)
                        * (np.exp(x) + 1 + np.asarray(x))
                        / (np.exp(x) + 1) ** 2
                    )
                ),
            ),
        ),
    ),
    hints=(
        "f is a product of two functions of x. Which rule of school calculus belongs to a product?",
        "Two terms: in each of them one factor moves, and the other stands still. You have the "
        "slope of either factor.",
        "First term: 1 times σ(x). Second term: x times the slope of σ at x, which you wrote in "
        "`sigmoid_derivative`. Compute σ once, without a warning far from 0.",
    ),
    symptoms=(
        ("NumPy warns of an overflow", "Use your own `sigmoid`, which gives none."),
        ("I get nan", "Is there a quotient of two exponentials? Use σ(x) instead."),
        ("right at 0 only", "At x = 0 one of the two terms is 0. Which one is wrong?"),
    ),
    taught="Yours alone",
    another_way="With the value f at hand, σ(x) + f (1 − σ(x)) is the same, and x isn't needed again.",
)
