"""Lesson 04: the exercise `weight_gradient`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.course.shared import _quiet

from .shared import _gradient


def weight_gradient(X, delta):
    """Gradient (n_in, n_out) of the batch's mean error with respect to the weights.

    `X` is (N, n_in), `delta` is (N, n_out), one row per sample.
    """
    return X.T @ delta / len(X)


def _weight_cases(rng: Rng) -> Iterator[Case]:
    X = np.array([[1.0, 2.0], [0.0, 4.0], [-1.0, 1.0]])
    yield Case((X, np.array([[0.5, -1.0, 0.25], [1.0, 0.5, 0.0], [-0.5, 0.2, 1.0]])))
    for n, i, o in ((5, 4, 3), (4, 3, 3), (1, 2, 4), (6, 2, 5)):
        yield Case((rng.normal(size=(n, i)), rng.normal(size=(n, o))))


def _weight_slope(case: Case) -> Measured:
    X, delta = case.args
    rise = lambda W: ((X @ W) * delta).sum() / len(X)
    start = np.zeros((X.shape[1], delta.shape[1]))
    return Measured(
        "slope of the mean over n of Σ_k δ_nk z_nk with respect to W",
        _gradient(rise, start),
    )


EXERCISE = Exercise(
    title="A batch: the mean of outer products",
    statement=(
        "Write `weight_gradient(X, delta)`: the gradient of the batch's **mean** error with respect to all weights, "
        "in one line, without a loop over samples. `X` is `(N, n_in)`, `delta` is `(N, n_out)`, and the result "
        "has the shape of $W$."
    ),
    reference=weight_gradient,
    cases=_weight_cases,
    measure=_weight_slope,
    points=3,
    minutes=6,
    mistakes=(
        Mistake(
            "sum",
            "the sum over the samples, not their mean",
            lambda X, delta: X.T @ delta,
            "Xᵀδ adds over the batch; E of a batch is a mean.",
            "Give every sample twice, and it doubles: a good step size would depend on N.",
            "By how many samples do you divide?",
        ),
        Mistake(
            "transposed",
            "δᵀX / N: the matrix of the other convention",
            lambda X, delta: delta.T @ X / len(X),
            "It is the gradient for weights stored (out, in).",
            "Its shape is (n_out, n_in), and W is (n_in, n_out).",
            "A gradient has the shape of what it belongs to. Which shape has W?",
        ),
        Mistake(
            "wrong_count",
            "Xᵀδ divided by the number of inputs, not of samples",
            lambda X, delta: X.T @ delta / X.shape[1],
            "len(X.T), or len(W), is n_in. The rows of X are the samples.",
            "With as many samples as inputs it would look right.",
            "Which axis of X counts the samples?",
        ),
        Mistake(
            "mean_of_all",
            "Xᵀδ divided by N times n_out",
            lambda X, delta: X.T @ delta / delta.size,
            "The mean goes over samples; a sample's error is a sum over its outputs.",
            "Each unit's weights would learn more slowly the more units the layer has.",
            "How many samples are there?",
        ),
        Mistake(
            "product_of_means",
            "the outer product of two means, not the mean of outer products",
            lambda X, delta: np.outer(X.mean(0), delta.mean(0)),
            "A mean of products isn't the product of means.",
            "For one sample it is right. Two samples with opposite x and opposite δ show it: "
            "their products add, their means are 0.",
            "When do you average: before or after multiplying?",
        ),
        Mistake(
            "summed_inputs",
            "each weight into a unit gets the same, δ times the sum of inputs",
            lambda X, delta: np.repeat(
                (delta * X.sum(1)[:, None]).mean(0)[None], X.shape[1], 0
            ),
            "The sum over inputs belongs to z, not to its derivative with respect to one weight.",
            "All rows of the result are equal.",
            "Which input does W[j, k] multiply?",
        ),
        Mistake(
            "one_sample",
            "the first sample's outer product alone",
            lambda X, delta: np.outer(X[0], delta[0]),
            "It is right for a batch of one.",
            "Change the second sample, and nothing happens.",
            "What do the other rows contribute?",
        ),
        Mistake(
            "sign",
            "−Xᵀδ / N: the step instead of the gradient",
            lambda X, delta: -X.T @ delta / len(X),
            "The minus belongs to the step, W − η dW.",
            "A step that subtracts it climbs.",
            "Who subtracts: the gradient, or the step?",
        ),
        Mistake(
            "no_transpose",
            "X @ δ, without the transpose",
            lambda X, delta: X @ delta / len(X),
            "Rows of X are samples, and so are rows of δ: the samples have to meet in the middle.",
            "Three samples of 2 inputs against three rows of δ: NumPy refuses.",
            "Which of the two has to be turned, so that N stands next to N?",
        ),
        Mistake(
            "elementwise",
            "X * δ, entry by entry",
            lambda X, delta: X * delta / len(X),
            "* pairs the first input with the first unit. Every input meets every unit here.",
            "The shapes fit only where there are as many inputs as units.",
            "How many weights are there?",
            also=(
                lambda X, delta: (X * delta).mean(axis=0),
                lambda X, delta: X * delta,
            ),
        ),
        Mistake(
            "not_averaged",
            "one outer product per sample, with shape (N, n_in, n_out)",
            lambda X, delta: X[:, :, None] * delta[:, None, :],
            "Each is the gradient of one sample. All samples share the weights.",
            "The result has three axes.",
            "Which axis counts the samples? Take the mean over it.",
        ),
        Mistake(
            "outer",
            "np.outer of two matrices, which flattens both",
            lambda X, delta: np.outer(X, delta) / len(X),
            "np.outer is right for one sample. Of matrices it makes two long rows first.",
            "The shape is (N · n_in, N · n_out).",
            "How do you add the outer products of all samples?",
            also=(lambda X, delta: np.outer(X, delta),),
        ),
        Mistake(
            "n_minus_one",
            "divided by N − 1",
            lambda X, delta: _quiet(lambda: X.T @ delta / (len(X) - 1)),
            "N − 1 belongs to an estimate of a variance. A mean divides by N.",
            "With a single sample it divides by 0.",
            "How many samples have been added up?",
            also=(lambda X, delta: X.T @ delta / max(len(X) - 1, 1),),
        ),
        Mistake(
            "floored",
            "// instead of /",
            lambda X, delta: X.T @ delta // len(X),
            "// rounds down to whole numbers.",
            "Every entry is a whole number, and small negative ones become −1.",
            "Which operator keeps the decimals?",
        ),
    ),
    hints=(
        "One sample gives np.outer(x, delta). Add these up over the samples with a loop first, "
        "and divide by N.",
        "Row j of X.T holds input j of all samples; column k of delta holds unit k's δ of all "
        "samples. Their product adds over the samples.",
        "return X.T @ delta / len(X)",
    ),
    symptoms=(
        (
            "I get a shape error",
            "(n_in, N) @ (N, n_out): the samples must meet in the middle.",
        ),
        (
            "right for one sample, wrong for a batch",
            "Is it a mean of products, over N samples?",
        ),
        (
            "the loss explodes for large batches",
            "A sum grows with N. Divide by len(X).",
        ),
    ),
    taught="The batch: a mean",
    another_way='np.einsum("nj,nk->jk", X, delta) / len(X) says the same in letters: n is added over.',
)
