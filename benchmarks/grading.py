"""Grading a class, side by side with nbgrader: `python -m benchmarks.grading`.

Both get the same submissions of one problem set, made from nbgrader's own release. Each is
timed as a command, with few and with many submissions; the difference is the time of one
more. `--growth` grades classes of 10, 100 and 1,000, and watches the memory of all processes.
"""

from __future__ import annotations

import ast
import inspect
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bpcourse.course import Exercise, exercise, exercises_of

from .contest import pinned
from .table import Row, seconds

SET = "03_single_neuron"
FEW, MANY = 1, 4  # submissions for nbgrader
OUR_FEW, OUR_MANY = 10, 50  # for bpcourse
TIMES_FASTER = {1: 60, 2: 100}  # by processes
MOST_MEMORY = 300  # megabytes
LONGEST = 900  # seconds that any one command may take


def rows(rounds: int = 3) -> Iterator[Row]:
    """One submission of one problem set, ours against nbgrader's."""
    jobs = sorted({1, os.cpu_count() or 1})
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder)
        theirs: list[float] = []
        ours: dict[int, list[float]] = {n: [] for n in jobs}
        try:
            release(course)
        except ImportError:
            yield Row("grading one submission", "–", "", missing=("nbgrader",))
            return
        for turn in range(rounds):
            theirs.append(nbgrader_once(course, turn))
            for n in jobs:
                ours[n].append(ours_once(course, turn, n))
    for n in jobs:
        yield row(ours[n], theirs, n)


def row(ours: list[float], theirs: list[float], jobs: int) -> Row:
    """A row with its target, where this number of processes has one."""
    ratio = statistics.median(a / b for a, b in zip(ours, theirs))
    target = TIMES_FASTER.get(jobs)
    return Row(
        f"grading one submission, {len(names())} exercises, --jobs {jobs}",
        seconds(statistics.median(ours)),
        f"nbgrader {ratio:.4f} ({1 / ratio:.0f} times as long)",
        f"nbgrader 1/{target}" if target else "",
        ratio <= 1 / target if target else None,
        note="grading",
    )


def growth(sizes: tuple[int, ...] = (10, 100, 1000)) -> Iterator[Row]:
    """Time and memory of whole classes."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            hand_in(Path(folder) / "class", range(size), solved_set())
            took, memory = watched(Path(folder) / "class", Path(folder) / "out")
        yield Row(
            f"grading {size:,} submissions",
            seconds(took),
            f"{seconds(took / size)} each, at most {memory:.0f} MB in all processes",
            f"{MOST_MEMORY} MB",
            memory <= MOST_MEMORY,
            note="class",
        )


# ---- the submissions


def release(course: Path) -> None:
    """An nbgrader course with the problem set released. ImportError without nbgrader."""
    import nbgrader  # noqa: F401

    from bpcourse.grading.export.assignments import export_nbgrader

    export_nbgrader(course)
    nbgrader_call(course, "generate_assignment", SET)


def hand_in(folder: Path, numbers: range, notebook: Path) -> None:
    """A submission for each number: solved, each third with a known mistake."""
    import nbformat

    for number in numbers:
        learner = nbformat.read(notebook, as_version=4)
        for cell in learner.cells:
            own = cell.metadata.get("bpcourse", {})
            if own.get("role") == "answer" and own["name"] in names():
                cell.source = answer(exercise(own["name"]), number)
        place = folder / f"learner{number:04}" / SET / f"{SET}.ipynb"
        place.parent.mkdir(parents=True)
        nbformat.write(learner, place)


def names() -> set[str]:
    return {e.name for e in exercises_of(SET[:2])}


def answer(asked: Exercise, number: int) -> str:
    """Source of a right answer, or for each third learner of a known mistake."""
    if number % 3 == 0:
        mistake = asked.mistakes[number % len(asked.mistakes)]
        if text := written_out(mistake.function, asked):
            return text
    return asked.source


def written_out(function: object, asked: Exercise) -> str:
    """A mistake that is a lambda, as a learner's function; "" for others."""
    try:
        tree = ast.parse(inspect.getsource(function).strip().rstrip(","))  # type: ignore[arg-type]
    except (SyntaxError, OSError, TypeError):
        return ""
    found = [n for n in ast.walk(tree) if isinstance(n, ast.Lambda)]
    if len(found) != 1:
        return ""
    arguments, body = ast.unparse(found[0].args), ast.unparse(found[0].body)
    return f"def {asked.name}({arguments}):\n    return {body}\n"


