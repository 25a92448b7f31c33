"""Whose a file is, in every layout in which classes arrive: as a folder and as a zip."""

from __future__ import annotations

import os
import subprocess
import zipfile
from pathlib import Path
from unicodedata import normalize

import pytest
from class_layouts import ANY, LAYOUTS, N3, N5, as_folder, as_zip, whose
from classroom import write

from bpcourse.grading.intake import entries
from bpcourse.grading.intake.collection import collect
from bpcourse.grading.intake.notebook import read
from bpcourse.grading.intake.roster import read_roster


@pytest.mark.parametrize("make", [as_folder, as_zip])
@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout(name, make, tmp_path):
    layout = LAYOUTS[name]
    found = whose(collect([make(tmp_path, layout)]))
    for path, learner in layout.items():
        place, _, inside = path.partition("!")
        if inside:
            got = {found[f"{place}/{who}/{N3}"] for who in learner.split()}
            assert got == set(learner.split())
        elif place.endswith(".zip"):
            assert found[f"{place}/{N3}"] == learner, path
        elif learner:
            keys = (path, normalize("NFC", path))
            assert next(found[k] for k in keys if k in found) == learner, path


def test_folders_and_zips_on_the_command_line(tmp_path):
    """What the teacher names is whose it is, for everything in it."""
    for who in ("alder", "birch"):
        write(tmp_path / who / N3, ANY)
    write(tmp_path / "mallory" / N3, ANY)
    write(tmp_path / "mallory" / "birch" / "03_single_neuron-9.ipynb", ANY)
    found = collect([tmp_path / n for n in ("alder", "birch", "mallory")])
    assert [f.learner for f in found] == ["alder", "birch", "mallory", "mallory"]
    assert not any(f.unclear for f in found)
    for who in ("alder", "birch", "mallory"):
        with zipfile.ZipFile(tmp_path / f"{who}.zip", "w") as out:
            for file in (tmp_path / who).rglob("*.ipynb"):
                out.write(file, file.relative_to(tmp_path / who))
    found = collect([tmp_path / f"{n}.zip" for n in ("alder", "birch", "mallory")])
    assert [f.learner for f in found] == ["alder", "birch", "mallory", "mallory"]


def test_thirty_learners_are_thirty_whatever_lies_beside_them(tmp_path):
    for i in range(30):
        for file in (N3, N5):
            write(tmp_path / "fm" / "typ" / f"learner{i:02}" / file, ANY)
    write(tmp_path / "fm" / "typ" / "roster.csv", "name")
    write(tmp_path / "fm" / "syllabus.pdf", "%PDF")
    learners = {f.learner for f in collect([tmp_path / "fm"])} - {""}
    assert learners == {f"learner{i:02}" for i in range(30)}


@pytest.mark.parametrize("most", [3, 60])
def test_a_learner_with_many_folders_decides_for_nobody_else(tmp_path, most):
    for who in ("alder", "birch", "cedar", "date"):
        write(tmp_path / who / "my work" / N3, ANY)
    for i in range(most):
        write(tmp_path / "mallory" / f"x{i}" / N3, ANY)
        write(tmp_path / "mallory" / "birch" / f"y{i}" / N3, ANY)
    found = collect([tmp_path])
    by = {f.learner for f in found}
    assert by == {"alder", "birch", "cedar", "date", "mallory"}


def test_two_levels_that_could_both_be_the_learner_are_for_a_human(tmp_path):
    write(tmp_path / "alder" / "red" / N3, ANY)
    write(tmp_path / "birch" / "blue" / N5, ANY)
    assert all(f.unclear for f in collect([tmp_path]))


@pytest.mark.parametrize(
    ("folders", "unclear"),
    [
        (["red/alder", "blue/birch"], True),
        (["Tuesday/alder", "Thursday/birch"], False),
        (["alder/hw-alder", "birch/my-birch"], False),
        (["alder/my work", "birch/my work"], False),
        (["alder/x", "birch/y", "cedar"], False),
        (["alder/x", "birch/y", "birch/z"], False),
    ],
)
def test_two_levels_that_differ_alike_need_a_human(folders, unclear, tmp_path):
    """A section with one learner in it, or a learner with one folder."""
    for folder in folders:
        write(tmp_path / "class" / folder / N3, ANY)
    found = collect([tmp_path / "class"])
    assert all(bool(f.unclear) == unclear for f in found)
    named = collect([p for p in sorted((tmp_path / "class").iterdir())])
    assert not any(f.unclear for f in named)


def test_a_number_may_be_a_learner_or_a_part(tmp_path):
    """By a folder or a roster it is a learner's; in a file's name alone nobody knows."""
    for number in ("01", "02"):
        write(tmp_path / "class" / f"HW03_{number}.ipynb", ANY)
        write(tmp_path / "folders" / number / N3, ANY)
    flat, folders = tmp_path / "class", tmp_path / "folders"
    people = read_roster(write(tmp_path / "r.csv", "name,id\nAlder,01\nBirch,02\n"))
    assert [bool(f.unclear) for f in collect([flat])] == [True, True]
    assert not any(f.unclear for f in collect([folders]))
    found = collect([flat], roster=people)
    assert [(f.learner, f.unclear) for f in found] == [("Alder", None), ("Birch", None)]


