"""The delta recursion: measured layer by layer; shapes that don't fit are named."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from nets import lists, problem
from numpy.testing import assert_allclose, assert_array_equal

from bpcourse import network
from bpcourse.gradcheck import complex_gradient, flatten, relative_error


def mean_loss(X, weights, biases, T):
    output = network.forward(X, weights, biases)[-1]
    return 0.5 * np.square(output - T).sum() / len(X)


def test_backward_gives_the_measured_gradients_of_the_mean_loss():
    (X, T), (weights, biases) = problem(), lists()
    for layer, (dW, db) in enumerate(network.backward(X, weights, biases, T)):

        def with_weight(W, layer=layer):
            return mean_loss(X, [*weights[:layer], W, *weights[layer + 1 :]], biases, T)

        def with_bias(b, layer=layer):
            return mean_loss(X, weights, [*biases[:layer], b, *biases[layer + 1 :]], T)

        assert relative_error(complex_gradient(with_weight, weights[layer]), dW) < 1e-14
        assert relative_error(complex_gradient(with_bias, biases[layer]), db) < 1e-14


def test_deltas_are_per_sample_first_layer_first():
    (X, T), (weights, biases) = problem(), lists()
    activations = network.forward(X, weights, biases)
    deltas = network.all_deltas(activations, weights, T)
    assert [d.shape for d in deltas] == [(6, 5), (6, 3), (6, 2)]
    one = network.all_deltas([A[:1] for A in activations], weights, T[:1])
    for every, alone in zip(deltas, one):
        assert_allclose(every[:1], alone, rtol=1e-12)


def test_the_hidden_delta_needs_the_transpose_of_a_square_weight():
    rng = np.random.default_rng(1)
    W, delta, A = (
        rng.standard_normal((3, 3)),
        rng.standard_normal((2, 3)),
        np.full((2, 3), 0.5),
    )
    expected = [
        [0.25 * sum(delta[n, k] * W[j, k] for k in range(3)) for j in range(3)]
        for n in range(2)
    ]
    assert_allclose(network.hidden_delta(delta, W, A), expected, rtol=1e-14)


def test_columns_and_rows_give_the_same_hidden_delta():
    rng = np.random.default_rng(2)
    W, delta, z = (
        rng.standard_normal((2, 4)),
        rng.standard_normal((2, 1)),
        rng.standard_normal((4, 1)),
    )
    before = z.copy()
    A = 1 / (1 + np.exp(-z.T))
    column = network.column_hidden_delta(W, delta, z)
    assert_allclose(column, network.hidden_delta(delta.T, W.T, A).T, rtol=1e-14)
    assert_array_equal(z, before)


def test_a_step_goes_downhill_and_leaves_the_old_parameters():
    (X, T), (weights, biases) = problem(), lists()
    copies = [W.copy() for W in weights]
    new_weights, new_biases = network.train_step(X, T, weights, biases, 0.1)
    assert mean_loss(X, new_weights, new_biases, T) < mean_loss(X, weights, biases, T)
    for W, copy in zip(weights, copies):
        assert_array_equal(W, copy)
    for (dW, _), old, new in zip(
        network.backward(X, weights, biases, T), weights, new_weights
    ):
        assert_allclose(new, old - 0.1 * dW, rtol=1e-14)


@pytest.mark.filterwarnings("error")
@given(
    X=arrays(float, (2, 3), elements=st.floats(allow_nan=False, allow_infinity=False)),
    W=arrays(float, (3, 3), elements=st.floats(allow_nan=False, allow_infinity=False)),
)
def test_no_finite_input_gives_a_nan_or_a_warning(X, W):
    weights, biases = [W, W.T, W[:, :2]], [W[0], W[1], W[2, :2]]
    for dW, db in network.backward(X, weights, biases, X[:, :2]):
        assert not np.isnan(dW).any()
        assert not np.isnan(db).any()


def test_lists_are_taken_and_float32_stays():
    (X, T), (weights, biases) = problem(), lists()
    as_lists = network.backward(
        X.tolist(),
        [W.tolist() for W in weights],
        [b.tolist() for b in biases],
        T.tolist(),
    )
    assert_allclose(flatten(as_lists), flatten(network.backward(X, weights, biases, T)))
    f4 = np.float32
    w4, b4 = [W.astype(f4) for W in weights], [b.astype(f4) for b in biases]
    new, _ = network.train_step(X.astype(f4), T.astype(f4), w4, b4, np.float64(0.1))
    assert {W.dtype for W in new} == {np.dtype(f4)}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: network.forward(
                np.ones((2, 3)),
                [np.ones((3, 4)), np.ones((5, 2))],
                [np.ones(4), np.ones(2)],
            ),
            "forward, layer 1: X has 4 columns, but W has 5 rows",
        ),
        (
            lambda: network.forward(np.ones((2, 3)), [np.ones((3, 4))], []),
            "forward: weights for 1 layers, but biases for 0",
        ),
        (
            lambda: network.hidden_delta(
                np.ones((2, 3)), np.ones((3, 4)), np.ones((2, 3))
            ),
            "hidden_delta: delta_next has 3 columns, but W_next has 4",
        ),
        (
            lambda: network.hidden_delta(
                np.ones((2, 3)), np.ones((4, 3)), np.ones((2, 5))
            ),
            r"hidden_delta: .* has shape \(2, 4\), but A has shape \(2, 5\)",
        ),
        (
            lambda: network.all_deltas(
                [np.ones((2, 3))], [np.ones((3, 4))], np.ones((2, 4))
            ),
            "all_deltas: activations for 0 layers, but weights for 1",
        ),
        (
            lambda: network.column_hidden_delta(
                np.ones((2, 3)), np.ones((3, 1)), np.ones((3, 1))
            ),
            "column_hidden_delta: W_next has 2 rows, but delta_next has 3",
        ),
    ],
)
def test_shapes_that_do_not_fit_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
