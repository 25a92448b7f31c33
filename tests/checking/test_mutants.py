"""Mutants of the references: each one is refused, and none gets the name of another mistake."""

from __future__ import annotations

import dataclasses
import importlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from mutants import mutants
from rotation import part, sweep
from sentences import NO_DIAGNOSIS

from bpcourse.checking import judge_function
from bpcourse.checking.verdict import FAILED, Verdict
from bpcourse.course import Case, Exercise, all_exercises

pytestmark = pytest.mark.slow

ROOM = importlib.import_module("bpcourse.checking.judge")
EXERCISES = [e for e in all_exercises().values() if e.seconds <= 10]
SAMPLE = 24  # mutants of an exercise whose names are looked at
SYMMETRIC = "the slope of the sigmoid is the same at x and at −x"
SAME_ORDER = "a product in another order"
TIMES_ZERO = "the power that differs is multiplied by 0"
SQUARE = "kernels are as high as they are wide"
LAST = "of two axes, axis 1 is the last one"
ANY_NEGATIVE = "NumPy reads every negative length as the one to be found"
AT_THE_CORNER = "any slope between those of the two sides is right at 0"
EQUIVALENT = {  # the changed line, and why it gives what is asked for
    "sigmoid_derivative": {"a = 1 / (1 + np.exp(x))": SYMMETRIC},
    "scaled_sigmoid_derivative": {"F = A / (1 + np.exp(x / B))": SYMMETRIC},
    "mended_chain_slope": {"a = 1 / (1 + np.exp(h))": SYMMETRIC},
    "column_hidden_delta": {"a = 1 / (1 + np.exp(z))": SYMMETRIC},
    "relu_derivative": {
        "return (x >= 0) * 1.0": AT_THE_CORNER,
        "return (x > 0) / 1.0": "a division by 1",
        "return x > 0": "True and False are read as 1 and 0",
    },
    "leaky_relu_derivative": {"return np.where(x >= 0, 1.0, p)": AT_THE_CORNER},
    "mended_backward": {
        "if layer >= 0:": "one signal more is made, and never used",
        "if layer > -1:": "one signal more is made, and never used",
    },
    "gradient_descent": {"return path": "a list of points is a path as well"},
    "gradient_norms": {
        "return [np.sqrt(np.sum(dW ** 2)) for dW, db in gradients]": (
            "NumPy's floats are numbers as well"
        )
    },
    "early_stopping": {
        "if loss <= losses[best]:": "the task doesn't say which of two equal losses is best"
    },
    "dropout": {
        "mask = (rng.random(A.shape) <= keep) / keep": "no draw is keep to the last digit"
    },
    "clipped_dropout_backward": {
        "passes = A * mask <= limit": "no entry lies at the limit"
    },
    "log_sum_exp_rule": {
        "return g[..., None] / part.sum(axis=-1)[..., None] * part": SAME_ORDER
    },
    "norm_rule": {"return a * (g / lengths)[..., np.newaxis]": SAME_ORDER},
    "clip_by_norm": {
        "scale = limit / norm if norm >= limit else 1.0": "limit over limit is 1"
    },
    "warmup_cosine": {"if step < warmup:": "line and wave meet where the warm-up ends"},
    "average_gradients": {
        "powers = np.where(back > -1, back * rho ** np.maximum(back - 1, 0), 0.0)": (
            TIMES_ZERO
        ),
        "powers = np.where(back > 0, back * rho ** (back - 1), 0.0)": TIMES_ZERO,
        "powers = np.where(back >= 0, back * rho ** np.maximum(back - 1, 0), 0.0)": (
            TIMES_ZERO
        ),
        "powers = np.where(back > 0, back * rho ** np.maximum(back - 1, -1), 0.0)": (
            TIMES_ZERO
        ),
    },
    "conv_output": {
        "k, c_out = (W.shape[1], W.shape[3])": SQUARE,
        "return rows @ W.reshape(-2, c_out) + b": ANY_NEGATIVE,
        "rows = P.reshape(len(X), P.shape[1], P.shape[2], -2)": ANY_NEGATIVE,
    },
    "conv_weight_gradient": {
        "dW = rows.T @ delta.reshape(len(rows), -2) / len(X)": ANY_NEGATIVE,
        "return dW.reshape(k, k, X.shape[3], -2)": ANY_NEGATIVE,
        "rows = P.reshape(-2, k * k * X.shape[3])": ANY_NEGATIVE,
    },
    "conv_input_gradient": {"k, dX = (W.shape[1], np.zeros(shape))": SQUARE},
    "max_pool_backward": {
        "largest = B.max(axis=(2, 4), keepdims=True) <= B": "nothing is above the largest"
    },
    "mended_batch_norm": {
        "n = batches[-1].shape[1]": "all batches have the same units",
        "n = batches[1].shape[1]": "all batches have the same units",
    },
    "mended_softmax_loss": {
        "e = np.exp(z - np.max(z, axis=1, keepdims=True))": LAST,
        "p = e / np.sum(e, axis=1, keepdims=True)": LAST,
        "E = -np.sum(y * np.log(p), axis=1)": LAST,
    },
    "unbroadcast": {"if n <= 1:": "no axis is shorter than 1"},
    "audit": {
        "found = {1: 8, 3: 6, 5: 4, 6: 5, 8: 4, 9: 6, 10: 5, 12: 4}": (
            "the update in line 5, or what reads it in line 6: either is the fault"
        )
    },
    "shift_images": {
        "padded = np.pad(X.reshape(-2, 8, 8), ((0, 0), (1, 1), (1, 1)))": ANY_NEGATIVE,
        "padded = np.pad(X.reshape(-1, 8, 8), ((0, 0), (1, 2), (1, 1)))": (
            "a row below the image that is never read"
        ),
        "padded = np.pad(X.reshape(-1, 8, 8), ((0, 0), (1, 1), (1, 2)))": (
            "a column beside the image that is never read"
        ),
    },
}


