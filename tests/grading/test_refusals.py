"""What `bpcourse grade` can't do is told as a sentence, whatever fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from classroom import InProcess, fill, small, write
from grade_command import grade

from bpcourse.grading import steps
from bpcourse.grading.gradebook import Gradebook

NOT_ROOT = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)


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
    assert "no lesson 98" in refused(capsys, *base, "--lesson", "98")
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
