"""`bpcourse grade` from end to end: isolated graders, sentences, exit statuses."""

from __future__ import annotations

import json
import shutil
import sys
import zipfile
from pathlib import Path

import pytest
from classroom import InProcess, all_right, fill, right, small, solved, write, wrong
from grade_command import SIGMOID, grade, table
from places import ROOT

from bpcourse.course import exercises_of
from bpcourse.grading import steps


def test_a_class_from_its_files_to_its_reports(tmp_path, capsys):
    """Isolated: right, wrong, half done, renamed, in odd formats, and damaged."""
    folder, out = tmp_path / "class", tmp_path / "grades"
    ours = solved("01", all_right("01"))
    write(folder / "alder" / "01_activation_derivatives.ipynb", ours)
    write(folder / "birch" / "my homework.ipynb", small(*SIGMOID, "1/0"))
    wrongs = wrong("central_difference")
    bad = {"central_difference": wrongs["one_sided"]}
    write(folder / "银杏树" / "01_activation_derivatives.ipynb", solved("01", bad))
    utf16 = json.dumps(solved("01", all_right("01"))).encode("utf-16")
    write(folder / "O'Rowan, Yëw" / "01_activation_derivatives.ipynb", utf16)
    write(folder / "dana" / "01_activation_derivatives.ipynb", json.dumps(ours)[:-9])
    assert grade(folder, "--out", out) == 1
    said = capsys.readouterr().out
    assert "5 learners" in said and "1 file needs a human" in said
    assert "breaks off" in said and "class_report.html" in said
    by = {row["learner"]: row for row in table(out / "grades.csv")}
    whole = str(sum(e.points for e in exercises_of("01")))
    assert [by[n]["total"] for n in ("alder", "birch", "O'Rowan, Yëw")] == [
        whole,
        "2",
        whole,
    ]
    assert by["银杏树"]["total"] == "0"
    assert by["dana"]["01 sigmoid"] == ""
    named = [r["mistake"] for r in table(out / "details.csv") if r["mistake"]]
    assert named == ["one_sided"]
    assert (out / "feedback" / "alder.html").exists()


def test_two_processes_and_a_zip_give_the_same_grades(tmp_path, capsys):
    folder = tmp_path / "class"
    fill(folder, 6)
    archive = tmp_path / "class.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        for file in sorted(folder.rglob("*.ipynb")):
            out.write(file, file.relative_to(folder))
    (tmp_path / "secret.txt").write_text("the same for both")
    secret = ("--secret", tmp_path / "secret.txt")
    assert grade(folder, "--out", tmp_path / "a", *secret) == 0
    assert grade(archive, "--out", tmp_path / "b", "--jobs", "2", *secret) == 0
    one, two = (table(tmp_path / n / "grades.csv") for n in ("a", "b"))
    assert one == two
    assert len(one) == 6
    assert capsys.readouterr().err == ""


def state(folder: Path) -> dict[str, tuple]:
    """All that could change in a folder: names, kinds, rights, times, sizes, bytes."""
    found = {}
    for path in (folder, *folder.rglob("*")):
        about = path.lstat()
        raw = path.read_bytes() if path.is_file() else b""
        facts = (about.st_mode, about.st_mtime_ns, about.st_size, about.st_ino, raw)
        found[path.relative_to(folder).as_posix()] = facts
    return found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="contained on Linux")
def test_nothing_is_ever_written_among_what_was_handed_in(tmp_path, capsys):
    """Bytes, times and names of the whole folder, though a submission tries its best."""
    folder = tmp_path / "class"
    fill(folder, 3)
    root = ROOT
    shutil.copytree(root / "exercises", folder / "yew" / "exercises")
    archive = shutil.make_archive(str(tmp_path / "zip"), "zip", folder)
    shutil.move(archive, folder / "all.zip")
    tries = (
        "open({!r}, 'a')",
        "__import__('os').remove({!r})",
        "open({!r} + 'x', 'w')",
    )
    ours = str(folder / "alder" / "01_activation_derivatives.ipynb")
    cells = [*SIGMOID, *(t.format(ours) for t in tries), "import os; os.utime('.')"]
    write(folder / "mallory" / "01_activation_derivatives.ipynb", small(*cells))
    write(folder / "cut" / "01.ipynb", "{")
    before = state(folder)
    words = (folder, folder / "all.zip", "--out", tmp_path / "out", "--lesson", "01")
    for more in ((), ("--jobs", "2", "--again")):
        assert grade(*words, *more) == 1
        assert state(folder) == before
    for row in table(tmp_path / "out" / "grades.csv"):
        assert row["learner"] != "mallory" or row["01 sigmoid"] == "2"


def test_a_cell_over_the_time_limit_is_skipped(tmp_path, capsys):
    loop = "while True: pass"
    write(tmp_path / "class" / "alder" / "01.ipynb", small(*SIGMOID, loop))
    grade(tmp_path / "class", "--out", tmp_path / "out", "--time-limit", "0.5")
    (row,) = table(tmp_path / "out" / "grades.csv")
    assert row["01 sigmoid"] == "2"
    page = (tmp_path / "out" / "feedback" / "alder.html").read_text("utf-8")
    assert "cell 3" in page


class Leaky(InProcess):
    gaps = ("could read any file",)


def test_marks_that_were_given_uncontained_say_so_in_every_later_run(
    tmp_path, quick, monkeypatch, capsys
):
    write(
        tmp_path / "class" / "alder" / "01_activation_derivatives.ipynb",
        small(*SIGMOID),
    )
    words = (tmp_path / "class", "--out", tmp_path / "out")
    monkeypatch.setattr(steps, "_maker", lambda *_: Leaky)
    assert grade(*words) == 1
    monkeypatch.setattr(steps, "_maker", lambda *_: InProcess)
    assert grade(*words) == 1
    assert "not fully contained" in capsys.readouterr().out.partition("known from")[2]
    report = (tmp_path / "out" / "class_report.html").read_text("utf-8")
    assert "could read any file" in report


def test_a_workspace_is_graded_as_it_is(tmp_path, quick, capsys):
    """Lessons and problem sets together: the problem set counts."""
    root = ROOT
    for folder in ("notebooks", "exercises"):
        shutil.copytree(root / folder, tmp_path / "class" / "alder" / folder)
    ours = solved("01", {"sigmoid": right("sigmoid")})
    write(next((tmp_path / "class").rglob("exercises/01_*.ipynb")), ours)
    assert grade(tmp_path / "class", "--out", tmp_path / "out", "--lesson", "01") == 0
    (row,) = table(tmp_path / "out" / "grades.csv")
    assert row["learner"] == "alder" and row["01 sigmoid"] == "2"
    counted = {
        r["file"]
        for r in table(tmp_path / "out" / "details.csv")
        if r["counts"] == "yes" and r["outcome"] != "not attempted"
    }
    assert ["exercises" in name for name in counted] == [True]
