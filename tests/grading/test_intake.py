"""Files are collected from folders and zips, however they lie, and nothing else is read."""

from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path

import pytest
from class_layouts import ANY
from classroom import write

from bpcourse.errors import Told
from bpcourse.grading.intake.collection import collect
from bpcourse.grading.intake.notebook import read


def names(*files: str, root: Path) -> list[tuple[str, str]]:
    """(learner, name below the root) of everything collected there."""
    for file in files:
        write(root / file, ANY)
    return [
        (f.learner, Path(f.name).relative_to(root).as_posix()) for f in collect([root])
    ]


def test_a_folder_for_each_student(tmp_path):
    got = names(
        "alder/01_x.ipynb", "birch/01_x.ipynb", "birch/02_x.ipynb", root=tmp_path
    )
    assert [learner for learner, _ in got] == ["alder", "birch", "birch"]


@pytest.mark.parametrize(
    "name",
    [
        "birch_4711_99999_01_x-99.ipynb",
        "HW1_birch_attempt_2099-01-01-00-00-00_01_x.ipynb",
        "Birch Grove_12_assignsubmission_file_/01_x.ipynb",
    ],
)
def test_nobody_hands_in_for_another(name, tmp_path):
    """A learner names files and folders in the own folder; a system names the outer ones."""
    got = names(
        f"alder/{name}", "birch/01_x.ipynb", "Birch Grove/01_x.ipynb", root=tmp_path
    )
    assert dict.fromkeys(learner for learner, _ in got) == dict.fromkeys(
        ["Birch Grove", "alder", "birch"]
    )


def test_folders_of_a_system_are_known_wherever_they_lie(tmp_path):
    got = names(
        "hw1/Birch Grove_12_assignsubmission_file_/01_x.ipynb",
        "hw2/Birch Grove_13_assignsubmission_file_/02_x.ipynb",
        "hw2/Alder_14_assignsubmission_file_/birch_1_2_02_x.ipynb",
        root=tmp_path,
    )
    assert [learner for learner, _ in got] == ["Alder", "Birch Grove", "Birch Grove"]


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
def test_a_name_cannot_write_on_the_terminal(tmp_path):
    write(tmp_path / "x\x1b[2Jy\r\u202e" / "01\x1b]0;t\x07.ipynb", ANY)
    (found,) = collect([tmp_path])
    assert found.learner == r"x\x1b[2Jy\r\u202e"
    assert found.name.isprintable()


def test_a_folder_around_them_is_nobody(tmp_path):
    got = names("hw1/alder/01_x.ipynb", "hw1/birch/sub/01_x.ipynb", root=tmp_path)
    assert [learner for learner, _ in got] == ["alder", "birch"]


def test_a_folder_around_flat_files_is_nobody(tmp_path):
    got = names("hw1/alder_01_x.ipynb", "hw1/birch_01_x.ipynb", root=tmp_path)
    assert [learner for learner, _ in got] == ["alder_x", "birch_x"]


def test_one_student_with_several_files_is_one_student(tmp_path):
    got = names(
        "alder/01_activation_derivatives.ipynb",
        "alder/02_loss_gradients.ipynb",
        root=tmp_path,
    )
    assert {learner for learner, _ in got} == {"alder"}


def test_a_workspace_as_it_is_handed_in(tmp_path):
    got = names(
        "alder/bpcourse-workspace/exercises/01_activation_derivatives.ipynb",
        "birch/exercises/01_activation_derivatives.ipynb",
        "birch/.ipynb_checkpoints/01_activation_derivatives-checkpoint.ipynb",
        root=tmp_path,
    )
    assert [learner for learner, _ in got] == ["alder", "birch"]


def test_a_zip_is_read_in_place(tmp_path):
    archive = tmp_path / "class.zip"
    with zipfile.ZipFile(archive, "w") as out:
        for file in (
            "alder/01_x.ipynb",
            "birch/01_x.ipynb",
            "__MACOSX/birch/._01_x.ipynb",
        ):
            out.writestr(file, '{"cells": [{"cell_type": "code", "source": "x"}]}')
    before = sorted(tmp_path.rglob("*"))
    found = collect([archive])
    assert [f.learner for f in found] == ["alder", "birch"]
    assert [read(f).cells for f in found] == [("x",), ("x",)]
    assert sorted(tmp_path.rglob("*")) == before


def test_names_in_a_zip_lead_nowhere(tmp_path):
    archive = tmp_path / "class.zip"
    evil = ["../../alder/01_x.ipynb", "/etc/01_x.ipynb", "..\\..\\birch\\01_x.ipynb"]
    with zipfile.ZipFile(archive, "w") as out:
        for file in evil:
            out.writestr(file, '{"cells": [{"cell_type": "code", "source": "x"}]}')
    found = collect([archive])
    assert [f.learner for f in found] == ["alder", "birch", "etc"]
    assert all(".." not in f.name and read(f).problem is None for f in found)
    assert list(tmp_path.iterdir()) == [archive]


