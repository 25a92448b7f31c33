"""Practice: right oracles, true reasons, items that return, and a record that survives."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from bpcourse import check, course, progress
from bpcourse.cli import main
from bpcourse.course.places import options_at
from bpcourse.learner import record
from bpcourse.learner.practice import derive, items, schedule
from bpcourse.learner.practice.items import Unusable, item
from bpcourse.learner.practice.letters import in_letters
from bpcourse.learner.practice.session import LENGTH, Session

pytestmark = pytest.mark.usefixtures("own_record")
FAMILIES = derive.families()
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def learner():
    """One who has passed a few exercises, and made a mistake before."""
    check(lambda x: x * (1 - x), "sigmoid_derivative")
    for name in ("sigmoid", "sigmoid_derivative", "softmax", "hidden_delta"):
        check(course.exercise(name).reference)


# ---- find the mistake


def readable():
    return [
        f"{e.name}.{m.id}"
        for e in course.all_exercises().values()
        if e.seconds <= 10 and len(e.mistakes) >= 4
        for m in e.mistakes
        if items.program(m)
    ]


def test_many_mistakes_can_be_shown_and_each_has_four_names_with_the_right_one():
    names = readable()
    assert len(names) >= 200
    shown = 0
    for name in names[::7]:
        try:
            made = item(f"mistake:{name}", 1)
        except KeyError:
            continue
        shown += 1
        wrong = course.exercise(name.partition(".")[0]).mistake(name.partition(".")[2])
        assert len(set(made.options)) == 4
        right = "abcd"[made.options.index(wrong.name)]
        assert made.judge(right)[0] and made.judge(f" {right.upper()}) ")[0]
        other = next(letter for letter in "abcd" if letter != right)
        assert made.judge(other) == (False, f"It is {wrong.name}. {wrong.see}")
        with pytest.raises(Unusable):
            made.judge("z")
    assert shown > len(names[::7]) / 2


def test_the_learners_own_mistakes_come_first(learner):
    there = items.available()["mistake"]
    assert there[0].startswith("mistake:sigmoid_derivative.")
    assert there[0].removeprefix("mistake:") in items.own_mistakes()


def test_a_slope_may_be_typed_as_a_fraction_or_with_a_comma():
    family = FAMILIES[0]
    slope = derive.derivation(family, 3).slope
    asked = item(f"derive:{family.id}", 3)
    fraction = str(Fraction(slope).limit_denominator(10**6))
    typed = (fraction, f"{slope:.5f}".replace(".", ",").replace("-", "−"))
    assert "/" in fraction and all(asked.judge(text)[0] for text in typed)
    with pytest.raises(Unusable):
        asked.judge("1/0")


# ---- questions


def test_a_question_is_answered_by_a_letter_a_number_or_a_shape():
    for id, asked in course.all_questions().items():
        made = item(f"question:{id}")
        if asked.options:
            options = options_at(asked, id)
            right = next("abcdefgh"[i] for i, o in enumerate(options) if o.right)
        else:
            right = str(asked.answer)
        assert made.judge(right)[0], id
    choice = next(id for id, q in course.all_questions().items() if q.options)
    with pytest.raises(Unusable):
        item(f"question:{choice}").judge("what")


# ---- a sitting


def test_before_the_first_pass_there_is_nothing(capsys):
    assert main(["practice"]) == 0
    assert "first check has passed" in capsys.readouterr().out


def test_a_sitting_mixes_the_kinds_and_is_ten_minutes_long(learner):
    session = Session()
    kinds = {one.id.partition(":")[0] for one in session.waiting}
    assert len(session) == LENGTH and kinds == {"question", "mistake", "derive"}


def answer_of(one):
    """A right answer and a wrong one."""
    tried = list("abcd"[: len(one.options)])
    right = next((t for t in tried if one.judge(t)[0]), None)
    return right, next((t for t in tried if not one.judge(t)[0]), "12345")


def test_what_is_wrong_comes_back_in_the_sitting_and_counts_once(learner):
    session = Session()
    session.waiting = [w for w in session.waiting if w.id.startswith("mistake")][:2]
    first, second = session.waiting
    right, wrong = answer_of(first)
    assert session.answer(wrong)[0] is False
    assert [w.id for w in session.waiting] == [second.id, first.id]
    session.answer(answer_of(second)[0])
    assert session.answer(right)[0] and session.current is None
    reviews = [(e.data["item"], e.data["right"]) for e in record.entries("review")]
    assert reviews == [(first.id, False), (second.id, True)]


def test_an_answer_that_cannot_be_one_changes_nothing(learner):
    session = Session()
    before = session.current
    with pytest.raises(Unusable):
        session.answer("nonsense")
    assert session.current is before and not record.entries("review")


def test_a_terminal_asks_until_an_empty_line(learner, monkeypatch, capsys):
    given = iter(["z", "a", ""])
    monkeypatch.setattr("builtins.input", lambda _: next(given))
    assert main(["practice"]) == 0
    said = capsys.readouterr().out
    assert "Choose one of the letters" in said and "of 1 right" in said


def test_a_terminal_shows_no_marks_of_formulas():
    for asked in course.all_questions().values():
        for text in (asked.prompt, *(option.text for option in asked.options)):
            shown = in_letters(text)
            assert not re.search(r"[\\$]|(?<!\w)\*\*", shown), shown
    program = "    a = b**2 - $c"
    assert in_letters(program) == program


def test_a_notebook_asks_by_buttons_and_by_typing(learner):
    from bpcourse.learner.practice.panel import Panel

    panel = Panel(Session())
    while (asked := panel.asked) and panel.session.answered <= LENGTH:
        before = panel.session.answered
        if asked.options:
            [button] = [
                b for b in panel.letters if b.description == answer_of(asked)[0]
            ]
            assert button.layout.display is None and button.tooltip
            assert panel.field.layout.display == "none"
            button.click()
        else:
            assert {b.layout.display for b in panel.letters} == {"none"}
            panel.field.value = "what?" if "slope" in asked.prompt else "0.123"
            panel.field.value = "0.5"
            panel.send.click()
        assert 'role="status"' in panel.said.value
        assert panel.session.answered == before + 1 and panel.asked == asked
        assert asked.prompt.split()[0] in panel.words
        panel.onward.click()
    assert panel.session.answered > LENGTH


# ---- when it returns, and the record


def test_a_right_answer_returns_later_than_a_wrong_one():
    at = MONDAY
    for _ in range(3):
        right = schedule.review("derive:a", True, at)
        wrong = schedule.review("derive:b", False, at)
        assert right > wrong > at
        at = right
    assert right - MONDAY > timedelta(days=1)
    assert schedule.due(wrong) == ["derive:b"]


def test_a_clock_that_jumps_back_stops_nothing():
    schedule.review("derive:a", True, MONDAY)
    back = schedule.review("derive:a", True, MONDAY - timedelta(days=4000))
    assert back >= MONDAY and set(schedule.cards()) == {"derive:a"}


def test_the_streak_counts_days_in_a_row(monkeypatch):
    noon = datetime(2026, 11, 23, 12)
    for day in (0, 1, 2, 4):
        stamp = (noon - timedelta(days=day)).timestamp()
        monkeypatch.setattr(record.time, "time", lambda stamp=stamp: stamp)
        schedule.review(f"derive:{day}", True)
    assert schedule.streak(noon) == 3
    assert schedule.streak(noon + timedelta(days=1)) == 3
    assert schedule.streak(noon + timedelta(days=2)) == 0


def test_progress_says_what_is_due_once_something_was_practised(learner):
    assert "Practice" not in str(progress())
    schedule.review("derive:a", False, MONDAY)
    schedule.review("derive:b", False, MONDAY)
    assert "Practice: 2 due, 1 day in a row." in str(progress())


def test_entries_that_make_no_sense_are_left_out():
    schedule.review("derive:a", True)
    for data in ({}, {"item": 3, "card": {}}, {"item": "x", "card": {"due": "never"}}):
        record.add("review", **data)
    assert set(schedule.cards()) == {"derive:a"}
    assert Session().waiting == []


REVIEWS = (
    "import sys\nfrom bpcourse.learner.practice import schedule\n"
    "for i in range(int(sys.argv[2])): schedule.review(f'derive:{sys.argv[1]}{i}', True)\n"
    "print('done', flush=True)\n"
)


def test_two_writers_lose_no_review():
    line = [sys.executable, "-c", REVIEWS]
    env = dict(os.environ)
    runs = [subprocess.Popen([*line, name, "20"], env=env) for name in "ab"]
    assert [r.wait(300) for r in runs] == [0, 0]
    assert len(schedule.cards()) == 40


def test_a_kernel_that_is_killed_leaves_whole_reviews():
    endless = REVIEWS.replace("print('done'", "print('never'")
    endless = endless.replace(
        "schedule.review(", "print(i, flush=True) or schedule.review("
    )
    line = [sys.executable, "-c", endless, "a", "100000"]
    run = subprocess.Popen(line, stdout=subprocess.PIPE, env=dict(os.environ))
    while run.stdout.readline() != b"5\n":
        pass
    run.kill()
    run.communicate(timeout=300)
    assert {"derive:a0", "derive:a4"} <= set(schedule.cards())
