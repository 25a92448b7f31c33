"""Which lessons and exercises a file holds: by its name, by its functions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from classroom import all_right, solved

from bpcourse.course import all_exercises, all_lessons, exercise
from bpcourse.grading.intake.lessons import lesson_in_name, lessons_in, without_lesson
from bpcourse.grading.sections import Section, headings, section_of


@pytest.mark.parametrize(
    ("name", "lesson"),
    [
        ("01_activation_derivatives.ipynb", "01"),
        ("berg_12_04_02_loss_gradients-1.ipynb", "02"),
        ("loss gradients.ipynb", "02"),
        ("Alder hw3.ipynb", "03"),
        ("week_05_alder.ipynb", "05"),
        ("04.ipynb", "04"),
        ("exam2026.ipynb", None),
        ("04711_homework.ipynb", None),
        ("notes.ipynb", None),
    ],
)
def test_the_lesson_in_a_name(name, lesson):
    assert lesson_in_name(name) == lesson


def test_the_rest_of_a_name():
    assert without_lesson("01_activation_derivatives") == ""
    assert without_lesson("hw2-alder") == "alder"


@pytest.mark.parametrize("number", ["01", "02", "03", "04", "05", "06", "07"])
def test_a_renamed_file_is_known_by_its_functions(number):
    cells = ["".join(c["source"]) for c in solved(number, all_right(number))["cells"]]
    assert lessons_in("alder.ipynb", cells) == [number]
    assert lessons_in("01_activation_derivatives.ipynb", cells) == [number]


def test_name_and_functions_together():
    few = ["def softmax(z):\n  return z"]
    assert lessons_in("alder.ipynb", few) == ["02"]
    assert lessons_in("01_x.ipynb", few) == ["01"]
    assert lessons_in("01_x.ipynb", []) == ["01"]
    assert lessons_in("notes.ipynb", ["x = 1"]) == []


def test_a_whole_course_in_one_file():
    cells = [e.source for e in all_exercises().values()]
    assert lessons_in("all.ipynb", cells) == list(all_lessons())


def test_every_exercise_has_its_section():
    for name, asked in all_exercises().items():
        section = section_of(asked)
        assert asked.taught, f"say in {name}.py where it is taught"
        assert section.heading.startswith(asked.taught)
        assert section.heading in headings(section.file), f"{name}: no such heading"
        assert section.file.startswith(f"{asked.lesson}_")


def test_where_no_heading_fits_the_exercise_says_it_and_no_other_heading_does():
    lost = replace(exercise("hidden_delta"), taught="Nowhere at all")
    assert section_of(lost) == Section("05", "05_delta_recursion.ipynb", lost.taught)
    assert headings("99_nothing.ipynb") == ()
