"""Lesson 10: the exercise `depthwise_gradients`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.gradcheck import complex_gradient

from .shared import case, cut, positions, strided


def depthwise_gradients(X, W, delta):
    """`(dW, dX)`: dW (k, k, C), mean over samples; dX like `X`, per sample.

    `X` is (N, H, W, C), `W` (k, k, C), `delta` (N, H', W', C); stride 1, no bias.
    """
    _, high, wide, _ = delta.shape
    dW, dX = np.zeros(W.shape), np.zeros(X.shape)
    for i, j in np.ndindex(*W.shape[:2]):
        rows, columns = slice(i, i + high), slice(j, j + wide)
        dW[i, j] = (X[:, rows, columns] * delta).sum(axis=(0, 1, 2)) / len(X)
        dX[:, rows, columns] += delta * W[i, j]
    return dW, dX


def _cases(rng: Rng) -> Iterator[Case]:
    X = np.arange(12.0).reshape(1, 2, 3, 2)
    W = np.array([[1.0, 2.0], [3.0, -1.0], [0.0, 1.0], [-2.0, 0.5]]).reshape(2, 2, 2)
    delta = np.array([1.0, 0.0, -1.0, 2.0]).reshape(1, 1, 2, 2)
    yield case((X, W, delta), X=X, W=W, delta=delta)
    settings = ((2, 6, 5, 3, 3), (3, 4, 6, 2, 2), (1, 5, 4, 4, 3), (3, 3, 4, 2, 1))
    for at, (N, H, width, C, k) in enumerate(settings):
        X = rng.normal(size=(N, H, width, C))
        X, W = (strided(X) if at == 1 else X), rng.normal(size=(k, k, C))
        places = (N, positions(H, k, 1), positions(width, k, 1), C)
        delta = rng.normal(size=places)
        yield case((X, W, delta), X=X, W=W, delta=delta)


def _forward(X: Any, W: Any) -> Any:
    return np.einsum("nhwijc,ijc->nhwc", cut(X, len(W)), W)


def _measured(case: Case) -> Measured:
    X, W, delta = case.args
    dW = complex_gradient(lambda V: (_forward(X, V) * delta).sum() / len(X), W)
    dX = complex_gradient(lambda Y: (_forward(Y, W) * delta).sum(), X)
    return Measured("slopes by a complex step", (dW, dX))


def _dW(X: Any, W: Any, delta: Any) -> Any:
    return np.einsum("nhwijc,nhwc->ijc", cut(X, len(W)), delta) / len(X)


def _dX(X: Any, W: Any, delta: Any) -> Any:
    dX, k = np.zeros(X.shape), len(W)
    for r, c in np.ndindex(*delta.shape[1:3]):
        dX[:, r : r + k, c : c + k] += delta[:, r, c, None, None] * W
    return dX


def _overwritten(X: Any, W: Any, delta: Any) -> Any:
    dX, k = np.zeros(X.shape), len(W)
    for r, c in np.ndindex(*delta.shape[1:3]):
        dX[:, r : r + k, c : c + k] = delta[:, r, c, None, None] * W
    return dX


def _all(a: Any) -> Any:
    """The sum over channels, in every channel."""
    return a.sum(-1, keepdims=True) * np.ones(a.shape[-1])


def _both(dW: Any = _dW, dX: Any = _dX) -> Any:
    return lambda X, W, delta: (dW(X, W, delta), dX(X, W, delta))


EXERCISE = Exercise(
    title="One kernel for each channel",
    statement=(
        "In a *depthwise* convolution channels don't mix. Channel $c$ of the output is made of channel $c$ of the image alone, "
        "with a kernel of its own; there are as many channels out as in:\n\n"
        "$$z_{n,r,s,c}=\\sum_{i,j}x_{n,\\,r+i,\\,s+j,\\,c}\\;w_{ijc}$$\n\n"
        "The kernels are `W` `(k, k, C)`, the stride is 1, patches lie inside, there is no bias. Write `depthwise_gradients(X, W, delta)`, "
        "which returns `(dW, dX)`: `dW` the gradient of the mean over samples, `dX` per sample. `delta` is "
        "`(N, H', W', C)`, per sample. Count its weights, too: what does it save?"
    ),
    reference=depthwise_gradients,
    cases=_cases,
    measure=_measured,
    parts=("dW", "dX"),
    transfer=True,
    needs=("patches", "conv_output", "conv_weight_gradient", "conv_input_gradient"),
    taught="Yours alone",
    points=6,
    minutes=15,
    mistakes=(
        Mistake(
            "no_mean",
            "dW without 1/N",
            _both(dW=lambda X, W, d: _dW(X, W, d) * len(X)),
            "E of a batch is the mean over its samples.",
            "With one sample it agrees; dX is right.",
            "Over what is E a mean?",
        ),
        Mistake(
            "mean_over_places",
            "dW divided by samples and places",
            _both(dW=lambda X, W, d: _dW(X, W, d) / (d.shape[1] * d.shape[2])),
            "A weight is used at every place, and each use adds to its gradient.",
            "dX is right, and dW too small by the number of places.",
            "Over what is E a mean?",
        ),
        Mistake(
            "input_mean",
            "dX divided by N",
            _both(dX=lambda X, W, d: _dX(X, W, d) / len(X)),
            "dX is per sample.",
            "With one sample it agrees; dW is right.",
            "Does sample 1 know of sample 2 here?",
        ),
        Mistake(
            "half_turn",
            "dX with the kernel turned by 180°",
            _both(dX=lambda X, W, d: _dX(X, W[::-1, ::-1], d)),
            "Each delta goes back through the very weights that it came by.",
            "dW is right. One delta alone should leave the kernel itself in the image.",
            "Let only one delta be 1. What should stand in the image?",
        ),
        Mistake(
            "weights_turned",
            "dW turned by 180°",
            _both(dW=lambda X, W, d: _dW(X, W, d)[::-1, ::-1]),
            "W[i, j] met row i and column j of each patch.",
            "dX is right.",
            "Which pixel did W[0, 0] meet?",
        ),
        Mistake(
            "channels_mixed",
            "the deltas of all channels added up first",
            _both(
                dW=lambda X, W, d: _dW(X, W, _all(d)),
                dX=lambda X, W, d: _dX(X, W, _all(d)),
            ),
            "Channel c receives from output channel c alone.",
            "Both gradients are wrong wherever there are two channels.",
            "Which outputs move when a pixel of channel 0 moves?",
        ),
        Mistake(
            "input_mixed",
            "dX summed over all channels, as in an ordinary convolution",
            _both(dX=lambda X, W, d: _all(_dX(X, W, d))),
            "A pixel of channel c feeds output channel c only.",
            "dW is right.",
            "Which outputs move when a pixel of channel 0 moves?",
        ),
        Mistake(
            "kernel_shared",
            "one kernel for all channels: dW summed over them",
            _both(dW=lambda X, W, d: _all(_dW(X, W, d))),
            "Each channel has a kernel of its own.",
            "dX is right.",
            "Which outputs does W[0, 0, 0] touch?",
        ),
        Mistake(
            "overwritten",
            "dX with = instead of +=: the last patch stays",
            _both(dX=_overwritten),
            "A pixel receives a part from every place that it took part in.",
            "dW is right. Where patches don't overlap dX agrees.",
            "How many patches contain the pixel in the middle?",
        ),
        Mistake(
            "kernel_transposed",
            "dX with rows and columns of the kernel exchanged",
            _both(dX=lambda X, W, d: _dX(X, W.swapaxes(0, 1), d)),
            "W[i, j] met the pixel in row i and column j of the patch.",
            "dW is right.",
            "Let only one delta be 1. What should stand in the image?",
        ),
        Mistake(
            "weights_transposed",
            "dW with rows and columns exchanged",
            _both(dW=lambda X, W, d: _dW(X, W, d).swapaxes(0, 1)),
            "dW[i, j] belongs to row i and column j of the patch.",
            "dX is right.",
            "Which axis of your patches is the row?",
        ),
        Mistake(
            "exchanged",
            "(dX, dW): in the other order",
            lambda X, W, d: (_dX(X, W, d), _dW(X, W, d)),
            "The gradient of the weights comes first.",
            "The shapes are exchanged.",
            "In which order does the docstring ask for them?",
        ),
        Mistake(
            "flat_kernel",
            "dX with the mean of the kernel instead of each weight",
            _both(dX=lambda X, W, d: _dX(X, np.ones_like(W) * W.mean((0, 1)), d)),
            "A pixel receives δ through the one weight that it met at each place.",
            "dW is right. With k = 1 dX agrees.",
            "Which weight lay on the pixel at that place?",
        ),
    ),
    hints=(
        "Take one channel alone: it is a convolution with one channel in and one out. What does a weight receive there, and what does a pixel?",
        "Channels stay side by side in every product: multiply entry by entry along the last axis, and never sum over it.",
        "In two loops over i and j, the part of X that W[i, j] met is as large as delta: multiplied by delta and summed it gives dW[i, j]; and delta times W[i, j] is added to the same part of dX.",
    ),
    symptoms=(
        (
            "right for one channel only",
            "Is there a sum over channels? There shouldn't be one.",
        ),
        (
            "dX is wrong at the edges only, or in the middle only",
            "Do you add where patches overlap?",
        ),
    ),
    another_way=(
        "It is an ordinary convolution whose W[i, j, c, d] is 0 wherever c and d differ: put W on that diagonal, use your three functions, "
        "and keep the diagonal of dW."
    ),
)
