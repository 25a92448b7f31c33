"""`bpcourse grade` from end to end: isolated graders, sentences, exit statuses."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from classroom import InProcess, all_right, fill, right, small, solved, write, wrong
from places import ROOT

from bpcourse.cli import main
from bpcourse.course import exercises_of
from bpcourse.grading import steps
from bpcourse.grading.gradebook import Gradebook

SIGMOID = ["import numpy as np", right("sigmoid")]
NOT_ROOT = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)


def grade(*words: object) -> int:
    return main(["grade", *map(str, words)])


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def quick(monkeypatch):
    """Graders without isolation, for what isn't about them."""
    monkeypatch.setattr(steps, "_maker", lambda *_: InProcess)


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
    assert "5 learners" in said and "1 file for a human" in said
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


# ---- going on


def test_lessons_add_up_over_weeks(tmp_path, quick, capsys):
    fill(tmp_path / "week1", 2, ["01"])
    fill(tmp_path / "week2", 3, ["02"])
    out = ("--out", tmp_path / "out")
    assert grade(tmp_path / "week1", *out) == 0
    assert grade(tmp_path / "week2", *out) == 0
    rows = table(tmp_path / "out" / "grades.csv")
    assert len(rows) == 3
    assert rows[0]["01 Activation derivatives"] and rows[0]["02 Loss gradients"]
    capsys.readouterr()
    assert grade(tmp_path / "week2", *out) == 0
    assert "0 files graded" in capsys.readouterr().out


def test_what_was_handed_in_again_is_told(tmp_path, quick, capsys):
    for number, source in ((1, SIGMOID), (2, ["def sigmoid(x):\n    return x"])):
        name = f"aldergrove_7_{number}_01_activation_derivatives-{number}.ipynb"
        write(tmp_path / "class" / name, small(*source))
    assert grade(tmp_path / "class", "--out", tmp_path / "out") == 0
    assert "1 file set aside" in capsys.readouterr().out
    (row,) = table(tmp_path / "out" / "grades.csv")
    assert row["01 sigmoid"] == "0"
    by = {Path(r["file"]).stem[-2:]: r for r in table(tmp_path / "out" / "files.csv")}
    assert by["-1"]["state"] == "set aside" and by["-2"]["state"] == "graded"


def test_a_file_renamed_to_its_lesson_is_doubtful_no_more(tmp_path, quick, capsys):
    unnamed = write(tmp_path / "class" / "yew" / "homework.ipynb", small("x = 1"))
    assert grade(tmp_path / "class", "--out", tmp_path / "out") == 1
    unnamed.rename(unnamed.with_name("01_homework.ipynb"))
    assert grade(tmp_path / "class", "--out", tmp_path / "out") == 0
    assert not table(tmp_path / "out" / "needs_a_human.csv")


def test_doubtful_files_are_graded_again_when_asked(tmp_path, quick, capsys):
    fill(tmp_path / "class", 2)
    write(tmp_path / "class" / "yew" / "01.ipynb", "{")
    assert grade(tmp_path / "class", "--out", tmp_path / "out") == 1
    assert grade(tmp_path / "class", "--out", tmp_path / "out", "--again") == 1
    assert "1 file graded" in capsys.readouterr().out


def test_only_a_lesson(tmp_path, quick, capsys):
    fill(tmp_path / "class", 2, ["01", "02"])
    assert grade(tmp_path / "class", "--out", tmp_path / "out", "--lesson", "2") == 0
    (head,) = {tuple(row) for row in table(tmp_path / "out" / "grades.csv")}
    assert "02 softmax" in head and "01 sigmoid" not in head


def test_canvas_gets_its_file_back(tmp_path, quick, capsys):
    fill(tmp_path / "class", 2)
    exported = write(
        tmp_path / "c.csv",
        "Student,ID,SIS Login ID,a,b,Activation derivatives\nGrove,1,alder,,,\n",
    )
    out = tmp_path / "out"
    assert grade(tmp_path / "class", "--out", out, "--canvas", exported) == 0
    assert "not in c.csv, so not in canvas.csv: birch" in capsys.readouterr().out
    (row,) = table(out / "canvas.csv")
    assert row["Student"] == "Grove" and row["Activation derivatives"]


def test_a_lesson_without_a_column_is_told_before_grading(tmp_path, quick, capsys):
    fill(tmp_path / "class", 2, ["01", "02"])
    head = "Student,ID,SIS Login ID,a,b,Activation derivatives\n"
    exported = write(tmp_path / "c.csv", head)
    grade(tmp_path / "class", "--out", tmp_path / "out", "--canvas", exported)
    before, _, after = capsys.readouterr().out.partition("graded in")
    told = "c.csv: no column for 02 Loss gradients; name it: --canvas-column 02=TITLE"
    assert told in before and told in after


# ---- what can't be done, as a sentence


def refused(capsys, *words: object) -> str:
    assert grade(*words) == 2
    said = capsys.readouterr().err
    assert said.startswith("bpcourse grade: ")
    assert len(said.splitlines()) == 1
    return said


