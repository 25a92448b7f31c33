"""Lesson 10: the exercise `max_pool_backward`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Problem, Rng
from bpcourse.gradcheck import central_gradient

from .shared import blocks, case, pool_fields, spread


def max_pool_backward(delta, X, k):
    """dE/dX, like `X`, per sample; `delta` (N, H / k, W / k, C) is dE/d(output).

    Where several pixels of a block are largest, they share its delta in any way.
    """
    N, H, width, C = X.shape
    B = X.reshape(N, H // k, k, width // k, k, C)
    largest = B.max(axis=(2, 4), keepdims=True) == B
    share = delta / largest.sum(axis=(2, 4))
    return (largest * share[:, :, None, :, None]).reshape(X.shape)


def _cases(rng: Rng) -> Iterator[Case]:
    for X, k in pool_fields(rng):
        delta = rng.normal(size=(len(X), X.shape[1] // k, X.shape[2] // k, X.shape[3]))
        yield case((delta, X, k), delta=delta, X=X, k=k)
    X = np.maximum(rng.normal(size=(2, 4, 6, 2)) - 1.2, 0)  # as behind a ReLU
    X[0, :2, :2] = 0.0
    delta = rng.normal(size=(2, 2, 3, 2))
    yield case((delta, X, 2), delta=delta, X=X, k=2)


def _judge(case: Case, want: Any, got: Any) -> Problem | None:
    delta, X, k = case.args
    if np.shape(got) != X.shape:
        return Problem(
            f"the result has shape {np.shape(got)}, and should have {X.shape}"
        )
    found = np.asarray(got, dtype=float)
    B, D = blocks(X, k), blocks(found, k)
    largest = B.max(axis=(2, 4), keepdims=True) == B
    size = float(np.abs(delta).max())
    if not np.all(np.abs(D * ~largest) <= 1e-9 * size):
        return Problem("a pixel that isn't the largest of its block gets something")
    if not np.all(np.abs(D.sum(axis=(2, 4)) - delta) <= 1e-9 * size):
        return Problem("what a block's pixels get doesn't add up to its delta")
    if not np.all(D * delta[:, :, None, :, None] >= -1e-9 * size**2):
        return Problem("at a tie one pixel gets a share below 0")
    return None


def _measured(case: Case) -> Measured | None:
    delta, X, k = case.args
    B = blocks(X, k)
    ties = (B.max(axis=(2, 4), keepdims=True) == B).sum(axis=(2, 4)) > 1
    if ties.any():
        return None
    loss = lambda Y: float((blocks(Y, k).max(axis=(2, 4)) * delta).sum())
    return Measured("slopes by central differences", central_gradient(loss, X))


def _mask(X: Any, k: int) -> Any:
    return spread(blocks(X, k).max(axis=(2, 4)), k) == X


def _at(delta: Any, X: Any, k: int, i: int) -> Any:
    dX = np.zeros_like(X)
    dX[:, i::k, i::k] = delta
    return dX


def _channels_together(delta: Any, X: Any, k: int) -> Any:
    top = blocks(X, k).max(axis=(2, 4, 5))
    mask = spread(top[..., None], k) == X
    return mask * spread(delta, k)


def _image(delta: Any, X: Any, k: int) -> Any:
    return (X.max(axis=(1, 2), keepdims=True) == X) * spread(delta, k)


TEST = """\
def test_max_pool_backward_1():
    rng = np.random.default_rng(1)
    X = rng.normal(size=(2, 4, 6, 3))
    X[0, :2, :2] = 0.0  # all four are largest: they share in any way
    delta = 1 + rng.random((2, 2, 3, 3))
    dX = max_pool_backward(delta, X, 2)
    assert dX.shape == X.shape
    for n, i, j, c in np.ndindex(delta.shape):
        place = (n, slice(2 * i, 2 * i + 2), slice(2 * j, 2 * j + 2), c)
        block, share = X[place], dX[place]
        assert same(share.sum(), delta[n, i, j, c])
        assert (share >= 0).all() and not share[block < block.max()].any()"""

EXERCISE = Exercise(
    title="Back through the largest",
    statement=(
        "Write `max_pool_backward(delta, X, k)`: the gradient of each sample's $E$ with respect to the pixels of `X`, from "
        "`delta` `(N, H/k, W/k, C)`, the gradient with respect to the output of `max_pool(X, k)`. "
        "Which pixels does an output depend on, at this `X`? Where several pixels of a block are equally large, "
        "they may share the delta as you like, in shares of at least 0 that add up to all of it."
    ),
    reference=max_pool_backward,
    cases=_cases,
    judge=_judge,
    own_test=TEST,
    measure=_measured,
    needs=("max_pool", "patches", "output_size"),
    taught="Pooling",
    points=3,
    minutes=9,
    mistakes=(
        Mistake(
            "everybody",
            "the delta to every pixel of its block",
            lambda delta, X, k: spread(delta, k),
            "A pixel that isn't the largest can move a little, and the output stays.",
            "The measured slope of all other pixels is 0.",
            "Push the second largest pixel by a little. Does the output move?",
        ),
        Mistake(
            "equal_shares",
            "an equal share to every pixel, as for the mean",
            lambda delta, X, k: spread(delta, k) / k**2,
            "That is the way back of mean pooling.",
            "The measured slope of all pixels but one is 0.",
            "Push the second largest pixel by a little. Does the output move?",
        ),
        Mistake(
            "ties_in_full",
            "at a tie, the whole delta to each of the largest",
            lambda delta, X, k: _mask(X, k) * spread(delta, k),
            "Behind a ReLU a block of zeros is common: then k² pixels would get the delta k² times over.",
            "Without ties it agrees.",
            "What do the shares of one block add up to?",
        ),
        Mistake(
            "smallest",
            "the delta to the smallest pixel",
            lambda delta, X, k: (
                (spread(blocks(X, k).min(axis=(2, 4)), k) == X) * spread(delta, k)
            ),
            "The output is the largest, so it moves with the largest.",
            "The measured slope of the largest pixel isn't 0.",
            "Which pixel is the output?",
        ),
        Mistake(
            "first_pixel",
            "the delta to the first pixel of the block",
            lambda delta, X, k: _at(delta, X, k, 0),
            "The largest pixel may stand anywhere in the block.",
            "Where the first pixel is the largest it agrees.",
            "Where does your function look at X?",
        ),
        Mistake(
            "last_pixel",
            "the delta to the last pixel of the block",
            lambda delta, X, k: _at(delta, X, k, k - 1),
            "The largest pixel may stand anywhere in the block.",
            "Where the last pixel is the largest it agrees.",
            "Where does your function look at X?",
        ),
        Mistake(
            "times_value",
            "the delta times the largest value",
            lambda delta, X, k: _mask(X, k) * spread(delta, k) * X,
            "The output is the pixel itself: when it grows by a little, so does the output, by just as much.",
            "It depends on how large the largest pixel is.",
            "What is the slope of max(a, b) in a, where a is larger?",
        ),
        Mistake(
            "mask_only",
            "1 for each largest pixel: delta isn't used",
            lambda delta, X, k: _mask(X, k) * 1.0,
            "The mask says which pixels receive something. What they receive is delta.",
            "It is the same for every delta.",
            "Where does your function use delta?",
        ),
        Mistake(
            "tiled",
            "the deltas tiled over the image (np.tile for np.repeat)",
            lambda delta, X, k: _mask(X, k) * np.tile(delta, (1, k, k, 1)),
            "np.tile repeats the whole picture; np.repeat repeats each entry beside itself.",
            "With one block, or k = 1, it agrees.",
            "Which block does pixel (0, 1) belong to?",
        ),
        Mistake(
            "channels_together",
            "one largest pixel for all channels together",
            _channels_together,
            "Each channel has a picture and a largest pixel of its own.",
            "With one channel it agrees.",
            "Over which axes is the largest taken?",
        ),
        Mistake(
            "whole_image",
            "the largest pixel of the whole image only",
            _image,
            "Each block has an output of its own.",
            "With one block it agrees.",
            "Over which pixels is the largest taken?",
        ),
        Mistake(
            "batch_mean",
            "the right gradient divided by N",
            lambda delta, X, k: max_pool_backward(delta, X, k) / len(X),
            "dX is per sample; the mean is taken where weights and biases are concerned.",
            "With one sample it agrees.",
            "Does sample 1 know of sample 2 here?",
        ),
        Mistake(
            "sign",
            "the right gradient with the opposite sign",
            lambda delta, X, k: -max_pool_backward(delta, X, k),
            "When the largest pixel grows, the output grows.",
            "The measured slope has the other sign.",
            "Where does the minus come from?",
        ),
        Mistake(
            "not_back",
            "delta itself: nothing is put back into the image",
            lambda delta, X, k: delta,
            "The gradient has the shape of X.",
            "With k = 1 it agrees.",
            "How many pixels has X, and how many has delta?",
        ),
    ),
    hints=(
        "Push one pixel of a block by very little. When does the block's largest value move, and by how much?",
        "Only the largest pixel counts, with slope 1. So find where X equals the block's largest value, and put the block's delta there.",
        "Cut X into blocks as in max_pool; compare with the largest (keepdims=True); divide delta by how many are largest; multiply, and reshape to X.shape.",
    ),
    symptoms=(
        (
            "right without ties only",
            "What do the shares of a block of zeros add up to?",
        ),
        (
            "could not broadcast",
            "delta has an entry for each block. Repeat it, or give it axes of length 1.",
        ),
    ),
    another_way="A loop over blocks with np.argmax gives the whole delta to the first of the largest, as PyTorch does. At a tie every split is a subgradient.",
)
