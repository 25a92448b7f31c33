"""Old questions come back: each returns in two later lessons, spread out, and in no heap.

A question stands where a source has its directive: in the lesson, or in its problem set.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from places import ROOT

from bpcourse.course import Question, all_lessons, all_questions, exercise
from bpcourse.publish.notebooks.compose import place_of

QUESTIONS = all_questions()
SOURCES = sorted((ROOT / "sources").glob("*/[le]*.md"))
SETS = [s for s in SOURCES if s.name == "exercises.md"]
LESSONS = [s for s in SOURCES if s.name == "lesson.md"]
LAST = int(max(all_lessons()))
DIRECTIVE = re.compile(r"^\{\{ question (\S+) \}\}$", re.M)
SPOKEN = dict(enumerate(["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven"]))
SPOKEN |= {8: "Eight", 9: "Nine", 10: "Ten", 11: "Eleven", 12: "Twelve", 13: "Thirteen"}
SPOKEN[14] = "Fourteen"


def asked(source: Path) -> list[str]:
    """Ids of the questions that a source asks, in its order."""
    return DIRECTIVE.findall(source.read_text("utf-8"))


def old(source: Path) -> list[str]:
    """Those of them that belong to an earlier lesson."""
    return [id for id in asked(source) if id[:2] < source.parent.name[:2]]


def lessons_asking(id: str) -> list[int]:
    """Numbers of the lessons in which a question stands, its own among them."""
    return sorted({int(s.parent.name[:2]) for s in SOURCES if id in asked(s)})


def section(source: Path, heading: str) -> str:
    """The text below a second-level heading, "" where there is no such heading."""
    found = re.search(
        rf"^## {heading}[^\n]*\n(.*?)(?=^## |\Z)",
        source.read_text("utf-8"),
        re.M | re.S,
    )
    return found.group(1) if found else ""


def returns_needed(own: int) -> int:
    """Two later lessons, or as many as there are."""
    return min(2, LAST - own)


@pytest.mark.parametrize("id", QUESTIONS)
def test_a_question_stands_in_its_own_lesson_and_returns_in_later_ones(id):
    own, lessons = int(id[:2]), lessons_asking(id)
    assert own in lessons
    assert min(lessons) == own, "it is asked before its lesson"
    assert len(lessons) - 1 >= returns_needed(own), lessons


def test_the_rule_asks_less_of_the_last_lessons_alone():
    assert [returns_needed(n) for n in range(LAST + 1)] == [2] * (LAST - 1) + [1, 0]


@pytest.mark.parametrize("source", SOURCES, ids=place_of)
def test_nothing_is_asked_twice_in_one_notebook_and_nothing_unknown(source):
    ids = asked(source)
    assert not [id for id, n in Counter(ids).items() if n > 1]
    assert not set(ids) - set(QUESTIONS)


@pytest.mark.parametrize("source", SETS, ids=place_of)
def test_a_lesson_and_its_problem_set_bring_back_different_questions(source):
    lesson = source.with_name("lesson.md")
    assert not set(old(source)) & set(asked(lesson))


@pytest.mark.parametrize("source", SETS, ids=place_of)
@pytest.mark.parametrize("heading", ["Warm up", "Cool down"])
def test_a_heap_of_old_questions_is_small_and_says_its_size(source, heading):
    text = section(source, heading)
    ids = DIRECTIVE.findall(text)
    if text:
        assert text.lstrip().startswith(SPOKEN[len(ids)])
        assert "optional" in text
        assert all(id[:2] < source.parent.name[:2] for id in ids)
    else:
        assert heading == "Cool down", "every problem set begins with a warm-up"


@pytest.mark.parametrize("source", SETS, ids=place_of)
def test_learners_are_told_why_old_questions_come_back(source):
    text = " ".join(section(source, "Warm up").split())
    assert "come back because" in text
    assert "wrong answer here is worth more than a right one" in text


def test_most_returns_are_spread_wider_than_the_next_two_lessons():
    spans = [
        lessons[-1] - int(id[:2])
        for id in QUESTIONS
        if len(lessons := lessons_asking(id)) > 2 and id[:2] <= "04"
    ]
    assert sum(span > 2 for span in spans) > len(spans) / 2


def test_every_lesson_but_the_first_ends_with_two_questions_from_earlier_ones():
    for source in SOURCES[1:]:
        if source not in SETS:
            recap = DIRECTIVE.findall(section(source, "Recap"))
            assert sum(id[:2] < source.parent.name[:2] for id in recap) == 2, (
                source.name
            )


@pytest.mark.parametrize("source", LESSONS, ids=place_of)
def test_every_lesson_ends_with_at_least_five_questions_of_its_own(source):
    recap = DIRECTIVE.findall(section(source, "Recap"))
    own = [id for id in recap if id[:2] == source.parent.name[:2]]
    assert len(own) >= 5, own


def is_named(question: Question) -> bool:
    """Whether a wrong option is a known mistake of an exercise (KeyError if unknown)."""
    named = [o.mistake.split(".") for o in question.options if o.mistake]
    return bool([exercise(name).mistake(id) for name, id in named])


def test_there_are_enough_questions_and_enough_wrong_options_that_are_named_mistakes():
    assert len(QUESTIONS) >= 60
    assert sum(is_named(q) for q in QUESTIONS.values()) >= 24
