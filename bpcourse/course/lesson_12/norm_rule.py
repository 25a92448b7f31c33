"""Lesson 12: the exercise `norm_rule`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.gradcheck import complex_gradient

from .shared import wide


def norm_rule(g, a):
    """dE/da, like `a`: the result is the Euclidean norm of `a` along the last axis.

    `g`, dE/d(result), has one number for each row of `a`; for one row it is a float.
    No row is all zeros.
    """
    lengths = np.sqrt((a * a).sum(axis=-1))
    return a * (np.asarray(g) / lengths)[..., np.newaxis]


def _cases(rng: Rng) -> Iterator[Case]:
    yield Case((2.0, np.array([3.0, -4.0])))
    for shape in ((3,), (3, 2), (2, 5), (1, 4), (3, 3), (2, 3, 4), (4, 1)):
        g = rng.normal(size=shape[:-1])
        g = float(g) if g.ndim == 0 else g
        yield Case(
            (g, rng.normal(size=shape)),
            show=f"g of shape {shape[:-1]}, a of shape {shape}",
        )
    yield Case((np.array([1.0, -2.0]), np.array([[0.0, 0.5], [3.0, 0.0]])))


def _measured(case: Case) -> Measured:
    g, a = case.args
    loss = lambda v: (np.sqrt((v * v).sum(axis=-1)) * g).sum()
    return Measured("slopes by a complex step", complex_gradient(loss, a))


def _n(a: Any, axis: int | None = -1) -> Any:
    return np.sqrt((a * a).sum(axis=axis, keepdims=True))


EXERCISE = Exercise(
    title="A length",
    statement=(
        "The Euclidean norm of a row is its length, $\\lVert a\\rVert=\\sqrt{\\sum_k a_k^2}$. Write `norm_rule(g, a)`: `g` is the gradient of $E$ with respect to the norms along the last axis of "
        "`a`, one number for each row (a float where `a` is one row); return the gradient with respect to `a`. No row is all zeros. In which direction does a "
        "length grow fastest, and how fast? The picture in your head and the measured slope should agree."
    ),
    reference=norm_rule,
    cases=_cases,
    measure=_measured,
    transfer=True,
    taught="Yours alone",
    points=4,
    minutes=8,
    mistakes=(
        Mistake(
            "no_g",
            "g isn't used",
            lambda g, a: a / _n(a),
            "The norm acts on E through g.",
            "It agrees where g is 1.",
            "By how much does E move when the norm moves?",
        ),
        Mistake(
            "g_along_row",
            "g laid along the rows: it has one number for each row",
            lambda g, a: g * a / _n(a),
            "NumPy lays a g of shape (N,) along the last axis, and there stand the entries of a row.",
            "One row alone agrees; else the shapes meet only by chance.",
            "Which shape must g have to stand beside (N, 1)?",
        ),
        Mistake(
            "not_divided",
            "g a: not divided by the norm, the gradient of half the square",
            lambda g, a: wide(g) * a,
            "The root has a slope, too.",
            "A row twice as long should give the same.",
            "What is the slope of √s?",
        ),
        Mistake(
            "square",
            "2 g a: the gradient of the squared norm",
            lambda g, a: 2 * wide(g) * a,
            "There is a root.",
            "A row twice as long should give the same.",
            "What is the slope of √s?",
        ),
        Mistake(
            "twice_divided",
            "divided by the squared norm",
            lambda g, a: wide(g) * a / _n(a) ** 2,
            "The slope of √s is 1 / (2√s), and s is the sum of squares.",
            "The rows that come back should be as long as |g|.",
            "How long is the row that comes back?",
        ),
        Mistake(
            "half",
            "half of it: the 2 of the square is lost",
            lambda g, a: wide(g) * a / _n(a) / 2,
            "The slope of a² is 2a, and cancels the ½ of the root.",
            "The rows that come back should be as long as |g|.",
            "What is the slope of a²?",
        ),
        Mistake(
            "two",
            "twice too large: the ½ of the root is lost",
            lambda g, a: 2 * wide(g) * a / _n(a),
            "The slope of √s is 1 / (2√s).",
            "The rows that come back should be as long as |g|.",
            "What is the slope of √s?",
        ),
        Mistake(
            "whole",
            "the norm of the whole array",
            lambda g, a: wide(g) * a / _n(a, None),
            "Each row has a norm of its own.",
            "With one row it agrees.",
            "Over which axis does the sum run?",
        ),
        Mistake(
            "first_axis",
            "the norm of the columns",
            lambda g, a: wide(g) * a / _n(a, 0),
            "The norms are taken along the last axis.",
            "With one axis it agrees.",
            "Over which axis does the sum run?",
        ),
        Mistake(
            "signs",
            "the signs of a: the gradient of the sum of absolute values",
            lambda g, a: wide(g) * np.sign(a),
            "That is another norm.",
            "(3, −4) should give (0.6, −0.8).",
            "Which component moves the length more?",
        ),
        Mistake(
            "absolute_sum",
            "divided by the sum of absolute values",
            lambda g, a: wide(g) * a / np.abs(a).sum(axis=-1, keepdims=True),
            "The length is the root of the sum of squares.",
            "(3, −4) should give (0.6, −0.8).",
            "How long is (3, −4)?",
        ),
        Mistake(
            "absolute",
            "without the signs of a",
            lambda g, a: wide(g) * np.abs(a) / _n(a),
            "When a negative entry grows, the length shrinks.",
            "(3, −4) should give (0.6, −0.8).",
            "What does the length do when −4 becomes −3.9?",
        ),
        Mistake(
            "norm_itself",
            "g times the norm, for every entry",
            lambda g, a: wide(g) * _n(a) * np.ones(a.shape),
            "That is the value, not its slope.",
            "It is the same for all entries.",
            "Which component moves the length more?",
        ),
        Mistake(
            "sign",
            "the opposite sign",
            lambda g, a: -wide(g) * a / _n(a),
            "Along a itself the length grows.",
            "Every entry has the wrong sign.",
            "Is there a minus in the norm?",
        ),
    ),
    hints=(
        "Three operations: squares, their sum, a root. What is the slope of each?",
        "The 2 of the square and the ½ of the root cancel. What is left of a, and how long is it?",
        "The row divided by its own length, times its g; g and the lengths need a last axis of length 1.",
    ),
    symptoms=(
        (
            "could not broadcast",
            "g has one number per row: give it a last axis of length 1, g[..., None].",
        ),
        ("right for one row only", "Sum along the last axis."),
    ),
    another_way="a / np.linalg.norm(a, axis=-1, keepdims=True) * np.asarray(g)[..., None]: the direction of the row, since a length grows fastest along itself, by 1 for each 1.",
)
