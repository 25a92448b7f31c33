"""Lesson 12: the exercise `unbroadcast`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.gradcheck import complex_gradient


def unbroadcast(g, shape):
    """`g`, dE/d(result), summed to dE/d(array) of an array of `shape` that was broadcast.

    `shape` is a tuple, () for a number.
    """
    while g.ndim > len(shape):
        g = g.sum(axis=0)
    for axis, n in enumerate(shape):
        if n == 1:
            g = g.sum(axis=axis, keepdims=True)
    return g


PAIRS = (
    ((2, 3), (3,)),
    ((2, 3), (2, 1)),
    ((3, 3), (3,)),
    ((3, 3), (3, 1)),
    ((2, 3), (2, 3)),
    ((4, 3), ()),
    ((2, 3, 4), (3, 1)),
    ((2, 3, 4), (1, 3, 1)),
    ((2, 3, 2), (1, 1)),
    ((5,), (1,)),
    ((2, 1), (2, 1)),
)


def _cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.arange(1.0, 7).reshape(2, 3), (3,)))
    for wide, shape in PAIRS:
        yield Case((rng.normal(size=wide), shape), show=f"g of shape {wide}, {shape}")


def _measured(case: Case) -> Measured:
    g, shape = case.args
    loss = lambda a: (g * np.broadcast_to(a, g.shape)).sum()
    found = complex_gradient(loss, np.zeros(shape))
    return Measured("slopes by a complex step, through the broadcast", found)


def _reduced(how: Callable[..., Any]) -> Callable[..., Any]:
    """A version with another reduction: how(g, axis=…, keepdims=…)."""

    def wrong(g: Any, shape: Any) -> Any:
        while g.ndim > len(shape):
            g = how(g, axis=0)
        for axis, n in enumerate(shape):
            if n == 1:
                g = how(g, axis=axis, keepdims=True)
        return g

    return wrong


def _leading(g: Any, shape: Any) -> Any:
    return g.sum(axis=tuple(range(g.ndim - len(shape))))


def _stretched(g: Any, shape: Any) -> Any:
    if g.ndim == len(shape):
        for axis, n in enumerate(shape):
            if n == 1:
                g = g.sum(axis=axis, keepdims=True)
    return g


def _axes_lost(g: Any, shape: Any) -> Any:
    extra = g.ndim - len(shape)
    ones = [extra + i for i, n in enumerate(shape) if n == 1]
    return g.sum(axis=(*range(extra), *ones))


def _trailing(g: Any, shape: Any) -> Any:
    while g.ndim > len(shape):
        g = g.sum(axis=-1)
    return _stretched(g, shape)


def _first_stretched(g: Any, shape: Any) -> Any:
    g = _leading(g, shape)
    axis = next((i for i, n in enumerate(shape) if n == 1), None)
    return g if axis is None else g.sum(axis=axis, keepdims=True)


def _rows(g: Any, shape: Any) -> Any:
    return g if g.shape == shape else g.sum(axis=0).reshape(shape)


def _taken(g: Any, axis: int, keepdims: bool = False) -> Any:
    return g.take([0], axis=axis) if keepdims else g.take(0, axis=axis)


EXERCISE = Exercise(
    title="Back through a broadcast",
    statement=(
        "NumPy stretches arrays: in `X + b` a `b` of shape `(3,)` is used for every row, an array `(2, 1)` for every column, a number everywhere. Axes "
        "that are missing are put in front, and axes of length 1 are repeated. Write `unbroadcast(g, shape)`: `g` is the gradient of $E$ with respect to the "
        "result, an array; return the gradient with respect to the array of shape `shape` (a tuple) before it was stretched. "
        "You have found this once already, for a bias."
    ),
    reference=unbroadcast,
    cases=_cases,
    measure=_measured,
    needs=("bias_gradient",),
    taught="Rules for arrays",
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "leading_only",
            "only the axes in front: stretched axes of length 1 stay stretched",
            _leading,
            "An axis of length 1 was repeated, too.",
            "From (2, 3) to (3,) it is right, to (2, 1) it isn't.",
            "Which axes has the broadcast changed?",
        ),
        Mistake(
            "stretched_only",
            "only axes of length 1: the axes in front stay",
            _stretched,
            "Axes that were put in front are repetitions, too.",
            "From (2, 3) to (2, 1) it is right, to (3,) it isn't.",
            "How many axes has the result too many?",
        ),
        Mistake(
            "mean",
            "the mean over the copies instead of their sum",
            _reduced(np.mean),
            "Each copy moves with the one number, and small changes add up. (A mean over samples is the loss's business.)",
            "It is smaller than the measured slope, by the number of copies.",
            "When b moves, how many entries of the result move?",
        ),
        Mistake(
            "axes_lost",
            "axes of length 1 vanish: keepdims is missing",
            _axes_lost,
            "The result should have the shape that is asked for, (2, 1) and not (2,).",
            "The numbers are right.",
            "What does keepdims keep?",
        ),
        Mistake(
            "trailing",
            "the last axes summed away instead of the first",
            _trailing,
            "NumPy puts new axes in front.",
            "A square g hides it from the shapes, not from the numbers.",
            "Which axis of X + b counts the copies of b?",
        ),
        Mistake(
            "first_copy",
            "the first copy instead of the sum of all",
            _reduced(_taken),
            "Every copy has its part.",
            "The shape is right.",
            "When b moves, how many entries of the result move?",
        ),
        Mistake(
            "one_stretched_axis",
            "of several axes of length 1 only the first",
            _first_stretched,
            "Every axis of length 1 was stretched.",
            "With one such axis it agrees.",
            "Is there a return or a break inside the loop?",
        ),
        Mistake(
            "rows_only",
            "always the sum over the first axis, as for a bias",
            _rows,
            "A bias is one case of many.",
            "From (2, 3) to (3,) it is right.",
            "What if the array had the shape (2, 1)?",
        ),
        Mistake(
            "cut",
            "cut to the shape: nothing is added up",
            lambda g, shape: np.resize(g, shape),
            "np.resize takes the first numbers, and repeats or drops the others.",
            "The shape is right.",
            "What becomes of the other entries of g?",
        ),
        Mistake(
            "everything",
            "the sum of everything, in every place",
            lambda g, shape: np.full(shape, g.sum()),
            "Only copies of the same number are added.",
            "For a single number it is right.",
            "Which entries of g belong to b[0]?",
        ),
        Mistake(
            "largest",
            "the largest of the copies",
            _reduced(np.max),
            "Every copy has its part.",
            "The shape is right.",
            "When b moves, how many entries of the result move?",
        ),
        Mistake(
            "unchanged",
            "g as it came",
            lambda g, shape: g,
            "A gradient has the shape of what it belongs to.",
            "Where nothing was stretched it is right.",
            "Where does your function use `shape`?",
        ),
    ),
    hints=(
        "In X + b each number of b is copied into every row. When b[0] moves, which entries of the result move?",
        "All its copies. So sum over every axis along which copies were made: the axes in front that `shape` doesn't have, and those where `shape` has a 1.",
        "While g has more axes than shape: g = g.sum(axis=0). Then for each axis where shape has a 1: g = g.sum(axis=axis, keepdims=True).",
    ),
    symptoms=(
        (
            "the shape is wrong",
            "Which axes should be gone, and which should have length 1?",
        ),
        ("right for (3,) only", "What about axes of length 1?"),
    ),
    another_way="np.broadcast_to(a, g.shape) says which entries are copies of which; the bias gradient of lesson 04 is unbroadcast(delta, b.shape) / N.",
)
