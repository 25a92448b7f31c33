"""From a moved control to the new picture, in the kernel and in a browser.

    python -m benchmarks.explorers

moves every control of every explorer by keyboard in JupyterLab in Chromium, prints the
table, and writes it to explorers.md. In the browser, the clock starts with the key and
stops at the first painted frame that shows another picture; in the kernel, it is CPU time
from the control's new value until the picture's widget has it.
"""

from __future__ import annotations

import asyncio
import datetime
import inspect
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from bpcourse.course import all_lessons

from .contest import ROOT
from .table import busy

sys.path.insert(
    0, str(ROOT / "tests" / "support")
)  # the tests' driver of browser and JupyterLab

import chromium
import lab_driver as driver
from lab_server import lab

MOST_KERNEL, MOST_BROWSER = 15.0, 60.0  # ms, medians
PRESSES = 24
END = 0.8  # seconds without a new picture: the control is at its end
HEAD = (
    "explorer", "control", "kernel, ms", "browser, ms", "slowest of ten",
    f"≤ {MOST_KERNEL:g} and {MOST_BROWSER:g}",
)  # fmt: skip
BIG = """
import numpy as np
from bpcourse.network import Network
net = Network([8] * 7, hidden="tanh")
"""
BIG_CALL = "delta_flow(net, np.linspace(-1, 1, 8)[None], np.eye(8)[[1]])"

