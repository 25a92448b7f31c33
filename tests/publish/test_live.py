"""The course in the reader's browser: what the site carries, and that it runs there."""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
from importlib.util import find_spec
from pathlib import Path

import chromium
import pytest
from places import ROOT
from site_reader import served

from benchmarks import live as measure
from bpcourse import cli
from bpcourse.errors import brings
from bpcourse.publish.site import live, pages

PYODIDE = os.environ.get("BPCOURSE_PYODIDE", "")
TOOLS = next((name for name in live.NEEDED if find_spec(name) is None), "")
tools = pytest.mark.skipif(
    bool(TOOLS), reason=f"{TOOLS} is not installed; bpcourse[live] brings it"
)
pyodide = pytest.mark.skipif(
    not PYODIDE, reason="BPCOURSE_PYODIDE names no folder with a Pyodide and its NumPy"
)
node = pytest.mark.skipif(not shutil.which("node"), reason="there is no Node here")
browser = pytest.mark.skipif(bool(chromium.missing()), reason=chromium.missing())


def test_a_missing_tool_names_the_extra(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(live, "NEEDED", ("no_such_tool",))
    assert cli.main(["site", "--live", "--out", str(tmp_path / "s")]) == 2
    assert brings("live") in capsys.readouterr().err
    assert not (tmp_path / "s").exists()


@tools
def test_a_folder_without_pyodide_is_refused(tmp_path, capsys):
    told = ["site", "--pyodide", str(tmp_path), "--out", str(tmp_path / "s")]
    assert cli.main(told) == 2
    assert "holds no pyodide.js" in capsys.readouterr().err


def test_every_notebook_begins_with_the_bundled_course(tmp_path):
    live._write_notebooks(ROOT, tmp_path)
    found = sorted(tmp_path.rglob("*.ipynb"))
    assert [p.name for p in found if p.parent.name == "notebooks"] == sorted(
        p.name for p in ROOT.glob("notebooks/*.ipynb")
    )
    for path in found:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        first = "".join(next(c for c in cells if c["cell_type"] == "code")["source"])
        assert "%pip install -q bpcourse\n" in first, path.name


def test_the_wheels_hold_the_course_and_all_that_it_needs(tmp_path):
    wheels = {p.name.partition("-")[0]: p for p in live._wheels(tmp_path)}
    needed = set()
    for path in wheels.values():
        with zipfile.ZipFile(path) as wheel:
            assert wheel.testzip() is None
            [name] = [n for n in wheel.namelist() if n.endswith("METADATA")]
            metadata = wheel.read(name).decode()
        needed |= set(re.findall(r"Requires-Dist: (\S+)", metadata))
    in_pyodide = {*live.IN_PYODIDE, "traitlets"}
    assert needed <= in_pyodide | set(wheels)
    with zipfile.ZipFile(wheels["bpcourse"]) as course:
        names = course.namelist()
    assert "bpcourse/course/lesson_01/__init__.py" in names
    assert not [n for n in names if "__pycache__" in n or "/publish/" in n]


def test_every_page_has_a_button_that_leads_to_its_notebook(tmp_path):
    pages.write_pages(ROOT, tmp_path / "p", live=True)
    for folder, built in (("lessons", "notebooks"), ("exercises", "exercises")):
        for path in (tmp_path / "p" / folder).glob("*.ipynb"):
            text = path.read_text("utf-8")
            link = f"../live/lab/index.html?path={built}/{path.name}"
            assert text.count(link) == 1, path


def test_the_worker_keeps_every_lesson_and_leaves_pyodide_to_the_first_kernel(tmp_path):
    for name in ("files/notebooks/01.ipynb", "static/pyodide/pyodide.js", "build/a.js"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("")
    (tmp_path / "service-worker.js").write_text("// JupyterLite's own")
    live._keep_offline(tmp_path)
    worker = (tmp_path / "service-worker.js").read_text("utf-8")
    assert worker.endswith("// JupyterLite's own") and "offline.json" in worker
    kept = json.loads((tmp_path / "offline.json").read_text("utf-8"))
    assert kept == ["build/a.js", "files/notebooks/01.ipynb"]


# In the browser's Python


@pyodide
@node
@pytest.mark.slow
def test_references_pass_and_mistakes_are_named_in_the_browsers_python(tmp_path):
    most = int(os.environ.get("BPCOURSE_PYODIDE_MISTAKES", "1"))
    found = measure.every_exercise(PYODIDE, most, tmp_path)
    assert found["exercises"] >= 100
    assert found["faults"] == []


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("live")
    live.Live(Path(PYODIDE)).build(folder / "live", ROOT)
    with served(folder) as address:
        yield address


RECORD = "print(open('/kept/progress.jsonl').read())"
LATER = """\
from bpcourse import practice, progress
from bpcourse.course.lesson_01 import explorer

explorer.tangent()
print(practice().words, progress())
"""


@tools
@pyodide
@browser
@pytest.mark.browser
@pytest.mark.slow
def test_lesson_01_runs_to_its_first_passed_check_and_once_more_offline(address):
    with measure.chromium() as (page, asked):
        measure.first_check(page, address)
        [said] = measure.run(page, LATER)
        measure.go_offline(page)
        measure.open_lesson(page, address)
        kept = measure.run(page, live.FIRST, RECORD)[-1]
        measure.first_check(page, address)
    assert "1 of " in said and "Traceback" not in said, said
    assert '"sigmoid"' in kept, kept
    assert [u for u in asked if not u.startswith((address, "data:", "blob:"))] == []
