"""The workspace delivers the course and never loses what a learner wrote."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bpcourse.errors import Told
from bpcourse.learner.workspace import MEMORY, course_root, deliver


@pytest.fixture
def course(tmp_path: Path) -> Path:
    root = tmp_path / "course"
    for folder in ("notebooks", "exercises"):
        (root / folder).mkdir(parents=True)
        (root / folder / "01_x.ipynb").write_text(f"{folder}, version 1")
    return root


@pytest.fixture
def space(tmp_path: Path) -> Path:
    return tmp_path / "space"


def test_the_first_delivery_copies_everything(course, space):
    done = deliver(space, course)
    assert done.written == ["notebooks/01_x.ipynb", "exercises/01_x.ipynb"]
    assert (space / "exercises/01_x.ipynb").read_text() == "exercises, version 1"


def test_a_second_delivery_changes_nothing(course, space):
    deliver(space, course)
    assert deliver(space, course).written == []


def test_an_unchanged_file_is_brought_up_to_date(course, space):
    deliver(space, course)
    (course / "notebooks/01_x.ipynb").write_text("notebooks, version 2")
    assert deliver(space, course).written == ["notebooks/01_x.ipynb"]
    assert (space / "notebooks/01_x.ipynb").read_text() == "notebooks, version 2"


def test_a_changed_file_stays_and_the_new_version_lies_beside_it(course, space):
    deliver(space, course)
    (space / "exercises/01_x.ipynb").write_text("my answers")
    (course / "exercises/01_x.ipynb").write_text("exercises, version 2")
    done = deliver(space, course)
    assert done.beside == [("exercises/01_x.ipynb", "exercises/01_x.new.ipynb")]
    assert (space / "exercises/01_x.ipynb").read_text() == "my answers"
    assert (space / "exercises/01_x.new.ipynb").read_text() == "exercises, version 2"
    assert deliver(space, course).beside == []


def test_work_on_the_newest_version_is_left_alone_without_a_word(course, space):
    deliver(space, course)
    (space / "exercises/01_x.ipynb").write_text("my answers")
    done = deliver(space, course)
    assert (done.written, done.beside) == ([], [])


def test_two_new_versions_in_a_row_never_touch_the_learners_file(course, space):
    deliver(space, course)
    (space / "exercises/01_x.ipynb").write_text("my answers")
    for version in (2, 3):
        (course / "exercises/01_x.ipynb").write_text(f"exercises, version {version}")
        deliver(space, course)
    assert (space / "exercises/01_x.ipynb").read_text() == "my answers"
    assert (space / "exercises/01_x.new.ipynb").read_text() == "exercises, version 3"


def test_a_changed_new_version_is_the_learners_too(course, space):
    deliver(space, course)
    (space / "exercises/01_x.ipynb").write_text("my answers")
    (course / "exercises/01_x.ipynb").write_text("exercises, version 2")
    deliver(space, course)
    (space / "exercises/01_x.new.ipynb").write_text("my second answers")
    (course / "exercises/01_x.ipynb").write_text("exercises, version 3")
    deliver(space, course)
    assert (space / "exercises/01_x.new.ipynb").read_text() == "my second answers"


@pytest.mark.parametrize("damage", ["", "{", "[1, 2]", "null"])
def test_a_damaged_memory_makes_every_file_the_learners(course, space, damage):
    deliver(space, course)
    (space / "exercises/01_x.ipynb").write_text("my answers")
    (space / MEMORY).write_text(damage)
    deliver(space, course)
    assert (space / "exercises/01_x.ipynb").read_text() == "my answers"


def test_a_deleted_file_is_delivered_again(course, space):
    deliver(space, course)
    (space / "notebooks/01_x.ipynb").unlink()
    assert deliver(space, course).written == ["notebooks/01_x.ipynb"]


def test_a_failed_write_leaves_the_old_file_whole(course, space, monkeypatch):
    deliver(space, course)
    (course / "notebooks/01_x.ipynb").write_text("notebooks, version 2")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(Told, match="disk is full"):
        deliver(space, course)
    assert (space / "notebooks/01_x.ipynb").read_text() == "notebooks, version 1"
    assert not list(space.rglob(".part-*"))


def test_a_file_in_the_folders_place_gets_a_sentence(course, tmp_path):
    (tmp_path / "space").write_text("a file")
    with pytest.raises(Told, match="a file stands where"):
        deliver(tmp_path / "space", course)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere"
)
def test_a_read_only_folder_gets_a_sentence(course, tmp_path):
    (tmp_path / "space").mkdir()
    (tmp_path / "space").chmod(0o500)
    with pytest.raises(Told, match="may not write"):
        deliver(tmp_path / "space", course)


def test_the_shipped_course_is_found():
    assert list((course_root() / "notebooks").glob("01_*.ipynb"))


def test_the_page_that_ids_lead_to_comes_along_and_a_changed_one_stays(course, space):
    (course / "docs").mkdir()
    (course / "docs/documents.md").write_text("page, version 1")
    assert "docs/documents.md" in deliver(space, course).written
    (space / "docs/documents.md").write_text("my remarks")
    (course / "docs/documents.md").write_text("page, version 2")
    done = deliver(space, course)
    assert done.beside == [("docs/documents.md", "docs/documents.new.md")]
    assert (space / "docs/documents.md").read_text() == "my remarks"


def test_the_course_itself_delivers_the_page(space):
    deliver(space)
    assert "### d2-14" in (space / "docs/documents.md").read_text(encoding="utf-8")
