"""Lesson 02: the exercise `softmax_jacobian`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.course.shared import _quiet

from .shared import Z3, _p


def softmax_jacobian(z):
    """J[i, j] = dp_i / dz_j of softmax; `z` (K,), result (K, K)."""
    p = np.exp(z - np.max(z))
    p = p / p.sum()
    return np.diag(p) - np.outer(p, p)


def _jacobian_cases(rng: Rng) -> Iterator[Case]:
    yield Case((Z3,))
    yield Case((rng.normal(size=3),))
    yield Case((rng.normal(size=5) * 2,))
    yield Case((np.array([1000.0, 999.0, -1e4]),), no_warning=True)


def _measured_jacobian(case: Case) -> Measured:
    z = np.asarray(case.args[0], dtype=float)
    steps = 1e-6 * np.eye(len(z))
    columns = [(_p(z + h) - _p(z - h)) / 2e-6 for h in steps]
    return Measured("slopes of p by central differences", np.stack(columns, axis=1))


def _logistic_table(z: Any) -> Any:
    a = _quiet(lambda: 1 / (1 + np.exp(-z)))
    return np.diag(a) - np.outer(a, a)


EXERCISE = Exercise(
    title="The Jacobian of softmax",
    statement=(
        "Write `softmax_jacobian(z)`: the table $J_{ij}=\\partial p_i/\\partial z_j$ of $p=\\mathrm{softmax}(z)$, "
        "for `z` of shape `(K,)`; the result is `(K, K)`, row $i$ for the probability, column $j$ for the "
        "score. The diagonal is derived above; find the entries beside it. Scores up to ±1e4 give no "
        "warning. You may call your own `softmax`."
    ),
    reference=softmax_jacobian,
    cases=_jacobian_cases,
    measure=_measured_jacobian,
    needs=("softmax",),
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "diagonal_only",
            "the diagonal alone, as if softmax worked element by element",
            lambda z: np.diag(_p(z) * (1 - _p(z))),
            "For σ that is right. In softmax every score stands in the common denominator.",
            "Its columns don't add up to 0, and p must go on adding up to 1.",
            "What happens to p_0 when z_1 rises?",
        ),
        Mistake(
            "diagonal_rule_everywhere",
            "p_i (1 − p_j) in every entry",
            lambda z: np.outer(_p(z), 1 - _p(z)),
            "The diagonal written with two letters, p_i(1 − p_j), invites this.",
            "Beside the diagonal it is positive: raising one score would raise all others' shares.",
            "What is the sign of ∂p_0/∂z_1?",
        ),
        Mistake(
            "positive_outside",
            "+p_i p_j beside the diagonal: the minus is missing",
            lambda z: (
                np.diag(_p(z) * (1 - _p(z)))
                + np.outer(_p(z), _p(z)) * (1 - np.eye(len(z)))
            ),
            "A score that rises takes probability from the others.",
            "The columns add up to more than 0.",
            "If p_1 grows, can p_0 grow as well?",
        ),
        Mistake(
            "no_diagonal",
            "−p_i p_j in every entry: diag(p) is missing",
            lambda z: -np.outer(_p(z), _p(z)),
            "On the diagonal the numerator moves as well, which adds p_i.",
            "Even ∂p_i/∂z_i is negative, and more score should give more probability.",
            "Which term comes from differentiating the numerator?",
        ),
        Mistake(
            "sign",
            "pp^T − diag(p): the sign is turned",
            lambda z: np.outer(_p(z), _p(z)) - np.diag(_p(z)),
            "Both terms have the wrong sign.",
            "∂p_i/∂z_i is negative, and should be positive.",
            "Does p_i rise with its own score?",
        ),
        Mistake(
            "vector",
            "only the diagonal's entries, as a vector",
            lambda z: _p(z) * (1 - _p(z)),
            "K probabilities by K scores: the derivatives are a table.",
            "The result has the shape (K,).",
            "How many pairs (i, j) are there?",
        ),
        Mistake(
            "identity",
            "1 − p_i p_j on the diagonal: the 1 isn't weighted with p",
            lambda z: np.eye(len(z)) - np.outer(_p(z), _p(z)),
            "p_i (1 − p_j) multiplies the 1 by p_i as well.",
            "Its columns don't add up to 0.",
            "Multiply p_i (1_ij − p_j) out.",
        ),
        Mistake(
            "scores",
            "the scores instead of the probabilities",
            lambda z: np.diag(z) - np.outer(z, z),
            "z comes in, and the formula wants p = softmax(z).",
            "For z = (1, 2, 3) the entries run up to 9; no slope of a probability is above a quarter.",
            "Which function turns z into p?",
        ),
        Mistake(
            "scalar_product",
            "diag(p) − p·p: one number instead of a table",
            lambda z: np.diag(_p(z)) - np.dot(_p(z), _p(z)),
            "np.dot and @ of two vectors multiply and add. The table of all products is np.outer.",
            "The same number is taken off every entry.",
            "How many different products p_i p_j are there?",
            also=(lambda z: np.diag(_p(z)) - _p(z) @ _p(z),),
        ),
        Mistake(
            "vector_transpose",
            "p_j² or p * p.T instead of p_i p_j",
            lambda z: np.diag(_p(z)) - _p(z) * _p(z).T,
            "Beside the diagonal stand two letters. A vector has one axis, so p * p.T is p² entry by entry.",
            "Every row has the same numbers taken off.",
            "Which p belongs to the row, and which to the column? np.outer(p, p) makes the table.",
        ),
        Mistake(
            "wrong_outside",
            "−p_i (1 − p_j) beside the diagonal",
            lambda z: np.where(
                np.eye(len(z)) == 1,
                np.diag(_p(z) * (1 - _p(z))),
                -np.outer(_p(z), 1 - _p(z)),
            ),
            "The 1 belongs to the diagonal only: it is 1 where i = j, and else 0.",
            "Its columns don't add up to 0.",
            "Put 0 for the 1 in p_i (1 − p_j): what is left?",
        ),
        Mistake(
            "sigmoid",
            "the slopes of a sigmoid on the diagonal",
            lambda z: np.diag(
                _quiet(lambda: 1 / (1 + np.exp(-z)))
                * (1 - _quiet(lambda: 1 / (1 + np.exp(-z))))
            ),
            "A sigmoid looks at one score alone, so its Jacobian is diagonal. softmax shares one whole.",
            "Its columns don't add up to 0.",
            "If one score rises, what happens to the other probabilities?",
            also=(lambda z: _logistic_table(z),),
        ),
        Mistake(
            "probabilities",
            "the probabilities themselves",
            lambda z: _p(z),
            "That is the function. Its derivative says how each entry moves with each score.",
            "The result has the shape (K,).",
            "How many pairs (i, j) are there?",
        ),
    ),
    hints=(
        "Differentiate the quotient e^(z_i)/S with respect to z_j, for i ≠ j: does the numerator move with z_j?",
        "np.diag(p) puts p on the diagonal of a table; np.outer(p, p) is the table of all products p_i p_j.",
        "Write the diagonal as p_i − p_i p_i, and the others as 0 − p_i p_j: one difference of two tables.",
    ),
    symptoms=(
        (
            "the columns don't add up to zero",
            "Both the diagonal and the products are needed.",
        ),
        (
            "I get a vector",
            "np.diag(p) makes a matrix; np.outer(p, p) one of all products.",
        ),
    ),
    taught="Every score moves every probability",
    another_way="p[:, None] * (np.eye(len(p)) - p) writes the formula entry by entry, i down and j across.",
)
