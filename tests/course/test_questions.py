"""Every question: its right answer passes, each likely wrong one gets its own sentence."""

from __future__ import annotations

import numpy as np
import pytest

from bpcourse.checking.verdict import ERROR, FAILED, PASSED
from bpcourse.course import Question, all_questions
from bpcourse.course.places import LETTERS, options_at, right_letter
from bpcourse.learner.questions import grade, read

QUESTIONS = all_questions().values()
CHOICES = [q for q in QUESTIONS if q.options]
NUMBERS = [q for q in QUESTIONS if isinstance(q.answer, int | float)]

each = pytest.mark.parametrize("asked", QUESTIONS, ids=lambda q: q.id)
each_choice = pytest.mark.parametrize("asked", CHOICES, ids=lambda q: q.id)
each_number = pytest.mark.parametrize("asked", NUMBERS, ids=lambda q: q.id)


def right_answer(asked: Question) -> object:
    return right_letter(asked, asked.id) if asked.options else asked.answer


def judged(asked: Question, answer: object) -> tuple[str, str]:
    return grade(asked, asked.id, answer)


@each
def test_the_right_answer_passes_and_says_why(asked):
    outcome, sentence = judged(asked, right_answer(asked))
    assert outcome == PASSED
    assert sentence


@each_choice
def test_a_choice_has_one_right_option_and_a_reason_against_each_other(asked):
    assert sum(o.right for o in asked.options) == 1
    for letter, option in zip(LETTERS, options_at(asked, asked.id)):
        outcome, sentence = judged(asked, letter)
        assert sentence
        assert option.feedback in sentence
        assert outcome == (PASSED if option.right else FAILED)


@each_number
@pytest.mark.parametrize("wrong", [0.0, 0.5, 2.0, -1.0, 10.0], ids=lambda f: f"{f}x")
def test_a_multiple_of_the_answer_does_not_pass(asked, wrong):
    answer = asked.answer * wrong if asked.answer else wrong + 0.01
    assert judged(asked, answer)[0] == FAILED


@each_number
def test_digits_are_stated_where_the_answer_is_not_whole_and_there_alone(asked):
    assert (asked.digits > 0) == (not float(asked.answer).is_integer())
    assert asked.form == (
        f"a number, {('', 'one', 'two', 'three')[asked.digits]} significant digits"
        if asked.digits
        else "a whole number"
    )


@each_number
def test_the_answer_passes_with_the_digits_asked_for_and_no_fewer(asked):
    if asked.digits:
        assert judged(asked, float(f"{asked.answer:.{asked.digits}g}"))[0] == PASSED
        unit = 10.0 ** (np.floor(np.log10(abs(asked.answer))) - asked.digits + 1)
        for off in (0.6 * unit, -0.6 * unit):
            assert judged(asked, asked.answer + off)[0] == FAILED
    else:
        assert judged(asked, asked.answer + 1e-6)[0] == FAILED


@each_number
def test_each_trap_gets_its_own_sentence(asked):
    for value, sentence in asked.traps:
        assert judged(asked, value) == (FAILED, sentence)


@each_number
def test_another_wrong_number_gets_a_hint(asked):
    assert asked.hint
    assert judged(asked, np.float64(1234.5)) == (FAILED, asked.hint)


NUMBER = Question("90-n", "How many?", "Yes.", answer=2.5, digits=2, hint="Count.")
SHAPE = Question("90-s", "Which shape?", "Yes.", answer=(32, 64), hint="Rows first.")


@pytest.mark.parametrize(
    ("asked", "typed", "value"),
    [
        *((NUMBER, typed, 2.5) for typed in ("2.5", " 2,5 ", "5/2", "25e-1")),
        (NUMBER, "−2.5", -2.5),
        *((SHAPE, typed, (32, 64)) for typed in ("(32, 64)", "32 x 64", "32×64", "[32 64]")),
    ],
)  # fmt: skip
def test_what_is_typed_is_read_as_people_write_numbers_and_shapes(asked, typed, value):
    assert read(asked, typed) == value


@pytest.mark.parametrize("typed", ["", "two", "1/0", "2.5.1", "(1, 2)"])
def test_what_is_no_number_is_said_to_be_none(typed):
    outcome, sentence = judged(NUMBER, read(NUMBER, typed))
    assert outcome == ERROR
    assert "a number, two significant digits" in sentence


def test_a_turned_sign_and_too_few_digits_are_told_apart():
    assert judged(NUMBER, -2.5)[1].endswith("Look at the sign again.")
    assert judged(NUMBER, 2.7)[1].startswith("Nearly")
    assert judged(NUMBER, 9.0)[1] == "Count."


@each
def test_a_prompt_asks_one_thing_and_stands_alone(asked):
    prompt = " ".join(asked.prompt.split())
    assert prompt.count("**") % 2 == 0
    assert "?" in prompt
    for word in ("that layer", "same layer", "before any picture", "above", "below"):
        assert word not in prompt.lower(), f"{asked.id} leans on its place: {word!r}"