def solved_set() -> Path:
    from bpcourse.learner.workspace import course_root

    return course_root() / "exercises" / f"{SET}.ipynb"


# ---- the commands


def nbgrader_call(course: Path, *words: str) -> float:
    """Seconds of one command of nbgrader; RuntimeError with its words where it fails."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**pinned(1), "PATH": path, "BPCOURSE_PROGRESS": ":none:"}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=course,
        env=env,
        capture_output=True,
        text=True,
        timeout=LONGEST,
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    return time.perf_counter() - start


def nbgrader_once(course: Path, turn: int) -> float:
    """Seconds that one more submission costs; what is graded already is left alone."""
    notebook = course / "release" / SET / f"{SET}.ipynb"
    at = 1000 * turn
    hand_in(course / "submitted", range(at, at + FEW), notebook)
    few = nbgrader_call(course, "autograde", SET)
    hand_in(course / "submitted", range(at + FEW, at + FEW + MANY), notebook)
    many = nbgrader_call(course, "autograde", SET)
    return (many - few) / (MANY - FEW)


def ours_once(course: Path, turn: int, jobs: int) -> float:
    notebook = course / "release" / SET / f"{SET}.ipynb"
    took = []
    for size in (OUR_FEW, OUR_MANY):
        folder = course / f"ours-{turn}-{size}"
        hand_in(folder / "class", range(size), notebook)
        start = time.perf_counter()
        done = subprocess.run(
            command(folder / "class", folder / "out", "--jobs", str(jobs)),
            env=pinned(1),
            stdout=subprocess.DEVNULL,
            timeout=LONGEST,
        )
        took.append(time.perf_counter() - start)
        if done.returncode:
            raise RuntimeError(f"bpcourse grade ended with {done.returncode}")
        shutil.rmtree(folder)
    return (took[1] - took[0]) / (OUR_MANY - OUR_FEW)


def command(folder: Path, out: Path, *more: str) -> list[str]:
    line = [sys.executable, "-m", "bpcourse", "grade", str(folder)]
    return [*line, "--out", str(out), *more]


def watched(
    folder: Path, out: Path, *more: str, longest: float = LONGEST
) -> tuple[float, float]:
    """Seconds of grading a class, and the most megabytes that its processes held at once."""
    start, most = time.perf_counter(), 0.0
    grader = subprocess.Popen(
        command(folder, out, *more), env=pinned(1), stdout=subprocess.DEVNULL
    )
    while grader.poll() is None:
        if time.perf_counter() - start > longest:
            grader.kill()
        most = max(most, sum(map(held, family(grader.pid))))
        time.sleep(0.2)
    if grader.returncode:
        raise RuntimeError(f"bpcourse grade ended with {grader.returncode}")
    return time.perf_counter() - start, most / 1024


def family(pid: int) -> list[int]:
    """A process and all that it started, as far as the system tells."""
    found = [pid]
    for parent in found:
        try:
            tasks = Path(f"/proc/{parent}/task").glob("*/children")
            found += [int(c) for t in tasks for c in t.read_text().split()]
        except OSError:
            continue
    return found


def held(pid: int) -> int:
    """Kilobytes of a process, pages that several share divided among them; 0 if gone."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next(int(s.split()[1]) for s in text.splitlines() if s.startswith("Pss:"))


def main() -> None:
    sizes = (10, 100, 1000) if "--growth" in sys.argv else ()
    for row in (*rows(), *growth(sizes)):
        print(row.line(), flush=True)


if __name__ == "__main__":
    main()
