"""Lesson 02: the exercise `half_squared_error_gradient`."""

from __future__ import annotations

import numpy as np

from bpcourse.course.model import Exercise, Measured, Mistake

from .shared import _gradient, _output_cases


def half_squared_error_gradient(o, t):
    """Gradient of the half squared error with respect to `o`; (K,)."""
    return o - t


EXERCISE = Exercise(
    title="The gradient of half the squared error",
    statement=(
        "Write `half_squared_error_gradient(o, t)`: the gradient of $E=\\frac12\\sum_k(o_k-t_k)^2$ with "
        "respect to the outputs, one entry $\\partial E/\\partial o_i$ for each of them. `o` and `t` are "
        "`(K,)`. Which terms of the sum know $o_i$, and what is the slope of what is left?"
    ),
    reference=half_squared_error_gradient,
    cases=_output_cases,
    measure=lambda case: Measured(
        "slope of E by a central difference",
        _gradient(lambda o: 0.5 * np.sum((o - case.args[1]) ** 2), case.args[0]),
    ),
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "sign",
            "t − o: the sign is turned",
            lambda o, t: t - o,
            "It points from where you are to where you want to be; a gradient points uphill.",
            "Where o is too large, E grows with o, so the slope is positive.",
            "If o rises a little above t, does E rise or fall?",
        ),
        Mistake(
            "doubled",
            "2 (o − t): the half of E is forgotten",
            lambda o, t: 2 * (o - t),
            "The derivative of the square brings a 2, and the half takes it away.",
            "Every measured slope is half of it.",
            "Which factor does E have before its sum?",
        ),
        Mistake(
            "mean",
            "(o − t) / K: as if E were a mean",
            lambda o, t: (o - t) / len(o),
            "A mean over the outputs would bring 1/K. E is half a sum.",
            "With three outputs the measured slopes are three times as large.",
            "Is there a 1/K in E?",
        ),
        Mistake(
            "mean_squared",
            "2 (o − t) / K, the gradient of the mean squared error",
            lambda o, t: 2 * (o - t) / len(o),
            "It is what libraries give for their mean squared error. With K = 2 it is even right.",
            "With three outputs it is two thirds of the measured slopes.",
            "Which constants does E have: 1/2, or 1/K?",
        ),
        Mistake(
            "summed",
            "one number: the sum of the errors",
            lambda o, t: np.sum(o - t),
            "A gradient has an entry for each output; the sum is gone after differentiating.",
            "All outputs would be told to move alike.",
            "Which terms of the sum depend on o_i?",
        ),
        Mistake(
            "squared",
            "the error squared: the value instead of the slope",
            lambda o, t: (o - t) ** 2,
            "The derivative of a square is linear in the error.",
            "It is never negative, so no output would ever be told to grow.",
            "What is the derivative of u² / 2?",
        ),
        Mistake(
            "slope_too_much",
            "(o − t) o (1 − o): the slope of an activation is multiplied in",
            lambda o, t: (o - t) * o * (1 - o),
            "That is ∂E/∂z of a sigmoid unit. Here the derivative is with respect to o.",
            "No activation occurs in E.",
            "With respect to what is the derivative taken?",
        ),
        Mistake(
            "sign_only",
            "the signs of the errors",
            lambda o, t: np.sign(o - t),
            "They are the slopes of the absolute errors, which weigh all errors alike.",
            "Close to the target the slope should be small; yours is 1 or −1.",
            "What is the derivative of u² / 2?",
        ),
    ),
    hints=(
        "Write E out for K = 2, and move o_0 alone. Which terms stay as they are?",
        "One term is left: half a square. Its slope is school calculus, with the chain rule for o − t.",
        "The 2 from the square meets the half. What is left of (o − t)²/2 when you differentiate?",
    ),
    symptoms=(
        ("right for two outputs only", "Is there a 2/K? With K = 2 it is 1."),
        ("the loss goes up", "Is it t − o? A gradient points uphill."),
    ),
    taught="One number for one sample",
    another_way="The sign is easy to remember: o above t means E grows with o, so the slope is positive.",
)
