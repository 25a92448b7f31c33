"""Lesson 10: the exercise `patches`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng

from .shared import case, cases_of, cut, positions, small


def patches(X, k, stride=1):
    """Every patch of k x k pixels, (N, H', W', k, k, C); only those that lie inside.

    `X` is (N, H, W, C). Entry [n, r, c] is the patch of sample n whose upper left
    pixel stands at row r * stride, column c * stride.
    """
    rows = (X.shape[1] - k) // stride + 1
    columns = (X.shape[2] - k) // stride + 1
    P = np.zeros((len(X), rows, columns, k, k, X.shape[3]))
    for r in range(rows):
        for c in range(columns):
            top, left = r * stride, c * stride
            P[:, r, c] = X[:, top : top + k, left : left + k]
    return P


def _cases(rng: Rng) -> Iterator[Case]:
    X = small()[0]
    yield case((X, 2), X=X, k=2)
    for X, _, _, _, k, stride in cases_of(rng):
        yield case((X, k, stride), X=X, k=k, stride=stride)


def _looked_up(case: Case) -> Measured:
    X, k, stride = (*case.args, 1)[:3]
    N, H, width, C = X.shape
    P = np.empty((N, positions(H, k, stride), positions(width, k, stride), k, k, C))
    for n, r, c, i, j, channel in np.ndindex(*P.shape):
        P[n, r, c, i, j, channel] = X[n, r * stride + i, c * stride + j, channel]
    return Measured("pixels looked up one by one", P)


def _square_only(X: Any, k: int, stride: int = 1) -> Any:
    rows = positions(X.shape[1], k, stride)
    P = np.zeros((len(X), rows, rows, k, k, X.shape[3]))
    for r, c in np.ndindex(rows, rows):
        P[:, r, c] = X[:, r * stride : r * stride + k, c * stride : c * stride + k]
    return P


def _padded(X: Any, k: int, stride: int = 1) -> Any:
    p = k // 2
    return cut(np.pad(X, ((0, 0), (p, p), (p, p), (0, 0))), k, stride)


def _thinned(X: Any, k: int, stride: int = 1) -> Any:
    P = np.zeros_like(cut(X, k, stride))
    for r, c in np.ndindex(*P.shape[1:3]):
        top, left = r * stride, c * stride
        part = X[:, top : top + k : stride, left : left + k : stride]
        P[:, r, c, : part.shape[1], : part.shape[2]] = part
    return P


EXERCISE = Exercise(
    title="Cut an image into patches",
    statement=(
        "A batch of images is `X` `(N, H, W, C)`: samples, rows, columns, channels. Write `patches(X, k, stride=1)`, which "
        "cuts out every square of `k` × `k` pixels that lies inside, all channels of it. The result has six axes, "
        "`(N, H', W', k, k, C)`: `P[n, r, c]` is the patch of sample `n` whose upper left pixel stands in row "
        "`r * stride` and column `c * stride`. Rows and columns at the end that no whole patch reaches are left out."
    ),
    reference=patches,
    cases=_cases,
    measure=_looked_up,
    needs=("output_size",),
    taught="One image, many patches",
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "channels_first",
            "the channels before the pixels of the patch: (N, H', W', C, k, k)",
            lambda X, k, stride=1: cut(X, k, stride).transpose(0, 1, 2, 5, 3, 4),
            "`sliding_window_view` puts the axes of the window last, behind the channels.",
            "The last axis should be the channels', as in X.",
            "Which axes does your array have, one by one? `transpose` puts them in order.",
        ),
        Mistake(
            "no_stride",
            "all patches: the stride isn't used",
            lambda X, k, stride=1: cut(X, k),
            "With a stride of 2 only every second place counts, in rows and in columns.",
            "The shape is right for stride 1 only.",
            "Where does the patch of r = 1 begin?",
        ),
        Mistake(
            "stride_forgotten_inside",
            "as many patches as with the stride, cut side by side",
            lambda X, k, stride=1: cut(X, k)[
                :,
                : positions(X.shape[1], k, stride),
                : positions(X.shape[2], k, stride),
            ],
            "The number of patches knows the stride; the place where they begin doesn't.",
            "The shape is right. The second patch begins one pixel further, not `stride` pixels.",
            "Where does the patch of r = 1 begin?",
        ),
        Mistake(
            "transposed",
            "each patch with rows and columns exchanged",
            lambda X, k, stride=1: cut(X, k, stride).transpose(0, 1, 2, 4, 3, 5),
            "The shape can't tell it: a patch is square.",
            "The first patch of the smallest case should begin with the pixels 0 and 1.",
            "Does P[n, r, c, 0, 1] lie to the right of P[n, r, c, 0, 0] in X?",
        ),
        Mistake(
            "places_exchanged",
            "rows and columns of places exchanged: (N, W', H', …)",
            lambda X, k, stride=1: cut(X, k, stride).transpose(0, 2, 1, 3, 4, 5),
            "Rows come first, as in X.",
            "Square images hide it.",
            "Which loop is the outer one?",
        ),
        Mistake(
            "square_only",
            "as many columns of places as rows: square images only",
            _square_only,
            "Height and width have numbers of places of their own.",
            "The image of 3 × 4 pixels has 2 × 3 patches.",
            "From which length do you count the columns?",
        ),
        Mistake(
            "padded",
            "padded with zeros, so that patches stick out",
            _padded,
            "Padding is something that the caller may do first. Here only whole patches count.",
            "The result has more places than `output_size` says.",
            "Which pixels does your first patch hold?",
        ),
        Mistake(
            "flat",
            "each patch as one long row",
            lambda X, k, stride=1: cut(X, k, stride).reshape(
                len(X),
                positions(X.shape[1], k, stride),
                positions(X.shape[2], k, stride),
                -1,
            ),
            "For the product with the kernel that will be right. Here the six axes are asked for.",
            "The result has four axes.",
            "Leave the reshape to the next exercise.",
        ),
        Mistake(
            "places_flat",
            "all places in one axis: (N, H' W', k, k, C)",
            lambda X, k, stride=1: cut(X, k, stride).reshape(
                len(X), -1, k, k, X.shape[3]
            ),
            "Where a patch came from is needed again on the way back.",
            "The result has five axes.",
            "Write into P[:, r, c] instead of appending.",
        ),
        Mistake(
            "thinned",
            "the stride thins out the patch itself",
            _thinned,
            "The third number of a slice leaves pixels out. The stride moves the patch; its pixels stay neighbours.",
            "Half of each patch stays 0 with a stride of 2.",
            "How many pixels has your slice?",
        ),
        Mistake(
            "last_lost",
            "without the last row and column of patches",
            lambda X, k, stride=1: cut(X, k, stride)[:, :-1, :-1],
            "The number of places is one more than the number of moves.",
            "An image as large as the kernel has one patch, and this has none.",
            "What does your output_size say for n = k?",
        ),
        Mistake(
            "turned",
            "each patch turned by 180°",
            lambda X, k, stride=1: cut(X, k, stride)[:, :, :, ::-1, ::-1],
            "That is what a convolution of mathematics does. A patch is cut out as it stands.",
            "The first pixel of the first patch should be X[0, 0, 0].",
            "Is there a [::-1]?",
        ),
        Mistake(
            "side_by_side",
            "patches that don't overlap: they begin k pixels apart",
            lambda X, k, stride=1: cut(X, k, k),
            "So pooling does it. Here neighbouring patches begin `stride` pixels apart and share pixels.",
            "It is right only where the stride is k.",
            "Where does the patch of r = 1 begin?",
        ),
    ),
    hints=(
        "First the numbers of places, for rows and for columns (your output_size). Then two loops over places, and one slice each.",
        "The patch of all samples at once is X[:, top : top + k, left : left + k], with top = r * stride.",
        "Make P with np.zeros((N, rows, columns, k, k, C)), and in the loops write the slice into P[:, r, c].",
    ),
    symptoms=(
        (
            "could not broadcast",
            "A slice that sticks out is shorter. How many places fit?",
        ),
        ("right for square images only", "Which of your lengths is H, and which is W?"),
        (
            "right for stride 1 only",
            "The stride moves the patch. Where does patch r begin?",
        ),
    ),
    another_way=(
        "np.lib.stride_tricks.sliding_window_view(X, (k, k), axis=(1, 2))[:, ::stride, ::stride], with the channels moved to "
        "the end, is a view: no number is copied."
    ),
)
