"""Whose a file is, in every layout in which classes arrive: as a folder and as a zip.

A layout is paths and whose each is. "?" stands for a file that a human has to place.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import zipfile
from pathlib import Path
from unicodedata import normalize

import pytest
from classroom import small, write

from bpcourse.course import exercises_of
from bpcourse.grading.intake import entries
from bpcourse.grading.intake.collection import collect
from bpcourse.grading.intake.notebook import read
from bpcourse.grading.intake.roster import read_roster

N3, N5 = "03_single_neuron.ipynb", "05_delta_recursion.ipynb"
ANY = small("x = 1")
NOTHING = "-"  # a file that is nobody's, and needs nobody
HEAD = "submission_metadata.yml"
SUBMITTERS = """\
submission_111:
  :submitters:
  - :name: Alder Grove
    :sid: '1'
submission_112:
  :submitters:
  - :name: Birch Grove
    :sid: '2'
"""

LAYOUTS: dict[str, dict[str, str]] = {
    "a folder each": {f"alder/{N3}": "alder", f"birch/{N3}": "birch"},
    "a note beside them": {
        f"alder/{N3}": "alder",
        f"birch/{N3}": "birch",
        "notes.txt": NOTHING,
        "roster.csv": NOTHING,
    },
    "a folder around them": {
        f"typ/alder/{N3}": "alder",
        f"typ/birch/{N3}": "birch",
        "readme.txt": NOTHING,
    },
    "three folders around them": {
        f"fm/typ/x/alder/{N3}": "alder",
        f"fm/typ/x/birch/{N3}": "birch",
    },
    "weeks": {
        f"week3/alder/{N3}": "alder",
        f"week3/birch/{N3}": "birch",
        f"week5/alder/{N5}": "alder",
        f"week5/birch/{N5}": "birch",
    },
    "weeks of any name": {
        f"spring/alder/{N3}": "alder",
        f"spring/birch/{N3}": "birch",
        f"summer/alder/{N5}": "alder",
        f"summer/birch/{N5}": "birch",
    },
    "lessons": {
        "03/Alder Grove/work.ipynb": "Alder Grove",
        "03/Birch Grove/work.ipynb": "Birch Grove",
        "05/Alder Grove/work.ipynb": "Alder Grove",
    },
    "sections": {
        f"Group A/alder/{N3}": "alder",
        f"Group A/birch/{N3}": "birch",
        f"Group B/cedar/{N3}": "cedar",
    },
    "one file in the section of a day": {
        "Tuesday/alder.ipynb": "alder",
        "Thursday 10:15/birch.ipynb": "birch",
    },
    "people called like days": {
        f"Sunday Grove/{N3}": "Sunday Grove",
        f"Friday Grove/{N3}": "Friday Grove",
    },
    "sections of any name": {
        f"Tuesday/alder/{N3}": "alder",
        f"Tuesday/birch/{N3}": "birch",
        f"Thursday/cedar/{N3}": "cedar",
        f"Thursday/date/{N3}": "date",
    },
    "late and on time": {
        f"ontime/alder/{N3}": "alder",
        f"late/birch/{N3}": "birch",
        f"ontime/cedar/{N3}": "cedar",
    },
    "dates": {
        f"2026-05-01/alder/{N3}": "alder",
        f"2026-05-01/birch/{N3}": "birch",
        f"2026-05-08/alder/{N5}": "alder",
    },
    "whole workspaces": {
        f"alder/bpcourse-workspace/exercises/{N3}": "alder",
        f"alder/bpcourse-workspace/notebooks/{N3}": "alder",
        f"birch/exercises/{N3}": "birch",
        f"birch/.ipynb_checkpoints/{N3}": "",
    },
    "own folders inside": {
        f"alder/my work/{N3}": "alder",
        f"birch/{N3}": "birch",
        f"cedar/a/b/{N3}": "cedar",
    },
    "files with the name in them": {
        f"Alder Grove - {N3}": "Alder Grove",
        "03_single_neuron_birch.ipynb": "birch",
        f"copy of {N3[:-6]} - Cedar.ipynb": "Cedar",
    },
    "numbered learners": {
        "student_01.ipynb": "student_01",
        "student_02.ipynb": "student_02",
    },
    "numbered folders": {f"01/{N3}": "01", f"02/{N3}": "02", f"17/{N3}": "17"},
    "Canvas": {
        "groveald_11_901_03_single_neuron.ipynb": "groveald",
        "birchann_LATE_12_902_03_single_neuron-1.ipynb": "birchann",
        "cedarbo_13_903_work.zip": "cedarbo",
    },
    "Moodle with folders": {
        f"Alder Grove_101_assignsubmission_file_/{N3}": "Alder Grove",
        f"Group A-Birch Grove_102_assignsubmission_file_/{N3}": "Birch Grove",
    },
    "Moodle without folders": {
        f"Alder Grove_101_assignsubmission_file_{N3}": "Alder Grove",
        f"Birch Grove_102_assignsubmission_file_{N3}": "Birch Grove",
    },
    "Moodle, attempts inside": {
        f"Alder Grove_101_assignsubmission_file_/v1/{N3}": "Alder Grove",
        f"Alder Grove_101_assignsubmission_file_/v2/{N3}": "Alder Grove",
    },
    "Gradescope": {
        f"assignment_9_export/submission_111/{N3}": "Alder Grove",
        f"assignment_9_export/submission_112/{N3}": "Birch Grove",
        f"assignment_9_export/{HEAD}": NOTHING,
    },
    "Gradescope without its list": {
        f"assignment_9_export/submission_111/{N3}": "submission_111",
        f"assignment_9_export/submission_112/{N3}": "submission_112",
    },
    "Blackboard": {
        f"PS3_alder_attempt_2026-05-01-10-00-00_{N3}": "alder",
        f"PS3_birch_attempt_2026-05-02-10-00-00_{N3}": "birch",
        "PS3_alder_attempt_2026-05-01-10-00-00.txt": "alder",
    },
    "Google Classroom": {
        "Alder Grove - 03_single_neuron.ipynb": "Alder Grove",
        "Copy of 03_single_neuron - Birch Grove.ipynb": "Birch Grove",
    },
    "GitHub Classroom": {
        f"03-single-neuron-aldergrove/{N3}": "aldergrove",
        f"03-single-neuron-birch9/{N3}": "birch9",
        f"05-delta-recursion-aldergrove/{N5}": "aldergrove",
    },
    "nbgrader": {
        f"submitted/alder/03_single_neuron/{N3}": "alder",
        f"submitted/birch/03_single_neuron/{N3}": "birch",
    },
    "Teams": {
        f"Alder Grove/Assignment 3/Version 1/{N3}": "Alder Grove",
        f"Alder Grove/Assignment 3/Version 2/{N3}": "Alder Grove",
        f"Birch Grove/Assignment 3/Version 1/{N3}": "Birch Grove",
    },
    "a zip each": {"alder.zip": "alder", "birch.zip": "birch"},
    "the system's zip in a folder": {"submissions.zip!class": "alder birch"},
    "accents of two kinds": {
        f"M\u00fcller/{N3}": "M\u00fcller",
        f"Mu\u0308ller/{N5}": "M\u00fcller",
        f"birch/{N3}": "birch",
    },
    "letters of two cases": {
        f"hw1/Doe Jane/{N3}": "Doe Jane",
        f"hw2/doe jane/{N5}": "Doe Jane",
        f"hw1/birch/{N3}": "birch",
    },
    "a notebook of nobody among folders": {
        f"alder/{N3}": "alder",
        f"birch/{N3}": "birch",
        N3: "?",
    },
    "a model answer among sections": {
        f"A/alder/{N3}": "alder",
        f"A/birch/{N3}": "birch",
        f"B/cedar/{N3}": "cedar",
        f"B/date/{N3}": "date",
        f"B/{N3}": "?",
    },
    "a learner's folders say nothing of others": {
        f"alder/{N3}": "alder",
        f"birch/{N3}": "birch",
        f"cedar/{N3}": "cedar",
        f"mallory/birch/{N3}": "mallory",
        f"mallory/birch_1_2_{N3[:-6]}-99.ipynb": "mallory",
        f"mallory/Birch Tree_7_assignsubmission_file_/{N3}": "mallory",
        f"mallory/{HEAD}": "mallory",
    },
}


def held(path: str) -> bytes:
    """What lies at a path of a layout."""
    if path.endswith(".yml"):
        return SUBMITTERS.encode()
    if path.startswith("student_"):
        cells = [f"def {e.name}(x): pass" for e in exercises_of("03")]
        return json.dumps(small(*cells)).encode()
    if path.partition("!")[0].endswith(".zip"):
        raw = io.BytesIO()
        with zipfile.ZipFile(raw, "w") as out:
            names = ["alder/", "birch/"] if "!" in path else [""]
            for name in names:
                out.writestr(name + N3, json.dumps(ANY))
        return raw.getvalue()
    return json.dumps(ANY).encode() if path.endswith(".ipynb") else b"text"


def as_folder(root: Path, layout: dict[str, str]) -> Path:
    for path in layout:
        write(root / "class" / path.partition("!")[0], held(path))
    return root / "class"


def as_zip(root: Path, layout: dict[str, str]) -> Path:
    root.mkdir(exist_ok=True)
    with zipfile.ZipFile(root / "class.zip", "w") as out:
        for path in layout:
            out.writestr(path.partition("!")[0], held(path))
    return root / "class.zip"


def whose(found) -> dict[str, str]:
    """Path below the class → learner, "?" for a human, "-" for nobody's."""
    told = {}
    for f in found:
        path = f.name.partition("/class/")[2] or f.name.partition("/class.zip/")[2]
        told[path] = f.learner if not f.unclear else "?"
        if f.aside and not f.learner:
            told[path] = NOTHING
    return told


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
    ("folders", "doubt"),
    [
        (["red/alder", "blue/birch"], True),
        (["Tuesday/alder", "Thursday/birch"], False),
        (["alder/hw-alder", "birch/my-birch"], False),
        (["alder/my work", "birch/my work"], False),
        (["alder/x", "birch/y", "cedar"], False),
        (["alder/x", "birch/y", "birch/z"], False),
    ],
)
def test_two_levels_that_differ_alike_are_for_a_human(folders, doubt, tmp_path):
    """A section with one learner in it, or a learner with one folder."""
    for folder in folders:
        write(tmp_path / "class" / folder / N3, ANY)
    found = collect([tmp_path / "class"])
    assert all(bool(f.unclear) == doubt for f in found)
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
    ("names", "doubtful"),
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
def test_what_may_be_no_name_is_for_a_human(names, doubtful, tmp_path):
    for name in names:
        write(tmp_path / "class" / f"{name}.ipynb", ANY)
    found = collect([tmp_path / "class"])
    assert {f.learner for f in found if f.unclear} == doubtful


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
