"""Lesson 04: the exercise `sample_weight_gradient`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng


def sample_weight_gradient(x, delta):
    """dE/dW (n_in, n_out) of one sample: `x` is (n_in,), `delta` is (n_out,)."""
    return np.outer(x, delta)


def _sample_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([1.0, 3.0]), np.array([0.5, -0.2, 0.1])))
    for i, o in ((3, 3), (4, 2), (1, 3), (3, 1)):
        yield Case((rng.normal(size=i), rng.normal(size=o)))


EXERCISE = Exercise(
    title="One sample: an outer product",
    statement=(
        "Write `sample_weight_gradient(x, delta)`: $\\partial E/\\partial w_{jk}$ of one sample, for all $j$ and $k$ "
        "at once. `x` `(n_in,)` are its inputs, `delta` `(n_out,)` the error signals of the units; the result "
        "has the shape of $W$."
    ),
    reference=sample_weight_gradient,
    cases=_sample_cases,
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "transposed",
            "δ xᵀ: the matrix of the other convention",
            lambda x, delta: np.outer(delta, x),
            "PyTorch and many books store W as (out, in), so their gradient has that shape.",
            "Two inputs and three units give (3, 2) instead of (2, 3).",
            "Which index comes first in W[j, k]?",
        ),
        Mistake(
            "summed_inputs",
            "δ times the sum of all inputs",
            lambda x, delta: np.outer(np.full(len(x), x.sum()), delta),
            "The derivative of Σ_i w_ik x_i with respect to w_jk keeps one term, x_j.",
            "Every weight into a unit gets the same number.",
            "Which terms of the sum contain w_jk?",
        ),
        Mistake(
            "summed_deltas",
            "x times the sum of all δ",
            lambda x, delta: np.outer(x, np.full(len(delta), delta.sum())),
            "The weight w_jk feeds unit k alone.",
            "Every weight from an input gets the same number.",
            "Which units change when w_jk changes?",
        ),
        Mistake(
            "inner",
            "the inner product, one number for the whole layer",
            lambda x, delta: x @ delta,
            "@ between two vectors multiplies and adds up; here nothing is added.",
            "With two inputs and three units it doesn't even run.",
            "How many numbers should come out?",
        ),
        Mistake(
            "no_input",
            "δ alone: each weight is treated as a bias",
            lambda x, delta: np.outer(np.ones(len(x)), delta),
            "A bias has the constant input 1, a weight has x_j.",
            "A weight whose input is 0 would change the error.",
            "By how much does z_k change when w_jk grows by 1?",
        ),
        Mistake(
            "sign",
            "−x δ: the step instead of the gradient",
            lambda x, delta: -np.outer(x, delta),
            "The minus belongs to the step, w − η·gradient.",
            "A positive input with a positive δ gives a positive slope.",
            "Who subtracts: the gradient, or the step?",
        ),
        Mistake(
            "elementwise",
            "x * δ, entry by entry",
            lambda x, delta: x * delta,
            "* pairs the first with the first. Here every input meets every unit.",
            "With 2 inputs and 3 units the shapes don't fit; with 3 and 3 it gives 3 numbers for 9 weights.",
            "How many weights are there? Make x a column: x[:, None].",
        ),
        Mistake(
            "added",
            "x + δ instead of the product",
            lambda x, delta: x[:, None] + delta,
            "A chain of links is a product.",
            "With x = 0 the weight has no effect, and its gradient should be 0.",
            "What is ∂z_k/∂w_jk?",
        ),
    ),
    hints=(
        "Write the table for two inputs and three units by hand: entry (j, k) is x_j δ_k.",
        "A column x times a row δ. NumPy has a function for it, or use x[:, None] * delta.",
        "return np.outer(x, delta)",
    ),
    symptoms=(
        (
            "I get a shape error",
            "x and delta have different lengths, so `x @ delta` can't be.",
        ),
    ),
    taught="One weight of one sample",
    another_way="x[:, None] * delta does it by broadcasting, and reads like the formula: x_j δ_k.",
)
