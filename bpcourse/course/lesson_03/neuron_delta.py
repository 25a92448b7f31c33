"""Lesson 03: the exercise `neuron_delta`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng

from .shared import _s, _slope


def neuron_delta(o, t):
    """Slope of E with respect to z of a sigmoid neuron,
    from its output and its target; floats.
    """
    return (o - t) * o * (1 - o)


def _delta_cases(rng: Rng) -> Iterator[Case]:
    yield Case((0.8, 0.0))
    yield Case((0.3, 1.0))
    for _ in range(3):
        yield Case((float(rng.uniform(0.1, 0.4)), float(rng.uniform(0.6, 0.9))))
    yield Case((0.9999, 0.0))
    yield Case((0.8, 1.0))
    yield Case((0.3, 0.1))


def _delta_measured(case: Case) -> Measured:
    o, t = case.args
    z = float(np.log(o / (1 - o)))
    value = _slope(lambda u: float(0.5 * (_s(u) - t) ** 2), z)
    return Measured("slope of E with respect to z, by a central difference", value)


EXERCISE = Exercise(
    title="The error signal",
    statement=(
        "Write `neuron_delta(o, t)`, $\\delta=\\partial E/\\partial z$ for "
        "$E=\\frac12(o-t)^2$ and $o=\\sigma(z)$, from the output and the target alone: two floats in, "
        "a float out."
    ),
    reference=neuron_delta,
    cases=_delta_cases,
    measure=_delta_measured,
    points=1,
    minutes=4,
    mistakes=(
        Mistake(
            "sign",
            "δ with its sign turned, (t − o) o (1 − o)",
            lambda o, t: (t - o) * o * (1 - o),
            "It is what you want z to do; the gradient says what E does.",
            "With o above t, E rises with z: the slope is positive.",
            "If z rises and o is too large already, does E rise?",
        ),
        Mistake(
            "no_slope",
            "the error o − t, without the slope of the sigmoid",
            lambda o, t: o - t,
            "δ is often called “the error”. It is the error times a slope.",
            "At o = 0.9999 and t = 0 the error is almost 1, and E hardly moves with z.",
            "Which link of the chain leads from o back to z?",
        ),
        Mistake(
            "slope_again",
            "the slope taken at o instead of at z",
            lambda o, t: (o - t) * _s(o) * (1 - _s(o)),
            "o is σ(z) already. σ(o) sends it through the sigmoid a second time.",
            "At o = 0.9999 the true slope is 0.0001; this one is 0.2.",
            "Has your o been through the sigmoid?",
        ),
        Mistake(
            "slope_of_target",
            "the slope taken from the target, t (1 − t)",
            lambda o, t: (o - t) * t * (1 - t),
            "The sigmoid stands where the neuron is, not where it should be.",
            "With a target of 0 or 1 nothing is ever learned.",
            "At which point is the slope?",
        ),
        Mistake(
            "doubled",
            "twice δ: the half of E is forgotten",
            lambda o, t: 2 * (o - t) * o * (1 - o),
            "The half is there so that the 2 of the square goes away.",
            "The measured slope is half of it.",
            "What is the derivative of ½ (o − t)²?",
        ),
        Mistake(
            "loss_times_slope",
            "the loss itself times the slope",
            lambda o, t: 0.5 * (o - t) ** 2 * o * (1 - o),
            "The chain multiplies derivatives; the loss hasn't been differentiated.",
            "It is never negative, so z could never be told to rise.",
            "What is ∂E/∂o?",
            also=(lambda o, t: (o - t) ** 2 * o * (1 - o),),
        ),
        Mistake(
            "slope_alone",
            "the slope of the sigmoid alone",
            lambda o, t: o * (1 - o),
            "∂o/∂z is one link of two.",
            "It doesn't depend on the target.",
            "Which link leads from E to o?",
        ),
        Mistake(
            "only_o",
            "(o − t) o: the factor 1 − o is missing",
            lambda o, t: (o - t) * o,
            "The slope of σ is a product of two, and each flattens one end.",
            "At o = 0.9999 it is as large as ever, and the curve is flat there.",
            "What makes the slope small close to 1?",
        ),
        Mistake(
            "tanh_slope",
            "(o − t)(1 − o²), with the slope of tanh",
            lambda o, t: (o - t) * (1 - o**2),
            "1 − a² belongs to a = tanh(z), and o (1 − o) to a sigmoid.",
            "At o = 0.8 the slope is 0.36, and a sigmoid is nowhere steeper than a quarter.",
            "Which function made o out of z?",
        ),
        Mistake(
            "slope_of_error",
            "the slope taken at the error: e (1 − e)",
            lambda o, t: (o - t) * (o - t) * (1 - (o - t)),
            "The slope belongs to the output, wherever the target is.",
            "With t = 0 it is right by luck; with another t the slope moves.",
            "At which point of the curve does the neuron stand?",
        ),
        Mistake(
            "over_slope",
            "divided by the slope",
            lambda o, t: (o - t) / (o * (1 - o)),
            "The chain rule multiplies. Dividing would go from z to o, in the other direction.",
            "A saturated unit gets a huge gradient; it should get nearly none.",
            "How much does E move when z moves, and o hardly follows?",
        ),
        Mistake(
            "added",
            "the slope added to the error",
            lambda o, t: (o - t) + o * (1 - o),
            "Links of one chain are multiplied; sums are for several ways.",
            "Where o equals t the slope of E is 0, and yours isn't.",
            "How many ways lead from z to E?",
        ),
        Mistake(
            "loss",
            "E itself, and not its slope",
            lambda o, t: 0.5 * (o - t) ** 2,
            "The value and the slope of a curve are different things.",
            "It is never negative, so no output would ever be told to grow.",
            "How does E change when z grows a little?",
        ),
    ),
    hints=(
        "Two links: from E to o, and from o to z. Multiply them.",
        "∂E/∂o = o − t, and ∂o/∂z = o (1 − o).",
        "return (o - t) * o * (1 - o)",
    ),
    symptoms=(
        ("the loss goes up", "Is it o − t, or t − o?"),
        ("a saturated neuron gets a large delta", "Is the slope o (1 − o) in it?"),
    ),
    taught="From the error to z",
    another_way="`(o - t) * (o - o**2)` is the same slope, multiplied out.",
)
