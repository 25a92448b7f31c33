"""The pages of the web site before they are built: lessons, home, questions, stored outputs."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from places import ROOT
from site_reader import LESSONS

from bpcourse.course import all_questions, lesson
from bpcourse.publish.site import pages


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    pages.write_pages(ROOT, folder)
    return folder


def test_every_lesson_and_problem_set_has_a_page_and_no_solution_has(sources):
    assert [p.stem for p in sorted((sources / "lessons").glob("*.ipynb"))] == LESSONS
    text = "".join(p.read_text("utf-8") for p in sources.rglob("*.ipynb"))
    assert "BEGIN SOLUTION" not in text
    assert {p.name for p in sources.glob("exercises/*.ipynb")} == {
        p.name for p in ROOT.glob("exercises/*.ipynb")
    }


def test_the_home_page_gives_each_lesson_its_question_and_minutes(sources):
    rows = re.findall(
        r"^\| \[(.*?)\]\((.*?)\) \| (.*?) \| (?:\d+ to )?(\d+) \|$", home(sources), re.M
    )
    assert [Path(row[1]).stem for row in rows] == LESSONS
    assert all(row[2].endswith("?") and int(row[3]) >= 10 for row in rows)


def home(sources):
    return (sources / "index.md").read_text("utf-8")


def test_titles_and_questions_are_the_lessons_own_and_minutes_the_builds():
    words = nbformat.v4.new_markdown_cell(
        "# 5 Andere Worte\n\n**Wie?**\n\nEine Stunde."
    )
    notebook = nbformat.v4.new_notebook(cells=[words])
    notebook.metadata["bpcourse"] = {"minutes": [20, 35]}
    own, told = lesson("05"), "20 to 35"
    rows = {
        "lesson": pages.Row("05_x", f"05 {own.title}", own.question, told),
        "exercise": pages.Row("05_x", "05 Problem set: delta recursion", "", told),
    }
    for role, row in rows.items():
        assert pages._described("05_x", role, notebook) == row
    bare = nbformat.v4.new_notebook(cells=[words])
    assert pages._described("90_x", "lesson", bare) == pages.Row("90_x", "90_x", "", "")


def test_where_nothing_runs_a_question_opens_its_answer(sources):
    notebook = nbformat.read(sources / "lessons" / f"{LESSONS[3]}.ipynb", as_version=4)
    text = "\n".join(c.source for c in notebook.cells)
    assert "checkpoint(" not in text
    right = [o.feedback for o in all_questions()["03-weight-hears"].options if o.right]
    assert all(words in text for words in right)
    assert text.count("Commit, then look") >= 8


def test_outputs_are_the_stored_ones(sources):
    for name in LESSONS:
        stored, page = (
            nbformat.read(folder / f"{name}.ipynb", as_version=4)
            for folder in (ROOT / "notebooks", sources / "lessons")
        )
        outputs = {c.id: c.outputs for c in stored.cells if c.cell_type == "code"}
        kept = [c for c in page.cells if c.cell_type == "code"]
        assert kept and all(outputs[c.id] == c.outputs for c in kept)
