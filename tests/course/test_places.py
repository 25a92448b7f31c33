"""Each place of a question has its id and its order of options; right letters are even."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from places import ROOT

from bpcourse.course import Option, Question, all_polls, all_questions, question
from bpcourse.course.places import LETTERS, options_at, place_of, right_letter
from bpcourse.publish.notebooks.compose import compose

CHOICES = [q for q in (*all_questions().values(), *all_polls().values()) if q.options]
SOURCES = [p for p in sorted(ROOT.glob("sources/*/*.md")) if p.name != "teaching.md"]
each_choice = pytest.mark.parametrize("asked", CHOICES, ids=lambda q: q.id)


def places() -> list[str]:
    """Every place of every source, as the builder names it."""
    cells = [
        cell
        for source in SOURCES
        for cell in compose(
            source, "lesson" if source.stem == "lesson" else "exercise"
        ).cells
    ]
    own = [cell.metadata.get("bpcourse", {}) for cell in cells]
    return [one["name"] for one in own if one.get("role") == "question"]


def test_no_two_places_have_one_id_and_each_leads_to_its_question():
    found = places()
    assert len(found) > 200
    assert [one for one, times in Counter(found).items() if times > 1] == []
    for place in found:
        assert question(place).id == place.split("/")[0]


def test_a_place_is_named_after_the_lesson_that_asks_and_its_problem_set():
    assert place_of("05-paths", "05") == "05-paths"
    assert place_of("05-paths", "06") == "05-paths/06"
    assert place_of("05-paths", "05", again=True) == "05-paths/set"
    assert place_of("05-paths", "06", again=True) == "05-paths/06/set"


@pytest.mark.parametrize("place", ["05-paths/6", "05-paths/set/06", "05-path", "/06"])
def test_a_place_that_no_builder_gives_is_unknown(place):
    with pytest.raises(KeyError):
        question(place)


@each_choice
def test_every_place_shows_all_options_and_moves_the_right_one(asked):
    own = options_at(asked, asked.id)
    for lesson in ("06", "07", "12"):
        for place in (
            place_of(asked.id, lesson),
            place_of(asked.id, lesson, again=True),
        ):
            there = options_at(asked, place)
            assert sorted(map(repr, there)) == sorted(map(repr, asked.options))
            if place != asked.id:
                assert there != own
                assert right_letter(asked, place) != right_letter(asked, asked.id)


def test_an_order_is_the_same_on_every_machine():
    options = [Option(text, "", right=text == "B") for text in "ABCD"]
    asked = Question("90-order", "Which?", "", tuple(options))
    places = ("90-order", "90-order/91", "90-order/92/set")
    shown = ["".join(o.text for o in options_at(asked, place)) for place in places]
    assert shown == ORDERS


ORDERS = ["DABC", "BDCA", "BCDA"]


@pytest.mark.parametrize("count", [3, 4])
def test_right_answers_are_spread_evenly_over_the_letters(count):
    asked = {place: question(place) for place in places()}
    letters = Counter(
        right_letter(q, place) for place, q in asked.items() if len(q.options) == count
    )
    total = letters.total()
    for letter in LETTERS[:count]:
        assert 0.6 * total / count <= letters[letter] <= 1.4 * total / count, letters


def test_the_options_of_a_source_do_not_stand_in_the_order_of_the_data():
    moved = sum(options_at(q, q.id) != q.options for q in CHOICES)
    assert moved > 0.7 * len(CHOICES)


def test_a_solution_answers_every_question_with_the_letter_of_its_place():
    for source in SOURCES:
        if source.stem != "exercises":
            continue
        for cell in compose(source, "solution").cells:
            found = re.fullmatch(r'checkpoint\("([^"]+)", (.+)\)', cell.source)
            if cell.source.startswith("checkpoint("):
                asked = question(found[1])
                right = right_letter(asked, found[1]) if asked.options else None
                assert found[2] == f'"{right}"' if right else eval(found[2]) is not ...
