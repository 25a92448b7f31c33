"""Lesson 03: the exercise `neuron_step`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .shared import _s


def neuron_step(x, w, b, t, eta):
    """`(w, b)` after one step of gradient descent on one sample;
    `w` (n,), `b` a float.
    """
    o = 1 / (1 + np.exp(-(np.dot(w, x) + b)))
    delta = (o - t) * o * (1 - o)
    return w - eta * delta * x, b - eta * delta


def _step_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([1.0, 2.0]), np.array([0.5, -0.5]), 0.2, 1.0, 2.0))
    for n in (3, 5):
        x, w = rng.normal(size=n) + 0.5, rng.normal(size=n) / 2
        yield Case((x, w, 0.3, float(rng.uniform(-0.5, -0.2)), 1.5))
    yield Case((np.array([1.5]), np.array([0.4]), -0.2, 0.0, 3.0))
    yield Case((np.array([30.0, 40.0]), np.array([0.01, -0.02]), 0.2, 1.0, 0.5))


def _step(rule: Callable[..., Any]) -> Callable[..., Any]:
    """A wrong version from x, w, b, t, eta and a function for δ."""

    def wrong(x: Any, w: Any, b: float, t: float, eta: float) -> Any:
        def delta(w: Any, b: float) -> float:
            o = _s(np.dot(w, x) + b)
            return (o - t) * o * (1 - o)

        return rule(x, w, b, t, eta, delta)

    return wrong


def _weights_first(x, w, b, t, eta, delta):
    w = w - eta * delta(w, b) * x
    return w, b - eta * delta(w, b)


def _bias_first(x, w, b, t, eta, delta):
    b = b - eta * delta(w, b)
    return w - eta * delta(w, b) * x, b


def _no_slope_step(x, w, b, t, eta, delta):
    error = _s(np.dot(w, x) + b) - t
    return w - eta * error * x, b - eta * error


def _two_steps(x, w, b, t, eta):
    w, b = neuron_step(x, w, b, t, eta)
    return neuron_step(x, w, b, t, eta)


EXERCISE = Exercise(
    title="One step downhill",
    statement=(
        "Write `neuron_step(x, w, b, t, eta)`: the new `(w, b)` after one step of gradient "
        "descent on one sample, with the step size `eta`. "
        "Both gradients belong to the *old* parameters. Leave the argument `w` as it was."
    ),
    reference=neuron_step,
    cases=_step_cases,
    parts=("w", "b"),
    needs=("neuron_output", "neuron_delta", "neuron_gradients"),
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "ascent",
            "a step uphill: the gradient added",
            _step(
                lambda x, w, b, t, eta, d: (
                    w + eta * d(w, b) * x,
                    b + eta * d(w, b),
                )
            ),
            "The gradient points where E grows.",
            "The loss is larger after the step than before.",
            "Do you want to go up?",
        ),
        Mistake(
            "bias_kept",
            "the bias left as it was",
            _step(lambda x, w, b, t, eta, d: (w - eta * d(w, b) * x, b)),
            "A bias is a parameter too; copied examples on the web leave it out.",
            "b is the same before and after.",
            "Which gradient have you not used?",
        ),
        Mistake(
            "weights_first",
            "the bias's gradient taken after the weights had moved",
            _step(_weights_first),
            "Two lines, one after the other: the second already sees the new w.",
            "w is right; b is a little off, and more so with a larger eta.",
            "At which point do both gradients belong?",
        ),
        Mistake(
            "bias_first",
            "the weights' gradient taken after the bias had moved",
            _step(_bias_first),
            "Two lines, one after the other: the second already sees the new b.",
            "b is right; w is a little off.",
            "Compute both gradients first. Then move.",
        ),
        Mistake(
            "no_eta",
            "a step of size 1, without eta",
            _step(lambda x, w, b, t, eta, d: (w - d(w, b) * x, b - d(w, b))),
            "With eta = 1 nobody could tell.",
            "Another eta gives the same result.",
            "Where does eta stand?",
        ),
        Mistake(
            "no_slope",
            "a step along the error, without the slope of the sigmoid",
            _step(_no_slope_step),
            "That is the step of another loss, cross-entropy.",
            "The step is at least four times too long.",
            "Is o (1 − o) in your δ?",
        ),
        Mistake(
            "only_change",
            "the change alone, −η times the gradient",
            _step(lambda x, w, b, t, eta, d: (-eta * d(w, b) * x, -eta * d(w, b))),
            "That is what is added; the new parameters are asked for.",
            "With eta = 0 everything should stay, and here it becomes 0.",
            "What is the change added to?",
        ),
        Mistake(
            "two_steps",
            "two steps instead of one",
            _two_steps,
            "A loop, or a call of a function that steps already.",
            "With eta halved the result isn't the old one.",
            "How often does your function change w?",
        ),
        Mistake(
            "only_gradient",
            "the gradients instead of the new parameters",
            _step(lambda x, w, b, t, eta, d: (d(w, b) * x, d(w, b))),
            "They say which way is up and how steep; the step is still to come.",
            "With eta = 0 it should give w and b back.",
            "What does the step begin with?",
        ),
        Mistake(
            "own_eta",
            "a step size of your own, whatever eta is",
            _step(
                lambda x, w, b, t, eta, d: (w - 0.1 * d(w, b) * x, b - 0.1 * d(w, b))
            ),
            "A number is typed into the body, so the argument is never used.",
            "With eta doubled the step stays.",
            "Where does your function use eta?",
            also=(
                _step(
                    lambda x, w, b, t, eta, d: (
                        w - 0.01 * d(w, b) * x,
                        b - 0.01 * d(w, b),
                    )
                ),
                _step(
                    lambda x, w, b, t, eta, d: (
                        w - 0.5 * d(w, b) * x,
                        b - 0.5 * d(w, b),
                    )
                ),
            ),
        ),
        Mistake(
            "only_w",
            "the new weights alone, without the bias",
            _step(lambda x, w, b, t, eta, d: w - eta * d(w, b) * x),
            "The bias moves as well, and whoever calls it needs both.",
            "One array comes back, and two results are asked for.",
            "What is the new bias?",
        ),
    ),
    hints=(
        "First both gradients, then both parameters.",
        "dw, db = neuron_gradients(x, w, b, t) does most of it.",
        "return w - eta * dw, b - eta * db",
    ),
    symptoms=(
        ("the loss goes up", "Minus the gradient."),
        ("it says that my argument changed", "w -= … changes the caller's array."),
    ),
    taught="A step",
    another_way=(
        "With the bias folded in, both lines are one: `w1 = w1 - eta * delta * x1`."
    ),
)
