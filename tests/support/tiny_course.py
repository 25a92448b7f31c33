"""A course of one tiny lesson, for tests of the builder (fixtures: `tests/publish/conftest.py`)."""

from __future__ import annotations

from pathlib import Path

import nbformat
from places import DATA

from bpcourse import cli
from bpcourse.course import Exercise, Option, Question

TINY = DATA / "building" / "sources"
HEADER = TINY.joinpath("90_tiny/lesson.md").read_text("utf-8").partition("\n\n")[0]
FOLDERS = ("notebooks", "exercises", "solutions")


def doubled(x):
    """Twice `x`."""
    twice_as_much = x + x
    return twice_as_much


def halved(x):
    """Half of `x`."""
    half_as_much = x / 2
    return half_as_much


def bare(x):
    return x


def exercise(reference, **more):
    words = {"title": "Try", "statement": f"Write `{reference.__name__}`."}
    data = {"cases": lambda rng: (), "mistakes": (), "hints": ("a", "b", "c")}
    return Exercise(
        lesson="90",
        reference=reference,
        another_way="",
        taught="Try",
        **words,
        **data,
        **more,
    )


EXERCISES = {
    "doubled": exercise(doubled, points=1, minutes=1),
    "halved": exercise(halved, minutes=2, starter="    return x // 2"),
    "bare": exercise(bare),
}
QUESTIONS = {
    "90-side": Question(
        "90-side",
        "Which side?",
        "Yes.",
        (Option("left", "No."), Option("right", "Yes.", right=True)),
    )
}


def lesson(*cells: str) -> str:
    return "\n\n".join([HEADER, *cells]) + "\n"


def code(text: str, options: str = "") -> str:
    return f"```{{code-cell}} ipython3\n{options}{text}\n```"


def write_lesson(root: Path, *cells: str) -> Path:
    path = root / "sources" / "90_tiny/lesson.md"
    path.write_text(lesson(*cells), encoding="utf-8")
    return path


def read(root: Path, folder: str) -> nbformat.NotebookNode:
    return nbformat.read(
        root / folder / "90_tiny.ipynb", as_version=nbformat.NO_CONVERT
    )


def run(root: Path, *more: str) -> int:
    return cli.main(["build", "--root", str(root), *more])
