"""A right answer that stops for Python's floats passes, and says so."""

from __future__ import annotations

import inspect
import time
from dataclasses import replace

import numpy as np
import pytest
from learner_cells import passed

from bpcourse import check, mine
from bpcourse.course import all_exercises, exercise
from bpcourse.learner.own_floats import needs_numpys


def relu_derivative(x):
    return (x > 0).astype(float)


def test_it_passes_with_a_note_that_names_the_call_the_error_and_what_helps():
    verdict = check(relu_derivative)
    note = verdict.row("note")
    assert verdict.passed and verdict.score == 1
    assert "`relu_derivative(" in note and "no attribute 'astype'" in note
    assert "`x = np.asarray(x)` in the first line" in note


def test_what_the_note_advises_helps():
    def advised(x):
        x = np.asarray(x)
        return relu_derivative(x)

    assert needs_numpys(advised, exercise("relu_derivative")) is None


@pytest.mark.parametrize("asked", all_exercises().values(), ids=lambda e: e.name)
def test_the_courses_own_answers_take_pythons_floats(asked):
    assert needs_numpys(asked.reference, asked) is None


@pytest.mark.usefixtures("folder")
def test_lessons_call_it_with_floats_of_pythons():
    """Lesson 01 asks mine.relu_derivative(1.0)."""
    body = inspect.getsource(relu_derivative)
    assert "mine/lesson_01.py" in passed("relu_derivative", body)
    assert mine.relu_derivative(2.0) == 1 and mine.relu_derivative(x=-2.0) == 0
    assert mine.relu_derivative(np.array([-1.0, 3.0])).tolist() == [0, 1]
    assert mine.relu_derivative.__name__ == "relu_derivative"


def test_an_answer_that_never_ends_is_stopped():
    def endless(x):
        while not hasattr(x, "shape"):
            time.sleep(0.01)
        return relu_derivative(x)

    short = replace(exercise("relu_derivative"), seconds=0.2)
    assert "TookTooLong" in needs_numpys(endless, short)
