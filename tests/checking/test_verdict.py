"""A verdict is data: it goes through JSON and comes back, and its renderers lose nothing."""

from __future__ import annotations

import json

import pytest

from bpcourse.checking import Verdict, judge_function, texts
from bpcourse.checking.verdict import label
from bpcourse.course import Exercise, all_exercises

QUICK = [e for e in all_exercises().values() if e.seconds <= 10]


def answers(exercise: Exercise):
    yield exercise.reference
    yield lambda *_: 1 / 0
    yield lambda *_: None
    yield lambda *_: "a word"
    yield from (m.function for m in exercise.mistakes[:3])


@pytest.mark.parametrize("exercise", QUICK[::4], ids=lambda e: e.name)
def test_a_verdict_goes_through_json_and_comes_back(exercise: Exercise):
    for answer in answers(exercise):
        verdict = judge_function(answer, exercise)
        again = Verdict.from_data(json.loads(json.dumps(verdict.as_data())))
        assert again == verdict and str(again) == str(verdict)
        assert again._repr_html_() == verdict._repr_html_()
        assert {id for id, _ in verdict.rows} <= set(texts.LABELS)
        assert verdict.outcome in texts.OUTCOMES


def test_the_words_of_a_label_come_from_the_table(monkeypatch):
    verdict = Verdict("h", (("came_back", "3"),), "failed", exercise="f")
    assert str(verdict) == "✗ not yet · f: h\n  came back   3"
    monkeypatch.setitem(texts.LABELS, "came_back", "结果")
    monkeypatch.setitem(texts.OUTCOMES, "failed", "还没有")
    assert str(verdict) == "✗ 还没有 · f: h\n  结果          3"
    assert "结果" in verdict._repr_html_() and label("came_back") == "结果"


def test_a_row_is_found_by_its_label():
    verdict = Verdict("h", (("called", "f(1)"), ("next", "x")), "failed")
    assert verdict.row("called") == "f(1)" and verdict.row("why") is None
