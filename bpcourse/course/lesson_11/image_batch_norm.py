"""Lesson 11: the exercise `image_batch_norm`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .shared import affine_mistakes


def image_batch_norm(X, gamma, beta, eps=1e-5):
    """Images (N, H, W, C), normalised per channel over samples and positions; `gamma`, `beta` (C,)."""
    mean = X.mean(axis=(0, 1, 2))
    var = ((X - mean) ** 2).mean(axis=(0, 1, 2))
    return gamma * (X - mean) / np.sqrt(var + eps) + beta


def _cases(rng: Rng) -> Iterator[Case]:
    for shape, eps in zip(
        ((2, 3, 4, 2), (3, 2, 5, 3), (1, 4, 3, 2), (4, 2, 3, 4)), (0.3, 1e-5, 0.05, 0.1)
    ):
        c = shape[-1]
        X = rng.normal(size=shape) * rng.uniform(0.5, 3, c) + rng.normal(size=c)
        args = X, rng.uniform(0.5, 2, c), rng.normal(size=c), eps
        yield Case(args, show=f"X {shape}, gamma ({c},), beta ({c},), eps {eps}")
    args = rng.normal(size=(2, 3, 2, 2)), rng.uniform(0.5, 2, 2), rng.normal(size=2)
    yield Case(args, show="X (2, 3, 2, 2), gamma (2,), beta (2,)")


def _over(axes, keep=True):
    """A wrong version with statistics over other axes."""

    def wrong(X, gamma, beta, eps=1e-5):
        mean = X.mean(axis=axes, keepdims=True)
        return (
            gamma * (X - mean) / np.sqrt(X.var(axis=axes, keepdims=True) + eps) + beta
        )

    return wrong


def _made(rule):
    def wrong(X, gamma, beta, eps=1e-5):
        mean = X.mean(axis=(0, 1, 2))
        return rule(X, mean, X.var(axis=(0, 1, 2)), gamma, beta, eps)

    return wrong


EXERCISE = Exercise(
    title="The same for images",
    statement="A convolution uses one kernel at every position, so its normalisation has *one* mean and one variance per channel: over all samples and all positions. Write `image_batch_norm(X, gamma, beta, eps)` for images `X` `(N, H, W, C)`; `gamma` and `beta` are `(C,)`.",
    reference=image_batch_norm,
    cases=_cases,
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "samples_only",
            "over the samples only: each pixel for itself",
            _over((0,)),
            "A kernel does the same at every position.",
            "With one sample everything becomes beta.",
            "Over which axes is one kernel used?",
        ),
        Mistake(
            "positions_only",
            "over the positions only: each sample for itself",
            _over((1, 2)),
            "The statistics are those of the batch.",
            "Bright and dark samples become alike.",
            "Do the samples share their statistics?",
        ),
        Mistake(
            "channels_too",
            "over the channels, too",
            _over((0, 1, 2, 3)),
            "Each channel has statistics of its own.",
            "The channels keep different means.",
            "Which axis holds the channels?",
        ),
        Mistake(
            "one_sample",
            "over everything in a sample",
            _over((1, 2, 3)),
            "Each channel has statistics of its own, over the whole batch.",
            "The channels keep different means.",
            "Over which axes do you take the mean?",
        ),
        Mistake(
            "channels_first",
            "as if the channels came second",
            _over((0, 2, 3)),
            "Here the last axis holds the channels.",
            "The mean of a channel isn't beta.",
            "Which axis holds the channels?",
        ),
        Mistake(
            "channels_only",
            "over the channels only",
            _over((3,)),
            "That is another layer.",
            "The mean of a channel isn't beta.",
            "Over which axes do you take the mean?",
        ),
        Mistake(
            "rows_lost",
            "over the samples and the columns only",
            _over((0, 2)),
            "All positions count: rows and columns.",
            "The rows keep different means.",
            "How many axes have the positions?",
        ),
        Mistake(
            "variance",
            "divided by the variance instead of its root",
            _made(lambda X, m, v, g, b, e: g * (X - m) / (v + e) + b),
            "The spread is the root of the variance.",
            "It is right for variance 1.",
            "Is there a root?",
        ),
        Mistake(
            "no_eps",
            "ε is left out",
            _made(lambda X, m, v, g, b, e: g * (X - m) / np.sqrt(v) + b),
            "ε belongs to the layer.",
            "With eps = 0.3 it makes a difference.",
            "Where is eps?",
        ),
        *affine_mistakes(_made),
        Mistake(
            "no_mean",
            "the mean is not taken off",
            _made(lambda X, m, v, g, b, e: g * X / np.sqrt(v + e) + b),
            "First the mean, then the spread.",
            "The mean of a channel isn't beta.",
            "What is taken off?",
        ),
    ),
    hints=(
        "Which axes does one kernel pass over? These are the ones to average over.",
        "Three axes: samples, rows, columns. One number per channel is left.",
        "axis=(0, 1, 2), and the rest is batch_norm.",
    ),
    symptoms=(("the mean of a channel isn't beta", "Over which axes is the mean?"),),
    taught="Normalise a unit over the batch",
    another_way="`batch_norm(X.reshape(-1, C), gamma, beta, eps).reshape(X.shape)` is the same: every position is a sample.",
)
