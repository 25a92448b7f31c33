"""Lesson 06: the transfer exercise `exact_step`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.course.shared import _quiet

from .shared import _eig, _spd


def exact_step(H, g):
    """The step size with which one step along -g gets lowest, on a bowl.

    Its curvature `H` is (n, n), symmetric, with positive eigenvalues; `g`
    (n,) is the slope where you stand, and not 0.
    """
    along = H @ g  # by how much the slope changes along g
    return np.dot(g, g) / np.dot(g, along)


def _cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([[4.0]]), np.array([3.0])))
    yield Case((np.diag([1.0, 10.0]), np.array([1.0, 1.0])))
    yield Case((np.array([[2.0, 1.0], [1.0, 2.0]]), np.array([3.0, -1.0])))
    yield Case((np.diag([3.0, 1.0, 9.0]), np.array([0.0, 0.0, -2.0])))
    for n, size in ((3, 1.0), (4, 1e-6), (6, 1e6)):
        H, g = _spd(rng, n), size * rng.normal(size=n)
        if n == 4:  # every second number of a longer array
            g = np.repeat(g, 2)[::2]
        told = (
            f"a symmetric H of shape ({n}, {n}), a g of length {np.linalg.norm(g):.2g}"
        )
        yield Case((H, g), show=told)


def _lowest(case: Case) -> Measured:
    """Where the slope of the bowl along the line is 0, by bisection on its measured sign."""
    H, g = case.args
    g = g / np.abs(g).max()
    f = lambda eta: -eta * (g @ g) + eta**2 * (g @ H @ g) / 2  # less f where you stand
    low, high = 0.0, 4 / _eig(H).min()
    for _ in range(200):
        middle = (low + high) / 2
        h = middle / 4
        falls = f(middle + h) < f(middle - h)
        low, high = (middle, high) if falls else (low, middle)
    return Measured("the lowest point on the line, by bisection", low)


def _curvature(H: Any, g: Any) -> Any:
    return g @ H @ g / (g @ g)


EXERCISE = Exercise(
    title="As far as it goes down",
    statement=(
        "You stand on a bowl whose curvature is the matrix $H$, and the slope where you stand is "
        "$g$. You have decided to walk along $-g$. At first it goes down, later it goes up "
        "again. Write `exact_step(H, g)`: the $\\eta$ at which $f(x-\\eta g)$ is lowest. Along that "
        "line $f$ is a function of the one number $\\eta$, and you know from school how to find "
        "the lowest point of such a function. Two facts are given: on a bowl, the slope changes by "
        "$H\\,d$ when you move by $d$; and the slope along a line is the dot product of the slope "
        "with the line's direction."
    ),
    reference=exact_step,
    cases=_cases,
    measure=_lowest,
    transfer=True,
    points=3,
    minutes=10,
    mistakes=(
        Mistake(
            "twice",
            "twice as far: there f is as high again as where you stood",
            lambda H, g: 2 / _curvature(H, g),
            "Solving f(x − ηg) = f(x) gives the other end of the descent, and not its lowest point.",
            "For H = 4 it gives 0.5, which lands at the same height on the other side.",
            "Which condition holds at the lowest point of a line?",
        ),
        Mistake(
            "half",
            "half as far",
            lambda H, g: 0.5 / _curvature(H, g),
            "A factor ½ of the bowl stayed when the slope was taken.",
            "For H = 4 one step of 0.25 lands on the minimum, and this is 0.125.",
            "What is the slope of ½ η² c with respect to η?",
        ),
        Mistake(
            "steepest_direction",
            "1 / λmax, as if the line ran along the steepest direction",
            lambda H, g: 1 / _eig(H).max(),
            "The curvature that counts is that along g, and g points somewhere between.",
            "It doesn't depend on g.",
            "Where does your function use g?",
        ),
        Mistake(
            "stable_edge",
            "2 / λmax, the limit for all directions",
            lambda H, g: 2 / _eig(H).max(),
            "That one is safe for every walk. This one is best for one step.",
            "It doesn't depend on g.",
            "Where does your function use g?",
        ),
        Mistake(
            "best_fixed",
            "2 / (λmin + λmax), the best fixed step",
            lambda H, g: 2 / (_eig(H).min() + _eig(H).max()),
            "That one is best for many steps from any start. This one is best for one step along g.",
            "It doesn't depend on g.",
            "Where does your function use g?",
        ),
        Mistake(
            "curvature",
            "the curvature along g, upside down",
            _curvature,
            "The more curved the line, the shorter the way to its lowest point.",
            "For H = 4 it gives 4, and 0.25 is right.",
            "Double H: should the step double, or halve?",
        ),
        Mistake(
            "step_length",
            "the length of the step, not η",
            lambda H, g: np.linalg.norm(g) / _curvature(H, g),
            "The step is η times g. g's length is in it already.",
            "Twice the g would give twice the η, and it should stay.",
            "By what is η multiplied when you take the step?",
        ),
        Mistake(
            "length_not_squared",
            "|g| instead of |g|² above the line",
            lambda H, g: np.linalg.norm(g) / (g @ H @ g),
            "Moving by −ηg lowers f by η g·g at first: the square of the length.",
            "Twice the g gives half the η, and it should stay.",
            "What is the slope of f along the line where you stand?",
        ),
        Mistake(
            "unit_curvature",
            "1 / (g·Hg), as if g had the length 1",
            lambda H, g: 1 / (g @ H @ g),
            "The slope along the line at the start is g·g, and that isn't 1.",
            "It is right for a g of length 1.",
            "Write the slope along the line at η = 0.",
        ),
        Mistake(
            "smallest_slope",
            "the η that makes the *slope* smallest, not f",
            lambda H, g: (g @ H @ g) / (H @ g @ H @ g),
            "Where the new slope is shortest isn't where f along the line is lowest.",
            "In one dimension the two agree.",
            "Which number should be smallest?",
        ),
        Mistake(
            "trace",
            "1 over the mean of all curvatures",
            lambda H, g: len(g) / np.trace(H),
            "The mean over all directions isn't the curvature along g.",
            "It doesn't depend on g.",
            "Where does your function use g?",
        ),
        Mistake(
            "entry_by_entry",
            "g over H g, entry by entry, and their mean",
            lambda H, g: _quiet(lambda: np.mean(g / (H @ g))),
            "Each entry has a step of its own then. One η has to do for all.",
            "Where an entry of H g is 0 it isn't even a number.",
            "Use two dot products, one above the line and one below.",
        ),
        Mistake(
            "newton",
            "the sum of H⁻¹ g: the step to the minimum itself",
            lambda H, g: np.sum(np.linalg.solve(H, g)),
            "The minimum of the bowl doesn't lie on your line in general.",
            "Twice the g gives twice the η.",
            "Which points can you reach along −g?",
        ),
        Mistake(
            "sign",
            "a negative η",
            lambda H, g: -1 / _curvature(H, g),
            "The step is −ηg: the minus is in it.",
            "A negative η walks uphill.",
            "Which sign has the step with your η?",
        ),
        Mistake(
            "diagonal",
            "the diagonal of H alone",
            lambda H, g: (g @ g) / (g @ (np.diag(H) * g)),
            "H * g multiplies entry by entry; the slope changes by the matrix product H @ g.",
            "For a diagonal H it is right, and else it isn't.",
            "What does H do to a direction between the axes?",
        ),
        Mistake(
            "sums",
            "the sum of g over the sum of H g",
            lambda H, g: _quiet(lambda: g.sum() / (H @ g).sum()),
            "A slope along a line is a dot product with the line's direction, and that is g.",
            "With g = (1, −1) the sum is 0, and f falls along −g all the same.",
            "Which vector belongs on both sides of the dot products?",
        ),
        Mistake(
            "inverse_curvature",
            "g·H⁻¹g over g·g",
            lambda H, g: g @ np.linalg.solve(H, g) / (g @ g),
            "It is a mean of 1/λ; what is needed is 1 over a mean of λ.",
            "For diag(1, 10) and g = (1, 1) it gives 0.55, and 2/11 is right.",
            "How does the slope along the line change with η?",
        ),
    ),
    hints=(
        "Call φ(η) the height on the line. What is its slope at η = 0, and how does that slope "
        "change when η grows?",
        "At x − ηg the slope of the bowl is g − ηHg. Where is it at a right angle to the line?",
        "φ′(η) = −g·(g − ηHg). Set it to 0 and solve for η: one dot product over another.",
    ),
    symptoms=(
        (
            "right in one dimension, wrong in two",
            "Is η one number for all entries of g?",
        ),
        ("the result depends on the length of g", "Twice the g, the same η: try it."),
    ),
    taught="The rule",
    another_way=(
        "1 over np.average(eigenvalues, weights=(V.T @ g)**2): the curvature along g is a mean of "
        "the eigenvalues, with g's parts as weights. So η lies between 1/λmax and 1/λmin."
    ),
)
