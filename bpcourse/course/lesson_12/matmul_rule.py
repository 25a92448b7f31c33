"""Lesson 12: the exercise `matmul_rule`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.gradcheck import complex_gradient


def matmul_rule(g, A, B):
    """`(dA, dB)` of the matrix product A @ B, both with two axes; no mean.

    `A` is (N, M), `B` (M, K), `g` (N, K) is dE/d(A @ B).
    """
    return g @ B.T, A.T @ g


def _cases(rng: Rng) -> Iterator[Case]:
    square = [
        np.array(v)
        for v in ([[1.0, 2], [0, -1]], [[3.0, 0.5], [2, 1]], [[1.0, 4], [-2, 0]])
    ]
    yield Case(tuple(square))
    for N, M, K in ((2, 3, 4), (1, 3, 2), (4, 1, 3), (3, 2, 1), (3, 3, 3)):
        sizes = ((N, K), (N, M), (M, K))
        yield Case(
            tuple(rng.normal(size=s) for s in sizes), show=f"g, A, B of shapes {sizes}"
        )
    A = np.asfortranarray(rng.normal(size=(2, 5)))
    yield Case(
        (rng.normal(size=(2, 3)), A, rng.normal(size=(5, 3))),
        show="g, A, B of shapes ((2, 3), (2, 5), (5, 3))",
    )


def _measured(case: Case) -> Measured:
    g, A, B = case.args
    dA = complex_gradient(lambda V: (g * (V @ B)).sum(), A)
    dB = complex_gradient(lambda V: (g * (A @ V)).sum(), B)
    return Measured("slopes by a complex step", (dA, dB))


EXERCISE = Exercise(
    title="A product of matrices",
    statement=(
        "Write `matmul_rule(g, A, B)`, which returns `(dA, dB)` for the matrix product `A @ B` of two tables; `g` is the gradient of $E$ with respect to the product. "
        "Here $E$ is whatever stands behind, and a mean, if there is one, is a node of its own: no $1/N$. You have both of them from lesson 04, under other names."
    ),
    reference=matmul_rule,
    cases=_cases,
    measure=_measured,
    parts=("dA", "dB"),
    needs=("weight_gradient", "input_gradient"),
    taught="Rules for arrays",
    points=2,
    minutes=4,
    mistakes=(
        Mistake(
            "exchanged",
            "(dB, dA): in the other order",
            lambda g, A, B: (A.T @ g, g @ B.T),
            "The gradient of the first factor comes first.",
            "The shapes are exchanged.",
            "In which order does the docstring ask for them?",
        ),
        Mistake(
            "batch_mean",
            "dB divided by the number of rows",
            lambda g, A, B: (g @ B.T, A.T @ g / len(A)),
            "In lesson 04 the mean belonged to E. Here it is a node of its own, or there is none.",
            "With one row it agrees.",
            "Does the product A @ B know of a mean?",
        ),
        Mistake(
            "both_means",
            "both divided by the number of rows",
            lambda g, A, B: (g @ B.T / len(A), A.T @ g / len(A)),
            "Here a mean is a node of its own.",
            "With one row it agrees.",
            "Does the product A @ B know of a mean?",
        ),
        Mistake(
            "no_transpose",
            "without the transposes",
            lambda g, A, B: (g @ B, A @ g),
            "For square matrices it runs, and is wrong.",
            "Otherwise the shapes refuse.",
            "Write the three shapes: which order gives the shape of A?",
        ),
        Mistake(
            "other_side",
            "the factors in the other order: Bᵀ g and g Aᵀ",
            lambda g, A, B: (B.T @ g, g @ A.T),
            "That would be the rule of B A.",
            "For square matrices it runs, and is wrong.",
            "On which side of A does B stand?",
        ),
        Mistake(
            "second_transposed",
            "dB transposed, as PyTorch stores its weights",
            lambda g, A, B: (g @ B.T, g.T @ A),
            "dB has the shape of B.",
            "dA is right.",
            "Which shape has B?",
        ),
        Mistake(
            "first_transposed",
            "dA transposed",
            lambda g, A, B: (B @ g.T, A.T @ g),
            "dA has the shape of A.",
            "dB is right.",
            "Which shape has A?",
        ),
        Mistake(
            "reshaped",
            "reshaped instead of transposed",
            lambda g, A, B: (
                g @ B.reshape(B.shape[::-1]),
                A.reshape(A.shape[::-1]) @ g,
            ),
            "reshape keeps the numbers in their order and cuts the rows elsewhere.",
            "The shapes are right.",
            "Where is B[0, 1] after .T, and where after reshape?",
        ),
        Mistake(
            "no_g",
            "g isn't used: ones in its place",
            lambda g, A, B: (np.ones(g.shape) @ B.T, A.T @ np.ones(g.shape)),
            "The product acts on E through g.",
            "It agrees where g is 1 everywhere.",
            "By how much does E move when the product moves?",
        ),
        Mistake(
            "through_dA",
            "dB from dA instead of A",
            lambda g, A, B: (g @ B.T, (g @ B.T).T @ g),
            "B was multiplied by A.",
            "dA is right.",
            "What did B[j, k] multiply?",
        ),
        Mistake(
            "sums",
            "sums of g times sums of the factors",
            lambda g, A, B: (
                np.outer(g.sum(1), B.sum(1)),
                np.outer(A.sum(0), g.sum(0)),
            ),
            "A sum of products isn't a product of sums.",
            "With one column and one row it agrees.",
            "Over which index does each sum run?",
        ),
    ),
    hints=(
        "One entry of the product is a sum: (AB)[n, k] = Σ_m A[n, m] B[m, k]. Which entries of the product contain A[n, m]?",
        "dA[n, m] sums over k: g[n, k] B[m, k]. dB[m, k] sums over n: A[n, m] g[n, k]. Which matrix products are that?",
        "One is g times Bᵀ, the other Aᵀ times g.",
    ),
    symptoms=(
        (
            "I get a shape error",
            "g is (N, K), A (N, M), B (M, K). Which side has to turn?",
        ),
        ("right for square matrices only", "Is a transpose missing?"),
    ),
    another_way='np.einsum("nk,mk->nm", g, B) and np.einsum("nm,nk->mk", A, g): the index that the result doesn\'t have is summed.',
)
