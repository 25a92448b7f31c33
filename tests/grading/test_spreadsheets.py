"""What an instructor takes into a spreadsheet or a learning management system."""

from __future__ import annotations

import csv
import io
import json

import pytest
from marked_class import PLUS, file, result, table

from bpcourse.errors import Told
from bpcourse.grading.intake.roster import Person, Roster
from bpcourse.grading.reports import canvas, spreadsheets
from bpcourse.grading.reports.gradescope import results_json
from bpcourse.grading.reports.marks import Marks

EVIL = '=HYPERLINK("http://x")'


def test_grades_add_up_and_leave_open_what_cannot_be_read(marks):
    head, *people = table(spreadsheets.grades(marks))
    by = {row[0]: dict(zip(head, row)) for row in people}
    assert list(by) == ["alder", "birch", "yew", '银 杏树, "Ginkgo"']
    assert by["alder"]["total"] == "3" and by["alder"]["possible"] == "6"
    assert by["birch"]["02 softmax"] == "1.5"
    assert by["alder"]["02 Loss gradients"] == ""
    assert by["yew"]["01 Activation derivatives"] == ""
    assert by["yew"]["total"] == "0"
    assert "empty" in by["yew"]["needs a human"]
    for row in by.values():
        lessons = [row["01 Activation derivatives"], row["02 Loss gradients"]]
        assert float(row["total"]) == sum(float(x or 0) for x in lessons)


def test_a_file_needs_a_human_in_the_same_words_wherever_it_stands(marks):
    words = "needs a human"
    assert words in table(spreadsheets.grades(marks))[0]
    states = {row[0]: row[2] for row in table(spreadsheets.every_file(marks))[1:]}
    assert [who for who, state in states.items() if state == words] == ["yew"]


def test_details_keep_every_verdict(marks):
    head, *found = table("".join(spreadsheets.details(marks)))
    assert len(found) == 7
    rows = [dict(zip(head, row)) for row in found]
    (message,) = {r["message"] for r in rows if r["mistake"] == "plus_sign"}
    assert "sigmoid: looks like a plus" in message and "Which sign?" in message


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1", "\r=1"]
)
def test_no_cell_begins_a_formula(name):
    said = (name, ("called", name), ("next", f"a;{name}"))
    marks = Marks([file(name, result("sigmoid", 0.0, name, said), account=name)])
    roster = Roster([Person(name, name, name, name)])
    made = [spreadsheets.grades(marks), "".join(spreadsheets.details(marks))]
    made += [canvas.canvas(marks), spreadsheets.moodle(marks, roster)]
    made += [spreadsheets.every_file(marks)]
    made += [spreadsheets.needs_human(Marks([file(name, problem=name)]))]
    for text in made:
        for sign in ",;\t":  # whatever a spreadsheet splits at
            for row in csv.reader(
                io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=sign
            ):
                for cell in row:
                    assert not cell.lstrip(' "').startswith(tuple("=+-@＝＋－＠")), cell


def test_moodle_has_grade_and_feedback_side_by_side():
    one = file(
        "Li Na",
        result("sigmoid", 0.0, "plus_sign", PLUS),
        account="77",
        system="moodle",
    )
    people = Roster([Person("Li Na", "4711", "li@example.edu", "lina")])
    head, row = table(spreadsheets.moodle(Marks([one]), people))
    assert head[4:] == [
        "01 Activation derivatives",
        "01 Activation derivatives (feedback)",
    ]
    assert row == [
        *("4711", "li@example.edu", "lina", "Li Na", "0"),
        "sigmoid 0 of 2, not yet: looks like a plus",
    ]
    assert spreadsheets.moodle(Marks([one])) == ""
    sheet = table(spreadsheets.moodle_worksheet(Marks([one]), "01"))
    assert sheet[0][:3] == ["Identifier", "Full name", "Grade"]
    assert sheet[1][:4] == ["Participant 77", "Li Na", "0", "2"]
    assert spreadsheets.moodle_worksheet(Marks([file("x", problem="y")]), "01") == ""


