"""Every question: its right answer passes, each likely wrong one gets its own sentence."""

from __future__ import annotations

import numpy as np
import pytest

from bpcourse.checking.verdict import FAILED, PASSED
from bpcourse.course import Question, all_questions
from bpcourse.learner.notebook import grade, letter

QUESTIONS = all_questions().values()
CHOICES = [q for q in QUESTIONS if q.options]
NUMBERS = [q for q in QUESTIONS if isinstance(q.answer, int | float)]

each = pytest.mark.parametrize("asked", QUESTIONS, ids=lambda q: q.id)
each_choice = pytest.mark.parametrize("asked", CHOICES, ids=lambda q: q.id)
each_number = pytest.mark.parametrize("asked", NUMBERS, ids=lambda q: q.id)


def right_answer(asked: Question) -> object:
    if asked.options:
        return letter([o.right for o in asked.options].index(True))
    return asked.answer


@each
def test_the_right_answer_passes_and_says_why(asked):
    outcome, sentence = grade(asked, right_answer(asked))
    assert outcome == PASSED
    assert sentence


@each_choice
def test_a_choice_has_one_right_option_and_a_reason_against_each_other(asked):
    assert sum(o.right for o in asked.options) == 1
    for i, option in enumerate(asked.options):
        outcome, sentence = grade(asked, letter(i))
        assert sentence
        assert option.feedback in sentence
        assert outcome == (PASSED if option.right else FAILED)


@each_number
@pytest.mark.parametrize("wrong", [0.0, 0.5, 2.0, -1.0, 10.0], ids=lambda f: f"{f}x")
def test_a_multiple_of_the_answer_does_not_pass(asked, wrong):
    answer = asked.answer * wrong if asked.answer else wrong + 0.01
    assert grade(asked, answer)[0] == FAILED


@each_number
def test_an_answer_rounded_to_three_digits_passes(asked):
    if asked.tolerance >= 1e-3:
        assert grade(asked, float(f"{asked.answer:.3g}"))[0] == PASSED


@each_number
def test_each_trap_gets_its_own_sentence(asked):
    for value, sentence in asked.traps:
        assert grade(asked, value) == (FAILED, sentence)


@each_number
def test_another_wrong_number_gets_a_hint(asked):
    assert asked.hint
    assert grade(asked, np.float64(1234.5)) == (FAILED, asked.hint)


@each
def test_a_prompt_asks_one_thing_and_stands_alone(asked):
    prompt = " ".join(asked.prompt.split())
    assert prompt.count("**") % 2 == 0
    assert "?" in prompt
    for word in ("that layer", "same layer", "before any picture", "above", "below"):
        assert word not in prompt.lower(), f"{asked.id} leans on its place: {word!r}"
