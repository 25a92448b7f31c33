"""Lesson 03: the exercise `neuron_gradients`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng

from .shared import _s, _slope


def _loss(x: Any, w: Any, b: float, t: float) -> float:
    return float(0.5 * (_s(np.dot(w, x) + b) - t) ** 2)


def neuron_gradients(x, w, b, t):
    """`(dw, db)`, slopes of E with respect to weights and bias;
    `x`, `w`, `dw` (n,), `db` a float.
    """
    o = 1 / (1 + np.exp(-(np.dot(w, x) + b)))
    delta = (o - t) * o * (1 - o)
    return delta * x, delta


def _gradient_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([2.0, 4.0]), np.array([0.3, -0.2]), 0.5, 0.0))
    yield Case((np.array([0.5, -1.0, 2.0]), np.array([0.1, 0.2, -0.3]), 0.05, 1.0))
    for n in (4, 2):
        x, w = rng.normal(size=n), rng.normal(size=n) / 2
        yield Case((x, w, float(rng.uniform(0.2, 0.6)), float(rng.uniform(0.8, 1.0))))
    yield Case((np.array([3.0]), np.array([0.2]), -0.3, 1.0))


def _gradients_measured(case: Case) -> Measured:
    x, w, b, t = case.args

    def along(j: int) -> float:
        unit = np.eye(len(w))[j]
        return _slope(lambda h: _loss(x, w + h * unit, b, t), 0.0)

    dw = [along(j) for j in range(len(w))]
    db = _slope(lambda v: _loss(x, w, v, t), b)
    return Measured("slopes of E by central differences", (np.array(dw), db))


def _gradients(rule: Callable[..., Any]) -> Callable[..., Any]:
    """A wrong version from x, w, b, o, t and the right δ."""

    def wrong(x: Any, w: Any, b: float, t: float) -> Any:
        o = _s(np.dot(w, x) + b)
        return rule(x, w, b, o, t, (o - t) * o * (1 - o))

    return wrong


EXERCISE = Exercise(
    title="How the error reaches each weight",
    statement=(
        "Write `neuron_gradients(x, w, b, t)`, which returns `(dw, db)`. Run the neuron forward, "
        "form $\\delta$, and pass it on to every weight and to the bias. `x`, `w` and `dw` are arrays `(n,)`, the "
        "others floats."
    ),
    reference=neuron_gradients,
    cases=_gradient_cases,
    measure=_gradients_measured,
    parts=("dw", "db"),
    needs=("neuron_output", "neuron_delta"),
    points=3,
    minutes=7,
    mistakes=(
        Mistake(
            "sign",
            "both gradients with their sign turned",
            _gradients(lambda x, w, b, o, t, d: (-d * x, -d)),
            "t − o points to where you want to be; a gradient points uphill.",
            "A step against it makes the loss grow.",
            "Is the error o − t?",
        ),
        Mistake(
            "no_slope",
            "the slope of the sigmoid left out",
            _gradients(lambda x, w, b, o, t, d: ((o - t) * x, o - t)),
            "It is right for cross-entropy, or for a neuron without activation.",
            "The measured slopes are smaller by o (1 − o), at most a quarter.",
            "Which link leads from o back to z?",
        ),
        Mistake(
            "weights_for_inputs",
            "δ times the weights instead of the inputs",
            _gradients(lambda x, w, b, o, t, d: (d * w, d)),
            "δ w is ∂E/∂x: what an input receives. A weight receives δ times its input.",
            "With all weights 0 the gradient would be 0, and nothing would ever start.",
            "What does w_j multiply in z?",
        ),
        Mistake(
            "bias_forgotten",
            "a bias gradient of 0",
            _gradients(lambda x, w, b, o, t, d: (d * x, 0.0)),
            "b stands in the formula like a constant, and it is a parameter.",
            "Change b a little, and E changes.",
            "What is ∂z/∂b?",
        ),
        Mistake(
            "bias_times_b",
            "the bias gradient as δ times b",
            _gradients(lambda x, w, b, o, t, d: (d * x, d * b)),
            "A bias is multiplied by 1, not by itself.",
            "With b = 0 the bias would stay 0 for ever.",
            "Which input does the bias have?",
        ),
        Mistake(
            "bias_without_slope",
            "the bias gradient as the error, without the slope",
            _gradients(lambda x, w, b, o, t, d: (d * x, o - t)),
            "The way from E to b leads through the sigmoid as well.",
            "dw is right, and db is at least four times too large.",
            "Which links do the ways to w and to b share?",
        ),
        Mistake(
            "inputs_forgotten",
            "δ alone for every weight, without its input",
            _gradients(lambda x, w, b, o, t, d: (d * np.ones(len(x)), d)),
            "That is the gradient of the bias, whose input is 1.",
            "An input of 0 can't matter, and its weight would move all the same.",
            "What is ∂z/∂w_j?",
        ),
        Mistake(
            "bias_is_one",
            "db = 1: the last link alone",
            _gradients(lambda x, w, b, o, t, d: (d * x, 1.0)),
            "∂z/∂b is 1, and the links before it belong to the chain as well.",
            "The bias would move by the same amount for every error.",
            "What is ∂E/∂b = δ · ∂z/∂b?",
        ),
        Mistake(
            "bias_sums_dw",
            "db = Σ dw",
            _gradients(lambda x, w, b, o, t, d: (d * x, np.sum(d * x))),
            "The bias has a link of its own: ∂z/∂b is 1, whatever the inputs are.",
            "It depends on the inputs, and z doesn't reach the bias by way of them.",
            "What is ∂z/∂b?",
        ),
        Mistake(
            "slope_again",
            "the slope of the sigmoid taken at the output",
            _gradients(
                lambda x, w, b, o, t, d: (
                    (o - t) * _s(o) * (1 - _s(o)) * x,
                    (o - t) * _s(o) * (1 - _s(o)),
                )
            ),
            "o is a value of the sigmoid already. Its slope is o (1 − o).",
            "The slope hardly changes, however far the unit is saturated.",
            "Is there any exponential left to compute after o?",
        ),
        Mistake(
            "slope_of_z",
            "z (1 − z): the rule for the output, applied to z",
            _gradients(
                lambda x, w, b, o, t, d: (
                    (o - t) * (np.dot(w, x) + b) * (1 - (np.dot(w, x) + b)) * x,
                    (o - t) * (np.dot(w, x) + b) * (1 - (np.dot(w, x) + b)),
                )
            ),
            "o (1 − o) is the slope, with o = σ(z).",
            "For negative z its sign turns, and a sigmoid rises everywhere.",
            "Which quantity does the rule want: z, or σ(z)?",
        ),
        Mistake(
            "no_sigmoid",
            "a neuron without its sigmoid, o = z",
            _gradients(
                lambda x, w, b, o, t, d: (
                    (np.dot(w, x) + b - t) * x,
                    np.dot(w, x) + b - t,
                )
            ),
            "That is the gradient of a linear unit.",
            "The loss that the slopes are measured from has the sigmoid in it.",
            "Which function stands between z and E?",
            also=(
                _gradients(
                    lambda x, w, b, o, t, d: (
                        (np.dot(w, x) + b - t)
                        * (np.dot(w, x) + b)
                        * (1 - np.dot(w, x) - b)
                        * x,
                        (np.dot(w, x) + b - t)
                        * (np.dot(w, x) + b)
                        * (1 - np.dot(w, x) - b),
                    )
                ),
            ),
        ),
        Mistake(
            "loss_times_slope",
            "E times the slope instead of E's own slope",
            _gradients(
                lambda x, w, b, o, t, d: (
                    0.5 * (o - t) ** 2 * o * (1 - o) * x,
                    0.5 * (o - t) ** 2 * o * (1 - o),
                )
            ),
            "The first link is ∂E/∂o = o − t.",
            "It is never negative for positive inputs, so no weight would ever grow.",
            "What is the derivative of (o − t)²/2 with respect to o?",
        ),
        Mistake(
            "summed",
            "dw added up to one number",
            _gradients(lambda x, w, b, o, t, d: (np.sum(d * x), d)),
            "np.dot and np.sum add; each weight has a slope of its own.",
            "All weights would be told to move alike.",
            "How many weights are there?",
        ),
        Mistake(
            "only_dw",
            "dw alone, without db",
            _gradients(lambda x, w, b, o, t, d: d * x),
            "The bias is a parameter too, and some texts forget it.",
            "One array comes back, and two results are asked for.",
            "What is ∂E/∂b?",
        ),
        Mistake(
            "one_array",
            "dw and db in one array",
            _gradients(lambda x, w, b, o, t, d: np.append(d * x, d)),
            "All numbers are there; whoever calls it wants them apart.",
            "One array comes back, and two results are asked for.",
            "What does `return dw, db` give?",
            also=(_gradients(lambda x, w, b, o, t, d: np.append(d, d * x)),),
        ),
        Mistake(
            "new_parameters",
            "new parameters instead of their gradients",
            _gradients(lambda x, w, b, o, t, d: (w - d * x, b - d)),
            "The step is another function's part; here the slopes are asked for.",
            "Where the output equals the target it gives w and b, and the slopes are 0.",
            "Which line takes the step? Leave it to neuron_step.",
        ),
    ),
    hints=(
        "All ways from E to a parameter go through z: first δ, then one more link.",
        "∂z/∂w_j = x_j and ∂z/∂b = 1.",
        "delta = (o - t) * o * (1 - o)\nreturn delta * x, delta",
    ),
    symptoms=(
        ("right for the weights, wrong for the bias", "What is ∂z/∂b? Only one link."),
        ("the loss goes up", "Is the error o − t, or t − o?"),
    ),
    taught="From z to each weight",
    another_way=(
        "With the bias as weight number 0 and a 1 in front of x, there is one formula: "
        "`delta * x1`."
    ),
)
