"""Lesson 01: the exercise `sigmoid`."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng
from bpcourse.course.shared import _quiet

from .shared import WHOLE, _s, _shapes

FAR = np.array([-1e4, -710.0, -40.0, 40.0, 710.0, 1e4])


HUGE = np.array([-1e308, -750.0, 750.0, 1e308])


def sigmoid(x):
    """The logistic function 1 / (1 + e^(-x)) of every element of `x`,
    of any shape.

    No warning for any finite `x`.
    """
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-x))


def _sigmoid_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([-2.0, 0.0, 1.0]),))
    yield from list(_shapes(rng))[1:]
    yield Case((WHOLE,))
    yield Case((np.array([-30.0, -15.5, 12.0, 15.5]),))
    yield Case((np.array([710.0, 1e4]),), no_warning=True)
    yield Case((FAR,), no_warning=True)
    yield Case((HUGE,), no_warning=True)


EXERCISE = Exercise(
    title="The logistic function",
    statement=(
        "Write `sigmoid(x)`, $\\sigma(x)=\\frac{1}{1+e^{-x}}$, for a float or an array of any "
        "shape, of floats or of whole numbers. For large negative `x` the exponential overflows; the result is right all the "
        "same, and a warning would only worry its reader. Let there be none, for any finite `x`: "
        "silence it in your function, with `np.errstate`, and not for the whole session. If you clip "
        "`x`, clip it beyond ±500 only."
    ),
    reference=sigmoid,
    cases=_sigmoid_cases,
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "plus_sign",
            "the exponent without its minus sign",
            lambda x: _quiet(lambda: 1 / (1 + np.exp(x))),
            "exp(x) instead of exp(−x) mirrors the curve: it falls where it should rise.",
            "At x = 2 it gives 0.119, and σ(2) is above one half.",
            "Which sign has the exponent in the formula?",
        ),
        Mistake(
            "no_one",
            "1 / exp(−x): the 1 in the denominator is missing",
            lambda x: _quiet(lambda: 1 / np.exp(-x)),
            "That is e^x itself, which grows without bound.",
            "At x = 0 it gives 1, and σ(0) is one half.",
            "What stands beside e^(−x) under the fraction line?",
            also=(
                lambda x: 1 / np.exp(-np.clip(x, -500, 500)),
                lambda x: 1 / np.exp(-np.clip(x, -700, 700)),
                lambda x: 1 / np.exp(-np.clip(x, -709, 709)),
            ),
        ),
        Mistake(
            "precedence",
            "1 / 1 + exp(−x), where only the first 1 is divided by",
            lambda x: _quiet(lambda: 1 / 1 + np.exp(-x)),
            "On paper the line covers 1 + e^(−x); in Python it needs brackets.",
            "At x = 0 it gives 2, and no value of σ is above 1.",
            "Put the whole denominator in brackets.",
            also=(
                lambda x: 1 / 1 + np.exp(-np.clip(x, -500, 500)),
                lambda x: 1 / 1 + np.exp(-np.clip(x, -700, 700)),
                lambda x: 1 / 1 + np.exp(-np.clip(x, -709, 709)),
            ),
        ),
        Mistake(
            "minus",
            "1 / (1 − exp(−x)), with a minus in the denominator",
            lambda x: _quiet(lambda: 1 / (1 - np.exp(-x))),
            "One sign off, and the curve breaks at 0.",
            "At x = 0 it divides by zero.",
            "Does σ have a gap anywhere?",
        ),
        Mistake(
            "quotient",
            "exp(x) / (1 + exp(x)), which is nan for large x",
            lambda x: np.exp(x) / (1 + np.exp(x)),
            "It is the same function on paper; in floats exp(710) is inf, and inf / inf is nan.",
            "At x = 1000 it gives nan, and σ is 1 there.",
            "Divide numerator and denominator by e^x: which exponential is left?",
        ),
        Mistake(
            "overflow",
            "the right formula, which warns of an overflow for x below −709",
            lambda x: 1 / (1 + np.exp(-x)),
            "exp(−x) becomes inf there, 1 / inf is 0, and 0 is right; NumPy warns all the same.",
            "Call it with −1000 and watch the red text.",
            'Tell NumPy that you know: `with np.errstate(over="ignore"):`.',
        ),
        Mistake(
            "tanh",
            "tanh instead of the logistic function",
            lambda x: np.tanh(x),
            "Both are S-shaped; tanh runs from −1 to 1, and σ from 0 to 1.",
            "At x = 0 it gives 0, and σ(0) is one half.",
            "Which values can a probability take?",
        ),
        Mistake(
            "both_branches",
            "np.where with two good branches, both computed everywhere",
            lambda x: np.where(
                np.asarray(x) >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x))
            ),
            "np.where chooses between two arrays that are there already, so each exponential meets the numbers that it can't take.",
            "The values are right, and NumPy warns of an overflow and of inf / inf.",
            "Which exponential is safe on both sides? exp(−|x|) never overflows.",
        ),
        Mistake(
            "clipped",
            "x clipped too tightly",
            lambda x: 1 / (1 + np.exp(-np.clip(x, -10, 10))),
            "Clipping silences the warning. Where the clip sets in σ isn't flat yet, so values change.",
            "Far out it never comes closer to 1, and σ(40) is 1 to the last digit.",
            "Where does exp overflow? Beyond 709; clip there, if at all.",
            also=(
                lambda x: 1 / (1 + np.exp(-np.clip(x, -4, 4))),
                lambda x: 1 / (1 + np.exp(-np.clip(x, -5, 5))),
                lambda x: 1 / (1 + np.exp(-np.clip(x, -6, 6))),
                lambda x: 1 / (1 + np.exp(-np.clip(x, -8, 8))),
                lambda x: 1 / (1 + np.exp(-np.clip(x, -15, 15))),
            ),
        ),
        Mistake(
            "one_number",
            "math.exp, which takes one number",
            lambda x: 1 / (1 + math.exp(-x)),
            "The functions of math don't know arrays.",
            "A float works, and an array of three numbers stops it.",
            "Which library has an exp that takes a whole array?",
        ),
        Mistake(
            "slope",
            "σ (1 − σ), the slope instead of the value",
            lambda x: _s(x) * (1 - _s(x)),
            "The slope is the next exercise. Here the value itself is asked for.",
            "At x = 0 it gives a quarter, and σ(0) is one half.",
            "Should the result grow when x grows?",
        ),
        Mistake(
            "step",
            "a step from 0 to 1, without anything between",
            lambda x: np.where(np.asarray(x) > 0, 1.0, 0.0),
            "A threshold decides; σ says how sure it is, and has a slope to learn from.",
            "At x = 1 it gives 1, and σ(1) is 0.73.",
            "What does the formula give for x = 1?",
            also=(
                lambda x: np.where(np.asarray(x) >= 0, 1.0, 0.0),
                lambda x: np.heaviside(x, 0.5),
            ),
        ),
        Mistake(
            "softmax",
            "softmax over the whole array",
            lambda x: np.exp(x - np.max(x)) / np.sum(np.exp(x - np.max(x))),
            "softmax shares 1 among the entries; σ looks at each one alone.",
            "A single number gives 1, whatever it is.",
            "Does one entry of the result depend on the others?",
        ),
        Mistake(
            "half_slope_tanh",
            "σ(2x), which is (1 + tanh x) / 2",
            lambda x: 0.5 * (1 + np.tanh(x)),
            "A 2 has come in, or one is missing under x: σ(x) = (1 + tanh(x/2)) / 2.",
            "At x = 1 it gives 0.881, which is σ(2).",
            "How steep is σ at 0, and how steep is yours?",
        ),
        Mistake(
            "relu",
            "max(0, x), another activation",
            lambda x: np.maximum(0, x),
            "Both are used as activations. σ stays between 0 and 1.",
            "At x = 2 it gives 2.",
            "Which values can a probability take?",
        ),
    ),
    hints=(
        "Write the formula with np.exp, which works on arrays of any shape.",
        "Mind the brackets round the denominator. For very negative x, exp(−x) overflows to inf, "
        "and 1/inf = 0 is the right result: only the warning has to go.",
        'Return the quotient inside `with np.errstate(over="ignore"):`, and the warning is gone.',
    ),
    symptoms=(
        (
            "NumPy warns of an overflow",
            '`with np.errstate(over="ignore"):` round the return line.',
        ),
        ("I get nan", "inf / inf somewhere? Divide by e^x above and below."),
        (
            "TypeError: only length-1 arrays",
            "math.exp takes one number; np.exp takes arrays.",
        ),
    ),
    taught="The sigmoid",
    another_way="(1 + tanh(x/2)) / 2 is the same function and never overflows; it loses relative accuracy for very negative x.",
)
