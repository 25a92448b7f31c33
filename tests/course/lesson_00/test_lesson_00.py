"""Lesson 00's own pictures: the backward pass, and the map with the learner's progress."""

from __future__ import annotations

import re

import pytest

from bpcourse.course import all_exercises, all_lessons
from bpcourse.course.lesson_00 import figures
from bpcourse.gradcheck import central_difference
from bpcourse.learner.standing import Progress

COUNTS = {
    number: sum(e.lesson == number for e in all_exercises().values())
    for number in all_lessons()
}


def progress(passed: dict[str, int], here: str | None) -> Progress:
    rows = [(number, passed.get(number, 0), of) for number, of in COUNTS.items()]
    return Progress(rows, "an_exercise" if here else None, here)


def bars(drawing: str) -> list[float]:
    """Widths of the filled parts of the bars, as shares of a bar."""
    filled = re.findall(r'width="([\d.]+)" height="14.0" rx="3" fill="#(?!F)', drawing)
    return [float(width) / figures.BAR_WIDTH for width in filled]


def test_the_map_tells_every_lesson_its_question_and_its_exercises():
    picture = figures.course_map(progress({}, "00"))
    for number, of in COUNTS.items():
        assert f"{number} {all_lessons()[number].title}: 0 of {of}" in picture.alt
        assert all_lessons()[number].question in picture.svg
    assert bars(picture.svg) == []


def test_the_map_shows_where_the_learner_is_and_how_far():
    half = {"00": 1, "01": COUNTS["01"], "02": 2}
    picture = figures.course_map(progress(half, "02"))
    assert picture.alt.count("you are here") == 1
    assert (
        f"02 {all_lessons()['02'].title}: 2 of {COUNTS['02']} (you are here)"
        in picture.alt
    )
    assert bars(picture.svg) == pytest.approx([1, 1, 2 / COUNTS["02"]], abs=1e-2)


def test_a_finished_course_has_no_place_left_to_go():
    picture = figures.course_map(progress(COUNTS, None))
    assert "you are here" not in picture.alt + picture.svg
    assert bars(picture.svg) == [1.0] * len(COUNTS)


def test_the_slopes_in_the_backward_picture_are_the_measured_ones():
    net = figures.Tiny()
    by_w1 = central_difference(lambda w: figures.Tiny(w1=w).E, net.w1)
    by_w2 = central_difference(lambda w: figures.Tiny(w2=w).E, net.w2)
    assert by_w1 == pytest.approx(12)
    assert by_w2 == pytest.approx(2)
    words = figures.network("backward").alt
    assert "with respect to w₁ is 6 · x = 12" in words
    assert "with respect to w₂ is 2 · h = 2" in words
