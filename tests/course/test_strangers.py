"""No wrong answer of a stranger's passes, no right one is refused, names stay as they were read."""

from __future__ import annotations

import pytest
from rotation import part, sweep
from strangers import Answer, strangers

from bpcourse.checking import call_here, judge, judge_function
from bpcourse.course import all_exercises, exercise

RUNS = ("development", "held_out", "second_run", "slips_in_python", "third_run")
EVERY = [
    pytest.param(a, id=f"{name}-{i}-{a.exercise}")
    for name in RUNS
    for i, a in enumerate(strangers(name))
    if a.exercise in all_exercises() and exercise(a.exercise).seconds <= 10
]


@sweep
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("answer", part(EVERY, 8))
def test_a_strangers_answer_is_judged_as_it_is(answer: Answer):
    function, asked = answer.function(), exercise(answer.exercise)
    verdict = judge_function(function, asked)
    assert verdict.passed == (answer.label == "right"), f"{answer.fault}\n{verdict}"
    if verdict.mistake and answer.read:
        assert verdict.mistake in answer.read, f"{answer.fault}\n{verdict}"
    for seed in part(range(40), 40):
        there = judge(call_here(function), asked, seed)
        assert there.passed == verdict.passed, f"seed {seed}\n{there}"
