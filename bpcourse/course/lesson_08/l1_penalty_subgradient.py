"""Lesson 08: the exercise `l1_penalty_subgradient`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.lesson_07.shared import _problem_of_shape
from bpcourse.course.model import Case, Exercise, Mistake, Problem, Rng
from bpcourse.course.shared import _quiet

from .shared import _penalty_cases


def l1_penalty_subgradient(W, lam):
    """A subgradient of lam times the sum of the absolute weights; like `W`."""
    return lam * np.sign(W)


def _l1_cases(rng: Rng) -> Iterator[Case]:
    yield from _penalty_cases(rng)
    yield Case((np.array([0.0, 2.0, -0.0, -1.0]), 0.3))
    yield Case((np.array([1e-5, -1e-5, 1e-300, 3.0]), 0.3))


def _l1_judge(case: Case, want: Any, got: Any) -> Problem | None:
    W, lam = case.args
    problem = _problem_of_shape(got, W.shape, "the result")
    if problem:
        return problem
    values = np.asarray(got, dtype=float)
    wrong = np.abs(values - want) > 1e-6 * lam
    wrong = np.where(W == 0, ~(np.abs(values) <= lam * (1 + 1e-6)), wrong)
    if not wrong.any():
        return None
    index = tuple(int(i) for i in np.argwhere(wrong)[0])
    unscaled = bool(np.all((values == np.sign(W)) | (W == 0)))
    slope = f"the slope of lam·|w| there is {want[index]:.6g}"
    if W[index] == 0:
        slope = f"any slope from {-lam:.6g} to {lam:.6g} is right there"
    return Problem(
        f"at w = {W[index]:.6g} with lam = {lam:.6g} it gives {values[index]:.6g}; {slope}",
        "no_lambda" if unscaled else None,
    )


EXERCISE = Exercise(
    title="The pull of L1",
    statement=(
        "L1 adds the penalty $\\lambda\\sum|w|$ to the loss. Write `l1_penalty_subgradient(W, lam)`, "
        "its gradient, for an array `W` of any shape. The corner at 0 has many slopes: at "
        "exactly 0 any number of $[-\\lambda,\\lambda]$ is accepted."
    ),
    reference=l1_penalty_subgradient,
    cases=_l1_cases,
    judge=_l1_judge,
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "plain_sum",
            "λ for every weight, the gradient of the plain sum",
            lambda W, lam: lam * np.ones_like(W),
            "The plain sum has no minimum: it falls for ever as the weights go to minus infinity.",
            "A negative weight would be pushed further down.",
            "Which way should a negative weight be pulled?",
            also=(lambda W, lam: lam * (W != 0),),
        ),
        Mistake(
            "l2",
            "2λW, the gradient of L2",
            lambda W, lam: 2 * lam * W,
            "L2 pulls large weights harder; L1 pulls all alike, which is why it reaches 0.",
            "Double a weight, and the pull of L1 stays.",
            "What is the slope of |w| at 3, and at 300?",
        ),
        Mistake(
            "absolute",
            "λ|W|: the penalty itself",
            lambda W, lam: lam * np.abs(W),
            "The slope of |w| is 1 or −1, whatever w is.",
            "At w = −4 the slope is negative; yours is positive.",
            "Sketch |w|: how steep is it on each side?",
        ),
        Mistake(
            "sign",
            "−λ sign(W): the sign is turned",
            lambda W, lam: -lam * np.sign(W),
            "Subtracted in a step, it would push weights away from 0.",
            "The penalty rises with |w|.",
            "Which way does |w| rise for a positive w?",
            also=(lambda W, lam: np.where(W > 0, -lam, lam),),
        ),
        Mistake(
            "no_lambda",
            "sign(W), without λ",
            lambda W, lam: np.sign(W),
            "λ says how strong the pull is.",
            "It doesn't change with λ.",
            "Where does your function use lam?",
        ),
        Mistake(
            "lambda_times_weight",
            "λW, which is neither L1 nor L2",
            lambda W, lam: lam * W,
            "That is the gradient of half of L2.",
            "Large weights are pulled harder, and L1 treats all alike.",
            "Which function of w has the slopes 1 and −1?",
        ),
        Mistake(
            "positive_only",
            "λ above 0, and 0 below",
            lambda W, lam: lam * (W > 0),
            "That is the slope of max(0, w). |w| has a slope on both sides.",
            "A negative weight isn't pulled at all.",
            "How steep is |w| to the left of 0?",
            also=(lambda W, lam: lam * (W >= 0),),
        ),
        Mistake(
            "over_absolute",
            "λ W / |W|, which is nan at 0",
            lambda W, lam: _quiet(lambda: lam * W / np.abs(W)),
            "Each half is right; at 0 it is 0/0.",
            "A single weight of 0 gives nan, and L1 makes many of them.",
            "Which function of NumPy gives 1, −1 and 0?",
        ),
        Mistake(
            "penalty_number",
            "λ times the sum of the absolute weights: the penalty, one number",
            lambda W, lam: lam * np.abs(W).sum(),
            "That is the value. Its slope has an entry for each weight.",
            "The result has no shape left.",
            "How does |w| change when w grows a little?",
        ),
        Mistake(
            "mean",
            "divided by the number of weights",
            lambda W, lam: lam * np.sign(W) / W.size,
            "The penalty is a sum over the weights, not a mean.",
            "A larger layer would be pulled less.",
            "Is there a mean in the formula?",
        ),
        Mistake(
            "summed",
            "one number: the sum over all weights",
            lambda W, lam: lam * np.sign(W).sum(),
            "Each weight has a slope of its own.",
            "The result has no shape left.",
            "Which terms of the sum depend on one weight?",
        ),
        Mistake(
            "doubled",
            "2λ sign(W): a 2 from the square of L2",
            lambda W, lam: 2 * lam * np.sign(W),
            "The 2 comes from differentiating a square. There is none here.",
            "For λ = 0.5 it gives 1, and |w| times 0.5 rises by 0.5.",
            "How steep is |w| to the right of 0?",
        ),
        Mistake(
            "whole_numbers",
            "cut to whole numbers",
            lambda W, lam: (lam * np.sign(W)).astype(int),
            "An array of integers can't hold 0.5; NumPy cuts it off without a word.",
            "With λ below 1 everything is 0.",
            "Which dtype has your result?",
        ),
        Mistake(
            "clipped",
            "W clipped to −λ … λ",
            lambda W, lam: np.clip(W, -lam, lam),
            "Large weights are right, and small ones are pulled by their own size, as L2 does.",
            "For w = 0.25 and λ = 0.5 it gives 0.25, and |w| rises there with slope 0.5.",
            "How steep is |w| at 0.25, and how steep at 3?",
        ),
    ),
    hints=(
        "Sketch |w|. What is its slope to the right of 0, and what to the left?",
        "np.sign gives 1, −1 and 0.",
        "return lam * np.sign(W)",
    ),
    symptoms=(
        (
            "the weights drift to minus infinity",
            "Is it the plain sum? The absolute value matters.",
        ),
    ),
    taught="Make weights expensive",
    another_way="np.where(W > 0, lam, -lam) chooses −λ at the corner, which is a subgradient too.",
)
