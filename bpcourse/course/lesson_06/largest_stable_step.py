"""Lesson 06: the exercise `largest_stable_step`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng

from .shared import _eig, _spd


def largest_stable_step(H):
    """The step size up to which descent on x·Hx/2 converges.

    `H` is (n, n), symmetric, with positive eigenvalues.
    """
    return 2 / np.linalg.eigvalsh(H).max()


def _stable_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([[2.0, 1.0], [1.0, 2.0]]),))
    yield Case((np.array([[4.0]]),))
    yield Case((np.diag([1.0, 10.0]),))
    yield Case((np.array([[2.0, -1.0], [-1.0, 2.0]]),))
    for n in (3, 4, 6):
        yield Case((_spd(rng, n),), show=f"a symmetric H of shape ({n}, {n})")


def _by_power(case: Case) -> Measured:
    H, v = case.args[0], np.linspace(1.0, 2.0, len(case.args[0]))
    for _ in range(3000):
        v = H @ v
        v /= np.sqrt(v @ v)
    return Measured(
        "2 over the growth of a vector that H has turned 3000 times", 2 / (v @ H @ v)
    )


EXERCISE = Exercise(
    title="The exact threshold",
    statement=(
        "On the bowl $f(x)=\\frac12x^\\top Hx$ each part of $x$ along an eigenvector of $H$ walks "
        "like the parabola of its eigenvalue. One $\\eta$ has to suit them all. Write "
        "`largest_stable_step(H)`: the $\\eta$ below which descent converges from every start, and "
        "above which it doesn't."
    ),
    reference=largest_stable_step,
    cases=_stable_cases,
    measure=_by_power,
    points=2,
    minutes=4,
    mistakes=(
        Mistake(
            "smallest",
            "2 / λmin: the flattest direction",
            lambda H: 2 / _eig(H).min(),
            "eigvalsh sorts upwards, so its first entry is the smallest one.",
            "For diag(1, 10) it allows η = 2, and the second entry then grows 19-fold each step.",
            "Which direction gets into trouble first: the flat or the steep one?",
        ),
        Mistake(
            "one_over",
            "1 / λmax: the step that lands on the bottom at once",
            lambda H: 1 / _eig(H).max(),
            "With ηλ = 1 one step reaches the bottom. Beyond, it overshoots, and still converges up "
            "to ηλ = 2.",
            "For f = 2x² (H = 4) it says 0.25, and η = 0.4 converges as well.",
            "For which η is |1 − ηλ| equal to 1?",
        ),
        Mistake(
            "trace",
            "2 / trace: the sum of all curvatures",
            lambda H: 2 / np.trace(H),
            "The trace is the sum of the eigenvalues; only the largest one sets the limit.",
            "For [[2, 1], [1, 2]] it gives 0.5, and the limit is 2/3.",
            "Which of the eigenvalues counts?",
        ),
        Mistake(
            "largest_entry",
            "2 over the largest entry of H",
            lambda H: 2 / np.max(H),
            "Entries are curvatures along the axes. The steepest direction may lie between them.",
            "For [[2, 1], [1, 2]] the diagonal direction has curvature 3, and no entry is above 2.",
            "What does np.linalg.eigvalsh(H) give for this H?",
        ),
        Mistake(
            "best_step",
            "2 / (λmin + λmax): the best step, not the largest one",
            lambda H: 2 / (_eig(H).min() + _eig(H).max()),
            "That one shrinks the slowest part fastest. The limit lies further out.",
            "For diag(1, 10) it gives 0.18, and η = 0.19 converges as well.",
            "At which η does the steepest part stop to shrink?",
        ),
        Mistake(
            "curvature_itself",
            "λmax itself",
            lambda H: _eig(H).max(),
            "The steeper the bowl, the smaller the step has to be.",
            "For H = 4 it gives 4, and the limit is one half.",
            "Solve |1 − ηλ| = 1 for η.",
        ),
        Mistake(
            "squared",
            "2 / λmax²",
            lambda H: 2 / _eig(H).max() ** 2,
            "Those are the singular values of H H, or its norm taken twice.",
            "For H = 4 it gives 0.125, and η = 0.4 converges.",
            "Solve |1 − ηλ| = 1 for η.",
        ),
        Mistake(
            "unsorted",
            "the first or last eigenvalue of np.linalg.eig, which doesn't sort",
            lambda H: 2 / np.linalg.eig(H)[0][0],
            "eigvalsh sorts upwards. eig gives the eigenvalues as it finds them.",
            "For diag(1, 10) the first one is 1, and for [[2, 1], [1, 2]] it is 3.",
            "How do you find the largest one, whatever the order?",
            also=(lambda H: 2 / np.linalg.eig(H)[0][-1],),
        ),
        Mistake(
            "frobenius",
            "2 over np.linalg.norm(H), which is Frobenius' norm",
            lambda H: 2 / np.linalg.norm(H),
            "Without a second argument norm takes a matrix as one long vector. The largest eigenvalue is norm(H, 2).",
            "For [[2, 1], [1, 2]] it gives 0.632, and the limit is 2/3.",
            "Which norm says how much H stretches a vector at most?",
        ),
        Mistake(
            "mean",
            "2 over the mean of the eigenvalues",
            lambda H: 2 / _eig(H).mean(),
            "On the average the bowl isn't as steep as in its steepest direction.",
            "For diag(1, 10) it gives 0.36, and the second entry then grows.",
            "Which direction breaks first?",
        ),
        Mistake(
            "row_sum",
            "2 over the largest row sum, a bound for λmax",
            lambda H: 2 / np.abs(H).sum(axis=1).max(),
            "No eigenvalue is larger than that, so the step is safe. The exact threshold lies further out.",
            "For [[2, 1], [1, 2]] it is even right: there the steepest direction is the diagonal.",
            "What does np.linalg.eigvalsh(H) give?",
        ),
        Mistake(
            "determinant",
            "2 over the determinant",
            lambda H: 2 / np.linalg.det(H),
            "The determinant is the product of the eigenvalues; only the largest one sets the limit.",
            "For diag(1, 10) it is even right, as one of the two is 1.",
            "Which of the eigenvalues counts?",
        ),
        Mistake(
            "margin",
            "a little below the limit, to be safe",
            lambda H: 0.99 * 2 / _eig(H).max(),
            "Whoever uses it may choose a margin; the threshold itself is asked for.",
            "For H = 4 it is less than one half.",
            "At which η exactly is |1 − ηλ| equal to 1?",
            also=(
                lambda H: 0.9 * 2 / _eig(H).max(),
                lambda H: 0.95 * 2 / _eig(H).max(),
                lambda H: 0.995 * 2 / _eig(H).max(),
                lambda H: 0.999 * 2 / _eig(H).max(),
            ),
        ),
    ),
    hints=(
        "Which eigenvalue of H makes |1 − ηλ| reach 1 first, when η grows?",
        "np.linalg.eigvalsh(H) gives the eigenvalues of a symmetric matrix, smallest first.",
        "return 2 / np.linalg.eigvalsh(H).max()",
    ),
    symptoms=(
        ("far too large", "Is it the largest eigenvalue? eigvalsh sorts upwards."),
        (
            "half of the right value",
            "1/λ lands at the bottom in one step; the limit is 2/λ.",
        ),
    ),
    taught="Many directions",
    another_way=(
        "2 / np.linalg.norm(H, 2) is the same for such an H. A large network's H is never formed: "
        "multiplying a vector by it again and again finds λmax."
    ),
)
