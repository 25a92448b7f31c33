"""Pieces that can't be kept or read are told, and the course's own stand in."""

import os

import pytest
from learner_cells import FORWARD, RIGHT, passed, ran

from bpcourse import check, course, mine
from bpcourse.files import write_whole

pytestmark = pytest.mark.usefixtures("folder")


def test_what_hangs_on_the_kernel_still_passes_and_is_told(folder):
    space = ran(
        "import numpy as np\nones = {1: np.ones(1)}",
        "def hidden_delta(delta, W, A):\n    return delta @ W.T * A * (ones[1] - A)",
    )
    verdict = check(space["hidden_delta"])
    assert verdict.passed and "uses ones" in verdict.row("kept")
    assert "argument" in verdict.row("kept")
    assert not mine.whose("05")["hidden_delta"]


def test_a_file_that_was_replaced_within_a_tick_of_the_clock_is_read_again(folder):
    for number in (1, 2):
        text = f"def forward(*given):\n    return {number}\n"
        write_whole(folder / "lesson_05.py", text)
        os.utime(folder / "lesson_05.py", (0, 0))
        assert mine.forward() == number


def test_a_damaged_file_is_told_and_lies_beside(folder, capsys):
    folder.mkdir()
    (folder / "lesson_05.py").write_text("def forward(:\n")
    assert mine.forward is course.exercise("forward").reference
    assert "course's own pieces stand in" in capsys.readouterr().err
    kept = passed("hidden_delta", RIGHT.format(note="new", helper="slope"))
    assert "lesson_05_damaged_1.py" in kept
    assert (folder / "lesson_05_damaged_1.py").read_text() == "def forward(:\n"
    assert mine.whose("05")["hidden_delta"]


def test_a_damaged_file_is_put_beside_whole_or_not_at_all(folder, monkeypatch):
    folder.mkdir()
    (folder / "lesson_05.py").write_text("def forward(:\n")

    def fail(*_):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("os.replace", fail)
    passed("hidden_delta", RIGHT.format(note="new", helper="slope"))
    monkeypatch.undo()
    assert [path.name for path in folder.glob("*.py")] == ["lesson_05.py"]
    assert (folder / "lesson_05.py").read_text() == "def forward(:\n"


@pytest.mark.parametrize("error", [28, 30, 13])
def test_what_cannot_be_written_is_told_and_held_by_the_kernel(
    folder, monkeypatch, error
):
    passed("forward", FORWARD.format(helper="squash"))
    before = (folder / "lesson_05.py").read_text()

    def fail(*_):
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr("os.replace", fail)
    kept = passed("hidden_delta", RIGHT.format(note="new", helper="slope"))
    assert "until this notebook closes" in kept
    assert mine.whose("05")["hidden_delta"]
    assert (folder / "lesson_05.py").read_text() == before
    monkeypatch.undo()


def test_a_place_that_is_a_file_is_told(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("BPCOURSE_MINE", str(tmp_path / "file" / "mine"))
    kept = passed("hidden_delta", RIGHT.format(note="new", helper="slope"))
    assert "until this notebook closes" in kept


def test_where_no_record_is_kept_there_are_no_pieces(folder, monkeypatch):
    passed("hidden_delta", RIGHT.format(note="new", helper="slope"))
    monkeypatch.delenv("BPCOURSE_MINE")
    monkeypatch.setenv("BPCOURSE_PROGRESS", ":none:")
    assert mine.hidden_delta is course.exercise("hidden_delta").reference
    assert passed("hidden_delta", RIGHT.format(note="x", helper="slope")) is None


def test_where_the_current_folder_is_gone_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.delenv("BPCOURSE_MINE")
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert mine.hidden_delta is course.exercise("hidden_delta").reference
    assert passed("hidden_delta", RIGHT.format(note="x", helper="slope")) is None
