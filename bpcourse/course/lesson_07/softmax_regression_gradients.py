"""Lesson 07: the exercise `softmax_regression_gradients`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng

from .shared import _log_softmax, _one_hot, _softmax, _stepped, _unsafe


def softmax_regression_gradients(X, W, b, Y):
    """(dW, db) of the batch's mean loss; dW like W, db like b.

    `X` (N, n_in), `W` (n_in, K), `b` (K,), `Y` (N, K), rows of which sum to 1.
    """
    z = X @ W + b
    e = np.exp(z - z.max(axis=1, keepdims=True))
    delta = e / e.sum(axis=1, keepdims=True) - Y
    return X.T @ delta / len(X), delta.mean(axis=0)


def _cases(rng: Rng) -> Iterator[Case]:
    X = np.array([[1.0, 0.0], [0.5, -1.0], [2.0, 1.0]])
    W = np.array([[0.5, -1.0, 0.0], [1.0, 0.25, -0.5]])
    yield Case((X, W, np.array([0.1, -0.2, 0.3]), np.eye(3)[[0, 2, 2]]))
    for n, i, k in ((5, 4, 3), (1, 3, 4), (4, 3, 3)):
        W, b = rng.normal(size=(i, k)), rng.normal(size=k)
        show = f"X of shape {(n, i)}, W {(i, k)}, b, Y"
        yield Case((rng.normal(size=(n, i)), W, b, _one_hot(rng, n, k)), show=show)
    X, W = rng.normal(size=(4, 3)), 900 * rng.normal(size=(3, 5))
    show = "X of shape (4, 3), W (3, 5) with entries of about 900, b, Y"
    yield Case((X, W, rng.normal(size=5), _one_hot(rng, 4, 5)), show=show)
    soft = rng.dirichlet(np.ones(4), size=6)
    W, b = rng.normal(size=(2, 4)), rng.normal(size=4)
    show = "X of shape (6, 2), W (2, 4), b, Y with probabilities in its rows"
    yield Case((rng.normal(size=(6, 2)), W, b, soft), show=show)


def _slopes(case: Case) -> Measured:
    X, W, b, Y = case.args

    def loss(W: Any, b: Any) -> Any:
        return -(Y * _log_softmax(X @ W + b)).sum() / len(X)

    found = _stepped(lambda V: loss(V, b), W), _stepped(lambda c: loss(W, c), b)
    return Measured("slopes of the mean loss by the complex step", found)


def _answer(
    p: Callable[[Any], Any] = _softmax,
    delta: Callable[[Any, Any], Any] = lambda p, Y: p - Y,
    dW: Callable[[Any, Any], Any] = lambda X, d: X.T @ d / len(X),
    db: Callable[[Any], Any] = lambda d: d.mean(axis=0),
) -> Callable[..., Any]:
    """A right answer with one of its parts exchanged."""

    def answer(X, W, b, Y):
        d = delta(p(X @ W + b), Y)
        return dW(X, d), db(d)

    return answer


def _no_bias(X, W, b, Y):
    return softmax_regression_gradients(X, W, np.zeros_like(b), Y)


EXERCISE = Exercise(
    title="Softmax regression: the gradients",
    statement=(
        "One layer, softmax, cross-entropy: the scores of a batch are $Z=XW+b$, the "
        "probabilities of a sample are the softmax of its row, and its loss is "
        "$-\\sum_k y_k\\log p_k$. Write `softmax_regression_gradients(X, W, b, Y)`, which "
        "returns the pair `(dW, db)` for the *mean* loss of the batch. Scores may be in the "
        "thousands. You have found the two halves before: what cross-entropy sends back to "
        "the scores (lesson 02), and what a layer does with it (lesson 04)."
    ),
    reference=softmax_regression_gradients,
    cases=_cases,
    measure=_slopes,
    parts=("dW", "db"),
    points=2,
    minutes=6,
    taught="One layer first",
    mistakes=(
        Mistake(
            "sign",
            "y − p: the other sign",
            _answer(delta=lambda p, Y: Y - p),
            "It looks like “target minus output”. A gradient points to where the loss grows.",
            "A step along it, subtracted, makes the loss larger.",
            "If the right class gets too little, which sign has the slope of its score?",
        ),
        Mistake(
            "sums",
            "sums over the batch, not means",
            _answer(dW=lambda X, d: X.T @ d, db=lambda d: d.sum(axis=0)),
            "E of a batch is the mean over its samples.",
            "With one sample it is right, with N samples N times too large.",
            "Where does your function divide by the number of samples?",
        ),
        Mistake(
            "bias_sum",
            "db as a sum, beside a dW that is a mean",
            _answer(db=lambda d: d.sum(axis=0)),
            "Both gradients belong to one loss, the mean.",
            "With one sample both are right.",
            "By what is dW divided, and by what db?",
        ),
        Mistake(
            "weights_sum",
            "dW as a sum, beside a db that is a mean",
            _answer(dW=lambda X, d: X.T @ d),
            "The matrix product adds over the samples; nobody has divided yet.",
            "With one sample both are right.",
            "By what is db divided, and by what dW?",
        ),
        Mistake(
            "over_classes",
            "divided by the number of classes instead of the number of samples",
            _answer(
                dW=lambda X, d: X.T @ d / d.shape[1],
                db=lambda d: d.sum(axis=0) / d.shape[1],
            ),
            "The mean runs over the samples; the classes are added up in the loss.",
            "It is right where N and K are equal.",
            "Which axis of the scores counts the samples?",
        ),
        Mistake(
            "no_softmax",
            "z − y: the scores taken for probabilities",
            _answer(p=lambda z: z),
            "p is the softmax of the scores.",
            "Its rows don't sum to 0, as those of p − y do.",
            "Where does your function compute p?",
        ),
        Mistake(
            "sigmoid",
            "a sigmoid on every score instead of a softmax",
            _answer(p=lambda z: 0.5 * (1 + np.tanh(z / 2))),
            "Ten sigmoids are ten questions of yes or no; their answers don't sum to 1.",
            "The gradient isn't zero on average over the classes.",
            "What do the entries of a row of p add up to?",
        ),
        Mistake(
            "down_the_batch",
            "a softmax down the batch instead of over the classes",
            _answer(p=lambda z: _softmax(z.T).T),
            "Without an axis, or with axis 0, samples compete with one another.",
            "With one sample every probability is 1.",
            "Which axis of Z holds the classes?",
        ),
        Mistake(
            "squared_error",
            "(p − y) p (1 − p): the slope of a sigmoid put in",
            _answer(delta=lambda p, Y: (p - Y) * p * (1 - p)),
            "That factor belongs to the half squared error of a sigmoid layer.",
            "Where the network is sure and wrong, the gradient nearly vanishes.",
            "Which loss is asked for here, and what did lesson 02 find for it?",
        ),
        Mistake(
            "overflow",
            "right for small scores; large ones overflow",
            _answer(p=_unsafe),
            "exp(900) is inf, and inf / inf is nan.",
            "With scores in the thousands dW holds nan.",
            "What may be subtracted from every score of a row without changing p?",
        ),
        Mistake(
            "no_bias",
            "the bias left out of the scores",
            _no_bias,
            "The gradients are taken at the scores XW + b.",
            "Another b gives the same result.",
            "Where does your function use b?",
        ),
        Mistake(
            "transposed",
            "dW transposed, (K, n_in)",
            _answer(dW=lambda X, d: d.T @ X / len(X)),
            "dW has the shape of W, or W − η dW can't be computed.",
            "Where n_in and K are equal, nothing refuses.",
            "Row j of dW belongs to which input?",
        ),
    ),
    hints=(
        "Two steps: from the scores to ∂E/∂Z of each sample, and from there to the weights, "
        "exactly as in any layer.",
        "Lesson 02's softmax_cross_entropy_gradient is the first step; lesson 04's "
        "weight_gradient and bias_gradient are the second one.",
        "delta = p - Y, with p the softmax of each row (subtract its largest score first); then "
        "X.T @ delta over the number of samples, and delta's mean over the samples.",
    ),
    symptoms=(
        ("I get nan", "Subtract the largest score of each row before exp."),
        ("the loss goes up", "Is it p − y, or y − p?"),
    ),
    another_way=(
        "The mean can be taken once, at the top: delta = (p - Y) / N. Then both gradients are "
        "sums. Frameworks do that."
    ),
)
