"""The same points in an isolated grader as in a notebook, and the same for everybody."""

from __future__ import annotations

import ast
import subprocess
import sys
import warnings

import numpy as np
import pytest
from hostile import NAMES, RIGHT
from rotation import part, sweep
from submissions import (
    DELIVERED,
    EVERY,
    EXERCISES,
    SOLUTIONS,
    answered,
    cells_of,
    outcomes,
    solved_cells,
    submission,
)

from bpcourse.checking.judge import SEED, judge, judge_function
from bpcourse.course import exercise, exercises_of
from bpcourse.grading.grader import Grader, exercise_version
from bpcourse.grading.sandbox import codec
from bpcourse.grading.sandbox import worker as inside
from bpcourse.grading.sandbox.calls import request_of, to_reply


def across(function, asked):
    """A `Call` through the worker's code and the codec, as across a pipe."""
    worker = inside.Worker()
    worker.own[asked.name] = function

    def call(case, exercise):
        request = {"id": "1", **request_of(exercise, exercise.seconds, [case])}
        frame = codec.encode(request, codec.REQUEST_LIMIT)
        sent = codec.decode(frame, trusted=True)
        sent |= {"do": "call", "case": sent.pop("cases")[0]}
        return to_reply(codec.decode(inside._answered(worker, sent))["answer"])

    return call


@sweep
@pytest.mark.parametrize("asked", part(EVERY, 12), ids=lambda e: e.name)
def test_a_verdict_is_the_same_across_the_pipe(asked):
    slow = asked.name == "train_digits"
    functions = [m.function for m in asked.mistakes[: 1 if slow else None]]
    functions += [lambda *_: {"a": 1}, lambda *_: None, lambda *_: np.arange(3) * 1j]
    for function in functions if slow else [asked.reference, *functions]:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            here = judge_function(function, asked)
            there = judge(across(function, asked), asked)
        assert str(there) == str(here) and there.mistake == here.mistake


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda p: p.stem)
def test_a_solution_gets_full_points(path, grader):
    graded = grader.grade(submission(*solved_cells(path)), exercises_of(path.name[:2]))
    assert graded.points == graded.possible > 0 and not graded.needs_human
    # a debugging cell may measure with what is withheld while grading
    assert all("isn't there while grading" in note for note in graded.notes)


