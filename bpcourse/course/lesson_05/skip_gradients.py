"""Lesson 05: the transfer exercise `skip_gradients`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng

from .shared import _complex_pairs, _mean_db, _mean_dW, _network, _top

Arrays = list[Any]


def skip_gradients(X, weights, biases, T):
    """[(dW, db), ...] of three sigmoid layers; the third reads A1 + A2.

    `X` (N, n), `T` (N, m), three matrices in `weights`, three vectors in
    `biases`. Means over the batch of half the squared error, first layer
    first.
    """
    reads = lambda layer, A: A @ weights[layer] + biases[layer]
    sigma = lambda Z: 0.5 + 0.5 * np.tanh(Z / 2)  # it can't overflow
    A1 = sigma(reads(0, X))
    A2 = sigma(reads(1, A1))
    O = sigma(reads(2, A1 + A2))
    delta3 = (O - O**2) * (O - T)
    signal = delta3 @ weights[2].T  # it reaches A1 and A2 alike
    delta2 = (A2 - A2**2) * signal
    delta1 = (A1 - A1**2) * (signal + delta2 @ weights[1].T)
    pairs = ((X, delta1), (A1, delta2), (A1 + A2, delta3))
    return [(A.T @ d / len(X), d.mean(axis=0)) for A, d in pairs]


def _sigma(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def _ahead(X: Any, weights: Arrays, biases: Arrays, join: Callable[..., Any]) -> Arrays:
    A1 = _sigma(X @ weights[0] + biases[0])
    A2 = _sigma(A1 @ weights[1] + biases[1])
    both = join(A1, A2)
    return [X, A1, A2, both, _sigma(both @ weights[2] + biases[2])]


def _slope(A: Any) -> Any:
    return A * (1 - A)


def _added(A1: Any, A2: Any) -> Any:
    return A1 + A2


def _second(signal: Any, A2: Any, both: Any) -> Any:
    return signal * _slope(A2)


def _first(signal: Any, delta2: Any, W2: Any, A1: Any, A2: Any) -> Any:
    return (signal + delta2 @ W2.T) * _slope(A1)


def _third_input(A1: Any, A2: Any, both: Any) -> Any:
    return both


def _skip(
    join=_added,
    top=_top,
    second=_second,
    first=_first,
    third=_third_input,
    dW=_mean_dW,
    db=_mean_db,
) -> Callable[..., Any]:
    """`skip_gradients` with a part exchanged."""

    def answer(X, weights, biases, T):
        X, A1, A2, both, O = _ahead(X, weights, biases, join)
        d3 = top(O, T)
        signal = d3 @ weights[2].T
        d2 = second(signal, A2, both)
        d1 = first(signal, d2, weights[1], A1, A2)
        inputs = (X, A1, third(A1, A2, both))
        return [(dW(A, d), db(d)) for A, d in zip(inputs, (d1, d2, d3))]

    return answer


def _third_of_sum(X, weights, biases, T):
    """Layer 3 told apart into two layers with the same weights: its dW counted twice."""
    pairs = _skip()(X, weights, biases, T)
    return [*pairs[:2], (2 * pairs[2][0], 2 * pairs[2][1])]


def _skip_cases(rng: Rng) -> Iterator[Case]:
    for n, sizes in (
        (2, (1, 2, 2, 1)),
        (5, (3, 4, 4, 2)),
        (6, (4, 3, 3, 3)),
        (1, (2, 5, 5, 3)),
        (3, (3, 3, 3, 3)),
    ):
        weights, biases = _network(rng, sizes)
        X, T = rng.normal(size=(n, sizes[0])), rng.uniform(size=(n, sizes[-1]))
        if n == 6:  # columns first in memory
            X = np.asfortranarray(X)
        told = f"a batch of {n} through a {'-'.join(map(str, sizes))} network"
        yield Case((X, weights, biases, T), show=told)


def _skip_slopes(case: Case) -> Measured:
    X, weights, biases, T = case.args

    def loss(weights: Arrays, biases: Arrays) -> Any:
        O = _ahead(X, weights, biases, _added)[-1]
        return 0.5 * ((O - T) ** 2).sum() / len(X)

    return Measured(
        "slopes of E by the complex step", _complex_pairs(loss, weights, biases)
    )


EXERCISE = Exercise(
    title="A way round a layer",
    statement=(
        "Deep networks often have *skip connections*: the output of a layer is handed on to the "
        "next layer, and past it as well. Here is the smallest such network. Layers 1 and 2 have "
        "the same number of units, and the third layer reads the sum of both:\n\n"
        "$$A_1=\\sigma(XW_1+b_1)\\qquad A_2=\\sigma(A_1W_2+b_2)\\qquad "
        "O=\\sigma\\big((A_1+A_2)\\,W_3+b_3\\big)$$\n\n"
        "$E$ is half the squared error, and the mean over the batch. Write "
        "`skip_gradients(X, weights, biases, T)`: a list of `(dW, db)`, the first layer first. "
        "The formulas of this lesson are for a chain; you have to find the ones for this "
        "network. Draw it first. The check compares with slopes that are measured by the "
        "complex step."
    ),
    reference=skip_gradients,
    cases=_skip_cases,
    measure=_skip_slopes,
    parts=("dW", "db"),
    backwards=True,
    transfer=True,
    points=5,
    minutes=15,
    mistakes=(
        Mistake(
            "no_way_round",
            "a signal that reaches layer 1 through layer 2 alone",
            _skip(first=lambda s, d2, W2, A1, A2: d2 @ W2.T * _slope(A1)),
            "That is the recursion of a chain. A1 is read in two places here.",
            "Layers 2 and 3 are right, and layer 1 isn't.",
            "In how many places of the forward pass does A1 stand?",
        ),
        Mistake(
            "only_round",
            "a signal that reaches layer 1 past layer 2 alone",
            _skip(first=lambda s, d2, W2, A1, A2: s * _slope(A1)),
            "A1 is also what layer 2 reads, and that way to E counts as well.",
            "Layers 2 and 3 are right, and layer 1 doesn't depend on W2's signal.",
            "In how many places of the forward pass does A1 stand?",
        ),
        Mistake(
            "slope_on_one_way",
            "the slope of layer 1 on the way through layer 2 alone",
            _skip(first=lambda s, d2, W2, A1, A2: s + d2 @ W2.T * _slope(A1)),
            "Both ways end at A1, and from A1 to z there is one more link for both.",
            "Where a unit of layer 1 is saturated, its δ should nearly vanish.",
            "A bracket is missing: which two signals are added, and at which place?",
        ),
        Mistake(
            "delta_skips",
            "δ of layer 2 sent past, instead of the signal that came from layer 3",
            _skip(first=lambda s, d2, W2, A1, A2: (d2 + d2 @ W2.T) * _slope(A1)),
            "The way round doesn't pass through the units of layer 2, so their slope isn't on it.",
            "Where layer 2 is saturated, the way round would be blocked as well.",
            "Which numbers lie on the way from A1 past layer 2 to layer 3?",
        ),
        Mistake(
            "third_reads_a2",
            "A2 as the input of layer 3, in its dW",
            _skip(third=lambda A1, A2, both: A2),
            "In the chain it would be right. What layer 3 multiplies by W3 is the sum.",
            "All biases are right, and the last dW isn't.",
            "What did W3 multiply in the forward pass?",
            also=(_skip(third=lambda A1, A2, both: A1),),
        ),
        Mistake(
            "plain_chain",
            "a chain of three layers: nothing is handed past layer 2",
            _skip(
                join=lambda A1, A2: A2,
                first=lambda s, d2, W2, A1, A2: d2 @ W2.T * _slope(A1),
            ),
            "The forward pass is the lesson's own. This network has another one.",
            "Even the output differs from that of the statement.",
            "What does the third layer read?",
        ),
        Mistake(
            "slope_of_the_sum",
            "the slope taken of the sum, s (1 − s) with s = A1 + A2",
            _skip(second=lambda s, A2, both: s * _slope(both)),
            "a (1 − a) is σ's slope where a is an output of σ. The sum isn't one.",
            "Where A1 + A2 is above 1, its sign turns.",
            "Of which unit is this the slope?",
            also=(
                _skip(
                    second=lambda s, A2, both: s * _slope(both),
                    first=lambda s, d2, W2, A1, A2: (s + d2 @ W2.T) * _slope(A1 + A2),
                ),
            ),
        ),
        Mistake(
            "mean_of_both",
            "the mean of A1 and A2 instead of their sum",
            _skip(
                join=lambda A1, A2: (A1 + A2) / 2,
                second=lambda s, A2, both: s / 2 * _slope(A2),
                first=lambda s, d2, W2, A1, A2: (s / 2 + d2 @ W2.T) * _slope(A1),
            ),
            "The statement adds them.",
            "Even the output differs.",
            "What does the third layer read?",
        ),
        Mistake(
            "halved_signal",
            "the signal divided between A1 and A2",
            _skip(
                second=lambda s, A2, both: s / 2 * _slope(A2),
                first=lambda s, d2, W2, A1, A2: (s / 2 + d2 @ W2.T) * _slope(A1),
            ),
            "A signal isn't a liquid. When A1 rises by h, the sum rises by h, and not by h/2.",
            "Layer 3 is right, and the others are too small.",
            "What is the slope of A1 + A2 in A1?",
        ),
        Mistake(
            "no_transpose",
            "W2 without its transpose on the way back",
            _skip(first=lambda s, d2, W2, A1, A2: (s + d2 @ W2) * _slope(A1)),
            "W2 is square, so nothing refuses.",
            "Layers 2 and 3 are right, and layer 1 isn't.",
            "Over which index of W2[j, k] does the sum run?",
        ),
        Mistake(
            "no_output_slope",
            "δ = O − T at the output",
            _skip(top=lambda O, T: O - T),
            "The slope of the last σ is missing.",
            "Every layer is too large.",
            "Which link leads from o to z?",
        ),
        Mistake(
            "sign",
            "the gradient with the opposite sign",
            _skip(top=lambda O, T: -_top(O, T)),
            "T − O turns every sign behind it.",
            "A step that subtracts it climbs.",
            "Which way round is the difference?",
        ),
        Mistake(
            "sums",
            "sums over the batch, not means",
            _skip(dW=lambda A, d: A.T @ d, db=lambda d: d.sum(axis=0)),
            "E of a batch is the mean over its samples.",
            "Right for one sample, N times too large for N.",
            "What do you divide by?",
        ),
        Mistake(
            "last_counted_twice",
            "the third layer's gradient counted twice",
            _third_of_sum,
            "W3 stands in the forward pass once; it multiplies a sum.",
            "The first two layers are right, and the last one is doubled.",
            "How often is W3 used for one sample?",
        ),
        Mistake(
            "no_slopes_in_the_middle",
            "hidden layers without their slopes",
            _skip(
                second=lambda s, A2, both: s,
                first=lambda s, d2, W2, A1, A2: s + d2 @ W2.T,
            ),
            "Every unit multiplies its signal by its own slope.",
            "The last layer is right, and one before it is several times too large.",
            "Which link leads from a to z?",
            also=(
                _skip(second=lambda s, A2, both: s),
                _skip(first=lambda s, d2, W2, A1, A2: s + d2 @ W2.T),
            ),
        ),
        Mistake(
            "other_slope",
            "the slope of layer 1 in the δ of layer 2",
            _skip(second=lambda s, A2, both: s * _slope(both - A2)),
            "The sum hands its signal to both layers, and each multiplies by its own slope.",
            "Layer 3 is right, and layer 2 isn't.",
            "Which activations does layer 2 have?",
        ),
        Mistake(
            "ways_multiplied",
            "the two ways to A1 multiplied",
            _skip(first=lambda s, d2, W2, A1, A2: s * (d2 @ W2.T) * _slope(A1)),
            "Links of one path are multiplied; different paths are added.",
            "Where one of the two signals is 0 nothing would arrive.",
            "Which two ways lead from A1 to layer 3?",
        ),
        Mistake(
            "reversed",
            "the right pairs, the last layer first",
            lambda X, weights, biases, T: _skip()(X, weights, biases, T)[::-1],
            "The way back finds the last layer first.",
            "The first pair has the last layer's shape.",
            "Turn the list round at the end, or insert at the front.",
        ),
    ),
    hints=(
        "Draw the network: which boxes does each number go into? Then go backwards. At each box "
        "ask: in which places was it used?",
        "Multiply along each path, add over all paths. From layer 3 the signal reaches A2, and it "
        "reaches A1 twice: directly, and by layer 2.",
        "Let s = delta3 @ W3.T. It is dE/dA2, and it is one of the two parts of dE/dA1; the other "
        "part is what layer 2 hands back. Each hidden δ is that sum, times the own slope. And "
        "W3 multiplied A1 + A2.",
    ),
    symptoms=(
        (
            "only layer 1 is wrong",
            "Count the places in which A1 stands in the forward pass.",
        ),
        ("only the last dW is wrong", "What did W3 multiply?"),
        (
            "I get a shape error",
            "A1, A2 and the signal from layer 3 all have the shape (N, hidden).",
        ),
    ),
    taught="BP2",
    another_way=(
        "A block A + f(A) hands its signal back as s + (what f hands back): whatever f does, a part "
        "of the signal comes through unchanged. That is why very deep networks have such blocks."
    ),
)
