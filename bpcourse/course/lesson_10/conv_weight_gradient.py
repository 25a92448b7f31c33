"""Lesson 10: the exercise `conv_weight_gradient`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.gradcheck import complex_gradient

from .patches import patches
from .shared import case, cases_of, conv, cut, heard, small


def conv_weight_gradient(X, delta, k, stride=1):
    """dE/dW, (k, k, C_in, C_out): summed over places, mean over samples.

    `X` is (N, H, W, C_in), `delta` (N, H', W', C_out) per sample.
    """
    P = patches(X, k, stride)
    rows = P.reshape(-1, k * k * X.shape[3])
    dW = rows.T @ delta.reshape(len(rows), -1) / len(X)
    return dW.reshape(k, k, X.shape[3], -1)


def _cases(rng: Rng) -> Iterator[Case]:
    X, _, delta = small()
    yield case((X, delta, 2), X=X, delta=delta, k=2)
    for X, _, _, delta, k, stride in cases_of(rng):
        yield case((X, delta, k, stride), X=X, delta=delta, k=k, stride=stride)


def _measured(case: Case) -> Measured:
    X, delta, k, stride = (*case.args, 1)[:4]
    loss = lambda W: (conv(X, W, 0.0, stride) * delta).sum() / len(X)
    start = np.zeros((k, k, X.shape[3], delta.shape[3]))
    return Measured("slopes by a complex step", complex_gradient(loss, start))


def _no_stride(X: Any, delta: Any, k: int, stride: int = 1) -> Any:
    return heard(cut(X, k)[:, : delta.shape[1], : delta.shape[2]], delta)


def _per(axis: str) -> Any:
    def wrong(X: Any, delta: Any, k: int, stride: int = 1) -> Any:
        places = delta.shape[1] * delta.shape[2]
        factor = {"places": 1 / places, "both": len(X) / places, "sum": len(X)}[axis]
        return heard(cut(X, k, stride), delta) * factor

    return wrong


EXERCISE = Exercise(
    title="What does a shared weight receive?",
    statement=(
        "Every patch used the same weight `W[i, j, c, d]`. Write `conv_weight_gradient(X, delta, k, stride=1)`: the gradient "
        "of $E$ with respect to all of them, `(k, k, C_in, C_out)`. `delta` `(N, H', W', C_out)` holds $\\partial E/\\partial z$ of each "
        "output, per sample; $E$ of the batch is the mean over its samples. Derive it, then let the measured slope judge."
    ),
    reference=conv_weight_gradient,
    cases=_cases,
    measure=_measured,
    needs=("output_size", "patches", "weight_gradient"),
    taught="The gradient of a shared weight",
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "mean_over_places",
            "the mean over samples and places",
            _per("places"),
            "A weight is used at every place of a sample, and each use adds to its gradient. The mean is over samples.",
            "It is smaller than the measured slope, by the number of places.",
            "When the weight moves, does it move one output of a sample, or all?",
        ),
        Mistake(
            "means_exchanged",
            "the sum over samples, the mean over places",
            _per("both"),
            "It is the other way round: E is a mean over samples, and the places of one sample add up.",
            "With as many samples as places it agrees.",
            "Over what is E a mean?",
        ),
        Mistake(
            "no_mean",
            "the sum over the samples, without 1/N",
            _per("sum"),
            "E of a batch is the mean over its samples.",
            "With one sample it agrees.",
            "Where does lesson 04's weight_gradient take its mean?",
        ),
        Mistake(
            "turned",
            "the gradient turned by 180°",
            lambda X, delta, k, stride=1: heard(cut(X, k, stride), delta)[::-1, ::-1],
            "The half turn belongs to the gradient of the image.",
            "In the smallest case the four numbers come in reverse order.",
            "Which pixel of the patch did W[0, 0] meet?",
        ),
        Mistake(
            "no_stride",
            "the deltas laid over patches that lie side by side",
            _no_stride,
            "The patches must be the ones of the forward pass, `stride` pixels apart.",
            "With stride 1 it agrees.",
            "Do you hand the stride on to patches?",
        ),
        Mistake(
            "transposed",
            "rows and columns of the kernel exchanged",
            lambda X, delta, k, stride=1: heard(cut(X, k, stride), delta).swapaxes(
                0, 1
            ),
            "dW[i, j] belongs to row i and column j of the patch.",
            "The shape can't tell it.",
            "Which axis of your patches is the row?",
        ),
        Mistake(
            "channels_exchanged",
            "(k, k, C_out, C_in): the two channel axes exchanged",
            lambda X, delta, k, stride=1: heard(cut(X, k, stride), delta).swapaxes(
                2, 3
            ),
            "dW has the shape of W.",
            "With as many channels in as out the shape can't tell it.",
            "Which of your two factors brings which channel?",
        ),
        Mistake(
            "sums_multiplied",
            "the sum of all patches times the sum of all deltas",
            lambda X, delta, k, stride=1: (
                cut(X, k, stride).sum((0, 1, 2))[..., None]
                * delta.sum((0, 1, 2))
                / len(X)
            ),
            "A sum of products isn't a product of sums (lesson 04).",
            "Where the deltas add up to 0 it gives 0.",
            "Which delta belongs to which patch?",
        ),
        Mistake(
            "first_sample",
            "the first sample only",
            lambda X, delta, k, stride=1: heard(cut(X[:1], k, stride), delta[:1]),
            "Every sample of the batch has its part.",
            "With one sample it agrees.",
            "Over which axes do you sum?",
        ),
        Mistake(
            "last_place",
            "the last place only: = instead of +=",
            lambda X, delta, k, stride=1: heard(
                cut(X, k, stride)[:, -1:, -1:], delta[:, -1:, -1:]
            ),
            "The weight is used at every place, and the parts add up.",
            "Where there is one place only it agrees.",
            "Is there a = that should be +=?",
        ),
        Mistake(
            "one_place",
            "one weight gradient for each place: nothing is added up",
            lambda X, delta, k, stride=1: (
                np.einsum("nhwijc,nhwd->hwijcd", cut(X, k, stride), delta) / len(X)
            ),
            "All places share the weight.",
            "The result has six axes, and W has four.",
            "How many numbers is W[0, 0, 0, 0]?",
        ),
        Mistake(
            "channels_summed",
            "the sum over the input channels, for each of them",
            lambda X, delta, k, stride=1: (
                heard(cut(X, k, stride), delta).sum(2, keepdims=True)
                * np.ones((1, 1, X.shape[3], 1))
            ),
            "The weight of channel c met channel c alone.",
            "With one channel it agrees.",
            "Which pixel did W[i, j, c, d] multiply?",
        ),
    ),
    hints=(
        "When W[i, j, c, d] grows by a little, which outputs move, and by how much each? Take one sample; small changes add up.",
        "At each place the weight met one pixel of that place's patch. So it is lesson 04's weight gradient, with every patch of every sample as a row.",
        "rows = patches(X, k, stride).reshape(-1, k * k * C_in); rows.T @ delta.reshape(len(rows), -1), divided by the number of "
        "samples (not of rows), in the shape of W.",
    ),
    symptoms=(
        ("off by a factor", "Over what is E a mean: samples, or places as well?"),
        ("right for one sample only", "Where do you divide by N?"),
        (
            "the shape is wrong",
            "rows is (N H' W', k k C_in), delta.reshape(len(rows), -1) is (N H' W', C_out).",
        ),
    ),
    another_way=(
        'np.einsum("nrcijx,nrcd->ijxd", patches(X, k, stride), delta) / len(X): what came in, times δ, over all places and samples. '
        "For stride 1 it is itself a convolution: the image with the deltas as its kernel."
    ),
)
