"""Lesson 04, a full layer on a batch: nine exercises and the lesson's questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .model import Case, Exercise, Formula, Measured, Mistake, Option, Question, Rng


def _s(z: Any) -> Any:
    return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))


def _gradient(f: Callable[[Any], float], W: Any, h: float = 1e-5) -> Any:
    """Central differences of scalar f, entry by entry."""
    found = np.zeros_like(W, dtype=float)
    for index in np.ndindex(W.shape):
        step = np.zeros_like(W, dtype=float)
        step[index] = h
        found[index] = (f(W + step) - f(W - step)) / (2 * h)
    return found


def _quiet(f: Callable[[], Any]) -> Any:
    with np.errstate(all="ignore"):
        return f()


# ---- layer_output --------------------------------------------------------------------------


def layer_output(X, W, b):
    """Outputs (N, n_out) of a sigmoid layer for a batch `X` (N, n_in).

    `W` is (n_in, n_out), with W[j, k] from input j to unit k; `b` is (n_out,).
    """
    Z = X @ W + b
    return 1 / (1 + np.exp(-Z))


def _layer_cases(rng: Rng) -> Iterator[Case]:
    X, W = np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[0.5, -1.0], [1.5, 0.25]])
    yield Case((X, W, np.array([0.5, -0.5])))
    for n, i, o in ((5, 4, 3), (3, 2, 4), (1, 3, 2), (4, 3, 1)):
        yield Case(
            (rng.normal(size=(n, i)), rng.normal(size=(i, o)), rng.normal(size=o))
        )


OUTPUT = Exercise(
    lesson="04",
    title="A whole layer at once",
    statement=(
        "Every sample is a row of `X`, every unit a column of `W`. Write `layer_output(X, W, b)`: "
        "$A=\\sigma(XW+b)$. One line of NumPy replaces three loops, over samples, units and inputs."
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
            "one bias a sample: b is added down the rows",
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
            "tanh in the place of σ",
            lambda X, W, b: np.tanh(X @ W + b),
            "Both are S-shaped; this lesson's layers use σ.",
            "Some outputs are negative.",
            "Which values can σ take?",
        ),
        Mistake(
            "relu",
            "max(0, XW + b) in the place of σ",
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
            "the mean over the inputs in the place of the sum",
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
            "e^z in the place of e^(−z) mirrors the curve: it falls where it should rise.",
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
    another_way=(
        "Put a column of ones in front of X and b as a row on top of W: one product does both, "
        "D1's trick for a whole layer."
    ),
)


# ---- layer_delta ---------------------------------------------------------------------------


def layer_delta(O, T):
    """Error signal dE/dZ (N, n_out), one row a sample, of half squared error and σ.

    `O` are the layer's outputs, `T` the targets, both (N, n_out).
    """
    return (O - T) * O * (1 - O)


def _delta_cases(rng: Rng) -> Iterator[Case]:
    O = np.array([[0.8, 0.5, 0.1], [0.25, 0.6, 0.9]])
    yield Case((O, np.array([[0.3, 1.0, 0.0], [0.5, 0.0, 1.0]])))
    for shape in ((5, 3), (4, 2), (1, 3), (3, 4)):
        yield Case((rng.uniform(0.05, 0.95, size=shape), rng.uniform(size=shape)))


def _delta_slope(case: Case) -> Measured:
    O, T = case.args
    loss = lambda Z: 0.5 * ((_s(Z) - T) ** 2).sum()
    return Measured(
        "slope of E in z, by central differences", _gradient(loss, np.log(O / (1 - O)))
    )


DELTA = Exercise(
    lesson="04",
    title="The error signal of a layer",
    statement=(
        "Write `layer_delta(O, T)`: $\\delta_{nk}=(o_{nk}-t_{nk})\\,o_{nk}(1-o_{nk})$, the slope "
        "of each sample's error in each unit's weighted input. No mean yet: each row belongs to "
        "one sample."
    ),
    reference=layer_delta,
    cases=_delta_cases,
    measure=_delta_slope,
    points=2,
    minutes=4,
    mistakes=(
        Mistake(
            "sign",
            "(T − O) O (1 − O), so it points downhill",
            lambda O, T: (T - O) * O * (1 - O),
            "D2 writes δ with this sign. In this course δ is the gradient, and a step subtracts it.",
            "Where the output is too large, the error grows with z, so δ is positive there.",
            "O is 0.8 and T is 0.3: does the error rise or fall when z rises?",
        ),
        Mistake(
            "no_slope",
            "O − T: the error without the slope of σ",
            lambda O, T: O - T,
            "“δ is the error” (D2) forgets that z reaches E through σ.",
            "For an output of 0.9999 with target 0 it gives 0.9999; the true slope is 0.0001.",
            "By how much does o change when z changes a little?",
        ),
        Mistake(
            "slope_of_output",
            "(O − T) σ'(O): the slope is taken at the output in the place of z",
            lambda O, T: (O - T) * _s(O) * (1 - _s(O)),
            "O has been through σ already; its slope is O (1 − O).",
            "Its slopes lie between 0.19 and 0.25 however saturated the unit is.",
            "Is there any exponential left to compute?",
        ),
        Mistake(
            "summed_outputs",
            "the sum over the outputs, the same δ for every unit of a row",
            lambda O, T: ((O - T) * O * (1 - O)).sum(1, keepdims=True) + 0 * O,
            "D2 prints this sum. But z_k reaches E through o_k alone.",
            "All entries of a row are equal, and errors of opposite sign cancel.",
            "Which outputs change when z_k changes?",
        ),
        Mistake(
            "batch_mean",
            "the right δ divided by N",
            lambda O, T: (O - T) * O * (1 - O) / len(O),
            "The mean over the batch comes later, where the weight gradient is formed.",
            "With two samples everything is halved.",
            "One row belongs to one sample: what does it know of the others?",
        ),
        Mistake(
            "mean_of_squares",
            "2/K times the right δ: the slope of the mean of squares",
            lambda O, T: 2 / O.shape[1] * (O - T) * O * (1 - O),
            "MSELoss averages over the outputs; this course halves the sum.",
            "With K = 2 outputs the two agree, with K = 3 they don't.",
            "What is the derivative of ½(o − t)²?",
        ),
        Mistake(
            "half_slope",
            "(O − T)(1 − O): one factor of the slope",
            lambda O, T: (O - T) * (1 - O),
            "The slope of σ is a product, O times 1 − O.",
            "For an output close to 0 it still passes the whole error.",
            "Which factor flattens σ on the left?",
        ),
        Mistake(
            "tanh_slope",
            "(O − T)(1 − O²): the slope of tanh",
            lambda O, T: (O - T) * (1 - O**2),
            "Each activation has its own rule.",
            "At O = 0.5 it takes 0.75 for a slope of 0.25.",
            "Which activation made O?",
        ),
        Mistake(
            "slope_of_target",
            "(O − T) T (1 − T): the slope taken at the target",
            lambda O, T: (O - T) * T * (1 - T),
            "The slope belongs to where the unit is, not to where it should be.",
            "With targets 0 and 1 every entry is 0.",
            "At which point of its curve does the unit stand?",
        ),
        Mistake(
            "loss_times_slope",
            "the squared error times the slope",
            lambda O, T: 0.5 * (O - T) ** 2 * O * (1 - O),
            "The first link is ∂E/∂o = o − t, and not E itself.",
            "It is never negative, so no output would ever be told to grow.",
            "What is the derivative of (o − t)²/2 by o?",
            also=(lambda O, T: (O - T) ** 2 * O * (1 - O),),
        ),
        Mistake(
            "matrix_product",
            "a matrix product of error and slope, with @",
            lambda O, T: (O - T) @ (O * (1 - O)).T,
            "Each unit has its own error and its own slope, and no other unit's.",
            "The shape is (N, N), one number for each pair of samples.",
            "Which operator multiplies entry by entry?",
        ),
        Mistake(
            "only_output",
            "(O − T) O: the factor 1 − O is missing",
            lambda O, T: (O - T) * O,
            "The slope of σ is a product of two, and each flattens one end.",
            "Where O is 0.9 it is nine times what it should be.",
            "What makes the slope small close to 1?",
        ),
    ),
    hints=(
        "Two links of a chain: E depends on o, and o on z.",
        "∂E/∂o = o − t, and ∂o/∂z = o (1 − o). Multiply entry by entry, with *.",
        "return (O - T) * O * (1 - O)",
    ),
    symptoms=(
        ("the loss goes up", "Which way round is the difference: O − T, or T − O?"),
        ("I get a shape error", "δ has the shape of O. Use *, not @."),
    ),
    another_way=(
        "Keep the two links apart in code, error = O - T and slope = O * (1 - O): another "
        "activation or loss then changes one line."
    ),
)


# ---- sample_weight_gradient ----------------------------------------------------------------


def sample_weight_gradient(x, delta):
    """dE/dW (n_in, n_out) of one sample: `x` is (n_in,), `delta` is (n_out,)."""
    return np.outer(x, delta)


def _sample_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([1.0, 3.0]), np.array([0.5, -0.2, 0.1])))
    for i, o in ((3, 3), (4, 2), (1, 3), (3, 1)):
        yield Case((rng.normal(size=i), rng.normal(size=o)))


SAMPLE = Exercise(
    lesson="04",
    title="One sample: an outer product",
    statement=(
        "For one sample, $\\partial E/\\partial w_{jk}=x_j\\,\\delta_k$: the weight from $j$ to "
        "$k$ hears of its own input and its own unit's error, and of nothing else. Write "
        "`sample_weight_gradient(x, delta)` for all $j$ and $k$ at once."
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
            "D4 and PyTorch store W as (out, in), so their gradient has that shape.",
            "Two inputs and three units give (3, 2) in the place of (2, 3).",
            "Which index comes first in W[j, k]?",
        ),
        Mistake(
            "summed_inputs",
            "δ times the sum of all inputs (D2's formula)",
            lambda x, delta: np.outer(np.full(len(x), x.sum()), delta),
            "The derivative of Σ_i w_ik x_i by w_jk keeps one term, x_j.",
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
            "−x δ: the step in the place of the gradient",
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
            "x + δ in the place of the product",
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
    another_way="x[:, None] * delta does it by broadcasting, and reads like the formula: x_j δ_k.",
)


# ---- weight_gradient -----------------------------------------------------------------------


def weight_gradient(X, delta):
    """Gradient (n_in, n_out) of the batch's mean error by the weights.

    `X` is (N, n_in), `delta` is (N, n_out), one row a sample.
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
        "slope of the mean over n of Σ_k δ_nk z_nk in W", _gradient(rise, start)
    )


