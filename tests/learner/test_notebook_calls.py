"""check, hint, solution, progress: what a learner calls, also by mistake."""

from __future__ import annotations

import numpy as np
import pytest
from learner_cells import sigmoid

from bpcourse import check, checkpoint, hint, solution
from bpcourse.checking.verdict import Notice
from bpcourse.course import exercise
from bpcourse.learner.standing import export, progress

pytestmark = pytest.mark.usefixtures("own_record")


def test_check_finds_the_exercise_by_the_functions_name(capsys):
    assert check(sigmoid).passed
    assert "✓ passed · sigmoid" in capsys.readouterr().out


step_downhill = lambda w, gradient, eta: w - eta * gradient


def test_check_takes_a_lambda_that_is_bound_to_the_exercises_name():
    assert check(step_downhill).passed


def test_check_takes_a_lambda_with_a_name():
    assert check(lambda x: sigmoid(x), "sigmoid").passed
    assert not check(lambda x: -sigmoid(x), "sigmoid").passed


@pytest.mark.parametrize("thing", [3.0, None, "sigmoid", np.zeros(3), sigmoid(0.0)])
def test_check_of_something_else_answers_with_a_sentence(thing):
    assert check(thing).outcome == "error"
    assert check(thing, "sigmoid").outcome == "error"


def test_an_unknown_name_suggests_near_ones():
    verdict = check(sigmoid, "sigmod")
    assert verdict.outcome == "error" and "sigmoid" in str(verdict)


def test_hints_come_one_after_the_other_and_then_stay_at_the_last():
    stages = [hint("sigmoid").headline for _ in range(5)]
    assert [s[-6:] for s in stages] == [
        "1 of 3",
        "2 of 3",
        "3 of 3",
        "3 of 3",
        "3 of 3",
    ]
    assert "2 of 3" in hint(sigmoid, 2).headline


def test_a_hint_by_symptom_is_found_or_the_symptoms_are_listed():
    found = next(
        e for e in map(exercise, ["sigmoid", "central_difference"]) if e.symptoms
    )
    what, ask = found.symptoms[0]
    assert hint(found.name, what).rows == (("hint", ask),)
    assert what in str(hint(found.name, "zzz qqq"))


def test_the_solution_opens_after_the_last_hint():
    assert "not yet" in solution("sigmoid").headline
    for _ in range(3):
        hint("sigmoid")
    assert "def sigmoid" in str(solution("sigmoid"))


def test_the_solution_opens_after_a_pass():
    check(sigmoid)
    assert "def sigmoid" in str(solution(sigmoid))


def test_progress_counts_what_was_passed_and_names_the_next():
    before = progress()
    check(sigmoid)
    after = progress()
    assert (
        sum(p for _, p, _ in after.lessons) == sum(p for _, p, _ in before.lessons) + 1
    )
    assert after.next_exercise and after.next_exercise in str(after)
    assert "<progress" in after._repr_html_() and "aria-label" in after._repr_html_()


def test_the_export_has_a_row_for_every_attempt(tmp_path):
    check(sigmoid)
    check(lambda x: x, "sigmoid")
    assert export(tmp_path / "out.csv") == 2
    lines = (tmp_path / "out.csv").read_text().splitlines()
    assert lines[0].startswith("unix_time,exercise") and "sigmoid,passed" in lines[1]


SLIPS = {
    "check()": (lambda: check(), "check(sigmoid)"),
    "quotes": (lambda: check("sigmoid"), "check(sigmoid), without quotes"),
    "a typing error in quotes": (lambda: check("sigmod"), "did you mean sigmoid"),
    "the value": (lambda: check(sigmoid(0.0)), "itself, without brackets"),
    "the value, named": (lambda: check(0.5, "sigmoid"), "check(sigmoid)"),
    "a name that is none": (lambda: check(sigmoid, 3), "as a text"),
    "hint()": (lambda: hint(), "as a text"),
    "hint of a value": (lambda: hint(0.25), "as a text"),
    "half of a name": (lambda: check(lambda x: x, "relu"), "relu_derivative"),
    "a typing error in hint": (lambda: hint("softmx"), "did you mean softmax"),
    "solution()": (lambda: solution(), "as a text"),
    "a question's answer alone": (
        lambda: checkpoint(0.25),
        "First the question's name",
    ),
    "a list for a question": (
        lambda: checkpoint(["01-steepest"]),
        "First the question",
    ),
    "a shape without brackets": (lambda: checkpoint("04-shape", 64, 10), ""),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_a_call_is_answered_with_a_sentence(slip):
    call, words = SLIPS[slip]
    assert words in str(call()) and "?. " not in str(call())


def test_a_notice_escapes_what_it_shows():
    html = Notice("<script>", (("code", "a < b & c"),))._repr_html_()
    assert "<script>" not in html and "a &lt; b &amp; c" in html
