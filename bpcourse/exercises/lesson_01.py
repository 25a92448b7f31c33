"""Lesson 01, activation derivatives: nine exercises and the lesson's questions."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .model import (
    Case,
    Exercise,
    Formula,
    Measured,
    Mistake,
    Option,
    Problem,
    Question,
    Rng,
)

FIXED = np.array([-2.0, 0.5, 1.0])
FAR = np.array([-1e4, -710.0, -40.0, 40.0, 710.0, 1e4])
HUGE = np.array([-1e308, -750.0, 750.0, 1e308])


def _slope(f: Callable[[Any], Any], x: Any, h: float = 1e-5) -> Any:
    x = np.asarray(x, dtype=float)
    return (f(x + h) - f(x - h)) / (2 * h)


def _shapes(rng: Rng) -> Iterator[Case]:
    """Any shape: a float, a row, a matrix, three axes."""
    yield Case((FIXED,))
    yield Case((float(rng.uniform(-2, -0.5)),))
    yield Case((rng.normal(size=(3, 4)) * 2,))
    yield Case((rng.normal(size=(2, 3, 2)),))


def _measured_by(f: Callable[..., Any], name: str) -> Callable[[Case], Measured]:
    def measure(case: Case) -> Measured:
        x, rest = case.args[0], case.args[1:]
        value = _slope(lambda v: f(v, *rest), x)
        return Measured(f"slope of {name} by a central difference", value)

    return measure


# ---- central_difference


def central_difference(f, x, h=1e-5):
    """Slope of `f` at every element of `x`, measured with a step `h` to both sides.

    `f` is a NumPy function that works element by element; `x` is a float or an array of any
    shape, and the result has its shape.
    """
    return (f(x + h) - f(x - h)) / (2 * h)


def _central_cases(rng: Rng) -> Iterator[Case]:
    yield Case((Formula("x: x**3"), 2.0, 0.1))
    yield Case((Formula("x: x**2 + x"), np.array([1.0, -2.0]), 0.5))
    yield Case((Formula("x: np.exp(x)"), rng.normal(size=(2, 3)), 0.25))
    yield Case((Formula("x: np.sin(3 * x)"), rng.normal(size=4)))
    yield Case((Formula("x: 1 / (1 + np.exp(-x))"), rng.normal(size=(2, 2, 3)), 1e-4))


CENTRAL = Exercise(
    lesson="01",
    title="Measure a slope",
    statement=(
        "A formula claims a slope; numbers show one. Write `central_difference(f, x, h)`: step "
        "`h` to both sides of `x`, and divide the rise of `f` by the run:\n\n"
        "$$f'(x)\\approx\\frac{f(x+h)-f(x-h)}{2h}$$\n\n"
        "You will use it to check every formula of this course, your own first."
    ),
    reference=central_difference,
    cases=_central_cases,
    rtol=1e-7,
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "one_sided",
            "a one-sided difference, (f(x + h) − f(x)) / h",
            lambda f, x, h=1e-5: (f(x + h) - f(x)) / h,
            "It is the definition of the derivative, without its limit.",
            "For x³ at 2 with h = 0.1 it gives 12.61, for a slope of 12: its error is "
            "proportional to h, the central one's to h².",
            "Which point lies as far to the left of x as x + h lies to the right?",
        ),
        Mistake(
            "backward",
            "a backward difference, (f(x) − f(x − h)) / h",
            lambda f, x, h=1e-5: (f(x) - f(x - h)) / h,
            "It measures on one side only, the left one.",
            "For x³ at 2 with h = 0.1 it gives 11.41, for a slope of 12.",
            "Use the point on the other side as well: how far apart are the two?",
        ),
        Mistake(
            "half_run",
            "a division by h instead of 2h",
            lambda f, x, h=1e-5: (f(x + h) - f(x - h)) / h,
            "The step is h, but the two points lie 2h apart.",
            "For x² + x at 1 it gives 6 in the place of 3: everything is doubled.",
            "How long is the way from x − h to x + h?",
        ),
        Mistake(
            "precedence",
            "… / 2 * h, which divides by 2 and then multiplies by h",
            lambda f, x, h=1e-5: (f(x + h) - f(x - h)) / 2 * h,
            "On paper 2h stands under the line as one thing; in Python / and * go left to right.",
            "The result shrinks with h², and is nearly 0 for h = 1e-5.",
            "Put 2 * h in brackets.",
        ),
        Mistake(
            "mean_value",
            "the mean of the two values, with a plus sign",
            lambda f, x, h=1e-5: (f(x + h) + f(x - h)) / (2 * h),
            "A slope is a difference of values; a sum over 2h is an average, blown up by 1/h.",
            "For small h it grows without bound instead of settling.",
            "What is the rise between the two points?",
        ),
        Mistake(
            "sign",
            "f(x − h) − f(x + h), so the slope's sign is turned",
            lambda f, x, h=1e-5: (f(x - h) - f(x + h)) / (2 * h),
            "Rise and run go in opposite directions.",
            "The rising x³ gets a negative slope.",
            "Take the right point first in both the rise and the run.",
        ),
        Mistake(
            "no_division",
            "the rise alone, without the run under it",
            lambda f, x, h=1e-5: f(x + h) - f(x - h),
            "The difference of the values is the rise; a slope is rise over run.",
            "Halve h, and the result halves too; a slope would stay.",
            "Divide by the distance between the two points.",
        ),
        Mistake(
            "own_h",
            "a step of your own, whatever h is",
            lambda f, x, h=1e-5: (f(x + 1e-5) - f(x - 1e-5)) / 2e-5,
            "A number is typed into the body, so the argument is never used.",
            "For x³ at 2 with h = 0.1 it gives 12; with h = 0.1 the difference is 12.01.",
            "Where does your function use h?",
            also=(
                lambda f, x, h=1e-5: (f(x + 1e-4) - f(x - 1e-4)) / 2e-4,
                lambda f, x, h=1e-5: (f(x + 1e-6) - f(x - 1e-6)) / 2e-6,
                lambda f, x, h=1e-5: (f(x + 1e-3) - f(x - 1e-3)) / 2e-3,
            ),
        ),
        Mistake(
            "other_default",
            "the right formula with another default for h",
            lambda f, x, h=0.1: (f(x + h) - f(x - h)) / (2 * h),
            "Where h is given, all is right. Where it isn't, the default decides how far off the slope is.",
            "Too large a default leaves out the curve between the points; too small a one, below 1e-10, leaves rounding.",
            "Which default does the signature above have?",
            also=(
                lambda f, x, h=1.0: (f(x + h) - f(x - h)) / (2 * h),
                lambda f, x, h=0.01: (f(x + h) - f(x - h)) / (2 * h),
                lambda f, x, h=1e-3: (f(x + h) - f(x - h)) / (2 * h),
                lambda f, x, h=1e-10: (f(x + h) - f(x - h)) / (2 * h),
                lambda f, x, h=1e-12: (f(x + h) - f(x - h)) / (2 * h),
                lambda f, x, h=1e-15: (f(x + h) - f(x - h)) / (2 * h),
                lambda f, x, h=1e-16: (f(x + h) - f(x - h)) / (2 * h),
            ),
        ),
        Mistake(
            "wide_points",
            "points 2h away on each side, and a run of 2h",
            lambda f, x, h=1e-5: (f(x + 2 * h) - f(x - 2 * h)) / (2 * h),
            "2h is the distance between the two points, so each lies h away from x.",
            "For a straight line of slope 1 it gives 2.",
            "How far is it from x − 2h to x + 2h?",
        ),
        Mistake(
            "narrow_points",
            "points h/2 away on each side, and a run of 2h",
            lambda f, x, h=1e-5: (f(x + h / 2) - f(x - h / 2)) / (2 * h),
            "Those two points lie h apart, and not 2h.",
            "For a straight line of slope 1 it gives one half.",
            "How far is it from x − h/2 to x + h/2?",
        ),
        Mistake(
            "halved_step",
            "steps of h/2 in the place of h",
            lambda f, x, h=1e-5: (f(x + h / 2) - f(x - h / 2)) / h,
            "It is a central difference, and a good one, of half the step that was asked for.",
            "For x³ at 2 with h = 0.1 it gives 12.0025, and 12.01 is what h = 0.1 measures.",
            "How far from x are the two points of the formula?",
        ),
        Mistake(
            "second_difference",
            "the second difference, which measures curvature",
            lambda f, x, h=1e-5: (f(x + h) - 2 * f(x) + f(x - h)) / h**2,
            "It is the slope's own slope: f'' and not f'.",
            "For a straight line it gives 0, whatever its slope.",
            "Which two points does the formula compare?",
        ),
        Mistake(
            "relative_step",
            "a step in proportion to x: x (1 ± h)",
            lambda f, x, h=1e-5: (f(x * (1 + h)) - f(x * (1 - h))) / (2 * h),
            "The points lie h·x away from x, and the run under the line is still 2h.",
            "The result is x times too large, and 0 at x = 0.",
            "How far apart are the two points?",
        ),
        Mistake(
            "not_in_argument",
            "f(x) ± h: the step is added to the value, and not to x",
            lambda f, x, h=1e-5: (f(x) + h - (f(x) - h)) / (2 * h),
            "The step belongs inside the brackets of f: you walk along x and look at what f does.",
            "It gives 1 for every function.",
            "At which two points has f to be asked?",
        ),
    ),
    hints=(
        "Draw a curve, mark x − h and x + h, and join the two points. What is that line's slope?",
        "Rise: f(x + h) − f(x − h). Run: the distance between the two points.",
        "return (f(x + h) - f(x - h)) / (2 * h)",
    ),
    symptoms=(
        ("the slope is twice too large", "The two points lie 2h apart, not h."),
        ("the result is nearly zero", "Is it `/ 2 * h`? Put 2 * h in brackets."),
        (
            "I get a shape error",
            "f works on whole arrays: add h to x itself, without a loop.",
        ),
    ),
    another_way="Halve h and the error falls to a quarter, until rounding takes over near h = 1e-6. The lesson draws that valley.",
)


# ---- sigmoid


def sigmoid(x):
    """The logistic function 1 / (1 + e^(-x)) of every element of `x`, of any shape.

    No warning for any finite `x`.
    """
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-x))


def _sigmoid_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([-2.0, 0.0, 1.0]),))
    yield from list(_shapes(rng))[1:]
    yield Case((np.array([710.0, 1e4]),), no_warning=True)
    yield Case((FAR,), no_warning=True)
    yield Case((HUGE,), no_warning=True)


SIGMOID = Exercise(
    lesson="01",
    title="The logistic function",
    statement=(
        "Write `sigmoid(x)`, $\\sigma(x)=\\frac{1}{1+e^{-x}}$, for a float or an array of any "
        "shape. For large negative `x` the exponential overflows; the result is right all the "
        "same, and a warning would only worry its reader. Let there be none, for any finite `x`."
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
            "exp(x) in the place of exp(−x) mirrors the curve: it falls where it should rise.",
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
            "tanh in the place of the logistic function",
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
            "Clipping silences the warning. At ±10 σ isn't flat yet, so values change.",
            "At x = 40 it gives 0.99995, and σ(40) is 1 to the last digit.",
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
            "σ (1 − σ), the slope in the place of the value",
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
        'with np.errstate(over="ignore"):\n    return 1 / (1 + np.exp(-x))',
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
    another_way="(1 + tanh(x/2)) / 2 is the same function and never overflows; it loses relative accuracy for very negative x.",
)


def _quiet(f: Callable[[], Any]) -> Any:
    with np.errstate(all="ignore"):
        return f()


def _s(x: Any) -> Any:
    return _quiet(lambda: 1 / (1 + np.exp(-np.asarray(x, dtype=float))))


# ---- sigmoid_derivative


def sigmoid_derivative(x):
    """The slope of the logistic function at every element of `x`, of any shape."""
    a = 1 / (1 + np.exp(-x))
    return a * (1 - a)


SIGMOID_DERIVATIVE = Exercise(
    lesson="01",
    title="The slope of the logistic function",
    statement=(
        "Write `sigmoid_derivative(x)`, $\\sigma'(x)=\\sigma(x)\\,(1-\\sigma(x))$. You may call "
        "your own `sigmoid`."
    ),
    reference=sigmoid_derivative,
    cases=_shapes,
    measure=_measured_by(_s, "σ"),
    needs=("sigmoid",),
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
            "The slope is taken at the output in the place of the input.",
            "Its values crowd between 0.19 and 0.25, however far out x lies.",
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
        "Differentiate 1/(1 + e^(−x)) by the chain rule, or use that the slope is a function of σ alone.",
        "Compute a = σ(x) once; the slope is a times what is left up to 1.",
        "a = sigmoid(x)\nreturn a * (1 - a)",
    ),
    symptoms=(
        ("the slope is negative", "Did x go into x(1 − x)? The rule wants σ(x)."),
        ("nearly the same value everywhere", "Is σ applied twice?"),
    ),
    another_way="σ(x) σ(−x) is the same number and keeps all its digits far out, where 1 − σ(x) cancels.",
)


# ---- sigmoid_derivative_from_output


def sigmoid_derivative_from_output(a):
    """The slope of the logistic function at the point where its value is `a`, any shape."""
    return a * (1 - a)


def _output_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([0.2, 0.5, 0.9]),))
    yield Case((float(rng.uniform(0.55, 0.95)),))
    yield Case((rng.uniform(0.02, 0.98, size=(3, 4)),))
    yield Case((rng.uniform(0.02, 0.98, size=(2, 2, 3)),))


def _at_output(inverse: Callable[[Any], Any], f: Callable[[Any], Any], name: str):
    def measure(case: Case) -> Measured:
        value = _slope(f, inverse(np.asarray(case.args[0], dtype=float)))
        return Measured(
            f"slope of {name} where its value is a, by a central difference", value
        )

    return measure


FROM_OUTPUT = Exercise(
    lesson="01",
    title="The slope from the cached output",
    statement=(
        "A network keeps the output $a=\\sigma(x)$ of its forward pass. Write "
        "`sigmoid_derivative_from_output(a)`: the slope at the point where the value is `a`, "
        "without computing any exponential again."
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
        "σ' is a function of σ alone. Which one?",
        "Write σ'(x) = σ(x)(1 − σ(x)), and put the letter a in the place of σ(x).",
        "return a * (1 - a)",
    ),
    symptoms=(
        ("right at 0.5 only", "Is the sigmoid applied to a again? a is its output."),
    ),
    another_way="This is why a network keeps its outputs: the backward pass costs one product, and no exponential.",
)


# ---- scaled_sigmoid_derivative


def scaled_sigmoid_derivative(x, A, B):
    """Slope of F(x) = A / (1 + e^(-x/B)) at every element of `x`; `A` and `B` are floats."""
    F = A / (1 + np.exp(-x / B))
    return F * (A - F) / (A * B)


def _scaled(x: Any, A: float, B: float) -> Any:
    return A * _s(np.asarray(x) / B)


def _scaled_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([0.0, 0.7]), 2.0, 3.0))
    yield Case((rng.normal(size=(3, 2)), 2.0, 1.0))
    yield Case((rng.normal(size=5), 1.0, 0.5))
    yield Case((float(rng.uniform(0.2, 2)), -1.5, 2.0))
    yield Case(
        (rng.normal(size=(2, 3)), float(rng.uniform(2, 4)), float(rng.uniform(1.5, 4)))
    )


SCALED = Exercise(
    lesson="01",
    title="A taller, wider sigmoid",
    statement=(
        "D2's general form is $F(x)=\\frac{A}{1+e^{-x/B}}$, of height $A$ and width $B$. Derive "
        "its slope, and write `scaled_sigmoid_derivative(x, A, B)`. D2 derives it correctly, and "
        "then goes on with $F(1-F)$: find out for which $A$ and $B$ that is right."
    ),
    reference=scaled_sigmoid_derivative,
    cases=_scaled_cases,
    measure=_measured_by(_scaled, "F"),
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "standard_rule",
            "F (1 − F), the rule for A = B = 1 (D2-13)",
            lambda x, A, B: _scaled(x, A, B) * (1 - _scaled(x, A, B)),
            "It is D2's own slip: the scaled function goes in, and the rule of the plain one is kept.",
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
            "B/A in the place of A/B",
            lambda x, A, B: B / A * _s(x / B) * (1 - _s(x / B)),
            "The fraction stands upside down: height makes a curve steeper, width flatter.",
            "With A = 2 and B = 3 it gives 0.375 at 0, and the slope is 0.167.",
            "Double A in your formula: does the slope double?",
        ),
    ),
    hints=(
        "Write F(x) = A σ(x/B). What does the chain rule give?",
        "F' = A σ'(x/B) / B. Express it with F: σ = F/A, and 1 − σ = (A − F)/A.",
        "F = A / (1 + np.exp(-x / B))\nreturn F * (A - F) / (A * B)",
    ),
    symptoms=(
        ("right for A = B = 1 only", "Which factors are 1 then, and so can't be seen?"),
        ("too large by a constant factor", "Compare the factor with B and with A."),
    ),
    another_way="A * sigmoid_derivative(x / B) / B says the same in one line: stretch, take the slope, scale.",
)


# ---- relu_derivative, leaky_relu_derivative


def relu_derivative(x):
    """Slope of max(0, x) at every element of `x`: 1 above 0, 0 below; at 0 any of [0, 1]."""
    return (x > 0) * 1.0


def _corner_judge(low: Callable[[Case], float]):
    """Away from 0 the slope is what it is; at 0 any number between both sides is right."""

    def judge(case: Case, want: Any, got: Any) -> Problem | None:
        x = np.asarray(case.args[0], dtype=float)
        try:
            a = np.asarray(got, dtype=float)
        except (TypeError, ValueError):
            return Problem(
                f"the result is a {type(got).__name__}, and should be numbers"
            )
        if a.shape != x.shape and not (x.ndim == 0 and a.size == 1):
            return Problem(f"the result has shape {a.shape}, and should have {x.shape}")
        a, want = a.reshape(x.shape), np.asarray(want)
        tolerance = 1e-5 if getattr(got, "dtype", None) == np.float32 else 1e-9
        corner, below = x == 0, low(case)
        wrong = ~corner & ~(np.abs(a - want) <= tolerance)
        wrong |= corner & ~((a >= below - tolerance) & (a <= 1 + tolerance))
        if not wrong.any():
            return None
        index = tuple(int(i) for i in np.argwhere(wrong)[0])
        there = (
            "any value between both slopes" if x[index] == 0 else f"{want[index]:.6g}"
        )
        return Problem(
            f"at x = {x[index]:.6g} it gives {a[index]:.6g}, and the slope there is {there}"
        )

    return judge


def _relu_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([-1.0, 2.0, 0.5]),))
    yield Case((float(rng.uniform(0.5, 2)),))
    yield Case((float(-rng.uniform(0.5, 2)),))
    yield Case((rng.normal(size=(3, 4)),))
    yield Case((np.array([-3.0, 0.0, -0.0, 3.0]),))
    yield Case((np.array([-1e308, -5e-324, 5e-324, 1e308]),))


RELU = Exercise(
    lesson="01",
    title="The slope of ReLU",
    statement=(
        "Write `relu_derivative(x)` for $\\max(0,x)$: 1 where `x` is above 0, and 0 where it is "
        "below. At exactly 0 there is a corner and no single slope; any number of $[0,1]$ is "
        "accepted."
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
            "“ReLU neither amplifies nor shrinks the gradient” holds for active units only (D0-08).",
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
        "return (x > 0) * 1.0",
    ),
    symptoms=(
        (
            "ValueError: The truth value of an array is ambiguous",
            "`if x > 0` asks one question; use the comparison itself as the result.",
        ),
    ),
    another_way="np.heaviside(x, 0.5) says the same and chooses one half at the corner, which is what a central difference measures there.",
)


def leaky_relu_derivative(x, p=0.01):
    """Slope of leaky ReLU: 1 where `x` is above 0, `p` below (0 < p < 1); at 0 any of [p, 1]."""
    return np.where(x > 0, 1.0, p)


def _leaky_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([-1.0, 2.0, 0.5]), 0.1))
    yield Case((rng.normal(size=(3, 4)), float(rng.uniform(0.15, 0.4))))
    yield Case((np.array([-2.0, 3.0]),))
    yield Case((float(rng.uniform(-2, -0.5)), 0.2))
    yield Case((np.array([-3.0, 0.0, -0.0, 3.0]), 0.3))


def _leak(case: Case) -> float:
    return float(case.args[1]) if len(case.args) > 1 else 0.01


LEAKY = Exercise(
    lesson="01",
    title="The slope of leaky ReLU",
    statement=(
        "Leaky ReLU gives `x` above 0 and $p\\,x$ below, so that a unit is never quite dead. Write "
        "`leaky_relu_derivative(x, p)`. At exactly 0 any number of $[p,1]$ is accepted. Always "
        "pass $p$ on: libraries disagree about its default."
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
            "p x below 0: the value in the place of the slope",
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
            "0.01 in the place of p",
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
            "x above 0: the value in the place of the slope",
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
        "return np.where(x > 0, 1.0, p)",
    ),
    symptoms=(("right for p = 0.01 only", "Is 0.01 typed into the body?"),),
    another_way="np.maximum(np.sign(x), p) does it without a choice, and gives p at the corner.",
)


# ---- tanh


def tanh_from_sigmoid(x):
    """tanh of every element of `x`, computed as 2 sigma(2x) - 1."""
    return 2 / (1 + np.exp(-2 * x)) - 1


TANH = Exercise(
    lesson="01",
    title="tanh is a sigmoid in disguise",
    statement=(
        "Show that you need no new function: write `tanh_from_sigmoid(x)` through "
        "$\\tanh x=2\\,\\sigma(2x)-1$. You may call your own `sigmoid`."
    ),
    reference=tanh_from_sigmoid,
    cases=_shapes,
    measure=lambda case: Measured("np.tanh", np.tanh(case.args[0])),
    needs=("sigmoid",),
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "no_inner_two",
            "2 σ(x) − 1: the 2 inside is missing",
            lambda x: 2 * _s(x) - 1,
            "The height is stretched, and the width isn't.",
            "At x = 1 it gives 0.462, which is tanh(1/2).",
            "How steep is tanh at 0, and how steep is yours?",
        ),
        Mistake(
            "no_outer_two",
            "σ(2x) − 1: the 2 outside is missing",
            lambda x: _s(2 * np.asarray(x)) - 1,
            "It runs from −1 to 0; tanh runs from −1 to 1.",
            "At x = 0 it gives −0.5, and tanh(0) is 0.",
            "How tall is the step of σ, and how tall that of tanh?",
        ),
        Mistake(
            "no_shift",
            "2 σ(2x): the −1 is missing",
            lambda x: 2 * _s(2 * np.asarray(x)),
            "It runs from 0 to 2; tanh runs from −1 to 1.",
            "At x = 0 it gives 1, and tanh(0) is 0.",
            "Which value should come out at 0?",
        ),
        Mistake(
            "shift_inside",
            "2 (σ(2x) − 1): the −1 stands inside the bracket",
            lambda x: 2 * (_s(2 * np.asarray(x)) - 1),
            "The shift is doubled as well.",
            "At x = 0 it gives −1, and tanh(0) is 0.",
            "Multiply first, then subtract.",
        ),
        Mistake(
            "half_inside",
            "2 σ(x / 2) − 1: divided by 2 inside in the place of multiplied",
            lambda x: 2 * _s(np.asarray(x) / 2) - 1,
            "tanh is the narrower curve: it needs a larger argument.",
            "At x = 1 it gives 0.245, and tanh(1) is 0.762.",
            "Which of the two curves rises faster?",
        ),
        Mistake(
            "mirrored",
            "1 − 2 σ(2x), so the curve falls",
            lambda x: 1 - 2 * _s(2 * np.asarray(x)),
            "Both terms have the wrong sign.",
            "At x = 1 it gives −0.762.",
            "Does tanh rise or fall?",
        ),
        Mistake(
            "sigmoid",
            "σ(x) itself",
            lambda x: _s(x),
            "tanh is σ stretched and shifted; nothing of that has been done yet.",
            "At x = 0 it gives one half, and tanh(0) is 0.",
            "Which three changes does the formula make?",
        ),
        Mistake(
            "shift_in_argument",
            "2 σ(2x − 1): the −1 stands inside σ",
            lambda x: 2 * _s(2 * np.asarray(x) - 1),
            "A shift inside moves the curve sideways; it should move down.",
            "At x = 0 it gives 0.54, and tanh(0) is 0.",
            "Which bracket should close before the −1?",
        ),
        Mistake(
            "slope",
            "1 − tanh², the slope in the place of the value",
            lambda x: 1 - np.tanh(x) ** 2,
            "The slope is the next exercise. Here the value itself is asked for.",
            "At x = 0 it gives 1, and tanh(0) is 0.",
            "What is tanh at 0?",
        ),
    ),
    hints=(
        "Stretch σ to twice its height, shift it down by one, and make it steeper. Three changes.",
        "Inside: 2x. Outside: times 2, minus 1.",
        "return 2 * sigmoid(2 * x) - 1",
    ),
    symptoms=(
        ("too flat", "Is the argument of σ 2x?"),
        ("not zero at zero", "Is 1 subtracted last?"),
    ),
    another_way="Write both with exponentials: multiply 2/(1 + e^(−2x)) − 1 above and below by e^x, and (e^x − e^(−x))/(e^x + e^(−x)) appears.",
)


def tanh_derivative_from_output(a):
    """The slope of tanh at the point where its value is `a`, any shape."""
    return 1 - a**2


def _tanh_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([-0.5, 0.2, 0.8]),))
    yield Case((float(rng.uniform(0.3, 0.9)),))
    yield Case((rng.uniform(-0.95, 0.95, size=(3, 4)),))
    yield Case((rng.uniform(-0.95, 0.95, size=(2, 2, 3)),))


TANH_DERIVATIVE = Exercise(
    lesson="01",
    title="The slope of tanh from its output",
    statement=(
        "Write `tanh_derivative_from_output(a)`: the slope of tanh at the point where its value "
        "is `a`. At its steepest, tanh passes four times as much gradient as the sigmoid."
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
        "Differentiate the quotient (e^x − e^(−x)) / (e^x + e^(−x)), or use tanh x = 2σ(2x) − 1.",
        "The slope is 1 minus the square of the output.",
        "return 1 - a**2    # (1 - a) * (1 + a)",
    ),
    symptoms=(("right for positive a only", "Is a squared?"),),
    another_way="(1 - a) * (1 + a) is the same, and keeps more digits where a is close to 1.",
)


EXERCISES = (
    CENTRAL,
    SIGMOID,
    SIGMOID_DERIVATIVE,
    FROM_OUTPUT,
    SCALED,
    RELU,
    LEAKY,
    TANH,
    TANH_DERIVATIVE,
)


# ---- questions

_TEN_LAYERS = 0.25**10

QUESTIONS = (
    Question(
        "01-steepest",
        "**How steep is the sigmoid $\\sigma(x)=1/(1+e^{-x})$ at its steepest point?** (a number)",
        "At x = 0 both factors of σ(1 − σ) are one half.",
        answer=0.25,
        hint="The steepest point is in the middle, at x = 0, where σ = 1/2. Rise over run there?",
        traps=(
            (
                0.5,
                "One half is the value of σ at its steepest point. How steep is it there?",
            ),
            (
                1.0,
                "Slope 1 would climb its whole height within one unit. Sketch it: slower or faster?",
            ),
        ),
    ),
    Question(
        "01-ten-layers",
        "A gradient passes back through ten sigmoid layers, and each multiplies it by the slope of "
        "its sigmoid. **At the very best, what part of it arrives?** (a number)",
        "A quarter at most for each layer, and ten layers multiply: less than one millionth is left.",
        answer=_TEN_LAYERS,
        tolerance=0.05,
        hint="Each layer keeps at most the steepest slope. Ten layers: multiply, don't add.",
        traps=(
            (2.5, "Ten times a quarter is a sum. The chain rule multiplies."),
            (0.25, "That is one layer."),
        ),
    ),
    Question(
        "01-cached",
        "Your forward pass kept `a = sigmoid(x)`. **Which line gives the slope at `x`?**",
        "",
        options=(
            Option(
                "`sigmoid(a) * (1 - sigmoid(a))`",
                "This applies σ to its own output: the slope is then taken at a.",
                mistake="sigmoid_derivative_from_output.sigmoid_again",
            ),
            Option(
                "`a * (1 - a)`",
                "One product, and no exponential: the reason to keep a.",
                right=True,
            ),
            Option(
                "`1 - a**2`",
                "That is the rule for a = tanh(x).",
                mistake="sigmoid_derivative_from_output.tanh_rule",
            ),
            Option(
                "`1 - a`",
                "One factor is missing: this doesn't flatten on the left.",
                mistake="sigmoid_derivative_from_output.complement",
            ),
        ),
    ),
    Question(
        "01-corner",
        "**What is the slope of ReLU at exactly 0?**",
        "",
        options=(
            Option(
                "1, and every other answer is wrong",
                "1 is what D0 chooses. PyTorch chooses 0. Neither is forced.",
            ),
            Option(
                "0, and every other answer is wrong",
                "0 is what PyTorch chooses. D0 chooses 1. Neither is forced.",
            ),
            Option(
                "There is none; any number from 0 to 1 will do as a convention",
                "Every line through the corner with such a slope stays below the curve: a subgradient.",
                right=True,
            ),
            Option(
                "It is infinite", "The curve doesn't jump; its slope does, from 0 to 1."
            ),
        ),
    ),
    Question(
        "01-scaled",
        "For $F(x)=A/(1+e^{-x/B})$, D2 goes on with the slope $F(1-F)$. **For which $A$, $B$ is that right?**",
        "",
        options=(
            Option(
                "for all of them",
                "Try A = 2: where F is above 1, F(1 − F) is negative, and F rises everywhere.",
                mistake="scaled_sigmoid_derivative.standard_rule",
            ),
            Option(
                "for B = 1, whatever A is",
                "Try A = 2 at x = 0: F = 1, and F(1 − F) = 0, at the steepest point of all.",
                mistake="scaled_sigmoid_derivative.standard_rule",
            ),
            Option(
                "for A = B = 1 only",
                "F(A − F)/(AB) becomes F(1 − F) exactly then.",
                right=True,
            ),
        ),
    ),
    Question(
        "01-tanh-times",
        "At their steepest points, **how many times as steep as the sigmoid is tanh?** (a number)",
        "Slope 1 against slope 1/4: the inner 2 and the outer 2 of 2σ(2x) − 1 multiply.",
        answer=4.0,
        hint="tanh x = 2σ(2x) − 1. What do the two 2s do to the slope at 0?",
        traps=(
            (2.0, "One of the two 2s is counted. The other one stretches as well."),
        ),
    ),
    Question(
        "01-difference",
        "You halve the step $h$ of a central difference (and rounding doesn't matter yet). **By which "
        "factor does its error shrink?** (a number)",
        "The error is proportional to h²; the one-sided difference's only to h.",
        answer=4.0,
        hint="The central difference's error goes with the square of h.",
        traps=(
            (2.0, "That is the one-sided difference. The central one is better."),
            (0.25, "That part is left. By which factor has the error shrunk?"),
        ),
    ),
    Question(
        "01-saturated",
        "A sigmoid unit gives 0.9999, and its target is 0. Its loss gradient is multiplied by the slope "
        "at that point. **What does the slope do?**",
        "",
        options=(
            Option(
                "It makes the unit learn fast, because it is so wrong",
                "The error is large, but the slope is 0.9999 · 0.0001: nearly nothing gets through.",
            ),
            Option(
                "It nearly stops the unit from learning, although it is wrong",
                "A saturated unit has almost no slope, so almost no gradient passes.",
                right=True,
            ),
            Option(
                "Nothing: slopes concern the forward pass",
                "The backward pass multiplies by the slope at every activation.",
            ),
        ),
    ),
    Question(
        "01-slope-here",
        "A sigmoid unit put out 0.9, and nothing else was kept. **How steep is it there?** (a number)",
        "a(1 − a) with a = 0.9: the output alone is enough.",
        answer=0.9 * (1 - 0.9),
        hint="The slope is a function of the output alone.",
        traps=(
            (0.19, "That is 1 − a², the rule for tanh."),
            (0.25, "A quarter is the slope at 0.5, the steepest point."),
        ),
    ),
    Question(
        "01-dead",
        "A ReLU unit has a negative input for every sample. **What does training do to it?**",
        "",
        options=(
            Option(
                "It passes the gradient on unchanged, as ReLU neither amplifies nor shrinks",
                "That holds for active units. This one multiplies every gradient by 0.",
                mistake="relu_derivative.ones",
            ),
            Option(
                "Nothing: its slope is 0, so its weights get no gradient",
                "It stays dead, unless the layers before it move its input above 0.",
                right=True,
            ),
            Option(
                "It pushes the input up, because the slope is −1 below 0",
                "Below 0 the curve is flat, and a flat curve has slope 0.",
                mistake="relu_derivative.sign",
            ),
        ),
    ),
    Question(
        "01-far-out",
        "`1 / (1 + np.exp(-x))` at $x=-1000$ computes $e^{1000}$, which overflows to infinity. "
        "**What does the whole expression give?** (a number)",
        "1/(1 + ∞) is 0, which is right to the last digit that a float has there.",
        answer=0.0,
        hint="What is one divided by infinity?",
    ),
)
