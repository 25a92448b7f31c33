"""What an instructor and a learner get: spreadsheets, pages, a report that helps to teach."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bpcourse.course import exercise, exercises_of
from bpcourse.grading.gradebook import GradebookError, Listed, Standing
from bpcourse.grading.reports import charts as figures
from bpcourse.grading.reports import spreadsheets
from bpcourse.grading.reports.class_report import (
    class_report,
    count,
    to_teach_again,
    worst,
)
from bpcourse.grading.reports.feedback import feedback_page, read_verdict
from bpcourse.grading.reports.folder import slug, write_reports
from bpcourse.grading.reports.gradescope import results_json
from bpcourse.grading.reports.marks import Marks, number
from bpcourse.grading.results import Result

EVIL = '=HYPERLINK("http://x")'
HTML = "<script>alert(1)</script>"
TEXT = (
    "✗ not yet · sigmoid: looks like a plus\n"
    "  called      sigmoid(<b>)\n"
    "  came back   [1,\n              2]\n"
    "  next        Which sign?"
)


def result(name: str, share: float, mistake: str | None = None, text="") -> Result:
    asked = exercise(name)
    outcome = "passed" if share == 1 else "failed"
    points = share * asked.points
    return Result(name, asked.lesson, outcome, points, asked.points, mistake, text)


def file(learner: str, *results: Result, problem=None, **more) -> Standing:
    lessons = tuple(sorted({r.lesson for r in results})) or ("01",)
    listed = Listed(
        learner, f"class/{learner}/01_x.ipynb", learner, "v", lessons, **more
    )
    return Standing(listed, problem, problem, (), results, lessons)


def untouched(name: str) -> Result:
    asked = exercise(name)
    return Result(name, asked.lesson, "not attempted", 0.0, asked.points)


@pytest.fixture
def marks() -> Marks:
    """Four learners, one of them with a damaged file, two lessons."""
    right = [result("sigmoid", 1.0, text="✓ passed · sigmoid: 5 of 5 cases")]
    wrong = [result("sigmoid", 0.0, "plus_sign", TEXT), untouched("relu_derivative")]
    return Marks(
        [
            file("alder", *right, result("relu_derivative", 1.0)),
            file("birch", *wrong, result("softmax", 0.5, "naive")),
            file('银 杏树, "Ginkgo"', *wrong),
            file("yew", problem="the file is empty"),
        ]
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
    head, *found = table(spreadsheets.details(marks))
    assert len(found) == 7
    rows = [dict(zip(head, row)) for row in found]
    assert {r["message"] for r in rows if r["mistake"] == "plus_sign"} == {TEXT}


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1", "\r=1"]
)
def test_no_cell_begins_a_formula(name):
    text = f"{name}\n  called      {name}"
    marks = Marks([file(name, result("sigmoid", 0.0, name, text), account=name)])
    made = [spreadsheets.grades(marks), spreadsheets.details(marks)]
    made += [spreadsheets.canvas(marks), spreadsheets.moodle(marks)]
    made += [spreadsheets.attention(Marks([file(name, problem=name)]))]
    for text in made:
        for row in table(text):
            for cell in row:
                assert not cell.lstrip().startswith(tuple("=+-@＝＋－＠")), cell


def test_moodle_has_grade_and_feedback_side_by_side():
    one = file(
        "Li Na",
        result("sigmoid", 0.0, "plus_sign", TEXT),
        account="77",
        system="moodle",
    )
    head, row = table(spreadsheets.moodle(Marks([one])))
    assert head[2:] == [
        "01 Activation derivatives",
        "01 Activation derivatives (feedback)",
    ]
    assert row == [
        "Participant 77",
        "Li Na",
        "0",
        "sigmoid 0 of 2, failed: looks like a plus",
    ]
    sheet = table(spreadsheets.moodle_worksheet(Marks([one]), "01"))
    assert sheet[0][:3] == ["Identifier", "Full name", "Grade"]
    assert sheet[1][:4] == ["Participant 77", "Li Na", "0", "2"]
    assert spreadsheets.moodle_worksheet(Marks([file("x", problem="y")]), "01") == ""


def test_a_new_canvas_file(marks):
    head, points, *people = table(spreadsheets.canvas(marks))
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
        ]
    )
    merged = spreadsheets.merge_canvas(marks, exported)
    assert merged.text.startswith(mark + "Student,ID")
    rows = table(merged.text)
    before = table("\r\n".join(EXPORT))
    assert rows[0] == [*before[0], "02 Loss gradients"]
    assert rows[2][-1] == "3"
    assert rows[3] == ["Grove, Alder", "4711", "", "alder", "A", "30", "4", "80", ""]
    assert rows[4] == ["Grove, Birch", "4712", "", "bgrove", "A", "7", "", "70", "3"]
    assert [row[:-1] for row in rows[5:]] == before[5:]
    assert merged.unplaced == ["nobody", "Wei Zhang"]
    assert merged.scaled == ["Activation derivatives (91): 3 to 30"]


def test_another_assignment_is_never_overwritten(tmp_path):
    exported = tmp_path / "c.csv"
    exported.write_text(
        "Student,ID,SIS Login ID,Homework 1 (7),Week 01\nx,1,alder,5,6\n"
    )
    marks = Marks([file("alder", result("sigmoid", 1.0))])
    (_, row) = table(spreadsheets.merge_canvas(marks, exported).text)
    assert row == ["x", "1", "alder", "5", "6", "2"]


def test_what_is_no_canvas_file(tmp_path, marks):
    for name, raw in (("a", b""), ("b", b"x,y\n1,2\n"), ("c", b"\xff\xfe\x00")):
        (tmp_path / name).write_bytes(raw)
        with pytest.raises(GradebookError, match="no gradebook of Canvas"):
            spreadsheets.merge_canvas(marks, tmp_path / name)
    with pytest.raises(GradebookError, match="none"):
        spreadsheets.merge_canvas(marks, tmp_path / "none")


def test_gradescope_reads_points_and_words(marks):
    tree = json.loads(results_json(marks.files_of("birch")[0]))
    assert tree["score"] == sum(t["score"] for t in tree["tests"]) == 1.5
    first = tree["tests"][0]
    assert first["name"] == "01 sigmoid" and first["max_score"] == 2
    assert (first["status"], first["output_format"]) == ("failed", "text")
    assert first["output"] == TEXT
    damaged = json.loads(results_json(marks.files_of("yew")[0]))
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
    bad = result("sigmoid", 0.0, HTML, f"✗ · sigmoid: {HTML}\n  called      {HTML}")
    one = file(HTML, bad)
    one = Standing(one.file, None, HTML, (HTML,), one.results, one.counts)
    for page in (feedback_page(Marks([one]), HTML), class_report(Marks([one]))):
        assert "<script" not in page
        sound(page)


def test_a_verdict_is_taken_apart_without_loss():
    headline, rows = read_verdict(result("sigmoid", 0.0, text=TEXT))
    assert headline == "Looks like a plus"
    assert rows == [
        ("called", "sigmoid(<b>)"),
        ("came back", "[1,\n2]"),
        ("next", "Which sign?"),
    ]
    odd = read_verdict(result("sigmoid", 0.0, text="something\nelse  here"))
    assert odd[1] == [("", "else  here")]


@pytest.mark.parametrize("outcome", ["passed", "failed", "error", "not attempted"])
def test_every_line_of_every_real_verdict_arrives(outcome):
    from bpcourse.checking.judge import judge_function
    from bpcourse.checking.verdict import label

    makers = {
        "passed": lambda e: e.reference,
        "failed": lambda e: e.mistakes[0].function,
        "error": lambda e: lambda *_: 1 / 0,
        "not attempted": lambda e: lambda *_: None,
    }
    for asked in exercises_of("01"):
        verdict = judge_function(makers[outcome](asked), asked)
        r = Result(asked.name, "01", verdict.outcome, 0, 2, None, str(verdict))
        _, rows = read_verdict(r)
        assert [said for said, _ in rows] == [label(id) for id, _ in verdict.rows]


def test_the_class_report_helps_to_teach_and_names_nobody(marks):
    page = sound(class_report(marks))
    for learner in marks.learners:
        assert learner not in page.words
    assert "needs_a_human.csv" in page.words
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
    assert "02_loss_gradients.ipynb#From-scores-to-probabilities" in text


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
    assert names >= {"grades.csv", "details.csv", "canvas.csv", "moodle.csv"}
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
