"""Lesson 07: the exercise `train_digits`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np

from bpcourse import datasets
from bpcourse.course.model import Case, Exercise, Mistake, Problem, Rng, Seed

from .shared import _problem_of_shape


def train_digits(X, Y, rng):
    """Train on `X` (N, 144) in 0..1, one-hot `Y` (N, 10); return predict(X) -> labels (N,)."""
    W1, b1 = rng.normal(size=(144, 128)) * np.sqrt(2 / 144), np.zeros(128)
    W2, b2 = rng.normal(size=(128, 10)) * np.sqrt(2 / 128), np.zeros(10)
    for epoch in range(20):
        eta = 0.4 / (1 + 0.1 * epoch)
        order = rng.permutation(len(X))
        for start in range(0, len(X), 32):
            x, y = X[order[start : start + 32]], Y[order[start : start + 32]]
            a = np.maximum(0, x @ W1 + b1)
            z = a @ W2 + b2
            p = np.exp(z - z.max(axis=1, keepdims=True))
            delta2 = (p / p.sum(axis=1, keepdims=True) - y) / len(x)
            delta1 = delta2 @ W2.T * (a > 0)
            W2, b2 = W2 - eta * a.T @ delta2, b2 - eta * delta2.sum(axis=0)
            W1, b1 = W1 - eta * x.T @ delta1, b1 - eta * delta1.sum(axis=0)
    return lambda X: (np.maximum(0, X @ W1 + b1) @ W2 + b2).argmax(axis=1)


TIMES = 3  # each digit is placed so often, at another place each time


@cache
def _digits() -> tuple[Any, ...]:
    """(X, Y, X_held, labels_held): placed in 12 x 12, and always at the same places."""
    X, labels, X_held, held = datasets.split_digits()
    rng = np.random.default_rng(0)
    X, X_held = (
        np.concatenate([_placed(D, rng) for _ in range(TIMES)]) for D in (X, X_held)
    )
    Y = datasets.one_hot(np.tile(labels, TIMES))
    return X, Y, X_held, np.tile(held, TIMES)


def _placed(X: Any, rng: Rng) -> Any:
    return datasets.place_digits(X, 12, rng).reshape(len(X), 144)


def _digit_cases(rng: Rng) -> Iterator[Case]:
    X, Y, X_held, held = _digits()
    seed = Seed(int(rng.integers(2**31)))
    order = rng.permutation(len(held))  # memorised labels are then no answer
    yield Case(
        (X, Y, seed),
        show="X of shape (4311, 144), Y of shape (4311, 10), rng",
        extra={"call": X_held[order], "labels": held[order]},
    )


def _digit_judge(case: Case, want: Any, got: Any) -> Problem | None:
    labels = case.extra["labels"]
    if np.shape(got) == (len(labels), 10):
        return Problem(
            "predict returns ten numbers per sample, and should return one label",
            "scores",
        )
    if np.size(got) == 1:
        return Problem("predict returns one label for all samples", "one_label")
    problem = _problem_of_shape(got, labels.shape, "what predict returns")
    if problem:
        return problem
    if len(np.unique(got)) == 1:
        only = np.asarray(got).flat[0]
        return Problem(f"predict says {only} for every digit", "one_answer")
    share = float((np.asarray(got, dtype=float) == labels).mean())
    if share >= ALL_POINTS:
        return None
    text = f"it reads {100 * share:.1f} % of the held-out digits"
    if share <= NO_POINTS:
        mistake = "untrained" if 0.05 < share < 0.2 else None
        mistake = "wrong_labels" if _told_apart(labels, got) else mistake
        return Problem(f"{text}; points begin above 60 %", mistake)
    rest = "90 % bring all the points. More hidden units, more epochs, a step that shrinks, or"
    return Problem(
        f"{text}; {rest} digits that are moved once more?", score=_digit_score(share)
    )


def _told_apart(labels: Any, got: Any) -> bool:
    """Most digits of a kind get one and the same name, another one for each kind."""
    table = np.zeros((10, 10))
    found = np.asarray(got, dtype=float)
    inside = (found >= 0) & (found < 10)
    np.add.at(table, (labels[inside], found[inside].astype(int)), 1)
    apart = len(set(table.argmax(axis=1).tolist())) >= 9
    wrong = np.trace(table) < 0.2 * len(labels)
    return bool(wrong and apart and table.max(axis=1).sum() > 0.6 * len(labels))


NO_POINTS, ALL_POINTS = 0.60, 0.90  # of the held-out digits


def _digit_score(share: float) -> float:
    """No points at 60 %, all at 90 %, and in proportion between."""
    return (share - NO_POINTS) / (ALL_POINTS - NO_POINTS)


def _untrained(X: Any, Y: Any, rng: Rng) -> Any:
    W = rng.normal(size=(144, 10))
    return lambda X: (X @ W).argmax(axis=1)


def _scores(X: Any, Y: Any, rng: Rng) -> Any:
    return lambda X: np.zeros((len(X), 10))


def _predictions_at_once(X: Any, Y: Any, rng: Rng) -> Any:
    return Y.argmax(axis=1)


def _one_class(X: Any, Y: Any, rng: Rng) -> Any:
    return lambda X: [0]


def _labels_shifted(X: Any, Y: Any, rng: Rng) -> Any:
    """Trained correctly, and every label one too large."""
    predict = train_digits(X, Y, rng)
    return lambda X: (predict(X) + 1) % 10


TEST = """\
def test_train_digits_1():
    rng = np.random.default_rng(1)
    patterns, labels = rng.random((10, 144)), rng.integers(10, size=2200)
    X = np.clip(patterns[labels] + 0.1 * rng.normal(size=(2200, 144)), 0, 1)
    predict = train_digits(X[:2000], np.eye(10)[labels[:2000]], rng)
    assert (predict(X[2000:]) == labels[2000:]).mean() > 0.5"""

EXERCISE = Exercise(
    title="Read handwritten digits, wherever they stand",
    statement=(
        "The whole course in one function. Handwritten digits of 8 × 8 pixels stand anywhere in "
        "a field of 12 × 12. Write `train_digits(X, Y, rng)`, which trains a network on `X` "
        "(N, 144), in 0…1, with one-hot `Y` (N, 10), and returns a function `predict(X)` that "
        "gives the labels `(N,)` of any such pictures. `rng` is a `numpy.random.Generator`: draw "
        "all that is random from it. NumPy and your own code alone, within 60 seconds; the data "
        "are the lesson's, 4311 pictures. What counts is the share of 1080 held-out pictures that "
        "your network reads: points begin above 60 % and grow to all of them at 90 %. One layer "
        "alone, softmax regression, reads about a third."
    ),
    reference=train_digits,
    cases=_digit_cases,
    own_test=TEST,
    judge=_digit_judge,
    finish="call",
    seconds=60.0,
    points=5,
    minutes=30,
    needs=("he_init", "relu_backward"),
    mistakes=(
        Mistake(
            "untrained",
            "a network that reads no better than by guessing",
            _untrained,
            "The steps go nowhere, samples and labels were shuffled apart, or predict looks at other digits.",
            "One digit in ten is read, as by guessing.",
            "Does the loss fall from epoch to epoch? Print it.",
        ),
        Mistake(
            "scores",
            "ten scores per sample instead of one label",
            _scores,
            "The network's outputs are scores; the label is the place of the largest.",
            "predict returns the shape (N, 10).",
            "Which function finds the place of the largest entry of each row?",
        ),
        Mistake(
            "no_function",
            "a result that is no function: labels of the training data, say",
            _predictions_at_once,
            "New digits will come: the result has to be a function that reads any.",
            "The result can't be called.",
            "What does `return predict` return, without brackets?",
        ),
        Mistake(
            "one_label",
            "one label for all samples",
            _one_class,
            "predict gets many rows and gives a label for each.",
            "It returns one entry, whatever it gets.",
            "Along which axis is the argmax taken?",
        ),
        Mistake(
            "one_answer",
            "the same answer for every digit",
            lambda X, Y, rng: lambda X: np.zeros(len(X), dtype=int),
            "Scores that are nan, units that are all dead, or inputs on another scale than in training make all samples look alike.",
            "One digit in ten is read: those that happen to be that one.",
            "Print the scores of three samples. Are they finite, and do they differ?",
        ),
        Mistake(
            "wrong_labels",
            "digits that are told apart, and called by the wrong names",
            _labels_shifted,
            "The training works. Somewhere between the labels and the answer a name has moved.",
            "Nearly all digits of one kind get the same name, and it isn't theirs.",
            "Print the predictions beside the labels: is there a shift, or an argmin for an argmax?",
        ),
    ),
    hints=(
        "Collect what you have: he_init, relu_backward, mini-batches, a step. Print the loss of each "
        "epoch, and keep a part of X aside to see how much is read.",
        "144 → 128 → 10 with ReLU and softmax; batches of 32, twenty epochs, eta 0.4 and shrinking.",
        "Loop over epochs and batches; delta2 = (p - y) / len(x); delta1 = delta2 @ W2.T * (a > 0); "
        "step; at the end `return lambda X: scores(X).argmax(axis=1)`.",
    ),
    symptoms=(
        ("the loss is nan", "Is softmax stable? Is eta too large?"),
        (
            "stuck at ten per cent",
            "Are the weights 0 at the start, or is the sign turned?",
        ),
        ("it takes too long", "Work on whole batches, without a loop over samples."),
    ),
    taught="The network that most people use",
    another_way=(
        "Moving each picture by a pixel, in another direction in each epoch, gives more digits "
        "without new drawings: lesson 08. And a layer whose units share their weights needs far fewer of "
        "them for this task: lesson 10."
    ),
)
