"""Whose a file is, from where learning systems put the names."""

from __future__ import annotations

from pathlib import Path

import pytest
from class_layouts import ANY
from classroom import write

from bpcourse.grading.intake.collection import collect


def owners(*paths: Path) -> dict[str, str]:
    """File's name → learner."""
    return {Path(f.name).name: f.learner for f in collect(paths)}


@pytest.mark.parametrize(
    ("name", "learner", "account", "upload"),
    [
        (
            "grovealdera_4711_99_01_activation_derivatives.ipynb",
            "grovealdera",
            "4711",
            0,
        ),
        (
            "grovealdera_4711_99_01_activation_derivatives-2.ipynb",
            "grovealdera",
            "4711",
            2,
        ),
        ("grovealdera_LATE_4711_99_x (3).ipynb", "grovealdera", "4711", 3),
        ("银杏树_4711_99_01_x.ipynb", "银杏树", "4711", 0),
    ],
)
def test_names_as_canvas_writes_them(tmp_path, name, learner, account, upload):
    write(tmp_path / name, ANY)
    (found,) = collect([tmp_path])
    assert (found.learner, found.account) == (learner, account)
    assert (found.system, found.upload) == ("canvas", upload)


@pytest.mark.parametrize(
    "folder",
    [
        "Alder Elm Grove_123_assignsubmission_file_",
        "Alder Elm Grove_123_assignsubmission_file",
    ],
)
def test_names_as_moodle_writes_them(tmp_path, folder):
    write(tmp_path / folder / "deep" / "my homework.ipynb", ANY)
    (found,) = collect([tmp_path])
    assert (found.learner, found.account, found.system) == (
        "Alder Elm Grove",
        "123",
        "moodle",
    )


def test_names_as_blackboard_writes_them(tmp_path):
    file = "HW1_agrove_attempt_2026-05-01-10-00-00_01_activation_derivatives.ipynb"
    write(tmp_path / file, ANY)
    (found,) = collect([tmp_path])
    assert (found.learner, found.system) == ("agrove", "blackboard")
    assert found.upload == 20260501100000


@pytest.mark.parametrize(
    ("name", "learner"),
    [
        ("alder_01_activation_derivatives.ipynb", "alder"),
        ("01_activation_derivatives - Alder Grove.ipynb", "Alder Grove"),
        ("01_activation_derivatives_alder (1).ipynb", "alder"),
        ("01_activation_derivatives_alder-Copy1.ipynb", "alder"),
        ("O'Rowan, Yëw_lesson 2.ipynb", "O'Rowan, Yëw"),
        ("柳树.ipynb", "柳树"),
        ("01_activation_derivatives.ipynb", "handed in"),
        ("01_activation_derivatives.new.ipynb", "handed in"),
    ],
)
def test_flat_files_carry_the_name_or_their_folder_does(tmp_path, name, learner):
    place = write(tmp_path / "handed in" / name, ANY)
    assert owners(place) == {name: learner}
    assert owners(place.parent) == {name: learner}


def test_two_learners_of_one_name_carry_their_numbers(tmp_path):
    for number in (1, 2):
        write(tmp_path / f"Wei Zhang_{number}_assignsubmission_file_" / "01.ipynb", ANY)
    write(tmp_path / "Li Na_3_assignsubmission_file_" / "01.ipynb", ANY)
    assert [f.learner for f in collect([tmp_path])] == [
        "Li Na",
        "Wei Zhang (1)",
        "Wei Zhang (2)",
    ]


def test_one_learner_in_two_assignments_stays_one(tmp_path):
    for root, number in (("hw1", 7), ("hw2", 8)):
        write(
            tmp_path / root / f"Li Na_{number}_assignsubmission_file_" / "1.ipynb", ANY
        )
    found = collect([tmp_path / "hw1", tmp_path / "hw2"])
    assert [f.learner for f in found] == ["Li Na", "Li Na"]
