"""Lesson 05: the exercise `all_gradients`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .shared import BATCHES, SIZES, _mean_db, _mean_dW, _pairs, _told


def all_gradients(activations, deltas):
    """[(dW, db), ...], first layer first, means over the batch.

    `activations` is [X, A1, ..., AL], `deltas` [delta_1, ..., delta_L].
    """
    gradients = []
    for A, delta in zip(activations, deltas):
        gradients.append((A.T @ delta / len(A), delta.mean(axis=0)))
    return gradients


def _gradients_cases(rng: Rng) -> Iterator[Case]:
    X, A = np.array([[1.0, 2.0], [0.0, 3.0]]), np.array([[0.5, 0.25], [0.75, 0.5]])
    deltas = [np.array([[1.0, -1.0], [0.5, 2.0]]), np.array([[0.25, 0.5], [-1.0, 1.0]])]
    yield Case(([X, A, A], deltas), show="two layers of two units, two samples")
    for n, sizes in zip(BATCHES, SIZES):
        activations = [rng.normal(size=(n, k)) for k in sizes]
        deltas = [rng.normal(size=(n, k)) for k in sizes[1:]]
        yield Case((activations, deltas), show=f"the deltas of {_told(n, sizes)}")


def _gradients(dW=_mean_dW, db=_mean_db) -> Callable[..., Any]:
    return lambda activations, deltas: _pairs(activations, deltas, dW, db)


EXERCISE = Exercise(
    title="From deltas to gradients (BP3, BP4)",
    statement=(
        "Once the deltas are there, every layer is lesson 04 again: what came in, times the δ of "
        "what went out. Write `all_gradients(activations, deltas)`: a list of `(dW, db)`, the "
        "first layer first, means over the batch."
    ),
    reference=all_gradients,
    cases=_gradients_cases,
    needs=("weight_gradient", "bias_gradient"),
    parts=("dW", "db"),
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "own_output",
            "each layer's own output instead of its input",
            lambda activations, deltas: _pairs(activations[1:], deltas),
            "activations[l] is what layer l + 1 receives; the list starts with X.",
            "With layers of one width it runs; otherwise the shapes refuse.",
            "What did this layer multiply by its weights?",
        ),
        Mistake(
            "sums",
            "sums over the batch, not means",
            _gradients(lambda A, d: A.T @ d, lambda d: d.sum(0)),
            "E of a batch is a mean over its samples.",
            "Right for one sample, N times too large for N.",
            "What do you divide by?",
        ),
        Mistake(
            "sum_in_db",
            "db as a sum, dW as a mean",
            _gradients(db=lambda d: d.sum(0)),
            "The 1/N was put in at the matrix product, and forgotten at the bias.",
            "db is N times too large, dW is right.",
            "Are both of them gradients of the same E?",
        ),
        Mistake(
            "sum_in_dW",
            "dW as a sum, db as a mean",
            _gradients(dW=lambda A, d: A.T @ d),
            "mean(axis=0) averages; Aᵀδ adds.",
            "dW is N times too large, db is right.",
            "Where does N enter the matrix product?",
        ),
        Mistake(
            "transposed",
            "dW as δᵀA / N, for weights stored (out, in)",
            _gradients(dW=lambda A, d: d.T @ A / len(A)),
            "Where W is stored as W[to, from], the gradient is δ aᵀ.",
            "dW must have the shape of W.",
            "Which index comes first in W[j, k]?",
        ),
        Mistake(
            "per_sample_db",
            "db as δ itself, one row per sample",
            _gradients(db=lambda d: d.copy()),
            "“The bias gradient is δ” holds for one sample.",
            "b has one axis.",
            "What is left to do with the rows?",
        ),
        Mistake(
            "product_of_means",
            "the outer product of two means in dW",
            _gradients(dW=lambda A, d: np.outer(A.mean(0), d.mean(0))),
            "A mean of products isn't the product of means.",
            "Right for one sample, wrong for a batch.",
            "Multiply in each sample first.",
        ),
        Mistake(
            "reversed",
            "the right pairs, the last layer first",
            lambda activations, deltas: _pairs(activations, deltas)[::-1],
            "The deltas come in with the first layer first; nothing has to be turned here.",
            "The first pair has the last layer's shape.",
            "Go through both lists from the front.",
        ),
        Mistake(
            "only_dW",
            "the weights' gradients alone",
            lambda activations, deltas: [dW for dW, _ in _pairs(activations, deltas)],
            "The biases are parameters too.",
            "Each layer has one array, and a pair (dW, db) is asked for.",
            "What is the gradient with respect to b?",
        ),
        Mistake(
            "over_units",
            "divided by the number of units, and not of samples",
            _gradients(
                lambda A, d: A.T @ d / d.shape[1], lambda d: d.sum(axis=0) / d.shape[1]
            ),
            "The mean is taken over samples: over the rows of δ.",
            "In a layer with as many units as there are samples nobody notices.",
            "Which of δ's two lengths counts the samples?",
        ),
        Mistake(
            "input_each_time",
            "X taken as the input of every layer",
            lambda activations, deltas: _pairs([activations[0]] * len(deltas), deltas),
            "X comes into the first layer only; each other one reads the activation before it.",
            "The first pair is right.",
            "Which activation came into layer l?",
        ),
        Mistake(
            "deltas_reversed",
            "the deltas paired from the wrong end",
            lambda activations, deltas: _pairs(activations, deltas[::-1]),
            "On the way back the last δ is found first. The list that comes in is in the order of the layers.",
            "Where all layers are equally wide nothing refuses.",
            "Which δ belongs to X?",
        ),
        Mistake(
            "slope_again",
            "the slope multiplied in once more",
            lambda activations, deltas: _pairs(
                activations, [d * A * (1 - A) for A, d in zip(activations[1:], deltas)]
            ),
            "δ is the slope with respect to z, so the unit's own slope is in it already.",
            "Every gradient is at most a quarter of what it should be.",
            "How much does z move when a weight moves?",
        ),
    ),
    hints=(
        "Walk through activations and deltas side by side. Which activation belongs to which δ?",
        "zip stops at the shorter list: X meets δ1, A1 meets δ2, …, and AL is left over.",
        "return [(weight_gradient(A, d), bias_gradient(d)) for A, d in zip(activations, deltas)]",
    ),
    symptoms=(
        (
            "I get a shape error",
            "δ of layer l meets the activation that came *into* layer l.",
        ),
        ("right for one sample, wrong for a batch", "Are both of them means?"),
    ),
    taught="BP3 and BP4",
    another_way="The last activation, AL, is never used here: all that the loss knows is in δ already.",
)
