"""Notebook 7, the classic notebook, papermill, jupytext and nbconvert, as they are.

Each runs in an environment of its own, which `front_ends` makes. VS Code isn't among them: its
renderer can't be had without the program itself, which no package brings; what it is given is
what `test_front_ends` looks at.
"""

from __future__ import annotations

import csv
import shutil

import chromium
import front_ends
import lab_driver as driver
import nbformat
import pytest
from lab_server import lab
from places import ROOT

pytestmark = pytest.mark.large
browser = pytest.mark.skipif(bool(chromium.missing()), reason=chromium.missing())
LESSON = ROOT / "notebooks" / "01_activation_derivatives.ipynb"
SOLVED = ROOT / "solutions" / "01_activation_derivatives.ipynb"
FIRST_WORDS = "You will be able to"


def errors(notebook):
    outputs = [o for c in notebook.cells for o in c.get("outputs", [])]
    return [o for o in outputs if o.output_type == "error"]


@browser
@pytest.mark.browser
def test_notebook_7_shows_a_saved_lesson_the_next_day():
    test = "tests/widgets/test_saved.py::test_in_notebook_7_they_stand_there_too"
    assert "1 passed" in front_ends.run("pytest", "-q", "-m", "browser", test)


CLASSIC = """() => {
  const book = window.Jupyter?.notebook;
  return book?._fully_loaded && book.kernel?.is_connected();
}"""
ENDED = """() => !document.querySelector('.running') &&
  [...Jupyter.notebook.get_cells()].filter(c => c.cell_type === 'code' && c.get_text())
    .every(c => c.input_prompt_number > 0)"""


@browser
@pytest.mark.browser
def test_the_classic_notebook_runs_a_lesson_and_its_explorers(tmp_path):
    shutil.copy(LESSON, tmp_path)
    python = front_ends.python()
    with (
        lab(tmp_path, app="nbclassic", python=python) as url,
        chromium.browser() as new_page,
    ):
        page = new_page()
        page.goto(url.format(path=LESSON.name))
        page.wait_for_function(CLASSIC, timeout=60_000)
        page.evaluate("() => { Jupyter.notebook.execute_all_cells(); }")
        page.wait_for_function(ENDED, timeout=240_000)
        [explorer, *_] = driver.explorers(page)
        [control, *_] = driver.controls(explorer)
        before = driver.seen(explorer)
        after = driver.move(explorer, control)
        assert all(then != now for then, now in zip(before, after, strict=True))
        text = page.locator("body").inner_text()
        assert "model not found" not in text and "Traceback" not in text


def test_papermill_runs_a_problem_set(tmp_path):
    out = tmp_path / "run.ipynb"
    exercises = ROOT / "exercises" / LESSON.name
    front_ends.run("papermill", str(exercises), str(out), "-p", "seed", "3")
    run = nbformat.read(out, as_version=4)
    assert errors(run) == []
    assert all(c.execution_count for c in run.cells if c.cell_type == "code")


@pytest.fixture(scope="module")
def points(tmp_path_factory):
    """What the solution itself gets, and a function that grades another file."""

    def graded(path):
        out = tmp_path_factory.mktemp("graded")
        front_ends.run("bpcourse", "grade", str(path.parents[1]), "--out", str(out))
        with (out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
            [row] = csv.DictReader(file)
        return row

    mine = tmp_path_factory.mktemp("own") / "alder" / SOLVED.name
    mine.parent.mkdir()
    shutil.copy(SOLVED, mine)
    return graded(mine), graded


@pytest.mark.parametrize("form", ["py:percent", "md:myst"])
def test_a_round_trip_through_jupytext_gets_the_same_points(tmp_path, form, points):
    right, graded = points
    text = tmp_path / f"text.{form.partition(':')[0]}"
    back = tmp_path / "class" / "alder" / SOLVED.name
    back.parent.mkdir(parents=True)
    front_ends.run("jupytext", "--to", form, "-o", str(text), str(SOLVED))
    front_ends.run("jupytext", "--to", "ipynb", "-o", str(back), str(text))
    assert float(right["total"]) > 0
    assert graded(back) == right


@pytest.mark.parametrize(
    ("form", "ending", "least"),
    [("html", ".html", 3), ("slides", ".slides.html", 3), ("script", ".py", 0)],
)
def test_what_nbconvert_writes_keeps_prose_and_pictures(tmp_path, form, ending, least):
    where = ["--output-dir", str(tmp_path), str(LESSON)]
    front_ends.run("nbconvert", "--to", form, *where)
    text = (tmp_path / LESSON.name).with_suffix(ending).read_text("utf-8")
    assert FIRST_WORDS in text and "sigmoid_derivative" in text
    assert "model not found" not in text
    assert text.count('alt="') >= least
