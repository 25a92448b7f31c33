"""One neuron: every derivative measured, every step downhill."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from bpcourse import datasets, neuron
from bpcourse.gradcheck import complex_gradient, relative_error
from bpcourse.losses import half_squared_error

pytestmark = pytest.mark.filterwarnings("error")

finite = st.floats(allow_nan=False, allow_infinity=False)
vectors = arrays(float, 3, elements=finite)
X = np.array([0.5, -1.0, 2.0])
W = np.array([0.1, 0.2, -0.3])


def loss(x, w, b, t):
    return half_squared_error(neuron.neuron_output(x, w, b), t)


def test_the_gradient_is_the_measured_one():
    dw, db = neuron.neuron_gradients(X, W, 0.05, 1.0)
    assert (
        relative_error(complex_gradient(lambda w: loss(X, w, 0.05, 1.0), W), dw) < 1e-15
    )
    measured = complex_gradient(lambda b: loss(X, W, b.item(), 1.0), 0.05)
    assert db == pytest.approx(float(measured), rel=1e-14)
    assert isinstance(db, float)


@given(x=vectors, w=vectors, b=finite, t=finite)
@example(x=np.full(3, 1e308), w=np.array([10.0, -10.0, 0.0]), b=0.0, t=0.5)
@example(x=np.full(3, 1e308), w=np.full(3, 1e308), b=1e308, t=-1e308)
def test_no_finite_input_gives_a_nan_or_a_warning(x, w, b, t):
    assert 0 <= neuron.neuron_output(x, w, b) <= 1
    dw, db = neuron.neuron_gradients(x, w, b, t)
    assert not np.isnan(dw).any()
    assert not math.isnan(db)
    assert not any(math.isnan(v) for v in neuron.chain_rule_factors(x[0], w[0], b))
    neuron.fold_bias(x, w, b)


def test_an_overflow_that_cancels_is_computed_right():
    assert neuron.neuron_output([1e308, 1e308], [10, -10], 1.0) == pytest.approx(
        1 / (1 + math.exp(-1))
    )


@pytest.mark.parametrize(
    ("x", "w", "b"), [(1.0, 0.0, 0.0), (-2.0, 0.7, 0.3), (0.4, 3, 1)]
)
def test_the_product_of_the_factors_is_the_slope(x, w, b):
    factors = neuron.chain_rule_factors(x, w, b)
    slope = complex_gradient(lambda w: neuron.neuron_output([x], w, b), [w])[0]
    assert math.prod(factors) == pytest.approx(slope, rel=1e-13)
    assert factors[3] == -1
    assert factors[5] == x


def test_a_folded_bias_changes_nothing():
    x1, w1 = neuron.fold_bias(X, W, 0.05)
    assert neuron.neuron_output(x1, w1, 0.0) == neuron.neuron_output(X, W, 0.05)
    assert_array_equal(x1[1:], X)
    assert neuron.fold_bias(X, W, 0.05 + 1j)[1][0] == 0.05 + 1j


def test_a_step_goes_downhill_and_leaves_its_arguments():
    before = W.copy()
    w, b = neuron.neuron_step(X, W, 0.05, 1.0, 0.5)
    assert loss(X, w, b, 1.0) < loss(X, W, 0.05, 1.0)
    dw, db = neuron.neuron_gradients(X, W, 0.05, 1.0)
    assert_allclose(w, W - 0.5 * dw, rtol=1e-15)
    assert b == pytest.approx(0.05 - 0.5 * db, rel=1e-15)
    assert_array_equal(W, before)


def test_training_follows_the_mean_gradient_from_zeros():
    X, t = datasets.truth_table("or")
    w, b = neuron.train_neuron(X, t, 0.7, 1)
    per_sample = [neuron.neuron_gradients(x, np.zeros(2), 0.0, v) for x, v in zip(X, t)]
    assert_allclose(w, -0.7 * np.mean([dw for dw, _ in per_sample], axis=0), rtol=1e-14)
    assert b == pytest.approx(-0.7 * np.mean([db for _, db in per_sample]), rel=1e-14)


@pytest.mark.parametrize(("name", "errors"), [("and", 0), ("or", 0), ("xor", 2)])
def test_one_neuron_learns_and_and_or_but_not_xor(name, errors):
    X, t = datasets.truth_table(name)
    w, b = neuron.train_neuron(X, t, 5.0, 2000)
    outputs = np.array([neuron.neuron_output(x, w, b) for x in X])
    assert (np.abs(outputs - t) >= 0.5 - 1e-9).sum() >= errors
    assert (np.abs(outputs - t).max() < 0.3) == (errors == 0)


def test_float32_stays_float32():
    x, w = X.astype(np.float32), W.astype(np.float32)
    assert neuron.neuron_gradients(x, w, 0.1, 1.0)[0].dtype == np.float32
    assert neuron.neuron_step(x, w, 0.1, 1.0, np.float64(0.5))[0].dtype == np.float32
    assert {a.dtype for a in neuron.fold_bias(x, w, 0.1)} == {np.dtype(np.float32)}
    assert (
        neuron.train_neuron(x[None], np.ones(1, np.float32), 0.5, 2)[0].dtype
        == np.float32
    )


def test_shapes_that_do_not_fit_are_named():
    with pytest.raises(
        ValueError, match=r"neuron_output: x has shape \(2,\) and w .*\(3,\)"
    ):
        neuron.neuron_output([1, 2], [1, 2, 3], 0)
    with pytest.raises(ValueError, match=r"train_neuron: X has shape \(3,\)"):
        neuron.train_neuron([1, 2, 3], [1], 0.1, 1)
    with pytest.raises(ValueError, match="train_neuron"):
        neuron.train_neuron(np.ones((0, 3)), [], 0.1, 1)
