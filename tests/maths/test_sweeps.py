"""Sweeps on graphs as data, and the rules of arrays, measured."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from bpcourse import sweeps
from bpcourse.gradcheck import complex_gradient, relative_error
from bpcourse.losses import softmax
from bpcourse.sweeps import (
    forward_sweep,
    matmul_rule,
    product_rule,
    reverse_sweep,
    softmax_rule,
    topological_order,
    unbroadcast,
)

pytestmark = pytest.mark.filterwarnings("error")


@st.composite
def graphs(draw):
    """(parents, slopes) of up to twelve nodes, given in any order."""
    size = draw(st.integers(1, 12))
    parents, slopes = {}, {}
    for node in range(size):
        below = st.lists(st.integers(0, node - 1), max_size=3) if node else st.just([])
        parents[node] = draw(below)
        slopes[node] = [draw(st.integers(-3, 3)) * 0.5 for _ in parents[node]]
    order = draw(st.permutations(range(size)))
    return {n: parents[n] for n in order}, {n: slopes[n] for n in order}


def over_paths(parents, slopes, root, leaf):
    """The sum over all paths of the products of slopes: the definition."""
    if root == leaf:
        return 1.0
    pairs = zip(parents[root], slopes[root])
    return sum(slope * over_paths(parents, slopes, p, leaf) for p, slope in pairs)


@given(graphs())
def test_an_order_has_what_the_root_needs_once_parents_first(graph):
    parents, _ = graph
    root = max(parents)
    order = topological_order(parents, root)
    assert len(set(order)) == len(order) and order[-1] == root
    for place, name in enumerate(order):
        assert set(parents[name]) <= set(order[:place])
    needed = {root}
    for name in reversed(order):
        assert name in needed
        needed |= set(parents[name])


@given(graphs())
def test_both_sweeps_sum_over_all_paths(graph):
    parents, slopes = graph
    root = max(parents)
    for name, found in reverse_sweep(parents, slopes, root).items():
        assert found == over_paths(parents, slopes, root, name)
    for name, found in forward_sweep(parents, slopes, 0).items():
        assert found == over_paths(parents, slopes, name, 0)


def test_sixty_doublings_and_a_hundred_thousand_in_a_row():
    parents = {0: [], **{n: [n - 1, n - 1] for n in range(1, 61)}}
    slopes = {n: [1.0] * len(p) for n, p in parents.items()}
    assert reverse_sweep(parents, slopes, 60)[0] == 2.0**60
    assert forward_sweep(parents, slopes, 0)[60] == 2.0**60
    row = {n: [n - 1] if n else [] for n in reversed(range(100_000))}
    ones = {n: [1.0] * len(p) for n, p in row.items()}
    assert reverse_sweep(row, ones, 99_999)[0] == 1.0
    assert forward_sweep(row, ones, 0)[99_999] == 1.0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: topological_order({"a": ["b"], "b": ["a"]}, "a"),
            "'a' is computed from itself",
        ),
        (lambda: topological_order({"a": ["b"]}, "a"), "'b' is no key of parents"),
        (
            lambda: reverse_sweep(
                {"a": [], "b": ["a", "a"]}, {"a": [], "b": [1.0]}, "b"
            ),
            "'b' has 2 parents, but 1 slopes",
        ),
        (lambda: forward_sweep({"a": []}, {"a": []}, "x"), "'x' is no key of parents"),
    ],
)
def test_graphs_that_cannot_be_swept_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


# ---- rules --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "stretched"),
    [
        ((3,), (2, 3)),
        ((2, 1), (2, 3)),
        ((1, 3), (2, 3)),
        ((), (2, 3)),
        ((1,), (4,)),
        ((3, 1, 2), (5, 3, 4, 2)),
        ((1, 1), (1, 1)),
        ((2, 3), (2, 3)),
        ((0,), (2, 0)),
    ],
)
def test_what_was_broadcast_is_summed_back(shape, stretched):
    g = np.random.default_rng(0).standard_normal(stretched)
    a = np.random.default_rng(1).standard_normal(shape)
    found = unbroadcast(g, shape)
    measured = complex_gradient(lambda a: (g * np.broadcast_to(a, stretched)).sum(), a)
    assert_allclose(found, measured, rtol=1e-14)
    assert np.shape(found) == shape


@pytest.mark.parametrize(
    ("a", "b"), [((4, 3), (3,)), ((4, 1), (1, 3)), ((2, 3), ()), ((3,), (3,))]
)
def test_products_hand_back_the_measured_gradients(a, b):
    draw = np.random.default_rng(2).standard_normal
    a, b = np.array(draw(a)), np.array(draw(b))
    g = draw((a * b).shape)
    da, db = product_rule(g, a, b)
    assert_allclose(da, complex_gradient(lambda a: (g * (a * b)).sum(), a), rtol=1e-13)
    assert_allclose(db, complex_gradient(lambda b: (g * (a * b)).sum(), b), rtol=1e-13)


def test_matrix_products_hand_back_the_measured_gradients_without_a_mean():
    draw = np.random.default_rng(3).standard_normal
    A, B, g = draw((5, 3)), draw((3, 4)), draw((5, 4))
    dA, dB = matmul_rule(g, A, B)
    assert (
        relative_error(complex_gradient(lambda A: (g * (A @ B)).sum(), A), dA) < 1e-14
    )
    assert (
        relative_error(complex_gradient(lambda B: (g * (A @ B)).sum(), B), dB) < 1e-14
    )


@pytest.mark.parametrize("shape", [(4,), (3, 4), (2, 3, 4)])
def test_softmax_hands_back_the_measured_gradient(shape):
    draw = np.random.default_rng(4).standard_normal
    z, g = draw(shape), draw(shape)
    measured = complex_gradient(lambda z: (g * softmax(z)).sum(), z)
    assert relative_error(measured, softmax_rule(g, softmax(z))) < 1e-14


def test_rules_leave_their_arguments_and_take_lists():
    g, a = np.ones((2, 3)), np.arange(3.0)
    before = g.copy(), a.copy()
    for ours, lists in zip(
        product_rule(g, a, g), product_rule(g.tolist(), a.tolist(), g.tolist())
    ):
        assert_array_equal(ours, lists)
    assert_array_equal(g, before[0])
    assert_array_equal(a, before[1])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: unbroadcast(np.ones((2, 3)), (2,)),
            r"g has shape \(2, 3\); shape \(2,\) isn't broadcast to it",
        ),
        (lambda: unbroadcast(np.ones(3), (2, 3)), r"shape \(2, 3\) isn't broadcast"),
        (lambda: unbroadcast(1.0, (1,)), r"g has shape \(\); shape \(1,\) isn't"),
        (
            lambda: matmul_rule(np.ones((5, 4)), np.ones((3, 5)), np.ones((3, 4))),
            r"have shapes \(5, 4\), \(3, 5\), \(3, 4\); expected \(N, K\), \(N, M\)",
        ),
        (
            lambda: softmax_rule(np.ones(3), np.ones((1, 3))),
            r"g has shape \(3,\), but p has shape \(1, 3\)",
        ),
    ],
)
def test_shapes_that_do_not_fit_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_the_answers_of_the_transfer_tasks_stand_nowhere():
    names = " ".join(vars(sweeps))
    assert "log_sum" not in names and "norm" not in names
