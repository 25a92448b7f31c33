"""Lesson 06: the exercise `best_fixed_step`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.course.shared import _quiet

from .shared import _eig, _spd


def best_fixed_step(H):
    """The step size whose slowest part on x·Hx/2 shrinks fastest.

    `H` is (n, n), symmetric, with positive eigenvalues.
    """
    eigenvalues = np.linalg.eigvalsh(H)
    return 2 / (eigenvalues.min() + eigenvalues.max())


def _best_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.diag([1.0, 3.0, 9.0]),), show="np.diag([1, 3, 9])")
    yield Case((np.array([[4.0]]),))
    yield Case((np.array([[2.0, 1.0], [1.0, 2.0]]),))
    yield Case((np.diag([3.0, 1.0, 9.0]),), show="np.diag([3, 1, 9])")
    for n in (3, 5):
        yield Case((_spd(rng, n),), show=f"a symmetric H of shape ({n}, {n})")


def _by_search(case: Case) -> Measured:
    """The η with the smallest contraction, by bisection on which end is the slower one."""
    eigenvalues = _eig(case.args[0])
    low, high = 0.0, 2 / eigenvalues.max()
    for _ in range(100):
        eta = (low + high) / 2
        ahead = 1 - eta * eigenvalues.min() > eta * eigenvalues.max() - 1
        low, high = (eta, high) if ahead else (low, eta)
    return Measured("the η whose largest |1 − ηλ| is smallest, by search", low)


EXERCISE = Exercise(
    title="The best fixed step",
    statement=(
        "A larger step speeds up the flat directions and makes the steep ones overshoot. In a step "
        "the part along an eigenvector is multiplied by $1-\\eta\\lambda$; the slowest part is the "
        "one for which $|1-\\eta\\lambda|$ is largest. Write `best_fixed_step(H)`: the $\\eta$ with "
        "which the slowest part is as fast as it can be. Draw $|1-\\eta\\lambda|$ over $\\eta$ for a "
        "flat and for a steep direction."
    ),
    reference=best_fixed_step,
    cases=_best_cases,
    measure=_by_search,
    points=2,
    minutes=4,
    mistakes=(
        Mistake(
            "stable_edge",
            "2 / λmax: the largest step, not the best one",
            lambda H: 2 / _eig(H).max(),
            "At the limit the steepest part jumps from side to side for ever.",
            "With diag(1, 3, 9) the third factor is 1 − 2 = −1: no progress at all.",
            "How large is |1 − ηλ| for your η and the largest λ?",
        ),
        Mistake(
            "one_over_largest",
            "1 / λmax",
            lambda H: 1 / _eig(H).max(),
            "It removes the steepest part in one step, and the flattest one waits.",
            "With diag(1, 3, 9) the flat part keeps 8/9 per step; the best step keeps 8/10.",
            "Which part is slowest with your η? Would a larger η help it?",
        ),
        Mistake(
            "no_two",
            "1 / (λmin + λmax): the 2 is missing",
            lambda H: 1 / (_eig(H).min() + _eig(H).max()),
            "1 − ηλmin = ηλmax − 1 has a 1 on each side.",
            "With H = 4 it gives 0.125, and η = 0.25 is there in one step.",
            "Bring both 1s to one side.",
        ),
        Mistake(
            "trace",
            "2 / trace: all the eigenvalues are added",
            lambda H: 2 / np.trace(H),
            "In two dimensions the trace is λmin + λmax. In three it counts those between.",
            "With diag(1, 3, 9) it gives 2/13, and the best step is 2/10.",
            "Which two eigenvalues decide?",
        ),
        Mistake(
            "mean_curvature",
            "1 over the mean of the eigenvalues",
            lambda H: 1 / _eig(H).mean(),
            "The middle of the curvatures is the middle of the extremes, not their mean.",
            "With diag(1, 3, 9) it gives 3/13 ≈ 0.23: above 2/9, so it diverges.",
            "Do the eigenvalues between the extremes matter for the slowest part?",
        ),
        Mistake(
            "mean_of_steps",
            "the mean of 1 / λmin and 1 / λmax",
            lambda H: (1 / _eig(H).min() + 1 / _eig(H).max()) / 2,
            "Each is the best step of its own direction; their mean suits neither.",
            "With diag(1, 3, 9) it gives 0.56, far above the limit of 2/9.",
            "Is your η below 2/λmax?",
        ),
        Mistake(
            "geometric",
            "1 / √(λmin λmax)",
            lambda H: 1 / np.sqrt(_eig(H).min() * _eig(H).max()),
            "The geometric mean balances ratios; here differences from 1 are balanced.",
            "With diag(1, 3, 9) it gives 1/3, above the limit of 2/9.",
            "Write down both factors for your η. Are they equal in size?",
        ),
        Mistake(
            "unsorted",
            "the first and last eigenvalue of np.linalg.eig, which doesn't sort",
            lambda H: 2 / np.linalg.eig(H)[0][[0, -1]].sum(),
            "eigvalsh sorts upwards. eig gives the eigenvalues as it finds them.",
            "For diag(3, 1, 9) it adds 3 and 9, and the smallest is 1.",
            "How do you find the smallest and the largest, whatever the order?",
        ),
        Mistake(
            "diagonal",
            "the diagonal's entries instead of the eigenvalues",
            lambda H: 2 / (np.diag(H).min() + np.diag(H).max()),
            "Those are the curvatures along the axes. The flattest and the steepest direction may lie between them.",
            "For a diagonal H it is right, and else it isn't.",
            "What does np.linalg.eigvalsh(H) give?",
        ),
        Mistake(
            "difference",
            "2 / (λmax − λmin), with a minus sign",
            lambda H: _quiet(lambda: 2 / (_eig(H).max() - _eig(H).min())),
            "1 − ηλmin = ηλmax − 1 brings both eigenvalues to one side, with a plus.",
            "For H = 4 it divides by 0.",
            "Bring the two terms with η to one side.",
        ),
        Mistake(
            "over_smallest",
            "1 / λmin",
            lambda H: 1 / _eig(H).min(),
            "It removes the flattest part in one step, and the steepest one explodes.",
            "With diag(1, 3, 9) it gives 1, far above the limit of 2/9.",
            "How large is |1 − ηλ| for your η and the largest λ?",
        ),
        Mistake(
            "median",
            "1 over the median of the eigenvalues",
            lambda H: 1 / np.median(_eig(H)),
            "The eigenvalues between don't matter; the two extremes do.",
            "With diag(1, 3, 9) it gives 1/3, above the limit of 2/9.",
            "Which two eigenvalues decide?",
        ),
        Mistake(
            "contraction",
            "(κ − 1)/(κ + 1): what a step leaves, and not the step",
            lambda H: 1 - 2 / (1 + _eig(H).max() / _eig(H).min()),
            "That is the share of the distance that is left after the best step.",
            "Double H, and the step should be halved; yours stays.",
            "Which η leaves that share?",
        ),
    ),
    hints=(
        "Draw |1 − ηλ| over η for the smallest and the largest λ. Where do the two lines cross?",
        "1 − ηλmin = ηλmax − 1. Solve for η.",
        "eigenvalues = np.linalg.eigvalsh(H)\nreturn 2 / (eigenvalues.min() + eigenvalues.max())",
    ),
    symptoms=(
        (
            "right in two dimensions, wrong in three",
            "Is the trace there instead of λmin + λmax?",
        ),
    ),
    taught="Many directions",
    another_way=(
        "With κ = λmax/λmin, this step keeps (κ − 1)/(κ + 1) of the distance: 0.98 for κ = 100. A "
        "narrow valley stays slow with the best of all fixed steps."
    ),
)
