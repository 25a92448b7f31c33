"""The builder: what authors are told."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from places import ROOT
from tiny_course import TINY, code, lesson, run, write_lesson

from bpcourse import cli, files
from bpcourse.errors import Told, brings
from bpcourse.publish.notebooks import execute
from bpcourse.publish.notebooks.compose import compose

pytestmark = pytest.mark.usefixtures("tiny")


TYPO = "{{ exercise doubld }}"
WRONG_SOURCES = [
    (lesson("# T", TYPO), 14, "did you mean doubled?"),
    (lesson("# T", "{{ question 90-sid }}"), 14, "did you mean 90-side?"),
    (lesson("# T", "{{ glossary 55 }}"), 14, "no term for lesson '55'"),
    (lesson("# T", "{{ exercize doubled }}"), 14, "no directive; write `{{ header"),
    (lesson("# T", "{{ exercise }}"), 14, "not understood; write"),
    (lesson("# T", "See {{ question 90-side }}."), 14, "on a line of its own"),
    (lesson("# T", "{{ exercise bare }}"), 14, "needs a docstring"),
    (lesson("# T", code("1", ":tags: [D0-03\n\n")), 14, "tags are a YAML list"),
    (lesson("# T", code("1", ":tags: D0-03\n\n")), "", "tags are a YAML list"),
    (lesson("# T", code("1", "\n:tags: [D0-03]\n\n")), 16, "options follow the fence"),
    (lesson("# T", "```{codecell} ipython3\n1\n```"), 14, "is written {code-cell}"),
    ("# T\n", 1, "begins with the YAML header"),
    ("", 1, "begins with the YAML header"),
    ("---\njupytext: [\n  a: b\n---\n\n# T\n", 4, "not a MyST notebook"),
]


@pytest.mark.parametrize(("text", "line", "advice"), WRONG_SOURCES)
def test_a_wrong_source_gives_file_line_and_what_to_do(
    root, capsys, text, line, advice
):
    (root / "sources" / "90_tiny/exercises.md").unlink()
    (root / "sources" / "90_tiny/lesson.md").write_text(text, "utf-8")
    assert run(root, "--no-execute") == 1
    told = capsys.readouterr().err
    assert told.startswith(
        "bpcourse build: 90_tiny/lesson.md" + (f", line {line}:" if line else "")
    )
    assert advice in told
    assert "Traceback" not in told
    assert not (root / "notebooks").exists()


def test_a_wrong_source_does_not_keep_the_others_from_being_built(root, capsys):
    write_lesson(root, "# T", TYPO)
    assert run(root, "--no-execute") == 1
    assert (root / "solutions" / "90_tiny.ipynb").exists()


def test_a_failing_cell_stops_the_build_and_is_shown(root, capsys):
    write_lesson(root, "# T", code("ratio = 1\nratio / 0"))
    (root / "sources" / "90_tiny/exercises.md").unlink()
    assert run(root) == 1
    told = capsys.readouterr().err
    assert "90_tiny/lesson.md, line 15: a cell fails with ZeroDivisionError" in told
    assert "    ratio / 0\n" in told
    assert "raises-exception" in told
    assert not (root / "notebooks").exists()


def test_a_kernel_that_hangs_is_started_anew_once_from_a_clean_copy(monkeypatch):
    notebook = compose(TINY / "90_tiny/lesson.md", "lesson")
    seen = []

    def hang_once(fresh):
        seen.append([c.get("outputs") for c in fresh.cells])
        fresh.cells[1].outputs = ["half of it"]
        if len(seen) == 1:
            raise TimeoutError("no answer")

    monkeypatch.setattr(execute, "_run", hang_once)
    done = execute.execute_notebook(notebook, TINY / "90_tiny/lesson.md")
    assert seen[0] == seen[1]
    assert done.cells[1].outputs == ["half of it"]
    assert notebook.cells[1].outputs == []


def test_publishing_has_no_class_of_errors_of_its_own():
    room = ROOT / "bpcourse" / "publish"
    texts = [path.read_text(encoding="utf-8") for path in room.rglob("*.py")]
    kinds = r"^ *class \w+\(.*(?:Error|Exception|Told)\)"
    assert texts and not [t for t in texts if re.search(kinds, t, re.M)]


def test_a_kernel_that_hangs_twice_is_a_sentence(monkeypatch):
    def hang(fresh):
        raise TimeoutError("a cell timed out")

    monkeypatch.setattr(execute, "_run", hang)
    with pytest.raises(Told, match="not run: a cell timed out"):
        execute.execute_notebook(compose(TINY / "90_tiny/lesson.md", "lesson"), TINY)


def test_a_run_has_a_record_of_its_own_and_no_settings_of_the_author(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "tkagg")
    environment = execute._environment(Path("there"))
    assert "MPLBACKEND" not in environment
    assert environment["BPCOURSE_PROGRESS"] == str(Path("there/progress.sqlite"))
    assert environment["BPCOURSE_MINE"] == ":none:"  # no piece of the author's own


def test_a_run_takes_the_course_of_this_checkout(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    environment = execute._environment(Path("there"))
    assert environment["PYTHONPATH"] == f"{ROOT}{os.pathsep}elsewhere"


@pytest.mark.parametrize("number", ["91", "7"])
def test_a_lesson_without_a_source_is_named(root, capsys, number):
    assert run(root, number) == 2
    assert f"no source for {number.zfill(2)}" in capsys.readouterr().err


def test_a_folder_without_sources_is_a_sentence(tmp_path, capsys):
    assert run(tmp_path) == 2
    assert "no source for any lesson" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["jupytext", "nbclient"])
def test_a_missing_tool_names_the_extra_that_brings_it(monkeypatch, capsys, missing):
    monkeypatch.setitem(sys.modules, missing, None)
    assert cli.main(["build"]) == 2
    told = capsys.readouterr().err
    assert missing in told
    assert brings("build") in told


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    course, capsys, monkeypatch
):
    path = course / "notebooks" / "90_tiny.ipynb"
    before = path.read_bytes()
    write_lesson(course, "# 90 New")

    def full(old, new):
        raise OSError(28, "No space left on device", str(new))

    monkeypatch.setattr(files.os, "replace", full)
    assert run(course, "--no-execute") == 1
    assert "90_tiny.ipynb: No space left on device" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["90_tiny.ipynb"]
