"""Advice mends: doing what `next` says, by the smallest edit, leads to a pass or on.

`advice.jsonl` has one walk a line: a known mistake as a learner might have written it
(`before`), what the check says next, and the code after the smallest edit that follows it.
"""

from __future__ import annotations

import json
import linecache
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from places import ROOT
from rotation import part, sweep

from bpcourse.checking import judge_function
from bpcourse.course import all_exercises, exercise

FILE = ROOT / "tests" / "course" / "advice.jsonl"
WALKS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
WALKED = [
    pytest.param(w, id=f"{w['exercise']}-{w['mistake']}")
    for w in WALKS
    if w["exercise"] in all_exercises()
]


def written(walk: dict[str, str], step: str) -> Callable[..., Any]:
    """The code of a step, beside the helpers of the exercise's own file."""
    name = walk["exercise"]
    room = import_module(f"bpcourse.course.lesson_{exercise(name).lesson}.{name}")
    file = f"<{name} {walk['mistake']} {step}>"
    lines = walk[step].splitlines(True)
    linecache.cache[file] = (len(walk[step]), None, lines, file)
    space = dict(vars(room))
    exec(compile(walk[step], file, "exec"), space)
    return space[name]


def test_there_are_walks_enough():
    assert len(WALKED) >= 150
    assert len({w["exercise"] for w in WALKS}) >= 30


@sweep
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("walk", part(WALKED, 5))
def test_the_advice_leads_on(walk):
    asked = exercise(walk["exercise"])
    before = judge_function(written(walk, "before"), asked)
    assert before.mistake == walk["mistake"] and before.row("next"), str(before)
    after = judge_function(written(walk, "after"), asked)
    assert after.passed or after.mistake != before.mistake, str(after)
