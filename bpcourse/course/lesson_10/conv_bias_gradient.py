"""Lesson 10: the exercise `conv_bias_gradient`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.gradcheck import complex_gradient

from .shared import case, small, strided


def conv_bias_gradient(delta):
    """dE/db, (C_out,), from `delta` (N, H', W', C_out), which is per sample."""
    return delta.sum(axis=(0, 1, 2)) / len(delta)


def _cases(rng: Rng) -> Iterator[Case]:
    delta = small()[2]
    yield case((delta,), delta=delta)
    for shape in ((2, 3, 4, 2), (3, 2, 5, 3), (1, 4, 3, 2), (4, 1, 1, 3), (3, 3, 2, 1)):
        delta = rng.normal(size=shape)
        yield case((delta,), delta=delta)
    delta = strided(rng.normal(size=(2, 5, 3, 4)))
    yield case((delta,), delta=delta)


def _measured(case: Case) -> Measured:
    delta = case.args[0]
    loss = lambda b: (delta * (0.3 + b)).sum() / len(delta)
    found = complex_gradient(loss, np.zeros(delta.shape[3]))
    return Measured("slopes by a complex step", found)


EXERCISE = Exercise(
    title="What does a shared bias receive?",
    statement=(
        "All places share one bias for each output channel. Write `conv_bias_gradient(delta)`: the gradient of $E$ "
        "with respect to `b`, `(C_out,)`, from `delta` `(N, H', W', C_out)`, per sample; $E$ is the mean over samples."
    ),
    reference=conv_bias_gradient,
    cases=_cases,
    measure=_measured,
    taught="The gradient of a shared weight",
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "mean_over_places",
            "the mean over samples and places",
            lambda delta: delta.mean(axis=(0, 1, 2)),
            "The bias is added at every place, and each adds to its gradient. The mean is over samples.",
            "With one place it agrees.",
            "When b grows by a little, how many outputs of one sample move?",
        ),
        Mistake(
            "no_mean",
            "the sum over samples, without 1/N",
            lambda delta: delta.sum(axis=(0, 1, 2)),
            "E of a batch is the mean over its samples.",
            "With one sample it agrees.",
            "Over what is E a mean?",
        ),
        Mistake(
            "places_kept",
            "one gradient for each place: (H', W', C_out)",
            lambda delta: delta.mean(axis=0),
            "All places share the bias.",
            "The result has three axes, and b has one.",
            "How many numbers is b[0]?",
        ),
        Mistake(
            "other_axes",
            "axis 1 kept, as if the channels stood there (as in PyTorch)",
            lambda delta: delta.sum(axis=(0, 2, 3)) / len(delta),
            "Here the channels are the last axis.",
            "The result has H' entries.",
            "Which axis holds the channels?",
        ),
        Mistake(
            "divided_by_channels",
            "divided by the number of channels instead of samples",
            lambda delta: delta.sum(axis=(0, 1, 2)) / delta.shape[-1],
            "The mean is over samples, the first axis.",
            "With as many samples as channels it agrees.",
            "Which of the four lengths is N?",
        ),
        Mistake(
            "one_number",
            "one number for all channels",
            lambda delta: delta.sum() / len(delta),
            "Every output channel has its own bias.",
            "With one channel it agrees.",
            "Over which axes do you sum?",
        ),
        Mistake(
            "means_exchanged",
            "the sum over samples, the mean over places",
            lambda delta: delta.sum(axis=0).mean(axis=(0, 1)),
            "It is the other way round.",
            "With as many samples as places it agrees.",
            "Over what is E a mean?",
        ),
        Mistake(
            "axes_kept",
            "shape (1, 1, 1, C_out): keepdims",
            lambda delta: delta.sum(axis=(0, 1, 2), keepdims=True) / len(delta),
            "b is (C_out,), and so is its gradient.",
            "The numbers are right.",
            "What does keepdims keep?",
        ),
        Mistake(
            "first_sample",
            "the first sample only",
            lambda delta: delta[0].sum(axis=(0, 1)),
            "Every sample of the batch has its part.",
            "With one sample it agrees.",
            "Over which axes do you sum?",
        ),
        Mistake(
            "rows_only",
            "the sum over the rows only: the columns are averaged",
            lambda delta: delta.sum(axis=1).mean(axis=(0, 1)),
            "Rows and columns are both places.",
            "With one column it agrees.",
            "Which of the axes are places?",
        ),
        Mistake(
            "columns_only",
            "the sum over the columns only: the rows are averaged",
            lambda delta: delta.sum(axis=2).mean(axis=(0, 1)),
            "Rows and columns are both places.",
            "With one row it agrees.",
            "Which of the axes are places?",
        ),
    ),
    hints=(
        "When b[d] grows by a little, which outputs of one sample grow, and by how much each?",
        "All of channel d grow by just as much. So their deltas add up; over samples the mean is taken.",
        "delta.sum over the axes 0, 1 and 2, divided by the number of samples alone.",
    ),
    symptoms=(
        (
            "off by a factor",
            "Divide by the number of samples, not of samples and places.",
        ),
        ("the shape is wrong", "Only the last axis is left."),
    ),
    another_way="delta.sum(axis=(1, 2)).mean(axis=0): places first, then samples; or np.ones(N H' W') @ rows, the weight gradient of an input that is always 1.",
)
