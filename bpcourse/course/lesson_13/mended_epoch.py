"""Lesson 13: the exercise `mended_epoch`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng


def mended_epoch(w, X, t, eta, batch_size):
    """The weights (n,) of a linear unit after one epoch in batches: the code below, mended.

    `X` is (N, n), `t` (N,), taken in order, `batch_size` at a time; the loss of a batch is the
    mean of half the squared errors.
    """
    for start in range(0, len(X), batch_size):
        x, y = X[start : start + batch_size], t[start : start + batch_size]
        change = -eta * x.T @ (x @ w - y) / len(x)
        w = w + change
    return w


_EPOCH_STARTER = """
    for start in range(0, len(X) - batch_size, batch_size):
        x, y = X[start : start + batch_size], t[start : start + batch_size]
        change = -eta * x.T @ (x @ w - y) / batch_size
        w -= change
    return w
"""


def _epoch(all_: bool, sign: bool, mean: bool) -> Callable[..., Any]:
    """The epoch with some of its faults mended."""

    def epoch(w, X, t, eta, batch_size):
        for start in range(0, len(X) - (0 if all_ else batch_size), batch_size):
            x, y = X[start : start + batch_size], t[start : start + batch_size]
            size = len(x) if mean else batch_size
            change = -eta * x.T @ (x @ w - y) / size
            w = w + change if sign else w - change
        return w + 0.0

    return epoch


def _epoch_cases(rng: Rng) -> Iterator[Case]:
    X = np.array([[1.0], [2.0], [1.0]])
    yield Case((np.array([0.0]), X, np.array([2.0, 2.0, 4.0]), 0.1, 2))
    for n, features, size in ((6, 3, 2), (11, 2, 4), (7, 4, 3), (5, 2, 8), (4, 2, 1)):
        X, w = rng.normal(size=(n, features)), rng.normal(size=features)
        show = f"w of shape {w.shape}, X of shape {X.shape}, t, 0.1, batch_size {size}"
        yield Case((w, X, rng.normal(size=n) + 2, 0.1, size), show=show)


def _epoch_by_slopes(case: Case) -> Measured:
    w, X, t, eta, size = case.args
    for start in range(0, len(X), size):
        x, y = X[start : start + size], t[start : start + size]
        slope = np.zeros_like(w)
        for j in range(len(w)):
            h = np.zeros_like(w)
            h[j] = 1e-5
            up, down = (np.mean((x @ v - y) ** 2) / 2 for v in (w + h, w - h))
            slope[j] = (up - down) / 2e-5
        w = w - eta * slope
    return Measured("the same epoch with slopes measured by central differences", w)


def _moves(w, X, t, eta, size):
    """What each batch would change, with all gradients at the w that came in."""
    cuts = [slice(start, start + size) for start in range(0, len(X), size)]
    return [mended_epoch(w, X[cut], t[cut], eta, size) - w for cut in cuts]


def _over(w, X, t, eta, size, count):
    for start in range(0, len(X), size):
        x, y = X[start : start + size], t[start : start + size]
        w = w - eta * x.T @ (x @ w - y) / count
    return w


EXERCISE = Exercise(
    title="Find four faults",
    statement=(
        "**This code runs and is wrong: find and correct it.** It was written after D2, for one epoch "
        "of mini-batch descent on a linear unit $o=x\\cdot w$, and it has four faults: the loss "
        "*rises*; some samples are never used; once those are used, they are used in the wrong "
        "measure; and whoever calls it finds that their own `w` has changed. Don't read first: "
        "*measure*. Which loss, which `w`, which samples could show each fault?"
    ),
    reference=mended_epoch,
    cases=_epoch_cases,
    measure=_epoch_by_slopes,
    starter=_EPOCH_STARTER,
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "as_given",
            "the numbers of the code as it was given: sign, samples and measure are still wrong",
            _epoch(False, False, False),
            "It runs, and it returns numbers of the right shape.",
            "For one feature and three samples, w moves away from the targets.",
            "Compute the loss before and after. Which way does it go?",
        ),
        Mistake(
            "only_sign",
            "the sign mended; the last batch is still never used",
            _epoch(False, True, False),
            "The loss falls now. range stops before the last batch starts.",
            "Change the last sample's target: your result stays the same.",
            "Which starts does range(0, N - batch_size, batch_size) give for N = 6, batch_size = 2?",
        ),
        Mistake(
            "only_range",
            "all samples used; the sign is still D2's",
            _epoch(True, False, False),
            "change carries the minus already, and w -= change takes it away again (D2-18).",
            "The loss rises with every batch.",
            "Is change a gradient, or an update?",
        ),
        Mistake(
            "range_and_mean",
            "all samples used in the right measure; the sign is still D2's",
            _epoch(True, False, True),
            "change carries the minus already, and w -= change takes it away again (D2-18).",
            "The loss rises with every batch.",
            "Is change a gradient, or an update?",
        ),
        Mistake(
            "not_the_mean",
            "a last batch that is divided by batch_size, and is smaller",
            _epoch(True, True, False),
            "A mean divides by the number of its samples, and the last batch has fewer.",
            "With 3 samples in batches of 2 the last gradient is halved.",
            "How many samples are in x?",
        ),
        Mistake(
            "old_w",
            "every batch's gradient taken at the old w",
            lambda w, X, t, eta, size: w + sum(_moves(w, X, t, eta, size)),
            "Each step begins where the last one has ended. That is what makes the epoch fast.",
            "With one batch it is right; with more the steps don't know of each other.",
            "Which w does the second batch's x @ w use?",
        ),
        Mistake(
            "full_batch",
            "one step with all samples",
            lambda w, X, t, eta, size: mended_epoch(w, X, t, eta, len(X)),
            "Then batch_size makes no difference.",
            "With batch_size 2 and three samples there should be two steps.",
            "How many steps does an epoch have?",
        ),
        Mistake(
            "only_last_batch",
            "a copy made in the loop, so that the last batch alone counts",
            lambda w, X, t, eta, size: w + _moves(w, X, t, eta, size)[-1],
            "In each round the copy is made again, of the w that came in.",
            "What the batches before it have learnt is lost.",
            "Where does the copy belong: in the loop, or before it?",
        ),
        Mistake(
            "drops_rest",
            "a last batch left out, where it isn't full",
            lambda w, X, t, eta, size: mended_epoch(
                w, X[: len(X) // size * size], t[: len(X) // size * size], eta, size
            ),
            "range(0, N − B + 1, B) stops before a batch that isn't full.",
            "Of three samples in batches of 2 the third one is never used.",
            "Which start has the last batch?",
        ),
        Mistake(
            "two_epochs",
            "two epochs instead of one",
            lambda w, X, t, eta, size: mended_epoch(
                mended_epoch(w, X, t, eta, size), X, t, eta, size
            ),
            "Perhaps a second loop was added.",
            "Every sample is used twice.",
            "How often does your function go through the samples?",
        ),
        Mistake(
            "over_inputs",
            "divided by the number of inputs, and not of samples",
            lambda w, X, t, eta, size: _over(w, X, t, eta, size, X.shape[1]),
            "The mean is taken over the samples of the batch.",
            "For one feature every step is as long as a sum.",
            "Which of x's two lengths counts the samples?",
        ),
        Mistake(
            "over_all",
            "divided by all samples, and not by the batch's",
            lambda w, X, t, eta, size: _over(w, X, t, eta, size, len(X)),
            "The loss of a batch is a mean over its own samples.",
            "With three samples in batches of 2, the first step is a third too short.",
            "How many samples are in this batch?",
        ),
    ),
    hints=(
        "Four questions: does the loss fall? Does every sample matter? Does a small batch count "
        "correctly? Is the caller's w what it was?",
        "Look at the end of the range, at the divisor, at the sign of change, and at -=, which works "
        "in place.",
        "for start in range(0, len(X), batch_size): … / len(x), then w = w + change",
    ),
    symptoms=(
        ("the loss goes up", "change contains its minus sign. Add it."),
        (
            "my w has changed",
            "w -= … writes into the caller's array; w = w + … makes a new one.",
        ),
        (
            "right only if the size divides",
            "Is the last batch divided by its own size?",
        ),
    ),
    taught="Third story",
    another_way=(
        "Name an update `change` and a gradient `gradient`, never either of them `delta_w`: a "
        "gradient is subtracted, an update is added, and the name tells which."
    ),
)
