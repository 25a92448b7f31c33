"""A verdict is data: it goes through JSON and comes back, and its renderers lose nothing."""

from __future__ import annotations

import json

import numpy as np
import pytest

from bpcourse.checking import Verdict, judge_function, texts
from bpcourse.checking.trial import unquoted
from bpcourse.checking.verdict import label
from bpcourse.course import Exercise, all_exercises

QUICK = [e for e in all_exercises().values() if e.seconds <= 10]


def answers(exercise: Exercise):
    yield exercise.reference
    yield lambda *_: 1 / 0
    yield lambda *_: None
    yield lambda *_: "a word"
    yield lambda *_: not_made_by_any_line  # type: ignore[name-defined]  # noqa: F821
    yield lambda *args: -np.asarray(exercise.reference(*args))
    yield lambda *args: args[0].fill(0)
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
        assert bool(verdict.name) == bool(verdict.mistake) and verdict.name in str(
            verdict
        )


def test_what_a_name_quotes_of_an_answer_can_be_left_out():
    asked = all_exercises()["layer_output"]
    told = judge_function(lambda *_: of_my_own, asked)  # type: ignore[name-defined]  # noqa: F821
    assert told.name == "the name `of_my_own`, which no line has made"
    assert unquoted(told).name == "the name `…`, which no line has made"
    other = judge_function(lambda *_: off_loads(), asked)  # type: ignore[name-defined]  # noqa: F821
    assert "off_loads" in str(other) and "off_loads" not in unquoted(other).name
    own = judge_function(asked.mistakes[0].function, asked)
    assert unquoted(own) is own


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