def short(exercise: Exercise) -> Exercise:
    """The exercise with a time limit for mutants that never end."""
    return dataclasses.replace(exercise, seconds=0.3)


@sweep
@pytest.mark.parametrize("exercise", part(EXERCISES, 12), ids=lambda e: e.name)
def test_every_mutant_is_refused_but_the_equivalent_ones(exercise, monkeypatch):
    refused = Verdict("", outcome=FAILED)
    monkeypatch.setattr(
        ROOM, "diagnose", lambda *_: refused
    )  # names are looked at below
    survivors = {
        line
        for line, mutant in mutants(exercise.reference)
        if judge_function(mutant, short(exercise)).score == 1  # a part isn't all
    }
    assert survivors == set(EQUIVALENT.get(exercise.name, {}))


def outcome(function: Callable[..., Any], case: Case) -> Any:
    """What a function gives, or the name of the exception."""
    with np.errstate(all="ignore"):
        try:
            return function(*map(own, case.args))
        except Exception as error:
            return type(error).__name__


def own(arg: Any) -> Any:
    if isinstance(arg, np.ndarray):
        return arg.copy()
    return [own(a) for a in arg] if isinstance(arg, list) else arg


def alike(a: Any, b: Any) -> bool:
    if isinstance(a, str) or isinstance(b, str) or a is None or b is None:
        return a is b or (isinstance(a, str) and isinstance(b, str) and a == b)
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(alike(x, y) for x, y in zip(a, b))
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return a.shape == b.shape and np.allclose(
        a, b, rtol=1e-6, atol=1e-9, equal_nan=True
    )


def numbers(given: Any) -> bool:
    """Whether a function gave numbers: no exception, no NaN, no infinity."""
    if isinstance(given, (list, tuple)):
        return all(map(numbers, given))
    if isinstance(given, str) or given is None:
        return False
    return bool(np.isfinite(np.asarray(given, dtype=float)).all())


COMPARED = [e for e in EXERCISES if e.judge is None and e.finish is None]


@sweep
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("exercise", part(COMPARED, 12), ids=lambda e: e.name)
def test_a_mutant_with_the_name_of_a_known_mistake_gives_its_numbers(exercise):
    every = list(mutants(exercise.reference))
    names = {mistake.id: mistake for mistake in exercise.mistakes}
    unseen = [
        c for seed in (11, 12) for c in exercise.cases(np.random.default_rng(seed))
    ]
    for line, mutant in every[:: 1 + len(every) // SAMPLE]:
        verdict = judge_function(mutant, short(exercise))
        assert NO_DIAGNOSIS not in str(verdict), line
        if verdict.mistake not in names:
            continue
        known = names[verdict.mistake]
        every_case = [(c, outcome(mutant, c)) for c in unseen]
        given = [(c, r) for c, r in every_case if numbers(r)] or every_case
        assert any(
            all(alike(r, outcome(form, c)) for c, r in given)
            for form in (known.function, *known.also)
        ), f"{line}\n{verdict}"


def test_equivalent_mutants_are_of_exercises_that_exist():
    assert set(EQUIVALENT) <= {e.name for e in EXERCISES}
