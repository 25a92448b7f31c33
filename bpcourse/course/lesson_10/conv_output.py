"""Lesson 10: the exercise `conv_output`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng

from .patches import patches
from .shared import case, cases_of, conv, cut, small


def conv_output(X, W, b, stride=1):
    """Weighted inputs Z, (N, H', W', C_out): the same layer applied to every patch.

    `X` is (N, H, W, C_in), `W` (k, k, C_in, C_out), `b` (C_out,).
    """
    k, c_out = W.shape[0], W.shape[3]
    P = patches(X, k, stride)
    rows = P.reshape(len(X), P.shape[1], P.shape[2], -1)
    return rows @ W.reshape(-1, c_out) + b


def _cases(rng: Rng) -> Iterator[Case]:
    X, W, _ = small()
    b = np.array([0.5])
    yield case((X, W, b), X=X, W=W, b=b)
    for X, W, b, _, _, stride in cases_of(rng):
        yield case((X, W, b, stride), X=X, W=W, b=b, stride=stride)


def _summed(case: Case) -> Measured:
    X, W, b, stride = (*case.args, 1)[:4]
    Z = np.zeros(conv(X, W, b, stride).shape)
    k = len(W)
    for n, r, c, d in np.ndindex(*Z.shape):
        top, left = r * stride, c * stride
        patch = X[n, top : top + k, left : left + k]
        Z[n, r, c, d] = (patch * W[..., d]).sum() + b[d]
    return Measured("each patch times its kernel, one output at a time", Z)


def _padded(X: Any, W: Any, b: Any, stride: int = 1) -> Any:
    before, after = (len(W) - 1) // 2, len(W) // 2
    wide = ((0, 0), (before, after), (before, after), (0, 0))
    return conv(np.pad(X, wide), W, b, stride)


def _wrong_order(X: Any, W: Any, b: Any, stride: int = 1) -> Any:
    P = cut(X, len(W), stride).transpose(0, 1, 2, 5, 3, 4)
    return P.reshape(*P.shape[:3], -1) @ W.reshape(-1, W.shape[3]) + b


def _wrong_rows(X: Any, W: Any, b: Any, stride: int = 1) -> Any:
    P = cut(X, len(W), stride)
    return P.reshape(*P.shape[:3], -1) @ W.reshape(W.shape[3], -1).T + b


def _channels_exchanged(X: Any, W: Any, b: Any, stride: int = 1) -> Any:
    return np.einsum("nhwijc,ijdc->nhwd", cut(X, len(W), stride), W) + b


EXERCISE = Exercise(
    title="The same layer for every patch",
    statement=(
        "Write `conv_output(X, W, b, stride=1)`: the weighted inputs $Z$ of a convolution, `(N, H', W', C_out)`. A patch has "
        "`k * k * C_in` numbers, and `W` `(k, k, C_in, C_out)` holds one weight for each of them and each output "
        "channel: `W[i, j, c, d]` leads from row `i`, column `j`, channel `c` of the patch to output channel `d`. All "
        "patches share these weights and `b` `(C_out,)`. The kernel isn't turned round. You may use your `patches` and lesson 04."
    ),
    reference=conv_output,
    cases=_cases,
    measure=_summed,
    needs=("output_size", "patches", "layer_output"),
    taught="The same layer",
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "turned",
            "the kernel turned by 180°, the convolution of mathematics",
            lambda X, W, b, stride=1: conv(X, W[::-1, ::-1], b, stride),
            "`np.convolve` and signal books turn it; networks don't.",
            "With a symmetric kernel nobody would see it.",
            "Which pixel of the patch should W[0, 0] meet?",
        ),
        Mistake(
            "no_bias",
            "the bias is missing",
            lambda X, W, b, stride=1: conv(X, W, 0 * b, stride),
            "Each output channel has a bias, which all places share.",
            "The smallest case is off by 0.5 everywhere.",
            "Where does your function use b?",
        ),
        Mistake(
            "no_stride",
            "the stride isn't used",
            lambda X, W, b, stride=1: conv(X, W, b),
            "With a stride of 2 only every second place counts.",
            "The shape is right for stride 1 only.",
            "Do you hand the stride on to patches?",
        ),
        Mistake(
            "kernel_transposed",
            "the kernel with rows and columns exchanged",
            lambda X, W, b, stride=1: conv(X, W.swapaxes(0, 1), b, stride),
            "W[i, j] meets row i and column j of the patch.",
            "The shapes can't tell it: a kernel is square.",
            "Which letter of your einsum, or which axis, is the row?",
        ),
        Mistake(
            "bias_per_pixel",
            "the bias added once for each pixel of the patch",
            lambda X, W, b, stride=1: conv(X, W, len(W) ** 2 * b, stride),
            "Inside the loops over the kernel it is added k² times.",
            "With k = 1 it agrees.",
            "How many biases does one output have?",
        ),
        Mistake(
            "one_bias",
            "the sum of all biases for every channel",
            lambda X, W, b, stride=1: conv(X, W, b.sum(), stride),
            "Each output channel has its own.",
            "With one output channel it agrees.",
            "What shape does b have where you add it?",
        ),
        Mistake(
            "padded",
            "padded with zeros, so that the size stays",
            _padded,
            "Padding is something that the caller may do first.",
            "The result has more places than `output_size` says.",
            "Which shape does your patches give?",
        ),
        Mistake(
            "wrong_order",
            "patches flattened as (C, k, k), the kernel as (k, k, C)",
            _wrong_order,
            "Both are flattened, and the numbers must stand in the same order.",
            "With one channel it agrees.",
            "In which order do the last three axes of your patches stand?",
        ),
        Mistake(
            "kernel_rows",
            "the kernel reshaped to (C_out, …) and then transposed",
            _wrong_rows,
            "reshape reads the numbers in their order, and the output channel is the last axis of W.",
            "With one output channel it agrees.",
            "Which axis of W stays when the first three become one?",
        ),
        Mistake(
            "channels_averaged",
            "the mean over the input channels instead of their sum",
            lambda X, W, b, stride=1: conv(X, W / X.shape[3], b, stride),
            "A weighted input is a sum over everything that comes in.",
            "With one channel it agrees.",
            "Over which axes do you sum?",
        ),
        Mistake(
            "last_channel",
            "one input channel only, the last one",
            lambda X, W, b, stride=1: conv(X[..., -1:], W[:, :, -1:], b, stride),
            "= in the loop over channels overwrites what the others gave.",
            "With one channel it agrees.",
            "Is there a = that should be +=?",
        ),
        Mistake(
            "first_channel",
            "one input channel only, the first one",
            lambda X, W, b, stride=1: conv(X[..., :1], W[:, :, :1], b, stride),
            "Every channel of the patch has weights of its own.",
            "With one channel it agrees.",
            "Over which axes do you sum?",
        ),
        Mistake(
            "channels_exchanged",
            "the kernel read as (k, k, C_out, C_in)",
            _channels_exchanged,
            "W[i, j, c, d] leads from channel c to channel d, as W[j, k] of a layer leads from j to k.",
            "Where the two numbers differ, the shapes refuse.",
            "Which axis of W is summed over?",
        ),
        Mistake(
            "mean_of_patch",
            "the mean over the patch instead of the sum",
            lambda X, W, b, stride=1: conv(X, W / W[..., 0].size, b, stride),
            "A weighted input is a sum.",
            "The more pixels a patch has, the further it is off.",
            "Is there a mean where a sum is asked for?",
        ),
        Mistake(
            "rectified",
            "negative outputs set to 0: ReLU is there already",
            lambda X, W, b, stride=1: np.maximum(conv(X, W, b, stride), 0),
            "The activation is a layer of its own.",
            "No entry is negative.",
            "Which symbol is asked for, z or a?",
        ),
    ),
    hints=(
        "What is one output, for one patch? It is lesson 04's z = x W + b, with the patch as x. What shape must patch and kernel have for it?",
        "Flatten each patch to a row of k * k * C_in numbers, and W to (k * k * C_in, C_out). Both flatten their axes in the same order.",
        "P.reshape(N, H', W', -1) @ W.reshape(-1, c_out) + b; the product works along the last axis.",
    ),
    symptoms=(
        (
            "matmul: mismatch",
            "Print both shapes: is the last axis of the patches k * k * C_in long?",
        ),
        (
            "right for one channel only",
            "Are patch and kernel flattened in the same order of axes?",
        ),
        (
            "right for k = 1 only",
            "What is done once per pixel of the kernel, and should be done once?",
        ),
    ),
    another_way=(
        'np.einsum("nrcijx,ijxd->nrcd", patches(X, k, stride), W) + b says which axes meet; and two loops over i and j add '
        "a shifted image times W[i, j] each."
    ),
)