def test_utf8_names_of_a_zip_that_does_not_say_so(tmp_path):
    archive = tmp_path / "class.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("aaaaaa/01_x.ipynb", "{}")
    archive.write_bytes(archive.read_bytes().replace(b"aaaaaa", "柳树".encode()))
    assert [f.learner for f in collect([archive])] == ["柳树"]


def test_what_is_no_zip_and_what_is_not_there(tmp_path):
    write(tmp_path / "class.zip", b"PK\x03\x04 cut off")
    with pytest.raises(Told, match="cut off"):
        collect([tmp_path / "class.zip"])
    with pytest.raises(Told, match="no such file"):
        collect([tmp_path / "none"])


def test_a_document_of_a_learner_without_a_notebook_is_told(tmp_path):
    write(tmp_path / "alder" / "01_x.ipynb", ANY)
    write(tmp_path / "alder" / "notes.txt", "mine")
    write(tmp_path / "birch" / "homework.pdf", b"%PDF")
    write(tmp_path / "cedar" / "01_x.ipynb.txt", ANY)
    write(tmp_path / "readme.txt", "for the teacher")
    found = {f.learner: f for f in collect([tmp_path])}
    assert sorted(found) == ["", "alder", "birch", "cedar"]
    assert found[""].aside and found[""].problem is None
    assert "PDF" in read(found["birch"]).problem
    assert read(found["cedar"]).cells == ("x = 1",)


def test_a_document_among_files_with_names_is_told(tmp_path):
    """A learner's needs a human; what bears no lesson, or no name, is nobody's."""
    for name in ("alder_03.ipynb", "birch_03.pdf", "03_single_neuron.pdf", "notes.txt"):
        write(tmp_path / "class" / name, ANY)
    write(tmp_path / "teacher" / "answers_03.pdf", "%PDF")
    found = collect([tmp_path])
    assert [f.name.rpartition("/")[2] for f in found if f.problem] == ["birch_03.pdf"]
    assert {f.learner for f in found} == {"", "alder"}


def test_links_and_loops_are_not_followed(tmp_path):
    secret = write(tmp_path / "secret.ipynb", ANY)
    place = tmp_path / "class" / "alder"
    write(place / "02_x.ipynb", ANY)
    try:
        (place / "01_x.ipynb").symlink_to(secret)
        (place / "again").symlink_to(tmp_path / "class", target_is_directory=True)
    except OSError:
        pytest.skip("no symbolic links on this system")
    found = {Path(f.name).name: read(f) for f in collect([tmp_path / "class"])}
    assert sorted(found) == ["01_x.ipynb", "02_x.ipynb"]
    assert "a link" in found["01_x.ipynb"].problem
    assert found["02_x.ipynb"].problem is None


def test_a_folder_that_cannot_be_opened_is_told(tmp_path, monkeypatch):
    write(tmp_path / "alder" / "01_x.ipynb", ANY)
    write(tmp_path / "birch" / "01_x.ipynb", ANY)
    scan = os.scandir

    def refuse(path):
        if os.fspath(path).endswith("birch"):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = {f.learner: read(f).problem for f in collect([tmp_path])}
    assert found["alder"] is None
    assert "Permission denied" in found["birch"]


@pytest.mark.skipif(sys.platform != "linux", reason="file names are Unicode here")
def test_names_that_are_no_utf8(tmp_path):
    folder = os.path.join(os.fsencode(tmp_path), b"andr\xe9")
    os.mkdir(folder)
    with open(os.path.join(folder, b"01_\xe9.ipynb"), "wb") as out:
        out.write(b'{"cells": [{"cell_type": "code", "source": "x"}]}')
    (found,) = collect([tmp_path])
    assert found.learner == r"andr\xe9"
    assert read(found).cells == ("x",)
    found.name.encode("utf-8")


def test_the_folder_of_the_results_is_left_out(tmp_path):
    write(tmp_path / "alder" / "01_x.ipynb", ANY)
    write(tmp_path / "grades" / "01_x.ipynb", ANY)
    found = collect([tmp_path], apart_from=tmp_path / "grades")
    assert [f.learner for f in found] == ["alder"]


def test_the_order_is_fixed_and_nothing_comes_twice(tmp_path):
    for who in ("birch", "alder"):
        write(tmp_path / who / "01_x.ipynb", ANY)
    once = collect([tmp_path])
    assert collect([tmp_path, tmp_path]) == once
    assert [f.learner for f in once] == ["alder", "birch"]
