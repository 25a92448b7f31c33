"""Lesson 04: the exercise `bias_gradient`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.course.shared import _quiet

from .shared import _gradient


def bias_gradient(delta):
    """Gradient (n_out,) of the batch's mean error with respect to the biases;
    `delta` is (N, n_out).
    """
    return delta.mean(axis=0)


def _bias_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([[0.5, -1.0, 0.25], [1.5, 0.5, 0.0]]),))
    for shape in ((5, 3), (3, 3), (1, 4), (4, 1), (3, 5)):
        yield Case((rng.normal(size=shape),))


def _bias_slope(case: Case) -> Measured:
    (delta,) = case.args
    rise = lambda b: (delta * b).sum() / len(delta)
    return Measured(
        "slope of the mean over n of Σ_k δ_nk z_nk in b", _gradient(rise, delta[0] * 0)
    )


EXERCISE = Exercise(
    title="The gradient of the biases",
    statement=(
        "Write `bias_gradient(delta)`: the gradient of the batch's mean error with respect to the biases, one "
        "number per unit, from `delta` `(N, n_out)`."
    ),
    reference=bias_gradient,
    cases=_bias_cases,
    measure=_bias_slope,
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "sum",
            "the sum over the samples, not their mean",
            lambda delta: delta.sum(axis=0),
            "E of a batch is a mean, so its gradients are means.",
            "With two samples everything is doubled.",
            "What do you divide by?",
        ),
        Mistake(
            "wrong_axis",
            "the mean over the units: one number per sample",
            lambda delta: delta.mean(axis=1),
            "axis=1 runs along a row, and a row is a sample.",
            "Three units need three biases; two samples give you two numbers.",
            "Which axis should disappear?",
        ),
        Mistake(
            "one_number",
            "the mean over everything: one number for the layer",
            lambda delta: delta.mean(),
            "mean() without an axis runs over all entries.",
            "Every unit would get the same bias step.",
            "How many biases has the layer?",
        ),
        Mistake(
            "no_mean",
            "δ itself, one row per sample",
            lambda delta: delta.copy(),
            "“The bias gradient is δ” holds for one sample.",
            "b has one axis; your gradient has two.",
            "What is left to do with the rows of a batch?",
        ),
        Mistake(
            "kept_axis",
            "the right numbers in shape (1, n_out)",
            lambda delta: delta.mean(axis=0, keepdims=True),
            "keepdims=True leaves an axis of length 1.",
            "b − η db would turn b into a matrix.",
            "Which shape has b?",
        ),
        Mistake(
            "wrong_count",
            "the sum divided by the number of units, not of samples",
            lambda delta: delta.sum(axis=0) / delta.shape[1],
            "shape[1] counts the columns, which are units.",
            "With as many samples as units it would look right.",
            "Which axis did you add over?",
        ),
        Mistake(
            "sign",
            "the right mean with a minus sign",
            lambda delta: -delta.mean(axis=0),
            "The minus belongs to the step, b − η db.",
            "A unit whose outputs are too large needs a positive gradient.",
            "Who subtracts: the gradient, or the step?",
        ),
        Mistake(
            "sum_over_units",
            "the sum over the units: one number per sample",
            lambda delta: delta.sum(axis=1),
            "axis=1 runs along a row, over the units. The samples stand below each other.",
            "The result has N entries.",
            "How many biases has the layer?",
        ),
        Mistake(
            "n_minus_one",
            "divided by N − 1",
            lambda delta: _quiet(lambda: delta.sum(axis=0) / (len(delta) - 1)),
            "N − 1 belongs to an estimate of a variance. A mean divides by N.",
            "With a single sample it divides by 0.",
            "How many samples have been added up?",
            also=(lambda delta: delta.sum(axis=0) / max(len(delta) - 1, 1),),
        ),
    ),
    hints=(
        "Take weight_gradient with X a column of ones. What is left?",
        "Average over the samples, which are the rows: axis 0.",
        "return delta.mean(axis=0)",
    ),
    symptoms=(
        (
            "I get a shape error",
            "b is (n_out,): average over axis 0, and keep no axis.",
        ),
    ),
    taught="The bias, and why a mean",
    another_way="np.ones(len(delta)) @ delta / len(delta) is weight_gradient for the constant input 1.",
)
