"""No right answer is refused, no wrong one passes, and none gets a name that doesn't fit it.

The answers lie in `tests/answers`, in many styles; they aren't made from the references.
"""

from __future__ import annotations

from typing import Any

import answers
import pytest
from rotation import part, sweep

from bpcourse.checking import Verdict, call_here, judge, judge_function
from bpcourse.course import Mistake, all_exercises, exercise

RIGHT, WRONG, NAMES = dict(answers.right()), dict(answers.wrong()), answers.names()


def test_every_exercise_has_answers_of_both_kinds():
    assert set(RIGHT) == set(WRONG) == set(all_exercises())
    assert all(len(RIGHT[name]) >= 3 and len(WRONG[name]) >= 10 for name in RIGHT)


def test_the_table_of_names_has_a_line_for_every_wrong_answer():
    slips = [(name, slip) for name in WRONG for slip, _ in WRONG[name]]
    assert len(slips) == len(set(slips))
    assert set(NAMES) == set(slips) and all(NAMES.values())


@pytest.mark.parametrize("name", RIGHT)
def test_no_right_answer_is_refused(name: str):
    for number, answer in enumerate(RIGHT[name]):
        verdict = judge_function(answer, exercise(name))
        assert verdict.passed, f"answer {number}\n{verdict}"


QUICK = [name for name in RIGHT if exercise(name).seconds <= 10]


@sweep
@pytest.mark.parametrize("name", QUICK)
def test_the_check_and_every_graders_seed_agree(name: str):
    """What passes here passes there, and what is refused here earns nothing there."""
    for seed in part(range(40), 20):
        for number, answer in enumerate(RIGHT[name]):
            verdict = judged(answer, name, seed)
            assert verdict.passed, f"answer {number}, seed {seed}\n{verdict}"
        for slip, answer in WRONG[name]:
            assert not judged(answer, name, seed).passed, f"{slip}, seed {seed}"


def judged(answer: Any, name: str, seed: int) -> Verdict:
    """By its calls alone, as a grader judges."""
    return judge(call_here(answer), exercise(name), seed)


@pytest.mark.parametrize("name", WRONG)
def test_no_wrong_answer_passes_or_gets_a_name_that_does_not_fit(name: str):
    strange = []
    for slip, answer in WRONG[name]:
        verdict = judge_function(answer, exercise(name))
        if verdict.passed or not answers.fits(verdict.mistake, name, slip):
            strange.append(f"{slip}: {verdict.mistake}\n{verdict}")
    assert not strange, "\n\n".join(strange)


FORMS = [
    pytest.param(e.name, m, id=f"{e.name}-{m.id}")
    for e in all_exercises().values()
    for m in e.mistakes
    if m.also
]


@pytest.mark.parametrize(("name", "mistake"), FORMS)
def test_another_form_of_a_known_mistake_gets_its_name(name: str, mistake: Mistake):
    for form in mistake.also:
        verdict = judge_function(form, exercise(name))
        assert (verdict.passed, verdict.mistake) == (False, mistake.id), str(verdict)