# Looks in each frame that the browser paints whether a key has changed the picture.
CLOCK = """explorer => {
  const clock = window.bpcourseClock = {times: [], waits: false};
  const picture = () => {
    const part = [...explorer.querySelectorAll('svg[role=img], img')]
      .find(each => each.checkVisibility());
    return part?.src ?? part?.innerHTML;
  };
  let start, before;
  explorer.addEventListener('keydown', () => {
    [start, before, clock.waits] = [performance.now(), picture(), true];
  }, {capture: true});
  const look = () => {
    if (clock.waits && picture() !== before) {
      clock.times.push(performance.now() - start);
      clock.waits = false;
    }
    if (window.bpcourseClock === clock) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
MOVED = "() => !window.bpcourseClock.waits"


@dataclass
class Moved:
    """A control of an explorer, and the milliseconds of its moves."""

    explorer: str
    control: str
    kernel: list[float] = field(default_factory=list)
    browser: list[float] = field(default_factory=list)

    @property
    def met(self) -> bool:
        """Whether both medians are within their bounds."""
        return _middle(self.kernel) <= MOST_KERNEL and (
            _middle(self.browser) <= MOST_BROWSER
        )

    def line(self) -> str:
        """The row in Markdown."""
        kernel = f"{_middle(self.kernel):.1f}" if self.kernel else "none needed"
        browser = f"{_middle(self.browser):.0f}" if self.browser else "–"
        tenth = f"{_tenth(self.browser):.0f}" if self.browser else "–"
        reached = "yes" if self.met else "no"
        cells = (self.explorer, self.control, kernel, browser, tenth, reached)
        return f"| {' | '.join(cells)} |"


def _middle(times: list[float]) -> float:
    return statistics.median(times) if times else 0.0


def _tenth(times: list[float]) -> float:
    return sorted(times)[int(0.9 * (len(times) - 1))]


def calls() -> dict[str, tuple[str, str]]:
    """Name → (preparation, call) of every explorer, and of the largest δ-flow."""
    found = {}
    for number in all_lessons():
        lesson = import_module(f"bpcourse.course.lesson_{number}.explorer")
        for name, make in inspect.getmembers(lesson, inspect.isfunction):
            if make.__module__ == lesson.__name__ and not name.startswith("_"):
                ready = f"from {lesson.__name__} import {name}"
                found[f"{number} {name}"] = (ready, f"{name}()")
    ready = found["05 delta_flow"][0]
    found["05 delta_flow, 6 × 8"] = (ready + BIG, BIG_CALL)
    return found


async def kernel(ready: str, call: str) -> dict[str, list[float]]:
    """Words of each open control → milliseconds of CPU for each of its moves."""
    space: dict[str, Any] = {}
    exec(ready, space)
    explorer, times = eval(call, space), {}
    for name, control in explorer.controls.items():
        stepped = hasattr(explorer, "frames") and name == "step"
        if not (stepped or control.disabled or name == "on"):
            times[control.description] = [t async for t in _moves(control)]
    return times


async def _moves(control: Any) -> Any:
    """Moves a control there and back."""
    for move in range(PRESSES):
        start = time.process_time()
        _step(control, 1 if move < PRESSES / 2 else -1)
        yield 1000 * (time.process_time() - start)
        await asyncio.sleep(0.05)  # frames that aren't shown are made now


def _step(control: Any, by: int) -> None:
    if hasattr(control, "options"):
        control.index = (control.index + by) % len(control.options)
        return
    value = control.value + by * control.step
    if not control.min <= value <= control.max:
        value = control.value - by * control.step
    control.value = value


def browser(page: Any, explorer: Any) -> Iterator[tuple[str, list[float]]]:
    """(words, milliseconds of the moves) of each open control."""
    explorer.scroll_into_view_if_needed()
    for control in driver.controls(explorer):
        if control.evaluate("e => e.tagName") == "BUTTON":
            continue
        words = control.evaluate("""e => e.getAttribute('aria-label') ??
            e.closest('.widget-inline-hbox').querySelector('label').textContent""")
        control.focus()
        explorer.evaluate(CLOCK)
        back = False
        for _ in range(PRESSES):
            back = _press(page, control, back)
        yield words, page.evaluate("() => window.bpcourseClock.times")


def _press(page: Any, control: Any, back: bool) -> bool:
    """One key; the other way from then on where nothing moves any more."""
    keys = ("ArrowRight", "ArrowLeft")
    if control.evaluate("e => e.tagName") == "SELECT":
        keys = ("ArrowDown", "ArrowUp")
    page.keyboard.press(keys[back])
    until = time.monotonic() + END
    while not page.evaluate(MOVED) and time.monotonic() < until:
        page.wait_for_timeout(20)
    page.wait_for_timeout(120)
    return back if page.evaluate(MOVED) else not back


def measure(chosen: list[str], say: Callable[[str], None] = print) -> list[Moved]:
    """Every control of the chosen explorers."""
    import nbformat

    found = {k: v for k, v in calls().items() if not chosen or k[:2] in chosen}
    sources = ["\n".join(pair) for pair in found.values()]
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    cpu = {name: asyncio.run(kernel(*pair)) for name, pair in found.items()}
    rows: list[Moved] = []
    with tempfile.TemporaryDirectory() as folder:
        spec = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        notebook = nbformat.v4.new_notebook(cells=cells, metadata=spec)
        nbformat.write(notebook, Path(folder) / "all.ipynb")
        with lab(Path(folder)) as url, chromium.browser() as new_page:
            page = new_page()
            driver.open_notebook(page, url, "all.ipynb")
            errors = driver.run_all(page)
            assert not errors, errors
            shown = driver.explorers(page, len(found))
            page.wait_for_timeout(5000)  # JupyterLab goes on loading for a while
            for name, explorer in zip(found, shown, strict=True):
                for words, times in browser(page, explorer):
                    rows.append(Moved(name, words, cpu[name].get(words, []), times))
                    say(rows[-1].line())
            driver.shut_down(page)
    return rows


def main() -> int:
    """Print the table and write it; 1 where a bound isn't kept."""
    if chromium.missing():
        print(chromium.missing())
        return 2
    os.environ.setdefault("BPCOURSE_PROGRESS", ":none:")
    load, head = busy(), f"| {' | '.join(HEAD)} |\n|{' --- |' * len(HEAD)}"
    print(head)
    rows = measure(sys.argv[1:])
    today = datetime.date.today().isoformat()
    text = (
        f"# Explorers: from the key to the picture\n\n{today}. Made by `python -m "
        f"benchmarks.explorers`: medians of {PRESSES} moves, and the time that nine of "
        f"ten don't exceed{load}.\n\n{head}\n"
    )
    text += "\n".join(row.line() for row in rows) + "\n"
    if not sys.argv[1:]:
        Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")
    return int(not all(row.met for row in rows))


if __name__ == "__main__":
    sys.exit(main())
