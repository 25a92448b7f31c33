"""Lesson 07: the exercise `leaky_gain`, for the learner alone."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng


def leaky_gain(p):
    """The factor k: weights of standard deviation k / sqrt(n_in) keep a signal's size."""
    return np.sqrt(2 / (1 + p**2))


def _cases(rng: Rng) -> Iterator[Case]:
    for p in (0.5, 0.0, 0.1, 0.01, float(rng.uniform(0.2, 0.9)), 0.99):
        yield Case((p,))


def _over_draws(case: Case) -> Measured:
    """Mean square of LeakyReLU(z) for normal z, by a fine sum over z; 0 is a node."""
    (p,) = case.args
    z = np.linspace(-12, 12, 240001)
    density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    square = np.sum(np.where(z > 0, z, p * z) ** 2 * density) * (z[1] - z[0])
    return Measured(
        "1 over the root mean square of LeakyReLU(z), z normal of size 1",
        float(1 / np.sqrt(square)),
    )


EXERCISE = Exercise(
    title="Where LeakyReLU layers start",
    statement=(
        "A signal goes through many layers of LeakyReLU units, $f(z)=z$ for $z>0$ and $pz$ "
        "below, $0\\le p<1$. Their weights are independent draws with mean 0 and standard "
        "deviation $k/\\sqrt{n_{in}}$; there are no biases. For which $k$ does the root mean "
        "square of the signal stay what it is, layer after layer, on the way forward? "
        "Write `leaky_gain(p)`, which returns $k$. The lesson's reasoning for ReLU is what "
        "you start from; the answer is given nowhere in this course. Simulate twenty layers to "
        "see whether you are right."
    ),
    reference=leaky_gain,
    cases=_cases,
    measure=_over_draws,
    transfer=True,
    points=2,
    minutes=10,
    taught="Where to start",
    mistakes=(
        Mistake(
            "as_for_relu",
            "the gain of ReLU, whatever p is",
            lambda p: np.sqrt(2),
            "ReLU loses the lower half of the signal altogether. LeakyReLU keeps a part of it.",
            "p makes no difference to the result.",
            "Which part of E[z²] does the lower half keep?",
        ),
        Mistake(
            "no_root",
            "k², the factor of the variance",
            lambda p: 2 / (1 + p**2),
            "Sizes are compared as squares, and k is a factor of the weights themselves.",
            "For p = 0 it gives 2 instead of 1.414.",
            "By which factor does the mean square grow when the weights are doubled?",
        ),
        Mistake(
            "slope_not_squared",
            "p instead of p² for the lower half",
            lambda p: np.sqrt(2 / (1 + p)),
            "The values of the lower half are multiplied by p. What is compared is their square.",
            "It is right for p = 0 alone.",
            "What is the mean of (p z)² over the lower half?",
        ),
        Mistake(
            "mean_slope",
            "1 over the mean slope, (1 + p) / 2",
            lambda p: 2 / (1 + p),
            "The mean of the slopes isn't the root of the mean of their squares.",
            "For p = 0 it gives 2 instead of 1.414.",
            "Which mean is to stay as it is: of the values, or of their squares?",
        ),
        Mistake(
            "upside_down",
            "the fraction upside down",
            lambda p: np.sqrt((1 + p**2) / 2),
            "That is what a layer leaves of the signal. The weights have to make up for it.",
            "The signal gets smaller layer by layer, twice as fast as with k = 1.",
            "If a layer halves the mean square, what must the weights do?",
        ),
        Mistake(
            "no_half",
            "the half forgotten: 1 over the root of 1 + p²",
            lambda p: np.sqrt(1 / (1 + p**2)),
            "Each side of 0 has half of the draws.",
            "For p = 0 it gives 1, which shrinks a ReLU signal.",
            "Which share of E[z²] comes from z > 0?",
        ),
        Mistake(
            "minus",
            "1 − p² instead of 1 + p²",
            lambda p: np.sqrt(2 / (1 - p**2)),
            "Squares of both halves are added, the negative values' too.",
            "Near p = 1 it grows without limit, where a straight line needs 1.",
            "What should k be for p = 1, where f is the identity?",
        ),
        Mistake(
            "lower_half_only",
            "the lower half alone",
            lambda p: np.sqrt(2 / p**2),
            "Both halves of the signal go on.",
            "For small p it is huge, and for p = 0 it divides by 0.",
            "What becomes of z > 0?",
        ),
        Mistake(
            "root_of_sum",
            "the root of the 2 alone",
            lambda p: np.sqrt(2) / (1 + p**2),
            "The root covers the whole fraction.",
            "It is right for p = 0; for p near 1 it gives 0.71 instead of 1.",
            "What should k be for p = 1, where f is the identity?",
        ),
        Mistake(
            "one_plus_p_under_root",
            "√2 over 1 + p",
            lambda p: np.sqrt(2) / (1 + p),
            "(1 + p)² isn't 1 + p²: the halves don't mix, for no draw lies on both sides.",
            "For p = 1 it gives 0.71 instead of 1.",
            "Write the mean square as two sums, one for each half.",
        ),
        Mistake(
            "linear",
            "1, as for layers without an activation",
            lambda p: 1.0,
            "The lower half gets smaller, and so does the mean square.",
            "p makes no difference to the result.",
            "What is left of E[z²] after f?",
        ),
    ),
    hints=(
        "Half of the draws of z lie above 0 and half below. What does each half add to the "
        "mean of a²?",
        "Above 0 nothing changes; below it every square is multiplied by the square of p. The "
        "mean square of the next z is k² times this.",
        "E[a²] is (1 + p²)/2 times E[z²], and E[z²] is k² times the last layer's E[a²]. Set the "
        "product of the factors to 1.",
    ),
    symptoms=(
        ("the signal grows", "Is k a factor of the weights, or of their variance?"),
    ),
    another_way=(
        "For p = 1 it must be 1, and for p = 0 ReLU's: two values that every guess has to "
        "pass before anything is simulated."
    ),
)
