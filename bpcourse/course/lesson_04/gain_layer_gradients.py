"""Lesson 04: the exercise `gain_layer_gradients`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng

from .shared import _gradient, _s


def gain_layer_gradients(X, W, g, T):
    """(dW, dg) of the layer O = sigma((X W) * g) under half squared error.

    `X` is (N, n_in), `W` is (n_in, n_out), `g` is (n_out,), `T` is (N, n_out);
    both gradients are means over the batch.
    """
    H = X @ W
    O = 1 / (1 + np.exp(-H * g))
    delta = (O - T) * O * (1 - O)
    return X.T @ (delta * g) / len(X), (delta * H).mean(axis=0)


def _cases(rng: Rng) -> Iterator[Case]:
    for n, i, o in ((3, 2, 4), (5, 4, 3), (1, 3, 2), (4, 3, 3), (6, 2, 5)):
        X, W = rng.normal(size=(n, i)), rng.normal(size=(i, o))
        g, T = rng.normal(size=o) * 1.5, rng.uniform(size=(n, o))
        show = f"X ({n}, {i}), W ({i}, {o}), g ({o},), T ({n}, {o})"
        yield Case((X, W, g, T), show=show)
    X, W = rng.normal(size=(4, 5)).T, rng.normal(size=(3, 4)).T  # not contiguous
    yield Case(
        (X, W, np.array([0.5, -1.0, 2.0]), rng.uniform(size=(5, 3))),
        show="X (5, 4), W (4, 3), g (3,)",
    )


def _measured(case: Case) -> Measured:
    X, W, g, T = case.args
    E = lambda W, g: 0.5 * ((_s((X @ W) * g) - T) ** 2).sum(1).mean()
    value = (_gradient(lambda V: E(V, g), W), _gradient(lambda v: E(W, v), g))
    return Measured("slopes of E by central differences", value)


def _parts(rule: Callable[..., Any]) -> Callable[..., Any]:
    """A wrong version from X, W, g, T, H = X W, the output O, δ and N."""

    def wrong(X: Any, W: Any, g: Any, T: Any) -> Any:
        H = X @ W
        O = _s(H * g)
        return rule(X, g, T, H, O, (O - T) * O * (1 - O), len(X))

    return wrong


EXERCISE = Exercise(
    title="One gain per unit",
    statement=(
        "A layer without biases multiplies each unit's sum by a *gain* of its own before the sigmoid: "
        "$O=\\sigma\\big((XW)\\odot g\\big)$, under half squared error. Write `gain_layer_gradients(X, W, g, T)`, which "
        "returns `(dW, dg)`, both means over the batch. `X` is `(N, n_in)`, `W` is `(n_in, n_out)`, `g` is `(n_out,)`, `T` is "
        "`(N, n_out)`. The judge is the measured slope; your `numerical_gradient` measures the same."
    ),
    reference=gain_layer_gradients,
    cases=_cases,
    measure=_measured,
    parts=("dW", "dg"),
    transfer=True,
    points=4,
    minutes=10,
    mistakes=(
        Mistake(
            "gain_lost",
            "dW without the gain that its signal passes",
            _parts(lambda X, g, T, H, O, d, n: (X.T @ d / n, (d * H).mean(0))),
            "Between a weight and the sigmoid stands a multiplication by g.",
            "dg is right. Column k of dW is off by the factor g[k].",
            "When z = h g and h grows by a little, by how much does z grow?",
        ),
        Mistake(
            "divided_by_gain",
            "dW divided by the gain instead of multiplied",
            _parts(lambda X, g, T, H, O, d, n: (X.T @ (d / g) / n, (d * H).mean(0))),
            "A larger gain makes the unit more sensitive to its weights.",
            "With a gain of 2 dW is a quarter of the measured one.",
            "When z = h g and h grows by a little, by how much does z grow?",
        ),
        Mistake(
            "sum_lost",
            "dg is the mean of δ, as for a bias",
            _parts(lambda X, g, T, H, O, d, n: (X.T @ (d * g) / n, d.mean(0))),
            "A bias is added; a gain is multiplied, and its gradient contains what it multiplies.",
            "dW is right, and dg isn't.",
            "What does g[k] multiply?",
        ),
        Mistake(
            "weighted_input",
            "dg with the weighted input H g instead of H",
            _parts(
                lambda X, g, T, H, O, d, n: (X.T @ (d * g) / n, (d * H * g).mean(0))
            ),
            "The gradient of g contains what g multiplies, and that is XW before the gain.",
            "dg is off by the factor g itself.",
            "What is the derivative of h g with respect to g?",
        ),
        Mistake(
            "output_for_sum",
            "dg with the output O instead of XW",
            _parts(lambda X, g, T, H, O, d, n: (X.T @ (d * g) / n, (d * O).mean(0))),
            "The gain multiplies what comes before the sigmoid.",
            "dW is right, and dg isn't.",
            "What does g[k] multiply?",
        ),
        Mistake(
            "delta_with_gain",
            "δ already has the gain, and dg gets it, too",
            _parts(
                lambda X, g, T, H, O, d, n: (X.T @ (d * g) / n, (d * g * H).mean(0) * g)
            ),
            "The gain lies on the way to W, not on the way to itself.",
            "dg is off by the square of g.",
            "Which factors lie between g and E?",
        ),
        Mistake(
            "no_slope",
            "the slope of the sigmoid is missing",
            _parts(
                lambda X, g, T, H, O, d, n: (
                    X.T @ ((O - T) * g) / n,
                    ((O - T) * H).mean(0),
                )
            ),
            "The way to the weighted inputs crosses the sigmoid.",
            "Both are too large: the sigmoid is never steeper than a quarter.",
            "What is the slope of σ, from its output?",
        ),
        Mistake(
            "sums",
            "sums over the samples instead of means",
            _parts(lambda X, g, T, H, O, d, n: (X.T @ (d * g), (d * H).sum(0))),
            "E of the batch is the mean of its samples.",
            "Both are N times the measured ones.",
            "What happens to your dW if every sample stands there twice?",
        ),
        Mistake(
            "sum_in_dg",
            "dg is a sum over the samples, dW a mean",
            _parts(lambda X, g, T, H, O, d, n: (X.T @ (d * g) / n, (d * H).sum(0))),
            "Both are gradients of the same mean error.",
            "dW is right; dg is N times the measured one.",
            "Which of your two lines divides by N?",
        ),
        Mistake(
            "means_too_early",
            "dg as a product of two means",
            _parts(
                lambda X, g, T, H, O, d, n: (X.T @ (d * g) / n, d.mean(0) * H.mean(0))
            ),
            "The mean of products isn't the product of means.",
            "For one sample it is right, for a batch it isn't.",
            "Which comes first: multiply, or average?",
        ),
        Mistake(
            "plain_layer",
            "the gradient of a layer without gains, and its bias",
            _parts(
                lambda X, g, T, H, O, d, n: (
                    X.T @ ((_s(H) - T) * _s(H) * (1 - _s(H))) / n,
                    ((_s(H) - T) * _s(H) * (1 - _s(H))).mean(0),
                )
            ),
            "That is the layer of this lesson, with a bias. Here each sum is multiplied by a gain.",
            "With all gains 1 only dW would be right.",
            "Where does g occur in your forward pass?",
        ),
        Mistake(
            "sign",
            "everything with the opposite sign: T − O",
            _parts(lambda X, g, T, H, O, d, n: (-X.T @ (d * g) / n, -(d * H).mean(0))),
            "(T − O)² and (O − T)² are equal, and their slopes with respect to O aren't.",
            "A step against it would raise E.",
            "What is the slope of ½(o − t)² with respect to o?",
        ),
    ),
    hints=(
        "Name the sums: H = XW, then Z = H g, then O. What does each of W and g multiply?",
        "δ is the slope of E with respect to Z, as always. From Z there is one more multiplication back to H, and one to g.",
        "To H: times the gain of its unit. To g: times H, and then the mean over the samples, because all samples share the gain.",
    ),
    symptoms=(
        (
            "dW is off by a factor per column",
            "Which number belongs to a column, that is, to a unit?",
        ),
        (
            "dg has the wrong shape",
            "One gain per unit: take the mean over the samples.",
        ),
        ("right for one sample only", "Multiply first, then take the mean."),
    ),
    taught="Yours alone",
    another_way="Folding the gain into the weights, V = W g, gives an ordinary layer; dW is then its gradient times g.",
)
