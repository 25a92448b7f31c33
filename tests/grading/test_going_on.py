"""`bpcourse grade` again: lessons add up over weeks, and what was handed in again is told."""

from __future__ import annotations

from pathlib import Path

from classroom import fill, small, write
from grade_command import SIGMOID, grade, table


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


def test_a_file_renamed_to_its_lesson_needs_no_human_any_more(tmp_path, quick, capsys):
    unnamed = write(tmp_path / "class" / "yew" / "homework.ipynb", small("x = 1"))
    assert grade(tmp_path / "class", "--out", tmp_path / "out") == 1
    unnamed.rename(unnamed.with_name("01_homework.ipynb"))
    assert grade(tmp_path / "class", "--out", tmp_path / "out") == 0
    assert not table(tmp_path / "out" / "needs_a_human.csv")


def test_files_that_need_a_human_are_graded_again_when_asked(tmp_path, quick, capsys):
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
