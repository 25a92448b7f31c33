"""Lesson 02: the exercise `tempered_gradient`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.course.shared import _quiet

from .shared import Z3, _down, _over_axis, _p, _slopes_of_loss


def tempered_gradient(z, y, tau):
    """Gradient with respect to `z` of cross-entropy after softmax of z / tau;
    as `z`.

    Per sample; `z`, `y` (K,) or (N, K), rows of `y` add up to 1, `tau` > 0.
    No warning for scores up to ±1e4.
    """
    u = z / tau
    p = np.exp(u - np.logaddexp.reduce(u, axis=-1, keepdims=True))
    return (p - y) / tau


def _tempered_cases(rng: Rng) -> Iterator[Case]:
    yield Case((Z3, np.array([0.0, 1.0, 0.0]), 2.0))
    yield Case((rng.normal(size=(4, 3)) * 2, np.eye(3)[rng.integers(3, size=4)], 0.5))
    yield Case((rng.normal(size=5), _p(rng.normal(size=5)), float(rng.uniform(3, 5))))
    yield Case((rng.normal(size=(3, 3)), _p(rng.normal(size=(3, 3))), 1.5))
    yield Case((rng.normal(size=(1, 4)), np.eye(4)[[2]], 0.7))
    yield Case((rng.normal(size=(3, 5)).T, np.eye(3)[[0, 2, 1, 1, 0]], 3.0))
    far = np.array([[1e4, 0.0, -1e4], [-1e4, -9999.0, -1e4]])
    yield Case((far, np.eye(3)[[1, 0]], 4.0), no_warning=True)


def _tempered_measured(case: Case) -> Measured:
    z, y, tau = case.args
    return Measured("slopes of E by the complex step", _slopes_of_loss(z, y, tau))


EXERCISE = Exercise(
    title="A softmax with a temperature",
    statement=(
        "A *temperature* $\\tau>0$ makes a classifier less sure, or more: its probabilities are "
        "$p=\\mathrm{softmax}(z/\\tau)$, and its loss is the cross-entropy of this $p$ and $y$. Find "
        "the gradient with respect to the scores $z$ (not $z/\\tau$), and write "
        "`tempered_gradient(z, y, tau)` for one sample `(K,)` or a batch `(N, K)`, per sample (no "
        "mean over the batch). The entries of each $y$ add up to 1. Scores reach ±1e4, and there is "
        "no warning. The judge is the complex step."
    ),
    reference=tempered_gradient,
    cases=_tempered_cases,
    measure=_tempered_measured,
    transfer=True,
    needs=("softmax",),
    points=4,
    minutes=8,
    mistakes=(
        Mistake(
            "inner_factor",
            "the gradient with respect to z/τ, and not z",
            lambda z, y, tau: _p(z / tau) - y,
            "z goes through one more function before softmax, and that one has a slope, too.",
            "With τ = 2 every entry is twice the measured one.",
            "When z moves by a little, by how much does z/τ move?",
        ),
        Mistake(
            "times_tau",
            "multiplied by τ where it should be divided",
            lambda z, y, tau: (_p(z / tau) - y) * tau,
            "A higher temperature makes the loss flatter, and not steeper.",
            "With τ = 2 every entry is four times the measured one.",
            "What is the slope of z/τ with respect to z?",
        ),
        Mistake(
            "twice",
            "divided by τ twice",
            lambda z, y, tau: (_p(z / tau) - y) / tau**2,
            "z meets τ once on its way to the loss.",
            "With τ = 2 every entry is half of the measured one.",
            "How often does the chain pass z/τ?",
        ),
        Mistake(
            "no_temperature",
            "the gradient of the plain softmax",
            lambda z, y, tau: _p(z) - y,
            "Neither the probabilities nor the slope know about τ.",
            "Change τ: the result stays, and the loss doesn't.",
            "Which p stands in the loss?",
        ),
        Mistake(
            "outside_only",
            "the softmax of z, and not of z/τ",
            lambda z, y, tau: (_p(z) - y) / tau,
            "The factor outside is right. The probabilities are those of the plain softmax.",
            "With τ = 2 the entries' ratios are wrong, too.",
            "What goes into softmax here?",
        ),
        Mistake(
            "multiplied_scores",
            "scores multiplied by τ instead of divided",
            lambda z, y, tau: (_p(z * tau) - y) / tau,
            "A high temperature brings the probabilities together; yours drives them apart.",
            "For a large τ your p has a single 1.",
            "What should p tend to for a very large τ?",
            also=(lambda z, y, tau: (_p(z * tau) - y) * tau,),
        ),
        Mistake(
            "only_p_divided",
            "p/τ − y: only one of the two is divided",
            lambda z, y, tau: _p(z / tau) / tau - y,
            "The slope of z/τ multiplies the whole gradient.",
            "The entries don't add up to 0.",
            "Are there brackets round the difference?",
            also=(lambda z, y, tau: _p(z / tau) - y / tau,),
        ),
        Mistake(
            "sign",
            "the gradient with its sign turned",
            lambda z, y, tau: (y - _p(z / tau)) / tau,
            "It is the direction to move in; the gradient points uphill.",
            "Where p is above y, the loss grows with the score.",
            "If the score of a wrong class rises, does the loss rise or fall?",
        ),
        Mistake(
            "slope_too_much",
            "the slope of a sigmoid, p (1 − p), is multiplied in",
            lambda z, y, tau: (_p(z / tau) - y) * _p(z / tau) * (1 - _p(z / tau)) / tau,
            "The slopes of softmax have been used up when its Jacobian met the logarithm.",
            "Where p is certain and wrong, it nearly vanishes, and the measured slope doesn't.",
            "Which slopes are left when softmax and cross-entropy are put together?",
        ),
        Mistake(
            "mean",
            "divided by the number of samples",
            lambda z, y, tau: (
                (_p(z / tau) - y) / tau / (len(z) if np.ndim(z) == 2 else 1)
            ),
            "The mean is taken where weight gradients are formed. This gradient is per sample.",
            "Right for one sample; in a batch everything is N times too small.",
            "Is a mean asked for here?",
        ),
        Mistake(
            "wrong_axis",
            "softmax down the columns, over the samples",
            lambda z, y, tau: (_down(z / tau) - y) / tau,
            "axis=0 is the first axis. For one sample it is the last one, too, so nothing shows.",
            "The rows don't add up to 0.",
            "Which axis holds the classes?",
            also=(lambda z, y, tau: (_over_axis(z / tau, -2) - y) / tau,),
        ),
        Mistake(
            "over_everything",
            "softmax over the whole batch at once",
            lambda z, y, tau: (_p(z.ravel() / tau).reshape(z.shape) - y) / tau,
            "Without an axis the sum runs over all samples: right for one, wrong for a batch.",
            "The rows don't add up to 0.",
            "Along which axis stand the probabilities of one sample?",
        ),
        Mistake(
            "scores",
            "the scores instead of the probabilities",
            lambda z, y, tau: (z / tau - y) / tau,
            "z comes in, and the formula wants softmax of z/τ.",
            "The entries don't add up to 0.",
            "Which function turns scores into probabilities?",
        ),
        Mistake(
            "overflow",
            "the right gradient, with a softmax that isn't shifted",
            lambda z, y, tau: _quiet(
                lambda: (
                    (np.exp(z / tau) / np.exp(z / tau).sum(axis=-1, keepdims=True) - y)
                    / tau
                )
            ),
            "e^2500 is inf, and inf / inf is nan.",
            "At a score of 10000 it gives nan.",
            "Use your own `softmax`, which subtracts the largest score first.",
        ),
    ),
    hints=(
        "Call the argument of softmax u. You know the gradient with respect to u. How does u depend "
        "on z?",
        "The chain rule: the gradient with respect to u, times the slope of u with respect to z.",
        "u = z/τ is stretched: its slope is the same number for every score. It multiplies the whole "
        "difference, not one part of it.",
    ),
    symptoms=(
        ("too large by a constant factor", "Compare the factor with τ, and with τ²."),
        ("I get nan", "Use your own `softmax`, on z/τ."),
        ("right for τ = 1 only", "Which factors are 1 then, and so can't be seen?"),
    ),
    taught="Yours alone",
    another_way="A loss with a temperature is often multiplied by τ², so that its gradients stay as large as without.",
)
