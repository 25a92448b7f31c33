"""A class of made-up learners: their notebooks, right, wrong, half done and damaged.

`fill(folder)` writes 30 submissions made from the problem sets of `exercises/`, solved with
the references, or with the source of known mistakes pasted in. `InProcess` grades without
isolation, for tests of everything around the grader.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import numpy as np
from places import ROOT

from bpcourse.checking.judge import judge_function
from bpcourse.checking.verdict import Verdict
from bpcourse.course import Exercise, all_exercises, exercise, exercises_of
from bpcourse.grading.delivered import is_delivered
from bpcourse.grading.results import Graded, Result, Submission

SHOWN = ("check(", "checkpoint(", "hint(", "progress(", "solution(")
LESSONS = ("01", "02", "03", "04")
NAMES = (
    *("alder", "birch", "chestnut", "dogwood", "elm", "fir", "gorse", "hazel", "ivy"),
    *("juniper", "kapok", "larch", "maple", "nutmeg", "oak", "poplar", "quince"),
    *("rowan", "spruce", "teak", "ulmus", "viburnum", "willow", "xylosma", "yew"),
    *("zelkova", "ash", "beech", "cedar", "date"),
)


# ---- sources of answers


def right(name: str) -> str:
    """The reference's source."""
    return exercise(name).source


@cache
def wrong(name: str) -> dict[str, str]:
    """Mistake's id → source of an answer that makes it; those that stand on their own."""
    asked = exercise(name)
    found = {m.id: _pasted(m.function, name) for m in asked.mistakes}
    return {id: text for id, text in found.items() if text and _alone(text, asked)}


def _pasted(function: Any, name: str) -> str | None:
    """A known mistake as a `def` under the exercise's name, from its `def` or lambda."""
    if not isinstance(function, FunctionType):
        return None
    where = function.__code__.co_firstlineno
    for node in ast.walk(_tree(function.__code__.co_filename)):
        if isinstance(node, ast.FunctionDef) and node.lineno == where:
            source = ast.unparse(node)
            return source.replace(f"def {node.name}(", f"def {name}(", 1)
        if isinstance(node, ast.Lambda) and _is(node, function):
            head = f"def {name}({ast.unparse(node.args)}):"
            return f"{head}\n    return {ast.unparse(node.body)}\n"
    return None


@cache
def _tree(file: str) -> ast.Module:
    return ast.parse(Path(file).read_text(encoding="utf-8"))


def _is(node: ast.Lambda, function: Any) -> bool:
    """True where the lambda in the source is this function (there may be two on a line)."""
    made = compile(ast.Expression(node), "", "eval").co_consts
    code = next(c for c in made if isinstance(c, CodeType))
    ours = function.__code__
    return node.lineno == ours.co_firstlineno and all(
        getattr(code, part) == getattr(ours, part)
        for part in ("co_code", "co_names", "co_consts", "co_varnames")
    )


def _alone(text: str, asked: Exercise) -> bool:
    """True where the answer runs with NumPy and the lesson's other functions alone."""
    space: dict[str, Any] = {"np": np}
    space |= {n: all_exercises()[n].reference for n in asked.needs}
    exec(text, space)
    with contextlib.redirect_stdout(io.StringIO()):
        verdict = judge_function(space[asked.name], asked)
    return verdict.outcome == "failed" and verdict.mistake is not None


# ---- notebooks


def solved(number: str, answers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The problem set of a lesson with these answers (name → source) in their cells."""
    path = next((ROOT / "exercises").glob(f"{number}_*.ipynb"))
    tree = json.loads(path.read_text(encoding="utf-8"))
    left = dict(answers or {})
    for cell in tree["cells"]:
        own = cell["metadata"].get("bpcourse", {})
        if own.get("role") == "answer" and own["name"] in left:
            cell["source"] = left.pop(own["name"]).splitlines(keepends=True)
    for source in left.values():  # of exercises that stand in the lesson
        tree["cells"].append({"cell_type": "code", "metadata": {}, "source": source})
    return tree


def all_right(number: str) -> dict[str, str]:
    return {e.name: right(e.name) for e in exercises_of(number)}


def small(*sources: str) -> dict[str, Any]:
    """A notebook of nothing but these code cells."""
    cells = [{"cell_type": "code", "metadata": {}, "source": s} for s in sources]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def write(path: Path, tree: Any) -> Path:
    """A notebook, or any bytes or text, as a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(tree, dict):
        tree = json.dumps(tree, ensure_ascii=False)
    path.write_bytes(tree if isinstance(tree, bytes) else tree.encode())
    return path


def answers_of(learner: int, number: str) -> dict[str, str]:
    """What a made-up learner wrote: the first half of the class makes few mistakes."""
    rng = np.random.default_rng([learner, int(number)])
    rate = 0.15 if learner % 2 else 0.5
    found = {}
    for asked in exercises_of(number):
        kinds = sorted(wrong(asked.name))
        draw = rng.random()
        if draw < rate and kinds:
            common = kinds[0] if rng.random() < 0.6 else rng.choice(kinds)
            found[asked.name] = wrong(asked.name)[common]
        elif draw < 0.92:
            found[asked.name] = right(asked.name)
    return found


def fill(
    folder: Path, learners: int = 30, lessons: Sequence[str] = LESSONS[:1]
) -> list[Path]:
    """Write `learners` × `lessons` notebooks, STUDENT/NN_*.ipynb."""
    made = []
    for i in range(learners):
        for number in lessons:
            source = next((ROOT / "exercises").glob(f"{number}_*.ipynb"))
            who = NAMES[i % 30] if i < 30 else f"{NAMES[i % 30]}{i // 30}"
            tree = solved(number, answers_of(i, number))
            made.append(write(folder / who / source.name, tree))
    return made


# ---- a grader without isolation


class InProcess:
    """Runs answers here: quick, and only for sources that the tests wrote themselves."""

    def __init__(self, secret: str = "", log: Path | None = None) -> None:
        self.log = log

    def __enter__(self) -> InProcess:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def grade(self, submission: Submission, exercises: Sequence[Exercise]) -> Graded:
        if self.log:
            with self.log.open("a") as log:
                log.write(f"{submission.learner} {submission.digest}\n")
        space: dict[str, Any] = {}
        notes = [
            _run_one(source, space, i) for i, source in enumerate(submission.cells)
        ]
        results = tuple(_result(space.get(e.name), e) for e in exercises)
        return Graded(submission, results, tuple(n for n in notes if n))


def _run_one(source: str, space: dict[str, Any], number: int) -> str:
    """A delivered cell answers nothing."""
    before = {n: space.get(n) for n in all_exercises()}
    note = _run(source, space, number)
    if is_delivered(source):
        space |= before
    return note


def _run(source: str, space: dict[str, Any], number: int) -> str:
    lines = source.splitlines(keepends=True)
    kept = "".join(line for line in lines if line[:1] not in "%!")
    if kept.startswith(SHOWN):
        return ""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(kept, space)
    except Exception as fault:
        return f"cell {number + 1} stops: {type(fault).__name__}"
    return ""


def _result(function: Any, asked: Exercise) -> Result:
    verdict = Verdict("", (), "not attempted", exercise=asked.name)
    if callable(function):
        verdict = judge_function(function, asked)
    points, possible = verdict.score * asked.points, float(asked.points)
    return Result(asked.name, asked.lesson, points, possible, verdict, version="v1")