@pytest.mark.parametrize("path", DELIVERED, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_notebook_answered_in_its_places_gets_full_points_and_no_note(path, grader):
    cells, asked = answered(path)
    graded = grader.grade(submission(*cells), asked)
    assert graded.points == graded.possible > 0
    assert not graded.needs_human and not graded.notes


@pytest.mark.parametrize("path", DELIVERED, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_whatever_a_notebook_imports_can_be_imported_while_grading(path, grader):
    found = ast.walk(ast.parse("\n".join(cells_of(path))))
    imports = [
        ast.unparse(n) for n in found if isinstance(n, (ast.Import, ast.ImportFrom))
    ]
    assert any("bpcourse" in line for line in imports)
    cell = "\n".join(["mine = 1", *imports])
    assert not grader.grade(submission(cell), exercises_of(path.name[:2])).notes


def test_what_is_withheld_can_be_a_base_and_be_written(grader):
    cell = (
        "from bpcourse.layers import Layer\nclass Mine(Layer):\n    size = 3\n"
        "from bpcourse.course.lesson_01 import figures\nf'{figures.slope:.3f}'"
    )
    assert not grader.grade(submission(cell, RIGHT), EXERCISES).notes


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda p: p.stem)
def test_the_empty_problem_set_gets_none(path, grader):
    stub = path.parent.parent / "exercises" / path.name
    graded = grader.grade(submission(*cells_of(stub)), exercises_of(path.name[:2]))
    assert graded.points == 0 and not graded.needs_human
    attempted = [r.exercise for r in graded.results if r.attempted]
    assert all(exercise(name).starter or "mended" in name for name in attempted)


def test_a_whole_course_in_one_file_gets_full_points(grader):
    cells = [c for path in SOLUTIONS for c in solved_cells(path)]
    asked = [e for e in EVERY if e.lesson not in ("00", "07")]
    graded = grader.grade(submission(*cells), asked)
    assert graded.points == graded.possible == sum(e.points for e in asked)


def test_the_same_file_gets_the_same_result(grader):
    cells = ("import numpy as np\ndef sigmoid(x):\n    return np.tanh(x)", "1 / 0")
    first, second = (grader.grade(submission(*cells), EXERCISES) for _ in range(2))
    assert first == second
    assert first.notes == (
        "cell 2 stopped in line 1: ZeroDivisionError: division by zero",
    )


def test_a_mistake_keeps_its_name(grader):
    wrong = RIGHT.replace("np.exp(-", "np.exp(")
    graded = grader.grade(submission(wrong), [exercise("sigmoid")])
    assert graded.results[0].mistake in {m.id for m in exercise("sigmoid").mistakes}


def test_a_module_that_an_error_names_is_not_imported_by_the_grader(
    grader, tmp_path, monkeypatch
):
    (tmp_path / "handed_in.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    monkeypatch.syspath_prepend(tmp_path)
    told = "module 'handed_in' has no attribute 'x'"
    cell = f"def sigmoid(x):\n    raise AttributeError({told!r})"
    graded = grader.grade(submission(cell), [exercise("sigmoid")])
    assert "handed_in.x" in graded.results[0].verdict.name
    assert not (tmp_path / "ran").exists()


def test_seeds_are_secret_and_the_same_for_all():
    one, two = Grader(b"a"), Grader(b"b")
    seeds = {e.name: one.seed(e.name) for e in EVERY}
    assert len(set(seeds.values())) == len(EVERY) and SEED not in seeds.values()
    assert seeds == {e.name: Grader(b"a").seed(e.name) for e in EVERY}
    assert all(two.seed(name) != seed for name, seed in seeds.items())


def test_what_instant_checks_ask_by_heart_is_not_enough(grader):
    """The answers to the instant check's cases, learnt by heart."""
    asked = exercise("relu_derivative")
    known = [
        (np.asarray(c.args[0]).tolist(), np.asarray(asked.reference(*c.args)).tolist())
        for c in asked.cases(np.random.default_rng(SEED))
    ]
    cell = (
        f"import numpy as np\nnan = np.nan\nKNOWN = {known!r}\ndef relu_derivative(x):\n"
        "    for given, value in KNOWN:\n"
        "        if np.array_equal(given, x): return np.array(value)\n"
        "    return np.zeros(np.shape(x))"
    )
    space: dict = {}
    exec(cell, space)
    assert judge_function(space["relu_derivative"], asked).passed
    assert grader.grade(submission(cell), [asked]).points == 0


def test_earlier_lessons_are_given_and_own_ones_withheld(grader):
    using = (
        "from bpcourse.layer import layer_output\n"
        "def forward(X, weights, biases):\n    A = [X]\n"
        "    for W, b in zip(weights, biases): A.append(layer_output(A[-1], W, b))\n"
        "    return A\n"
        "from bpcourse.network import hidden_delta"
    )
    graded = grader.grade(submission(using), exercises_of("05"))
    found = outcomes(graded)
    assert found["forward"] == "passed" and found["hidden_delta"] == "failed"


def test_an_error_is_not_carried_on(grader):
    good = dict(zip(NAMES, ["passed"] * 3))
    wrong = RIGHT.replace("1 / (1 +", "2 / (1 +")
    graded = grader.grade(submission(wrong), EXERCISES)
    assert outcomes(graded) == {**good, "sigmoid": "failed"}
    assert "a right sigmoid instead of yours" in str(graded.results[1].verdict)
    both = wrong.replace("* sigmoid(-", "+ sigmoid(-")
    graded = grader.grade(submission(both), EXERCISES)
    assert outcomes(graded)["sigmoid_derivative"] == "failed"


def test_a_mistake_of_its_own_beside_an_inherited_one_gets_its_name(grader):
    wrong = RIGHT.replace("1 / (1 +", "2 / (1 +")
    own = "def sigmoid_derivative(x):\n    return sigmoid(x) * (1 + sigmoid(x))"
    verdict = grader.grade(submission(wrong, own), EXERCISES).results[1].verdict
    assert verdict.mistake == "plus"
    assert "seen with a right sigmoid instead of yours" in str(verdict)


def test_a_version_changes_with_what_decides_the_grade():
    from dataclasses import replace

    asked = exercise("relu_derivative")
    version = exercise_version(asked)
    assert len({exercise_version(e) for e in EVERY}) == len(EVERY)
    for change in ({"points": 9}, {"rtol": 1e-3}, {"judge": None}, {"finish": "list"}):
        assert exercise_version(replace(asked, **change)) != version
    for change in ({"hints": ("", "", "")}, {"statement": ""}, {"mistakes": ()}):
        assert exercise_version(replace(asked, **change)) == version
    code = "from bpcourse.grading.grader import exercise_version as v\n"
    code += "from bpcourse.course import exercise as e\nprint(v(e('relu_derivative')))"
    again = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert again.stdout.strip() == version