WEIGHT = Exercise(
    lesson="04",
    title="A batch: the mean of outer products",
    statement=(
        "Each sample contributes an outer product; the batch's gradient is their **mean**. Write "
        "`weight_gradient(X, delta)`: $\\frac1N X^\\top\\delta$. The transpose isn't decoration: "
        "it puts the samples side by side, so that the product adds over them."
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
            "each weight into a unit gets the same, δ times the sum of inputs (D2's formula)",
            lambda X, delta: np.repeat(
                (delta * X.sum(1)[:, None]).mean(0)[None], X.shape[1], 0
            ),
            "The sum over inputs belongs to z, not to its derivative by one weight.",
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
            "−Xᵀδ / N: the step in the place of the gradient",
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
            "one outer product a sample, with shape (N, n_in, n_out)",
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
            "// in the place of /",
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
    another_way='np.einsum("nj,nk->jk", X, delta) / len(X) says the same in letters: n is added over.',
)


# ---- bias_gradient -------------------------------------------------------------------------


def bias_gradient(delta):
    """Gradient (n_out,) of the batch's mean error by the biases; `delta` is (N, n_out)."""
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


BIAS = Exercise(
    lesson="04",
    title="The gradient of the biases",
    statement=(
        "A bias is a weight whose input is always 1, so one sample's gradient is $\\delta$ itself. "
        "Write `bias_gradient(delta)` for a batch: one number a unit, the mean over the samples."
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
            "the mean over the units: one number a sample",
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
            "δ itself, one row a sample",
            lambda delta: delta.copy(),
            "“The bias gradient is δ” (D4) holds for one sample.",
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
            "the sum over the units: one number a sample",
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
    another_way="np.ones(len(delta)) @ delta / len(delta) is weight_gradient for the constant input 1.",
)


# ---- input_gradient ------------------------------------------------------------------------


def input_gradient(delta, W):
    """dE/dX (N, n_in), one row a sample: what the layer hands back to the one before it.

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


INPUT = Exercise(
    lesson="04",
    title="What the layer hands back",
    statement=(
        "Input $j$ reaches every unit $k$, so it hears from all of them: "
        "$\\partial E/\\partial x_j=\\sum_k\\delta_k\\,w_{jk}$. Write `input_gradient(delta, W)` "
        "for a batch, $\\delta W^\\top$, per sample. Lesson 05 stands on this line."
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
            "Forward multiplies by W, so backward seems to do the same (as D4's listing does).",
            "In a square layer it runs and adds up the wrong weights; any other layer refuses it.",
            "Which index of W[j, k] should be added over: j or k?",
        ),
        Mistake(
            "product_of_sums",
            "(Σ_k δ_k)(Σ_k w_jk): a product of sums (D2's formula)",
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
            "The numbers are right and lie the other way: one column a sample.",
            "Its shape isn't that of X.",
            "A gradient has the shape of what it belongs to.",
        ),
        Mistake(
            "mean_over_units",
            "the mean over the units in the place of the sum",
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
            "the inverse in the place of the transpose",
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
            "In D2's and D3's convention samples are columns; here each is a row.",
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
    another_way='np.einsum("nk,jk->nj", delta, W): no transpose to forget, the letters say what is added.',
)


# ---- numerical_gradient --------------------------------------------------------------------


def numerical_gradient(f, W, h=1e-5):
    """Central difference of the number `f(W)` by every element of `W`; an array like `W`.

    `W` may have any shape, and comes back unchanged.
    """
    gradient = np.zeros_like(W)
    for index in np.ndindex(W.shape):
        step = np.zeros_like(W)
        step[index] = h
        gradient[index] = (f(W + step) - f(W - step)) / (2 * h)
    return gradient


def _numerical_cases(rng: Rng) -> Iterator[Case]:
    f = Formula("W: np.exp(0.3 * W.sum()) + (W ** 3).sum()")
    yield Case((f, np.array([1.0, -2.0, 0.5]), 0.5))
    yield Case((f, rng.normal(size=(2, 3)), 0.3))
    X, t = rng.normal(size=(4, 3)), rng.uniform(size=(4, 2))
    loss = Formula(
        "W: float(((1 / (1 + np.exp(-X @ W)) - t) ** 2).sum() / 2)", X=X, t=t
    )
    yield Case(
        (loss, rng.normal(size=(3, 2))), show="the half squared error of a layer, W"
    )
    yield Case((f, rng.normal(size=(2, 2, 2)) / 2, 0.2))
    yield Case((f, np.array([0.0, 0.7, 0.0])))


def _pushed(f: Any, W: Any, h: float, rule: Callable[[Any, Any], float]) -> Any:
    found = np.zeros_like(W)
    for index in np.ndindex(W.shape):
        step = np.zeros_like(W)
        step[index] = h
        found[index] = rule(W, step)
    return found


def _never_back(f, W, h=1e-5):
    W, found = W.copy(), np.zeros_like(W)
    for index in np.ndindex(W.shape):
        W[index] += h
        up = f(W)
        W[index] -= 2 * h
        found[index] = (up - f(W)) / (2 * h)
    return found


def _rows(f: Any, W: Any, h: float) -> Any:
    found = np.zeros(W.shape)
    for j in range(len(W)):
        step = np.zeros(W.shape)
        step[j] = h
        found[j] = (f(W + step) - f(W - step)) / (2 * h)
    return found


def _two_loops(f: Any, W: Any, h: float, flat: bool = False) -> Any:
    if flat and W.ndim != 2:
        return _rows(f, W.reshape(len(W), -1)[:, 0], h)
    found = np.zeros(W.shape)
    for j in range(W.shape[0]):
        for k in range(W.shape[1]):
            step = np.zeros(W.shape)
            step[j, k] = h
            found[j, k] = (f(W + step) - f(W - step)) / (2 * h)
    return found


def _relative(f: Any, W: Any, h: float) -> Any:
    found = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        step = np.zeros(W.shape)
        step[index] = h * W[index]
        found[index] = (f(W + step) - f(W - step)) / (2 * h)
    return found


NUMERICAL = Exercise(
    lesson="04",
    title="Measure a whole gradient",
    statement=(
        "Write `numerical_gradient(f, W, h)`: for every element of `W` in turn, push it up and "
        "down by `h`, leave all the others, and see how the number `f(W)` changes. It is slow and "
        "hard to get wrong: the judge of every gradient that you write from now on."
    ),
    reference=numerical_gradient,
    cases=_numerical_cases,
    rtol=1e-7,
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "one_sided",
            "a one-sided difference, (f(W + step) − f(W)) / h",
            lambda f, W, h=1e-5: _pushed(f, W, h, lambda W, s: (f(W + s) - f(W)) / h),
            "It is the definition of the derivative, without its limit.",
            "Its error goes with h, that of the central difference with h².",
            "Which point lies as far below W[index] as W[index] + h lies above?",
        ),
        Mistake(
            "half_run",
            "a division by h instead of 2h",
            lambda f, W, h=1e-5: _pushed(
                f, W, h, lambda W, s: (f(W + s) - f(W - s)) / h
            ),
            "The step is h, but the two points lie 2h apart.",
            "Everything is doubled.",
            "How far apart are the two points?",
        ),
        Mistake(
            "precedence",
            "… / 2 * h, which divides by 2 and then multiplies by h",
            lambda f, W, h=1e-5: _pushed(
                f, W, h, lambda W, s: (f(W + s) - f(W - s)) / 2 * h
            ),
            "In Python / and * go from left to right.",
            "For h = 1e-5 everything is nearly 0.",
            "Put 2 * h in brackets.",
        ),
        Mistake(
            "sign",
            "f(W − step) − f(W + step), so every sign is turned",
            lambda f, W, h=1e-5: _pushed(
                f, W, h, lambda W, s: (f(W - s) - f(W + s)) / (2 * h)
            ),
            "Rise and run go in opposite directions.",
            "Where f rises, it says that it falls.",
            "Take the upper point first.",
        ),
        Mistake(
            "all_at_once",
            "the slope when all elements are pushed together, the same number everywhere",
            lambda f, W, h=1e-5: np.full_like(W, (f(W + h) - f(W - h)) / (2 * h)),
            "W + h adds h to every element, so you measure along one direction only.",
            "It gives the sum of all partial derivatives in every place.",
            "How do you push one element and leave the others?",
        ),
        Mistake(
            "one_number",
            "all elements pushed together, and one number for all of them",
            lambda f, W, h=1e-5: (f(W + h) - f(W - h)) / (2 * h),
            "W + h pushes every element at once.",
            "One number comes back, the sum of all slopes; a gradient has one for each element.",
            "How do you push one element, and leave the others where they are?",
        ),
        Mistake(
            "never_back",
            "a push that isn't taken back before the next element's turn",
            _never_back,
            "After W[index] −= 2h the element stands at −h, and stays there for all later ones.",
            "The first element is right, the later ones drift.",
            "Where must W stand when the next element's turn comes?",
        ),
        Mistake(
            "at_zero",
            "the slope at 0: f of the step alone, without W",
            lambda f, W, h=1e-5: _pushed(
                f, W, h, lambda W, s: (f(s) - f(-s)) / (2 * h)
            ),
            "The step is what you add to W, not the place where you measure.",
            "The result doesn't depend on W.",
            "At which point is the slope asked for?",
        ),
        Mistake(
            "flat",
            "the right numbers in one long row",
            lambda f, W, h=1e-5: _gradient(f, W, h).ravel(),
            "A loop over W.ravel() needs its shape back at the end.",
            "For a matrix the result has one axis.",
            "End with reshape(W.shape), or index with np.ndindex(W.shape).",
        ),
        Mistake(
            "one_place",
            "0 everywhere: f asked twice at one place, or nothing written into the result",
            lambda f, W, h=1e-5: np.zeros(W.shape),
            "`up = W` and `down = W` are two names for one array, so both pushes hit it, and cancel.",
            "f(up) − f(down) is exactly 0 for every element.",
            "Which of your lines makes a new array? W.copy() does, and so does W + step.",
        ),
        Mistake(
            "own_h",
            "a step of your own, whatever h is",
            lambda f, W, h=1e-5: _gradient(f, W),
            "A number is typed into the body, so the argument is never used.",
            "For a curve of third degree h = 0.5 gives another result than 1e-5, and yours is the same.",
            "Where does your function use h?",
            also=(
                lambda f, W, h=1e-5: _gradient(f, W, 1e-4),
                lambda f, W, h=1e-5: _gradient(f, W, 1e-6),
                lambda f, W, h=1e-5: _gradient(f, W, 1e-3),
            ),
        ),
        Mistake(
            "other_default",
            "the right formula with another default for h",
            lambda f, W, h=0.1: _gradient(f, W, h),
            "Where h is given, all is right. Where it isn't, the default decides how far off the slopes are.",
            "Too large a default leaves out the curve between the points; too small a one, below 1e-10, leaves rounding.",
            "Which default does the signature above have?",
            also=(
                lambda f, W, h=1.0: _gradient(f, W, h),
                lambda f, W, h=0.01: _gradient(f, W, h),
                lambda f, W, h=1e-3: _gradient(f, W, h),
                lambda f, W, h=1e-10: _gradient(f, W, h),
                lambda f, W, h=1e-12: _gradient(f, W, h),
                lambda f, W, h=1e-15: _gradient(f, W, h),
                lambda f, W, h=1e-16: _gradient(f, W, h),
            ),
        ),
        Mistake(
            "whole_rows",
            "whole rows pushed at once",
            lambda f, W, h=1e-5: _rows(f, W, h),
            "W[j] is a row, and all of its elements move together.",
            "For a vector it is right; in a matrix all slopes of a row are alike, and each is their sum.",
            "How do you push one element of a matrix? np.ndindex(W.shape) gives every index.",
        ),
        Mistake(
            "two_loops",
            "two loops, for matrices only",
            lambda f, W, h=1e-5: _two_loops(f, W, h),
            "W may be a bias vector, or have three axes.",
            "For a vector W.shape[1] doesn't exist.",
            "np.ndindex(W.shape) gives every index, whatever the shape.",
            also=(lambda f, W, h=1e-5: _two_loops(f, W, h, flat=True),),
        ),
        Mistake(
            "relative_step",
            "a step in proportion to the element: W (1 ± h)",
            lambda f, W, h=1e-5: _relative(f, W, h),
            "The two points lie 2 h w apart, and the run under the line is 2h.",
            "Every slope comes out times its weight, and 0 where the weight is 0.",
            "How far apart are the two points?",
        ),
        Mistake(
            "skips_zeros",
            "elements that are 0 left out",
            lambda f, W, h=1e-5: np.where(W == 0, 0.0, _gradient(f, W, h)),
            "A weight of 0 has a slope too: it says whether it should stay 0.",
            "Biases begin at 0, and would never be checked.",
            "What does f do when an element of 0 is pushed?",
        ),
        Mistake(
            "value",
            "f(W) itself in every entry",
            lambda f, W, h=1e-5: np.full(W.shape, f(W)),
            "A value isn't a slope: nothing has been pushed yet.",
            "All entries are alike.",
            "At which two points has f to be asked?",
        ),
        Mistake(
            "backward",
            "a backward difference, (f(W) − f(W − step)) / h",
            lambda f, W, h=1e-5: _pushed(f, W, h, lambda W, s: (f(W) - f(W - s)) / h),
            "It measures on one side only, the left one.",
            "Its error is proportional to h, the central one's to h².",
            "Use the point on the other side as well: how far apart are the two?",
        ),
    ),
    hints=(
        "Lesson 01's central_difference, with one element at a time. What stays still?",
        "for index in np.ndindex(W.shape): … makes index a tuple that fits W[index]. Put h into "
        "a copy, or into a step of zeros.",
        "step = np.zeros_like(W)\nstep[index] = h\n"
        "gradient[index] = (f(W + step) - f(W - step)) / (2 * h)",
    ),
    symptoms=(
        (
            "it changes my W",
            "Add and subtract a step of zeros with one h, or copy W first.",
        ),
        ("the same number everywhere", "W + h pushes every element at once."),
        (
            "only the first entry is right",
            "Is each push taken back before the next one?",
        ),
    ),
    another_way=(
        "gradcheck.complex_gradient steps into the complex plane: no difference, no cancellation, "
        "and all sixteen digits."
    ),
)


# ---- layer_gradients -----------------------------------------------------------------------


def layer_gradients(X, W, b, T):
    """(dW, db, dX) of a sigmoid layer under half squared error.

    dW (n_in, n_out) and db (n_out,) are means over the batch, dX (N, n_in) is per sample.
    """
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    return X.T @ delta / len(X), delta.mean(axis=0), delta @ W.T


def _whole_cases(rng: Rng) -> Iterator[Case]:
    X, W = (
        np.array([[1.0, 2.0], [0.5, -1.0], [-1.5, 0.3]]),
        np.array([[0.5, -1.0], [1.5, 0.25]]),
    )
    T = np.array([[0.0, 1.0], [0.9, 0.2], [0.4, 0.7]])
    yield Case(
        (X, W, np.array([0.1, -0.5]), T), show="X (3, 2), W (2, 2), b (2,), T (3, 2)"
    )
    for n, i, o in ((5, 4, 3), (4, 2, 3), (1, 4, 3), (6, 3, 3)):
        args = rng.normal(size=(n, i)), rng.normal(size=(i, o)), rng.normal(size=o)
        show = f"X ({n}, {i}), W ({i}, {o}), b ({o},), T ({n}, {o})"
        yield Case((*args, rng.uniform(size=(n, o))), show=show)


def _whole(
    slope=None, forward=_s, back=None, dW=None, db=None, dX=None
) -> Callable[..., Any]:
    """layer_gradients with a part exchanged, to write mistakes in one line."""

    def gradients(X, W, b, T):
        O = forward(X @ W + b)
        d = (O - T) * O * (1 - O) if slope is None else slope(O, T)
        n = len(X)
        return (
            X.T @ d / n if dW is None else dW(X, d),
            d.mean(0) if db is None else db(d),
            d @ W.T if dX is None else dX(d, W),
        )

    return gradients


def _whole_slope(case: Case) -> Measured:
    X, W, b, T = case.args
    E = lambda X, W, b: 0.5 * ((_s(X @ W + b) - T) ** 2).sum(1)
    value = (
        _gradient(lambda W: E(X, W, b).mean(), W),
        _gradient(lambda b: E(X, W, b).mean(), b),
        _gradient(lambda X: E(X, W, b).sum(), X),
    )
    return Measured("slopes of E by central differences", value)


def _with_input_slope(X, gradients):
    dW, db, dX = gradients
    return dW, db, dX * X * (1 - X)


def _through_new(X, W, b, T):
    dW, db, _ = layer_gradients(X, W, b, T)
    O = _s(X @ W + b)
    return dW, db, (O - T) * O * (1 - O) @ (W - dW).T


def _minus(W, b, dW, db, dX):
    return W - dW, b - db, dX


def _by_weighted_input(X, W, b, T):
    Z = X @ W + b
    d = (_s(Z) - T) * Z * (1 - Z)
    return X.T @ d / len(X), d.mean(axis=0), d @ W.T


WHOLE = Exercise(
    lesson="04",
    title="All three gradients of a layer",
    statement=(
        "Put the pieces together: `layer_gradients(X, W, b, T)` runs the layer forward and "
        "returns `(dW, db, dX)`. The first two are means over the batch, which all samples share; "
        "`dX` keeps one row a sample. You may call your own functions."
    ),
    reference=layer_gradients,
    cases=_whole_cases,
    measure=_whole_slope,
    needs=(
        "layer_output",
        "layer_delta",
        "weight_gradient",
        "bias_gradient",
        "input_gradient",
    ),
    parts=("dW", "db", "dX"),
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "no_slope",
            "δ = O − T, without the slope of σ",
            _whole(slope=lambda O, T: O - T),
            "z reaches E through σ, and its slope belongs to every one of the three.",
            "All three are several times too large, saturated units most of all.",
            "By how much does o change when z changes?",
        ),
        Mistake(
            "slope_of_output",
            "σ'(O) in the place of O (1 − O)",
            _whole(slope=lambda O, T: (O - T) * _s(O) * (1 - _s(O))),
            "O is the output already; σ must not be applied to it again.",
            "The slopes crowd between 0.19 and 0.25.",
            "At which point is σ's slope taken: z or o?",
        ),
        Mistake(
            "sign",
            "δ = (T − O) O (1 − O): all three with the opposite sign",
            _whole(slope=lambda O, T: (T - O) * O * (1 - O)),
            "It is D2's δ. Subtracting it from W climbs.",
            "The loss goes up after one step.",
            "Which way round is the difference?",
        ),
        Mistake(
            "linear",
            "a forward pass without σ",
            _whole(forward=lambda z: z),
            "O (1 − O) is σ's slope only if O is σ's output.",
            "O leaves the range from 0 to 1, and its “slope” turns negative.",
            "What is O before it meets the target?",
        ),
        Mistake(
            "sums",
            "sums over the batch in dW and db, not means",
            _whole(dW=lambda X, d: X.T @ d, db=lambda d: d.sum(0)),
            "E of a batch is a mean over its samples.",
            "Right for one sample, N times too large for N.",
            "What is E of a batch?",
        ),
        Mistake(
            "mean_in_delta",
            "δ divided by N before dX is formed",
            _whole(dX=lambda d, W: d @ W.T / len(d)),
            "The mean belongs to dW and db only; dX is asked per sample.",
            "dW and db are right, dX is N times too small.",
            "At which line does the mean enter?",
        ),
        Mistake(
            "no_transpose",
            "dX = δ @ W, without the transpose",
            _whole(dX=lambda d, W: d @ W),
            "Backward adds over the units, so W must lie the other way.",
            "dX is wrong in a square layer, and refused in any other.",
            "Write the shapes: (N, n_out) times what gives (N, n_in)?",
        ),
        Mistake(
            "transposed_dW",
            "dW as δᵀX / N, the transpose of what is asked",
            _whole(dW=lambda X, d: d.T @ X / len(X)),
            "It would fit weights stored (out, in).",
            "dW must have the shape of W; in a square layer only the numbers tell.",
            "Which index comes first in W[j, k]?",
        ),
        Mistake(
            "averaged_dX",
            "dX averaged over the samples",
            _whole(dX=lambda d, W: (d @ W.T).mean(axis=0)),
            "dW and db are means, as all samples share the weights. Each sample has its own inputs.",
            "dX has one row, and X has N.",
            "What does the layer before want to hear: one message, or one for each sample?",
            also=(_whole(dX=lambda d, W: (d @ W.T).sum(axis=0)),),
        ),
        Mistake(
            "slope_of_inputs",
            "dX multiplied with X (1 − X): the slope of the layer before",
            lambda X, W, b, T: _with_input_slope(X, layer_gradients(X, W, b, T)),
            "The next step back multiplies with its own slope. dX stops at X.",
            "Where an input is 0 its gradient is 0; a push shows that it isn't.",
            "With respect to what is dX the derivative?",
        ),
        Mistake(
            "no_dX",
            "dW and db alone, without dX",
            lambda X, W, b, T: layer_gradients(X, W, b, T)[:2],
            "For the first layer that would do. Every other one has to hand something back.",
            "Two results come back, and three are asked for.",
            "What does the layer before need?",
        ),
        Mistake(
            "through_new_weights",
            "dX through the weights after a step",
            lambda X, W, b, T: _through_new(X, W, b, T),
            "All gradients belong to the weights of the forward pass.",
            "Without any step dX should come out the same, and it doesn't.",
            "Which W did the outputs come from?",
        ),
        Mistake(
            "stepped",
            "new parameters in the place of their gradients",
            lambda X, W, b, T: _minus(W, b, *layer_gradients(X, W, b, T)),
            "The step is another function's part; here the slopes are asked for.",
            "Where the outputs equal the targets it gives W and b, and the slopes are 0.",
            "Which line takes the step? Leave it out.",
        ),
        Mistake(
            "slope_of_z",
            "the slope taken as Z (1 − Z)",
            lambda X, W, b, T: _by_weighted_input(X, W, b, T),
            "o (1 − o) is the slope, with o = σ(z).",
            "For negative z its sign turns, and a sigmoid rises everywhere.",
            "Which quantity does the rule want: z, or σ(z)?",
        ),
    ),
    hints=(
        "Four lines: forward, δ, and the three gradients, each of which you have written.",
        "delta is per sample. weight_gradient and bias_gradient take the mean themselves; "
        "input_gradient doesn't.",
        "delta = layer_delta(layer_output(X, W, b), T)\n"
        "return weight_gradient(X, delta), bias_gradient(delta), input_gradient(delta, W)",
    ),
    symptoms=(
        ("I get a shape error", "dW is like W, db like b, dX like X. Which one isn't?"),
        ("right for one sample, wrong for a batch", "Are dW and db means, and dX not?"),
        ("the loss goes up", "O − T, not T − O."),
    ),
    another_way=(
        "Compute delta / len(X) once, and dW = X.T @ that, db = its sum: two divisions fewer, "
        "and dX then needs the undivided δ."
    ),
)


# ---- mended_layer_gradients ----------------------------------------------------------------


def mended_layer_gradients(X, W, b, T):
    """(dW, db, dX), as in layer_gradients: the code below, with its two faults mended."""
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    dW = X.T @ delta / len(X)
    db = delta.mean(axis=0)
    dX = delta @ W.T
    return dW, db, dX


_MEND_STARTER = """
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    dW = X.T @ delta / len(W)
    db = delta.mean(axis=0)
    dX = delta @ W
    return dW, db, dX
"""

MENDED = Exercise(
    lesson="04",
    title="Find two faults",
    statement=(
        "**This code runs and is wrong: find and mend it.** Its author tested it with 3 samples, "
        "3 inputs, 3 units and a symmetric `W`, and every number was right. It has two faults. "
        "Don't read first: *measure*. Choose `X`, `W`, `b`, `T` that could tell a right layer "
        "from a wrong one, and compare `dW`, `db` and `dX` with your `numerical_gradient`."
    ),
    reference=mended_layer_gradients,
    cases=_whole_cases,
    measure=_whole_slope,
    starter=_MEND_STARTER,
    parts=("dW", "db", "dX"),
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "as_given",
            "the code as it was given",
            _whole(dW=lambda X, d: X.T @ d / X.shape[1], dX=lambda d, W: d @ W),
            "The author's test hides both faults: everything in it was 3, and W symmetric.",
            "Take 3 samples, 2 inputs, 2 units, and a W that isn't symmetric: two of the three "
            "results are off.",
            "Which of dW, db and dX differ from what numerical_gradient measures?",
        ),
        Mistake(
            "only_transpose_mended",
            "one fault mended, the one in dX; dW is still off",
            _whole(dW=lambda X, d: X.T @ d / X.shape[1]),
            "dX is right now. In dW every entry is off by one and the same factor.",
            "Divide your dW by the measured one: which two counts make that ratio?",
            "Change the number of samples, and watch the ratio.",
        ),
        Mistake(
            "only_count_mended",
            "one fault mended, the one in dW; dX is still off",
            _whole(dX=lambda d, W: d @ W),
            "dW is right now. dX runs in a square layer only.",
            "Try 4 inputs and 3 units: the shapes refuse.",
            "Which index of W[j, k] should dX add over?",
        ),
        Mistake(
            "undivided",
            "dW as a sum over the samples, not their mean",
            _whole(dW=lambda X, d: X.T @ d),
            "The count was wrong; the division wasn't.",
            "dW is N times too large now.",
            "What is E of a batch: a sum or a mean?",
        ),
        Mistake(
            "wrong_output_count",
            "dW divided by the number of units",
            _whole(dW=lambda X, d: X.T @ d / d.shape[1]),
            "Three counts were equal in the author's test; this is the third.",
            "Right only where there are as many samples as units.",
            "A mean over what?",
        ),
        Mistake(
            "mean_everywhere",
            "a mean over the batch in dX as well",
            _whole(dX=lambda d, W: d @ W.T / len(d)),
            "dX belongs to one sample each; nothing is averaged there.",
            "dX is N times too small.",
            "What shape has dX, and what does a row of it belong to?",
        ),
        Mistake(
            "slope_lost",
            "both faults mended, and the slope of σ lost on the way",
            _whole(slope=lambda O, T: O - T),
            "The line with δ was right as it stood.",
            "All three results are too large, those of sure outputs most.",
            "Compare your δ with the one that was given.",
        ),
    ),
    hints=(
        "Measure with 5 samples, 2 inputs, 2 units, W unsymmetric. Which of the three results are "
        "off, and by what factor?",
        "dW is off by one factor: what does len(W) count? dX is off entry by entry: write the "
        "shapes for 4 inputs and 3 units.",
        "dW = X.T @ delta / len(X)\ndX = delta @ W.T",
    ),
    symptoms=(
        (
            "I get a shape error",
            "That is the second fault showing: write the shapes of δ and W.",
        ),
        (
            "right for a square layer only",
            "Which counts are equal there, and not elsewhere?",
        ),
    ),
    another_way=(
        "A test that could have found both: unequal counts everywhere (5 samples, 4 inputs, 3 "
        "units). Equal counts and symmetric matrices hide more faults than any other test data."
    ),
)


EXERCISES = (OUTPUT, DELTA, SAMPLE, WEIGHT, BIAS, INPUT, NUMERICAL, WHOLE, MENDED)


# ---- questions -----------------------------------------------------------------------------

_O, _T = np.array([0.2, 0.7, 0.4]), np.array([0.0, 1.0, 0.5])
_PAIR = np.array([[1.0], [-1.0]]).T @ np.array([[0.5], [-0.5]]) / 2

QUESTIONS = (
    Question(
        "04-shape",
        "A batch of 32 samples with 64 inputs meets a layer of 10 units. **What is the shape of "
        "`X.T @ delta`?** Answer as `(rows, columns)`.",
        "One number for each weight: the shape of W, whatever the batch's size.",
        answer=(64, 10),
        hint="X is (32, 64), so X.T is (64, 32); delta has one row a sample and one column a unit.",
    ),
    Question(
        "04-how-many",
        "One of the 64 inputs of a full layer of 10 units changes a little. **How many of the units' "
        "weighted inputs change?**",
        "All of them: so the gradient of an input is a sum over all units.",
        answer=10.0,
        hint="A full layer joins every input to every unit.",
        traps=((1.0, "That is how many change when one *weight* changes."),),
    ),
    Question(
        "04-one-weight",
        "One weight $w_{jk}$ changes a little. **Which parts of one sample decide how $E$ changes?**",
        "",
        options=(
            Option(
                "all inputs and all outputs",
                "Neither sum belongs there: w_jk touches z_k alone, and multiplies x_j alone.",
                mistake="weight_gradient.summed_inputs",
            ),
            Option(
                "input $j$ and unit $k$ only",
                "x_j δ_k: what the weight carries, and where it carries it to.",
                right=True,
            ),
            Option(
                "input $j$ and all outputs",
                "With a sigmoid in each unit, o_k depends on z_k alone.",
                mistake="sample_weight_gradient.summed_deltas",
            ),
            Option(
                "all inputs and unit $k$",
                "The other inputs meet other weights.",
                mistake="sample_weight_gradient.summed_inputs",
            ),
        ),
    ),
    Question(
        "04-transpose",
        "`W[j, k]` goes from input $j$ to unit $k$. **Which line gives the gradient of the inputs "
        "of a batch?**",
        "",
        options=(
            Option(
                "`delta @ W`",
                "The columns of delta are units; the rows of W are inputs. They don't meet.",
                mistake="input_gradient.no_transpose",
            ),
            Option(
                "`delta @ W.T`",
                "The units meet in the middle and are added over.",
                right=True,
            ),
            Option(
                "`W @ delta.T`",
                "Right numbers, one column a sample: the transpose of what X looks like.",
                mistake="input_gradient.transposed",
            ),
            Option(
                "`delta.sum(1, keepdims=True) * W.sum(1)`",
                "A product of sums; each δ_k must meet its own weight.",
                mistake="input_gradient.product_of_sums",
            ),
        ),
    ),
    Question(
        "04-bias-rows",
        "`delta` has the shape (32, 10). **Which line gives the gradient of the biases?**",
        "",
        options=(
            Option(
                "`delta`",
                "Right for one sample; a batch has 32 rows, and b only one.",
                mistake="bias_gradient.no_mean",
            ),
            Option(
                "`delta.mean(axis=1)`",
                "That averages over the units, and leaves one number a sample.",
                mistake="bias_gradient.wrong_axis",
            ),
            Option(
                "`delta.mean(axis=0)`",
                "Over the samples, one number a unit.",
                right=True,
            ),
            Option(
                "`delta.sum(axis=0)`",
                "E of a batch is a mean: this is 32 times too large.",
                mistake="bias_gradient.sum",
            ),
        ),
    ),
    Question(
        "04-doubled",
        "You give a batch twice, so $N$ doubles and every sample appears two times. **By which "
        "factor does `weight_gradient` change?**",
        "A mean doesn't notice. With a sum it would double, and so would the step.",
        answer=1.0,
        hint="Twice the samples are added, and divided by twice as many.",
        traps=(
            (2.0, "That would be a sum. E of a batch is a mean."),
            (0.5, "The sum doubles as well."),
        ),
    ),
    Question(
        "04-opposite",
        "Two samples of a layer with one input and one unit: $x=1,\\ \\delta=\\frac12$ and "
        "$x=-1,\\ \\delta=-\\frac12$. **What is the weight's gradient?** (a number)",
        "The mean of two products, each one half. The product of the means would be 0.",
        answer=float(_PAIR[0, 0]),
        hint="Multiply in each sample first, then average.",
        traps=(
            (0.0, "That is the product of the two means."),
            (1.0, "That is the sum."),
        ),
    ),
    Question(
        "04-literal-sum",
        "D0 prints the loss of a layer as $\\frac12\\sum_{k=1}^{k}(o_i-t_i)^2$. For "
        "$o=(0.2,0.7,0.4)$ and $t=(0,1,0.5)$, **what is the loss with the index mended?**",
        "Each output against its own target, halved and added.",
        answer=float(0.5 * ((_O - _T) ** 2).sum()),
        hint="The index of the summand must be the summation index: ½ Σ_k (o_k − t_k)².",
        traps=(
            (float(((_O - _T) ** 2).sum()), "The half is missing."),
            (0.06, "That is three times the first output's share."),
        ),
    ),
    Question(
        "04-input-shape",
        "A batch of 32 samples with 64 inputs, a layer of 10 units: **what is the shape of "
        "`delta @ W.T`?** Answer as `(rows, columns)`.",
        "The shape of X: every sample's inputs get gradients of their own.",
        answer=(32, 64),
        hint="delta is (32, 10), and W is (64, 10), so W.T is (10, 64).",
    ),
    Question(
        "04-where-mean",
        "$E$ of a batch is the mean over its samples. **Where does the $\\frac1N$ appear?**",
        "",
        options=(
            Option(
                "in `delta`, and so everywhere behind it",
                "delta is per sample; with 1/N in it, dX would have it too, layer after layer.",
                mistake="layer_delta.batch_mean",
            ),
            Option(
                "in `dW`, `db` and `dX`",
                "An input belongs to one sample: nothing is averaged in dX.",
                mistake="input_gradient.batch_mean",
            ),
            Option(
                "in `dW` and `db` only",
                "Those belong to parameters, which all samples share.",
                right=True,
            ),
            Option(
                "nowhere: a sum is as good",
                "It points the same way, and grows with the batch, and the step with it.",
                mistake="weight_gradient.sum",
            ),
        ),
    ),
    Question(
        "04-symmetric",
        "Your `input_gradient` has no transpose, and your test passes. **What does your test layer "
        "look like?**",
        "",
        options=(
            Option("It has more inputs than units", "Then the shapes would refuse."),
            Option(
                "It is square",
                "Square lets it run; the numbers still differ, unless something more is true.",
            ),
            Option(
                "It is square, and W is symmetric",
                "Then W and its transpose are the same matrix, and no number can tell.",
                right=True,
            ),
            Option(
                "Its batch has one sample",
                "The batch has nothing to do with this transpose.",
            ),
        ),
    ),
)
