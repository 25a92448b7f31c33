"""Lesson 05: the exercise `hidden_delta`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng

from .shared import _down, _s, _slope_of_output


def _one_path(d: Any, W: Any, A: Any) -> Any:
    if W.shape[0] != W.shape[1]:
        return _down(d, W, A)
    return d * np.diag(W) * A * (1 - A)


def hidden_delta(delta_next, W_next, A):
    """delta (N, n) of a hidden sigmoid layer, from the layer after it.

    `delta_next` is (N, m), `W_next` (n, m) leads from this layer to the
    next one, and `A` (N, n) are this layer's activations.
    """
    return (delta_next @ W_next.T) * A * (1 - A)


def _hidden_cases(rng: Rng) -> Iterator[Case]:
    delta, W = np.array([[0.1, -0.2]]), np.array([[1.0, 2.0], [3.0, -4.0]])
    yield Case((delta, W, np.array([[0.5, 0.2]])))
    for n, here, after in ((4, 3, 3), (5, 4, 3), (3, 2, 4), (1, 3, 2), (2, 3, 1)):
        A = rng.uniform(0.05, 0.95, size=(n, here))
        yield Case((rng.normal(size=(n, after)), rng.normal(size=(here, after)), A))


def _hidden_slope(case: Case) -> Measured:
    delta, W, A = case.args
    Z, h = np.log(A / (1 - A)), 1e-5
    slope = np.zeros_like(Z)
    for index in np.ndindex(Z.shape):
        up, down = Z.copy(), Z.copy()
        up[index] += h
        down[index] -= h
        slope[index] = (((_s(up) - _s(down)) @ W) * delta).sum() / (2 * h)
    return Measured("slope of Σ_k δ_k z_k of the next layer in this layer's z", slope)


EXERCISE = Exercise(
    title="One step back (BP2)",
    statement=(
        "The line that gives backpropagation its name. A hidden unit has no target. It reaches the "
        "error through *every* unit of the next layer, and how $E$ changes with each of them is "
        "known: that is `delta_next`. Write `hidden_delta(delta_next, W_next, A)`: the slope of $E$ "
        "with respect to each weighted input of *this* layer, for a batch, one row per sample. The layer's units "
        "are sigmoids, and `A` holds their outputs."
    ),
    reference=hidden_delta,
    cases=_hidden_cases,
    measure=_hidden_slope,
    needs=("input_gradient",),
    points=3,
    minutes=7,
    mistakes=(
        Mistake(
            "no_transpose",
            "δ @ W, without the transpose",
            lambda d, W, A: (d @ W) * A * (1 - A),
            "Forward multiplies by W, so backward seems to do the same.",
            "Between layers of one width it runs and is wrong; otherwise the shapes refuse.",
            "Over which index of W[j, k] does the sum run?",
        ),
        Mistake(
            "no_slope",
            "the gathered δ, without this layer's slope",
            lambda d, W, A: d @ W.T,
            "That is the gradient of the activation a. δ belongs to z.",
            "A saturated unit would get the whole signal.",
            "Which link leads from a to z?",
        ),
        Mistake(
            "slope_of_output",
            "σ'(A): the slope is taken at the activation",
            lambda d, W, A: (d @ W.T) * _slope_of_output(A),
            "A has been through σ; its slope is A (1 − A).",
            "At z = 1 it takes 0.2194 for a slope of 0.1966.",
            "Is there any exponential left to compute?",
        ),
        Mistake(
            "product_of_sums",
            "(Σ δ_k)(Σ w_jk): a product of sums",
            lambda d, W, A: d.sum(1, keepdims=True) * W.sum(1) * A * (1 - A),
            "A sum of products isn't a product of sums.",
            "Where the δ of the next layer add up to 0, it gives 0, whatever the weights are.",
            "Multiply each δ_k by its own weight, then add.",
        ),
        Mistake(
            "one_path",
            "one path only, from unit j to unit j of the next layer",
            _one_path,
            "“Multiply all derivatives along the path”: there is more than one path.",
            "Only the diagonal of W counts; even the sign can be wrong.",
            "How many units of the next layer does unit j feed?",
        ),
        Mistake(
            "half_slope",
            "one factor of the slope, 1 − A",
            lambda d, W, A: (d @ W.T) * (1 - A),
            "σ's slope is a product of two factors.",
            "A unit that is off, A near 0, would pass everything.",
            "Which factor is missing?",
        ),
        Mistake(
            "tanh_slope",
            "1 − A², the slope of tanh",
            lambda d, W, A: (d @ W.T) * (1 - A**2),
            "Each activation has its own rule.",
            "At A = 0.5 it takes 0.75 for a slope of 0.25.",
            "Which activation made A?",
        ),
        Mistake(
            "batch_mean",
            "the right δ divided by N",
            lambda d, W, A: (d @ W.T) * A * (1 - A) / len(A),
            "δ is per sample. The mean is taken once, where dW and db are formed.",
            "Through L layers it would be divided by N again and again.",
            "Does sample 1 know of sample 2 here?",
        ),
        Mistake(
            "only_activation",
            "one factor of the slope, A",
            lambda d, W, A: (d @ W.T) * A,
            "The slope of σ is a product of two, and each flattens one end.",
            "Where A is close to 1 the slope should nearly vanish.",
            "What is left of 1 − A?",
        ),
        Mistake(
            "slope_of_delta",
            "the slope taken of the next layer's δ",
            lambda d, W, A: (d * d * (1 - d)) @ W.T,
            "δ is no activation. The slope belongs to this layer's unit, and comes after the weights.",
            "A makes no difference to the result.",
            "Where does your function use A?",
        ),
        Mistake(
            "added_slope",
            "the slope added to the gathered δ",
            lambda d, W, A: d @ W.T + A * (1 - A),
            "Links of one chain are multiplied; only different ways are added.",
            "With δ = 0 it should be 0.",
            "How many ways lead from z to a?",
        ),
    ),
    hints=(
        "Two links: from z of the next layer back to a (your input_gradient), then from a back to "
        "z (a slope).",
        "Gather with delta_next @ W_next.T, shape (N, n). Then multiply entry by entry by "
        "A * (1 - A).",
        "return (delta_next @ W_next.T) * A * (1 - A)",
    ),
    symptoms=(
        (
            "I get a shape error",
            "delta_next is (N, m), W_next is (n, m): which one has to turn?",
        ),
        (
            "right for one path, wrong in a network",
            "Is there a sum over all units of the next layer?",
        ),
    ),
    taught="BP2",
    another_way=(
        "input_gradient(delta_next, W_next) * A * (1 - A): backpropagation is lesson 04's "
        "input_gradient and lesson 01's slope, and nothing else."
    ),
)
