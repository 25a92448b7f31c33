"""Lesson 09: the exercise `rmsprop_step`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .shared import draws, turned


def rmsprop_step(w, s, g, eta, rho, eps=1e-8):
    """`(w, s)` after one step of RMSProp; `w`, `s`, `g` arrays of one shape, the others floats."""
    s = rho * s + (1 - rho) * g**2
    return w - eta * g / (np.sqrt(s) + eps), s


def _cases(rng: Rng) -> Iterator[Case]:
    yield Case(
        (np.array([1.0, -2.0]), np.array([0.5, 4.0]), np.array([2.0, -1.0]), 0.1, 0.5)
    )
    for w, s, g in draws(rng, 1):
        eta, rho = float(rng.uniform(0.01, 0.5)), float(rng.uniform(0.5, 0.95))
        yield Case((w, s, g, eta, rho, 0.3))
    yield Case((turned(rng), np.abs(turned(rng)), turned(rng), 0.2, 0.9))
    yield Case(
        (np.array([1.0, 2.0]), np.zeros(2), np.array([0.0, 3.0]), 0.1, 0.9, 1e-2)
    )


def _s(s, g, rho):
    return rho * s + (1 - rho) * np.square(g)


EXERCISE = Exercise(
    title="A step size for each weight",
    statement="Write `rmsprop_step(w, s, g, eta, rho, eps)`: `s` is a running average of the *squared* gradient: it keeps the part `rho` of itself, and the rest of it is the new square. Then each weight moves by `eta` times its gradient, divided by the root of the new average, plus `eps` so that nothing is divided by 0. Return the new `(w, s)`. All arrays have one shape; the ones that you were given stay as they were.",
    reference=rmsprop_step,
    parts=("w", "s"),
    cases=_cases,
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "no_root",
            "divided by s instead of its root",
            lambda w, s, g, eta, rho, eps=1e-8: (
                w - eta * g / (_s(s, g, rho) + eps),
                _s(s, g, rho),
            ),
            "A square has the wrong size: doubled gradients would make steps half as long.",
            "Multiply every gradient by 10: the step should stay about the same.",
            "Which power of g stands above, which below?",
        ),
        Mistake(
            "eps_inside",
            "ε inside the root",
            lambda w, s, g, eta, rho, eps=1e-8: (
                w - eta * g / np.sqrt(_s(s, g, rho) + eps),
                _s(s, g, rho),
            ),
            "Both forms are in use. Inside the root ε counts as a square.",
            "With ε = 0.3 the two differ in the first digit.",
            "To what is ε added in the statement?",
        ),
        Mistake(
            "old_average",
            "the step is divided by the old average",
            lambda w, s, g, eta, rho, eps=1e-8: (
                w - eta * g / (np.sqrt(s) + eps),
                _s(s, g, rho),
            ),
            "The average is renewed first.",
            "With s = 0 the first step would be divided by ε alone.",
            "Which of the two lines comes first?",
        ),
        Mistake(
            "sum_of_squares",
            "the squares are added up, as in AdaGrad",
            lambda w, s, g, eta, rho, eps=1e-8: (
                w - eta * g / (np.sqrt(s + np.square(g)) + eps),
                s + np.square(g),
            ),
            "A sum only grows, and the steps get smaller for ever.",
            "s should stay near the typical square.",
            "Which part of the old s is kept?",
        ),
        Mistake(
            "not_squared",
            "the average of the gradient instead of its square",
            lambda w, s, g, eta, rho, eps=1e-8: (
                w - eta * g / (np.sqrt(np.abs(rho * s + (1 - rho) * g)) + eps),
                rho * s + (1 - rho) * g,
            ),
            "Gradients of both signs would cancel; squares can not.",
            "s becomes negative for a negative gradient.",
            "What is averaged?",
        ),
        Mistake(
            "rho_swapped",
            "ρ and 1 − ρ exchanged",
            lambda w, s, g, eta, rho, eps=1e-8: (
                w - eta * g / (np.sqrt(_s(s, g, 1 - rho)) + eps),
                _s(s, g, 1 - rho),
            ),
            "ρ is the part of the old average that is kept.",
            "With ρ = 0.9 it forgets nearly everything at once.",
            "Which of the two parts is the memory?",
        ),
        Mistake(
            "no_one_minus",
            "the new square comes in whole",
            lambda w, s, g, eta, rho, eps=1e-8: (
                w - eta * g / (np.sqrt(rho * s + np.square(g)) + eps),
                rho * s + np.square(g),
            ),
            "In an average the two parts add up to 1.",
            "With a steady gradient s should become its square, not ten times it.",
            "What are the two parts of an average?",
        ),
        Mistake(
            "uphill",
            "the step is added",
            lambda w, s, g, eta, rho, eps=1e-8: (
                w + eta * g / (np.sqrt(_s(s, g, rho)) + eps),
                _s(s, g, rho),
            ),
            "The gradient points uphill.",
            "The weight moves the way the loss grows.",
            "Which sign does a step of descent have?",
        ),
        Mistake(
            "sign_only",
            "the direction alone: the sign of g",
            lambda w, s, g, eta, rho, eps=1e-8: (w - eta * np.sign(g), _s(s, g, rho)),
            "That is nearly what happens in the long run, but the size still counts.",
            "A gradient much smaller than usual should make a small step.",
            "Where is the size of g in your step?",
        ),
        Mistake(
            "no_average",
            "divided by the gradient's own size",
            lambda w, s, g, eta, rho, eps=1e-8: (
                w - eta * g / (np.abs(g) + eps),
                _s(s, g, rho),
            ),
            "The memory is in s, and s must be used.",
            "Every step has the same length.",
            "What stands under the root?",
        ),
        Mistake(
            "average_lost",
            "the average comes back unchanged",
            lambda w, s, g, eta, rho, eps=1e-8: (
                w - eta * g / (np.sqrt(_s(s, g, rho)) + eps),
                s + 0,
            ),
            "The next step needs the new average.",
            "Called again and again, it remembers nothing.",
            "Which s do you return?",
        ),
        Mistake(
            "eps_default",
            "your own ε, whatever eps is",
            lambda w, s, g, eta, rho, eps=1e-8: (
                w - eta * g / (np.sqrt(_s(s, g, rho)) + 1e-8),
                _s(s, g, rho),
            ),
            "Who calls the function chooses ε.",
            "With eps = 0.3 nothing changes.",
            "Where is the argument eps used?",
        ),
        Mistake(
            "one_for_all",
            "one step size for all weights: the mean of the squares",
            lambda w, s, g, eta, rho, eps=1e-8: (
                w - eta * g / (np.sqrt(np.mean(_s(s, g, rho))) + eps),
                _s(s, g, rho),
            ),
            "Each weight has an average of its own: that is the point.",
            "Weights with small gradients hardly move.",
            "What shape has s, and what shape is divided by?",
        ),
    ),
    hints=(
        "Two lines: first the new average of squares, then the step.",
        "s keeps the part rho of itself, and the part 1 − rho is the new square. The step divides by the root of the *new* s.",
        "Under the fraction stands np.sqrt(s) + eps: the eps outside the root.",
    ),
    symptoms=(
        ("inf or a huge first step", "Is it divided by the old s, which is 0?"),
        (
            "nearly right, off in the first digits",
            "Does eps stand inside the root? Which s is under it?",
        ),
    ),
    taught="A step size of its own",
    another_way="Multiply every gradient by 1000: the path stays nearly the same. That is its purpose.",
)
