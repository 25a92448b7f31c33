"""Lesson 04: the exercise `input_gradient`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng

from .shared import _gradient


def input_gradient(delta, W):
    """dE/dX (N, n_in), one row per sample:
    what the layer hands back to the one before it.

    `delta` is (N, n_out), `W` is (n_in, n_out).
    """
    return delta @ W.T


def _input_cases(rng: Rng) -> Iterator[Case]:
    yield Case(
        (np.array([[1.0, -0.5], [0.2, 0.4]]), np.array([[0.5, 2.0], [-1.0, 3.0]]))
    )
    for n, i, o in ((5, 4, 3), (3, 2, 4), (1, 3, 2), (4, 3, 3), (2, 3, 1)):
        yield Case((rng.normal(size=(n, o)), rng.normal(size=(i, o))))


def _input_slope(case: Case) -> Measured:
    delta, W = case.args
    rise = lambda X: ((X @ W) * delta).sum()
    return Measured(
        "slope of Σ_k δ_nk z_nk in X", _gradient(rise, np.zeros((len(delta), len(W))))
    )


EXERCISE = Exercise(
    title="What the layer hands back",
    statement=(
        "Write `input_gradient(delta, W)` for a batch: how each sample's error changes with each of its inputs, per "
        "sample. `delta` is `(N, n_out)`, `W` is `(n_in, n_out)`, the result `(N, n_in)`. Lesson 05 is built on "
        "this line."
    ),
    reference=input_gradient,
    cases=_input_cases,
    measure=_input_slope,
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "no_transpose",
            "δ @ W, without the transpose",
            lambda delta, W: delta @ W,
            "Forward multiplies by W, so backward seems to do the same.",
            "In a square layer it runs and adds up the wrong weights; any other layer refuses it.",
            "Which index of W[j, k] should be added over: j or k?",
        ),
        Mistake(
            "product_of_sums",
            "(Σ_k δ_k)(Σ_k w_jk): a product of sums",
            lambda delta, W: delta.sum(1, keepdims=True) * W.sum(1),
            "A sum of products isn't a product of sums.",
            "With δ = (1, −1) it gives 0, whatever the weights are.",
            "Multiply each δ_k by its own w_jk first, then add.",
        ),
        Mistake(
            "one_path",
            "the path j → j alone",
            lambda delta, W: (
                delta * np.diag(W) if W.shape[0] == W.shape[1] else delta @ W
            ),
            "Input j reaches all units, not only the one that has its number.",
            "In a square layer only the diagonal of W counts.",
            "How many units does one input feed?",
        ),
        Mistake(
            "batch_mean",
            "the right result divided by N",
            lambda delta, W: delta @ W.T / len(delta),
            "The mean belongs to weights and biases, which all samples share. An input is a "
            "sample's own.",
            "With two samples it is halved; through ten layers it would shrink tenfold.",
            "Does sample 1 know of sample 2 here?",
        ),
        Mistake(
            "transposed",
            "W δᵀ, with shape (n_in, N)",
            lambda delta, W: W @ delta.T,
            "The numbers are right and lie the other way: one column per sample.",
            "Its shape isn't that of X.",
            "A gradient has the shape of what it belongs to.",
        ),
        Mistake(
            "mean_over_units",
            "the mean over the units instead of the sum",
            lambda delta, W: delta @ W.T / W.shape[1],
            "Paths add; nothing is averaged over them.",
            "A second, identical unit would not change the result, and it doubles the influence.",
            "How do the influences of several paths combine?",
        ),
        Mistake(
            "summed_batch",
            "the sum over the samples, one row for all",
            lambda delta, W: (delta @ W.T).sum(axis=0),
            "Each sample keeps its own row: the layer before needs them apart.",
            "Its shape is (n_in,), and X is (N, n_in).",
            "Which shape has X?",
        ),
        Mistake(
            "reshaped",
            "δ @ W.reshape(…), which is no transpose",
            lambda delta, W: delta @ W.reshape(W.shape[::-1]),
            "A reshape cuts the same numbers into rows of another length. It turns nothing.",
            "The shape is right, and W[0, 1] stands where W[1, 0] belongs.",
            "Which attribute of an array turns rows into columns?",
        ),
        Mistake(
            "not_summed",
            "every path by itself, with shape (N, n_in, n_out)",
            lambda delta, W: delta[:, None, :] * W,
            "An input reaches the loss through all units, and the paths add.",
            "The result has three axes.",
            "Which axis counts the units? Add over it.",
            also=(lambda delta, W: W * delta[:, None, :],),
        ),
        Mistake(
            "inverse",
            "the inverse instead of the transpose",
            lambda delta, W: delta @ np.linalg.pinv(W),
            "The way back isn't the undoing of the way there: slopes go back, not values.",
            "A weight of 0.01 would pass a hundred times δ; it should pass a hundredth.",
            "By how much does z_k move when x_j moves?",
            also=(lambda delta, W: delta @ np.linalg.inv(W),),
        ),
        Mistake(
            "weights_first",
            "Wᵀδ, as for samples in columns",
            lambda delta, W: W.T @ delta,
            "In the other convention samples are columns; here each is a row.",
            "With 5 samples NumPy refuses.",
            "Write the shapes: (N, n_out) times what gives (N, n_in)?",
            also=(lambda delta, W: W @ delta,),
        ),
    ),
    hints=(
        "Push input j of one sample a little. Which z_k move, and by how much each?",
        "(N, n_out) times what gives (N, n_in)? The units k must meet in the middle.",
        "return delta @ W.T",
    ),
    symptoms=(
        (
            "I get a shape error",
            "delta has n_out columns; which side of W has that length?",
        ),
        ("right for a symmetric W only", "Is the transpose there?"),
    ),
    taught="What goes back to the inputs",
    another_way='np.einsum("nk,jk->nj", delta, W): no transpose to forget, the letters say what is added.',
)
