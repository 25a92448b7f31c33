"""The exercises for an institution's own system: an nbgrader course, a Gradescope autograder.

nbgrader calls the course's `check`, Gradescope `bpcourse grade`: a learner reads the same named
mistakes as in the course.
"""

from __future__ import annotations

import argparse
import json
import secrets
import shutil
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import Any

from bpcourse.course import Exercise, all_exercises
from bpcourse.errors import Told
from bpcourse.files import course_root, write_whole
from bpcourse.grading.delivered import delivered
from bpcourse.grading.texts import say

CONFIG = """\
# nbgrader_config.py: made by `bpcourse export nbgrader`
c = get_config()
c.CourseDirectory.course_id = "bpcourse"
# A check that isn't passed shows a verdict and gives 0 points; it never raises.
c.Execute.timeout = 300
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}
"""
HOW = """\
# bpcourse in nbgrader

Each folder of `source/` is an assignment: one problem set, solved. In this folder, with bpcourse
installed for the kernel:

    nbgrader generate_assignment 01_activation_derivatives
    nbgrader autograde 01_activation_derivatives
    nbgrader generate_feedback 01_activation_derivatives

Each function is graded by the cell below it, which runs the course's `check` and gives the
verdict's share of the points. nbgrader runs that check inside the learner's own kernel: a
submission that wants to can forge its points there. `bpcourse grade` keeps the two apart.
"""
GRADE = """\
verdict = check({name})
float(verdict.score * {points})"""
STARTER = "\n\n{}\n\n```python\n{}\n```"

ROLES = ("statement", "answer", "check")
RUN = "run_autograder.py"
SETUP = """\
#!/usr/bin/env bash
# Gradescope calls this once, when the autograder is built.
set -euo pipefail
apt-get update -q
apt-get install -y -q python3 python3-pip
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "Choose Ubuntu 24.04 as base image: bpcourse needs Python 3.11 or newer." >&2
  exit 1
fi
python3 -m pip install --break-system-packages numpy matplotlib nbformat platformdirs
"""


def add(parser: argparse.ArgumentParser) -> None:
    """The argument of `bpcourse export nbgrader` and `bpcourse export gradescope`."""
    parser.add_argument("dir", type=Path, metavar="DIR", help="a new folder")
    text = "Gradescope: give points although submissions may not be contained there"
    parser.add_argument("--uncontained", action="store_true", help=text)


def run(args: argparse.Namespace) -> int:
    """The two commands."""
    if args.command == "export nbgrader":
        sets = export_nbgrader(args.dir)
        print(say("assignments", count=len(sets), folder=args.dir))
    else:
        archive = export_gradescope(args.dir, args.uncontained)
        print(say("upload", archive=archive))
        print(say("base_image"))
        lessons = {e.lesson: 0 for e in all_exercises().values()}
        for e in all_exercises().values():
            lessons[e.lesson] += e.points
        each = (say("points_of_lesson", number=n, points=p) for n, p in lessons.items())
        print(say("points_are", lessons=", ".join(each)))
    return 0


def export_nbgrader(target: Path) -> list[str]:
    """Write an nbgrader course into a new folder; the names of its assignments."""
    _claim(target)
    shipped = sorted((course_root() / "exercises").glob("*.ipynb"))
    for path in shipped:
        write_whole(target / "source" / path.stem / path.name, _assignment(path))
    write_whole(target / "nbgrader_config.py", CONFIG)
    write_whole(target / "README.md", HOW)
    return [path.stem for path in shipped]


def _claim(target: Path) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True)
        if any(target.iterdir()):
            raise Told(say("not_empty", folder=target))
    except (FileExistsError, NotADirectoryError):
        raise Told(say("is_file", folder=target)) from None
    except OSError as fault:
        raise Told(f"{target}: {fault.strerror}.") from None


def _assignment(path: Path) -> str:
    """A problem set as nbgrader's source: solved, its checks worth points."""
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    notebook.cells += _of_the_lesson(path, notebook)
    for cell in notebook.cells:
        own = cell.metadata.get("bpcourse", {})
        asked = all_exercises().get(own.get("name", ""))
        if asked:
            _prepare(cell, own["role"], asked)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return nbformat.writes(notebook) + "\n"


def _of_the_lesson(path: Path, problem_set: Any) -> list[Any]:
    """The exercises that stand in the lesson: nbgrader gives both as one assignment."""
    import nbformat

    there = {c.metadata.get("bpcourse", {}).get("name") for c in problem_set.cells}
    lesson = course_root() / "notebooks" / path.name
    if not lesson.is_file():
        return []
    asked = {n: e for n, e in all_exercises().items() if e.lesson == path.name[:2]}
    found = []
    for cell in nbformat.read(lesson, as_version=4).cells:
        own = cell.metadata.get("bpcourse", {})
        if own.get("name") in asked.keys() - there and own["role"] in ROLES:
            cell.metadata["nbgrader"] = _nbgrader(own["name"], own["role"])
            if own["role"] == "statement":
                del cell.metadata["nbgrader"]
            found.append(cell)
    return found


def _nbgrader(name: str, role: str) -> dict[str, Any]:
    """nbgrader's schema 3."""
    answer = role == "answer"
    id = name if answer else f"check_{name}"
    more = {"solution": answer, "locked": not answer, "grade": False, "task": False}
    return {"schema_version": 3, "grade_id": id, **more}


def _prepare(cell: Any, role: str, asked: Exercise) -> None:
    if role == "statement" and asked.starter:
        head = asked.split_source()[0]
        code = f"{head}\n{asked.starter.strip(chr(10))}"
        cell.source += STARTER.format(say("to_mend"), code)
    if role == "answer":
        cell.source = asked.answer(solved=True)
    if role == "check":
        cell.source = GRADE.format(name=asked.name, points=asked.points)
        cell.metadata["nbgrader"] |= {"grade": True, "points": asked.points}


def export_gradescope(target: Path, uncontained: bool = False) -> Path:
    """Write `autograder.zip`, to be uploaded to Gradescope, into a new folder.

    One archive serves all problem sets. It holds the answers and the seeds: keep it to
    yourself. uncontained: give points also where a submission could read the answers.
    """
    _claim(target)
    source, package = target / "autograder", Path(str(files("bpcourse")))
    skip = shutil.ignore_patterns("__pycache__", "delivered", "widgets", "publish")
    shutil.copytree(package, source / "bpcourse", ignore=skip)
    texts = {
        "run_autograder": (Path(__file__).parent / RUN).read_text(encoding="utf-8"),
        "setup.sh": SETUP,
        "secret": secrets.token_hex(32) + "\n",
        "bpcourse/grading/delivered.json": json.dumps(sorted(delivered())),
    }
    if uncontained:
        texts["uncontained"] = "graded although submissions can't be contained\n"
    for name, text in texts.items():
        write_whole(source / name, text, 0o600 if name == "secret" else 0o755)
    return _packed(source, target / "autograder.zip")


def _packed(source: Path, archive: Path) -> Path:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        for path in sorted(p for p in source.rglob("*") if p.is_file()):
            made.write(path, path.relative_to(source))
    return archive