@pytest.mark.parametrize(
    ("names", "unclear"),
    [
        (["alder_HW03_1", "alder_HW03_2", "birch_HW03_1"], {"alder_1", "alder_2"}),
        (
            ["HW3_part1_alder", "HW3_part2_alder", "HW3_part1_birch"],
            {"part1_alder", "part2_alder"},
        ),
        (["student_01", "student_02", "alder_03"], set()),
        (["hw3-1234567", "hw3-1234568", "hw3-alder"], set()),
        (["2026-05-01/03_single_neuron"], {"2026-05-01"}),
        (["Group 1/03_single_neuron", "Group 2/03_single_neuron"], set()),
    ],
)
def test_what_may_be_no_name_needs_a_human(names, unclear, tmp_path):
    for name in names:
        write(tmp_path / "class" / f"{name}.ipynb", ANY)
    found = collect([tmp_path / "class"])
    assert {f.learner for f in found if f.unclear} == unclear


def test_one_name_in_two_sections_is_for_a_human(tmp_path):
    for section in ("Tuesday", "Thursday"):
        for who in ("Jo", section):
            write(tmp_path / section / who / N3, ANY)
    found = {f.name.rpartition("/class")[2]: f for f in collect([tmp_path])}
    assert {f.learner for f in found.values() if f.unclear} == {"Jo"}


def test_a_roster_settles_names(tmp_path):
    roster = write(
        tmp_path / "r.csv",
        "Name,ID,E-mail\nAlder Grove,77,agrove@example.edu\nBirch Elm,78,belm@example.edu\n",
    )
    people = read_roster(roster)
    for name in ("grovealder_9_1_" + N3, "78_" + N3, "oak_9_3_" + N3):
        write(tmp_path / "class" / name, ANY)
    found = {f.learner: f for f in collect([tmp_path / "class"], roster=people)}
    assert set(found) == {"Alder Grove", "Birch Elm", "oak"}
    assert not found["Alder Grove"].unclear and found["oak"].unclear


def test_a_roster_chooses_the_level(tmp_path):
    """Where folders alone would say something else."""
    people = read_roster(write(tmp_path / "r.csv", "name\nred\nblue\n"))
    write(tmp_path / "class" / "alder" / "red" / N3, ANY)
    write(tmp_path / "class" / "birch" / "blue" / N3, ANY)
    found = collect([tmp_path / "class"], roster=people)
    assert [f.learner for f in found] == ["blue", "red"]


# ---- names, depths, numbers


def test_names_that_look_alike_stay_apart(tmp_path):
    for name in (
        b"04_\x01.ipynb",
        b"04_\x02.ipynb",
        b"04_\xff.ipynb",
        b"04_\xfe.ipynb",
    ):
        place = bytes(tmp_path) + b"/mallory/" + name
        (tmp_path / "mallory").mkdir(exist_ok=True)
        with open(place, "wb") as out:
            out.write(b'{"cells": [{"cell_type": "code", "source": "x"}]}')
    write(tmp_path / "alder" / N3, ANY)
    found = collect([tmp_path])
    assert len({(f.learner, f.name) for f in found}) == 5
    assert all(f.name.isprintable() and f.name.isascii() for f in found)


def test_members_of_one_name_stay_apart(tmp_path):
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as out:
        for i, name in enumerate(("m/04.ipynb", "m\\04.ipynb", "m//04.ipynb")):
            out.writestr(
                name, f'{{"cells": [{{"cell_type": "code", "source": "{i}"}}]}}'
            )
        out.writestr(f"alder/{N3}", "{}")
    found = [f for f in collect([tmp_path / "c.zip"]) if f.learner == "m"]
    assert len({f.name for f in found}) == 3
    assert {read(f).cells for f in found} == {("0",), ("1",), ("2",)}


def test_a_deep_folder_is_a_row_and_stops_nobody(tmp_path):
    write(tmp_path / "alder" / N3, ANY)
    (tmp_path / "mallory").mkdir()
    before = os.getcwd()
    os.chdir(tmp_path / "mallory")
    try:
        for _ in range(1300):
            os.mkdir("a")
            os.chdir("a")
    finally:
        os.chdir(before)
    found = {f.learner: f for f in collect([tmp_path])}
    assert found["alder"].problem is None
    assert "deep" in found["mallory"].problem
    subprocess.run(["rm", "-rf", tmp_path / "mallory"], check=True)  # no recursion


def test_a_folder_with_too_many_files_is_a_row(tmp_path, monkeypatch):
    monkeypatch.setattr(entries, "WIDEST", 3)
    for i in range(6):
        write(tmp_path / "mallory" / f"{i}.ipynb", ANY)
    write(tmp_path / "alder" / N3, ANY)
    found = collect([tmp_path])
    assert sum(f.learner == "mallory" for f in found) == 4
    assert any("more than 3" in (f.problem or "") for f in found)


def test_a_folder_that_begins_with_a_dot_is_seen(tmp_path):
    write(tmp_path / "..birch" / N3, ANY)
    write(tmp_path / "alder" / N3, ANY)
    assert [f.learner for f in collect([tmp_path])] == ["..birch", "alder"]


# ---- copies and kinds


def test_a_scripts_and_other_kinds_are_rows(tmp_path):
    write(tmp_path / "alder" / N3, ANY)
    write(tmp_path / "alder" / "05_delta_recursion.html", "<html>")
    write(tmp_path / "alder" / "05_delta_recursion.py", "def hidden_delta(): pass")
    write(tmp_path / "birch" / N3, ANY)
    write(tmp_path / "birch" / "05_delta_recursion.html", "<html>")
    write(tmp_path / "birch" / "plot.png", "x")
    found = {(f.learner, Path(f.name).name): f for f in collect([tmp_path])}
    assert found["alder", "05_delta_recursion.py"].lessons == ("05",)
    assert found["alder", "05_delta_recursion.html"].aside
    assert "HTML" in found["birch", "05_delta_recursion.html"].problem
    assert found["birch", "plot.png"].aside
