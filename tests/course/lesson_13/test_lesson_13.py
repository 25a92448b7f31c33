"""Lesson 13: repairs, the twelve passes and their audit, the print-out and the famous number."""

from __future__ import annotations

import ast
import json

import numpy as np
import pytest
from places import ROOT

from bpcourse import datasets, network
from bpcourse.checking import judge_function
from bpcourse.course import exercise
from bpcourse.course.lesson_13 import explorer, passes, printout


def written_by(name):
    return exercise(name).reference


def a_network(sizes=(4, 5, 3), n=6, seed=0):
    rng = np.random.default_rng(seed)
    pairs = list(zip(sizes, sizes[1:]))
    weights = [rng.normal(size=p) for p in pairs]
    biases = [rng.normal(size=o) for _, o in pairs]
    X, T = rng.normal(size=(n, sizes[0])), rng.uniform(size=(n, sizes[-1]))
    return X, weights, biases, T


def flat(nested):
    if isinstance(nested, (list, tuple)):
        return np.concatenate([flat(part) for part in nested])
    return np.ravel(nested)


def given(name):
    """The function that a learner finds in the cell."""
    found = exercise(name)
    space = {"np": np}
    exec(found.split_source()[0] + found.starter, space)
    return space[name]


# ---- repairs -------------------------------------------------------------------------


def test_the_two_layer_step_is_a_step_of_the_package():
    X, (W1, W2), (b1, b2), T = a_network((3, 4, 2))
    got = written_by("two_layer_step")(X, T, W1, b1, W2, b2, 0.7)
    weights, biases = network.train_step(X, T, [W1, W2], [b1, b2], 0.7)
    for mine, theirs in zip(got, (weights[0], biases[0], weights[1], biases[1])):
        np.testing.assert_allclose(mine, theirs, rtol=1e-12)


def test_the_wrong_order_of_the_puzzle_gives_the_famous_number():
    """D3-39: the mistake that the statement speaks of."""
    e = datasets.worked_example()
    wrong = exercise("two_layer_step").mistake("updated_first").function
    (W1, W2), (b1, b2) = e.weights, e.biases
    V1, _, V2, _ = wrong(e.X, e.T, W1, b1, W2, b2, 0.5)
    output = network.forward(e.X, [V1, V2], e.biases)[-1]
    loss = 0.5 * ((output - e.T) ** 2).sum()
    assert loss == pytest.approx(0.291027924, abs=5e-10)


def test_the_faulty_backward_trains_as_its_statement_says():
    faulty = exercise("mended_backward").mistake("as_given").function
    e = datasets.worked_example()
    weights, biases, losses = e.weights, e.biases, []
    for _ in range(50):
        output = network.forward(e.X, weights, biases)[-1]
        losses.append(0.5 * ((output - e.T) ** 2).sum())
        steps = faulty(e.X, weights, biases, e.T)
        weights = [W - 0.5 * dW for W, (dW, _) in zip(weights, steps)]
        biases = [b - 0.5 * db for b, (_, db) in zip(biases, steps)]
    assert all(after < before for before, after in zip(losses, losses[1:]))
    right = network.backward(e.X, e.weights, e.biases, e.T)
    wrong = faulty(e.X, e.weights, e.biases, e.T)
    assert np.allclose(wrong[1][0], right[1][0])
    assert not np.allclose(wrong[0][0], right[0][0], rtol=1e-3)


def test_d4s_listing_damages_its_argument_and_the_repair_does_not():
    found = exercise("column_hidden_delta")
    space = {"np": np}
    exec(found.split_source()[0] + found.starter, space)
    W, delta = np.array([[0.3, 0.7], [0.7, -0.2]]), np.array([[1.0], [-1.0]])
    z = np.ones((2, 1))
    first = space["column_hidden_delta"](W, delta, z)
    assert z[0, 0] == pytest.approx(0.19661193)  # D4-13
    z = np.ones((2, 1))
    repaired = found.reference(W, delta, z)
    assert (z == 1).all()
    np.testing.assert_allclose(first, repaired)  # W is symmetric: the numbers agree


def test_a_starter_is_the_mistake_that_is_named_as_given():
    found = exercise("mended_backward")
    case = next(iter(found.cases(np.random.default_rng(1))))
    got = given("mended_backward")(*case.args)
    want = found.mistake("as_given").function(*case.args)
    np.testing.assert_allclose(flat(got), flat(want), rtol=1e-12)


def test_the_mended_backward_is_the_packages():
    X, weights, biases, T = a_network((4, 5, 3, 2))
    got = written_by("mended_backward")(X, weights, biases, T)
    want = network.backward(X, weights, biases, T)
    np.testing.assert_allclose(flat(got), flat(want), rtol=1e-12)


def test_a_puzzle_holds_the_right_lines_in_another_order():
    found = exercise("two_layer_step")
    lines = [line.strip() for line in found.starter.strip().splitlines()]
    assert lines.pop(0).startswith("raise NotImplementedError")
    right = [line.strip() for line in found.split_source()[1].strip().splitlines()]
    assert sorted(lines) == sorted(right) and lines != right
    ast.parse("def f():\n" + found.starter.strip("\n"))


