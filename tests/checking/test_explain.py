"""Explain-my-gradient: changes that no catalogue holds are recognised, and nothing is guessed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from rotation import part, sweep

from bpcourse.checking import call_here, judge
from bpcourse.checking.guess.slips import slips
from bpcourse.checking.reply import time_limit
from bpcourse.course import Case, Exercise, Mistake, all_exercises


def judged(answer, exercise, *seed):
    """By its numbers alone: without its text."""
    return judge(call_here(answer), exercise, *seed)


def weight_gradient(X, delta):
    """Mean over the batch."""
    return X.T @ delta / len(X)


def cases(rng):
    yield Case((np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([[3.0], [1.0]])))
    for n, i, o in ((5, 4, 3), (2, 3, 5), (1, 2, 3), (3, 3, 3)):
        yield Case((rng.normal(size=(n, i)), rng.normal(size=(n, o))))


NOTHING = Mistake("none", "nothing", lambda X, delta: None, "w", "s", "t")
EXERCISE = Exercise(
    lesson="04",
    title="Weight gradient",
    statement="…",
    reference=weight_gradient,
    cases=cases,
    mistakes=(NOTHING,),
    hints=("a", "b", "c"),
    another_way="",
    taught="The gradient",
)


def softplus_slope(a):
    return 1 / (1 + np.exp(-a))


RECOGNISED = {
    "sign": lambda X, d: -X.T @ d / len(X),
    "factor_2": lambda X, d: 2 * X.T @ d / len(X),
    "factor_0.5": lambda X, d: X.T @ d / len(X) / 2,
    "batch_extra": lambda X, d: X.T @ d,
    "batch_missing": lambda X, d: X.T @ d / len(X) ** 2,
    "transposed": lambda X, d: d.T @ X / len(X),
    "activated_X": lambda X, d: softplus_slope(X).T @ d / len(X),
    "activated_delta": lambda X, d: X.T @ softplus_slope(d) / len(X),
    "squared_delta": lambda X, d: X.T @ d**2 / len(X),
    "absolute_X": lambda X, d: np.abs(X).T @ d / len(X),
    "one_X": lambda X, d: np.ones_like(X).T @ d / len(X),
    "sum_over_0": lambda X, d: (X.T @ d / len(X)).sum(axis=0),
    "sign+factor_2": lambda X, d: -2 * X.T @ d / len(X),
    "sign+batch_extra": lambda X, d: -X.T @ d,
    "batch_extra+transposed": lambda X, d: d.T @ X,
    "activated_X+sign": lambda X, d: -softplus_slope(X).T @ d / len(X),
}


@pytest.mark.parametrize("id", RECOGNISED)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_change_of_the_right_array_is_recognised(id, seed):
    verdict = judged(RECOGNISED[id], EXERCISE, seed)
    assert verdict.mistake == f"general:{id}", str(verdict)


@pytest.mark.parametrize("seed", range(5))
def test_what_nothing_explains_gets_no_name(seed):
    rng = np.random.default_rng(seed)
    noise = rng.normal(size=(8, 8))

    def answer(X, delta):
        right = weight_gradient(X, delta)
        return right + noise[: right.shape[0], : right.shape[1]]

    verdict = judged(answer, EXERCISE)
    assert verdict.outcome == "failed" and verdict.mistake is None, str(verdict)


def test_one_case_that_does_not_fit_is_enough_for_silence():
    def answer(X, delta):
        return (-1 if len(X) > 1 else 1) * weight_gradient(X, delta)

    assert judged(answer, EXERCISE).mistake in (None, "general:right_for_some")


def test_explanations_that_the_numbers_cannot_tell_apart_are_all_said():
    def only_square(rng):
        yield Case((np.array([[2.0]]), np.array([[3.0]])))

    blind = Exercise(
        lesson="04",
        title="t",
        statement="s",
        reference=weight_gradient,
        cases=only_square,
        mistakes=(NOTHING,),
        hints=("a", "b", "c"),
        another_way="",
        taught="The gradient",
    )
    verdict = judged(lambda X, d: X.T @ d * 4, blind)
    assert verdict.mistake in (None, "general:factor_4")
    verdict = judged(lambda X, d: X.T @ d * 2, blind)
    assert verdict.mistake in (None, "general:factor_2")


# ---- slips in the text of the reference


def slope(o, t):
    """δ of one output."""
    return (o - t) * o * (1 - o)


def running(x, n):
    """n turns, each with what the turns before have left."""
    total = np.zeros_like(x)
    for k in range(n):
        step = x - total.max()
        total = total / 2 + step * (k + 2)
    return total


def damped(o, t):
    """A fraction."""
    return o / (1 + t * o)


def slope_cases(rng):
    for _ in range(4):
        yield Case((rng.uniform(0.1, 0.9, size=5), rng.uniform(size=5)))


def running_cases(rng):
    for n in (2, 3, 5):
        yield Case((rng.normal(size=4), n))


def made_of(function, cases):
    return replace(EXERCISE, reference=function, cases=cases)


def turns(x, chosen):
    total = np.zeros_like(x)
    for k in chosen:
        total = total / 2 + (x - total.max()) * (k + 2)
    return total


SLIPS = {
    "bracket": (slope, lambda o, t: (o - t) * o * 1 - o),
    "bracket_early": (damped, lambda o, t: o / (1 + t) * o),
    "operator_add": (slope, lambda o, t: (o + t) * o * (1 - o)),
    "left_out": (slope, lambda o, t: (o - t) * (1 - o)),
    "t_for_o": (slope, lambda o, t: (o - t) * t * (1 - t)),
    "operator_div": (slope, lambda o, t: (o - t) * o / (1 - o)),
    "begins_anew": (running, lambda x, n: x * (n + 1)),
    "one_turn_only": (running, lambda x, n: turns(x, range(1))),
    "first_turn_lost": (running, lambda x, n: turns(x, range(1, n))),
    "turns_backwards": (running, lambda x, n: turns(x, range(n)[::-1])),
    "no_max": (running, lambda x, n: loop(x, n, lambda total: total)),
    "min_for_max": (running, lambda x, n: loop(x, n, np.min)),
}


def loop(x, n, of):
    total = np.zeros_like(x)
    for k in range(n):
        total = total / 2 + (x - of(total)) * (k + 2)
    return total


@pytest.mark.parametrize("id", SLIPS)
def test_a_slip_in_the_text_of_the_reference_is_recognised(id):
    reference, answer = SLIPS[id]
    cases = running_cases if reference is running else slope_cases
    verdict = judged(answer, made_of(reference, cases))
    assert verdict.mistake == f"general:{id}", str(verdict)


def test_the_wrong_expression_is_shown_where_it_is_short():
    verdict = judged(SLIPS["bracket"][1], made_of(slope, slope_cases))
    assert "as in `(o - t) * o * 1 - o`" in verdict.headline


def test_a_function_that_may_never_end_or_has_no_text_has_no_slips():
    def waits(x):
        while x > 1:
            x = x / 2
        return x

    assert slips(waits) == () and slips(len) == ()
    assert slips(eval("lambda x: x + 1")) == ()


SIMPLE = [e for e in all_exercises().values() if e.judge is None and e.seconds <= 10]


def negated(value):
    if isinstance(value, (tuple, list)):
        return type(value)(negated(v) for v in value)
    return -np.asarray(value, dtype=float)


@sweep
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("exercise", part(SIMPLE, 4), ids=lambda e: e.name)
def test_no_slip_runs_on_or_touches_what_it_is_given(exercise: Exercise):
    cases = list(exercise.cases(np.random.default_rng(0)))[:2]
    before = repr([c.args for c in cases])
    for candidate in (c for group in slips(exercise.reference) for c in group):
        for case in cases:
            try:
                with time_limit(1.0), np.errstate(all="ignore"):
                    candidate.apply(case, None)
            except Exception:
                continue  # a wrong variant may well raise; TookTooLong is no Exception
    assert repr([c.args for c in cases]) == before


@pytest.mark.parametrize("exercise", SIMPLE, ids=lambda e: e.name)
def test_a_turned_sign_is_never_given_another_name(exercise: Exercise):
    """It is named as itself, or as a known mistake that gives the very same numbers."""

    def answer(*args):
        return negated(exercise.reference(*args))

    verdict = judged(answer, exercise)
    assert not verdict.passed
    if verdict.mistake and verdict.mistake != "general:sign":
        if verdict.mistake in {m.id for m in exercise.mistakes}:
            same = judged(exercise.mistake(verdict.mistake).function, exercise)
            assert same.row("came_back") == verdict.row("came_back")
        else:
            assert "negated" in verdict.mistake, str(verdict)


def spoilt(value, rng):
    if isinstance(value, (tuple, list)):
        return type(value)(spoilt(v, rng) for v in value)
    value = np.asarray(value, dtype=float)
    return value + rng.uniform(0.1, 0.9, value.shape) * (1 + np.abs(value))


@sweep
@pytest.mark.parametrize("exercise", part(SIMPLE, 4), ids=lambda e: e.name)
def test_noise_is_never_given_a_name(exercise: Exercise):
    def answer(*args):
        with np.errstate(all="ignore"):
            return spoilt(exercise.reference(*args), np.random.default_rng(5))

    verdict = judged(answer, exercise)
    assert not verdict.passed and verdict.mistake is None, str(verdict)
