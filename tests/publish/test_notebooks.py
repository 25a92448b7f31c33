"""The course's notebooks: built from their sources, run, armed, complete, and tight."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import nbformat
import notebook_rules as rules
import pytest
from places import ROOT

from bpcourse.course import all_exercises, all_lessons, lesson
from bpcourse.publish.notebooks.command import TEACHING, build, output_path, targets
from bpcourse.publish.notebooks.compare import differences
from bpcourse.publish.notebooks.compose import place_of

SOURCES = [s for s in sorted((ROOT / "sources").glob("*/*.md")) if s.name != TEACHING]
NOTEBOOKS = [output_path(s, folder) for s in SOURCES for folder, _ in targets(s)]
LESSONS = [p for p in NOTEBOOKS if p.parent.name == "notebooks"]
SETS = [p for p in NOTEBOOKS if p.parent.name == "exercises"]
ROWS = tomllib.loads((ROOT / "sources/documents.toml").read_text("utf-8"))["rows"]

every_notebook = pytest.mark.parametrize(
    "path", NOTEBOOKS, ids=lambda p: f"{p.parent.name}/{p.stem}"
)
every_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda p: p.stem)
every_set = pytest.mark.parametrize("path", SETS, ids=lambda p: p.stem)


@cache
def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


def told(faults: Iterable[str]) -> str:
    """Faults as the text of a failure, "" where there is none."""
    return "\n".join(faults)


@pytest.mark.parametrize("source", SOURCES, ids=place_of)
def test_the_stored_notebooks_are_what_the_source_gives(source):
    made = build(source, execute=False)
    assert not told(d for p, text in made.items() for d in differences(p, text, False))


def test_no_notebook_is_without_a_source():
    stored = {
        p
        for f in ("notebooks", "exercises", "solutions")
        for p in (ROOT / f).glob("*.ipynb")
    }
    assert stored == set(NOTEBOOKS)


@every_notebook
def test_it_is_valid_and_the_same_on_every_machine(path):
    notebook = read(path)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert "version" not in notebook.metadata.language_info
    assert "widgets" not in notebook.metadata
    assert not rules.duplicates(c.id for c in notebook.cells)
    assert not any("execution" in c.metadata for c in notebook.cells)
    assert path.read_text("utf-8").endswith("\n}\n")


@every_notebook
def test_it_was_run_from_top_to_bottom_and_nbval_has_outputs_to_compare(path):
    assert not told(rules.run_faults(read(path)))


@every_notebook
def test_its_outputs_hold_no_error_no_warning_and_no_trace_of_a_machine(path):
    assert not told(rules.output_faults(read(path)))


@every_notebook
def test_its_headings_are_in_order(path):
    assert not told(rules.heading_faults(read(path)))


@every_notebook
def test_every_picture_is_told_in_words(path):
    assert not told(rules.alt_faults(read(path)))


@every_notebook
def test_its_links_lead_where_they_say(path):
    texts = [cell.source for cell in rules.of_type(read(path), "markdown")]
    assert not told(rules.link_faults("\n\n".join(texts), path.parent))


@every_notebook
def test_its_text_is_markdown_that_jupyterlab_renders(path):
    assert not told(rules.prose_faults(read(path)))


@every_lesson
def test_a_lesson_has_its_parts_in_order(path):
    if rules.is_written(read(path)):
        assert not told(rules.anatomy_faults(read(path), path.name[:2]))


@every_lesson
def test_a_lesson_takes_about_as_long_as_it_is_meant_to(path):
    if rules.is_written(read(path)):
        low, high = rules.span(read(path))
        assert low - 5 <= lesson(path.name[:2]).minutes <= high + 5


@every_lesson
def test_a_lesson_treats_every_statement_of_the_documents_that_is_its_own(path):
    own = {row for row, entry in ROWS.items() if path.name[:2] in entry["lessons"]}
    assert own - rules.rows_named(read(path)) == set()


@every_lesson
def test_a_lesson_names_no_statement_that_the_documents_do_not_have(path):
    assert rules.rows_named(read(path)) - set(ROWS) == set()


def test_every_wrong_statement_is_shown_going_wrong_by_a_cell():
    there = {p.name[:2]: rules.rows_in_code(read(p)) for p in LESSONS}
    for row, entry in ROWS.items():
        if entry["verdict"] == "wrong" and there.keys() >= set(entry["lessons"]):
            cells = [row in there[number] for number in entry["lessons"]]
            assert any(cells), f"{row} is wrong, and no code cell bears its tag"


def test_the_ledger_is_whole():
    assert len(ROWS) == 169
    assert sum(e["verdict"] == "wrong" for e in ROWS.values()) == 20
    assert {n for e in ROWS.values() for n in e["lessons"]} <= all_lessons().keys()


@every_set
def test_no_line_of_a_solution_stands_in_the_exercise_notebook(path):
    solved = ROOT / "solutions" / path.name
    assert not told(rules.leaks(read(path), read(solved), all_exercises()))


@every_set
def test_the_solutions_pass_and_what_is_unsolved_does_not(path):
    solved = read(ROOT / "solutions" / path.name)
    assert not told(rules.verdict_faults(solved, "✓ passed"))
    fresh = [c for c in read(path).cells if rules.role(c) == "check"]
    assert fresh
    passing = [c.source for c in fresh if "✓ passed" in "".join(rules.output_texts(c))]
    assert passing == []


@every_set
def test_a_problem_set_says_how_much_it_is(path):
    checks = [c for c in read(path).cells if rules.role(c) == "check"]
    said = re.search(
        r"^(\d+) exercises, (\d+) points, ", read(path).cells[0].source, re.M
    )
    if said:
        points = sum(c.metadata.bpcourse.points for c in checks)
        assert (int(said[1]), int(said[2])) == (len(checks), points)


def test_the_course_is_complete():
    assert [p.name[:2] for p in LESSONS] == list(all_lessons())
    without_00 = [p.name for p in LESSONS if not p.name.startswith("00")]
    assert [p.name for p in SETS] == without_00  # 00 asks within the lesson
