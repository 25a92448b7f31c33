"""Lesson 12: the exercise `product_rule`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.gradcheck import complex_gradient

from .unbroadcast import _axes_lost, _first_stretched, _leading, _reduced, unbroadcast


def product_rule(g, a, b):
    """`(da, db)` of the product a * b, entry by entry; `g` is dE/d(a * b).

    a and b are arrays that broadcast; da is like `a`, db like `b`.
    """
    return unbroadcast(g * b, a.shape), unbroadcast(g * a, b.shape)


PAIRS = (
    ((2, 3), (2, 3)),
    ((2, 3), (3,)),
    ((3,), (4, 3)),
    ((4, 1), (3,)),
    ((2, 3), ()),
    ((2, 1, 3), (4, 1)),
    ((1, 1), (3, 3)),
)


def _cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([1.0, -2.0]), np.array([3.0, 0.5]), np.array([2.0])))
    for one, two in PAIRS:
        a, b = rng.normal(size=one), np.asarray(rng.normal(size=two))
        g = rng.normal(size=(a * b).shape)
        yield Case((g, a, b), show=f"g, a, b of shapes {g.shape}, {one}, {two}")


def _measured(case: Case) -> Measured:
    g, a, b = case.args
    da = complex_gradient(lambda v: (g * (v * b)).sum(), a)
    db = complex_gradient(lambda v: (g * (a * v)).sum(), b)
    return Measured("slopes by a complex step", (da, db))


def _back(how: Any) -> Any:
    return lambda g, a, b: (how(g * b, a.shape), how(g * a, b.shape))


def _early(g: Any, a: Any, b: Any) -> Any:
    return unbroadcast(g, a.shape) * b, unbroadcast(g, b.shape) * a


def _as_matrices(g: Any, a: Any, b: Any) -> Any:
    g, a, b = np.atleast_2d(g), np.atleast_2d(a), np.atleast_2d(b)
    return g @ b.T, a.T @ g


EXERCISE = Exercise(
    title="A product, entry by entry",
    statement=(
        "An operation of arrays hands back like one of numbers: from `g`, the gradient of $E$ with respect to its result, to the gradients with respect to its "
        "inputs. Write `product_rule(g, a, b)`, which returns `(da, db)` for the product `a * b`, entry by entry. `a` and `b` are arrays that "
        "broadcast (a number is an array without axes), and each gradient has the shape of its array."
    ),
    reference=product_rule,
    cases=_cases,
    measure=_measured,
    parts=("da", "db"),
    needs=("unbroadcast",),
    taught="Rules for arrays",
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "not_summed",
            "nothing is summed back: both have the shape of the result",
            lambda g, a, b: (g * b, g * a),
            "Where an array was stretched, its copies have to be added up.",
            "Where both have the same shape it agrees.",
            "What shape has b, and what shape has db?",
        ),
        Mistake(
            "exchanged",
            "each factor times itself: da and db are exchanged",
            lambda g, a, b: (
                (unbroadcast(g * a, a.shape), unbroadcast(g * b, b.shape))
                if a.shape == b.shape
                else (
                    _reduced(np.sum)(g * a, a.shape),
                    _reduced(np.sum)(g * b, b.shape),
                )
            ),
            "When a moves, the product moves by b times as much.",
            "At a = 3, b = 2 the slope with respect to a is 2.",
            "What is ∂(ab)/∂a?",
        ),
        Mistake(
            "leading_only",
            "only the axes in front are summed: axes of length 1 stay stretched",
            _back(_leading),
            "An axis of length 1 was repeated, too.",
            "(4, 1) times (3,) shows it.",
            "Does your unbroadcast pass its check?",
        ),
        Mistake(
            "too_early",
            "g is summed before it is multiplied",
            _early,
            "Each copy met another number of the other array; the products have to be added.",
            "Where both have the same shape it agrees.",
            "Is the sum of products the product of sums?",
        ),
        Mistake(
            "mean",
            "the mean over the copies instead of their sum",
            _back(_reduced(np.mean)),
            "Each copy moves with the one number.",
            "Where both have the same shape it agrees.",
            "When the number moves, how many entries of the result move?",
        ),
        Mistake(
            "only_b",
            "only db is summed back",
            lambda g, a, b: (g * b, unbroadcast(g * a, b.shape)),
            "a may have been stretched as well.",
            "Where only b was stretched it agrees.",
            "What shape has a, and what shape has da?",
        ),
        Mistake(
            "only_a",
            "only da is summed back",
            lambda g, a, b: (unbroadcast(g * b, a.shape), g * a),
            "b may have been stretched as well.",
            "Where only a was stretched it agrees.",
            "What shape has b, and what shape has db?",
        ),
        Mistake(
            "axes_lost",
            "axes of length 1 vanish: keepdims is missing",
            _back(_axes_lost),
            "da has the shape of a, (4, 1) and not (4,).",
            "The numbers are right.",
            "What does keepdims keep?",
        ),
        Mistake(
            "matrix_rule",
            "the rule of the matrix product",
            _as_matrices,
            "a * b multiplies entry by entry, a @ b rows by columns.",
            "The shapes differ in most cases.",
            "Which product is it?",
        ),
        Mistake(
            "no_g",
            "g isn't used: the slopes of the product alone",
            lambda g, a, b: (
                unbroadcast(np.ones(g.shape) * b, a.shape),
                unbroadcast(np.ones(g.shape) * a, b.shape),
            ),
            "The product acts on E through g.",
            "It agrees where g is 1 everywhere.",
            "By how much does E move when the product moves?",
        ),
        Mistake(
            "everything",
            "one sum over all entries, for every number",
            _back(lambda g, shape: np.full(shape, g.sum())),
            "Only copies of the same number are added.",
            "For a single number it agrees.",
            "Which entries of the result contain a[0]?",
        ),
        Mistake(
            "one_stretched_axis",
            "of several axes of length 1 only the first is summed",
            _back(_first_stretched),
            "Every axis of length 1 was stretched.",
            "(1, 1) times (3, 3) shows it.",
            "Does your unbroadcast pass its check?",
        ),
    ),
    hints=(
        "For two numbers: when a moves by d, by how much does ab move, and then E?",
        "g times the other factor, entry by entry. Then each gradient goes back to the shape of its array: you have a function for that.",
        "da = unbroadcast(g * b, a.shape), and db likewise with a and b exchanged.",
    ),
    symptoms=(
        (
            "the shape is wrong",
            "Hand the product to your unbroadcast with the shape of its own array.",
        ),
        ("right for equal shapes only", "Multiply first, then sum."),
    ),
    another_way='np.einsum does both at once where the shapes are known: for X (N, n) and a gain (n,), np.einsum("nk,nk->k", g, X).',
)
