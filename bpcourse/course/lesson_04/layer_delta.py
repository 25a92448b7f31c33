"""Lesson 04: the exercise `layer_delta`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng

from .shared import _gradient, _s


def layer_delta(O, T):
    """Error signal dE/dZ (N, n_out), one row per sample,
    of half squared error and σ.

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
        "slope of E with respect to z, by central differences",
        _gradient(loss, np.log(O / (1 - O))),
    )


EXERCISE = Exercise(
    title="The error signal of a layer",
    statement=(
        "Write `layer_delta(O, T)` for a sigmoid layer: the slope of each sample's half squared error with "
        "respect to each unit's weighted input, from the outputs `O` and the targets `T`, all of them "
        "`(N, n_out)`. No mean yet: each row belongs to one sample."
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
            "Some texts write δ with this sign. In this course δ is the gradient, and a step subtracts it.",
            "Where the output is too large, the error grows with z, so δ is positive there.",
            "O is 0.8 and T is 0.3: does the error rise or fall when z rises?",
        ),
        Mistake(
            "no_slope",
            "O − T: the error without the slope of σ",
            lambda O, T: O - T,
            "“δ is the error” forgets that z reaches E through σ.",
            "For an output of 0.9999 with target 0 it gives 0.9999; the true slope is 0.0001.",
            "By how much does o change when z changes a little?",
        ),
        Mistake(
            "slope_of_output",
            "(O − T) σ'(O): the slope is taken at the output instead of at z",
            lambda O, T: (O - T) * _s(O) * (1 - _s(O)),
            "O has been through σ already; its slope is O (1 − O).",
            "Its slopes lie between 0.19 and 0.25 however saturated the unit is.",
            "Is there any exponential left to compute?",
        ),
        Mistake(
            "summed_outputs",
            "the sum over the outputs, the same δ for every unit of a row",
            lambda O, T: ((O - T) * O * (1 - O)).sum(1, keepdims=True) + 0 * O,
            "This sum has been published. But z_k reaches E through o_k alone.",
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
            "What is the derivative of (o − t)²/2 with respect to o?",
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
    taught="δ: one number",
    another_way=(
        "Keep the two links apart in code, error = O - T and slope = O * (1 - O): another "
        "activation or loss then changes one line."
    ),
)
