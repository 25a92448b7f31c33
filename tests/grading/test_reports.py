"""What an instructor and a learner get: spreadsheets, pages, a report that helps to teach."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bpcourse.checking.judge import judge_function
from bpcourse.checking.verdict import Verdict, label
from bpcourse.course import exercise, exercises_of
from bpcourse.errors import Told
from bpcourse.grading.intake.roster import Person, Roster
from bpcourse.grading.reports import canvas, spreadsheets
from bpcourse.grading.reports import charts as figures
from bpcourse.grading.reports.alike import alike, alike_page, form
from bpcourse.grading.reports.class_report import (
    class_report,
    count,
    to_teach_again,
    worst,
)
from bpcourse.grading.reports.feedback import feedback_page
from bpcourse.grading.reports.folder import Extras, slug, write_reports
from bpcourse.grading.reports.gradescope import results_json
from bpcourse.grading.reports.marks import Marks, number
from bpcourse.grading.results import Result
from bpcourse.grading.rules import ByHand, Choice, Due, Rules
from bpcourse.grading.standings import Listed, Standing

EVIL = '=HYPERLINK("http://x")'
HTML = "<script>alert(1)</script>"
PLUS = (
    "looks like a plus",
    ("called", "sigmoid(<b>)"),
    ("came_back", "[1,\n2]"),
    ("next", "Which sign?"),
)


def result(
    name: str, share: float, mistake: str | None = None, said=("",), code=""
) -> Result:
    asked = exercise(name)
    outcome = "passed" if share == 1 else "failed"
    more = {"exercise": name, "score": share, "mistake": mistake}
    verdict = Verdict(said[0], tuple(said[1:]), outcome, **more)
    points = share * asked.points
    return Result(name, asked.lesson, points, asked.points, verdict, code)


def file(learner: str, *results: Result, problem=None, **more) -> Standing:
    lessons = tuple(sorted({r.lesson for r in results})) or ("01",)
    listed = Listed(
        *(learner, f"class/{learner}/01_x.ipynb", learner, "v", lessons), **more
    )
    attention = (("file", problem),) if problem else ()
    return Standing(listed, problem, attention, (), results)


def untouched(name: str) -> Result:
    asked = exercise(name)
    verdict = Verdict("", (), "not attempted", exercise=name)
    return Result(name, asked.lesson, 0.0, asked.points, verdict)


@pytest.fixture
def marks() -> Marks:
    """Four learners, one of them with a damaged file, two lessons."""
    right = [result("sigmoid", 1.0, said=("5 of 5 cases",))]
    wrong = [result("sigmoid", 0.0, "plus_sign", PLUS), untouched("relu_derivative")]
    return Marks(
        [
            file("alder", *right, result("relu_derivative", 1.0)),
            file("birch", *wrong, result("softmax", 0.5, "naive")),
            file('银 杏树, "Ginkgo"', *wrong),
            file("yew", problem="the file is empty"),
        ],
        asked=["01", "02"],
    )


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline="")))


# ---- spreadsheets


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
    made += [spreadsheets.attention(Marks([file(name, problem=name)]))]
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
        "sigmoid 0 of 2, failed: looks like a plus",
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


# ---- pages


class Page(HTMLParser):
    """Tags, texts and attributes of a page; fails where tags don't close in order."""

    VOID = ("meta", "img", "br")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.words += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.tags if name == tag]


def sound(text: str) -> Page:
    """What holds for every page."""
    page = Page(text)
    assert page.all("html")[0]["lang"] == "en"
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("title")) == 1
    assert "prefers-color-scheme: dark" in text
    assert all(len(img["alt"]) > 20 for img in page.all("img"))
    assert all(img["src"].startswith("data:image/") for img in page.all("img"))
    assert all("scope" in th for th in page.all("th"))
    assert not page.all("script") and not page.all("link") and not page.all("iframe")
    targets = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
    for link in page.all("a"):
        href = link["href"]
        assert href[1:] in targets if href[0] == "#" else not href.startswith("http")
    levels = [int(tag[1]) for tag, _ in page.tags if tag in ("h1", "h2", "h3")]
    assert all(b - a <= 1 for a, b in zip(levels, levels[1:])), levels
    return page


