"""A class graded in another language: the same marks, and no English word in its reports."""

from __future__ import annotations

import contextlib
import html
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from classroom import right, small, write
from grade_command import grade, table
from other_language import other, speak
from places import ROOT

from bpcourse.course import all_exercises, all_lessons
from bpcourse.grading import texts
from bpcourse.grading.intake.notebook import LARGEST_SCRIPT
from bpcourse.grading.reports.folder import write_reports
from bpcourse.grading.reports.marks import Marks
from bpcourse.grading.sections import headings

NAME = "01_activation_derivatives.ipynb"
NUMPY = "import numpy as np"
WRONG = "def sigmoid(x):\n    return 1 / (1 + np.exp(x))"
BUILT_ON_IT = "def sigmoid_derivative(x):\n    s = sigmoid(x)\n    return s * (1 - s)"
INSIDE = "class A:\n    def relu_derivative(x):\n        return 1"
NEAR = "def sigmoid_derivativ(x):\n    return x"
SOLVED = [NUMPY, *map(right, ("sigmoid", "sigmoid_derivative", "relu_derivative"))]
PROSE = {"cell_type": "markdown", "metadata": {}, "source": SOLVED[1]}
STUB = (ROOT / "exercises" / NAME).read_bytes()

CLASS: dict[str, Any] = {
    f"alder/{NAME}": small(*SOLVED),
    f"birch/{NAME}": small(NUMPY, WRONG, BUILT_ON_IT),
    f"cedar/{NAME}": small(NUMPY, "sigmoid = 3", INSIDE, NEAR, "%%bash\nls"),
    f"date/{NAME}": small(
        NUMPY, "import pandas\n" + SOLVED[1], "!ls\nraise LookupError"
    ),
    f"elm/{NAME}": {"cells": [*small(NUMPY)["cells"], PROSE]},
    f"fir/{NAME}": small(*SOLVED, "import os\nos._exit(3)"),
    "gorse/01_a.pdf": b"%PDF",
    f"hazel/{NAME}": b"%PDF",
    f"ivy/{NAME}": b'{"cells": [',
    f"juniper/{NAME}": STUB,
    f"kapok/late/{NAME}": small(*SOLVED),
    f"larch/{NAME}": small(*SOLVED),
    "larch/01_activation_derivatives-2.ipynb": small(NUMPY, WRONG),
    "larch/notes.txt": b"x",
    "maple/07_a.ipynb": small("x = 1"),
    "nutmeg/a.ipynb": small("x = 1"),
    "oak/01_x.py": b"#" * (LARGEST_SCRIPT + 1),
    **{f"{who}/{NAME}": small(NUMPY, WRONG) for who in ("poplar", "quince", "rowan")},
}
ROSTER = "name,id,email\n" + "".join(
    f"{path.partition('/')[0]},,\n" for path in CLASS if path[0] != "q"
)
RULES = """\
[[choice]]
of = ["sigmoid", "sigmoid_derivative", "relu_derivative"]
count = 2
[excused]
fir = ["sigmoid"]
[due.01]
late = 0.5
"""
BY_HAND = "learner,exercise or lesson,points,comment\r\ncedar,sigmoid,1,\r\n"
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,01 (7)
    Points Possible,,,,,50
alder,1,,,,
birch,2,,,,
"""


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> tuple[Path, Path]:
    """The folders of results: in English, and in the other language."""
    root = tmp_path_factory.mktemp("class")
    for path, held in CLASS.items():
        write(root / "class" / path, held)
    (root / "roster.csv").write_text(ROSTER)
    (root / "canvas.csv").write_text(CANVAS)
    (root / "secret").write_text("abc\n")
    english = graded(root, "english")
    with pytest.MonkeyPatch.context() as patch:
        speak(patch)
        return english, graded(root, "other")


def graded(root: Path, name: str) -> Path:
    """Grade the class into a new folder; what was printed stands in it too."""
    out = root / name
    write(out / "grading.toml", RULES)
    write(out / "by_hand.csv", BY_HAND)
    words = [root / "class", "--out", out, "--secret", root / "secret"]
    words += ["--roster", root / "roster.csv", "--canvas", root / "canvas.csv"]
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        assert grade(*words) == 1
    (out / "said.txt").write_text(said.getvalue(), encoding="utf-8")
    return out


def rows(out: Path, name: str, *left_out: str) -> list[list[str]]:
    """A spreadsheet's rows without the columns of sentences."""
    return [
        [v for k, v in row.items() if not k.endswith(left_out)]
        for row in table(out / name)
    ]


SHEETS = {
    "grades.csv": ("needs a human",),
    "details.csv": ("message",),
    "needs_a_human.csv": ("why", "notes"),
    "files.csv": ("state", "why", "late"),
    "canvas.csv": (),
    "moodle.csv": ("(feedback)",),
}


@pytest.mark.parametrize("name", SHEETS)
def test_the_spreadsheets_have_the_same_rows(name, both):
    english, spoken = (rows(out, name, *SHEETS[name]) for out in both)
    assert english == spoken and len(english) > 2


def test_every_outcome_is_among_them(both):
    found = Counter(row["outcome"] for row in table(both[0] / "details.csv"))
    assert {"passed", "failed", "error", "not attempted"} <= set(found)
    kinds = {row["kind"] for row in table(both[0] / "needs_a_human.csv")}
    assert {"file", "stopped", "inside renamed", "text cell", "lesson"} <= kinds


