"""Lesson 10: the exercise `conv_input_gradient`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.gradcheck import complex_gradient

from .shared import back, case, cases_of, conv, small


def conv_input_gradient(delta, W, shape, stride=1):
    """dE/dX, an array of `shape` (N, H, W, C_in), per sample.

    `delta` is (N, H', W', C_out), `W` (k, k, C_in, C_out). Pixels that no patch
    reached get 0.
    """
    k, dX = W.shape[0], np.zeros(shape)
    for r in range(delta.shape[1]):
        for c in range(delta.shape[2]):
            top, left = r * stride, c * stride
            part = np.tensordot(delta[:, r, c], W, axes=(1, 3))
            dX[:, top : top + k, left : left + k] += part
    return dX


def _cases(rng: Rng) -> Iterator[Case]:
    X, W, delta = small()
    yield case((delta, W, X.shape), delta=delta, W=W, shape=X.shape)
    for X, W, _, delta, _, stride in cases_of(rng):
        args = (delta, W, X.shape, stride)
        yield Case(
            args,
            show=f"delta of shape {delta.shape}, W of shape {W.shape}, {X.shape}, stride {stride}",
        )


def _measured(case: Case) -> Measured:
    delta, W, shape, stride = (*case.args, 1)[:4]
    loss = lambda X: (conv(X, W, 0.0, stride) * delta).sum()
    found = complex_gradient(loss, np.zeros(shape))
    return Measured("slopes of each sample's E by a complex step", found)


def _placed(write: Any) -> Any:
    """A wrong version: write(dX, part, top, left, k) at every place."""

    def wrong(delta: Any, W: Any, shape: Any, stride: int = 1) -> Any:
        dX = np.zeros(shape)
        for r, c in np.ndindex(*delta.shape[1:3]):
            part = np.einsum("nd,ijcd->nijc", delta[:, r, c], W)
            write(dX, part, r * stride, c * stride, len(W))
        return dX

    return wrong


def _overwrite(dX: Any, part: Any, top: int, left: int, k: int) -> None:
    dX[:, top : top + k, left : left + k] = part


def _corner(dX: Any, part: Any, top: int, left: int, k: int) -> None:
    dX[:, top, left] += part.sum((1, 2))


def _middle(dX: Any, part: Any, top: int, left: int, k: int) -> None:
    dX[:, top + k // 2, left + k // 2] += part.sum((1, 2))


def _no_stride(delta: Any, W: Any, shape: Any, stride: int = 1) -> Any:
    return back(delta, W, shape)


def _reached(delta: Any, W: Any, shape: Any, stride: int = 1) -> Any:
    high, wide = ((n - 1) * stride + len(W) for n in delta.shape[1:3])
    return back(delta, W, (len(delta), high, wide, shape[3]), stride)


def _averaged(delta: Any, W: Any, shape: Any, stride: int = 1) -> Any:
    ones = np.ones((*delta.shape[:3], 1))
    count = back(ones, np.ones((len(W), len(W), 1, 1)), (*shape[:3], 1), stride)
    return back(delta, W, shape, stride) / np.maximum(count, 1)


def _summed_kernel(delta: Any, W: Any, shape: Any, stride: int = 1) -> Any:
    flat = np.ones_like(W) * W.mean((0, 1))
    return back(delta, flat, shape, stride)


def _patch_written(delta: Any, W: Any, shape: Any, stride: int = 1) -> Any:
    dX = np.zeros(shape)
    dX[:, : delta.shape[1], : delta.shape[2]] = delta @ W.sum((0, 1)).T
    return dX


EXERCISE = Exercise(
    title="Back to the pixels",
    statement=(
        "Write `conv_input_gradient(delta, W, shape, stride=1)`: the gradient of each sample's $E$ with respect to the pixels of its "
        "image. `shape` is the shape of `X`, a tuple `(N, H, W, C_in)`, and the result has it. `delta` `(N, H', W', C_out)` "
        "holds $\\partial E/\\partial z$ of each output. Patches overlap, so a pixel may have met several places; and where the "
        "stride leaves rows or columns over, some pixels have met none. Nobody shows you a formula. The measured slope judges."
    ),
    reference=conv_input_gradient,
    cases=_cases,
    measure=_measured,
    needs=("output_size", "patches", "input_gradient"),
    taught="Back to the pixels",
    points=4,
    minutes=14,
    mistakes=(
        Mistake(
            "half_turn",
            "the kernel lies turned by 180°",
            lambda delta, W, shape, stride=1: back(delta, W[::-1, ::-1], shape, stride),
            "Each delta goes back through the very weights that it came by. (As one convolution of the deltas, that needs a kernel "
            "turned round; as a sum of patches it doesn't.)",
            "One delta alone should leave the kernel itself in the image. A symmetric kernel hides it.",
            "Let only one delta be 1. What should stand in the image?",
        ),
        Mistake(
            "overwritten",
            "= instead of +=: where patches overlap, the last one stays",
            _placed(_overwrite),
            "A pixel receives a part from every place that it took part in, and the parts are added.",
            "Where patches don't overlap it agrees.",
            "How many patches contain the pixel in the middle?",
        ),
        Mistake(
            "no_stride",
            "the deltas put back side by side, whatever the stride is",
            _no_stride,
            "The patch of place r began at row r * stride.",
            "With stride 1 it agrees.",
            "Where did the patch of r = 1 begin?",
        ),
        Mistake(
            "left_over_lost",
            "an image that ends with the last patch",
            _reached,
            "Rows that no patch reached belong to X too. Their gradient is 0.",
            "Where the stride fits, the shape is right.",
            "Which argument tells you the shape?",
        ),
        Mistake(
            "batch_mean",
            "the right gradient divided by N",
            lambda delta, W, shape, stride=1: back(delta, W, shape, stride) / shape[0],
            "dX is per sample, as in lesson 04. The mean is taken where weights and biases are concerned.",
            "With one sample it agrees.",
            "Does sample 1 know of sample 2 here?",
        ),
        Mistake(
            "kernel_transposed",
            "rows and columns of the kernel exchanged",
            lambda delta, W, shape, stride=1: back(
                delta, W.swapaxes(0, 1), shape, stride
            ),
            "W[i, j] met the pixel in row i and column j of the patch.",
            "The shape can't tell it: a kernel is square.",
            "Let only one delta be 1. What should stand in the image?",
        ),
        Mistake(
            "corner_only",
            "each delta to the first pixel of its patch only",
            _placed(_corner),
            "All pixels of the patch took part in the output.",
            "With k = 1 it agrees.",
            "How many pixels did one output see?",
        ),
        Mistake(
            "middle_only",
            "each delta to the pixel in the middle of its patch only",
            _placed(_middle),
            "All pixels of the patch took part in the output.",
            "With k = 1 it agrees.",
            "How many pixels did one output see?",
        ),
        Mistake(
            "averaged",
            "the mean of what a pixel's places send back, instead of the sum",
            _averaged,
            "Each place moves with the pixel, and small changes add up.",
            "Pixels of one patch only are right, those in the middle are too small.",
            "Is E the sum of what the places do, or their mean?",
        ),
        Mistake(
            "flat_kernel",
            "the mean of the kernel instead of each of its weights",
            _summed_kernel,
            "A pixel receives δ through the one weight that it met at each place.",
            "With k = 1 it agrees.",
            "Which weight lay on the pixel at that place?",
        ),
        Mistake(
            "sum_of_weights",
            "each delta times the sum of the kernel, at the place's own coordinates",
            _patch_written,
            "Places and pixels have different coordinates: place (r, c) saw k × k pixels.",
            "With k = 1 it agrees.",
            "How many pixels did one output see?",
        ),
        Mistake(
            "first_output_channel",
            "the first output channel only",
            lambda delta, W, shape, stride=1: back(
                delta[..., :1], W[..., :1], shape, stride
            ),
            "A pixel feeds every output channel, and what comes back is added.",
            "With one output channel it agrees.",
            "Over which axis of W do you sum?",
        ),
        Mistake(
            "whole_batch",
            "the samples added up, the same image for each",
            lambda delta, W, shape, stride=1: (
                back(delta, W, shape, stride).sum(0, keepdims=True) * np.ones(shape)
            ),
            "An image's gradient belongs to its own sample.",
            "With one sample it agrees.",
            "Where does your formula lose the axis of samples?",
        ),
    ),
    hints=(
        "Let one single delta be 1 and all others 0. Which pixels took part in that output, and with which weight each? Draw the image that goes back.",
        "It is the kernel, laid where the patch was cut. All deltas together: begin with an image of zeros and *add*, place by "
        "place, delta times kernel; the output channels are summed.",
        "In two loops over places: dX[:, top : top + k, left : left + k] += np.tensordot(delta[:, r, c], W, axes=(1, 3)).",
    ),
    symptoms=(
        (
            "right for symmetric kernels only",
            "Which way round does the kernel lie in the image?",
        ),
        ("right for k = 1 only", "Where patches overlap: do you add, or overwrite?"),
        ("the last row is missing", "`shape` is the shape of the result."),
    ),
    another_way=(
        "For stride 1, pad the deltas with k − 1 zeros all round, and convolve them with W[::-1, ::-1], its channel axes exchanged: "
        "the famous half turn. Seen from the pixel, the kernel slides the other way."
    ),
)
