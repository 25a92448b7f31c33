"""What `bpcourse try NN` asks of a lesson: all lessons have it, and what is missing is said."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from places import ROOT

from bpcourse.course import Lesson, Option, all_lessons, all_questions, lesson
from bpcourse.errors import Told
from bpcourse.publish import lesson_demands as demands
from bpcourse.publish.trying import missing_in, tried

FIVE = lesson("05")
LESSON, SET, GUIDE = "lesson.md", "exercises.md", "teaching.md"
PLANS, NEXT = "../../docs/teaching/plans.md", "../06_step_size/lesson.md"
HELD_ELSEWHERE = {  # of what is built
    demands.its_parts_are_in_order,  # test_notebooks.py
    demands.its_polls_have_slides,  # test_plan.py
    demands.it_is_built,  # test_notebooks.py, test_teaching.py
}


@pytest.mark.parametrize("number", all_lessons())
@pytest.mark.parametrize(
    "demand",
    [d for d in demands.DEMANDS if d not in HELD_ELSEWHERE],
    ids=lambda d: d.__name__,
)
def test_no_lesson_lacks_anything(number, demand):
    assert list(demand(lesson(number), ROOT)) == []


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """The sources and guides of the course, and what is built of one lesson."""
    root = tmp_path_factory.mktemp("copy")
    for folder in ("sources", "docs/teaching"):
        shutil.copytree(ROOT / folder, root / folder)
    for folder in ("notebooks", "exercises", "solutions"):
        (root / folder).mkdir()
        shutil.copy(ROOT / folder / f"{FIVE.name}.ipynb", root / folder)
    return root


def said(demand, root: Path, one: Lesson = FIVE) -> str:
    """What is missing, as one text."""
    return "\n".join(tried([demand], one, root))


FAULTS = [
    (demands.nothing_is_left_to_write, LESSON, "## Explore", "## WRITE", "WRITE"),
    (demands.its_words_are_explained, LESSON, "{{ glossary 05 }}", "", "its words"),
    (demands.its_words_are_explained, LESSON, "anishing", "x", "say “vanishing gradient”"),
    (demands.its_questions_are_asked, LESSON, "{{ question 05-paths }}", "", "05-paths"),
    (demands.its_questions_are_asked, SET, "03-", "03-no-", "which is unknown"),
    (demands.its_recap_asks_enough, LESSON, "## Recap", "## Recap\n## X", "asks 0"),
    (demands.its_problem_set_warms_up, SET, "## Warm up", "## Warm", "“Warm up”"),
    (demands.its_problem_set_warms_up, SET, "Eleven", "Ten", "Eleven"),
    (demands.its_problem_set_warms_up, SET, "optional", "long", "is optional"),
    (demands.its_problem_set_warms_up, SET, "worth more", "worth", "is worth"),
    (demands.its_problem_set_warms_up, SET, "question 03-", "question 05-", "isn't old"),
    (demands.its_guide_fits, GUIDE, "–50 |", "–45 |", "from 0 to 50"),
    (demands.its_guide_fits, LESSON, "## Recap", "## Again", "**Recap** is no heading"),
    (demands.its_guide_fits, LESSON, "to\n\n- ", "to\n\n- x,\n- ", "promises 4"),
    (demands.its_polls_are_known_mistakes, GUIDE, "{{ poll", "{{ no", "asks 0 polls"),
    (demands.its_polls_have_slides, GUIDE, "poll 05-", "poll 06-", "has no slide"),
    (demands.it_is_in_the_plans, PLANS, "guide 05", "5", "guide 05"),
    (demands.it_is_built, LESSON, "## Recap", "## Again", "bpcourse build 05"),
    (demands.it_is_built, GUIDE, "## Polls", "## Poll", "bpcourse build 05"),
]  # fmt: skip


@pytest.mark.parametrize(("demand", "name", "old", "new", "words"), FAULTS)
def test_what_is_missing_is_said(copy, demand, name, old, new, words):
    path = copy / "sources" / FIVE.name / name
    text = path.read_text(encoding="utf-8")
    assert old in text and said(demand, copy) == ""
    path.write_text(text.replace(old, new), encoding="utf-8")
    try:
        assert words in said(demand, copy)
    finally:
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("demand", "change", "words"),
    [
        (demands.it_has_an_exercise, {"exercises": ()}, "bpcourse new exercise"),
        (demands.its_parts_are_in_order, {"minutes": 10}, "meant to take 10 minutes"),
        (demands.its_problem_set_warms_up, {"slug": "none"}, "exercises.md is missing"),
        (demands.its_guide_fits, {"slug": "none"}, "teaching.md is missing"),
        (demands.its_parts_are_in_order, {"slug": "none"}, "this can't be tried: "),
    ],
)
def test_what_a_lesson_says_of_itself_is_held_against_its_sources(
    copy, demand, change, words
):
    assert words in said(demand, copy, replace(FIVE, **change))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"prompt": "Say."}, "no question mark"),
        ({"options": (Option("a", "", right=True),) * 3}, "more than one right option"),
        ({"options": (Option("a", "", right=True),)}, "1 options"),
        ({"options": (Option("a", "", mistake="x.y"),) * 3}, "“a” is no known mistake"),
        ({"options": (), "answer": 2.5, "hint": ""}, "no hint"),
    ],
)
def test_what_a_question_lacks_is_said(monkeypatch, change, words):
    asked = replace(all_questions()["05-paths"], **change)
    monkeypatch.setattr(demands, "all_questions", lambda: {asked.id: asked})
    assert words in said(demands.its_questions_are_complete, ROOT)


def test_the_last_lesson_has_to_ask_what_is_due(monkeypatch, copy):
    number = max(all_lessons())
    before, one = lesson(number), replace(FIVE, number=f"{number}, and one more")
    due = next(id for id in all_questions() if id[:2] == number)
    known = all_lessons() | {one.number: one}
    monkeypatch.setattr(demands, "all_lessons", lambda: known)
    told = said(demands.old_questions_return, copy, one)
    assert f"{due} should come back: ask it in exercises.md" in told
    told = said(demands.old_questions_return, copy, before)
    assert f"{due} should return in 1 later lessons more" in told
    assert said(demands.old_questions_return, copy) == ""


def test_a_notebook_that_was_never_run_is_told(copy):
    path = copy / "notebooks" / f"{FIVE.name}.ipynb"
    text = path.read_text(encoding="utf-8")
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"execution_count": None, "outputs": []}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert "never run: bpcourse build 05" in said(demands.it_is_built, copy)
    path.write_text(text, encoding="utf-8")


def test_no_name_is_nearly_one():
    with pytest.raises(Told, match="lesson .hidden_dleta.; did you mean hidden_delta"):
        missing_in("hidden_dleta", ROOT)