def test_the_starter_has_the_four_faults_that_its_statement_names():
    asked = exercise("mended_epoch")
    scope = {}
    exec("def mended_epoch(w, X, t, eta, batch_size):" + asked.starter, scope)
    given = scope["mended_epoch"]
    assert judge_function(given, asked).mistake == "as_given"
    w = np.zeros(1)
    X, t = np.array([[1.0], [2.0], [1.0]]), np.array([2.0, 2.0, 4.0])
    after = given(w, X, t, 0.1, 2)
    assert w[0] != 0, "the caller's w has changed"
    assert ((X @ after - t) ** 2).sum() > (t**2).sum(), "the loss rises"


# ---- the audit -----------------------------------------------------------------------


def agreement(number, n=3, sizes=(4, 5, 3)):
    """Which of dW1, db1, dW2, db2 of a pass are right, for one batch."""
    X, (W1, W2), (b1, b2), T = a_network(sizes, n)
    got = passes.function(number)(X, W1, b1, W2, b2, T)
    want = flat([list(p) for p in network.backward(X, [W1, W2], [b1, b2], T)])
    parts = [W1, b1, W2, b2]
    cuts = np.cumsum([p.size for p in parts])[:-1]
    return [
        np.shape(g) == p.shape and bool(np.allclose(np.ravel(g), w, rtol=1e-9))
        for g, w, p in zip(got, np.split(want, cuts), parts)
    ]


@pytest.mark.parametrize("number", range(1, 13))
def test_a_pass_is_right_exactly_where_the_key_says_so(number):
    wrong = passes.PASSES[number - 1].wrong
    if number == 3:
        with pytest.raises(ValueError, match="matmul"):
            agreement(number)
    else:
        assert all(agreement(number)) == (not wrong)
    assert all(agreement(number, sizes=(3, 3, 3))) == (not wrong)
    assert all(1 <= line <= len(passes.PASSES[number - 1].lines) for line in wrong)


def test_four_passes_are_right_and_the_reference_knows_them():
    key = [one.wrong for one in passes.PASSES]
    assert len(key) == 12 and key.count(()) == 4
    said = written_by("audit")()
    assert all((e in w) if w else e is None for e, w in zip(said, key))


def test_some_faults_hide_in_a_small_setting():
    assert all(agreement(1, n=1)) and not all(agreement(1))
    assert all(agreement(8, sizes=(4, 5, 1))) and not all(agreement(8))


def test_the_statement_shows_every_line_of_every_pass():
    text = exercise("audit").statement
    for number, one in enumerate(passes.PASSES, 1):
        assert f"# pass {number}\n" in text
        assert all(line in text for line in one.lines)


@pytest.mark.parametrize("number", range(1, 13))
@pytest.mark.parametrize("entry", [None, 2, 99])
def test_each_pass_is_a_point_and_has_a_reply_of_its_own(number, entry):
    said = written_by("audit")()
    if said[number - 1] == entry:
        return
    said[number - 1] = entry
    verdict = judge_function(lambda: list(said), exercise("audit"))
    assert verdict.passed and verdict.score == pytest.approx(11 / 12)
    assert f"pass {number}:" in str(verdict)
    wrong = passes.PASSES[number - 1].wrong
    assert not any(f"line {line} " in str(verdict) for line in wrong if line != entry)


# ---- the stories ---------------------------------------------------------------------


def test_the_listing_gives_all_printed_numbers_and_the_right_rule_two():
    assert printout.agreeing(printout.rerun(printout.without_transpose)).all()
    assert printout.agreeing(printout.rerun(printout.with_transpose)).sum() == 2


def test_only_one_suspect_gives_all_ten():
    shares = {
        name: printout.agreeing(printout.rerun(rule)).sum()
        for name, rule in printout.SUSPECTS.items()
    }
    assert [name for name, n in shares.items() if n == 10] == ["without_transpose"]


def test_the_explorer_says_what_its_picture_counts():
    shown = explorer.suspects()
    for name in printout.SUSPECTS:
        shown.controls["suspect"].value = name
        agree = printout.agreeing(printout.rerun(printout.SUSPECTS[name])).sum()
        assert f"{agree} of 10" in shown.words and shown.svg.count("✓") == agree


def test_the_built_lesson_tells_its_stories_to_their_end():
    path = ROOT / "notebooks" / "13_detective_stories.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    said = "".join(
        "".join(output.get("text", []))
        for cell in cells
        for output in cell.get("outputs", [])
    )
    for words in (
        "reproduced: 10 of 10",  # D4-21
        "reproduced: 2 of 10",
        "0.291027774",  # D3-39, right
        "0.291027924",  # D3-39, as published
        "0.015912196, 0.984065734",
        "second call / first call: [1.259331 1.259331]",  # D4-13
        "rises at every single step: True",  # D2-18
    ):
        assert words in said, words
