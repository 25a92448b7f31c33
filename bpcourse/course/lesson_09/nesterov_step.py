"""Lesson 09: the exercise `nesterov_step`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Formula, Mistake, Rng

from .shared import turned


def nesterov_step(w, v, gradient, eta, beta):
    """`(w, v)` after one step; `w`, `v` arrays of one shape, `gradient` a function of `w`."""
    v = beta * v + gradient(w - eta * beta * v)
    return w - eta * v, v


VALLEY = Formula("w: np.array([1.0, 10.0]) * w")
BENT = Formula("w: w**3 + np.sin(w)")


def _cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([1.0, -2.0]), np.array([0.5, 4.0]), VALLEY, 0.05, 0.5))
    for formula in (VALLEY, BENT):
        w, v = rng.normal(size=2), rng.normal(size=2)
        eta, beta = float(rng.uniform(0.02, 0.1)), float(rng.uniform(0.5, 0.95))
        yield Case((w, v, formula, eta, beta))
    yield Case((turned(rng), turned(rng), BENT, 0.1, 0.9))
    yield Case((np.array([2.0, 1.0]), np.zeros(2), VALLEY, 0.03, 0.9))


EXERCISE = Exercise(
    title="The gradient one step ahead",
    statement="Momentum moves by the old velocity anyway, so it may as well ask for the gradient *there*. Write `nesterov_step(w, v, gradient, eta, beta)`: `gradient` is a function; ask it once, at the place $w-\\eta\\beta v$ to which the old velocity alone would lead, and then step from `w` as `momentum_step` does. Return the new `(w, v)`.",
    reference=nesterov_step,
    parts=("w", "v"),
    cases=_cases,
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "at_w",
            "the gradient at w: plain momentum",
            lambda w, v, gradient, eta, beta: (
                w - eta * (beta * v + gradient(w)),
                beta * v + gradient(w),
            ),
            "Nesterov asks further ahead.",
            "On a straight slope there is no difference; in a valley there is.",
            "At which place do you call gradient?",
        ),
        Mistake(
            "ahead_uphill",
            "the gradient at w + ηβv",
            lambda w, v, gradient, eta, beta: (
                w - eta * (beta * v + gradient(w + eta * beta * v)),
                beta * v + gradient(w + eta * beta * v),
            ),
            "v points uphill: the old velocity leads to w − ηβv.",
            "It looks backwards.",
            "Where would the old velocity alone lead?",
        ),
        Mistake(
            "ahead_without_beta",
            "the gradient at w − ηv",
            lambda w, v, gradient, eta, beta: (
                w - eta * (beta * v + gradient(w - eta * v)),
                beta * v + gradient(w - eta * v),
            ),
            "Only the part β of the velocity is kept.",
            "It looks too far ahead.",
            "Which part of v moves the weight in this step?",
        ),
        Mistake(
            "ahead_without_eta",
            "the gradient at w − βv",
            lambda w, v, gradient, eta, beta: (
                w - eta * (beta * v + gradient(w - beta * v)),
                beta * v + gradient(w - beta * v),
            ),
            "A velocity becomes a distance by η.",
            "With η = 0.05 it looks twenty times too far.",
            "By what is v multiplied in a step?",
        ),
        Mistake(
            "steps_from_ahead",
            "the step starts from the place ahead",
            lambda w, v, gradient, eta, beta: (
                w - eta * beta * v - eta * (beta * v + gradient(w - eta * beta * v)),
                beta * v + gradient(w - eta * beta * v),
            ),
            "The place ahead is for the gradient only.",
            "The part βv is walked twice.",
            "From where does the step start?",
        ),
        Mistake(
            "velocity_lost",
            "only the new gradient is kept in v",
            lambda w, v, gradient, eta, beta: (
                w - eta * gradient(w - eta * beta * v),
                gradient(w - eta * beta * v),
            ),
            "The velocity keeps the part β of itself.",
            "Nothing is remembered.",
            "Where is β v in your new velocity?",
        ),
        Mistake(
            "average",
            "an average instead of a sum",
            lambda w, v, gradient, eta, beta: (
                w - eta * (beta * v + (1 - beta) * gradient(w - eta * beta * v)),
                beta * v + (1 - beta) * gradient(w - eta * beta * v),
            ),
            "The gradient comes in whole.",
            "With v = 0 the step is too short by 1 − β.",
            "By what is the gradient multiplied?",
        ),
        Mistake(
            "uphill",
            "the step is added",
            lambda w, v, gradient, eta, beta: (
                w + eta * (beta * v + gradient(w - eta * beta * v)),
                beta * v + gradient(w - eta * beta * v),
            ),
            "v points uphill.",
            "The loss grows.",
            "Which sign does a step of descent have?",
        ),
        Mistake(
            "old_velocity",
            "the weight moves along the old velocity",
            lambda w, v, gradient, eta, beta: (
                w - eta * v,
                beta * v + gradient(w - eta * beta * v),
            ),
            "The velocity is renewed first.",
            "With v = 0 nothing moves.",
            "Which line comes first?",
        ),
        Mistake(
            "swapped",
            "the pair in the wrong order",
            lambda w, v, gradient, eta, beta: (
                beta * v + gradient(w - eta * beta * v),
                w - eta * (beta * v + gradient(w - eta * beta * v)),
            ),
            "First the weight, then the velocity.",
            "The first result should be near w.",
            "In which order are they asked for?",
        ),
    ),
    hints=(
        "Three lines: the place ahead, the new velocity, the new weight.",
        "The place ahead is w − eta·beta·v. The gradient there is added to beta·v.",
        "Only the gradient is taken ahead; the step itself starts from w.",
    ),
    symptoms=(("equal to momentum", "At which place is gradient called?"),),
    taught="A ball that rolls",
    another_way="Written with the change of v alone, it is momentum with a correction: the gradient is renewed before the step and not after it.",
)
