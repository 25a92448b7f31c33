"""Lesson 02: the exercise `softmax_cross_entropy_gradient`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.course.shared import _quiet

from .shared import Z3, _down, _p, _slopes_of_loss


def softmax_cross_entropy_gradient(z, y):
    """dE/dz of cross-entropy after softmax, per sample;
    `z`, `y` (K,) or (N, K).
    """
    p = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return p / np.sum(p, axis=-1, keepdims=True) - y


def _fused_cases(rng: Rng) -> Iterator[Case]:
    yield Case((Z3, np.array([0.0, 1.0, 0.0])))
    yield Case((rng.normal(size=(4, 3)) * 2, np.eye(3)[rng.integers(3, size=4)]))
    yield Case((rng.normal(size=5), _p(rng.normal(size=5))))
    yield Case((np.array([0.0, 8.0, 1.0]), np.array([0.0, 1.0, 0.0])))
    yield Case((rng.normal(size=(3, 3)), _p(rng.normal(size=(3, 3)))))
    yield Case((np.array([1e4, 0.0, -1e4]), np.array([0.0, 1.0, 0.0])), no_warning=True)
    far = np.array([[0.0, 1.0], [1e4, 0.0], [-1e4, -9999.0]])
    yield Case((far, np.eye(2)[[0, 1, 0]]), no_warning=True)
    yield Case((rng.normal(size=(1, 4)), np.eye(4)[[2]]))


def _measured_fused(case: Case) -> Measured:
    z, y = case.args
    return Measured("slopes of E by the complex step", _slopes_of_loss(z, y))


EXERCISE = Exercise(
    title="The gradient with respect to the scores",
    statement=(
        "The table of slopes meets the slopes of the loss, and nearly everything cancels. Find the gradient "
        "of $E=-\\sum_ky_k\\log p_k$, $p=\\mathrm{softmax}(z)$, with respect to the *scores* $z$, and write "
        "`softmax_cross_entropy_gradient(z, y)` for one sample `(K,)` or a batch `(N, K)`, per sample (no "
        "mean over the batch). The entries of each $y$ add up to 1. Scores reach ±1e4, and there is no "
        "warning. You may call your own `softmax`."
    ),
    reference=softmax_cross_entropy_gradient,
    cases=_fused_cases,
    measure=_measured_fused,
    needs=("softmax",),
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "sign",
            "y − p: the sign is turned",
            lambda z, y: y - _p(z),
            "It is the direction in which to move; the gradient points uphill.",
            "Where p is above y, the loss grows with z, so the slope is positive.",
            "If the score of a wrong class rises, does the loss rise or fall?",
        ),
        Mistake(
            "scores",
            "z − y: the scores instead of the probabilities",
            lambda z, y: z - y,
            "z comes in, and the formula wants p = softmax(z).",
            "The entries don't add up to 0, and those of p − y do.",
            "Which function turns z into p?",
        ),
        Mistake(
            "true_class_lost",
            "p (1 − y): the true class is multiplied away",
            lambda z, y: _p(z) * (1 - y),
            "It is right for every class with y = 0, and the true class gets no slope at all.",
            "For a one-hot y the entry of the true class is 0, and it should be negative.",
            "What is left for the true class: a product, or a difference?",
        ),
        Mistake(
            "slope_too_much",
            "(p − y) p (1 − p): a sigmoid's slope is multiplied in",
            lambda z, y: (_p(z) - y) * _p(z) * (1 - _p(z)),
            "For squared error a slope is due. Here the Jacobian has been used up in the collapse.",
            "Where p is far off and certain, the gradient nearly vanishes; it should be largest.",
            "What is left of the Jacobian after the collapse?",
        ),
        Mistake(
            "diagonal_only",
            "the Jacobian's diagonal alone",
            lambda z, y: -y * (1 - _p(z)),
            "Only the true class gets a gradient; the others share the denominator with it.",
            "The wrong classes' entries are 0, and their measured slopes aren't.",
            "What does raising a wrong class's score do to the loss?",
            also=(lambda z, y: _quiet(lambda: -y / _p(z) * _p(z) * (1 - _p(z))),),
        ),
        Mistake(
            "mean",
            "(p − y) / N: a mean over the batch",
            lambda z, y: (_p(z) - y) / (len(z) if np.ndim(z) == 2 else 1),
            "The mean is taken where weight gradients are formed. δ is per sample.",
            "For one sample it is right; for a batch everything is N times too small.",
            "Is a mean asked for here?",
        ),
        Mistake(
            "with_respect_to_p",
            "−y / p: the derivative with respect to the probabilities",
            lambda z, y: -y / np.maximum(_p(z), 1e-300),
            "That is the first factor of the chain. The Jacobian still has to be multiplied in.",
            "For a one-hot y all entries but one are 0.",
            "With respect to what is the derivative taken: p or z?",
            also=(
                lambda z, y: _quiet(lambda: -y / _p(z)),
                lambda z, y: -y / (_p(z) + 1e-12),
                lambda z, y: -y / np.maximum(_p(z), 1e-12),
            ),
        ),
        Mistake(
            "sigmoid",
            "σ(z) − y: the sigmoid instead of softmax",
            lambda z, y: _quiet(lambda: 1 / (1 + np.exp(-z))) - y,
            "That is the gradient of a sigmoid with binary cross-entropy.",
            "The entries don't add up to 0.",
            "Do the classes share one whole, or is each a yes or no of its own?",
        ),
        Mistake(
            "over_everything",
            "softmax over the whole batch at once",
            lambda z, y: np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z))) - y,
            "Without an axis the sum runs over all samples: right for one, wrong for a batch.",
            "The rows don't add up to 0.",
            "Along which axis stand the probabilities of one sample?",
        ),
        Mistake(
            "averaged",
            "one row for the whole batch: the mean over the samples",
            lambda z, y: (_p(z) - y).mean(axis=0) if np.ndim(z) == 2 else _p(z) - y,
            "The mean is taken where weight gradients are formed. δ is per sample.",
            "For a batch (N, K) the result has the shape (K,).",
            "How many rows does the next step back need?",
        ),
        Mistake(
            "wrong_axis",
            "softmax down the columns, over the samples",
            lambda z, y: _down(z) - y,
            "axis=0 is the first axis. For one sample it is the last one too, so nothing shows.",
            "The rows don't add up to 0.",
            "Which axis holds the classes?",
        ),
        Mistake(
            "softmax_of_y",
            "softmax of y as well",
            lambda z, y: _p(z) - _p(y),
            "y is a distribution already; softmax would flatten it.",
            "Where p equals y the gradient isn't 0.",
            "Which of the two are scores?",
        ),
        Mistake(
            "softmax_of_difference",
            "softmax(z − y): y subtracted from the scores",
            lambda z, y: _p(z - y),
            "Scores and probabilities are different things; the difference is taken of p and y.",
            "Every entry is positive, so every score would fall.",
            "In which order are the two steps taken?",
        ),
        Mistake(
            "hard",
            "the chosen class instead of the probabilities",
            lambda z, y: (z == np.max(z, -1, keepdims=True)) - y,
            "argmax decides; the gradient needs to know how sure the network is.",
            "Where the right class is only slightly ahead the gradient is 0 already.",
            "Which values can p take?",
            also=(lambda z, y: np.eye(z.shape[-1])[np.argmax(z, -1)] - y,),
        ),
    ),
    hints=(
        "In the sum over i, −y_i/p_i meets p_i(1 − p_j) for i = j, and −p_i p_j for all others. What cancels in each term?",
        "What is left is −y_j + p_j · (the sum of all y_i). What is that sum?",
        "Two steps: p from z by your softmax, then one difference. Which of the two has the plus sign?",
    ),
    symptoms=(
        ("the loss goes up", "Is it y − p?"),
        (
            "right for one sample, wrong for a batch",
            "Does softmax sum along the last axis?",
        ),
    ),
    taught="The gradient with respect to the scores",
    another_way="Each row adds up to 0: what one class loses, the others gain. Every implementation can be checked by it.",
)
