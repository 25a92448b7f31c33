"""The cells that an exercise, a question and a glossary stand for."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from bpcourse import __version__
from bpcourse.course import Exercise, Lesson, Question, terms
from bpcourse.course.places import LETTERS, options_at, right_letter

from .minutes import minutes, said, sittings

ROOT = Path(__file__).parents[3]  # notebooks are built in a checkout

MISSING = """\
# Does nothing where the course is installed; elsewhere it says how to get it.
import importlib.util

if importlib.util.find_spec("bpcourse") is None:
    print("This kernel has no bpcourse. Download the course, run `python3 start.py` in its "
          "folder, and open this notebook from there, or choose the kernel of its .venv.")"""
FETCHED = """\
# Fetches the course where it isn't installed (in Colab, say); elsewhere it does nothing.
import importlib.util

if importlib.util.find_spec("bpcourse") is None:
    get_ipython().run_line_magic("pip", 'install --quiet "bpcourse @ {address}"')"""


def published(root: Path) -> str:
    """Where the released package of this version lies, or "": the one place is `address`
    in `[tool.bpcourse]` of `pyproject.toml`; `{version}` in it is filled in."""
    try:
        tree = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    except OSError:
        return ""
    address = tree.get("tool", {}).get("bpcourse", {}).get("address", "")
    if address and "{version}" not in address:
        raise ValueError("address in pyproject.toml: pin it with {version}")
    return address.format(version=__version__)


def code(source: str, metadata: dict[str, Any] | None = None) -> Any:
    """A code cell, not yet run."""
    import nbformat

    return nbformat.v4.new_code_cell(source.strip("\n"), metadata=metadata or {})


def markdown(source: str, metadata: dict[str, Any] | None = None) -> Any:
    """A Markdown cell."""
    import nbformat

    return nbformat.v4.new_markdown_cell(source.strip(), metadata=metadata or {})


def install_cell(address: str | None = None) -> Any:
    """Fetches the course from its published address where a front end hasn't got it, or
    says how to get it where there is no such address; JupyterLab and Colab fold it."""
    address = published(ROOT) if address is None else address
    source = FETCHED.format(address=address) if address else MISSING
    folded = {"jupyter": {"source_hidden": True}, "cellView": "form"}
    unseen = {"tags": ["remove-cell"]}  # on the web site
    return code(source, _own("install", "install") | folded | unseen)


def exercise_cells(asked: Exercise, role: str) -> list[Any]:
    """Statement, answer, check. A lesson shows the stub, as the exercise notebook does.

    ValueError where stub and solution can't be told apart.
    """
    points = f"{asked.points} point{'s' if asked.points != 1 else ''}"
    head = f"### {asked.title}\n\n*{asked.minutes} min · {points}*\n\n"
    answer = _own("answer", asked.name)
    check = _own("check", asked.name, points=asked.points)
    if role != "lesson":
        answer |= _nbgrader(asked.name, solution=True, locked=False)
        check |= _nbgrader(f"check_{asked.name}", solution=False, locked=True)
    return [
        markdown(head + asked.statement.strip(), _own("statement", asked.name)),
        code(asked.answer(solved=role == "solution"), answer),
        code(f"check({asked.name})", check),
    ]


def worked_cells(asked: Exercise) -> list[Any]:
    """The answer as folded text, to stand behind the exercise in a lesson.

    ValueError for an exercise whose answer stands nowhere.
    """
    if asked.transfer:
        raise ValueError(f"{asked.name} is for the learner alone: no answer is shown")
    _, body = asked.split_source()
    lines = f"def {asked.signature}:\n{body}"
    text = (
        "<details>\n<summary>A worked answer, to be opened after yours</summary>\n\n"
        f"```python\n{lines}\n```\n\n</details>"
    )
    return [markdown(text, _own("worked", asked.name))]


STOP = """\
**Stop here, and go on another day.** This is a good end for one sitting: what you wrote is kept
where its check has passed. Save the notebook. When you come back, put the cursor on this cell and
choose *Run → Run All Above Selected Cell*: the second half uses what stands above."""


def stop_cell() -> Any:
    """Where the first sitting of a long lesson ends; slides don't show it."""
    return markdown(STOP, {"tags": ["skip"]} | _own("stop", "stop"))


def header(lesson: Lesson, role: str, cells: list[Any]) -> str:
    """Title, question and minutes of a lesson; title, number and minutes of its exercises."""
    if role == "lesson":
        told = f"**{lesson.question}**\n\n{time_line(cells)}"
    else:
        span = said(minutes(cells))
        checks = [c for c in cells if _role(c) == "check"]
        points = sum(c.metadata["bpcourse"]["points"] for c in checks)
        told = f"{len(checks)} exercises, {points} points, {span}."
    return f"# {title_of(lesson, role)}\n\n{told}"


def title_of(lesson: Lesson, role: str) -> str:
    """The title of a lesson or of its exercises, with its number."""
    if role == "lesson":
        return f"{lesson.number} {lesson.title}"
    return f"{lesson.number} Problem set: {lesson.title[0].lower()}{lesson.title[1:]}"


def time_line(cells: list[Any]) -> str:
    """How long a lesson takes somebody alone, as its header says it."""
    stops = [k for k, cell in enumerate(cells) if _role(cell) == "stop"]
    span = sittings(cells, stops[0]) if stops else said(minutes(cells))
    return f"**Time:** {span}."


def question_cells(asked: Question, place: str, solved: bool = False) -> list[Any]:
    """The prompt with its options, and the cell in which it is answered."""
    shown = zip(LETTERS, options_at(asked, place))
    options = [f"- **{letter}** · {option.text}" for letter, option in shown]
    form = f" ({asked.form})" if asked.form else ""
    lines = [asked.prompt.strip() + form, *([""] if options else []), *options]
    answer = f", {_right(asked, place)!r}" if solved else ""
    return [
        markdown("\n".join(lines), _own("question", place)),
        code(f'checkpoint("{place}"{answer})'.replace("'", '"'), _own("answer", place)),
    ]


def _right(asked: Question, place: str) -> Any:
    """The right answer, as it is written into the cell."""
    if asked.options:
        return right_letter(asked, place)
    if not asked.digits:
        whole = isinstance(asked.answer, (int, float))
        return int(asked.answer) if whole else asked.answer
    return float(f"{asked.answer:.{asked.digits}g}")


def glossary_cells(lesson: str) -> list[Any]:
    """The lesson's terms as a Markdown table; KeyError where it has none."""
    rows = ["| English | Chinese | symbol | in code |", "| --- | --- | --- | --- |"]
    for term in terms(lesson):
        name = f"`{term.code}`" if term.code else ""
        rows.append(f"| {term.english} | {term.chinese} | {term.symbol} | {name} |")
    return [markdown("\n".join(rows), _own("glossary", lesson))]


def _role(cell: Any) -> str | None:
    return cell.metadata.get("bpcourse", {}).get("role")


def _own(role: str, name: str, **more: Any) -> dict[str, Any]:
    return {"bpcourse": {"role": role, "name": name, **more}}


def _nbgrader(grade_id: str, solution: bool, locked: bool) -> dict[str, Any]:
    """nbgrader's schema 3. No cell is graded by it: a check shows a verdict, not points."""
    more = {"solution": solution, "locked": locked, "grade": False, "task": False}
    return {"nbgrader": {"schema_version": 3, "grade_id": grade_id, **more}}
