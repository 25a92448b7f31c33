"""Lesson 00: the exercise `step_downhill`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng


def step_downhill(w, gradient, eta):
    """The weight after one step against its gradient, `eta` times its length;
    floats or arrays.
    """
    return w - eta * gradient


def _cases(rng: Rng) -> Iterator[Case]:
    yield Case((3.0, 2.0, 0.1))
    yield Case((np.array([0.5, -1.0, 2.0]), np.array([12.0, -3.0, 0.5]), 0.01))
    yield Case((rng.normal(size=(2, 3)), rng.normal(size=(2, 3)), 0.3))


EXERCISE = Exercise(
    title="One step downhill",
    statement=(
        "The gradient says in which direction the loss rises. Write `step_downhill(w, gradient, "
        "eta)`: the weight after a step *against* it, `eta` times the gradient long."
    ),
    reference=step_downhill,
    cases=_cases,
    points=1,
    minutes=2,
    mistakes=(
        Mistake(
            "uphill",
            "a step with the gradient: uphill",
            lambda w, gradient, eta: w + eta * gradient,
            "The gradient points to where the loss grows.",
            "From w = 3 with gradient 2 the loss falls when w gets smaller; yours grows.",
            "Which sign takes you downhill?",
        ),
        Mistake(
            "no_eta",
            "the whole gradient subtracted, without eta",
            lambda w, gradient, eta: w - gradient,
            "The gradient says how steep it is, not how far to go. eta decides that.",
            "With eta = 0.1 your step is ten times too long.",
            "Where does your function use eta?",
        ),
        Mistake(
            "divided",
            "a division by eta",
            lambda w, gradient, eta: w - gradient / eta,
            "A small eta should make a small step; a division makes it long.",
            "With eta = 0.1 your step is a hundred times too long.",
            "Should the step grow or shrink with eta?",
        ),
        Mistake(
            "only_the_change",
            "the change alone, and not the new weight",
            lambda w, gradient, eta: -eta * gradient,
            "That is how far to move; the step starts at w.",
            "From w = 3 you land near 0.",
            "Where does the step begin?",
        ),
        Mistake(
            "eta_times_weight",
            "eta times the weight, less the gradient",
            lambda w, gradient, eta: eta * w - gradient,
            "eta stands before the gradient, so that it scales the step.",
            "With gradient 0 the weight should stay; yours shrinks.",
            "What should happen where the gradient is 0?",
        ),
        Mistake(
            "scales",
            "a factor instead of a step: w (1 − η · gradient)",
            lambda w, gradient, eta: w * (1 - eta * gradient),
            "The step is η times the gradient long, wherever w is. A factor makes it η · gradient · w.",
            "From w = 3 with gradient 2 the step is 0.6 long, and η times the gradient is 0.2.",
            "How far should the step go from w = 0?",
        ),
        Mistake(
            "sign_only",
            "a step of length η, whatever the gradient's size",
            lambda w, gradient, eta: w - eta * np.sign(gradient),
            "Only the direction of the gradient is used.",
            "Near the bottom, where the slope is small, the step stays as long as ever.",
            "By what is η multiplied in the statement?",
        ),
        Mistake(
            "own_eta",
            "a step size of your own, whatever eta is",
            lambda w, gradient, eta: w - 0.1 * gradient,
            "A number is typed into the body, so the argument is never used.",
            "With eta = 0.01 the step is as long as with eta = 0.1.",
            "Where does your function use eta?",
            also=(
                lambda w, gradient, eta: w - 0.01 * gradient,
                lambda w, gradient, eta: w - 0.5 * gradient,
            ),
        ),
    ),
    hints=(
        "Three things: where you are, which way is up, how far to go.",
        "Go against the gradient: subtract it, times eta.",
        "return w - eta * gradient",
    ),
    symptoms=(("the loss goes up", "Is there a plus where a minus should be?"),),
    taught="3 New weights",
    another_way="`w -= eta * gradient` changes w itself, in place: shorter, and dangerous where somebody still needs the old weight.",
)
