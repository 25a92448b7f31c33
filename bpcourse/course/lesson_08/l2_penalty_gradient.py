"""Lesson 08: the exercise `l2_penalty_gradient`."""

from __future__ import annotations

from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake

from .shared import _penalty_cases


def l2_penalty_gradient(W, lam):
    """Gradient of lam times the sum of the squared weights; like `W`."""
    return 2 * lam * W


def _slopes(penalty: Any) -> Any:
    def measure(case: Case) -> Measured:
        W, lam = case.args
        value = (penalty(W + 1e-5, lam) - penalty(W - 1e-5, lam)) / 2e-5
        return Measured("slope of the penalty by a central difference", value)

    return measure


EXERCISE = Exercise(
    title="The pull of L2",
    statement=(
        "L2 adds the penalty $\\lambda\\sum w^2$ to the loss. Write `l2_penalty_gradient(W, lam)`, "
        "the gradient of the penalty, for an array `W` of any shape. Every step then subtracts "
        "η times it as well."
    ),
    reference=l2_penalty_gradient,
    cases=_penalty_cases,
    measure=_slopes(lambda W, lam: lam * W**2),
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "no_two",
            "λW: the 2 of the derivative is missing",
            lambda W, lam: lam * W,
            "With a half before the penalty it would be right; here there is none.",
            "For w = 3 and λ = 0.5 the measured slope is 3; yours is 1.5.",
            "What is the derivative of w²?",
        ),
        Mistake(
            "penalty_itself",
            "λ times the squares: the penalty itself",
            lambda W, lam: lam * W**2,
            "A gradient is linear in w here; the penalty is its square.",
            "For w = −4 it is positive, and would push w further down.",
            "Which way should a negative weight be pulled?",
        ),
        Mistake(
            "l1",
            "λ sign(W), the subgradient of L1",
            lambda W, lam: lam * np.sign(W),
            "L1 pulls every weight equally; L2 pulls large ones harder.",
            "Double a weight, and the pull should double.",
            "Which of the two penalties has squares?",
        ),
        Mistake(
            "sign",
            "−2λW: the sign is turned",
            lambda W, lam: -2 * lam * W,
            "Subtracted in a step, it would make weights grow.",
            "The penalty rises with w for positive w, so its slope is positive.",
            "Which way does the penalty rise?",
        ),
        Mistake(
            "mean",
            "divided by the number of weights",
            lambda W, lam: 2 * lam * W / np.size(W),
            "The penalty is a sum over the weights, not a mean.",
            "A larger layer would be pulled less.",
            "Is there a mean in the formula?",
        ),
        Mistake(
            "summed",
            "one number: the sum over all weights",
            lambda W, lam: 2 * lam * np.sum(W),
            "Each weight has a slope of its own.",
            "The result has no shape left.",
            "Which terms of the sum depend on one weight?",
        ),
        Mistake(
            "penalty_number",
            "λ times the sum of the squares: the penalty, one number",
            lambda W, lam: lam * np.sum(W**2),
            "That is the value. Its gradient has an entry for each weight.",
            "The result has no shape left.",
            "What is the derivative of w²?",
        ),
        Mistake(
            "step",
            "W − 2λW: the weights after a step",
            lambda W, lam: W - 2 * lam * W,
            "The step is another function's part; here the slope is asked for.",
            "With λ = 0 it gives W, and the slope is 0.",
            "What is subtracted from W in a step?",
        ),
    ),
    hints=(
        "Take one weight: what is the derivative of λw²?",
        "The same for every entry, so an array expression will do.",
        "return 2 * lam * W",
    ),
    symptoms=(
        ("the weights grow", "Is the sign right? The step subtracts this gradient."),
    ),
    taught="Make weights expensive",
    another_way="In a step it becomes W * (1 - 2 * eta * lam): every weight shrinks by the same factor, hence “weight decay”.",
)
