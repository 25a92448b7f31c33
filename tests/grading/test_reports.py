"""The folder of reports: its files, and what a teacher decides over the marks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from marked_class import file, result, table

from bpcourse.grading.reports import spreadsheets
from bpcourse.grading.reports.alike import alike, alike_page, form
from bpcourse.grading.reports.class_report import class_report
from bpcourse.grading.reports.feedback import feedback_page
from bpcourse.grading.reports.folder import Extras, slug, write_reports
from bpcourse.grading.reports.marks import Marks, number
from bpcourse.grading.results import Result
from bpcourse.grading.rules import ByHand, Choice, Due, Rules


def test_files_have_harmless_names_of_their_own():
    names = [
        "alder",
        "Alder",
        "../alder",
        "al/der",
        "银杏树",
        "",
        "...",
        "a" * 300,
        "CON",
    ]
    slugs = [slug(n) for n in names]
    assert len({s.casefold() for s in slugs}) == len(names)
    for s in slugs:
        assert s and "/" not in s and not s.startswith(".")
        assert len(f"{s}.html".encode()) < 255
    assert slug("alder") == "alder"
    assert slug("con") != "con"


def test_everything_is_written_once_more_without_a_change(tmp_path, marks):
    write_reports(marks, tmp_path)
    first = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    write_reports(marks, tmp_path)
    assert first == {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    names = {p.relative_to(tmp_path).parts[0] for p in first}
    assert names >= {"grades.csv", "details.csv", "canvas.csv", "files.csv"}
    assert names >= {"class_report.html", "feedback", "gradescope"}
    assert len(list((tmp_path / "feedback").iterdir())) == len(marks.learners)


def test_a_full_disk_leaves_the_old_report_whole(tmp_path, marks, monkeypatch):
    write_reports(marks, tmp_path)
    before = (tmp_path / "grades.csv").read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError):
        write_reports(Marks(marks.standings[:1]), tmp_path)
    assert (tmp_path / "grades.csv").read_bytes() == before
    assert not list(Path(tmp_path).rglob(".part-*"))


def test_numbers_as_a_teacher_writes_them():
    assert [number(x) for x in (2.0, 1.5, 1 / 3, 0.0, None)] == [
        "2",
        "1.5",
        "0.33",
        "0",
        "",
    ]


# ---- what a teacher decides


def best_of(learner: str, *results: Result, rules: Rules, **more) -> Marks:
    return Marks([file(learner, *results, **more)], rules, ["01"])


def test_points_choice_and_excused_exercises():
    three = [
        result("sigmoid", 1.0),
        result("relu_derivative", 0.0),
        result("sigmoid_derivative", 1.0),
    ]
    names = tuple(r.exercise for r in three)

    marks = best_of("alder", *three, rules=Rules(points={"sigmoid": 10.0}))
    assert (marks.total("alder"), marks.total_for("alder")) == (12, 13)
    marks = best_of("alder", *three, rules=Rules(choices=(Choice(names, 2),)))
    assert (marks.total("alder"), marks.total_for("alder")) == (4, 4)
    excused = Rules(excused={"alder": ("relu_derivative",)})
    marks = best_of("alder", *three, rules=excused)
    assert (marks.total("alder"), marks.total_for("alder")) == (4, 4)


def test_late_work_partial_credit_and_marks_by_hand():
    right = result("sigmoid", 1.0)
    half = replace(result("sigmoid", 0.0), share=0.5)
    late = Rules(due={"01": Due(late=0.5)})
    assert best_of("alder", right, rules=late, late=True).total("alder") == 1
    assert best_of("alder", right, rules=late).total("alder") == 2
    assert best_of("alder", half, rules=Rules(partial=True)).total("alder") == 1
    assert best_of("alder", half, rules=Rules()).total("alder") == 0
    own = Rules(by_hand={("alder", "sigmoid"): ByHand(1.5, "well argued")})
    marks = best_of("alder", half, rules=own)
    assert marks.total("alder") == 1.5
    assert "well argued" in feedback_page(marks, "alder")


def test_a_lesson_that_few_hand_in_is_not_taken_for_one_that_was_set():
    there = [file(f"l{i}", result("softmax", 1.0)) for i in range(9)]
    marks = Marks([*there, file("mallory", result("sigmoid", 0.0))])
    assert marks.lessons == ["02"] and marks.not_asked == ["01"]
    assert marks.total_for("l0") == 3
    assert Marks(marks.standings, Rules(lessons=("01", "02"))).lessons == ["01", "02"]


def test_everybody_on_the_roster_has_a_row():
    marks = Marks([file("alder", result("sigmoid", 1.0))], people=["alder", "birch"])
    rows = table(spreadsheets.grades(marks))
    assert [row[0] for row in rows[1:]] == ["alder", "birch"]


def test_alike_answers_are_shown_side_by_side_and_usual_ones_are_not():
    def code(x: str) -> str:
        return f"def sigmoid({x}):\n    s = 1 + 2 * {x} ** 3\n    return s - 7 * {x}"

    odd = [file(n, result("sigmoid", 1.0, code=code(n))) for n in ("alder", "birch")]
    usual = "def sigmoid(x):\n    e = np.exp(-abs(x))\n    return where(x < 0, e, 1) / (1 + e)"
    rest = [file(f"l{i}", result("sigmoid", 1.0, code=usual)) for i in range(5)]
    marks = Marks([*odd, *rest])
    assert alike(marks) == [("sigmoid", ("alder", "birch"))]
    page = alike_page(marks)
    assert "alder" in page and "l3" not in page
    assert "alder" not in class_report(marks)


SHAPE = (
    "def f(x, y):\n    z = np.exp(x) * (y + 1)\n    return z / (1 + z) - [x, y][0]\n"
)


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"f(x": "g(p", "(x)": "(p)", "[x": "[p", "z": "up"}, True),
        (
            {
                "    z = ": "    'As I see it.'\n    z: float = ",
                "x, y):": "x: A, y) -> B:",
            },
            True,
        ),
        ({"(y + 1)": "((y) + 1)  # one more"}, True),
        ({"np.exp": "np.log"}, False),
        ({"+ 1)": "+ 2)"}, False),
        ({"[x, y]": "[y, x]"}, False),
        ({"[x, y][0]": "[x, y, x][0]"}, False),
    ],
)
def test_names_and_layout_make_no_other_form(changes, same):
    other = SHAPE
    for old, new in changes.items():
        other = other.replace(old, new)
    assert other != SHAPE and form(SHAPE)[0]
    assert (form(other)[0] == form(SHAPE)[0]) == same


def test_what_was_not_contained_is_said(tmp_path, marks):
    write_reports(marks, tmp_path, Extras(gaps=("could read any file",)))
    assert "could read any file" in (tmp_path / "class_report.html").read_text("utf-8")


def test_only_the_teachers_account_reads_what_names_a_learner(tmp_path, marks):
    write_reports(marks, tmp_path)
    for path in tmp_path.rglob("*"):
        if path.is_file() and path.name != "class_report.html":
            assert path.stat().st_mode & 0o077 == 0, path
