"""Benchmarks run, refuse to time what is wrong, and go on where a peer is missing."""

from __future__ import annotations

import asyncio
import sys

import numpy as np
import pytest

from benchmarks import digits, gradients, grading, growth, layers, moments, steps, tape
from benchmarks import worker as worker_module
from benchmarks.__main__ import check_row, row_of_nodes
from benchmarks.contest import Candidate, Result, contest
from benchmarks.table import Row, page, ratios
from benchmarks.worker import WrongResult, answers

TINY = {"sizes": [3, 4, 2], "batch": 5, "dtype": "float64", "threads": 1}
LIBRARIES = {"torch": "torch", "sklearn": "sklearn", "autograd": "autograd"}


def needs(name: str) -> None:
    if name in LIBRARIES:
        pytest.importorskip(LIBRARIES[name])


@pytest.mark.parametrize("name", steps.CANDIDATES)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_every_candidate_takes_the_reference_s_three_steps(name, dtype):
    needs(name)
    prepared = steps.prepare(name, **{**TINY, "dtype": dtype})
    prepared.work()
    assert prepared.facts["error"] < 1e-3


def test_the_reference_goes_down_the_measured_slope():
    p = steps.problem([3, 4, 2], 5)

    def loss(moved: np.ndarray) -> float:
        z = np.maximum(p.X @ p.weights[0] + p.biases[0], 0) @ moved + p.biases[1]
        return float((np.log(np.exp(z).sum(1)) - (p.Y * z).sum(1)).mean())

    W, h = p.weights[1], 1e-6
    slopes = [
        (loss(W + h * e.reshape(4, 2)) - loss(W - h * e.reshape(4, 2))) / (2 * h)
        for e in np.eye(8)
    ]
    found = (W - steps.reference(p, steps=1)[2]) / steps.ETA
    np.testing.assert_allclose(found.ravel(), slopes, atol=1e-8)


LATER = [
    (module, what, name)
    for module in (layers, tape)
    for what, (candidates, _) in module.TASKS.items()
    for name in candidates
]


@pytest.mark.parametrize(("module", "what", "name"), LATER)
def test_every_candidate_of_the_later_lessons_is_right(module, what, name, monkeypatch):
    needs(name)
    monkeypatch.setattr(tape, "ROW", 50)
    prepared = module.prepare(name, what)
    prepared.work()
    assert prepared.facts["error"] < 1e-13


@pytest.mark.parametrize("what", layers.TASKS)
def test_a_wrong_layer_is_named_and_not_timed(what, monkeypatch):
    candidates, reference = layers.TASKS[what]

    def doubled():
        work, result = candidates["bpcourse"]()
        return work, lambda: [2 * part for part in result()]

    task = {**candidates, "planted": doubled}, reference
    monkeypatch.setitem(layers.TASKS, what, task)
    with pytest.raises(WrongResult, match=f"{what} is 1e"):
        layers.prepare("planted", what)


def test_nodes_in_a_row_have_a_time_to_keep():
    assert row_of_nodes(Result({"bpcourse": [1.9, 1.8, 2.5]})).met
    assert row_of_nodes(Result({"bpcourse": [2.1]})).met is False


def steps_twice(p, threads):
    net_step, weights = steps.bpcourse(p, threads)
    return lambda: [net_step() for _ in range(2)], weights


def skips_the_first_bias(p, threads):
    step, weights = steps.bpcourse(p, threads)

    def wrong() -> None:
        kept = weights()[1].copy()
        step()
        weights()[1][:] = kept

    return wrong, weights


def leaves_the_numbers(p, threads):
    step, weights = steps.bpcourse(p, threads)
    return lambda: weights()[0].fill(np.nan), weights


@pytest.mark.parametrize(
    "planted", [steps_twice, skips_the_first_bias, leaves_the_numbers]
)
def test_a_wrong_step_is_named_and_not_timed(planted, monkeypatch):
    monkeypatch.setitem(steps.CANDIDATES, "planted", planted)
    with pytest.raises(WrongResult, match="after 3 steps"):
        steps.prepare("planted", **TINY)
    answer = answers("planted")({"prepare": "steps", "arguments": TINY})
    assert set(answer) == {"wrong"}


@pytest.mark.filterwarnings("ignore:.*get_numerical_jacobian:FutureWarning")
@pytest.mark.parametrize("name", gradients.CHECKS)
def test_every_gradient_check_measures_the_gradient(name):
    needs(name)
    prepared = gradients.prepare(name, [3, 4, 2], 5)
    prepared.work()
    assert prepared.facts.get("error", 0) <= gradients.WORST


def test_a_check_that_measures_something_else_is_refused(monkeypatch):
    def doubled(p):
        check, vector = gradients.bpcourse(p)
        return check, lambda found: 2 * vector(found)

    monkeypatch.setitem(gradients.CHECKS, "planted", doubled)
    with pytest.raises(WrongResult):
        gradients.prepare("planted", [3, 4, 2], 5)


@pytest.mark.parametrize("name", digits.TRAINERS)
def test_digits_are_learnt_or_refused(name, monkeypatch):
    needs(name)
    monkeypatch.setattr(digits, "GOAL", 0.5)
    assert digits.prepare(name).facts["epochs"] >= 1
    monkeypatch.setattr(digits, "GOAL", 1.1)
    monkeypatch.setattr(digits, "EPOCHS", 1)
    with pytest.raises(WrongResult):
        digits.prepare(name)