def test_a_new_canvas_file(marks):
    head, points, *people = table(canvas.canvas(marks))
    assert head[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert points[0] == "    Points Possible"
    assert points[5:] == ["3", "3"]
    assert len({len(row) for row in [head, points, *people]}) == 1


EXPORT = [
    "Student,ID,SIS User ID,SIS Login ID,Section,Activation derivatives (91),Essay (92),"
    "Current Score",
    ",,,,,Manual Posting,,",
    "    Points Possible,,,,,30,5,(read only)",
    '"Grove, Alder",4711,,alder,A,,4,80',
    '"Grove, Birch",4712,,bgrove,A,7,,70',
    '"Zhang, Wei",1,,wz1,A,,,',
    '"Zhang, Wei",2,,wz2,A,,,',
    '"Student, Test",9,,x,A,,,',
]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_merging_into_what_canvas_exported(tmp_path, mark):
    exported = tmp_path / "canvas.csv"
    exported.write_text(
        mark + "\r\n".join(EXPORT) + "\r\n", encoding="utf-8", newline=""
    )
    marks = Marks(
        [
            file("alder", result("sigmoid", 1.0), result("relu_derivative", 1.0)),
            file("bergben", result("softmax", 1.0), account="4712", system="canvas"),
            file("Wei Zhang", result("sigmoid", 1.0)),
            file("nobody", result("sigmoid", 1.0)),
        ],
        asked=["01", "02"],
    )
    read = canvas.read_canvas(exported)
    merged = canvas.merge_canvas(marks, read)
    assert merged.text.startswith(mark + "Student,ID")
    rows = table(merged.text)
    before = table("\r\n".join(EXPORT))
    assert rows[0] == before[0]
    (left,) = read.without_column(marks.lessons)
    assert "no column for 02 Loss gradients" in left and "02=TITLE" in left
    assert rows[3] == ["Grove, Alder", "4711", "", "alder", "A", "30", "4", "80"]
    assert rows[4:] == before[4:]
    named = canvas.read_canvas(exported, ["2=Essay"])
    rows = table(canvas.merge_canvas(marks, named).text)
    assert rows[4] == ["Grove, Birch", "4712", "", "bgrove", "A", "7", "5", "70"]
    assert merged.unplaced == ["nobody", "Wei Zhang"]
    assert merged.scaled == ["Activation derivatives (91): 3 to 30"]


def test_another_assignment_is_never_overwritten(tmp_path):
    exported = tmp_path / "c.csv"
    exported.write_text(
        "Student,ID,SIS Login ID,Homework 1 (7),Week 01\nx,1,alder,5,6\n"
    )
    marks = Marks([file("alder", result("sigmoid", 1.0))])
    (_, row) = table(canvas.merge_canvas(marks, canvas.read_canvas(exported)).text)
    assert row == ["x", "1", "alder", "2", "6"] or row[3:] == ["5", "6"]


def test_what_is_no_canvas_file(tmp_path):
    for name, raw in (("a", b""), ("b", b"x,y\n1,2\n"), ("c", b"\xff\xfe\x00")):
        (tmp_path / name).write_bytes(raw)
        with pytest.raises(Told, match="no gradebook of Canvas"):
            canvas.read_canvas(tmp_path / name)
    with pytest.raises(Told, match="none"):
        canvas.read_canvas(tmp_path / "none")


def test_a_column_that_is_not_there_is_told_with_those_that_are(tmp_path):
    exported = tmp_path / "c.csv"
    exported.write_text("Student,ID,SIS User ID,SIS Login ID,Section,PS 3 (9)\n")
    with pytest.raises(Told, match=r"no column 'PS 4'.*PS 3 \(9\)"):
        canvas.read_canvas(exported, ["03=PS 4"])
    with pytest.raises(Told, match="LESSON=TITLE"):
        canvas.read_canvas(exported, ["PS 3"])
    assert canvas.read_canvas(exported, ["03=PS 3"]).columns["03"] == 5


def test_gradescope_reads_points_and_words(marks):
    tree = json.loads(results_json(marks, "birch"))
    assert tree["score"] == sum(t["score"] for t in tree["tests"]) == 1.5
    first = next(t for t in tree["tests"] if t["name"] == "01 sigmoid")
    assert first["max_score"] == 2
    assert (first["status"], first["output_format"]) == ("failed", "text")
    assert "looks like a plus" in first["output"]
    damaged = json.loads(results_json(marks, "yew"))
    assert (damaged["score"], damaged["output"]) == (0, "the file is empty")
