"""checkpoint: every question accepts its answer, and any other gets a sentence."""

from __future__ import annotations

import numpy as np
import pytest

from bpcourse import checkpoint
from bpcourse.course import all_questions
from bpcourse.course.places import LETTERS, options_at

pytestmark = pytest.mark.usefixtures("own_record")


QUESTIONS = list(all_questions().values())
ask = pytest.mark.parametrize("asked", QUESTIONS, ids=lambda q: q.id)


def answers(asked):
    """(right answers, wrong answers)"""
    if asked.options:
        shown = list(zip(LETTERS, options_at(asked, asked.id)))
        right = [letter for letter, o in shown if o.right]
        return right, [letter for letter, o in shown if not o.right]
    if isinstance(asked.answer, str):
        return [asked.answer, asked.answer.upper()], ["something else"]
    return [asked.answer, np.array(asked.answer)], [
        np.asarray(asked.answer) * 1.5 + 7.0
    ]


@ask
def test_a_question_accepts_its_answer_and_explains_every_other(asked):
    right, wrong = answers(asked)
    assert right and wrong
    for answer in right:
        assert checkpoint(asked.id, answer).outcome == "passed"
    for answer in wrong:
        notice = checkpoint(asked.id, answer)
        assert notice.outcome == "failed" and len(notice.rows[0][1]) > 10, answer


@ask
def test_a_question_survives_strange_answers(asked):
    for answer in ("z", "", [1, "a"], None, {}, object(), lambda: 1, float("nan")):
        assert checkpoint(asked.id, answer).outcome in {"failed", "error"}
    assert checkpoint(asked.id, ...).outcome == "not attempted"


def test_an_unknown_question_gets_a_sentence():
    assert checkpoint("99-nothing").outcome == "error"
