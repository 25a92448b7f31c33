"""Lesson 09: the exercise `momentum_step`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .shared import draws, turned


def momentum_step(w, v, g, eta, beta):
    """`(w, v)` after one step with momentum; `w`, `v`, `g` arrays of one shape, `eta`, `beta` floats."""
    v = beta * v + g
    return w - eta * v, v


def _cases(rng: Rng) -> Iterator[Case]:
    yield Case(
        (np.array([1.0, -2.0]), np.array([0.5, 4.0]), np.array([2.0, -1.0]), 0.1, 0.5)
    )
    for w, v, g in draws(rng, 1):
        yield Case(
            (w, v, g, float(rng.uniform(0.01, 0.5)), float(rng.uniform(0.3, 0.95)))
        )
    yield Case((turned(rng), turned(rng), turned(rng), 0.2, 0.9))
    yield Case((np.array([1.0]), np.array([0.0]), np.array([3.0]), 0.1, 0.9))


def _v(v, g, beta):
    return beta * v + g


EXERCISE = Exercise(
    title="A step that remembers",
    statement="Write `momentum_step(w, v, g, eta, beta)`: one step of gradient descent that remembers. The *velocity* `v` keeps the part `beta` of itself and takes in the whole new gradient `g`; then `w` moves against the new velocity, `eta` times its length. Return the new `(w, v)`. `w`, `v` and `g` are arrays of one shape; the ones that you were given stay as they were.",
    reference=momentum_step,
    parts=("w", "v"),
    cases=_cases,
    points=2,
    minutes=4,
    mistakes=(
        Mistake(
            "old_velocity",
            "the weight moves along the old velocity",
            lambda w, v, g, eta, beta: (w - eta * v, _v(v, g, beta)),
            "The velocity is renewed first; the step uses the new one.",
            "With v = 0 the weight does not move, whatever the gradient is.",
            "Which of the two lines comes first?",
        ),
        Mistake(
            "average",
            "an average, β v + (1 − β) g, instead of a sum",
            lambda w, v, g, eta, beta: (
                w - eta * (beta * v + (1 - beta) * g),
                beta * v + (1 - beta) * g,
            ),
            "Adam averages. Here the gradient comes in whole.",
            "With v = 0 and β = 0.9 the velocity should be g, not a tenth of it.",
            "By what is g multiplied in the statement?",
        ),
        Mistake(
            "no_memory",
            "plain descent: nothing is remembered",
            lambda w, v, g, eta, beta: (w - eta * g, g),
            "Without β v it is the step of lesson 06.",
            "Two gradients in the same direction should add up.",
            "Where does the old velocity go?",
        ),
        Mistake(
            "keeps_all",
            "the old velocity is kept whole: β is forgotten",
            lambda w, v, g, eta, beta: (w - eta * (v + g), v + g),
            "Without friction the velocity never gets smaller.",
            "It is right for β = 1 only.",
            "Which part of v is kept?",
        ),
        Mistake(
            "uphill",
            "the step is added",
            lambda w, v, g, eta, beta: (w + eta * _v(v, g, beta), _v(v, g, beta)),
            "v points uphill, as g does.",
            "Along the velocity the loss grows.",
            "Which sign does a step of descent have?",
        ),
        Mistake(
            "minus_in_velocity",
            "v = β v − g, and the step subtracts it",
            lambda w, v, g, eta, beta: (w - eta * (beta * v - g), beta * v - g),
            "In some books v points downhill, and is then added. Both signs were turned, or one too many.",
            "With v = 0 the weight moves uphill.",
            "Does your v point uphill or downhill?",
        ),
        Mistake(
            "other_convention",
            "v = β v − η g, added to w: the other convention",
            lambda w, v, g, eta, beta: (w + beta * v - eta * g, beta * v - eta * g),
            "It gives the same path when it starts from 0, but its v is another quantity.",
            "v comes back with η in it and the opposite sign.",
            "What does the statement say is kept in v?",
        ),
        Mistake(
            "eta_in_velocity",
            "η stands in the velocity, too",
            lambda w, v, g, eta, beta: (
                w - eta * (beta * v + eta * g),
                beta * v + eta * g,
            ),
            "η scales the step, not what is remembered.",
            "With v = 0 and η = 0.1 the velocity is a tenth of g.",
            "How often does η occur in the two lines?",
        ),
        Mistake(
            "no_eta",
            "the whole velocity, without η",
            lambda w, v, g, eta, beta: (w - _v(v, g, beta), _v(v, g, beta)),
            "Who decides how far?",
            "With η = 0.1 the step is ten times too long.",
            "Where is eta in your step?",
        ),
        Mistake(
            "swapped",
            "the pair in the wrong order: (v, w)",
            lambda w, v, g, eta, beta: (_v(v, g, beta), w - eta * _v(v, g, beta)),
            "First the weight, then the velocity.",
            "The first result should be near w.",
            "In which order does the statement name them?",
        ),
        Mistake(
            "velocity_lost",
            "the velocity comes back unchanged",
            lambda w, v, g, eta, beta: (w - eta * _v(v, g, beta), v + 0),
            "The next step needs the new velocity.",
            "Called again and again, it forgets every gradient.",
            "Which v do you return?",
        ),
        Mistake(
            "beta_on_gradient",
            "β stands at the gradient: v + β g",
            lambda w, v, g, eta, beta: (w - eta * (v + beta * g), v + beta * g),
            "β is the part of the *old* velocity that is kept.",
            "With v = 0 the velocity should be g.",
            "Which of the two terms gets smaller from step to step?",
        ),
    ),
    hints=(
        "Two lines: first the new velocity, then the new weight.",
        "The velocity keeps the part beta of itself, and the gradient is added as it is. The weight moves against the new velocity.",
        "The new velocity is beta times the old one plus g; the new weight is w minus eta times that.",
    ),
    symptoms=(
        (
            "w doesn't move in the first step",
            "Is the step made with the old velocity, which is 0?",
        ),
        ("the second call is wrong", "Return the new velocity; the next step gets it."),
    ),
    taught="A ball that rolls",
    another_way="With β = 0 it is the step of lesson 06. In the long run, along a steady gradient, the velocity becomes g / (1 − β).",
)
