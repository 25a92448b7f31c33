"""Lesson 02: the exercise `huber_gradient`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng

from .shared import _gradient


def huber_gradient(o, t, d):
    """Gradient of the Huber loss with respect to `o`;
    `o`, `t` (K,), d > 0 a float; (K,).
    """
    return np.clip(o - t, -d, d)


def _huber_cases(rng: Rng) -> Iterator[Case]:
    o, t = np.array([3.0, 0.5, -2.0, 0.0]), np.array([0.0, 1.0, 0.0, 0.25])
    yield Case((o, t, 1.5))
    yield Case((rng.normal(size=3) * 2, rng.normal(size=3), 0.4))
    yield Case((rng.normal(size=5), rng.normal(size=5) * 3, float(rng.uniform(2, 3))))
    near = np.array([-0.701, -0.699, 0.699, 0.701])
    yield Case((near, np.zeros(4), 0.7))
    yield Case((rng.normal(size=(3, 2))[:, 0], rng.normal(size=3), 0.2))
    yield Case((np.array([1e6]), np.array([-1e6]), 0.3))


def _huber(r: Any, d: float) -> Any:
    return np.where(np.abs(r) <= d, r**2 / 2, d * (np.abs(r) - d / 2))


def _huber_measured(case: Case) -> Measured | None:
    o, t, d = case.args
    if np.abs(o).max() > 100:  # differences of such values are rounding
        return None
    value = _gradient(lambda v: float(_huber(v - t, d).sum()), o)
    return Measured("slope of the loss by a central difference", value)


def _beyond(value: Any) -> Any:
    """The gradient with another value where |r| > d; `value` is a function of r and d."""
    return lambda o, t, d: np.where(np.abs(o - t) <= d, o - t, value(o - t, d))


EXERCISE = Exercise(
    title="The gradient of the Huber loss",
    statement=(
        "The *Huber loss* is a square for small errors and a straight line for large ones, so that "
        "one far-off target can't pull as hard as it likes. It is $E=\\sum_kh(o_k-t_k)$ with\n\n"
        "$$h(r)=\\begin{cases}\\frac12r^2&\\text{for }|r|\\le d\\\\[2pt] "
        "d\\,\\big(|r|-\\frac d2\\big)&\\text{for }|r|>d\\end{cases}$$\n\n"
        "Find the gradient with respect to $o$, and write `huber_gradient(o, t, d)` for the outputs "
        "and the targets of one sample, `(K,)`, and a float $d>0$. The judge is a central "
        "difference of $E$."
    ),
    reference=huber_gradient,
    cases=_huber_cases,
    measure=_huber_measured,
    transfer=True,
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "square_only",
            "o − t everywhere: the gradient of the half squared error",
            lambda o, t, d: o - t,
            "Beyond d the loss is a straight line, and a line has one slope.",
            "With d = 1.5 and an error of 3 it gives 3, and the measured slope is 1.5.",
            "How does h(r) grow when r goes from 3 to 4?",
        ),
        Mistake(
            "line_only",
            "d times the sign of the error everywhere",
            lambda o, t, d: d * np.sign(o - t),
            "That is the slope of the straight part. Near 0 the loss is a square.",
            "With an error of −0.5 it gives −1.5, and the measured slope is −0.5.",
            "Which part of h holds for a small error?",
        ),
        Mistake(
            "sign",
            "the gradient with its sign turned",
            lambda o, t, d: np.clip(t - o, -d, d),
            "It is the direction to move in; the gradient points uphill.",
            "Where the output is too large the loss grows with it, so the slope is positive.",
            "Does E grow or fall when an output that is too large grows?",
        ),
        Mistake(
            "slope_one",
            "±1 beyond d: the factor d of the straight part is missing",
            _beyond(lambda r, d: np.sign(r)),
            "The line is d times |r|, less a constant.",
            "With d = 1.5 and an error of 3 it gives 1, and the measured slope is 1.5.",
            "What is the slope of d · |r|?",
        ),
        Mistake(
            "always_positive",
            "d beyond d on both sides: the sign of the error is lost",
            _beyond(lambda r, d: d + 0 * r),
            "Left of −d the line falls: |r| has the slope −1 there.",
            "For an error of −2 it gives 1.5, and the measured slope is −1.5.",
            "What is the slope of |r| for a negative r?",
        ),
        Mistake(
            "times_r",
            "d r beyond d: r instead of its sign",
            _beyond(lambda r, d: d * r),
            "The slope of |r| is 1 or −1, however large r is.",
            "With d = 1.5 and an error of 3 it gives 4.5, and the measured slope is 1.5.",
            "How does h(r) grow when r goes from 3 to 4?",
        ),
        Mistake(
            "square_value",
            "the value of the square within d instead of its slope",
            lambda o, t, d: np.where(
                np.abs(o - t) <= d, 0.5 * (o - t) ** 2, d * np.sign(o - t)
            ),
            "Beyond d the slope is right. Within d it is the loss itself that stands there.",
            "With an error of −0.5 it gives 0.125, and the measured slope is −0.5.",
            "What is the slope of ½ r²?",
        ),
        Mistake(
            "line_value",
            "the value of the line beyond d instead of its slope",
            _beyond(lambda r, d: d * (np.abs(r) - d / 2)),
            "Inside you took the slope, outside the value.",
            "With d = 1.5 and an error of 3 it gives 3.375, and the measured slope is 1.5.",
            "What is left of d (|r| − d/2) when you differentiate?",
        ),
        Mistake(
            "value",
            "the loss of each output, and not its slope",
            lambda o, t, d: _huber(o - t, d),
            "The value and the slope are different things.",
            "Every entry is positive; half of the measured ones are negative.",
            "Which of the two does a step need?",
        ),
        Mistake(
            "swapped",
            "the two parts in each other's place",
            lambda o, t, d: np.where(
                np.abs(o - t) > d, o - t, d * np.sign(np.asarray(o - t))
            ),
            "The square holds inside |r| ≤ d, and the line outside.",
            "For a small error it gives d, for a large one the error itself.",
            "Which part is flatter than the square, and where is it needed?",
        ),
        Mistake(
            "zero_beyond",
            "0 beyond d: a large error has no slope at all",
            _beyond(lambda r, d: 0 * r),
            "The straight part is a line that rises, and not a flat one.",
            "With d = 1.5 and an error of 3 it gives 0, and the measured slope is 1.5.",
            "Does h(r) still grow when r goes from 3 to 4?",
        ),
        Mistake(
            "one_side",
            "r ≤ d instead of |r| ≤ d",
            lambda o, t, d: np.minimum(o - t, d),
            "The bars are lost: a large negative error counts as a small one.",
            "For an error of −2 and d = 1.5 it gives −2, and the measured slope is −1.5.",
            "Is −2 inside |r| ≤ 1.5?",
        ),
        Mistake(
            "own_d",
            "a threshold of your own, whatever d is",
            lambda o, t, d: np.clip(o - t, -1, 1),
            "1 is the usual default of libraries. Here d is an argument.",
            "For d = 0.4 it gives slopes up to 1.",
            "Where does d stand in your function?",
        ),
        Mistake(
            "mean",
            "divided by the number of outputs",
            lambda o, t, d: np.clip(o - t, -d, d) / len(o),
            "E is a sum over the outputs and has no 1/K.",
            "With four outputs everything is four times too small.",
            "Is there a mean in E?",
        ),
        Mistake(
            "summed",
            "one number: the sum of the slopes",
            lambda o, t, d: np.sum(np.clip(o - t, -d, d)),
            "The gradient has one entry for each output.",
            "Four outputs give one number.",
            "How many directions can the outputs move in?",
        ),
    ),
    hints=(
        "Write r = o − t for one output. How steep is h in each of its two parts, and on each side?",
        "Inside, the slope of a half square. Outside, |r| has the slope 1 or −1, and the constant "
        "vanishes.",
        "Inside it is the error itself; outside, the error cut off at d or at −d. NumPy has one "
        "function that cuts off on both sides.",
    ),
    symptoms=(
        ("the sign is wrong for negative errors", "What is the slope of |r| there?"),
        ("too large by a factor", "Is there a d at the straight part, and no 1/K?"),
    ),
    taught="Yours alone",
    another_way="Both parts have the slope d at r = d: the loss has no corner there, and its gradient doesn't jump.",
)