def test_a_contest_between_processes_gives_every_round_to_everyone():
    names = ("bpcourse", "gemms", "nobody")
    candidates = [Candidate(name) for name in names]
    try:
        result = contest(candidates, "steps", TINY, rounds=3, budget=1e-4)
    finally:
        for candidate in candidates:
            candidate.close()
    assert {n: len(s) for n, s in result.seconds.items()} == {"bpcourse": 3, "gemms": 3}
    assert "KeyError" in result.wrong["nobody"]
    assert all(candidate.process.returncode == 0 for candidate in candidates)


def test_ratios_are_taken_within_rounds():
    result = Result({"bpcourse": [1.0, 10.0, 4.0], "torch": [2.0, 20.0, 1.0]})
    assert result.ratio("torch") == 0.5
    row = ratios("step", result, {"torch": 0.5})
    assert row.met and "PyTorch 0.50" in row.line()
    assert ratios("step", result, {"torch": 0.49}).met is False


def test_a_missing_peer_is_a_line(monkeypatch):
    def absent(p, threads):
        raise ImportError("No module named 'torch'")

    monkeypatch.setitem(steps.CANDIDATES, "torch", absent)
    answer = answers("torch")({"prepare": "steps", "arguments": TINY})
    assert answer == {"missing": "No module named 'torch'"}
    result = Result({"bpcourse": [1.0]}, missing={"torch": answer["missing"]})
    row = ratios("step", result, {"torch": 0.5})
    assert row.met is None and not row.wrong
    assert "PyTorch isn't installed" in page([row], 1.0)
    assert not check_row("torch", "check", result).wrong


def test_our_own_wrong_result_ends_the_run_with_an_error():
    result = Result({"torch": [1.0]}, wrong={"bpcourse": "off"})
    assert ratios("step", result, {"torch": 0.5}).wrong


def test_fits_find_the_formula_they_were_given():
    width = np.array(growth.SWEEPS["width"][0])
    times = 1e-6 * (100 + 2 * width + 0.03 * width**2)
    np.testing.assert_allclose(growth.fitted("width", times), [100, 2, 0.03])
    assert growth.formula("width", times) == "100 + 2·width + 0.03·width²"


def test_memory_is_at_least_the_floor():
    assert 1 <= growth.memory([200, 300, 10], 64) < 3


def test_imports_checks_and_explorers_are_measured():
    found = moments.checks(("00",))
    assert found["exercises"] == 1 and 0 < found["median"] <= found["slowest"]
    result = moments.imports(1, ("bpcourse", "numpy"))
    assert set(result.seconds) == {"bpcourse", "numpy"}
    found = moments.explorers(rounds=2)
    assert {"figure", "01 tangent", "05 delta_flow"} <= set(found)


def test_moving_a_control_changes_the_picture():
    from bpcourse.course.lesson_01 import explorer as lesson_01

    explorer = lesson_01.tangent()
    move, pictures = moments._mover(explorer), []
    for turn in range(2):
        move(turn)
        pictures.append(explorer.svg)
    assert pictures[0] != pictures[1]


def test_work_is_repeated_as_often_as_asked():
    calls: list[int] = []
    found = worker_module.timed(lambda: calls.append(1), 5)
    assert len(calls) == 5 and set(found) == {"cpu", "wall"}


def test_the_page_names_versions_and_no_path():
    text = page([Row("a", "1 s", "PyTorch 0.50", note="steps")], 60.0)
    assert f"numpy {np.__version__}" in text and "/home" not in text
    assert "| a | 1 s | PyTorch 0.50 |  |  |" in text


def test_submissions_to_grade_are_right_but_for_each_third(tmp_path):
    from bpcourse.checking import judge_function
    from bpcourse.course import exercises_of

    passed = {}
    for number in (0, 1, 2):
        names: dict = {"np": np}
        for asked in exercises_of(grading.SET[:2]):
            exec(grading.answer(asked, number), names)
        passed[number] = [
            judge_function(names[e.name], e).passed
            for e in exercises_of(grading.SET[:2])
        ]
    assert all(passed[1]) and all(passed[2])
    assert not all(passed[0])


def test_a_class_is_graded_and_its_memory_watched(tmp_path):
    grading.hand_in(tmp_path / "class", range(3), grading.solved_set())
    took, memory = grading.watched(tmp_path / "class", tmp_path / "out")
    assert took > 0 and 20 < memory < 2000
    assert (tmp_path / "out" / "grades.csv").read_text("utf-8").count("learner000") == 3


def test_without_nbgrader_its_row_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "nbgrader", None)
    [row] = grading.rows(rounds=1)
    assert row.missing == ("nbgrader",) and not row.wrong


@pytest.mark.filterwarnings("error")
def test_every_control_that_asks_the_kernel_is_timed():
    pytest.importorskip("ipywidgets")
    from benchmarks import explorers

    names = {name: asyncio.run(explorers.kernel(*pair)) for name, pair in
             explorers.calls().items() if name in ("00 training_step", "03 graph")}  # fmt: skip
    assert names["00 training_step"] == {}  # steps in the browser alone
    assert set(names["03 graph"]) == {"input x", "weight w", "bias b", "target t"}
    assert {len(times) for times in names["03 graph"].values()} == {explorers.PRESSES}


def test_a_control_is_too_slow_on_either_side():
    from benchmarks.explorers import Moved

    assert Moved("a", "x", [14, 15, 90], [59, 60, 300]).met
    assert not Moved("a", "x", [16], [30]).met
    assert not Moved("a", "x", [1], [61]).met
    assert (
        Moved("a", "step", [], [9, 11]).line()
        == "| a | step | none needed | 10 | 9 | yes |"
    )
