"""Lesson 10: the exercise `mean_pool_backward`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.gradcheck import complex_gradient

from .shared import blocks, case, spread, strided


def mean_pool_backward(delta, k):
    """dE/dX, (N, H' k, W' k, C), per sample, where each output is its block's mean.

    `delta` is (N, H', W', C); a block has k x k pixels.
    """
    shares = delta / k**2
    return shares.repeat(k, axis=1).repeat(k, axis=2)


def _cases(rng: Rng) -> Iterator[Case]:
    delta = np.array([[4.0, -8.0]]).reshape(1, 1, 2, 1)
    yield case((delta, 2), delta=delta, k=2)
    for shape, k in (((2, 2, 3, 2), 3), ((3, 3, 2, 1), 2), ((2, 2, 2, 3), 1)):
        delta = rng.normal(size=shape)
        yield case((delta, k), delta=delta, k=k)
    delta = strided(rng.normal(size=(2, 3, 2, 2)))
    yield case((delta, 4), delta=delta, k=4)


def _measured(case: Case) -> Measured:
    delta, k = case.args
    N, H, width, C = delta.shape
    loss = lambda X: (blocks(X, k).mean(axis=(2, 4)) * delta).sum()
    found = complex_gradient(loss, np.zeros((N, H * k, width * k, C)))
    return Measured("slopes of each sample's E by a complex step", found)


def _first(delta: Any, k: int) -> Any:
    dX = np.zeros_like(spread(delta, k))
    dX[:, ::k, ::k] = delta
    return dX


EXERCISE = Exercise(
    title="Back through a mean",
    statement=(
        "Mean pooling keeps the mean of each block of `k` × `k` pixels. Write `mean_pool_backward(delta, k)`: from `delta` "
        "`(N, H', W', C)`, the gradient with respect to its output, the gradient of each sample's $E$ with respect to the pixels, "
        "`(N, H' k, W' k, C)`. Why doesn't it need to know the pixels?"
    ),
    reference=mean_pool_backward,
    cases=_cases,
    measure=_measured,
    taught="Pooling",
    points=2,
    minutes=4,
    mistakes=(
        Mistake(
            "not_divided",
            "the whole delta to every pixel",
            lambda delta, k: spread(delta, k),
            "When one pixel grows by d, the mean of the block grows by less.",
            "With k = 1 it agrees.",
            "How much does a mean of nine numbers move when one of them grows by 1?",
        ),
        Mistake(
            "divided_by_side",
            "divided by k instead of the number of pixels",
            lambda delta, k: spread(delta, k) / k,
            "A block has k × k pixels.",
            "With k = 1 it agrees.",
            "Of how many numbers is the mean?",
        ),
        Mistake(
            "divided_twice",
            "divided by the number of pixels twice",
            lambda delta, k: spread(delta, k) / k**4,
            "One mean, one division.",
            "With k = 1 it agrees.",
            "How often do you divide?",
        ),
        Mistake(
            "tiled",
            "the deltas tiled over the image (np.tile for np.repeat)",
            lambda delta, k: np.tile(delta, (1, k, k, 1)) / k**2,
            "np.tile repeats the whole picture; np.repeat repeats each entry beside itself.",
            "With one block, or k = 1, it agrees.",
            "Which block does pixel (0, 1) belong to?",
        ),
        Mistake(
            "first_pixel",
            "the whole delta to the first pixel of its block",
            _first,
            "Every pixel has a part in the mean.",
            "The measured slopes of a block are all equal.",
            "Which pixels move the mean?",
        ),
        Mistake(
            "first_pixel_share",
            "a share to the first pixel of each block, none to the others",
            lambda delta, k: _first(delta, k) / k**2,
            "Every pixel has a part in the mean.",
            "The measured slopes of a block are all equal.",
            "Which pixels move the mean?",
        ),
        Mistake(
            "rows_only",
            "repeated along the rows only",
            lambda delta, k: delta.repeat(k, axis=1) / k**2,
            "A block has k rows and k columns.",
            "The result is too narrow.",
            "How wide was the image?",
        ),
        Mistake(
            "columns_only",
            "repeated along the columns only",
            lambda delta, k: delta.repeat(k, axis=2) / k**2,
            "A block has k rows and k columns.",
            "The result isn't high enough.",
            "How high was the image?",
        ),
        Mistake(
            "channels_repeated",
            "repeated along columns and channels",
            lambda delta, k: delta.repeat(k, axis=2).repeat(k, axis=3) / k**2,
            "The axes of places are 1 and 2.",
            "The result has k times too many channels.",
            "Which axes are rows and columns?",
        ),
        Mistake(
            "batch_mean",
            "divided by N as well",
            lambda delta, k: spread(delta, k) / k**2 / len(delta),
            "dX is per sample; the mean is taken where weights and biases are concerned.",
            "With one sample it agrees.",
            "Does sample 1 know of sample 2 here?",
        ),
        Mistake(
            "not_back",
            "the shares, not yet put back into the image",
            lambda delta, k: delta / k**2,
            "The gradient has the shape of the image.",
            "With k = 1 it agrees.",
            "How many pixels has a block?",
        ),
        Mistake(
            "all_pixels",
            "divided by the number of pixels of the whole image",
            lambda delta, k: spread(delta, k) / (delta[0, :, :, 0].size * k**2),
            "Each mean is over one block.",
            "With one block it agrees.",
            "Of how many numbers is the mean?",
        ),
    ),
    hints=(
        "Push one pixel of a block by very little. By how much does the block's mean move?",
        "By the same part for every pixel, whatever the pixels are. So each pixel of a block gets the same share of the block's delta.",
        "np.repeat(share, k, axis=1), and again along axis 2, with share = delta / k².",
    ),
    symptoms=(
        ("the shares stand in the wrong places", "np.tile or np.repeat?"),
        ("off by a factor", "Of how many numbers is each mean?"),
    ),
    another_way="np.kron(delta, np.ones((1, k, k, 1))) / k**2 is the same; and a convolution whose weights are all 1/k², with stride k, has this input gradient.",
)
