"""Lesson 13: the exercise `two_layer_step`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.lesson_05.shared import (
    BIASES3,
    T3,
    WEIGHTS3,
    X3,
    _backward,
    _network,
    _step,
    _told,
    _updated_first,
)
from bpcourse.course.model import Case, Exercise, Mistake, Rng


def two_layer_step(X, T, W1, b1, W2, b2, eta):
    """(W1, b1, W2, b2) after one step for two sigmoid layers: order the lines below."""
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    delta2 = (A2 - T) * A2 * (1 - A2)
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    b2 = b2 - eta * delta2.mean(axis=0)
    W1 = W1 - eta * X.T @ delta1 / len(X)
    b1 = b1 - eta * delta1.mean(axis=0)
    return W1, b1, W2, b2


_PARSONS_STARTER = """
    raise NotImplementedError  # order the lines below, then take this one away
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    W1 = W1 - eta * X.T @ delta1 / len(X)
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    b1 = b1 - eta * delta1.mean(axis=0)
    delta2 = (A2 - T) * A2 * (1 - A2)
    return W1, b1, W2, b2
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    b2 = b2 - eta * delta2.mean(axis=0)
"""


def _two_cases(rng: Rng) -> Iterator[Case]:
    W1, W2 = WEIGHTS3
    yield Case(
        (X3, T3, W1, BIASES3[0], W2, BIASES3[1], 0.5), show="D3's network, eta = 0.5"
    )
    for n, (i, h, o) in ((4, (3, 3, 3)), (6, (4, 5, 2)), (1, (2, 3, 3))):
        (W1, W2), (b1, b2) = _network(rng, (i, h, o))
        X, T = rng.normal(size=(n, i)), rng.uniform(size=(n, o))
        show = f"{_told(n, (i, h, o))}, eta = 0.8"
        yield Case((X, T, W1, b1, W2, b2, 0.8), show=show)


def _two(step: Callable[..., Any]) -> Callable[..., Any]:
    def answer(X, T, W1, b1, W2, b2, eta):
        (V1, V2), (c1, c2) = step(X, T, [W1, W2], [b1, b2], eta)
        return V1, c1, V2, c2

    return answer


def _forward_again(X, T, W1, b1, W2, b2, eta):
    """The output layer is updated first, and the forward pass run a second time in between."""
    (_, W2), (_, b2) = _step()(X, T, [W1, W2], [b1, b2], eta)
    (V1, _), (c1, _) = _step()(X, T, [W1, W2], [b1, b2], eta)
    return V1, c1, W2, b2


EXERCISE = Exercise(
    title="Order the lines: one step of two layers",
    statement=(
        "**A puzzle: every line is right, the order isn't.** Move the lines (Alt + arrow keys, or "
        "cut and paste) until `two_layer_step` does one step of training. Several orders are "
        "right. One order runs without an error and is wrong: it is the bug behind a famous "
        "number."
    ),
    reference=two_layer_step,
    cases=_two_cases,
    starter=_PARSONS_STARTER,
    parts=("W1", "b1", "W2", "b2"),
    points=2,
    minutes=6,
    mistakes=(
        Mistake(
            "updated_first",
            "W2 updated before delta1 reads it",
            _two(_updated_first),
            "After its line W2 is a new matrix, and delta1 then goes back through weights that the "
            "forward pass never used.",
            "On D3's network W1[0, 0] becomes 0.149818 instead of 0.149781. This order gives the "
            "published loss 0.291027924.",
            "Which line must read W2 before it changes?",
        ),
        Mistake(
            "forward_again",
            "a second forward pass between the two updates",
            _forward_again,
            "The hidden layer then learns from an error that the step has changed already.",
            "All gradients of a step belong to one point, the old parameters.",
            "Run forward once, then both deltas, then the four updates.",
        ),
        Mistake(
            "swapped_result",
            "(W2, b2, W1, b1): the output layer first",
            lambda *args: (lambda r: (r[2], r[3], r[0], r[1]))(two_layer_step(*args)),
            "The backward pass finds them in that order.",
            "The docstring asks for W1 first.",
            "Leave the return line as it was given.",
        ),
        Mistake(
            "hidden_frozen",
            "an output layer that learns and a hidden layer that doesn't",
            lambda X, T, W1, b1, W2, b2, eta: (
                W1.copy(),
                b1.copy(),
                *two_layer_step(X, T, W1, b1, W2, b2, eta)[2:],
            ),
            "Lines behind the return never run.",
            "W1 and b1 come back as they went in.",
            "Which line must be the last one?",
        ),
        Mistake(
            "ascent",
            "a step uphill: a plus where every line has a minus",
            _two(_step(rule=lambda p, g, eta: p + eta * g)),
            "The gradient points to where the loss grows.",
            "The loss is larger after the step than before.",
            "The lines were right as they stood; which sign has changed?",
        ),
        Mistake(
            "sums",
            "sums over the batch, not means",
            _two(_step(_backward(dW=lambda A, d: A.T @ d, db=lambda d: d.sum(0)))),
            "The division by len(X) has got lost.",
            "For one sample it is right; for a batch the step is N times too long.",
            "The lines were right as they stood; what is missing?",
        ),
        Mistake(
            "output_frozen",
            "a step of the hidden layer alone",
            lambda X, T, W1, b1, W2, b2, eta: (
                *_two(_step())(X, T, W1, b1, W2, b2, eta)[:2],
                W2,
                b2,
            ),
            "The lines that move W2 and b2 aren't reached, or got lost.",
            "W2 and b2 come back as they were.",
            "Is every line there, and above the return?",
        ),
    ),
    hints=(
        "For each line ask what it reads. It must stand behind every line that makes what it reads.",
        "W2 is read by A2 and by delta1, and is replaced by its own update. So the update has to "
        "come after both.",
        "A1, A2, delta2, delta1, then the four updates in any order, then return.",
    ),
    symptoms=(
        (
            "UnboundLocalError",
            "The line named in the message reads what is made further down.",
        ),
        (
            "cannot access local variable",
            "The line named reads what is made further down.",
        ),
    ),
    taught="Second story",
    another_way=(
        "With separate names for the new parameters (W2_new = W2 - …) the wrong order would be "
        "harmless: reusing a name is what makes the order matter."
    ),
)
