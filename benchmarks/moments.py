"""What a learner waits for: an import, a check with its diagnosis, a moved slider."""

from __future__ import annotations

import inspect
import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from bpcourse.course import all_lessons

from .contest import ROOT, Result, pinned
from .worker import Prepared

IMPORTS = {
    "bpcourse": "from bpcourse import network, gradcheck",
    "numpy": "import numpy",
    "torch": "import torch",
    "sklearn": "import sklearn.neural_network",
    "autograd": "import autograd",
}
TIMED = "import time; s = time.process_time(); {}; print(time.process_time() - s)"


def imports(rounds: int, names: tuple[str, ...] = tuple(IMPORTS)) -> Result:
    """Seconds of CPU of each import in a new Python, in interleaved rounds."""
    result = Result()
    for _ in range(rounds):
        for name in names:
            if name in result.missing:
                continue
            line = [sys.executable, "-W", "ignore", "-c", TIMED.format(IMPORTS[name])]
            done = subprocess.run(
                line, env=pinned(1), cwd=ROOT, capture_output=True, text=True
            )
            if done.returncode:
                result.missing[name] = done.stderr.strip().splitlines()[-1]
            else:
                result.seconds.setdefault(name, []).append(float(done.stdout))
    return result


def prepare(name: str, what: str) -> Prepared:
    """Nothing to repeat: the facts are the measurement."""
    return Prepared(lambda: None, {"checks": checks, "explorers": explorers}[what]())


def checks(lessons: tuple[str, ...] | None = None) -> dict[str, Any]:
    """Seconds of one check: a right answer, and each known mistake with its diagnosis."""
    from bpcourse.checking import judge_function
    from bpcourse.course import exercises_of

    from .pieces import SLOW, timed

    chosen = lessons or tuple(all_lessons())
    exercises = [e for n in chosen for e in exercises_of(n) if e.seconds <= SLOW]
    times = [
        seconds
        for asked in exercises
        for answer in (asked.reference, *(m.function for m in asked.mistakes))
        for seconds in timed(lambda a=answer, e=asked: judge_function(a, e), asked)
    ]
    median, slowest = statistics.median(times), max(times)
    return {"exercises": len(exercises), "median": median, "slowest": slowest}


def explorers(rounds: int = 11) -> dict[str, Any]:
    """Seconds from a moved control to the new picture, and of a figure drawn anew."""
    times: dict[str, list[float]] = {}
    moves = {"figure": new_figure, **dict(_moves())}
    for turn in range(rounds):
        for name, move in moves.items():
            start = time.process_time()
            move(turn)
            times.setdefault(name, []).append(time.process_time() - start)
    return {name: statistics.median(values) for name, values in times.items()}


def new_figure(turn: int) -> bytes:
    """What `interact` with an inline figure does for each value: a curve in a new PNG."""
    from matplotlib.figure import Figure

    figure = Figure((4, 3))
    axes = figure.subplots()
    axes.plot(range(60), [((x + turn) % 60) ** 0.5 for x in range(60)])
    axes.set(xlabel="x", ylabel="f(x)", title="f")
    figure.savefig(page := io.BytesIO(), format="png")
    return page.getvalue()


def _moves() -> Iterator[tuple[str, Callable[[int], Any]]]:
    """(lesson.explorer, a function that moves one of its controls)."""
    for number in all_lessons():
        module = import_module(f"bpcourse.course.lesson_{number}.explorer")
        for name, make in inspect.getmembers(module, inspect.isfunction):
            if make.__module__ == module.__name__ and not name.startswith("_"):
                yield f"{number} {name}", _mover(make())


def _mover(explorer: Any) -> Callable[[int], Any]:
    """Moves the first slider that the kernel follows, else the first choice or step."""
    kernel = {n: c for n, c in explorer.controls.items() if n != "step"}
    sliders = [c for c in kernel.values() if hasattr(c, "readout_format")]
    choices = [c for c in kernel.values() if hasattr(c, "options")]
    for slider in sliders:
        low, high = slider.min, (slider.min + slider.max) / 2
        values = [low, type(low)(high)]
        return lambda turn: setattr(slider, "value", values[turn % 2])
    for choice in choices:
        return lambda turn: setattr(choice, "index", turn % len(choice.options))
    return lambda turn: setattr(explorer.slider, "value", turn % len(explorer.frames))
