"""The rule of the course: the learner writes before they read, and finds some of it alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import nbformat
import notebook_rules as rules
import pytest
from overlap import body, covered, tokens
from places import ROOT

from bpcourse.course import Exercise, all_exercises, all_lessons, exercises_of

MOST_CELLS, MOST_CODE = 10, 5  # in a row without anything to do
LEAST = 12  # tokens of a reference that can be covered at all
SHARE = 0.8
LONG_RUN = 12  # tokens, over the whole course: short runs stand somewhere
DOES = re.compile(r"^\s*(check|checkpoint)\(|\bexplorer\.\w+\(", re.M)
AUDIT = "What the documents say"
# Short references that stand in their lesson all the same, and why that is right.
SHORT: dict[str, str] = {}


@cache
def cells(folder: str, number: str) -> tuple[Any, ...]:
    """The cells of a built notebook, () where there is none."""
    found = sorted((ROOT / folder).glob(f"{number}_*.ipynb"))
    return tuple(nbformat.read(found[0], as_version=4).cells) if found else ()


def written() -> list[str]:
    """Lessons that are built by the rule."""
    return [n for n in all_lessons() if _section(cells("notebooks", n), "Build")]


def _section(found: tuple[Any, ...], title: str) -> bool:
    return any(re.search(rf"^## {title}", c.source, re.M) for c in found)


def without_audit(found: tuple[Any, ...]) -> Iterator[Any]:
    """The cells of a lesson, without its folded audit."""
    audit = False
    for cell in found:
        heads = re.findall(r"^## (.*)$", cell.source, re.M)
        if cell.cell_type == "markdown" and heads:
            audit = heads[-1].startswith(AUDIT)
        if not audit:
            yield cell


@pytest.mark.parametrize("number", written())
def test_there_is_never_much_in_a_row_without_anything_to_do(number):
    run = code = 0
    for cell in without_audit(cells("notebooks", number)):
        if cell.cell_type == "code" and DOES.search(cell.source):
            run = code = 0
            continue
        run, code = run + 1, code + (cell.cell_type == "code")
        where = rules.named(cell)
        assert run <= MOST_CELLS, f"{run} cells in a row at {where}"
        assert code <= MOST_CODE, f"{code} code cells in a row at {where}"


def inside(number: str) -> list[str]:
    """Names of the exercises that stand in a lesson itself."""
    found = cells("notebooks", number)
    return [c.metadata.bpcourse.name for c in found if rules.role(c) == "check"]


def test_many_exercises_stand_inside_the_lessons():
    early = [n for n in written() if n <= "08"]
    least = {"00": 1}
    for number in written():
        if number < "13":
            assert len(inside(number)) >= least.get(number, 3), number
    if len(early) == 9:
        assert sum(len(inside(n)) for n in early) >= 25


@pytest.mark.parametrize("number", all_lessons())
def test_an_exercise_has_one_home(number):
    home = inside(number)
    problems = [
        c.metadata.bpcourse.name
        for c in cells("exercises", number)
        if rules.role(c) == "check"
    ]
    assert sorted(home + problems) == sorted(e.name for e in exercises_of(number))


def seen_before(exercise: Exercise) -> list[list[str]]:
    """The code cells of its lesson that a learner has read when they come to it."""
    found = []
    for cell in cells("notebooks", exercise.lesson):
        if rules.role(cell) == "statement" and (
            cell.metadata.bpcourse.name == exercise.name
        ):
            break
        if cell.cell_type == "code" and rules.role(cell) is None:
            found.append(tokens(cell.source))
    return found


def asked() -> list[Any]:
    return [
        pytest.param(e, id=e.name)
        for n in written()
        for e in exercises_of(n)
        if not e.starter  # whose code is given, to be mended or put in order
    ]


@pytest.mark.parametrize("exercise", asked())
def test_no_answer_stands_in_the_cells_before_its_exercise(exercise):
    wanted = body(exercise)
    share = covered(wanted, seen_before(exercise))
    if len(wanted) >= LEAST:
        assert share < SHARE, f"{share:.0%} of it stands in the lesson"
    elif share >= SHARE:
        assert exercise.name in SHORT, "a short one that stands in the lesson: say why"


@pytest.mark.parametrize("number", [n for n in written() if "01" <= n <= "12"])
def test_a_good_part_of_each_lessons_points_is_transfer(number):
    points = {t: 0 for t in (True, False)}
    for one in exercises_of(number):
        points[one.transfer] += one.points
    assert points[True] >= 0.15 * sum(points.values()), points


def test_a_quarter_of_all_points_is_transfer():
    every = [e for e in all_exercises().values() if "01" <= e.lesson <= "12"]
    if {e.lesson for e in every} <= set(written()):
        alone = sum(e.points for e in every if e.transfer)
        assert alone >= 0.25 * sum(e.points for e in every)


@pytest.mark.parametrize(
    "exercise", [p for p in asked() if p.values[0].transfer], ids=lambda e: e.name
)
def test_the_answer_of_a_transfer_exercise_stands_nowhere(exercise):
    every = [
        c
        for n in all_lessons()
        for folder in ("notebooks", "exercises")
        for c in cells(folder, n)
        if rules.role(c) != "answer"
    ]
    code = [tokens(c.source) for c in every if c.cell_type == "code"]
    wanted = body(exercise)
    if len(wanted) >= LEAST:
        assert covered(wanted, code, LONG_RUN) < SHARE
    text = _squeezed("\n".join(c.source for c in every) + exercise.hints[0])
    told = _squeezed(ast.unparse(ast.parse(exercise.source)).splitlines()[-1])
    result = told.removeprefix("return")
    assert len(result) < 12 or result not in text, result


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("number", written())
def test_no_delivered_cell_binds_the_name_of_an_exercise(number):
    names = set(all_exercises())
    for cell in cells("notebooks", number):
        if cell.cell_type == "code" and rules.role(cell) is None:
            taken = names & set(_bound(cell.source))
            assert not taken, f"{rules.named(cell)} binds {taken}"


def _bound(source: str) -> Iterator[str]:
    tree = ast.parse(re.sub(r"^[%!].*$", "", source, flags=re.M))
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    methods = [
        member for one in classes for member in one.body
    ]  # they overwrite nothing
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node not in methods:
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.alias):
            yield node.asname or node.name
