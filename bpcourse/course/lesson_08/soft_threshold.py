"""Lesson 08: the exercise `soft_threshold`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng


def soft_threshold(W, amount):
    """Every weight `amount` nearer to 0, and at 0 where it would cross; like `W`."""
    return np.sign(W) * np.maximum(np.abs(W) - amount, 0)


def _threshold_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([-2.0, -0.3, 0.05, 0.4, 1.0]), 0.5))
    yield Case((rng.normal(size=(4, 3)), 0.4))
    yield Case((rng.normal(size=6), float(rng.uniform(0.1, 0.9))))
    yield Case((rng.normal(size=(2, 2, 3)), 0.0))


def _threshold_by_search(case: Case) -> Measured:
    """The v with the smallest (v - w)^2 / 2 + amount |v|, on an ever finer grid."""
    W, amount = case.args
    found = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        low, high = -abs(W[index]) - 1, abs(W[index]) + 1
        for _ in range(40):
            grid = np.linspace(low, high, 9)
            cost = (grid - W[index]) ** 2 / 2 + amount * np.abs(grid)
            at = int(cost.argmin())
            low, high = grid[max(at - 1, 0)], grid[min(at + 1, 8)]
        found[index] = (low + high) / 2
    return Measured(
        "the v that makes (v − w)²/2 + amount·|v| smallest, by search", found
    )


def _one_after_other(W: Any, amount: float) -> Any:
    W = np.array(W, dtype=float)
    W[amount < W] -= amount
    W[W + amount < 0] += amount
    W[np.abs(W) <= amount] = 0.0
    return W


EXERCISE = Exercise(
    title="Weights that become exactly 0",
    statement=(
        "A step along the slope of $\\lambda|w|$ jumps over 0 and back, and never rests on it. The "
        "*proximal* step of L1 does. Write `soft_threshold(W, amount)`: every weight moves by "
        "`amount` towards 0, and stays at 0 where it would cross."
    ),
    reference=soft_threshold,
    cases=_threshold_cases,
    measure=_threshold_by_search,
    points=1,
    minutes=4,
    mistakes=(
        Mistake(
            "no_stop",
            "a plain step along −sign(W): small weights cross 0",
            lambda W, amount: W - amount * np.sign(W),
            "That is what descent on L1 does, and why it gives no exact zeros.",
            "0.05 with amount 0.5 becomes −0.45: further from 0 than before.",
            "What should happen to a weight that is smaller than amount?",
        ),
        Mistake(
            "hard",
            "small weights set to 0, and the others left as they are",
            lambda W, amount: np.where(np.abs(W) > amount, W, 0.0),
            "That is hard thresholding, or pruning; L1 pulls the large weights as well.",
            "1.0 with amount 0.5 stays 1.0.",
            "By how much does a large weight move?",
        ),
        Mistake(
            "no_sign",
            "the sign lost: every result is positive",
            lambda W, amount: np.maximum(np.abs(W) - amount, 0),
            "The absolute value is shrunk, and never gets its sign back.",
            "−2 with amount 0.5 becomes 1.5.",
            "On which side of 0 does −2 stay?",
        ),
        Mistake(
            "one_sided",
            "amount subtracted from every weight: negative ones become 0",
            lambda W, amount: np.maximum(W - amount, 0),
            "Towards 0 is down for positive weights, and up for negative ones.",
            "−2 with amount 0.5 becomes 0.",
            "Which way is 0 from −2?",
        ),
        Mistake(
            "scaled",
            "every weight scaled by 1 − amount, as L2 does",
            lambda W, amount: W * (1 - amount),
            "A factor never reaches 0. L1 takes the same amount from all.",
            "0.05 with amount 0.5 becomes 0.025, and not 0.",
            "How far does a weight of 0.05 move, and one of 1?",
        ),
        Mistake(
            "clipped",
            "clipped to [−amount, amount]",
            lambda W, amount: np.clip(W, -amount, amount),
            "Clipping keeps small weights and cuts large ones: what is taken off is what you keep.",
            "−2 with amount 0.5 becomes −0.5; the step takes 0.5 off and leaves −1.5.",
            "What is W minus your result?",
        ),
        Mistake(
            "subtracted",
            "amount subtracted from every weight",
            lambda W, amount: W - amount,
            "Towards 0 is down for positive weights, and up for negative ones.",
            "−2 with amount 0.5 becomes −2.5: further from 0.",
            "Which way is 0 from −2?",
        ),
        Mistake(
            "small_kept",
            "large weights shrunk, and small ones left as they are",
            lambda W, amount: np.where(np.abs(W) > amount, W - amount * np.sign(W), W),
            "A small weight would cross 0, so it was left alone. It should stop at 0.",
            "0.05 with amount 0.5 stays 0.05, and nothing becomes exactly 0.",
            "How far can a weight of 0.05 move before it reaches 0?",
        ),
        Mistake(
            "one_after_other",
            "two lines, of which the second one sees what the first one has done",
            _one_after_other,
            "W[W > amount] −= amount brings a weight of 0.7 to 0.2, and the next line sets it to 0.",
            "1.0 with amount 0.5 becomes 0, and it should be 0.5.",
            "Make all masks of the old W, before anything is changed.",
        ),
        Mistake(
            "crosses_below",
            "negative weights that cross 0",
            lambda W, amount: np.where(W > 0, np.maximum(W - amount, 0), W + amount),
            "Positive weights stop at 0. Negative ones are moved up, and go on.",
            "−0.3 with amount 0.5 becomes 0.2.",
            "Which function stops a negative weight at 0?",
            also=(
                lambda W, amount: np.where(
                    W < 0, np.minimum(W + amount, 0), W - amount
                ),
            ),
        ),
        Mistake(
            "relu",
            "max(W, 0): amount is never used",
            lambda W, amount: np.maximum(W, 0),
            "That cuts the negative weights off, and leaves the others as they are.",
            "−2 becomes 0, and 1.0 stays 1.0.",
            "Where does your function use amount?",
        ),
        Mistake(
            "subgradient",
            "amount · sign(W): what is taken off, and not what is left",
            lambda W, amount: amount * np.sign(W),
            "That is the pull of L1. The step starts at W.",
            "With amount 0 it gives 0, and W should stay as it is.",
            "What is left of −2, when 0.5 is taken off its size?",
        ),
        Mistake(
            "minimum",
            "a minimum where the maximum belongs",
            lambda W, amount: np.sign(W) * np.minimum(np.abs(W) - amount, 0),
            "The maximum with 0 stops what would fall below 0; the minimum stops the others.",
            "1.0 with amount 0.5 becomes 0, and 0.05 becomes −0.45.",
            "Which of |w| − amount and 0 is to be kept?",
        ),
    ),
    hints=(
        "Take absolute values, shrink them, and give the signs back.",
        "np.maximum(…, 0) stops at 0; np.sign(W) has the signs.",
        "return np.sign(W) * np.maximum(np.abs(W) - amount, 0)",
    ),
    symptoms=(
        ("all results are positive", "Multiply by np.sign(W) at the end."),
        ("nothing is exactly 0", "Small weights must stop at 0, not cross it."),
    ),
    taught="Make weights expensive",
    another_way="W - np.clip(W, -amount, amount) is the same: what is clipped off is what the step takes.",
)