def test_nothing_to_grade(tmp_path, capsys):
    out = ("--out", tmp_path / "out")
    assert "no such file" in refused(capsys, tmp_path / "none", *out)
    (tmp_path / "class").mkdir()
    assert "no notebook" in refused(capsys, tmp_path / "class", *out)
    assert not (tmp_path / "out").exists()


def test_options_that_make_no_sense(tmp_path, capsys):
    fill(tmp_path / "class", 1)
    base = (tmp_path / "class", "--out", tmp_path / "out")
    assert "no lesson 99" in refused(capsys, *base, "--lesson", "99")
    assert "no file of lesson 05" in refused(capsys, *base, "--lesson", "05")
    assert "--jobs" in refused(capsys, *base, "--jobs", "0")
    assert "--time-limit" in refused(capsys, *base, "--time-limit", "nan")
    assert "none" in refused(capsys, *base, "--canvas", tmp_path / "none")
    assert "none" in refused(capsys, *base, "--secret", tmp_path / "none")


def test_the_results_never_lie_among_the_submissions(tmp_path, capsys):
    fill(tmp_path / "class", 1)
    before = sorted((tmp_path / "class").rglob("*"))
    for out in (tmp_path / "class", tmp_path / "class" / "grades"):
        assert "nothing is written" in refused(capsys, tmp_path / "class", "--out", out)
    assert sorted((tmp_path / "class").rglob("*")) == before


def test_a_file_in_the_place_of_the_folder(tmp_path, capsys):
    fill(tmp_path / "class", 1)
    out = write(tmp_path / "out", "a file")
    assert "a file stands" in refused(capsys, tmp_path / "class", "--out", out)
    assert "a file stands" in refused(capsys, tmp_path / "class", "--out", out / "in")


@NOT_ROOT
def test_a_folder_that_is_read_only(tmp_path, capsys):
    fill(tmp_path / "class", 1)
    (tmp_path / "out").mkdir(mode=0o500)
    said = refused(capsys, tmp_path / "class", "--out", tmp_path / "out")
    assert "you may not write there" in said


def test_a_folder_that_refuses(tmp_path, capsys, monkeypatch):
    fill(tmp_path / "class", 1)

    def refuse(*_, **__):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    said = refused(capsys, tmp_path / "class", "--out", tmp_path / "out")
    assert "it is read-only" in said


def test_a_disk_that_fills_while_reports_are_written(
    tmp_path, quick, capsys, monkeypatch
):
    fill(tmp_path / "class", 3)
    words = (tmp_path / "class", "--out", tmp_path / "out")

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(steps, "write_reports", full)
        assert "the disk is full" in refused(capsys, *words)
    assert grade(*words) == 0
    assert "0 files graded" in capsys.readouterr().out


def test_a_disk_that_fills_while_grading(tmp_path, quick, capsys, monkeypatch):
    fill(tmp_path / "class", 6)
    words = (tmp_path / "class", "--out", tmp_path / "out")
    record, left = Gradebook.record, iter("abc")

    def fills(book, *values):
        if next(left, None) is None:
            pages = book._base.execute("pragma page_count").fetchone()[0]
            book._base.execute(f"pragma max_page_count = {pages}")
            values[1].submission.__dict__["problem"] = "x" * 100_000
        record(book, *values)

    with monkeypatch.context() as patch:
        patch.setattr(Gradebook, "record", fills)
        assert "the disk is full" in refused(capsys, *words)
    assert grade(*words) == 0
    assert "3 files graded" in capsys.readouterr().out


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_full_disk_behind_the_output_is_no_traceback(tmp_path):
    fill(tmp_path / "class", 1)
    words = ["grade", str(tmp_path / "none"), "--out", str(tmp_path / "out")]
    with open("/dev/full", "w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "bpcourse", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert run.returncode == 2
    assert "Traceback" not in run.stderr


def test_a_folder_in_the_place_of_a_report_is_named(tmp_path, quick, capsys):
    write(tmp_path / "class" / "alder" / "01_activation_derivatives.ipynb", small("1"))
    (tmp_path / "out" / "grades.csv").mkdir(parents=True)
    assert grade(tmp_path / "class", "--out", tmp_path / "out") == 2
    told = capsys.readouterr().err
    assert "grades.csv: " in told and ".part-" not in told


def test_a_gradebook_that_is_none(tmp_path, capsys):
    fill(tmp_path / "class", 1)
    write(tmp_path / "out" / "gradebook.sqlite", b"something else" * 999)
    said = refused(capsys, tmp_path / "class", "--out", tmp_path / "out")
    assert "no gradebook" in said


class Dead(InProcess):
    def __enter__(self):
        raise OSError("a worker doesn't start")


def test_graders_that_do_not_start(tmp_path, capsys, monkeypatch):
    fill(tmp_path / "class", 2)
    for jobs in (1, 2):
        monkeypatch.setattr(steps, "_maker", lambda *_: Dead)
        words = (tmp_path / "class", "--out", tmp_path / "out", "--jobs", jobs)
        assert "a worker doesn't start" in refused(capsys, *words)


def test_ctrl_c_before_anything(tmp_path, capsys, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(steps, "collect", interrupt)
    assert grade(tmp_path, "--out", tmp_path / "out") == 130
    assert "goes on" in capsys.readouterr().err


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
