"""Lesson 12: its graphs' numbers are measured, its breaks break, its program agrees."""

from __future__ import annotations

import functools

import numpy as np
import pytest
from places import ROOT

from bpcourse import graph, sweeps
from bpcourse.checking import judge_function
from bpcourse.checking.given import differs
from bpcourse.course import exercise
from bpcourse.course.lesson_12 import explorer, expression, figures, layout
from bpcourse.gradcheck import complex_gradient

PYTHON = {
    "exp": np.exp,
    "log": np.log,
    "sin": np.sin,
    "tanh": np.tanh,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
}
OWN = "x * sin(x) + exp(x * y) / (2 - tanh(y)) - log(x)**3"


@pytest.mark.parametrize("text", [*figures.EXPRESSIONS, OWN])
def test_every_leaf_hears_its_measured_slope(text):
    values = figures.VALUES
    read = expression.read(text, values)
    names = [n for n in read.parents if n in values]
    loss = lambda v: eval(text, {**PYTHON, **dict(zip(names, v))})
    measured = complex_gradient(loss, np.array([values[n] for n in names]))
    heard = sweeps.reverse_sweep(read.parents, read.slopes, read.root)
    np.testing.assert_allclose([heard[n] for n in names], measured, rtol=1e-12)
    order = sweeps.topological_order(read.parents, read.root)
    last = expression.sweep(read, expression.NONE, order)[-1].received
    assert last == pytest.approx(heard)


def test_what_is_broken_shows_and_what_is_whole_doesn_t():
    wrong = {
        (text, broken): "Wrong:" in figures.frames(text, figures.VALUES, broken)[-1].alt
        for text in figures.EXPRESSIONS
        for broken in expression.BREAKS
    }
    assert not any(wrong[text, expression.NONE] for text in figures.EXPRESSIONS)
    assert wrong[figures.EXPRESSIONS[0], expression.OVERWRITES]
    assert wrong[figures.EXPRESSIONS[2], expression.NO_ORDER]


def test_a_shared_node_s_sum_is_written_out():
    alts = [p.alt for p in figures.frames(figures.EXPRESSIONS[0], figures.VALUES)]
    assert any("2.72 + 2.72 = 5.44" in alt for alt in alts)


def test_an_expression_of_one_s_own_and_what_can_t_be_read():
    shown = explorer.graph("x * sin(x)", x=1.0)
    assert shown.words.startswith("x * sin(x)")
    for text in ("x +", "z * 2", "[x]", "x ** y", "x.real", "exp(x"):
        with pytest.raises(ValueError, match=r"expected|read|value|exponent"):
            explorer.graph(text)


def test_an_order_that_is_handed_in_is_the_one_that_is_shown():
    def other(parents, root):
        return sweeps.topological_order({n: p[::-1] for n, p in parents.items()}, root)

    ours = explorer.graph().frames[0].alt
    theirs = explorer.graph(topological_order=other).frames[0].alt
    assert ours != theirs


def clashes(parents, at):
    """(from, to, node): the arrows that run through a node or through its words."""
    return [
        (parent, child, node)
        for child, made in parents.items()
        for parent in made
        for node in parents
        if layout._clash(at, parent, child, node)
    ]


@pytest.mark.parametrize("text", [*figures.EXPRESSIONS, "x * sin(x) + exp(x * y)"])
def test_no_arrow_runs_through_a_node_and_no_words_lie_on_words(text):
    parents = expression.read(text, figures.VALUES).parents
    at = layout.places(parents)
    assert not [
        (start, end, node)
        for start, end, node in clashes(parents, at)
        if node not in (start, end)
    ]
    same = [(a, b) for a in at for b in at if a < b and at[a][0] == at[b][0]]
    assert all(abs(at[a][1] - at[b][1]) > 90 for a, b in same)


def test_an_arrow_through_a_node_is_seen():
    at = {"a": (50.0, 100.0), "b": (150.0, 100.0), "c": (250.0, 100.0)}
    assert ("a", "c", "b") in clashes({"a": [], "b": ["a"], "c": ["a", "b"]}, at)


