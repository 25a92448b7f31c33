"""Lesson 02: the exercise `cross_entropy`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng
from bpcourse.course.shared import _quiet

from .shared import _p


def cross_entropy(p, y):
    """Cross-entropy of one sample, a float; `p`, `y` (K,);
    terms with y = 0 count 0.
    """
    there = y > 0
    with np.errstate(divide="ignore"):
        return -np.sum(y[there] * np.log(p[there]))


def _distribution_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([0.2, 0.5, 0.3]), np.array([0.0, 1.0, 0.0])))
    yield Case((_p(rng.normal(size=4)), _p(rng.normal(size=4))))
    yield Case((_p(rng.normal(size=3)), np.array([0.0, 0.3, 0.7])))
    yield Case((np.array([0.0, 0.4, 0.6]), np.array([0.0, 0.25, 0.75])))
    yield Case((np.array([1e-8, 1 - 1e-8, 0.0]), np.array([1.0, 0.0, 0.0])))
    yield Case((np.array([1e-16, 1.0, 0.0]), np.array([1.0, 0.0, 0.0])))
    yield Case((np.array([0.0, 1.0, 0.0]), np.array([0.5, 0.5, 0.0])))


SMALL = (1e-16, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5)


def _shifted(small):
    return lambda p, y: -np.sum(y * np.log(p + small))


def _clipped(low, high=1.0):
    return lambda p, y: -np.sum(y * np.log(np.clip(p, low, high)))


EXERCISE = Exercise(
    title="Cross-entropy",
    statement=(
        "Write `cross_entropy(p, y)`, $E=-\\sum_k y_k\\log p_k$ of one sample, both `(K,)`, with the natural "
        "logarithm; the entries of `y` are at least 0 and needn't be 0 or 1. A term with $y_k=0$ counts 0, even "
        "where $p_k=0$ ($0\\log 0$ is `nan` in NumPy). $y_k>0$ with $p_k=0$ gives infinity (a warning is "
        "allowed there). Put no small number into the logarithm: it would be wrong everywhere."
    ),
    reference=cross_entropy,
    cases=_distribution_cases,
    points=2,
    minutes=6,
    mistakes=(
        Mistake(
            "sign",
            "without the minus sign",
            lambda p, y: _quiet(lambda: np.sum(y[y > 0] * np.log(p[y > 0]))),
            "The logarithm of a probability is negative, so the minus makes a loss of it.",
            "The loss comes out negative, and better predictions raise it towards 0.",
            "Which sign has log 0.5?",
        ),
        Mistake(
            "nan",
            "0 · log 0, which is nan",
            lambda p, y: -np.sum(y * np.log(p)),
            "On paper the term is 0; NumPy computes 0 · (−inf), which is nan.",
            "One impossible class with y = 0 spoils the whole loss.",
            "Which terms may you leave out of the sum?",
        ),
        Mistake(
            "epsilon",
            "a small number inside the logarithm",
            _shifted(1e-12),
            "It keeps the logarithm finite, and makes every value a little wrong.",
            "For p = 0 with y > 0 it gives a number, and the loss is infinite.",
            "Which terms really need care? Only those with y = 0.",
            also=tuple(map(_shifted, SMALL)),
        ),
        Mistake(
            "clipped",
            "p clipped away from 0",
            _clipped(1e-7),
            "A class that is impossible and happens costs a finite amount then, and should cost "
            "infinitely much.",
            "For p = 0 with y > 0 it gives a number, and the loss is infinite.",
            "Which terms really need care? Only those with y = 0.",
            also=(*map(_clipped, SMALL), *(_clipped(e, 1 - e) for e in SMALL)),
        ),
        Mistake(
            "log_two",
            "a logarithm to base 2",
            lambda p, y: _quiet(lambda: -np.sum(y[y > 0] * np.log2(p[y > 0]))),
            "That counts in bits. With it the gradient p − y gets a factor 1/ln 2.",
            "Everything is 1.4427 times too large.",
            "Which logarithm has the derivative 1/x?",
        ),
        Mistake(
            "swapped",
            "−Σ p log y: the two in each other's place",
            lambda p, y: _quiet(lambda: -np.sum(p[p > 0] * np.log(y[p > 0]))),
            "The logarithm belongs to the prediction, the weight to the truth.",
            "With a one-hot y it is infinite.",
            "Which of the two is 0 and 1, and which lies strictly between?",
        ),
        Mistake(
            "mean",
            "a mean over the classes instead of the sum",
            lambda p, y: _quiet(lambda: -np.sum(y[y > 0] * np.log(p[y > 0])) / len(y)),
            "One sample's loss is a sum over classes; means are taken over samples.",
            "With three classes everything is a third.",
            "Over what is a mean taken in this course?",
        ),
        Mistake(
            "binary",
            "the two-class formula summed over the classes",
            lambda p, y: _quiet(
                lambda: (
                    -np.sum(y[y > 0] * np.log(p[y > 0]))
                    - np.sum((1 - y)[y < 1] * np.log((1 - p)[y < 1]))
                )
            ),
            "It punishes the wrong classes a second time; softmax's denominator already does that.",
            "For a one-hot y it is larger than −log p of the true class.",
            "Which terms has the formula where y is 0?",
        ),
        Mistake(
            "log_ten",
            "a logarithm to base 10",
            lambda p, y: _quiet(lambda: -np.sum(y[y > 0] * np.log10(p[y > 0]))),
            "In NumPy np.log is the natural logarithm, and np.log10 another one.",
            "Everything is 2.3 times too small.",
            "Which logarithm has the derivative 1/x?",
        ),
        Mistake(
            "not_summed",
            "one number per class: the sum is missing",
            lambda p, y: _quiet(lambda: -y * np.log(p)),
            "A loss is one number for the sample; only then is there a gradient.",
            "The result has the shape of p.",
            "How do you get one number from K?",
            also=(
                lambda p, y: _quiet(lambda: np.where(y > 0, -y * np.log(p), 0.0)),
                lambda p, y: _quiet(lambda: -y[y > 0] * np.log(p[y > 0])),
                lambda p, y: _quiet(
                    lambda: np.nan_to_num(-y * np.log(p), nan=0.0, posinf=np.inf)
                ),
            ),
        ),
        Mistake(
            "made_finite",
            "infinity made finite",
            lambda p, y: np.nan_to_num(
                _quiet(lambda: -np.sum(y[y > 0] * np.log(p[y > 0])))
            ),
            "np.nan_to_num replaces nan and turns infinity into the largest float on the way.",
            "For p = 0 with y > 0 it gives a large number, and the loss is infinite.",
            "Which entries are nan, and can they be left out before the sum?",
            also=(
                lambda p, y: _quiet(lambda: -np.sum(np.nan_to_num(y * np.log(p)))),
                lambda p, y: _quiet(lambda: np.sum(np.nan_to_num(-y * np.log(p)))),
                lambda p, y: min(
                    _quiet(lambda: -np.sum(y[y > 0] * np.log(p[y > 0]))), 1e9
                ),
            ),
        ),
        Mistake(
            "infinity_lost",
            "terms with p = 0 left out, where y > 0 makes them infinite",
            lambda p, y: -np.sum(y[(p > 0) & (y > 0)] * np.log(p[(p > 0) & (y > 0)])),
            "The rule is for y = 0. Where p is 0 and y isn't, something impossible has happened.",
            "For p = 0 with y = 0.5 it gives 0 for that term, and the loss is infinite.",
            "Of which of the two does the mask have to ask?",
            also=(lambda p, y: -np.sum(y[p > 0] * np.log(p[p > 0])),),
        ),
        Mistake(
            "one_hot",
            "−log p of the largest y: y taken for one-hot",
            lambda p, y: _quiet(lambda: -np.log(p[np.argmax(y)])),
            "For a one-hot y the sum has one term. Here y may share its whole among several classes.",
            "For y = (0, 0.3, 0.7) one of the two terms is missing, and the other one isn't weighted.",
            "Which terms has the formula where two classes have y > 0?",
            also=(lambda p, y: _quiet(lambda: -np.sum(np.log(p[y > 0.5]))),),
        ),
        Mistake(
            "log_of_sum",
            "−log Σ y p: the logarithm outside of the sum",
            lambda p, y: _quiet(lambda: -np.log(np.sum(y * p))),
            "For a one-hot y both are the same. Otherwise the logarithm of a sum isn't the sum of the logarithms.",
            "For p = y it isn't the entropy of y.",
            "Which is taken first in the formula: the logarithm, or the sum?",
        ),
        Mistake(
            "squared_error",
            "half the squared error",
            lambda p, y: 0.5 * np.sum((p - y) ** 2),
            "That is the other loss of this lesson. It stays below 1, however sure a wrong answer is.",
            "For p = 0 with y = 1 it gives 1 at most, and the cross-entropy is infinite.",
            "Where does the formula have a logarithm?",
            also=(
                lambda p, y: np.sum((p - y) ** 2),
                lambda p, y: np.mean((p - y) ** 2),
            ),
        ),
        Mistake(
            "gradient",
            "the gradient instead of the loss",
            lambda p, y: p - y,
            "p − y is the slope with respect to the scores, and a later exercise.",
            "The result has the shape of p.",
            "How do you get one number from K?",
            also=(lambda p, y: _quiet(lambda: -y / p),),
        ),
        Mistake(
            "one_inside",
            "log(1 + p) instead of log p",
            lambda p, y: -np.sum(y * np.log(1 + p)),
            "The 1 keeps the logarithm finite, and turns the loss round.",
            "It is negative, and a sure right answer gives the smallest value, −0.69.",
            "What should the loss be for p = 1 and y = 1?",
        ),
    ),
    hints=(
        "Most terms vanish: with a one-hot y the loss is −log of one probability.",
        "A mask such as y > 0 chooses entries of an array: y[y > 0].",
        "Choose the entries of y and of p with the same mask, multiply y by the logarithm of p, add, and change the sign.",
    ),
    symptoms=(
        ("I get nan", "0 · log 0: take the sum over y > 0 only."),
        ("the loss is negative", "Is the minus there?"),
    ),
    taught="Why minus the logarithm?",
    another_way="scipy.special.xlogy(y, p) is y log p with 0 log 0 = 0, one term at a time.",
)
