"""Whatever an answer hands back, a check gives a verdict that is no pass, and says something."""

from __future__ import annotations

import pytest
from rotation import part, sweep
from sentences import NO_DIAGNOSIS
from strange_values import ANSWERS, answer

from bpcourse.checking import judge_function
from bpcourse.course import Exercise, all_exercises, exercise

pytestmark = pytest.mark.slow


QUICK = [e for e in all_exercises().values() if e.seconds <= 10]
some = pytest.mark.parametrize("exercise", part(QUICK, 12), ids=lambda e: e.name)


EXPECTED = {  # general names that fit one of these answers or another
    *(
        "all_zero",
        "all_the_same",
        "no_number",
        "not_finite",
        "not_repeatable",
        "one_more",
    ),
    *(
        "a_kind",
        "other_kind",
        "goes_on",
        "a_function",
        "yields",
        "async",
        "none_used",
        "recursion",
        "one_number",
    ),
    *("other_shape", "result_count", "wrong_shape", "right_for_some", "float_of_array"),
    "no_such_key",
    "unequal_rows",
    "too_large",
    "leaves_python",
    "needs_an_axis",
    "text_arithmetic",  # of names, which are multiplied here
}


@sweep
@some
def test_a_strange_answer_gets_a_verdict_that_is_no_pass(exercise: Exercise):
    known = {m.id for m in exercise.mistakes} | {f"general:{id}" for id in EXPECTED}
    for name, change in ANSWERS.items():
        verdict = judge_function(answer(exercise, change), exercise)
        told = f"{name}\n{verdict}"
        assert verdict.outcome in {"failed", "error"} and verdict.score == 0, told
        assert verdict.row("called") and verdict.rows[-1][1], told
        assert NO_DIAGNOSIS not in str(verdict), told
        assert "0x" not in str(verdict) and len(str(verdict)) < 2500, told
        assert "Odd" not in str(verdict), told
        assert verdict._repr_html_().count("<div") >= 2
        assert verdict.mistake in {None, *known}, told


@pytest.mark.parametrize("name", ["str", "nan", "hostile object", "raises SystemExit"])
def test_training_that_hands_back_something_strange_is_refused(name):
    verdict = judge_function(lambda *a: ANSWERS[name](0.0), exercise("train_digits"))
    assert verdict.outcome in {"failed", "error"}
