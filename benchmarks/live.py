"""The course in the reader's browser: `python -m benchmarks.live`, written to live.md.

BPCOURSE_PYODIDE names a folder with a Pyodide and its NumPy, matplotlib and sqlite3. The site
is built and served on this machine. Chromium opens lesson 01 and goes on to its first passed
check; without a network the page is loaded anew, and goes there again. In Node all references
and known mistakes are judged.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bpcourse.publish.site import live

from .contest import ROOT
from .table import busy, machine

sys.path.insert(0, str(ROOT / "tests" / "support"))

import chromium
from site_reader import served

LESSON = "01_activation_derivatives"
SECONDS = 60_000  # of patience in a step of the browser, in milliseconds
ALL = 1_000_000  # mistakes of an exercise
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
KEPT = """async () => {
  const files = await (await fetch('/live/offline.json')).json();
  const cache = await caches.open('bpcourse-offline');
  return (await cache.keys()).length >= files.length;
}"""
EVERY_EXERCISE = '''\
import json

from bpcourse.checking.judge import judge_function
from bpcourse.course import all_exercises


def faults(most):
    """What went wrong, and how much was tried, with `most` mistakes of every exercise."""
    found, tried = [], 0
    for name, exercise in all_exercises().items():
        verdict = judge_function(exercise.reference, exercise)
        if not verdict.passed:
            found.append([name, "reference", str(verdict)])
        for mistake in exercise.mistakes[:most]:
            tried += 1
            verdict = judge_function(mistake.function, exercise)
            if verdict.passed or verdict.mistake != mistake.id:
                found.append([name, mistake.id, str(verdict)])
    return found, tried


found, tried = faults(MOST)
json.dumps({"exercises": len(all_exercises()), "mistakes": tried, "faults": found})
'''


def every_exercise(pyodide: str, most: int, folder: Path) -> dict[str, Any]:
    """Exercises and mistakes judged in Node: how many, and what went wrong."""
    list(live._wheels(folder / "wheels"))
    program = folder / "every_exercise.py"
    program.write_text(EVERY_EXERCISE, encoding="utf-8")
    line = ["node", str(ROOT / "tests" / "publish" / "in_node.mjs"), pyodide]
    line += [str(folder / "wheels"), str(program), str(most)]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def opened():
    """A page in Chromium, and all that it asks for."""
    asked: list[str] = []
    with chromium.contexts() as new_context:
        context = new_context()
        context.on("request", lambda r: asked.append(r.url))
        yield context.new_page(), asked


def open_lesson(page, address: str) -> None:
    """Open lesson 01 in the live site at this address, and wait for its kernel."""
    page.goto(f"{address}live/lab/index.html?path=notebooks/{LESSON}.ipynb")
    page.wait_for_function(IDLE, timeout=5 * SECONDS)


def run(page, *codes: str) -> list[str]:
    """What the lesson's kernel says to each of these."""
    return [page.evaluate(RUN, [code, 2 * SECONDS]) for code in codes]


def first_check(page, address: str) -> float:
    """Seconds from opening lesson 01 to its first passed check."""
    start = time.perf_counter()
    open_lesson(page, address)
    said = run(page, live.FIRST, imports(), ANSWER)
    assert said[-1].strip().endswith("passed"), said
    return time.perf_counter() - start


def imports() -> str:
    """The lesson's cell with its imports."""
    path = ROOT / "notebooks" / f"{LESSON}.ipynb"
    cells = json.loads(path.read_text("utf-8"))["cells"]
    texts = ("".join(cell["source"]) for cell in cells)
    return next(text for text in texts if "import numpy" in text)


def go_offline(page) -> None:
    """No network from now on, once all is kept that the site promises to keep."""
    page.wait_for_function(KEPT, timeout=5 * SECONDS)
    page.context.set_offline(True)


def main() -> int:
    """Measure and write; 2 where there is no Pyodide."""
    pyodide = os.environ.get("BPCOURSE_PYODIDE")
    if not pyodide:
        print("BPCOURSE_PYODIDE names no folder with a Pyodide and its NumPy")
        return 2
    load = busy()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        live.Live(Path(pyodide)).build(folder / "site" / "live", ROOT)
        with served(folder / "site") as address, opened() as (page, asked):
            online = first_check(page, address)
            go_offline(page)
            offline = first_check(page, address)
        judged = every_exercise(pyodide, ALL, folder)
    others = [u for u in asked if not u.startswith((address, "data:", "blob:"))]
    text = page_of(online, offline, len(others), judged, load)
    Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")
    print(text)
    return 0


def page_of(online: float, offline: float, others: int, judged: Any, load: Any) -> str:
    """The page `live.md`."""
    wrong = [name for name in judged["faults"] if name[1] == "reference"]
    unnamed = [f"`{m}` of `{e}`" for e, m, _ in judged["faults"] if m != "reference"]
    right, all_ = judged["exercises"] - len(wrong), judged["exercises"]
    named, tried = judged["mistakes"] - len(unnamed), judged["mistakes"]
    return PAGE.format(
        core=version("jupyterlite-core"),
        kernel=version("jupyterlite-pyodide-kernel"),
        machine=f"{machine()}{load}",
        online=online,
        offline=offline,
        others=others,
        references=f"{right} of {all_}",
        mistakes=f"{named} of {tried}",
        unnamed=", ".join(unnamed) or "none",
    )


PAGE = """\
# The course in the reader's browser

Written by `python -m benchmarks.live`: JupyterLite {core} and its Pyodide kernel {kernel},
served from the same machine, Chromium without a window ({machine}).

| figure | measured |
| --- | --- |
| from opening lesson 01 to its first passed check | {online:.1f} s |
| the same once more, with the network cut off | {offline:.1f} s |
| requests to other hosts | {others} |
| references that pass in this Python, in Node | {references} |
| known mistakes that are named there | {mistakes} |

Mistakes without their names: {unnamed}. `tests/publish/test_live.py` repeats this where
`BPCOURSE_PYODIDE` names a folder of Pyodide, with one mistake of each exercise.
"""


if __name__ == "__main__":
    sys.exit(main())
