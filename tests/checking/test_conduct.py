"""Whatever an answer does while it runs: it is stopped, its harm undone, its state noticed."""

from __future__ import annotations

import dataclasses
import importlib
import math
import sys
import warnings

import numpy as np
import pytest
from sentences import NO_DIAGNOSIS
from strange_values import Hostile

from bpcourse.checking import judge_function
from bpcourse.course import Exercise, all_exercises, exercise

pytestmark = pytest.mark.slow


EXERCISES = list(all_exercises().values())
every = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
QUICK = [e for e in EXERCISES if e.seconds <= 10]
quick = pytest.mark.parametrize("exercise", QUICK, ids=lambda e: e.name)


@every
def test_an_answer_that_never_ends_is_stopped_once(exercise: Exercise):
    def answer(*_args):
        while True:
            pass

    verdict = judge_function(answer, dataclasses.replace(exercise, seconds=0.02))
    assert verdict.outcome == "error" and "loop" in str(verdict), str(verdict)


def test_an_answer_that_hangs_in_a_later_case_is_stopped():
    sigmoid = dataclasses.replace(exercise("sigmoid"), seconds=1.0)
    calls = []

    def answer(x):
        calls.append(x)
        while len(calls) > 2:
            pass
        return sigmoid.reference(x)

    verdict = judge_function(answer, sigmoid)
    assert verdict.outcome == "error" and len(calls) == 3


def test_an_endless_iterable_is_cut():
    def answer(X, T, batch_size, rng):
        while True:
            yield X[:batch_size], T[:batch_size]

    verdict = judge_function(answer, exercise("minibatches"))
    assert verdict.mistake == "general:goes_on", str(verdict)


@quick
def test_an_answer_that_only_prints_is_told_to_return(exercise: Exercise):
    def answer(*args):
        print(exercise.reference(*args))

    verdict = judge_function(answer, exercise)
    assert verdict.outcome == "failed" and "return" in str(verdict), str(verdict)


def test_much_printing_is_neither_kept_nor_shown(capsys):
    def answer(x):
        for _ in range(2000):
            print("x" * 1000)
            print("y" * 1000, file=sys.stderr)
        return exercise("sigmoid").reference(x)

    assert judge_function(answer, exercise("sigmoid")).passed
    assert capsys.readouterr() == ("", "")


def closes_the_output(x):
    sys.stdout.close()
    sys.stderr.close()
    print("still there")


def loosens_numpy(x):
    np.seterr(all="raise")
    warnings.simplefilter("error")


def takes_numpy_apart(x):
    np.exp = np.log = np.sum = lambda *a, **k: 7.0
    del np.where, np.maximum, np.linalg.norm, np.random.default_rng
    math.exp = None


def moves_the_ground(x):
    warnings.filters.clear()
    sys.stdout = None


@pytest.mark.parametrize(
    "harm", [closes_the_output, loosens_numpy, takes_numpy_apart, moves_the_ground]
)
def test_harm_done_by_an_answer_is_undone(harm):
    before = dict(vars(np)), dict(vars(math)), np.geterr(), list(warnings.filters)
    out = sys.stdout

    def answer(x):
        harm(x)
        return 0.5

    for name in ("sigmoid", "softmax", "dropout", "gradient_norms"):
        verdict = judge_function(lambda *a: answer(a[0]), exercise(name))
        assert verdict.outcome in {"failed", "error"}, str(verdict)
        assert judge_function(exercise(name).reference, exercise(name)).passed
    after = dict(vars(np)), dict(vars(math)), np.geterr(), list(warnings.filters)
    assert before == after and sys.stdout is out
    assert np.where is before[0]["where"] and np.linalg.norm([3.0, 4.0]) == 5.0


@quick
def test_an_answer_that_fills_its_arguments_with_rubbish_is_refused(exercise: Exercise):
    def answer(*args):
        for arg in args:
            if isinstance(arg, list):
                arg[:] = [Hostile()]
            elif isinstance(arg, np.ndarray) and arg.dtype.kind == "f":
                arg[...] = np.nan
        return "nothing"

    assert not judge_function(answer, exercise).passed


def appends_to_a_list_of_the_module():
    kept = []

    def answer(X, weights, biases):
        kept.append(X)
        for W, b in zip(weights, biases):
            kept.append(1 / (1 + np.exp(-(kept[-1] @ W + b))))
        return kept

    return answer


def appends_to_its_default():
    def answer(X, weights, biases, kept=[]):  # noqa: B006
        kept += exercise("forward").reference(X, weights, biases)
        return kept

    return answer


def counts_its_calls():
    calls = []

    def answer(*args):
        calls.append(1)
        activations = exercise("forward").reference(*args)
        return [A + 0.1 * len(calls) for A in activations]

    return answer


@pytest.mark.parametrize(
    "make", [appends_to_a_list_of_the_module, appends_to_its_default, counts_its_calls]
)
def test_a_state_that_outlives_a_call_is_named(make):
    verdict = judge_function(make(), exercise("forward"))
    assert verdict.mistake == "general:not_repeatable", str(verdict)


def test_an_answer_that_keeps_hold_of_its_arguments_harms_no_later_case():
    held = []

    def answer(X, delta):
        for earlier in held:
            earlier[...] = np.nan
        held.append(X)
        return X.T @ delta / len(X)

    assert judge_function(answer, exercise("weight_gradient")).passed


def test_an_alarm_that_an_answer_swallows_rings_again():
    turns = []

    def answer(x):
        while len(turns) < 3:
            try:
                while True:
                    pass
            except BaseException as stop:
                turns.append(type(stop).__name__)
        return x

    sigmoid = dataclasses.replace(exercise("sigmoid"), seconds=0.05)
    assert not judge_function(answer, sigmoid).passed
    assert turns == ["TookTooLong"] * 3


def test_a_diagnosis_that_fails_leaves_a_verdict(monkeypatch):
    def broken(*_args):
        raise KeyError("a fault of the checker's own")

    room = importlib.import_module("bpcourse.checking.judge")
    monkeypatch.setattr(room, "diagnose", broken)
    verdict = judge_function(lambda x: -x, exercise("sigmoid"))
    assert verdict.outcome == "failed" and NO_DIAGNOSIS in str(verdict)


@pytest.mark.parametrize("late", [3, 6, 8])
def test_what_a_function_remembers_is_noticed(late):
    calls = []

    def answer(x):
        calls.append(1)
        return exercise("sigmoid").reference(x) + (len(calls) > late)

    verdict = judge_function(answer, exercise("sigmoid"))
    assert verdict.mistake == "general:not_repeatable", str(verdict)
