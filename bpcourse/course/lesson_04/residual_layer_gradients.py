"""Lesson 04: the exercise `residual_layer_gradients`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng

from .shared import _gradient, _s


def residual_layer_gradients(X, W, b, T):
    """(dW, db, dX) of the layer O = X + sigma(X W + b),
    under half squared error.

    `X` and `T` are (N, n), `W` is (n, n), `b` is (n,);
    dW and db are means over the batch, dX (N, n) is per sample.
    """
    A = 1 / (1 + np.exp(-(X @ W + b)))
    error = X + A - T
    inner = error * A * (1 - A)  # what arrives at the weighted inputs
    return X.T @ inner / len(X), inner.mean(axis=0), error + inner @ W.T


def _cases(rng: Rng) -> Iterator[Case]:
    for n, units in ((3, 2), (5, 4), (1, 3), (4, 3), (6, 2)):
        X, W = rng.normal(size=(n, units)), rng.normal(size=(units, units))
        b, T = rng.normal(size=units), rng.normal(size=(n, units))
        show = f"X ({n}, {units}), W ({units}, {units}), b ({units},), T ({n}, {units})"
        yield Case((X, W, b, T), show=show)
    X = rng.normal(size=(3, 5)).T  # not contiguous
    W, b = rng.normal(size=(3, 3)).T, rng.normal(size=3)
    yield Case((X, W, b, rng.normal(size=(5, 3))), show="X (5, 3), W (3, 3), b (3,)")


def _measured(case: Case) -> Measured:
    X, W, b, T = case.args
    E = lambda X, W, b: 0.5 * ((X + _s(X @ W + b) - T) ** 2).sum(1)
    value = (
        _gradient(lambda V: E(X, V, b).mean(), W),
        _gradient(lambda v: E(X, W, v).mean(), b),
        _gradient(lambda V: E(V, W, b).sum(), X),
    )
    return Measured("slopes of E by central differences", value)


def _parts(rule: Callable[..., Any]) -> Callable[..., Any]:
    """A wrong version from X, W, the error X + A − T, the slope of σ, N and A."""

    def wrong(X: Any, W: Any, b: Any, T: Any) -> Any:
        A = _s(X @ W + b)
        return rule(X, W, X + A - T, A * (1 - A), len(X), A, T)

    return wrong


def _wrong_dX(rule: Callable[..., Any]) -> Callable[..., Any]:
    """dW and db are right, dX comes from W, the error, the slope and δ = error · slope."""
    return _parts(
        lambda X, W, e, s, n, A, T: (
            X.T @ (e * s) / n,
            (e * s).mean(0),
            rule(W, e, s, e * s),
        )
    )


EXERCISE = Exercise(
    title="A layer with a way round it",
    statement=(
        "A *residual* layer hands its input on beside what it computes: $O=X+\\sigma(XW+b)$, with as many units as "
        "inputs, under half squared error. Write `residual_layer_gradients(X, W, b, T)`, which returns "
        "`(dW, db, dX)`. `X` and `T` are `(N, n)`, `W` is `(n, n)`, `b` is `(n,)`. `dW` and `db` are means over the "
        "batch; `dX` is per sample. The judge is the measured slope; your `numerical_gradient` measures the same."
    ),
    reference=residual_layer_gradients,
    cases=_cases,
    measure=_measured,
    parts=("dW", "db", "dX"),
    transfer=True,
    points=5,
    minutes=12,
    mistakes=(
        Mistake(
            "way_round_lost",
            "dX without the way round the layer",
            _wrong_dX(lambda W, e, s, d: d @ W.T),
            "X reaches O by two paths: through the layer, and round it.",
            "dW and db are right. dX is off by exactly the error.",
            "Let X grow and hold σ(XW + b) still: by how much does O grow?",
        ),
        Mistake(
            "one_round_the_layer",
            "dX with 1 for the way round the layer, and not the error that comes back on it",
            _wrong_dX(lambda W, e, s, d: d @ W.T + 1),
            "The slope of X with respect to X is 1. It is one factor of that path, and E's slope is the other.",
            "dW and db are right. Where the layer makes no error, dX should be 0, and it is 1.",
            "What arrives at O from E, before it goes round the layer?",
        ),
        Mistake(
            "layer_lost",
            "dX with the way round the layer only",
            _wrong_dX(lambda W, e, s, d: e),
            "X reaches O by two paths: through the layer, and round it.",
            "dW and db are right, and no W stands in dX.",
            "Which path from X to O leads through W?",
        ),
        Mistake(
            "paths_multiplied",
            "the two paths to X multiplied instead of added",
            _wrong_dX(lambda W, e, s, d: e * (d @ W.T)),
            "Along one path slopes are multiplied. Two paths are added.",
            "dW and db are right; dX has the size of a square.",
            "Two small changes at once: what is the change of the whole?",
        ),
        Mistake(
            "slope_on_both",
            "the slope of the sigmoid stands on the way round, too",
            _wrong_dX(lambda W, e, s, d: e * s + d @ W.T),
            "The way round passes no sigmoid: its slope is 1.",
            "dX is too small where the units are flat.",
            "Which operations lie between X and O on the way round?",
        ),
        Mistake(
            "slope_at_output",
            "the sigmoid's slope at O = X + A instead of at A",
            _parts(
                lambda X, W, e, s, n, A, T: (
                    X.T @ (e * (X + A) * (1 - X - A)) / n,
                    (e * (X + A) * (1 - X - A)).mean(0),
                    e + (e * (X + A) * (1 - X - A)) @ W.T,
                )
            ),
            "a (1 − a) wants the output of the sigmoid, and O is more than that.",
            "O can be above 1, and then the slope becomes negative.",
            "Which number came out of the sigmoid?",
        ),
        Mistake(
            "error_of_the_sigmoid",
            "the error A − T: the input is missing in it",
            _parts(
                lambda X, W, e, s, n, A, T: (
                    X.T @ ((A - T) * s) / n,
                    ((A - T) * s).mean(0),
                    (A - T) + ((A - T) * s) @ W.T,
                )
            ),
            "The layer's output is X + A, and that is compared with the target.",
            "All three results are off.",
            "What does E compare with T?",
        ),
        Mistake(
            "plain_layer",
            "the gradients of a layer without the way round",
            _parts(
                lambda X, W, e, s, n, A, T: (
                    X.T @ ((A - T) * s) / n,
                    ((A - T) * s).mean(0),
                    ((A - T) * s) @ W.T,
                )
            ),
            "That is the layer of this lesson. Here X stands in the output as well.",
            "All three results are off.",
            "Where in your formulas does O = X + … occur?",
        ),
        Mistake(
            "no_slope",
            "the slope of the sigmoid is missing",
            _parts(lambda X, W, e, s, n, A, T: (X.T @ e / n, e.mean(0), e + e @ W.T)),
            "The way to the weighted inputs crosses the sigmoid.",
            "dW is too large: the sigmoid is never steeper than a quarter.",
            "What is the slope of σ, from its output?",
        ),
        Mistake(
            "sums",
            "dW and db as sums over the samples instead of means",
            _parts(
                lambda X, W, e, s, n, A, T: (
                    X.T @ (e * s),
                    (e * s).sum(0),
                    e + (e * s) @ W.T,
                )
            ),
            "E of the batch is the mean of its samples.",
            "dW is N times the measured one.",
            "What happens to your dW if every sample stands there twice?",
        ),
        Mistake(
            "mean_in_dX",
            "dX divided by N",
            _wrong_dX(lambda W, e, s, d: (e + d @ W.T) / len(e)),
            "A sample's input belongs to that sample alone; dX is per sample.",
            "dX is smaller than measured by the number of samples.",
            "How does one sample's error change with its own input?",
        ),
        Mistake(
            "not_transposed",
            "dX through W instead of its transpose",
            _wrong_dX(lambda W, e, s, d: e + d @ W),
            "W is square here, so the wrong product runs.",
            "With a symmetric W nobody would notice.",
            "Over which index of W[j, k] does dX add?",
        ),
        Mistake(
            "dW_with_way_round",
            "dW also gets the way round the layer",
            _parts(
                lambda X, W, e, s, n, A, T: (
                    X.T @ (e + e * s) / n,
                    (e + e * s).mean(0),
                    e + (e * s) @ W.T,
                )
            ),
            "On the way round there is no weight, and so no gradient either.",
            "dX is right. dW and db are too large.",
            "Where do W and b occur in O?",
        ),
        Mistake(
            "sign",
            "everything with the opposite sign: T − O",
            _parts(
                lambda X, W, e, s, n, A, T: (
                    -X.T @ (e * s) / n,
                    -(e * s).mean(0),
                    -e - (e * s) @ W.T,
                )
            ),
            "(T − O)² and (O − T)² are equal, and their slopes with respect to O aren't.",
            "A step against it would raise E.",
            "What is the slope of ½(o − t)² with respect to o?",
        ),
    ),
    hints=(
        "Draw one unit: from X two arrows lead to its output. Which parameters lie on which of them?",
        "First the error of the output, then what arrives at the weighted inputs; W and b get their gradients from that as in any layer. "
        "X receives from both paths.",
        "On the way round nothing is multiplied: the error itself arrives at X. Through the layer it is what "
        "`input_gradient` gives.",
    ),
    symptoms=(
        (
            "dW and db are right, dX isn't",
            "X has two paths to the output. Are both there?",
        ),
        ("everything is off", "What is compared with T: A, or X + A?"),
        ("right for one sample only", "dW and db are means over the batch."),
    ),
    taught="Yours alone",
    another_way="`layer_gradients` can't be called for this one, but `weight_gradient`, `bias_gradient` and `input_gradient` can.",
)
