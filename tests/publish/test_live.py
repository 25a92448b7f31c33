"""The course in the reader's browser: what the site carries, and that it runs there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import zipfile
from importlib.util import find_spec
from pathlib import Path

import lab_driver
import pytest
from places import ROOT
from site_reader import served

from bpcourse import cli
from bpcourse.publish.site import live, pages

HERE = Path(__file__).parent
PYODIDE = os.environ.get("BPCOURSE_PYODIDE", "")
LESSON = "01_activation_derivatives"
SECONDS = 60_000  # of patience in a step of the browser, in milliseconds
TOOLS = next((name for name in live.NEEDED if find_spec(name) is None), "")
tools = pytest.mark.skipif(
    bool(TOOLS), reason=f"{TOOLS} is not installed; bpcourse[live] brings it"
)
pyodide = pytest.mark.skipif(
    not PYODIDE, reason="BPCOURSE_PYODIDE names no folder with a Pyodide and its NumPy"
)
node = pytest.mark.skipif(not shutil.which("node"), reason="there is no Node here")
browser = pytest.mark.skipif(bool(lab_driver.missing()), reason=lab_driver.missing())


def test_a_missing_tool_names_the_extra(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(live, "NEEDED", ("no_such_tool",))
    assert cli.main(["site", "--live", "--out", str(tmp_path / "s")]) == 2
    assert "bpcourse[live]" in capsys.readouterr().err
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


# In the browser's Python

EVERY_EXERCISE = '''\
import json

from bpcourse.checking.judge import judge_function
from bpcourse.course import all_exercises


def faults(most: int) -> list[list[str]]:
    """What went wrong, with `most` mistakes of every exercise tried."""
    found = []
    for name, exercise in all_exercises().items():
        verdict = judge_function(exercise.reference, exercise)
        if not verdict.passed:
            found.append([name, "reference", str(verdict)])
        for mistake in exercise.mistakes[:most]:
            verdict = judge_function(mistake.function, exercise)
            if verdict.passed or verdict.mistake != mistake.id:
                found.append([name, mistake.id, str(verdict)])
    return found


json.dumps({"exercises": len(all_exercises()), "faults": faults(MOST)})
'''


@pyodide
@node
@pytest.mark.slow
def test_references_pass_and_mistakes_are_named_in_the_browsers_python(tmp_path):
    list(live._wheels(tmp_path / "wheels"))
    program = tmp_path / "every_exercise.py"
    program.write_text(EVERY_EXERCISE, encoding="utf-8")
    most = os.environ.get("BPCOURSE_PYODIDE_MISTAKES", "1")
    line = ["node", str(HERE / "in_node.mjs"), PYODIDE, str(tmp_path / "wheels")]
    line += [str(program), most]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["exercises"] >= 100
    assert found["faults"] == []


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("live")
    live.Live(Path(PYODIDE)).build(folder / "live", ROOT)
    with served(folder) as address:
        yield address


ANSWER = """\
def sigmoid(x):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-x))

print(check(sigmoid).outcome)
"""
RUN = """async ([code, patience]) => {
  const said = [];
  const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const asked = kernel.requestExecute({code});
  asked.onIOPub = m => said.push(m.content.text ?? m.content.evalue ?? "");
  const late = new Promise(r => setTimeout(() => r("too late"), patience));
  said.push(await Promise.race([asked.done.then(() => ""), late]));
  return said.join("");
}"""
IDLE = (
    "window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status"
    " === 'idle'"
)
KEPT = "print(open('/kept/progress.jsonl').read())"


def opened(page, address):
    page.goto(f"{address}live/lab/index.html?path=notebooks/{LESSON}.ipynb")
    page.wait_for_function(IDLE, timeout=3 * SECONDS)


def imports():
    cells = json.loads((ROOT / f"notebooks/{LESSON}.ipynb").read_text("utf-8"))["cells"]
    texts = ("".join(cell["source"]) for cell in cells)
    return next(text for text in texts if "import numpy" in text)


@tools
@pyodide
@browser
@pytest.mark.browser
@pytest.mark.slow
def test_lesson_01_runs_to_its_first_passed_check_and_asks_no_other_host(address):
    from playwright.sync_api import sync_playwright

    asked = []
    with sync_playwright() as play:
        chromium = play.chromium.launch(
            executable_path=lab_driver.chromium(),
            args=[*lab_driver.FLAGS, "--no-sandbox"],
        )
        page = chromium.new_page()
        page.context.on("request", lambda r: asked.append(r.url))
        opened(page, address)
        codes = (live.FIRST, imports(), ANSWER)
        said = [page.evaluate(RUN, [code, SECONDS]) for code in codes]
        opened(page, address)
        again = [page.evaluate(RUN, [code, SECONDS]) for code in (live.FIRST, KEPT)]
        chromium.close()
    assert said[-1].strip().endswith("passed"), said
    assert '"sigmoid"' in again[-1], again
    assert [u for u in asked if not u.startswith((address, "data:", "blob:"))] == []
