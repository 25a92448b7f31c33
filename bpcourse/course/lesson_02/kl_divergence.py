"""Lesson 02: the exercise `kl_divergence`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng
from bpcourse.course.shared import _quiet

from .shared import _p


def kl_divergence(y, p):
    """Kullback–Leibler divergence of `p` from `y`, both (K,), a float;
    y = 0 counts 0.
    """
    there = y > 0
    with np.errstate(divide="ignore"):
        return np.sum(y[there] * np.log(y[there] / p[there]))


def _kl_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([0.1, 0.6, 0.3]), np.array([0.3, 0.3, 0.4])))
    yield Case((_p(rng.normal(size=4)), _p(rng.normal(size=4))))
    yield Case((np.array([0.0, 0.25, 0.75]), np.array([0.0, 0.5, 0.5])))
    yield Case((np.array([0.0, 1.0, 0.0]), _p(rng.normal(size=3))))
    yield Case((np.array([0.5, 0.5, 0.0]), np.array([1.0, 0.0, 0.0])))


def _both_ways(y: Any, p: Any) -> Any:
    there, back = y > 0, p > 0
    return np.sum(y[there] * np.log(y[there] / p[there])) + np.sum(
        p[back] * np.log(p[back] / y[back])
    )


EXERCISE = Exercise(
    title="How far apart are two distributions?",
    statement=(
        "Write `kl_divergence(y, p)`, $\\sum_k y_k\\log\\frac{y_k}{p_k}$, a float, for two arrays `(K,)`. The "
        "rules are those of `cross_entropy`: a term with $y_k=0$ counts 0, and $y_k>0$ with $p_k=0$ gives "
        "infinity. It is what a wrong prediction costs on top of what can't be avoided."
    ),
    reference=kl_divergence,
    cases=_kl_cases,
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "swapped",
            "KL(p‖y): the two in each other's place",
            lambda y, p: _quiet(lambda: np.sum(p[p > 0] * np.log(p[p > 0] / y[p > 0]))),
            "The divergence isn't symmetric: the truth y gives the weights.",
            "For the first case it gives 0.2367 instead of 0.2197.",
            "Which of the two stands before the logarithm?",
            also=(
                lambda y, p: _quiet(
                    lambda: np.sum(p[y > 0] * np.log(p[y > 0] / y[y > 0]))
                ),
            ),
        ),
        Mistake(
            "sign",
            "y log(p/y): the sign is turned",
            lambda y, p: _quiet(lambda: np.sum(y[y > 0] * np.log(p[y > 0] / y[y > 0]))),
            "Turning the fraction turns the sign.",
            "A divergence is never negative.",
            "Which stands above the line in the logarithm?",
        ),
        Mistake(
            "cross_entropy",
            "the cross-entropy, without the entropy taken off",
            lambda y, p: _quiet(lambda: -np.sum(y[y > 0] * np.log(p[y > 0]))),
            "The two differ by the entropy of y, which is 0 for a one-hot y only.",
            "Where p equals y the divergence is 0; yours isn't.",
            "What does it give for y = p?",
            also=(lambda y, p: _quiet(lambda: -np.sum(y * np.log(p))),),
        ),
        Mistake(
            "nan",
            "0 · log 0, which is nan",
            lambda y, p: np.sum(y * np.log(y / p)),
            "On paper the term is 0; NumPy gives nan.",
            "One class with y = 0 spoils the sum.",
            "Which terms may you leave out?",
        ),
        Mistake(
            "epsilon",
            "a small number inside the logarithm",
            lambda y, p: np.sum(y * np.log((y + 1e-12) / (p + 1e-12))),
            "It hides the infinity, and makes every value a little wrong.",
            "An impossible class that happens should cost infinitely much.",
            "Take the sum over y > 0 instead.",
            also=(
                lambda y, p: np.sum(y * np.log((y + 1e-15) / (p + 1e-15))),
                lambda y, p: np.sum(y * np.log((y + 1e-10) / (p + 1e-10))),
                lambda y, p: np.sum(y * np.log((y + 1e-9) / (p + 1e-9))),
                lambda y, p: np.sum(y * np.log((y + 1e-8) / (p + 1e-8))),
                lambda y, p: np.sum(y * np.log((y + 1e-7) / (p + 1e-7))),
                lambda y, p: np.sum(y * np.log((y + 1e-6) / (p + 1e-6))),
                lambda y, p: np.sum(y[y > 0] * np.log(y[y > 0] / (p[y > 0] + 1e-12))),
                lambda y, p: np.sum(y[y > 0] * np.log(y[y > 0] / (p[y > 0] + 1e-10))),
                lambda y, p: np.sum(y[y > 0] * np.log(y[y > 0] / (p[y > 0] + 1e-9))),
                lambda y, p: np.sum(y[y > 0] * np.log(y[y > 0] / (p[y > 0] + 1e-8))),
            ),
        ),
        Mistake(
            "absolute",
            "the absolute value of every term",
            lambda y, p: _quiet(
                lambda: np.sum(np.abs(y[y > 0] * np.log(y[y > 0] / p[y > 0])))
            ),
            "Single terms may be negative; only their sum may not.",
            "It is too large wherever p is above y for some class.",
            "Which classes bring negative terms?",
        ),
        Mistake(
            "log_two",
            "a logarithm to base 2",
            lambda y, p: _quiet(
                lambda: np.sum(y[y > 0] * np.log2(y[y > 0] / p[y > 0]))
            ),
            "That counts in bits; the course takes natural logarithms throughout.",
            "Everything is 1.4427 times too large.",
            "Which logarithm has the derivative 1/x?",
        ),
        Mistake(
            "symmetric",
            "the mean of both directions",
            lambda y, p: _quiet(lambda: _both_ways(y, p) / 2),
            "A distance should be the same in both directions. This divergence isn't one, on purpose.",
            "An impossible class with p > 0 costs nothing in KL(y‖p); in the other direction it costs infinitely much.",
            "Which of the two gives the weights in the formula?",
            also=(lambda y, p: _quiet(lambda: _both_ways(y, p)),),
        ),
        Mistake(
            "infinity_lost",
            "terms with p = 0 left out, where y > 0 makes them infinite",
            lambda y, p: np.sum(
                y[(p > 0) & (y > 0)]
                * np.log(y[(p > 0) & (y > 0)] / p[(p > 0) & (y > 0)])
            ),
            "The rule is for y = 0. Where p is 0 and y isn't, something impossible has happened.",
            "For y = (0.5, 0.5) and p = (1, 0) it is negative, and the divergence is infinite.",
            "Of which of the two does the mask have to ask?",
        ),
        Mistake(
            "not_summed",
            "one number per class: the sum is missing",
            lambda y, p: _quiet(lambda: y * np.log(y / p)),
            "A divergence is one number for two distributions.",
            "The result has the shape of y.",
            "How do you get one number from K?",
            also=(
                lambda y, p: _quiet(lambda: np.where(y > 0, y * np.log(y / p), 0.0)),
                lambda y, p: _quiet(lambda: y[y > 0] * np.log(y[y > 0] / p[y > 0])),
            ),
        ),
        Mistake(
            "plus_entropy",
            "the cross-entropy plus the entropy",
            lambda y, p: _quiet(
                lambda: -np.sum(y[y > 0] * (np.log(p[y > 0]) + np.log(y[y > 0])))
            ),
            "The entropy is −Σ y log y, and it is taken off: two minus signs.",
            "Where p equals y the divergence is 0; yours is twice the entropy.",
            "What does it give for y = p?",
        ),
        Mistake(
            "absolute_difference",
            "the sum of the absolute differences",
            lambda y, p: np.sum(np.abs(y - p)),
            "That is another distance of distributions. It has no logarithm, and never exceeds 2.",
            "An impossible class that happens should cost infinitely much.",
            "Where does the formula have a logarithm?",
            also=(lambda y, p: 0.5 * np.sum(np.abs(y - p)),),
        ),
    ),
    hints=(
        "Each class contributes y times the logarithm of a ratio. Which ratio is 1 when p is perfect?",
        "As in cross_entropy: take the sum over y > 0 only.",
        "The same mask for y and for p; then y times the logarithm of y over p, added up, without a minus.",
    ),
    symptoms=(
        ("I get nan", "Leave out the terms with y = 0."),
        ("negative", "Is y above the line?"),
    ),
    taught="Entropy, cross-entropy, divergence",
    another_way="cross_entropy(p, y) - cross_entropy(y, y) says in code what KL is: the avoidable part of the loss.",
)
