"""Lesson 01: the exercise `mended_chain_slope`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.gradcheck import complex_step


def mended_chain_slope(x):
    """Slope of sigma(tanh x) at every element of `x`: the code below, mended."""
    h = np.tanh(x)
    a = 1 / (1 + np.exp(-h))
    outer = a * (1 - a)
    inner = 1 - h**2
    return outer * inner


_STARTER = """
    h = np.tanh(x)
    a = 1 / (1 + np.exp(-x))
    outer = a * (1 - a)
    inner = 1 - np.tanh(h) ** 2
    return outer * inner
"""


def _s(x):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-np.asarray(x, dtype=float)))


def _cases(rng: Rng) -> Iterator[Case]:
    """Both faults are hidden at 0; a few units from there each of them shows."""
    yield Case((np.array([-1.0, 0.0, 2.0]),))
    yield Case((0.5,))
    for shape in ((4,), (3, 2)):
        yield Case((rng.normal(0, 1.5, size=shape),), show=f"x of shape {shape}")


def _measured(case: Case) -> Measured:
    def f(x):
        return 1 / (1 + np.exp(-np.tanh(x)))

    return Measured("slope of σ(tanh x) by a complex step", complex_step(f, *case.args))


def _slope(outer=lambda x, h, a: a * (1 - a), inner=lambda x, h, a: 1 - h**2):
    """`mended_chain_slope` with one of its two factors, or both, exchanged."""

    def answer(x):
        h = np.tanh(x)
        a = _s(h)
        return outer(x, h, a) * inner(x, h, a)

    return answer


def _at_x(x, h, a):
    return _s(x) * (1 - _s(x))


def _tanh_twice(x, h, a):
    return 1 - np.tanh(h) ** 2


EXERCISE = Exercise(
    title="Find two faults",
    statement=(
        "**The code in the cell below runs and is wrong: find and correct it.** Two activations stand "
        "one behind the other, $f(x)=\\sigma(\\tanh x)$, and the code should return the slope of $f$ at every "
        "element of `x`. On the way back the slopes of the two are multiplied, as in the whole lesson; so far "
        "the author is right. It was tested at $x=0$ alone, and gave $\\frac14$, which is right, too. It has two faults. "
        "Don't read first: *measure* $f$ with `complex_step`, at points that hide nothing, and compare. Then "
        "ask of each line: at which point is this slope taken?"
    ),
    reference=mended_chain_slope,
    cases=_cases,
    measure=_measured,
    starter=_STARTER,
    taught="Keep the output, and the slope is nearly free",
    points=3,
    minutes=7,
    mistakes=(
        Mistake(
            "as_given",
            "the code as it was given",
            _slope(_at_x, _tanh_twice),
            "At x = 0 all of x, tanh x and tanh(tanh x) are 0, so the author's test sees no difference.",
            "At x = 2 it gives 0.047, and the measured slope is 0.014.",
            "Which points tell x from tanh x?",
        ),
        Mistake(
            "only_inner_mended",
            "one fault mended, the one in tanh's slope; the sigmoid's is still off",
            _slope(outer=_at_x),
            "The slope of tanh is right now. The sigmoid doesn't stand at x.",
            "At x = 2 it gives 0.0074, and the measured slope is 0.0141.",
            "What goes into the sigmoid in f?",
        ),
        Mistake(
            "only_outer_mended",
            "one fault mended, the one in the sigmoid; tanh's slope is still off",
            _slope(inner=_tanh_twice),
            "The sigmoid stands where it should. The slope of tanh is made from its output, and h is that output.",
            "At x = 2 it gives 0.089, and the measured slope is 0.014.",
            "How often has h been through tanh?",
        ),
        Mistake(
            "inner_at_x",
            "1 − x² for the slope of tanh: the rule for its output, applied to its input",
            _slope(inner=lambda x, h, a: 1 - np.square(x)),
            "1 − a² is right for a = tanh x.",
            "At x = 2 it is negative, and f rises everywhere.",
            "Which name holds the output of tanh?",
        ),
        Mistake(
            "outer_twice",
            "the sigmoid's slope at its own output, σ'(a)",
            _slope(outer=lambda x, h, a: _s(a) * (1 - _s(a))),
            "a has been through the sigmoid already.",
            "At x = 0 it gives 0.235, and the measured slope is 0.25.",
            "Is there any exponential left to compute?",
        ),
        Mistake(
            "added",
            "the two slopes added",
            lambda x: _slope(inner=lambda x, h, a: 1.0)(x) + 1 - np.tanh(x) ** 2,
            "One function feeds the other; this is a single path. What reaches the second is multiplied by its slope.",
            "At x = 0 it gives 1.25, and the measured slope is 0.25.",
            "When tanh x grows by d, by how much does σ grow?",
            also=(
                lambda x: _at_x(x, 0, 0) + 1 - np.tanh(np.tanh(x)) ** 2,
                lambda x: _at_x(x, 0, 0) + 1 - np.tanh(x) ** 2,
            ),
        ),
        Mistake(
            "outer_only",
            "the sigmoid's slope alone",
            _slope(inner=lambda x, h, a: 1.0 + 0 * h),
            "The line with the inner slope was needed: x isn't what goes into the sigmoid.",
            "At x = 2 it gives 0.2, and the measured slope is 0.014: tanh is nearly flat there.",
            "How steep is tanh at x = 2?",
        ),
        Mistake(
            "inner_only",
            "the slope of tanh alone",
            _slope(outer=lambda x, h, a: 1.0 + 0 * h),
            "tanh isn't the end: its output goes through the sigmoid.",
            "At x = 0 it gives 1; a sigmoid is never steeper than a quarter.",
            "Which factor belongs to the second function?",
        ),
        Mistake(
            "rules_exchanged",
            "1 − a² for the sigmoid and h (1 − h) for tanh: each rule at the other's output",
            _slope(lambda x, h, a: 1 - a**2, lambda x, h, a: h * (1 - h)),
            "The two rules look alike, and each belongs to its own function.",
            "At x = 0 it gives 0, and f is steepest there.",
            "Which of the two functions has the slope 1 at 0?",
        ),
    ),
    hints=(
        "Both faults are invisible at 0. Measure f at −1, 0.5 and 2, and print h, a, outer and inner for these points.",
        "The sigmoid gets tanh x, and not x: which name holds it? And h is the output of tanh already: what is its slope in terms of h?",
        "a = 1 / (1 + np.exp(-h))\ninner = 1 - h**2",
    ),
    symptoms=(
        ("right at 0 only", "Which of your lines use x where they should use h?"),
        (
            "too large far from 0",
            "Far out tanh is flat. Is your inner slope near 0 there?",
        ),
    ),
    another_way=(
        "Name every value on the way forward once, and use only these names on the way back: "
        "then a slope can't be taken at the wrong place."
    ),
)