def test_a_feedback_page_says_what_the_verdict_says(marks):
    page = sound(feedback_page(marks, "birch"))
    for words in (
        "Looks like a plus",
        "sigmoid(<b>)",
        "Which sign?",
        "1.5 of 6 points",
    ):
        assert words in page.words
    assert "not attempted" in page.words
    assert "alder" not in page.words


def test_a_damaged_file_is_explained_to_its_learner(marks):
    page = sound(feedback_page(marks, "yew"))
    assert "the file is empty" in page.words
    assert "Nothing was handed in" in page.words


def test_nothing_of_a_learner_is_markup():
    said = (HTML, ("called", HTML), ("next", HTML))
    bad = result(
        "sigmoid",
        0.0,
        HTML,
        said,
        f"def sigmoid(x): return {HTML!r} + x * 2 + (x - 1) / 5 - x**7",
    )
    ones = [
        Standing(file(n, bad).file, None, (("x", HTML),), (HTML,), (bad,))
        for n in (HTML, HTML * 2)
    ]
    marks = Marks(ones)
    for page in (feedback_page(marks, HTML), class_report(marks), alike_page(marks)):
        assert "<script" not in page
        sound(page)


@pytest.mark.parametrize("outcome", ["passed", "failed", "error", "not attempted"])
def test_every_row_of_every_real_verdict_arrives(outcome):
    makers = {
        "passed": lambda e: e.reference,
        "failed": lambda e: e.mistakes[0].function,
        "error": lambda e: lambda *_: 1 / 0,
        "not attempted": lambda e: lambda *_: None,
    }
    for asked in exercises_of("01"):
        verdict = judge_function(makers[outcome](asked), asked)
        r = Result(asked.name, "01", 0, 2, verdict)
        words = sound(feedback_page(Marks([file("alder", r)]), "alder")).words
        for id, text in verdict.rows:
            assert label(id) in words and text.replace("`", "") in words


def test_the_class_report_helps_to_teach_and_names_nobody(marks):
    page = sound(class_report(marks))
    for learner in marks.learners:
        assert learner not in page.words
    assert "need a human" in page.words and not page.all("a")
    assert len(page.all("img")) == 4


def test_what_to_teach_again_is_what_most_who_tried_missed():
    people = []
    for i in range(10):
        wrong = [
            result("softmax", 0.0, "naive" if i < 4 else "log") for _ in range(i < 7)
        ]
        right = [result("softmax", 1.0) for _ in range(i >= 7)]
        lazy = untouched("cross_entropy")
        good = result("sigmoid", 0.0 if i == 0 else 1.0)
        people.append(file(f"learner {i}", *wrong, *right, lazy, good))
    counted = count(Marks(people))
    (place,) = to_teach_again(counted)
    assert place.section.heading == "From scores to probabilities"
    assert place.section.path == "notebooks/02_loss_gradients.ipynb"
    assert place.exercises[0].mistakes == (("naive", 4), ("log", 3))
    assert worst(counted)[0] == "02"
    text = class_report(Marks(people))
    assert "7 of 10 missed it" in text
    assert "From scores to probabilities" in text and "file:" not in text


def test_nothing_to_teach_again_is_said():
    people = [file(f"l{i}", result("sigmoid", 1.0)) for i in range(5)]
    assert "Nothing stands out" in class_report(Marks(people))


def test_reports_of_nothing_and_of_nothing_readable():
    sound(class_report(Marks([])))
    sound(class_report(Marks([file("yew", problem="the file is empty")])))


# ---- pictures


def test_pictures_say_their_numbers():
    alt = figures.scores([0.05, 0.95, 1.0]).alt
    assert "3 learners, median 95 %" in alt
    assert "1 from 0 to 10 %, 2 from 90 to 100 %" in alt
    alt = figures.lessons({"01 A": [0.0, 0.5, 1.0]}).alt
    assert "01 A: 3 learners, median 50 %" in alt
    alt = figures.outcomes([("sigmoid", 3, 2, 1)]).alt
    assert alt == "sigmoid: 3 passed, 2 not yet, 1 not attempted."
    assert "4 times f: x" in figures.mistakes([("f", "x" * 200, 4)]).alt


@pytest.mark.parametrize("shares", [[0.0], [1.0], [0.5] * 300, [1.0, 1.0 + 1e-12]])
def test_pictures_of_extreme_classes(shares):
    assert figures.scores(shares).svg
    assert figures.lessons({"01": shares}).svg


# ---- files


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
