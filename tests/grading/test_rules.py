"""`grading.toml`, marks by hand, a roster, removal: what a teacher decides stays decided."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from classroom import fill, right, small, write
from grade_command import grade, table

from bpcourse.errors import Told
from bpcourse.grading.rules import ByHand, Choice, Due, init, rules_in

N1 = "01_activation_derivatives.ipynb"


def by_learner(path: Path) -> dict[str, dict[str, str]]:
    return {row["learner"]: row for row in table(path)}


def test_init_writes_both_files_once_and_never_over_another(tmp_path, capsys):
    assert grade("--init", "--out", tmp_path) == 0
    rules = rules_in(tmp_path)
    assert rules == rules_in(tmp_path / "nothing there")
    (tmp_path / "grading.toml").write_text("partial = true\n")
    assert grade("--init", "--out", tmp_path) == 0
    assert "nothing is written over" in capsys.readouterr().out
    assert rules_in(tmp_path).partial


def test_every_example_of_the_file_is_a_setting(tmp_path):
    init(tmp_path)
    path = tmp_path / "grading.toml"
    lines = path.read_text("utf-8").splitlines()
    used = [
        line[2:]
        if line.startswith("# ") and ("=" in line or line[2:3] == "[")
        else line
        for line in lines
    ]
    path.write_text("\n".join(line for line in used if line[:1] != "#"), "utf-8")
    rules = rules_in(tmp_path)
    assert rules.lessons == ("03", "05") and rules.points == {"sigmoid": 3.0}
    assert rules.choices == (
        Choice(("sigmoid", "sigmoid_derivative", "relu_derivative"), 2),
    )
    assert rules.excused == {"Alder Grove": ("05", "sigmoid")}
    assert rules.due == {"03": Due(datetime(2026, 5, 1, 23, 59), 0.8)}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("lessons = ['98']", "no lesson 98"),
        ("attempt = 'newest'", "newest"),
        ("points = {sigmoid = -1}", "points"),
        ("points = {sigmoyd = 1}", "no exercise 'sigmoyd'"),
        ("excused = {alder = 'sigmoid'}", "a list"),
        ("due = {03 = {late = 2}}", "from 0 to 1"),
        ("due = {03 = {by = 'May'}}", "a date"),
        ("partial = 'yes'", "yes"),
        ("parital = true", "parital"),
        ("= 1", "line 1"),
        ("choice = [{of = ['sigmoid']}]", "count"),
    ],
)
def test_a_wrong_setting_is_a_sentence_before_anything_is_graded(
    text, says, tmp_path, capsys
):
    fill(tmp_path / "class", 1)
    write(tmp_path / "out" / "grading.toml", text)
    assert grade(tmp_path / "class", "--out", tmp_path / "out") == 2
    said = capsys.readouterr().err
    assert says in said and len(said.splitlines()) == 1
    assert not (tmp_path / "out" / "gradebook.sqlite").exists()


def test_marks_by_hand_survive_every_regrade(tmp_path, quick):
    fill(tmp_path / "class", 2)
    out = tmp_path / "out"
    grade(tmp_path / "class", "--out", out)
    write(
        out / "by_hand.csv",
        "learner;exercise or lesson;points;comment\n"
        "alder;sigmoid;1,5;nicely argued\nbirch;01;7;after a talk\n",
    )
    for more in ((), ("--again",)):
        grade(tmp_path / "class", "--out", out, *more)
        rows = by_learner(out / "grades.csv")
        assert rows["alder"]["01 sigmoid"] == "1.5"
        assert (
            rows["birch"]["total"] == "7" and "after a talk" in rows["birch"]["comment"]
        )
    page = (out / "feedback" / "alder.html").read_text("utf-8")
    assert "nicely argued" in page
    write(out / "by_hand.csv", "learner,what,points,comment\nalder,sigmoid,many,\n")
    with pytest.raises(Told, match="many"):
        rules_in(out)


def test_a_comment_without_points_changes_no_mark(tmp_path):
    write(tmp_path / "by_hand.csv", "a,b,c,d\nalder,sigmoid,,look again\n")
    assert rules_in(tmp_path).by_hand == {
        ("alder", "sigmoid"): ByHand(None, "look again")
    }


def test_a_mark_that_falls_is_said(tmp_path, quick, capsys):
    place = tmp_path / "class" / "alder" / N1
    write(place, small("import numpy as np", right("sigmoid")))
    words = (tmp_path / "class", "--out", tmp_path / "out")
    grade(*words)
    write(place, small("def sigmoid(x): return x"))
    capsys.readouterr()
    grade(*words)
    assert "lowered: alder, lesson 01: 2 to 0" in capsys.readouterr().out
    place.unlink()
    write(tmp_path / "class" / "birch" / N1, small("x = 1"))
    grade(*words)
    assert "isn't there any more" in capsys.readouterr().out


def test_a_mark_that_falls_in_a_run_that_was_stopped_is_said_by_the_next(
    tmp_path, quick, capsys, monkeypatch
):
    place = tmp_path / "class" / "alder" / N1
    write(place, small("import numpy as np", right("sigmoid")))
    words = (tmp_path / "class", "--out", tmp_path / "out")
    grade(*words)
    write(place, small("def sigmoid(x): return x"))
    with monkeypatch.context() as stopped:
        stopped.setattr("bpcourse.grading.steps.write_reports", interrupted)
        assert grade(*words) == 130
    capsys.readouterr()
    grade(*words)
    assert "lowered: alder, lesson 01: 2 to 0" in capsys.readouterr().out
    grade(*words)
    assert "lowered" not in capsys.readouterr().out


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_second_run_from_another_folder_keeps_the_better_mark(tmp_path, quick):
    good, bad = (
        small(right("relu_derivative")),
        small("def relu_derivative(x): return x"),
    )
    for week, tree in (("w1", good), ("w2", bad)):
        write(tmp_path / week / "alder" / N1, small("import numpy as np"))
        write(tmp_path / week / "alder" / N1, tree)
        grade(tmp_path / week, "--out", tmp_path / "out")
    (row,) = by_learner(tmp_path / "out" / "grades.csv").values()
    assert float(row["total"]) > 0


def test_a_learner_is_taken_out_when_the_teacher_says_so(tmp_path, quick, capsys):
    fill(tmp_path / "class", 3)
    out = tmp_path / "out"
    grade(tmp_path / "class", "--out", out)
    write(out / "feedback" / "my own words.html", b"<title>Words</title>")
    write(out / "alike.html", b"of an earlier run, birch in it")
    assert grade("--remove", "birch", "--out", out) == 0
    assert sorted(by_learner(out / "grades.csv")) == ["alder", "chestnut"]
    pages = sorted(p.name for p in out.rglob("*") if "birch" in p.as_posix())
    left = sorted(p.stem for p in (out / "feedback").iterdir())
    assert pages == [] and left == ["alder", "chestnut", "my own words"]
    assert len(list(out.glob("gradescope/*/results.json"))) == 2
    assert not (out / "alike.html").exists()
    capsys.readouterr()
    assert grade("--remove", "nobody", "--out", out) == 2
    assert "nobody" in capsys.readouterr().err


def test_a_roster_names_everybody_also_who_handed_in_nothing(tmp_path, quick):
    fill(tmp_path / "class", 2)
    roster = write(
        tmp_path / "r.csv", "name,id,email\nalder,7,a@x.edu\nwillow,8,w@x.edu\n"
    )
    out = tmp_path / "out"
    assert grade(tmp_path / "class", "--out", out, "--roster", roster) == 1
    rows = by_learner(out / "grades.csv")
    assert rows["willow"]["total"] == "0"
    assert "roster" in rows["birch"]["needs a human"]
    people = {r["Full name"]: r for r in table(out / "moodle.csv")}
    assert people["alder"]["Email address"] == "a@x.edu"


def test_what_is_no_roster_and_what_fits_nothing(tmp_path, capsys):
    fill(tmp_path / "class", 1)
    base = (tmp_path / "class", "--out", tmp_path / "out")
    roster = write(tmp_path / "r.csv", "x,y\n1,2\n")
    assert grade(*base, "--roster", roster) == 2
    assert "name,id,email" in capsys.readouterr().err
    assert grade(*base, "--canvas-column", "03=x") == 2
    assert "--canvas" in capsys.readouterr().err
    assert grade("--out", tmp_path / "out") == 2
    assert "name the notebooks" in capsys.readouterr().err
