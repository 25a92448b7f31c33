"""Lesson 07: the exercise `gradient_norms`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng


def gradient_norms(gradients):
    """Frobenius norm of each dW in a list of (dW, db), as floats."""
    return [float(np.sqrt(np.sum(dW**2))) for dW, db in gradients]


def _norm_cases(rng: Rng) -> Iterator[Case]:
    """One square dW isn't symmetric: the trace of dW @ dW is another number."""
    first = (np.array([[3.0, 0.0], [0.0, 4.0]]), np.array([7.0, -1.0]))
    yield Case(
        ([first, (np.array([[2.0], [-1.0]]), np.array([5.0]))],),
        show="[([[3, 0], [0, 4]], [7, -1]), ([[2], [-1]], [5])]",
    )
    for sizes in ((4, 3, 3, 5), (6, 2, 3)):
        pairs = [
            (rng.normal(size=(i, o)), rng.normal(size=o) + 1)
            for i, o in zip(sizes, sizes[1:])
        ]
        yield Case((pairs,), show=f"{len(pairs)} pairs (dW, db)")


def _root_of_trace(dW: Any) -> float:
    square = dW.shape[0] == dW.shape[1]
    return (
        float(np.sqrt(abs(np.trace(dW @ dW)))) if square else float(np.linalg.norm(dW))
    )


EXERCISE = Exercise(
    title="How large is each layer's gradient?",
    statement=(
        "Whether a network can learn is seen before its first step: how large is the gradient of "
        "each layer? Write `gradient_norms(gradients)`, which gets a list of pairs `(dW, db)` and "
        "returns a list of numbers, one per layer, first layer first: the length of `dW`, taken as "
        "one long vector (the Frobenius norm). So a `dW` with the entries 3 and 4 has the norm 5."
    ),
    reference=gradient_norms,
    cases=_norm_cases,
    points=1,
    minutes=4,
    mistakes=(
        Mistake(
            "squared",
            "the sum of the squares, without the root",
            lambda gradients: [float(np.sum(dW**2)) for dW, db in gradients],
            "The norm is a length: the root of the sum of squares.",
            "For 3 and 4 it gives 25 instead of 5.",
            "What is the length of (3, 4)?",
        ),
        Mistake(
            "spectral",
            "the largest singular value",
            lambda gradients: [float(np.linalg.norm(dW, 2)) for dW, db in gradients],
            "np.linalg.norm(dW, 2) is another norm of a matrix; without the 2 it is Frobenius'.",
            "For diag(3, 4) it gives 4 instead of 5.",
            "Which norm treats the matrix as one long vector?",
        ),
        Mistake(
            "with_bias",
            "the bias gradients counted in",
            lambda gradients: [
                float(np.sqrt(np.sum(dW**2) + np.sum(db**2))) for dW, db in gradients
            ],
            "Only dW is asked for.",
            "A layer with dW = 0 would still have a norm.",
            "Which part of each pair does the formula use?",
        ),
        Mistake(
            "of_bias",
            "the norms of db instead of dW",
            lambda gradients: [float(np.sqrt(np.sum(db**2))) for dW, db in gradients],
            "Each pair is (dW, db), in this order.",
            "The numbers don't change when the weights' gradients do.",
            "Which of the two comes first?",
        ),
        Mistake(
            "reversed",
            "the last layer first",
            lambda gradients: [float(np.sqrt(np.sum(dW**2))) for dW, db in gradients][
                ::-1
            ],
            "The backward pass finds the last layer first; the list is in the order of the layers.",
            "The first number belongs to the output.",
            "In which order does the list come in?",
        ),
        Mistake(
            "mean",
            "the root of the mean square",
            lambda gradients: [float(np.sqrt(np.mean(dW**2))) for dW, db in gradients],
            "A mean divides by the number of weights; a norm doesn't.",
            "A wider layer would seem to have a smaller gradient.",
            "Is there a mean in the formula?",
        ),
        Mistake(
            "one_number",
            "one norm over all layers",
            lambda gradients: float(
                np.sqrt(sum(np.sum(dW**2) for dW, db in gradients))
            ),
            "Then nobody can see in which layer the gradient vanishes.",
            "The result is one number.",
            "How many layers are there?",
        ),
        Mistake(
            "absolute_sum",
            "the sum of the absolute entries",
            lambda gradients: [float(np.abs(dW).sum()) for dW, db in gradients],
            "That is another norm, the length of a way along the axes.",
            "For 3 and 4 it gives 7 instead of 5.",
            "What is the length of (3, 4)?",
        ),
        Mistake(
            "largest",
            "the largest absolute entry",
            lambda gradients: [float(np.abs(dW).max()) for dW, db in gradients],
            "A single weight may have a large slope, while all others have none.",
            "For 3 and 4 it gives 4 instead of 5.",
            "Which entries does the formula add up?",
        ),
        Mistake(
            "column_sum",
            "np.linalg.norm(dW, 1), the largest column sum",
            lambda gradients: [float(np.linalg.norm(dW, 1)) for dW, db in gradients],
            "The second argument of norm chooses another norm of a matrix.",
            "For diag(3, 4) it gives 4 instead of 5.",
            "Which norm treats the matrix as one long vector? Leave the 1 out.",
        ),
        Mistake(
            "sum",
            "the sum of the entries",
            lambda gradients: [float(np.sum(dW)) for dW, db in gradients],
            "Slopes of opposite signs cancel, and the sum of a large gradient may be 0.",
            "For 3 and 4 it gives 7 instead of 5.",
            "What has to be done with each entry before they are added?",
            also=(lambda gradients: [float(abs(np.sum(dW))) for dW, db in gradients],),
        ),
        Mistake(
            "deviation",
            "the standard deviation of the entries",
            lambda gradients: [float(np.std(dW)) for dW, db in gradients],
            "It subtracts the mean first and divides by the number of entries.",
            "A gradient whose entries are all alike would have the size 0.",
            "Is a mean subtracted in the formula?",
        ),
        Mistake(
            "rows",
            "one norm per row or column, and not one per layer",
            lambda gradients: [np.linalg.norm(dW, axis=1) for dW, db in gradients],
            "With an axis norm goes along it, and leaves a number for each row or column.",
            "Each layer has an array, and one number is asked for.",
            "What happens when you leave the axis out?",
            also=(
                lambda gradients: [np.linalg.norm(dW, axis=0) for dW, db in gradients],
            ),
        ),
        Mistake(
            "pairs",
            "pairs of norms, those of db beside them",
            lambda gradients: [
                (float(np.linalg.norm(dW)), float(np.linalg.norm(db)))
                for dW, db in gradients
            ],
            "Only dW is asked for.",
            "Each layer has two numbers, and one is asked for.",
            "Which part of each pair does the formula use?",
        ),
        Mistake(
            "trace",
            "√ trace(dW dW): the transpose is missing",
            lambda gradients: [_root_of_trace(dW) for dW, db in gradients],
            "The sum of the squares is trace(dW dWᵀ).",
            "For a symmetric dW it is right, and else it isn't.",
            "Which products stand on the diagonal of dW dW?",
        ),
    ),
    hints=(
        "Go through the pairs, and take the length of each dW as if it were one long vector.",
        "np.linalg.norm(dW) without a second argument is Frobenius' norm.",
        "return [float(np.linalg.norm(dW)) for dW, db in gradients]",
    ),
    symptoms=(("I get one number", "A list: one norm for each layer."),),
    taught="Where to start",
    another_way="np.linalg.norm(dW) does it in one call; np.sqrt(np.vdot(dW, dW)) shows what is inside.",
)
