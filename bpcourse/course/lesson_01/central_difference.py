"""Lesson 01: the exercise `central_difference`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Formula, Mistake, Rng


def central_difference(f, x, h=1e-5):
    """Slope of `f` at every element of `x`,
    measured with a step `h` to both sides.

    `f` is a NumPy function that works element by element;
    `x` is a float or an array of any shape, and the result has its shape.
    """
    return (f(x + h) - f(x - h)) / (2 * h)


def _central_cases(rng: Rng) -> Iterator[Case]:
    yield Case((Formula("x: x**3"), 2.0, 0.1))
    yield Case((Formula("x: x**2 + x"), np.array([1.0, -2.0]), 0.5))
    yield Case((Formula("x: np.exp(x)"), rng.normal(size=(2, 3)), 0.25))
    yield Case((Formula("x: x**2 + x"), np.array([1, -2]), 0.5))
    yield Case((Formula("x: np.exp(x)"), np.array([0, 1, -1]), 0.25))
    yield Case((Formula("x: np.sin(3 * x)"), rng.normal(size=4)))
    yield Case((Formula("x: 1 / (1 + np.exp(-x))"), rng.normal(size=(2, 2, 3)), 1e-4))


EXERCISE = Exercise(
    title="Measure a slope",
    statement=(
        "Write `central_difference(f, x, h)`: the slope of `f` at every element of `x`, measured between "
        "two points, one `h` to the left of `x` and one `h` to the right. `f` is a NumPy function that "
        "takes a float or a whole array.\n\n"
        "The result is compared with that quotient for the `h` that is given, and not with the true "
        "slope: a large `h` has to show its error. You will use this function to check every formula "
        "of this course, your own first."
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
            "For x² + x at 1 it gives 6 instead of 3: everything is doubled.",
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
            "steps of h/2 instead of h",
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
        "Rise over run: the rise is the difference of f at the two points. How far apart are they?",
        "f(x + h) − f(x − h), divided by the whole way from one point to the other. Mind the brackets round what you divide by.",
    ),
    symptoms=(
        ("the slope is twice too large", "The two points lie 2h apart, not h."),
        ("the result is nearly zero", "Is it `/ 2 * h`? Put 2 * h in brackets."),
        (
            "I get a shape error",
            "f works on whole arrays: add h to x itself, without a loop.",
        ),
    ),
    taught="A slope is rise over run",
    another_way="Halve h and the error falls to a quarter, until rounding takes over near h = 1e-6. The lesson draws that curve.",
)
