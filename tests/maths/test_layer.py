"""A full layer: three gradients by measurement, non-square, more than one sample."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from bpcourse import arrays as numbers
from bpcourse import layer
from bpcourse.gradcheck import complex_gradient, relative_error

pytestmark = pytest.mark.filterwarnings("error")

finite = st.floats(allow_nan=False, allow_infinity=False)
RNG = np.random.default_rng(0)
X, W, B = (
    RNG.standard_normal((5, 4)),
    RNG.standard_normal((4, 3)),
    RNG.standard_normal(3),
)
T = RNG.uniform(0, 1, (5, 3))


def mean_loss(X, W, b, T):
    return 0.5 * np.square(layer.layer_output(X, W, b) - T).sum() / len(X)


def test_the_output_is_one_neuron_after_the_other():
    expected = [
        [
            1 / (1 + np.exp(-(sum(x[j] * W[j, k] for j in range(4)) + B[k])))
            for k in range(3)
        ]
        for x in X
    ]
    assert_allclose(layer.layer_output(X, W, B), expected, rtol=1e-14)


def test_the_three_gradients_are_the_measured_ones():
    dW, db, dX = layer.layer_gradients(X, W, B, T)
    measured = complex_gradient(lambda W: mean_loss(X, W, B, T), W)
    assert relative_error(measured, dW) < 1e-14
    measured = complex_gradient(lambda b: mean_loss(X, W, b, T), B)
    assert relative_error(measured, db) < 1e-14
    per_sample = 5 * complex_gradient(lambda X: mean_loss(X, W, B, T), X)
    assert relative_error(per_sample, dX) < 1e-14


def test_numerical_gradient_measures_and_leaves_w_alone():
    before = W.copy()
    measured = layer.numerical_gradient(lambda W: mean_loss(X, W, B, T), W)
    assert relative_error(layer.layer_gradients(X, W, B, T)[0], measured) < 1e-9
    assert_array_equal(W, before)


def test_a_doubled_batch_has_the_same_mean_gradients():
    twice = layer.layer_gradients(np.vstack([X, X]), W, B, np.vstack([T, T]))
    once = layer.layer_gradients(X, W, B, T)
    assert_allclose(twice[0], once[0], rtol=1e-13)
    assert_allclose(twice[1], once[1], rtol=1e-13)
    assert_allclose(twice[2][:5], once[2], rtol=1e-13)


@given(
    X=arrays(float, (2, 3), elements=finite),
    W=arrays(float, (3, 2), elements=finite),
    b=arrays(float, 2, elements=finite),
    T=arrays(float, (2, 2), elements=finite),
)
@example(
    X=np.full((2, 3), 1e308),
    W=np.array([[10.0, -10], [-10, 10], [1e308, -1e308]]),
    b=np.full(2, -1e308),
    T=np.array([[1e308, -1e308], [1e308, -1e308]]),
)
def test_no_finite_input_gives_a_nan_or_a_warning(X, W, b, T):
    output = layer.layer_output(X, W, b)
    assert ((output >= 0) & (output <= 1)).all()
    for gradient in layer.layer_gradients(X, W, b, T):
        assert not np.isnan(gradient).any()


def test_products_beyond_the_floats_are_computed_as_if_there_were_room():
    A = np.array([[1e308, 1e308, 1.0]])
    assert numbers.product(A, np.array([[10.0], [-10.0], [0.0]]))[0, 0] == 0
    assert (
        numbers.product(A, np.array([[10.0], [10.0], [0.0]]))[0, 0]
        == np.finfo(float).max
    )
    assert_allclose(numbers.product(A, np.array([[10.0], [-9.5], [0.0]])), 5e307)
    large, row = np.full((1, 3), 1.7e308), np.array([[0.9], [0.9], [-0.8]])
    assert_allclose(numbers.product(large, row), 1.7e308)
    assert np.isinf(numbers.product(A, np.array([[np.inf], [0.0], [0.0]]))).all()


def test_a_mean_of_large_numbers_does_not_overflow():
    assert_allclose(layer.bias_gradient(np.full((10, 1), 1.7e308)), [1.7e308])


def test_lists_are_taken_and_float32_stays():
    assert_allclose(
        layer.layer_output(X.tolist(), W.tolist(), B.tolist()),
        layer.layer_output(X, W, B),
    )
    single = [v.astype(np.float32) for v in (X, W, B, T)]
    assert {g.dtype for g in layer.layer_gradients(*single)} == {np.dtype(np.float32)}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: layer.layer_output(np.ones((5, 3)), np.ones((4, 2)), np.ones(2)),
            "layer_output: X has 3 columns, but W has 4 rows; X @ W needs them equal",
        ),
        (
            lambda: layer.layer_output(np.ones(4), W, B),
            r"layer_output: X has shape \(4,\); expected two axes",
        ),
        (
            lambda: layer.layer_output(X, W, np.ones(4)),
            r"layer_output: b has shape \(4,\), but W has 3 columns; expected \(3,\)",
        ),
        (
            lambda: layer.layer_delta(np.ones((5, 3)), np.ones((5, 1))),
            r"layer_delta: O has shape \(5, 3\), but T has shape \(5, 1\)",
        ),
        (
            lambda: layer.weight_gradient(np.ones((5, 3)), np.ones((4, 2))),
            "weight_gradient: X has 5 rows, but delta has 4",
        ),
        (
            lambda: layer.input_gradient(np.ones((5, 4)), W),
            "input_gradient: delta has 4 columns, but W has 3",
        ),
        (
            lambda: layer.bias_gradient(np.ones(3)),
            r"bias_gradient: delta has shape \(3,\)",
        ),
        (
            lambda: layer.bias_gradient(np.ones((0, 3))),
            r"bias_gradient: delta has shape \(0, 3\); .* not empty",
        ),
        (
            lambda: layer.numerical_gradient(lambda W: W, W),
            r"f returns an array of shape \(4, 3\); expected one number",
        ),
    ],
)
def test_shapes_that_do_not_fit_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
