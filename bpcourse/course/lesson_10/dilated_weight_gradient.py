"""Lesson 10: the exercise `dilated_weight_gradient`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.gradcheck import complex_gradient

from .shared import case, cut, heard, strided


def dilated_weight_gradient(X, delta, k, gap):
    """dE/dW, (k, k, C_in, C_out), for patches whose pixels lie `gap` apart; stride 1.

    `X` is (N, H, W, C_in), `delta` (N, H', W', C_out) per sample,
    H' = H - (k - 1) gap and W' = W - (k - 1) gap.
    """
    N, high, wide, _ = delta.shape
    dW = np.empty((k, k, X.shape[3], delta.shape[3]))
    for i in range(k):
        for j in range(k):
            met = X[:, i * gap : i * gap + high, j * gap : j * gap + wide]
            dW[i, j] = np.tensordot(met, delta, axes=((0, 1, 2), (0, 1, 2))) / N
    return dW


def _cases(rng: Rng) -> Iterator[Case]:
    X = np.arange(12.0).reshape(1, 3, 4, 1)
    delta = np.array([[1.0, -2.0]]).reshape(1, 1, 2, 1)
    yield case((X, delta, 2, 2), X=X, delta=delta, k=2, gap=2)
    settings = (
        (2, 7, 6, 3, 2, 3, 2),
        (3, 8, 9, 2, 2, 2, 3),
        (1, 6, 5, 2, 3, 3, 1),
        (3, 4, 5, 2, 2, 1, 2),
        (4, 7, 9, 1, 2, 3, 3),
    )
    for at, (N, H, width, c, d, k, gap) in enumerate(settings):
        X = rng.normal(size=(N, H, width, c))
        X = strided(X) if at == 1 else X
        less = (k - 1) * gap
        delta = rng.normal(size=(N, H - less, width - less, d))
        yield case((X, delta, k, gap), X=X, delta=delta, k=k, gap=gap)


def _measured(case: Case) -> Measured:
    X, delta, k, gap = case.args
    P = cut(X, k, 1, gap)
    loss = lambda W: (np.einsum("nhwijc,ijcd->nhwd", P, W) * delta).sum() / len(X)
    start = np.zeros((k, k, X.shape[3], delta.shape[3]))
    return Measured("slopes by a complex step", complex_gradient(loss, start))


def _right(X: Any, delta: Any, k: int, gap: int) -> Any:
    return heard(cut(X, k, 1, gap), delta)


def _over(P: Any, delta: Any) -> Any:
    """Patches and deltas as far as both reach."""
    high, wide = min(P.shape[1], delta.shape[1]), min(P.shape[2], delta.shape[2])
    return heard(P[:, :high, :wide], delta[:, :high, :wide])


def _gaps(rows: int, columns: int) -> Any:
    """A wrong version with the gap in rows or in columns only."""

    def wrong(X: Any, delta: Any, k: int, gap: int) -> Any:
        _, high, wide, _ = delta.shape
        dW = np.empty((k, k, X.shape[3], delta.shape[3]))
        for i, j in np.ndindex(k, k):
            top, left = i * (gap if rows else 1), j * (gap if columns else 1)
            met = X[:, top : top + high, left : left + wide]
            dW[i, j] = np.einsum("nhwc,nhwd->cd", met, delta) / len(X)
        return dW

    return wrong


def _places_mean(X: Any, delta: Any, k: int, gap: int) -> Any:
    return _right(X, delta, k, gap) / (delta.shape[1] * delta.shape[2])


EXERCISE = Exercise(
    title="A kernel with gaps",
    statement=(
        "A *dilated* convolution looks at a larger part of the image with as few weights: the pixels of a patch lie `gap` "
        "apart, in rows and in columns. The output at place (r, c) reads the pixels in the rows r, r + gap, r + 2 gap, …, and "
        "likewise in columns, `k` of each; with `gap` 1 it is the convolution that you know. The stride is 1, so there are "
        "$H'=H-(k-1)\\,\\mathrm{gap}$ rows of places, and columns likewise. Write `dilated_weight_gradient(X, delta, k, gap)`, in the shape "
        "and with the means of `conv_weight_gradient`. A complex step on a forward pass of yours tells when you are right."
    ),
    reference=dilated_weight_gradient,
    cases=_cases,
    measure=_measured,
    transfer=True,
    needs=("patches", "conv_weight_gradient", "weight_gradient"),
    taught="Yours alone",
    points=4,
    minutes=12,
    mistakes=(
        Mistake(
            "no_gap",
            "the gap isn't used: neighbouring pixels",
            lambda X, delta, k, gap: _over(cut(X, k), delta),
            "W[0, 1] met the pixel `gap` to the right, not the next one.",
            "With gap 1 it agrees.",
            "Which pixel does W[0, 1] meet at place (0, 0)?",
        ),
        Mistake(
            "gap_as_stride",
            "the gap taken for a stride: whole patches that lie further apart",
            lambda X, delta, k, gap: _over(cut(X, k, gap), delta),
            "A stride moves the patch. The gap lies inside it.",
            "With gap 1 it agrees.",
            "Where do the patches of neighbouring places begin?",
        ),
        Mistake(
            "gap_too_large",
            "one pixel too far: the gap taken for the number of pixels left out",
            lambda X, delta, k, gap: _over(
                cut(np.pad(X, ((0, 0), (0, k), (0, k), (0, 0))), k, 1, gap + 1), delta
            ),
            "`gap` is a distance: with 1 the pixels are neighbours.",
            "With gap 1 it should be the ordinary convolution.",
            "Which pixel does W[0, 1] meet with gap 1?",
        ),
        Mistake(
            "rows_only",
            "the gap in rows only",
            _gaps(1, 0),
            "The pixels of a patch lie apart in columns too.",
            "With gap 1 it agrees.",
            "Which pixel does W[0, 1] meet?",
        ),
        Mistake(
            "columns_only",
            "the gap in columns only",
            _gaps(0, 1),
            "The pixels of a patch lie apart in rows too.",
            "With gap 1 it agrees.",
            "Which pixel does W[1, 0] meet?",
        ),
        Mistake(
            "no_mean",
            "the sum over the samples, without 1/N",
            lambda X, delta, k, gap: _right(X, delta, k, gap) * len(X),
            "E of a batch is the mean over its samples.",
            "With one sample it agrees.",
            "Over what is E a mean?",
        ),
        Mistake(
            "mean_over_places",
            "the mean over samples and places",
            _places_mean,
            "A weight is used at every place, and each use adds to its gradient.",
            "It is smaller than the measured slope, by the number of places.",
            "Over what is E a mean?",
        ),
        Mistake(
            "turned",
            "the gradient turned by 180°",
            lambda X, delta, k, gap: _right(X, delta, k, gap)[::-1, ::-1],
            "The half turn belongs to the gradient of the image.",
            "With k = 1 it agrees.",
            "Which pixel of the patch did W[0, 0] meet?",
        ),
        Mistake(
            "transposed",
            "rows and columns of the kernel exchanged",
            lambda X, delta, k, gap: _right(X, delta, k, gap).swapaxes(0, 1),
            "dW[i, j] belongs to row i and column j of the patch.",
            "The shape can't tell it.",
            "Which axis of your patches is the row?",
        ),
        Mistake(
            "channels_exchanged",
            "(k, k, C_out, C_in): the two channel axes exchanged",
            lambda X, delta, k, gap: _right(X, delta, k, gap).swapaxes(2, 3),
            "dW has the shape of W.",
            "With as many channels in as out the shape can't tell it.",
            "Which of your two factors brings which channel?",
        ),
        Mistake(
            "spread_kernel",
            "a kernel with its gaps filled by zeros: too large",
            lambda X, delta, k, gap: _filled(X, delta, k, gap),
            "The weights between don't exist; only k × k of them are asked for.",
            "With gap 1 it agrees.",
            "What shape has W?",
        ),
        Mistake(
            "last_place",
            "the last place only: = instead of +=",
            lambda X, delta, k, gap: heard(
                cut(X, k, 1, gap)[:, -1:, -1:], delta[:, -1:, -1:]
            ),
            "The weight is used at every place, and the parts add up.",
            "Where there is one place only it agrees.",
            "Is there a = that should be +=?",
        ),
    ),
    hints=(
        "Write the forward pass first, for one output channel. Which pixels does the weight W[i, j] meet, over all places together? They form a part of the image, in one piece.",
        "Over all places, W[i, j] meets an image as large as delta that begins `gap` times i rows down and `gap` times j columns to the right. Its gradient is the sum of products with delta.",
        "Two loops over i and j, a slice of X as large as delta, and np.tensordot (or einsum) over samples, rows and columns; divided by the number of samples.",
    ),
    symptoms=(
        (
            "right for gap 1 only",
            "Where does the part of the image begin that W[1, 1] met?",
        ),
        ("could not broadcast", "The slice must be as high and as wide as delta."),
    ),
    another_way="conv_weight_gradient for the large kernel of side (k − 1) gap + 1, of which only every gap-th row and column is kept.",
)


def _filled(X: Any, delta: Any, k: int, gap: int) -> Any:
    large = heard(cut(X, (k - 1) * gap + 1), delta)
    kept = np.zeros_like(large)
    kept[::gap, ::gap] = large[::gap, ::gap]
    return kept
