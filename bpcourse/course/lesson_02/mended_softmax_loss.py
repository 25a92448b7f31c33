"""Lesson 02: the exercise `mended_softmax_loss`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng


def mended_softmax_loss(z, y):
    """`(E, dz)` of each sample, (N,) and (N, K): the code below, mended."""
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    p = e / np.sum(e, axis=-1, keepdims=True)
    E = -np.sum(y * np.log(p), axis=-1)
    return E, p - y


_STARTER = """
    e = np.exp(z - np.max(z))
    p = e / np.sum(e, axis=-1, keepdims=True)
    E = -np.log(np.sum(y * p, axis=-1))
    return E, p - y
"""


def _cases(rng: Rng) -> Iterator[Case]:
    """A shared target first, then rows far apart; each hides the other fault."""
    yield Case((np.array([[1.0, 2.0, 3.0]]), np.array([[0.0, 0.25, 0.75]])))
    yield Case((np.array([[1.0, 2.0], [1001.0, 1003.0]]), np.eye(2)))
    for n, k in ((4, 3), (3, 5), (2, 2)):
        z = rng.normal(0, 3, size=(n, k)) + rng.choice(
            [-3000.0, 0.0, 3000.0], size=(n, 1)
        )
        y = rng.uniform(0.05, 1, size=(n, k))
        y /= y.sum(axis=1, keepdims=True)
        yield Case((z, y), show=f"z and y of shape ({n}, {k})")


def _row(z: Any) -> Any:
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def _batch(z: Any) -> Any:
    with np.errstate(invalid="ignore"):
        e = np.exp(z - np.max(z))
        return e / np.sum(e, axis=-1, keepdims=True)


def _log(p: Any) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(p)


def _with(
    p: Callable[[Any], Any] = _row,
    E: Callable[..., Any] = lambda p, y: -np.sum(y * _log(p), axis=-1),
    dz: Callable[..., Any] = lambda p, y: p - y,
) -> Callable[..., Any]:
    """`mended_softmax_loss` with a part exchanged."""

    def answer(z: Any, y: Any) -> Any:
        probabilities = p(z)
        with np.errstate(invalid="ignore"):
            return E(probabilities, y), dz(probabilities, y)

    return answer


def _log_of_sum(p: Any, y: Any) -> Any:
    return -_log(np.sum(y * p, axis=-1))


def _plain(z: Any) -> Any:
    with np.errstate(over="ignore", invalid="ignore"):
        e = np.exp(z)
        return e / np.sum(e, axis=-1, keepdims=True)


EXERCISE = Exercise(
    title="Find two faults",
    statement=(
        "**The code in the cell below runs and is wrong: find and correct it.** For a batch, `z` and `y` `(N, K)`, it "
        "should return `(E, dz)`: the cross-entropy after softmax of each sample, `(N,)`, and its gradient with respect "
        "to the scores, `(N, K)`, per sample. Its author tested it with scores near 0 and one-hot targets, and every "
        "number was right. It has two faults. Yours is right for rows of scores that lie thousands apart "
        "(within a row they differ by 50 at most), and for targets that are probabilities. Don't read "
        "first: *measure*. Which data could tell? Each row of a batch has to give what it gives alone; and "
        "`central_gradient` of the loss of one row measures its `dz`."
    ),
    reference=mended_softmax_loss,
    cases=_cases,
    starter=_STARTER,
    parts=("E", "dz"),
    taught="Why minus the logarithm",
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "as_given",
            "the code as it was given",
            _with(p=_batch, E=_log_of_sum),
            "The author's data hide both faults: rows of one size, and one-hot targets.",
            "For y = (0, 0.25, 0.75) E is too small. With rows near 0 and near 1000 the first one is nan.",
            "Which data haven't been tried?",
        ),
        Mistake(
            "only_shift_mended",
            "one fault mended, the one in the shift; E is still off",
            _with(E=_log_of_sum),
            "The probabilities are right for every row now. For a one-hot y the sum has one term, and its place doesn't matter.",
            "For y = (0, 0.25, 0.75) E is too small.",
            "Is it the logarithm of a sum, or a sum of logarithms?",
        ),
        Mistake(
            "only_log_mended",
            "one fault mended, the one in E; the shift is still off",
            _with(p=_batch),
            "E is right for rows of one size. The largest score of the batch is subtracted from every row.",
            "With one row near 0 and one near 1000, every exponential of the first is 0, and 0/0 is nan.",
            "Which score has to be subtracted from a row, so that its own largest exponential is 1?",
        ),
        Mistake(
            "no_shift",
            "no shift at all",
            _with(p=_plain),
            "The shift was the right idea; it stood there once for the whole batch.",
            "For scores near 1000 it gives nan.",
            "What does np.exp(1000) give?",
        ),
        Mistake(
            "mean_loss",
            "one number E for the batch, the mean",
            _with(E=lambda p, y: np.mean(-np.sum(y * _log(p), axis=-1))),
            "The mean comes later, where the gradients of weights are formed.",
            "One number comes back for N samples.",
            "Which axis should be gone after the sum?",
        ),
        Mistake(
            "summed_loss",
            "one number E for the batch, the sum",
            _with(E=lambda p, y: -np.sum(y * _log(p))),
            "Without an axis np.sum adds up everything.",
            "One number comes back for N samples.",
            "Along which axis do the classes stand?",
        ),
        Mistake(
            "loss_over_samples",
            "E added up over the samples, one number per class",
            _with(E=lambda p, y: -np.sum(y * _log(p), axis=0)),
            "axis=0 runs down the column, over the samples.",
            "It has K entries, and there are N samples.",
            "Along which axis do the classes stand?",
        ),
        Mistake(
            "largest_only",
            "−log p of the largest y: y taken for one-hot",
            _with(
                E=lambda p, y: (
                    -_log(np.take_along_axis(p, np.argmax(y, -1)[:, None], -1)[:, 0])
                )
            ),
            "For a one-hot y it is the same. Here y shares its whole among several classes.",
            "For y = (0, 0.25, 0.75) one of two terms is missing, and the other isn't weighted.",
            "Which terms has the formula where two classes have y > 0?",
        ),
        Mistake(
            "logarithm_of_products",
            "−Σ log(y p): y inside the logarithm",
            _with(E=lambda p, y: -np.sum(_log(y * p), axis=-1)),
            "y weighs the logarithm; it doesn't stand in it.",
            "Where y has a 0 it gives infinity.",
            "Which of the two stands before the logarithm?",
        ),
        Mistake(
            "sign",
            "E without its minus",
            _with(E=lambda p, y: np.sum(y * _log(p), axis=-1)),
            "The logarithm of a probability is negative, and a loss isn't.",
            "E is negative.",
            "Which sign has log 0.3?",
        ),
        Mistake(
            "gradient_divided",
            "dz divided by N",
            _with(dz=lambda p, y: (p - y) / len(p)),
            "The line with dz was right as it stood: per sample.",
            "E is right. dz is N times too small.",
            "Is a mean over the batch asked for?",
        ),
        Mistake(
            "gradient_turned",
            "dz = y − p: the sign is turned",
            _with(dz=lambda p, y: y - p),
            "The line with dz was right as it stood.",
            "E is right. A step against this gradient climbs.",
            "Does E grow when the score of a wrong class grows?",
        ),
    ),
    hints=(
        "Two tests that the author didn't make: one row of scores near 0 beside one near 1000, and a target such as (0, 0.25, 0.75). "
        "What comes out for each?",
        "First fault: np.max has no axis, so one number is subtracted from all rows. Second: write E for two classes with y > 0, on paper. "
        "Where does the logarithm stand?",
        "e = np.exp(z - np.max(z, axis=-1, keepdims=True))\nE = -np.sum(y * np.log(p), axis=-1)",
    ),
    symptoms=(
        ("nan", "Is the largest score taken of each row, or of the whole batch?"),
        (
            "right for one-hot targets only",
            "Is your logarithm inside the sum over the classes?",
        ),
    ),
    another_way=(
        "log p itself needs no division: z − max z − log Σ exp(z − max z), a row at a time, and E = −Σ y log p "
        "stays finite however far the scores of a row are apart."
    ),
)
