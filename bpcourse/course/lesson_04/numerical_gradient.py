"""Lesson 04: the exercise `numerical_gradient`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Formula, Mistake, Rng

from .shared import _gradient


def numerical_gradient(f, W, h=1e-5):
    """Central difference of the number `f(W)` by every element of `W`;
    an array like `W`.

    `W` may have any shape, and comes back unchanged.
    """
    gradient = np.zeros_like(W)
    for index in np.ndindex(W.shape):
        step = np.zeros_like(W)
        step[index] = h
        gradient[index] = (f(W + step) - f(W - step)) / (2 * h)
    return gradient


def _numerical_cases(rng: Rng) -> Iterator[Case]:
    f = Formula("W: np.exp(0.3 * W.sum()) + (W ** 3).sum()")
    yield Case((f, np.array([1.0, -2.0, 0.5]), 0.5))
    yield Case((f, rng.normal(size=(2, 3)), 0.3))
    X, t = rng.normal(size=(4, 3)), rng.uniform(size=(4, 2))
    loss = Formula(
        "W: float(((1 / (1 + np.exp(-X @ W)) - t) ** 2).sum() / 2)", X=X, t=t
    )
    yield Case(
        (loss, rng.normal(size=(3, 2))), show="the half squared error of a layer, W"
    )
    yield Case((f, rng.normal(size=(2, 2, 2)) / 2, 0.2))
    yield Case((f, np.array([0.0, 0.7, 0.0])))
    yield Case((Formula("W: (W**2).sum()"), np.array([[1.0, -2.0], [-0.5, 3.0]]), 0.1))
    yield Case((f, rng.normal(size=(3, 2)), 0.3), strided=True)


def _pushed(f: Any, W: Any, h: float, rule: Callable[[Any, Any], float]) -> Any:
    found = np.zeros_like(W)
    for index in np.ndindex(W.shape):
        step = np.zeros_like(W)
        step[index] = h
        found[index] = rule(W, step)
    return found


def _never_back(f, W, h=1e-5):
    W, found = W.copy(), np.zeros_like(W)
    for index in np.ndindex(W.shape):
        W[index] += h
        up = f(W)
        W[index] -= 2 * h
        found[index] = (up - f(W)) / (2 * h)
    return found


def _rows(f: Any, W: Any, h: float) -> Any:
    found = np.zeros(W.shape)
    for j in range(len(W)):
        step = np.zeros(W.shape)
        step[j] = h
        found[j] = (f(W + step) - f(W - step)) / (2 * h)
    return found


def _two_loops(f: Any, W: Any, h: float, flat: bool = False) -> Any:
    if flat and W.ndim != 2:
        return _rows(f, W.reshape(len(W), -1)[:, 0], h)
    found = np.zeros(W.shape)
    for j in range(W.shape[0]):
        for k in range(W.shape[1]):
            step = np.zeros(W.shape)
            step[j, k] = h
            found[j, k] = (f(W + step) - f(W - step)) / (2 * h)
    return found


def _relative(f: Any, W: Any, h: float) -> Any:
    found = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        step = np.zeros(W.shape)
        step[index] = h * W[index]
        found[index] = (f(W + step) - f(W - step)) / (2 * h)
    return found


EXERCISE = Exercise(
    title="Measure a whole gradient",
    statement=(
        "Write `numerical_gradient(f, W, h)`: for every element of `W` in turn, push it up and "
        "down by `h`, leave all the others, and see how the number `f(W)` changes; `f` gets an array of the shape "
        "of `W`, which may have one axis, two or more: `np.ndindex(W.shape)` gives every index in turn. It is slow "
        "and hard to get wrong: the judge of every gradient that you write from now on."
    ),
    reference=numerical_gradient,
    cases=_numerical_cases,
    rtol=1e-7,
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "one_sided",
            "a one-sided difference, (f(W + step) − f(W)) / h",
            lambda f, W, h=1e-5: _pushed(f, W, h, lambda W, s: (f(W + s) - f(W)) / h),
            "It is the definition of the derivative, without its limit.",
            "Its error goes with h, that of the central difference with h².",
            "Which point lies as far below W[index] as W[index] + h lies above?",
        ),
        Mistake(
            "half_run",
            "a division by h instead of 2h",
            lambda f, W, h=1e-5: _pushed(
                f, W, h, lambda W, s: (f(W + s) - f(W - s)) / h
            ),
            "The step is h, but the two points lie 2h apart.",
            "Everything is doubled.",
            "How far apart are the two points?",
        ),
        Mistake(
            "precedence",
            "… / 2 * h, which divides by 2 and then multiplies by h",
            lambda f, W, h=1e-5: _pushed(
                f, W, h, lambda W, s: (f(W + s) - f(W - s)) / 2 * h
            ),
            "In Python / and * go from left to right.",
            "For h = 1e-5 everything is nearly 0.",
            "Put 2 * h in brackets.",
        ),
        Mistake(
            "sign",
            "f(W − step) − f(W + step), so every sign is turned",
            lambda f, W, h=1e-5: _pushed(
                f, W, h, lambda W, s: (f(W - s) - f(W + s)) / (2 * h)
            ),
            "Rise and run go in opposite directions.",
            "Where f rises, it says that it falls.",
            "Take the upper point first.",
        ),
        Mistake(
            "all_at_once",
            "the slope when all elements are pushed together, the same number everywhere",
            lambda f, W, h=1e-5: np.full_like(W, (f(W + h) - f(W - h)) / (2 * h)),
            "W + h adds h to every element, so you measure along one direction only.",
            "It gives the sum of all partial derivatives in every place.",
            "How do you push one element and leave the others?",
        ),
        Mistake(
            "one_number",
            "all elements pushed together, and one number for all of them",
            lambda f, W, h=1e-5: (f(W + h) - f(W - h)) / (2 * h),
            "W + h pushes every element at once.",
            "One number comes back, the sum of all slopes; a gradient has one for each element.",
            "How do you push one element, and leave the others where they are?",
        ),
        Mistake(
            "never_back",
            "a push that isn't taken back before the next element's turn",
            _never_back,
            "After W[index] −= 2h the element stands at −h, and stays there for all later ones.",
            "The first element is right, the later ones drift.",
            "Where must W stand when the next element's turn comes?",
        ),
        Mistake(
            "at_zero",
            "the slope at 0: f of the step alone, without W",
            lambda f, W, h=1e-5: _pushed(
                f, W, h, lambda W, s: (f(s) - f(-s)) / (2 * h)
            ),
            "The step is what you add to W, not the place where you measure.",
            "The result doesn't depend on W.",
            "At which point is the slope asked for?",
        ),
        Mistake(
            "flat",
            "the right numbers in one long row",
            lambda f, W, h=1e-5: _gradient(f, W, h).ravel(),
            "A loop over W.ravel() needs its shape back at the end.",
            "For a matrix the result has one axis.",
            "End with reshape(W.shape), or index with np.ndindex(W.shape).",
        ),
        Mistake(
            "one_place",
            "0 everywhere: f asked twice at one place, or nothing written into the result",
            lambda f, W, h=1e-5: np.zeros(W.shape),
            "`up = W` and `down = W` are two names for one array, so both pushes hit it, and cancel.",
            "f(up) − f(down) is exactly 0 for every element.",
            "Which of your lines makes a new array? W.copy() does, and so does W + step.",
        ),
        Mistake(
            "own_h",
            "a step of your own, whatever h is",
            lambda f, W, h=1e-5: _gradient(f, W),
            "A number is typed into the body, so the argument is never used.",
            "For a curve of third degree h = 0.5 gives another result than 1e-5, and yours is the same.",
            "Where does your function use h?",
            also=(
                lambda f, W, h=1e-5: _gradient(f, W, 1e-4),
                lambda f, W, h=1e-5: _gradient(f, W, 1e-6),
                lambda f, W, h=1e-5: _gradient(f, W, 1e-3),
            ),
        ),
        Mistake(
            "other_default",
            "the right formula with another default for h",
            lambda f, W, h=0.1: _gradient(f, W, h),
            "Where h is given, all is right. Where it isn't, the default decides how far off the slopes are.",
            "Too large a default leaves out the curve between the points; too small a one, below 1e-10, leaves rounding.",
            "Which default does the signature above have?",
            also=(
                lambda f, W, h=1.0: _gradient(f, W, h),
                lambda f, W, h=0.01: _gradient(f, W, h),
                lambda f, W, h=1e-3: _gradient(f, W, h),
                lambda f, W, h=1e-10: _gradient(f, W, h),
                lambda f, W, h=1e-12: _gradient(f, W, h),
                lambda f, W, h=1e-15: _gradient(f, W, h),
                lambda f, W, h=1e-16: _gradient(f, W, h),
            ),
        ),
        Mistake(
            "whole_rows",
            "whole rows pushed at once",
            lambda f, W, h=1e-5: _rows(f, W, h),
            "W[j] is a row, and all of its elements move together.",
            "For a vector it is right; in a matrix all slopes of a row are alike, and each is their sum.",
            "How do you push one element of a matrix? np.ndindex(W.shape) gives every index.",
        ),
        Mistake(
            "two_loops",
            "two loops, for matrices only",
            lambda f, W, h=1e-5: _two_loops(f, W, h),
            "W may be a bias vector, or have three axes.",
            "For a vector W.shape[1] doesn't exist.",
            "np.ndindex(W.shape) gives every index, whatever the shape.",
            also=(lambda f, W, h=1e-5: _two_loops(f, W, h, flat=True),),
        ),
        Mistake(
            "relative_step",
            "a step in proportion to the element: W (1 ± h)",
            lambda f, W, h=1e-5: _relative(f, W, h),
            "The two points lie 2 h w apart, and the run under the line is 2h.",
            "Every slope comes out times its weight, and 0 where the weight is 0.",
            "How far apart are the two points?",
        ),
        Mistake(
            "skips_zeros",
            "elements that are 0 left out",
            lambda f, W, h=1e-5: np.where(W == 0, 0.0, _gradient(f, W, h)),
            "A weight of 0 has a slope too: it says whether it should stay 0.",
            "Biases begin at 0, and would never be checked.",
            "What does f do when an element of 0 is pushed?",
        ),
        Mistake(
            "value",
            "f(W) itself in every entry",
            lambda f, W, h=1e-5: np.full(W.shape, f(W)),
            "A value isn't a slope: nothing has been pushed yet.",
            "All entries are alike.",
            "At which two points has f to be asked?",
        ),
        Mistake(
            "backward",
            "a backward difference, (f(W) − f(W − step)) / h",
            lambda f, W, h=1e-5: _pushed(f, W, h, lambda W, s: (f(W) - f(W - s)) / h),
            "It measures on one side only, the left one.",
            "Its error is proportional to h, the central one's to h².",
            "Use the point on the other side as well: how far apart are the two?",
        ),
    ),
    hints=(
        "Lesson 01's central_difference, with one element at a time. What stays still?",
        "for index in np.ndindex(W.shape): … makes index a tuple that fits W[index]. Put h into "
        "a copy, or into a step of zeros.",
        "step = np.zeros_like(W)\nstep[index] = h\n"
        "gradient[index] = (f(W + step) - f(W - step)) / (2 * h)",
    ),
    symptoms=(
        (
            "it changes my W",
            "Add and subtract a step of zeros with one h, or copy W first.",
        ),
        ("the same number everywhere", "W + h pushes every element at once."),
        (
            "only the first entry is right",
            "Is each push taken back before the next one?",
        ),
    ),
    taught="A test that cannot hide a fault",
    another_way=(
        "gradcheck.complex_gradient steps into the complex plane: no difference, no cancellation, "
        "and all sixteen digits."
    ),
)
