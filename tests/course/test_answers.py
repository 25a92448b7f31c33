"""No right answer is refused, no wrong one passes, and none gets a name that doesn't fit it.

The answers lie in `tests/answers`, in many styles; they aren't made from the references.
"""

from __future__ import annotations

import importlib
from typing import Any

import answers
import pytest
from rotation import part, sweep

from bpcourse.checking import Verdict, call_here, judge, judge_function
from bpcourse.checking.judge import SEED
from bpcourse.checking.verdict import FAILED
from bpcourse.course import Exercise, Mistake, all_exercises, exercise
from bpcourse.grading.cache import remembering

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
ROOM = importlib.import_module("bpcourse.checking.judge")


@sweep
@pytest.mark.parametrize("name", part(QUICK, 2))
def test_the_check_and_every_graders_seed_agree(name: str, monkeypatch):
    """What passes here passes there, and what is refused here earns nothing there.

    What a case refuses that is the same for every seed needs no seeds to be tried.
    """
    refused = Verdict("", outcome=FAILED)  # names are looked at elsewhere
    monkeypatch.setattr(ROOM, "diagnose", lambda *_: refused)
    for number, answer in enumerate(RIGHT[name]):
        for seed in part(range(40), 40):
            verdict = judged(answer, exercise(name), seed)
            assert verdict.passed, f"answer {number}, seed {seed}\n{verdict}"
    fixed = answers.with_fixed_cases(exercise(name))
    for slip, answer in WRONG[name]:
        if any(fixed.cases(None)) and not judged(answer, fixed, 0).passed:
            continue
        for seed in part(range(40), 40):
            assert not judged(answer, exercise(name), seed).passed, f"{slip}, {seed}"


def judged(answer: Any, asked: Exercise, seed: int) -> Verdict:
    """By its calls alone, as a grader judges."""
    return judge(call_here(answer), asked, seed)


@sweep
@pytest.mark.parametrize("name", WRONG)
def test_no_wrong_answer_passes_or_gets_a_name_that_does_not_fit(name: str):
    strange, asked = [], remembering(exercise(name), SEED)
    for slip, answer in part(WRONG[name], 4):
        verdict = judge_function(answer, asked)
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
