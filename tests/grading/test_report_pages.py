"""The pages of a class: each learner's feedback, the class report, its pictures."""

from __future__ import annotations

from html.parser import HTMLParser

import numpy as np
import pytest
from marked_class import file, result, untouched

from bpcourse.checking.judge import judge_function
from bpcourse.checking.verdict import label
from bpcourse.course import exercise, exercises_of
from bpcourse.grading.reports import charts as figures
from bpcourse.grading.reports.alike import alike_page
from bpcourse.grading.reports.class_report import (
    class_report,
    count,
    to_teach_again,
    worst,
)
from bpcourse.grading.reports.feedback import feedback_page
from bpcourse.grading.reports.marks import Marks
from bpcourse.grading.reports.pages import prose
from bpcourse.grading.results import Result
from bpcourse.grading.standings import Standing

HTML = "<script>alert(1)</script>"


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
    assert place.section.file == "02_loss_gradients.ipynb"
    assert place.exercises[0].mistakes == (("naive", 4), ("log", 3))
    assert worst(counted)[0] == "02"
    text = class_report(Marks(people))
    assert "7 of 10 missed it" in text
    assert "From scores to probabilities" in text and "file:" not in text


def judged(name: str, function) -> Result:
    verdict = judge_function(function, exercise(name))
    return Result(name, exercise(name).lesson, 0, 2, verdict)


def test_the_class_report_names_a_mistake_as_its_verdict_does():
    no_sigma = judged("layer_output", lambda X, W, b: X @ W)
    minus = judged("sigmoid", lambda x: -1 / (1 + np.exp(-x)))
    assert no_sigma.mistake and minus.mistake == "general:sign"
    marks = Marks([file(f"l{i}", no_sigma, minus) for i in range(3)])
    text = class_report(marks)
    alts = " ".join(img["alt"] for img in sound(text).all("img"))
    for verdict in (no_sigma.verdict, minus.verdict):
        assert verdict.name in verdict.headline
        assert verdict.name in alts and f"3 × {prose(verdict.name)}" in text


def test_the_class_report_quotes_no_name_of_a_learners():
    stops = judged("sigmoid", lambda x: my_dear_colleague)  # type: ignore[name-defined]  # noqa: F821
    near = judged("sigmoid", lambda x: np.expp(x))
    text = class_report(Marks([file(f"l{i}", stops, near) for i in range(3)]))
    assert "my_dear_colleague" in str(stops.verdict) and "expp" in str(near.verdict)
    assert "my_dear_colleague" not in text and "expp" not in text


def test_nothing_to_teach_again_is_said():
    people = [file(f"l{i}", result("sigmoid", 1.0)) for i in range(5)]
    assert "Nothing stands out" in class_report(Marks(people))


def test_reports_of_nothing_and_of_nothing_readable():
    sound(class_report(Marks([])))
    sound(class_report(Marks([file("yew", problem="the file is empty")])))


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
