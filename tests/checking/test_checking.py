"""The course checks itself: every exercise against right, wrong and strange answers."""

from __future__ import annotations

import numpy as np
import pytest
from rotation import WHOLE, part, sweep

from bpcourse.checking import compare, judge, judge_function
from bpcourse.checking.reply import call_here
from bpcourse.course import Exercise, all_exercises, all_lessons
from bpcourse.grading.cache import remembering

EXERCISES = list(all_exercises().values())
every = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
QUICK = [e for e in EXERCISES if e.seconds <= 10]
quick = pytest.mark.parametrize("exercise", QUICK, ids=lambda e: e.name)


def stub(*_args):
    raise NotImplementedError


@every
def test_the_stub_is_not_attempted(exercise: Exercise):
    verdict = judge_function(stub, exercise)
    assert (verdict.outcome, verdict.passed, verdict.score) == (
        "not attempted",
        False,
        0.0,
    )


def passes(*_args):
    pass


def dots(*_args):
    """What it should do."""
    ...


def returns_dots(*_args):
    return ...


def returns_none(*_args):
    return None


@every
@pytest.mark.parametrize("body", [passes, dots, returns_dots, returns_none])
def test_an_empty_body_is_not_attempted(exercise: Exercise, body):
    assert judge_function(body, exercise).outcome == "not attempted"


@every
def test_work_without_a_return_is_an_attempt(exercise: Exercise):
    def answer(*args):
        exercise.reference(*args)

    verdict = judge_function(answer, exercise)
    assert (verdict.outcome, verdict.mistake) == ("failed", "general:no_return")


@every
def test_the_reference_passes(exercise: Exercise):
    verdict = judge_function(exercise.reference, exercise)
    assert verdict.passed, str(verdict)
    assert verdict.score == 1.0


@sweep
@quick
def test_the_reference_passes_on_two_hundred_seeds(exercise: Exercise):
    for seed in part(range(200), 40):
        verdict = judge_function(exercise.reference, exercise, seed)
        assert verdict.passed, f"seed {seed}\n{verdict}"


@sweep
@quick
def test_every_known_mistake_fails_and_is_named_as_itself(exercise: Exercise):
    for seed in (20240607, *(range(1, 4) if WHOLE else ())):
        asked = remembering(exercise, seed)
        for mistake in part(exercise.mistakes, 2):
            verdict = judge_function(mistake.function, asked, seed)
            assert not verdict.passed, mistake.id
            assert verdict.mistake == mistake.id, (
                f"{mistake.id}, seed {seed}\n{verdict}"
            )


def like(value, fill):
    if isinstance(value, (tuple, list)):
        return type(value)(like(v, fill) for v in value)
    return np.full(np.shape(value), fill)[()]


VACUOUS = {
    "zeros": lambda value: like(value, 0.0),
    "ones": lambda value: like(value, 1.0),
    "nan": lambda value: like(value, np.nan),
    "a word": lambda value: "right",
    "a dict": lambda value: {},
    "an object": lambda value: object(),
    "an empty list": lambda value: [],
    "true": lambda value: True,
}


@sweep
@pytest.mark.parametrize("exercise", part(QUICK, 4), ids=lambda e: e.name)
@pytest.mark.parametrize("kind", VACUOUS)
def test_a_vacuous_answer_is_refused(exercise: Exercise, kind):
    def answer(*args):
        try:
            return VACUOUS[kind](exercise.reference(*args))
        except Exception:
            return VACUOUS[kind](0.0)

    verdict = judge_function(answer, exercise)
    assert not verdict.passed and verdict.score == 0.0
    assert verdict.outcome in {"failed", "error"}


@quick
def test_an_answer_that_changes_its_argument_is_refused(exercise: Exercise):
    def spoil(arg):
        if isinstance(arg, list):
            return any([spoil(a) for a in arg])
        if isinstance(arg, np.ndarray) and arg.ndim and arg.dtype.kind == "f":
            arg += 1.0
            return True
        return False

    spoilt = []

    def answer(*args):
        value = exercise.reference(*args)
        if exercise.finish == "list":
            value = [tuple(np.array(part) for part in batch) for batch in value]
        spoilt.append(any([spoil(a) for a in args]))
        return value

    verdict = judge_function(answer, exercise)
    if not any(spoilt):
        pytest.skip("no argument of this exercise can be changed in place")
    assert verdict.mistake == "general:changes_argument", str(verdict)


@every
def test_an_answer_that_raises_gets_a_verdict(exercise: Exercise):
    for error in (
        ZeroDivisionError("x"),
        SystemExit(3),
        KeyboardInterrupt(),
        RecursionError(),
    ):

        def answer(*_args, error=error):
            raise error

        verdict = judge_function(answer, exercise)
        assert verdict.outcome == "error"
        assert type(error).__name__ in str(verdict)


@every
def test_verdicts_are_deterministic_and_short(exercise: Exercise):
    for mistake in exercise.mistakes[:2]:
        if exercise.seconds > 10:
            continue
        one = judge(call_here(mistake.function), exercise)
        two = judge(call_here(mistake.function), exercise)
        assert str(one) == str(two) and one._repr_html_() == two._repr_html_()
        assert len(str(one).splitlines()) <= 6
        assert not any(str(one).count(place) for place in ("0x", "object at"))


@every
def test_the_data_are_complete(exercise: Exercise):
    assert len(exercise.mistakes) >= 4
    assert len({m.id for m in exercise.mistakes}) == len(exercise.mistakes)
    assert len(exercise.hints) == 3 and all(len(h) > 15 for h in exercise.hints)
    assert exercise.points >= 1 and exercise.minutes >= 1
    assert exercise.statement and exercise.title and exercise.reference.__doc__
    for mistake in exercise.mistakes:
        assert mistake.name and mistake.why and mistake.see and mistake.ask
        assert not mistake.name.endswith(".")


def test_names_are_unique_over_all_lessons():
    names = [name for one in all_lessons().values() for name in one.exercises]
    assert len(names) == len(set(names))


def test_a_part_that_is_zero_but_for_rounding_is_compared_with_the_largest():
    """For one number the slope with respect to ρ is 0; one way of writing leaves 2e-17."""
    want = (np.array([-0.4, 0.2]), 2e-17)
    assert compare.same((np.array([-0.4, 0.2]), 0.0), want, 1e-9)
    assert not compare.same((np.array([-0.4, 0.2]), 1e-12), want, 1e-9)
    assert not compare.same((np.array([4e-18]), 0.0), (np.array([4e-18]), 2e-17), 1e-9)
