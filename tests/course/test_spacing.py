"""Old questions come back: each returns in two later lessons, and spread out.

What every lesson has to ask, `tests/publish/test_lesson_demands.py` holds.
"""

from __future__ import annotations

from places import ROOT

from bpcourse.course import Question, all_lessons, all_questions, exercise
from bpcourse.publish.returns import due, lessons_asking, needed

NUMBERS = list(all_lessons())


def test_the_rule_asks_less_of_the_last_lessons_alone():
    counts = [needed(number, NUMBERS) for number in NUMBERS]
    assert counts == [2] * (len(NUMBERS) - 2) + [1, 0]
    assert needed("13", ["12", "13", "99"]) == 1


def test_nothing_is_due_and_a_new_lesson_has_to_ask_what_the_last_ones_ask():
    assert not due(ROOT, NUMBERS)
    asked = due(ROOT, [*NUMBERS, f"{NUMBERS[-1]}, and one more"])
    assert {id[:2] for id in asked} == set(NUMBERS[-2:])
    assert {id for id in all_questions() if id[:2] == NUMBERS[-1]} <= asked.keys()
    assert set(asked.values()) == {1}


def test_most_returns_are_spread_wider_than_the_next_two_lessons():
    places = {id: sorted(map(int, n)) for id, n in lessons_asking(ROOT).items()}
    spans = [
        lessons[-1] - int(id[:2])
        for id, lessons in places.items()
        if len(lessons) > 2 and id[:2] <= "04"
    ]
    assert sum(span > 2 for span in spans) > len(spans) / 2


def is_named(question: Question) -> bool:
    """Whether a wrong option is a known mistake of an exercise (KeyError if unknown)."""
    named = [o.mistake.split(".") for o in question.options if o.mistake]
    return bool([exercise(name).mistake(id) for name, id in named])


def test_there_are_enough_questions_and_enough_wrong_options_that_are_named_mistakes():
    questions = all_questions()
    assert len(questions) >= 60
    assert sum(map(is_named, questions.values())) >= 24
