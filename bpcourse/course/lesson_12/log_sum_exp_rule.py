"""Lesson 12: the exercise `log_sum_exp_rule`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.gradcheck import complex_gradient

from .shared import wide


def log_sum_exp_rule(g, z):
    """dE/dz, like `z`: the result is log of the sum of exp(z) along the last axis.

    `g`, dE/d(result), has one number for each row of `z`; for one row it is a float.
    """
    top = z.max(axis=-1)[..., None]
    part = np.exp(z - top)
    return np.asarray(g)[..., None] / part.sum(axis=-1)[..., None] * part


def _cases(rng: Rng) -> Iterator[Case]:
    yield Case((2.0, np.array([0.0, 1.0, -1.0])))
    for shape in ((4,), (3, 2), (2, 5), (1, 3), (3, 3), (2, 3, 4)):
        g = rng.normal(size=shape[:-1])
        g = float(g) if g.ndim == 0 else g
        yield Case(
            (g, rng.normal(size=shape)),
            show=f"g of shape {shape[:-1]}, z of shape {shape}",
        )
    large = np.array([[1e4, 9999.0, -1e4], [-1e4, -1e4, -9998.0]])
    yield Case((np.array([1.0, -0.5]), large), no_warning=True)
    yield Case((-1.5, np.array([-800.0, -801.0])), no_warning=True)


def _measured(case: Case) -> Measured:
    g, z = case.args
    top = z.max(axis=-1, keepdims=True)
    loss = lambda v: (np.log(np.exp(v - top).sum(axis=-1)) * g).sum()
    return Measured("slopes by a complex step", complex_gradient(loss, z))


def _p(z: Any, axis: int | None = -1) -> Any:
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def _plain(g: Any, z: Any) -> Any:
    return wide(g) * np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)


EXERCISE = Exercise(
    title="A soft maximum",
    statement=(
        "The logarithm of a sum of exponentials is a soft maximum: $L(z)=\\log\\sum_k e^{z_k}$, along the last axis. It stands inside every cross-entropy of logits. Write "
        "`log_sum_exp_rule(g, z)`: `g` is the gradient of $E$ with respect to $L$, one number for each row (a float where `z` is one row); return the gradient with respect to `z`. "
        "It has to be right, and without a warning, for entries of `z` up to ±10⁴."
    ),
    reference=log_sum_exp_rule,
    cases=_cases,
    measure=_measured,
    transfer=True,
    taught="Yours alone",
    points=4,
    minutes=10,
    mistakes=(
        Mistake(
            "overflows",
            "the right formula, which overflows for large z",
            _plain,
            "e^10000 is no float.",
            "For moderate z it agrees.",
            "Which number can be subtracted from all z of a row, without a change of the result?",
        ),
        Mistake(
            "no_g",
            "g isn't used",
            lambda g, z: _p(z),
            "The result acts on E through g.",
            "It agrees where g is 1.",
            "By how much does E move when L moves?",
        ),
        Mistake(
            "g_along_row",
            "g laid along the rows: it has one number for each row",
            lambda g, z: g * _p(z),
            "NumPy lays a g of shape (N,) along the last axis, and there stand the entries of a row.",
            "One row alone agrees; else the shapes meet only by chance.",
            "Which shape must g have to stand beside (N, 1)?",
        ),
        Mistake(
            "hard",
            "all to the largest entry, as for the maximum itself",
            lambda g, z: wide(g) * (z == z.max(axis=-1, keepdims=True)),
            "It is a soft maximum: the others have their part.",
            "Where one entry is far above the others it agrees.",
            "When the second largest entry moves, does the sum move?",
        ),
        Mistake(
            "not_normalised",
            "the exponentials, not divided by their sum",
            lambda g, z: wide(g) * np.exp(z - z.max(axis=-1, keepdims=True)),
            "The logarithm has a slope, too: 1 over what is inside.",
            "What comes back should add up to g.",
            "What is the slope of log s?",
        ),
        Mistake(
            "whole_batch",
            "one sum over the whole batch",
            lambda g, z: wide(g) * _p(z, None),
            "Each row has a result of its own.",
            "With one row it agrees.",
            "Over which axis does the sum run?",
        ),
        Mistake(
            "first_axis",
            "the sum over the rows instead of along them",
            lambda g, z: wide(g) * _p(z, 0),
            "The sum runs along the last axis.",
            "With one axis it agrees.",
            "Over which axis does the sum run?",
        ),
        Mistake(
            "shares",
            "equal shares, as for a mean",
            lambda g, z: wide(g) * np.ones(z.shape) / z.shape[-1],
            "Larger entries have a larger part.",
            "Where all entries are equal it agrees.",
            "Where does your function use z?",
        ),
        Mistake(
            "softmax_slope",
            "p (1 − p) g, as if softmax stood there",
            lambda g, z: wide(g) * _p(z) * (1 - _p(z)),
            "The result is one number, and its gradient is asked for, not softmax's.",
            "What comes back should add up to g.",
            "What is the slope of log s, and what is the slope of s with respect to z₀?",
        ),
        Mistake(
            "minus_one",
            "p − 1: a cross-entropy's gradient",
            lambda g, z: wide(g) * (_p(z) - 1),
            "The −1 belongs to the logit that cross-entropy subtracts.",
            "What comes back should add up to g.",
            "Where does the 1 come from?",
        ),
        Mistake(
            "logarithm",
            "the logarithm of the shares",
            lambda g, z: (
                wide(g)
                * (
                    z
                    - z.max(axis=-1, keepdims=True)
                    - np.log(
                        np.exp(z - z.max(axis=-1, keepdims=True)).sum(
                            axis=-1, keepdims=True
                        )
                    )
                )
            ),
            "That is log softmax, a value. The slope of the logarithm is 1 over what is inside.",
            "All its entries are negative.",
            "What is the slope of log s?",
        ),
        Mistake(
            "g_divided",
            "divided by g",
            lambda g, z: _p(z) / wide(g),
            "Slopes along a path are multiplied.",
            "It agrees where g is 1 or −1.",
            "By how much does E move when L moves?",
        ),
        Mistake(
            "sign",
            "the opposite sign",
            lambda g, z: -wide(g) * _p(z),
            "When an entry grows, the soft maximum grows.",
            "Every entry has the wrong sign.",
            "Is there a minus in L?",
        ),
    ),
    hints=(
        "Two operations: s = Σ e^{z_k}, then log s. What is the slope of each?",
        "Their product is something that you know from lesson 02, with the same trick against overflow.",
        "Shift each row by its maximum before np.exp. The share of each exponential in its row's sum, times g with a new last axis.",
    ),
    symptoms=(
        ("overflow", "Subtract each row's maximum before you take np.exp."),
        (
            "could not broadcast",
            "g has one number per row: give it a last axis of length 1, g[..., None].",
        ),
    ),
    another_way="mine.softmax(z) * np.asarray(g)[..., None]: the gradient of log-sum-exp is softmax.",
)