def test_a_function_that_follows_every_path_is_stopped_and_told():
    sums = {f"y{k}": [f"y{k - 1}"] * 2 if k else [] for k in range(61)}
    table = figures.watched(sums)

    def visits(name):
        return 1 + sum(visits(parent) for parent in table[name])

    with pytest.raises(RuntimeError, match="follows every path"):
        visits("y60")
    ones = {name: [1.0] * len(made) for name, made in sums.items()}
    heard = sweeps.reverse_sweep(figures.watched(sums), ones, "y60")
    assert heard["y0"] == 2.0**60


def test_a_changed_graph_is_seen():
    assert differs({"a": ["b"]}, {"a": []})
    assert differs({"a": ["b"]}, {"a": ["c"]})
    assert not differs({"a": ["b", "c"]}, {"a": ["b", "c"]})


def changed(right, change) -> str:
    """The verdict on a right answer whose result is changed at its end."""
    verdict = judge_function(lambda *a: change(right(*a)), exercise(right.__name__))
    return str(verdict)


def test_an_order_of_another_form_is_told_what_it_is():
    told = functools.partial(changed, sweeps.topological_order)
    names = "a list of names is asked for"
    assert f"a dict, where {names}" in told(dict.fromkeys)
    assert f"a set, where {names}" in told(set)
    assert f"a list with a list in it, where {names}" in told(lambda o: [o[:-1], o[-1]])
    assert "no name of the graph" in told(lambda o: [*o, "ghost"])
    assert told(lambda o: np.array(o)).startswith("✓") and told(iter).startswith("✓")


def test_a_table_of_another_form_is_told_what_it_is():
    told = functools.partial(changed, sweeps.reverse_sweep)
    table = "a dict from names to numbers is asked for"
    assert f"a list, where {table}" in told(lambda t: list(t.values()))
    assert f"a list, where {table}" in told(lambda t: list(t.items()))
    lists = told(lambda t: {name: [value] for name, value in t.items()})
    assert f"a dict with a list in it, where {table}" in lists
    assert "a dict with None in it" in told(lambda t: dict.fromkeys(t))
    assert told(lambda t: {**t, "visited": None}).startswith("✓")


def test_rows_that_are_missing_or_extra_are_told_by_name():
    asked = exercise("reverse_sweep")
    short = lambda parents, slopes, root: {root: 1.0}
    assert "is missing" in str(judge_function(short, asked))
    busy = lambda parents, slopes, root: {
        **dict.fromkeys(parents, 5.0),
        **sweeps.reverse_sweep(parents, slopes, root),
    }
    assert "isn't needed" in str(judge_function(busy, asked))


def test_the_course_s_tape_runs_on_the_references():
    names = (
        "topological_order",
        "unbroadcast",
        "product_rule",
        "matmul_rule",
        "softmax_rule",
    )
    graph.use(**{name: exercise(name).reference for name in names})
    try:
        rng = np.random.default_rng(0)
        X, W, b = rng.normal(size=(4, 3)), rng.normal(size=(3, 2)), rng.normal(size=2)
        leaf = graph.tensor(W, requires_grad=True)
        (graph.softmax(graph.tensor(X) @ leaf + graph.tensor(b)) ** 2).sum().backward()
        p = lambda V: np.exp(X @ V + b) / np.exp(X @ V + b).sum(-1, keepdims=True)
        measured = complex_gradient(lambda V: (p(V) ** 2).sum(), W)
        np.testing.assert_allclose(leaf.grad.data, measured, rtol=1e-12, atol=1e-15)
    finally:
        graph.use()


def test_the_lesson_prints_the_numbers_of_the_program():
    text = (ROOT / "notebooks" / "12_the_graph.ipynb").read_text("utf-8")
    for words in (
        "tensor([[0.7514, 0.7729]]",
        "tensor(0.2984",
        "sixty sums, 61 nodes: 1152921504606846976 paths",
        "twelve gradients: 12",
        "off by less than 1e-15: True",
    ):
        assert words in text, words
