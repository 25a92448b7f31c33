"""Lesson 04: the exercise `layer_output`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .shared import _s


def layer_output(X, W, b):
    """Outputs (N, n_out) of a sigmoid layer for a batch `X` (N, n_in).

    `W` is (n_in, n_out), with W[j, k] from input j to unit k; `b` is (n_out,).
    """
    Z = X @ W + b
    return 1 / (1 + np.exp(-Z))


def _layer_cases(rng: Rng) -> Iterator[Case]:
    X, W = np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[0.5, -1.0], [1.5, 0.25]])
    yield Case((X, W, np.array([0.5, -0.5])))
    yield Case((np.array([[4.0, -4.0], [-4.0, 3.0]]), 3.5 * W, np.array([0.5, -0.5])))
    for n, i, o in ((5, 4, 3), (3, 2, 4), (1, 3, 2), (4, 3, 1)):
        yield Case(
            (rng.normal(size=(n, i)), rng.normal(size=(i, o)), rng.normal(size=o))
        )


EXERCISE = Exercise(
    title="A whole layer at once",
    statement=(
        "Write `layer_output(X, W, b)`, the outputs of a sigmoid layer for a whole batch, without the three "
        "loops. `X` is `(N, n_in)`, one sample per row, `W` is `(n_in, n_out)`, one unit per column, and `b` is "
        "`(n_out,)`. Weighted inputs lie within ±50."
    ),
    reference=layer_output,
    cases=_layer_cases,
    points=2,
    minutes=4,
    mistakes=(
        Mistake(
            "swapped",
            "σ(W @ X + b): weights first, as for samples in columns",
            lambda X, W, b: _s(W @ X + b),
            "Many books write Wx. There samples are columns, and W[to, from].",
            "With 4 samples, 3 inputs and 2 units W has 3 rows and X 3 columns: they don't meet.",
            "Which side of X counts the inputs, and which side of W?",
        ),
        Mistake(
            "weights_transposed",
            "X @ W.T: the weights of the other convention",
            lambda X, W, b: _s(X @ W.T + b),
            "PyTorch stores (out, in) and needs a transpose; here W[j, k] goes from j to k.",
            "For 4 inputs and 3 units the shapes refuse; in a square layer the numbers are wrong "
            "and nothing complains.",
            "Write the shapes beside the factors: (N, n_in) times what gives (N, n_out)?",
        ),
        Mistake(
            "no_activation",
            "the weighted input XW + b, without σ round it",
            lambda X, W, b: X @ W + b,
            "It is z. The layer hands on a = σ(z).",
            "Some entries are negative or above 1, and σ is neither.",
            "What happens to z before the next layer gets it?",
        ),
        Mistake(
            "no_bias",
            "σ(XW), without the bias",
            lambda X, W, b: _s(X @ W),
            "Each unit has a threshold of its own; without b it is 0.",
            "For a row of zeros every unit would give one half.",
            "Where does your function use b?",
        ),
        Mistake(
            "bias_outside",
            "σ(XW) + b: the bias is added after the activation",
            lambda X, W, b: _s(X @ W) + b,
            "The bias shifts the point at which σ is read, not the value that it gives.",
            "With b = 0.5 an output can be above 1.",
            "Is b part of z, or added to a?",
        ),
        Mistake(
            "bias_by_row",
            "one bias per sample: b is added down the rows",
            lambda X, W, b: _s(X @ W + b[:, None]),
            "b[:, None] is a column, so row n gets b[n]. A bias belongs to a unit, and units are "
            "columns.",
            "With as many samples as units it runs and is wrong; otherwise the shapes refuse.",
            "Which axis of Z counts the units?",
        ),
        Mistake(
            "columns",
            "(n_out, N): units in rows, samples in columns",
            lambda X, W, b: _s(W.T @ X.T + b[:, None]),
            "Document 4 stores samples as columns. This course stores them as rows.",
            "The result is the transpose of what is asked.",
            "Start with X on the left: X @ ….",
        ),
        Mistake(
            "tanh",
            "tanh instead of σ",
            lambda X, W, b: np.tanh(X @ W + b),
            "Both are S-shaped; this lesson's layers use σ.",
            "Some outputs are negative.",
            "Which values can σ take?",
        ),
        Mistake(
            "relu",
            "max(0, XW + b) instead of σ",
            lambda X, W, b: np.maximum(0, X @ W + b),
            "It is the usual choice in deep networks. This layer has a sigmoid.",
            "Some outputs are above 1.",
            "Which values can σ take?",
        ),
        Mistake(
            "one_bias",
            "one bias for all the units",
            lambda X, W, b: _s(X @ W + b[0]),
            "Every unit has a bias of its own: b has as many entries as the layer has units.",
            "Only the first unit is right.",
            "What does NumPy do with X @ W + b, where b is a row?",
            also=(
                lambda X, W, b: _s(X @ W + b.sum()),
                lambda X, W, b: _s(X @ W + b.mean()),
            ),
        ),
        Mistake(
            "mean",
            "the mean over the inputs instead of the sum",
            lambda X, W, b: _s(X @ W / X.shape[1] + b),
            "A unit adds its inputs up; a mean divides by their number.",
            "With one input nobody notices; with two, XW is halved.",
            "Is there a 1/n in the formula?",
        ),
        Mistake(
            "precedence",
            "1 / 1 + e^(−z), where only the first 1 is divided by",
            lambda X, W, b: 1 / 1 + np.exp(-(X @ W + b)),
            "On paper the line covers 1 + e^(−z); in Python it needs brackets.",
            "With z = 0 it gives 2, and no value of σ is above 1.",
            "Put the whole denominator in brackets.",
        ),
        Mistake(
            "sign_of_exponent",
            "1 / (1 + e^(XW + b)): the exponent without its minus sign",
            lambda X, W, b: _s(-(X @ W + b)),
            "e^z instead of e^(−z) mirrors the curve: it falls where it should rise.",
            "A larger bias gives a smaller output.",
            "Which sign has the exponent in the formula?",
        ),
    ),
    hints=(
        "Do it for one sample and one unit first: z = Σ_j x_j W[j, k] + b[k]. Which product of "
        "matrices does that for all n and k?",
        "(N, n_in) @ (n_in, n_out) is (N, n_out), and adding b (n_out,) gives each row the same "
        "biases.",
        "Z = X @ W + b\nreturn 1 / (1 + np.exp(-Z))",
    ),
    symptoms=(
        (
            "I get a shape error",
            "X.shape[1] must equal W.shape[0]. Is there a .T too many?",
        ),
        ("values above 1 or below 0", "Is σ applied last, to all of XW + b?"),
    ),
    taught="From one neuron to a layer",
    another_way=(
        "Put a column of ones in front of X and b as a row on top of W: one product does both, "
        "as a folded bias does for one neuron."
    ),
)
