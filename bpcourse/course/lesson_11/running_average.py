"""Lesson 11: the exercise `running_average`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng


def running_average(old, new, momentum):
    """The kept value after a batch: floats or arrays of one shape; 0 ≤ `momentum` ≤ 1."""
    return (1 - momentum) * old + momentum * new


def _cases(rng: Rng) -> Iterator[Case]:
    yield Case((2.0, 4.0, 0.1))
    yield Case((np.array([1.0, -2.0]), np.array([3.0, 0.5]), 0.25))
    for n in (3, 4):
        yield Case(
            (rng.normal(size=n), rng.normal(size=n), float(rng.uniform(0.05, 0.4)))
        )


EXERCISE = Exercise(
    title="What is kept for later",
    statement="At inference there may be one sample only, and no batch. So training keeps a running average of the batches' statistics. Write `running_average(old, new, momentum)`: the part `momentum` comes from the new batch, the rest is what was kept. Floats, or arrays of one shape. (With the name `momentum` libraries mean the part that is *new*.)",
    reference=running_average,
    cases=_cases,
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "parts_swapped",
            "momentum and 1 − momentum exchanged",
            lambda old, new, momentum: momentum * old + (1 - momentum) * new,
            "In lesson 09 β was the part that is kept. Here momentum is the part that is new.",
            "With 0.1 it forgets nine tenths at once.",
            "Which part comes from the new batch?",
        ),
        Mistake(
            "sum",
            "the old value is kept whole",
            lambda old, new, momentum: old + momentum * new,
            "The two parts of an average add up to 1.",
            "It grows with every batch.",
            "What are the two parts of an average?",
        ),
        Mistake(
            "new_only",
            "the new value alone",
            lambda old, new, momentum: new + 0 * old,
            "Then one odd batch decides all.",
            "momentum changes nothing.",
            "Where is what was kept?",
        ),
        Mistake(
            "old_only",
            "the old value alone",
            lambda old, new, momentum: old + 0 * new,
            "Then nothing is ever learned.",
            "momentum changes nothing.",
            "Where is the new batch?",
        ),
        Mistake(
            "plain_mean",
            "the plain mean of the two",
            lambda old, new, momentum: (old + new) / 2,
            "The parts are given by momentum.",
            "It is right for momentum = ½.",
            "Where is momentum?",
        ),
        Mistake(
            "difference",
            "the wrong sign of the pull",
            lambda old, new, momentum: old - momentum * (new - old),
            "The kept value moves towards the new one.",
            "It moves away.",
            "Where does it go if the new value is larger?",
        ),
        Mistake(
            "product",
            "a product of powers",
            lambda old, new, momentum: (
                np.abs(old) ** (1 - momentum) * np.abs(new) ** momentum
            ),
            "An average adds.",
            "It is never negative.",
            "Is a mean a sum or a product?",
        ),
        Mistake(
            "new_whole",
            "the new value comes in whole",
            lambda old, new, momentum: (1 - momentum) * old + new,
            "The two parts of an average add up to 1.",
            "It is larger than both.",
            "By what is the new value multiplied?",
        ),
        Mistake(
            "change_only",
            "only the change",
            lambda old, new, momentum: momentum * (new - old),
            "The kept value itself is asked for.",
            "It is 0 where old and new agree.",
            "What is it where both are equal?",
        ),
        Mistake(
            "squared",
            "momentum squared",
            lambda old, new, momentum: (1 - momentum**2) * old + momentum**2 * new,
            "The part itself, not its square.",
            "It moves too slowly.",
            "Which part is new?",
        ),
    ),
    hints=(
        "An average has two parts, which add up to 1.",
        "The part momentum is new; the rest, 1 − momentum, is old.",
        "(1 - momentum) * old + momentum * new.",
    ),
    symptoms=(("it forgets too fast", "Which of the two is multiplied by momentum?"),),
    taught="Training and inference",
    another_way="`old + momentum * (new - old)` is the same: a step towards the new value.",
)
