"""Lesson 08: the exercise `dropout_backward`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng


def dropout_backward(grad, mask):
    """The gradient through dropout, with its forward pass's mask; all (N, n)."""
    return grad * mask


def _slope_by_input(grad: Any, mask: Any, h: float = 1e-5) -> Any:
    """Each entry of A stands in one term of the sum only, so all can move at once."""
    A = np.ones_like(mask)
    return (grad * ((A + h) * mask) - grad * ((A - h) * mask)) / (2 * h)


def _mask_cases(rng: Rng) -> Iterator[Case]:
    yield Case(
        (np.array([[1.0, -2.0], [3.0, 0.5]]), np.array([[2.0, 0.0], [0.0, 2.0]]))
    )
    for shape, keep in (((4, 3), 0.8), ((5, 2), 0.5), ((2, 6), 0.9)):
        mask = (rng.random(shape) < keep) / keep
        mask.flat[0], mask.flat[1] = 1 / keep, 0.0
        yield Case((rng.normal(size=shape), mask))


EXERCISE = Exercise(
    title="Dropout, on the way back",
    statement=(
        "`grad` is the gradient of a loss with respect to the outputs *behind* dropout, `mask` is the mask that "
        "the forward pass used, both `(N, n)`. Write `dropout_backward(grad, mask)`: the gradient "
        "in the outputs before dropout."
    ),
    reference=dropout_backward,
    cases=_mask_cases,
    measure=lambda case: Measured(
        "slope of Σ grad · (A · mask) with respect to A, a central difference",
        _slope_by_input(*case.args),
    ),
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "unmasked",
            "the gradient passed on unchanged",
            lambda grad, mask: grad * 1.0,
            "A unit that was silenced had no effect, so it gets no gradient.",
            "Where the mask is 0 the slope is 0.",
            "How does the loss change when a silenced unit's input moves?",
        ),
        Mistake(
            "no_rescale",
            "masked by 0 and 1, without the factor 1/keep",
            lambda grad, mask: grad * (mask > 0),
            "The forward pass multiplied by 1/keep; so does the slope.",
            "Every entry that passes is too small.",
            "What was A multiplied by?",
        ),
        Mistake(
            "divided",
            "divided by the mask",
            lambda grad, mask: np.where(
                mask > 0, grad / np.where(mask > 0, mask, 1), 0.0
            ),
            "Dividing would undo the forward pass; a slope repeats its factor.",
            "Every entry that passes is too small by the square of 1/keep.",
            "What is the derivative of A·m with respect to A?",
        ),
        Mistake(
            "inverted",
            "the mask inverted: what was dropped passes",
            lambda grad, mask: grad * (mask == 0) * mask.max(),
            "The silenced units would learn, and the active ones not.",
            "Where the mask is 0 you pass the gradient on.",
            "Which units had a part in the loss?",
            also=(
                lambda grad, mask: grad * (mask == 0),
                lambda grad, mask: np.where(mask == 0, grad, 0.0),
            ),
        ),
        Mistake(
            "squared",
            "multiplied by the mask twice",
            lambda grad, mask: grad * mask * mask,
            "One factor for one step of the chain.",
            "With a mask of 2 every entry is doubled once more.",
            "How many times did the forward pass multiply?",
        ),
        Mistake(
            "sign",
            "the right gradient with a minus sign",
            lambda grad, mask: -grad * mask,
            "Nothing in dropout turns a sign.",
            "Every entry has the wrong sign.",
            "Where would a minus come from?",
        ),
        Mistake(
            "mean_mask",
            "multiplied by the mean of the mask",
            lambda grad, mask: grad * mask.mean(),
            "On the average the mask is 1. Each entry has its own.",
            "Silenced units get a gradient.",
            "Which entry of the mask multiplied this entry of A?",
        ),
        Mistake(
            "matrix_product",
            "a matrix product, with @",
            lambda grad, mask: grad @ mask.T,
            "Dropout works entry by entry, and so does its slope.",
            "The shape is (N, N), and in a square batch only the numbers tell.",
            "Which operator multiplies entry by entry?",
            also=(lambda grad, mask: grad @ mask,),
        ),
        Mistake(
            "kept_only",
            "the entries that were kept, in one row",
            lambda grad, mask: grad[mask > 0],
            "An index by a mask picks entries out, and their places are lost.",
            "The result is shorter than grad.",
            "What is the gradient of an entry that was dropped?",
        ),
    ),
    hints=(
        "What did the forward pass do to each entry? The mask is a constant then.",
        "The derivative of A·m with respect to A is m: multiply by the same mask.",
        "return grad * mask",
    ),
    symptoms=(("too small by a constant factor", "The mask holds 1/keep, not 1."),),
    taught="Silence units at random",
    another_way="Dropout is a layer whose slope is its own mask: keep it from the forward pass, as you keep a = f(z).",
)
