"""Lesson 08: the exercise `elastic_gradient`, for the learner alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.lesson_07.shared import _problem_of_shape
from bpcourse.course.model import Case, Exercise, Measured, Mistake, Problem, Rng
from bpcourse.course.shared import _quiet


def elastic_gradient(W, l1, l2):
    """Gradient of the elastic penalty with the strengths `l1` and `l2`; like `W`."""
    pull = 2 * l2 * W
    return pull + l1 * np.sign(W)


def _cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([[2.0, -0.5], [-3.0, 0.25]]), 0.5, 0.25))
    for shape in ((4, 3), (5,), (2, 2, 3)):
        l1, l2 = rng.uniform(0.05, 0.9, 2)
        yield Case((rng.normal(size=shape), float(l1), float(l2)))
    yield Case((np.array([1e-6, -1e-6, 4.0, -0.75]), 0.3, 0.7))
    yield Case((rng.normal(size=(3, 2)), 0.0, 0.4))
    yield Case((rng.normal(size=(2, 4)), 0.4, 0.0))
    yield Case((np.array([0.0, 2.0, -0.0, -1.0]), 0.3, 0.6))


def _judge(case: Case, want: Any, got: Any) -> Problem | None:
    """At 0 every number from -l1 to l1 is right."""
    W, l1, _ = case.args
    problem = _problem_of_shape(got, W.shape, "the result")
    if problem:
        return problem
    values = np.asarray(got, dtype=float)
    wrong = ~(np.abs(values - want) <= 1e-6 * np.abs(want).max())
    wrong = np.where(W == 0, ~(np.abs(values) <= l1 * (1 + 1e-6)), wrong)
    if not wrong.any():
        return None
    index = tuple(int(i) for i in np.argwhere(wrong)[0])
    slope = f"the measured slope there is {want[index]:.6g}"
    if W[index] == 0:
        slope = f"any slope from {-l1:.6g} to {l1:.6g} is right there"
    return Problem(f"at w = {W[index]:.6g} it gives {values[index]:.6g}; {slope}")


def _by_differences(case: Case) -> Measured:
    """Entry by entry; the step is small beside the distance from 0."""
    W, l1, l2 = case.args
    h = np.where(W == 0, 1e-5, np.minimum(1e-5, np.abs(W) / 4))

    def penalty(V: Any) -> Any:
        return l1 * np.abs(V) + l2 * V**2

    slope = (penalty(W + h) - penalty(W - h)) / (2 * h)
    return Measured("slopes of the penalty by central differences", slope)


EXERCISE = Exercise(
    title="Two penalties at once",
    statement=(
        "L1 makes weights exactly 0, L2 keeps the others small. The *elastic* penalty has both, "
        "each with a strength of its own:\n\n"
        "$$R(W)=\\lambda_1\\sum|w|+\\lambda_2\\sum w^2$$\n\n"
        "Write `elastic_gradient(W, l1, l2)`, its gradient with respect to `W`, for an array `W` of any shape "
        "and strengths that may be 0. At $w=0$ any subgradient is accepted."
    ),
    reference=elastic_gradient,
    cases=_cases,
    judge=_judge,
    measure=_by_differences,
    transfer=True,
    points=2,
    minutes=6,
    taught="Make weights expensive",
    mistakes=(
        Mistake(
            "no_two",
            "the 2 of the square forgotten",
            lambda W, l1, l2: l1 * np.sign(W) + l2 * W,
            "The slope of w² is 2w. Without the 2 it is the slope of ½w².",
            "With l1 = 0 every slope is half of the measured one.",
            "Measure the slope of λw² at w = 1.",
        ),
        Mistake(
            "swapped",
            "the two strengths in each other's place",
            lambda W, l1, l2: l2 * np.sign(W) + 2 * l1 * W,
            "l1 belongs to the absolute values, l2 to the squares.",
            "With l1 = 0 there should be no constant part.",
            "Which of the two strengths comes first?",
        ),
        Mistake(
            "no_sign",
            "l1 with the same sign for every weight",
            lambda W, l1, l2: l1 + 2 * l2 * W,
            "That is the slope of the plain sum. |w| falls where w is below 0.",
            "Weights below 0 are pulled away from 0.",
            "What is the slope of |w| at w = −1?",
        ),
        Mistake(
            "absolute",
            "|w| where its slope belongs",
            lambda W, l1, l2: l1 * np.abs(W) + 2 * l2 * W,
            "|w| is a part of the penalty. Its slope is 1 or −1.",
            "The first part grows with the weight, though the slope of |w| doesn't.",
            "Sketch |w|. How steep is it at 3, and at 5?",
        ),
        Mistake(
            "penalty",
            "the penalty of each weight, not differentiated",
            lambda W, l1, l2: l1 * np.abs(W) + l2 * W**2,
            "The gradient says how the penalty changes with each weight.",
            "No entry is below 0, though weights below 0 are pulled upwards.",
            "What is the slope of w² at w = −1?",
        ),
        Mistake(
            "number",
            "the penalty as one number",
            lambda W, l1, l2: l1 * np.abs(W).sum() + l2 * (W**2).sum(),
            "A gradient has one slope for each weight.",
            "It has no shape.",
            "Which shape has W?",
        ),
        Mistake(
            "summed",
            "the slopes added up",
            lambda W, l1, l2: (l1 * np.sign(W) + 2 * l2 * W).sum(),
            "Each weight moves along its own slope.",
            "It has no shape.",
            "Which shape has W?",
        ),
        Mistake(
            "sign",
            "the step instead of the gradient: a minus too many",
            lambda W, l1, l2: -l1 * np.sign(W) - 2 * l2 * W,
            "The gradient points to where the penalty grows; the step takes the minus.",
            "It pushes weights away from 0 once it is subtracted.",
            "Does the penalty grow or fall when a weight above 0 grows?",
        ),
        Mistake(
            "l1_alone",
            "the L1 part alone",
            lambda W, l1, l2: l1 * np.sign(W),
            "Slopes of a sum are added.",
            "l2 makes no difference.",
            "Where does your function use l2?",
        ),
        Mistake(
            "l2_alone",
            "the L2 part alone",
            lambda W, l1, l2: 2 * l2 * W,
            "Slopes of a sum are added.",
            "l1 makes no difference.",
            "Where does your function use l1?",
        ),
        Mistake(
            "product",
            "the two slopes multiplied",
            lambda W, l1, l2: l1 * np.sign(W) * 2 * l2 * W,
            "The penalties are added, and so are their slopes.",
            "With one strength 0 nothing is left.",
            "What is the slope of f + g?",
        ),
        Mistake(
            "divided_by_absolute",
            "w / |w|, which is nan at 0",
            lambda W, l1, l2: _quiet(lambda: l1 * W / np.abs(W) + 2 * l2 * W),
            "It is right everywhere but at 0, where it divides 0 by 0.",
            "A weight of 0 becomes nan, and with it the whole network.",
            "Which function of NumPy gives 1, −1 and 0?",
        ),
    ),
    hints=(
        "The slope of a sum is the sum of the slopes. You have both of them, with one strength "
        "each.",
        "The absolute value pulls with the same force everywhere, towards 0; the square pulls "
        "in proportion to the weight.",
        "l1 times the sign of each weight, and to it twice l2 times the weight.",
    ),
    symptoms=(("nan at 0", "Don't divide by |w|: np.sign is 0 there."),),
    another_way=(
        "A proximal step does the L1 part without a jump over 0: "
        "soft_threshold(W - eta * 2 * l2 * W, eta * l1)."
    ),
)