def test_states_are_the_same_in_other_words(both):
    english, spoken = (table(out / "files.csv") for out in both)
    assert [other(row["state"]) for row in english] == [r["state"] for r in spoken]
    assert len({row["state"] for row in english}) == 3


def test_gradescope_reads_the_same(both):
    def read(out: Path) -> dict[str, Any]:
        trees = {}
        for path in sorted(out.glob("gradescope/*/results.json")):
            tree = json.loads(path.read_text("utf-8"))
            for one in (tree, *tree["tests"]):
                one.pop("output")
            trees[path.parent.name] = tree
        return trees

    assert read(both[0]) == read(both[1]) and len(read(both[0])) > 9


HIDDEN = re.compile(r"<style>.*?</style>|<code>.*?</code>|<pre>.*?</pre>|`[^`]*`", re.S)
NAMED = re.compile(r'(?: alt| aria-label)="([^"]*)"')
FILE = re.compile(r"[\w./-]*\.(?:ipynb|csv|html|pdf|py|toml|txt)\b")
WORD = re.compile(r"\b[A-Za-z][A-Za-z_']+")
KINDS = {"PDF", "TXT"}
THEIRS = {"sigmoid_derivativ", "pandas", "bash", "LookupError"}
FIXED = {*all_exercises(), *(p.partition("/")[0] for p in CLASS), *KINDS, *THEIRS}


def english(text: str) -> set[str]:
    """English words: no names of files, notebooks' headings, exercises and learners."""
    for lesson in all_lessons().values():
        for heading in headings(f"{lesson.name}.ipynb"):
            text = text.replace(heading, "")
    return set(WORD.findall(FILE.sub("", text))) - FIXED


def shown(page: Path) -> str:
    """What a page shows, or reads aloud, apart from code."""
    text = HIDDEN.sub("", page.read_text("utf-8"))
    return html.unescape(re.sub("<[^>]*>", " ", text) + "\n".join(NAMED.findall(text)))


def test_no_english_word_is_left_in_the_pages(both):
    pages = [*both[1].glob("*.html"), *both[1].glob("feedback/*.html")]
    assert {"alike.html", "class_report.html", "fir.html"} <= {p.name for p in pages}
    for page in pages:
        assert english(shown(both[0] / page.relative_to(both[1])))
        assert not english(shown(page)), page.name


@pytest.mark.parametrize("name", ["files.csv", "needs_a_human.csv", "grades.csv"])
def test_no_english_word_is_left_in_a_sheet_for_people(name, both):
    in_words = {"kind": "", "learner": ""}
    first, second = (
        "\n".join(" ".join((row | in_words).values()) for row in table(out / name))
        for out in both
    )
    assert english(first) and not english(second)


def test_no_english_word_is_left_in_what_is_printed(both):
    first, second = (out / "said.txt" for out in both)
    assert english(first.read_text("utf-8")) and not english(second.read_text("utf-8"))


REFUSED = {
    "no files": (),
    "no lesson": ("{class}", "--lesson", "99"),
    "no such file": ("{class}/nothing",),
    "no job": ("{class}", "--jobs", "0"),
    "no time": ("{class}", "--time-limit", "0"),
    "a column without an export": ("{class}", "--canvas-column", "1=01"),
    "a column that isn't there": (
        *("{class}", "--canvas", "{canvas}", "--canvas-column", "1=07"),
    ),
    "no export": ("{class}", "--canvas", "{roster}"),
    "no roster": ("{class}", "--roster", "{secret}"),
    "another secret": ("{class}", "--secret", "{roster}"),
    "nobody to take out": ("--remove", "nobody"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal(name, both, monkeypatch, capsys):
    root = both[0].parent
    places = {"class": root / "class", "canvas": root / "canvas.csv"}
    places |= {"roster": root / "roster.csv", "secret": root / "secret"}
    words = [word.format(**places) for word in REFUSED[name]]

    def told() -> str:
        assert grade(*words, "--out", both[0]) == 2
        said = capsys.readouterr().err.removeprefix("bpcourse grade: ")
        return re.sub(r"/[\w./-]+", "", said)

    before = told()
    speak(monkeypatch)
    assert english(before) and not english(told()) - {"nobody"}


def test_a_page_in_another_language_is_known_as_ours(tmp_path, marks, monkeypatch):
    write_reports(marks, tmp_path)
    own = write(tmp_path / "feedback" / "own.html", "<title>Feedback for me</title>")
    speak(monkeypatch)
    write_reports(Marks(marks.standings[:1], asked=["01"]), tmp_path)
    assert set((tmp_path / "feedback").iterdir()) == {own, own.parent / "alder.html"}


SUBJECTS = (texts.marking, texts.reports, texts.intake, texts.commands)


def test_every_text_of_the_tables_has_an_id_of_its_own_and_is_used():
    assert sum(len(s.SENTENCES) for s in SUBJECTS) == len(texts.SENTENCES)
    home = ROOT / "bpcourse" / "grading"
    code = "".join(
        p.read_text(encoding="utf-8")
        for p in home.rglob("*.py")
        if p.parent.name != "texts"
    )
    quoted = set(re.findall(r"""["'](\w+)["']""", code))
    assert {*texts.SENTENCES, *texts.COUNTED, *texts.REASONS} <= quoted
