"""The builder: what a run leaves, and what is done without one."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import notebook_rules as rules
import pytest
from places import ROOT
from tiny_course import EXERCISES, FOLDERS, read, run

from bpcourse.publish.notebooks import command as building
from bpcourse.publish.notebooks import execute
from bpcourse.publish.notebooks.compare import differences
from bpcourse.publish.notebooks.normalise import normalise, plain, text_of

pytestmark = pytest.mark.usefixtures("tiny")


# What a run leaves


def test_every_notebook_of_the_tiny_course_keeps_the_rules(built_course):
    for folder in FOLDERS:
        notebook = read(built_course, folder)
        nbformat.validate(notebook)
        for rule in (rules.run_faults, rules.output_faults, rules.heading_faults):
            assert list(rule(notebook)) == []


def test_no_line_of_a_solution_is_in_the_exercise_notebook(built_course):
    unsolved, solved = read(built_course, "exercises"), read(built_course, "solutions")
    assert list(rules.leaks(unsolved, solved, EXERCISES)) == []


def test_streams_are_merged(built_course):
    cell = next(
        c for c in read(built_course, "notebooks").cells if "and another" in c.source
    )
    assert [o.text for o in cell.outputs] == ["one line,\nand another\n"]


def test_the_picture_stays_and_the_widget_goes(built_course):
    cell = next(c for c in read(built_course, "notebooks").cells if "Shown" in c.source)
    data = cell.outputs[0].data
    assert data.keys() == {"text/html", "text/plain"}
    assert data["text/html"].endswith('base64,/opt/">')


def test_folders_and_addresses_are_taken_out(built_course):
    cells = [
        c
        for c in read(built_course, "notebooks").cells
        if c.source.startswith("print(o")
    ]
    texts = [c.outputs[0].text for c in cells]
    assert texts == ["workspace python/os.py\n", "<object object at 0x...>\n"]


def test_a_traceback_names_files_of_the_course_from_its_own_root(built_course):
    cell = next(
        c
        for c in read(built_course, "notebooks").cells
        if rules.tags(c) == ["raises-exception"]
    )
    text = "\n".join(cell.outputs[0].traceback)
    assert "bpcourse/course/__init__.py" in text
    assert str(Path(building.__file__).parents[3]) not in text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{sys.prefix}/bin/tool", "python/bin/tool"),
        (f"{Path.home()}/notes.txt", "~/notes.txt"),
        ("/tmp/ipykernel_12/345.py:1", "cell:1"),
        (r"C:\Users\me\Temp\ipykernel_12\345.py", "cell"),
        ("base64,0xabcdef0123", "base64,0xabcdef0123"),
        ("a / b, square/root, 0x1f", "a / b, square/root, 0x1f"),
    ],
)
def test_plain_takes_out_machines_and_nothing_else(text, wanted):
    assert plain(text) == wanted


def test_building_again_gives_the_same_bytes(built_course, root):
    (root / "sources" / "90_tiny/exercises.md").unlink()
    assert run(root) == 0
    first, again = (r / "notebooks" / "90_tiny.ipynb" for r in (built_course, root))
    assert first.read_bytes() == again.read_bytes()


def test_the_file_bears_no_version_time_or_widget_state():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
    notebook.metadata.widgets = {"state": {}}
    notebook.metadata.language_info = {"name": "python", "version": "3.99"}
    notebook.cells[0].metadata["execution"] = {"iopub.status.busy": "2026"}
    text = text_of(normalise(notebook))
    assert all(word not in text for word in ("3.99", "2026", "widgets"))
    assert text.endswith("}\n")


def test_nbval_sees_another_text_and_overlooks_another_picture(built_course, tmp_path):
    stored = (built_course / "notebooks" / "90_tiny.ipynb").read_text("utf-8")
    changed = {
        "as_it_is": stored,
        "other_picture": stored.replace("base64,/opt/", "base64,AAAA"),
        "other_text": stored.replace(r"and another\n", r"and no other\n"),
    }
    for name, text in changed.items():
        (tmp_path / f"{name}.ipynb").write_text(text, "utf-8")
    settings = ROOT / "tests" / "nbval_sanitize.cfg"
    nbval = ["--nbval", "--nbval-current-env", f"--nbval-sanitize-with={settings}"]
    command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, *nbval, tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    failed = [s for s in done.stdout.splitlines() if s.startswith("FAILED")]
    assert len(failed) == 1, done.stdout
    assert "other_text.ipynb::Cell 3" in failed[0]


# Without a run, and comparing


def test_without_a_run_outputs_stay_as_long_as_no_code_changes(course):
    stored = read(course, "notebooks")
    path = course / "sources" / "90_tiny/lesson.md"
    path.write_text(
        path.read_text("utf-8").replace("Two kinds", "Three kinds"), "utf-8"
    )
    assert run(course, "--no-execute") == 0
    fresh = read(course, "notebooks")
    assert "Three kinds" in fresh.cells[0].source
    assert list(rules.run_faults(fresh)) == []
    assert [c.get("outputs") for c in fresh.cells] == [
        c.get("outputs") for c in stored.cells
    ]


def test_without_a_run_outputs_of_changed_code_are_dropped_and_the_cell_is_named(
    course, capsys
):
    assert run(course, "--no-execute") == 0
    assert "not run yet" not in capsys.readouterr().out
    path = course / "sources" / "90_tiny/lesson.md"
    path.write_text(path.read_text("utf-8").replace("one line", "a line"), "utf-8")
    assert run(course, "--no-execute") == 0
    assert list(rules.run_faults(read(course, "notebooks")))
    (told,) = re.findall("not run yet: .*", capsys.readouterr().out)
    assert "a line" in told and told.endswith("run `bpcourse build 90`")
    (course / "notebooks" / "90_tiny.ipynb").write_text("{", "utf-8")
    assert run(course, "--no-execute") == 0
    assert "not run yet" in capsys.readouterr().out


def test_check_is_content_with_what_was_built_and_writes_nothing(course, capsys):
    before = {p: p.stat().st_mtime_ns for p in course.rglob("*")}
    assert run(course, "--check") == 0
    assert capsys.readouterr().out.count(": as built\n") == 3
    assert before == {p: p.stat().st_mtime_ns for p in course.rglob("*")}


def test_check_runs_nothing_unless_it_is_asked_to(course, monkeypatch, capsys):
    def run_it(fresh):
        raise TimeoutError("a kernel was started")

    monkeypatch.setattr(execute, "_run", run_it)
    assert run(course, "--check") == 0
    assert run(course, "--check", "--execute") == 1
    assert "a kernel was started" in capsys.readouterr().err


def edit(course: Path, folder: str, change) -> None:
    path = course / folder / "90_tiny.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    change(notebook)
    path.write_text(json.dumps(notebook), "utf-8")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda n: n["cells"][0].update(source="# By hand"), "source differ"),
        (lambda n: n["cells"][1]["metadata"].update(tags=["x"]), "metadata differ"),
        (lambda n: n["cells"].pop(2), "in the source, but not stored"),
        (lambda n: n["cells"][2].update(id="other"), "stored, but not in the source"),
        (lambda n: n["cells"].reverse(), "another order"),
        (lambda n: n["metadata"].pop("kernelspec"), "notebook's metadata differ"),
        (lambda n: n["cells"][0].pop("id"), "not a notebook of ours"),
    ],
)
@pytest.mark.filterwarnings("ignore:Cell is missing an id")
def test_check_names_the_file_and_the_cell_that_differ(course, capsys, change, said):
    edit(course, "notebooks", change)
    assert run(course, "90", "--check") == 1
    told = capsys.readouterr().out
    assert "notebooks/90_tiny.ipynb: " in told
    assert said in told


def test_check_sees_other_outputs_only_where_it_runs(course):
    path = course / "notebooks" / "90_tiny.ipynb"
    fresh = path.read_text("utf-8")
    edit(course, "notebooks", lambda n: n["cells"][-3]["outputs"].clear())
    edit(course, "notebooks", lambda n: n["cells"][-4].update(execution_count=99))
    assert differences(path, fresh, outputs=False) == []
    assert len(differences(path, fresh, outputs=True)) == 2


def test_check_says_that_a_notebook_is_not_built_or_not_json(course, capsys):
    (course / "exercises" / "90_tiny.ipynb").unlink()
    (course / "solutions" / "90_tiny.ipynb").write_text("{", "utf-8")
    assert run(course, "--check") == 1
    told = capsys.readouterr().out
    assert "exercises/90_tiny.ipynb: not built yet" in told
    assert "solutions/90_tiny.ipynb: not a notebook of ours" in told
