"""The delta recursion: measured layer by layer, for every activation and loss."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from bpcourse import datasets, network
from bpcourse.activations import ACTIVATIONS, LeakyReLU
from bpcourse.gradcheck import (
    complex_gradient,
    flatten,
    network_deltas,
    network_gradient,
    relative_error,
)
from bpcourse.network import Network
from bpcourse.optimizers import Adam, Momentum, RMSProp, momentum_step

SIZES = [4, 5, 3, 2]
OUTPUTS = ["softmax", "sigmoid_cross_entropy", *ACTIVATIONS]


def problem(seed=0, sizes=SIZES, n=6):
    rng = np.random.default_rng(seed)
    X, Y = rng.standard_normal((n, sizes[0])), rng.uniform(0.1, 1, (n, sizes[-1]))
    return X, Y / Y.sum(axis=1, keepdims=True)


def lists(seed=0, sizes=SIZES):
    rng = np.random.default_rng(seed)
    pairs = list(zip(sizes, sizes[1:]))
    return [rng.standard_normal(s) for s in pairs], [
        rng.standard_normal(o) for _, o in pairs
    ]


def mean_loss(X, weights, biases, T):
    output = network.forward(X, weights, biases)[-1]
    return 0.5 * np.square(output - T).sum() / len(X)


# ---- the lesson's functions ---------------------------------------------------------


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


# ---- Network ------------------------------------------------------------------------


@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize("output", OUTPUTS)
def test_every_network_has_the_measured_gradient(hidden, output):
    net = Network(SIZES, hidden, output, seed=3)
    net.theta[:] = np.random.default_rng(4).standard_normal(net.theta.size)
    X, Y = problem(5)
    measured = network_gradient(net, X, Y)
    for claimed, (dW, db) in zip(net.gradients(X, Y), measured):
        assert relative_error(dW, claimed[0]) < 1e-13
        assert relative_error(db, claimed[1]) < 1e-13
    for claimed, delta in zip(net.deltas(Y), network_deltas(net, X, Y)):
        assert relative_error(delta, claimed) < 1e-13


def test_the_network_is_the_lessons_functions_made_fast():
    net = Network(SIZES, "sigmoid", "sigmoid", seed=1)
    net.theta[:] = np.random.default_rng(0).standard_normal(net.theta.size)
    X, T = problem()
    weights, biases = network.train_step(X, T, net.weights, net.biases, 0.3)
    activations = network.forward(X, net.weights, net.biases)
    net.forward(X)
    for mine, other in zip(net.a, activations):
        assert_allclose(mine, other, rtol=1e-14)
    for mine, other in zip(
        net.deltas(T), network.all_deltas(activations, net.weights, T)
    ):
        assert_allclose(mine, other, rtol=1e-12)
    net.step(X, T, 0.3)
    for mine, other in zip([*net.weights, *net.biases], [*weights, *biases]):
        assert_allclose(mine, other, rtol=1e-12)


def test_one_vector_holds_all_parameters_and_one_all_gradients():
    net = Network(SIZES)
    net.theta[:] = np.arange(net.theta.size)
    assert_array_equal(flatten(list(zip(net.weights, net.biases))), net.theta)
    X, Y = problem()
    assert_array_equal(flatten(net.gradients(X, Y)), net.grad)
    assert [W.shape for W in net.weights] == [(4, 5), (5, 3), (3, 2)]


def test_a_batch_of_one_has_the_same_gradient_as_in_a_crowd():
    X, Y = problem()
    net = Network(SIZES)
    alone = [flatten(net.gradients(X[i : i + 1], Y[i : i + 1])) for i in range(6)]
    assert_allclose(np.mean(alone, axis=0), flatten(net.gradients(X, Y)), atol=1e-16)


def test_gradients_are_copies_that_a_later_pass_leaves_alone():
    X, Y = problem()
    net = Network(SIZES)
    kept = net.gradients(X, Y)
    before = flatten(kept)
    net.gradients(-X, Y)
    assert_array_equal(flatten(kept), before)


@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize("output", OUTPUTS)
def test_float32_is_kept_everywhere(hidden, output):
    net = Network(SIZES, hidden, output, dtype=np.float32)
    X, Y = problem()
    net.step(X, Y, np.float64(0.01))
    everything = [net.theta, net.grad, *net.z, *net.a, *net.deltas(Y)]
    assert {v.dtype for v in everything} == {np.dtype(np.float32)}
    double = Network(SIZES, hidden, output)
    double.theta[:] = net.theta
    error = relative_error(
        flatten(network_gradient(double, X, Y)), flatten(net.gradients(X, Y))
    )
    assert error < 1e-5


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "output", ["softmax", "sigmoid_cross_entropy", "sigmoid", "tanh"]
)
def test_saturated_outputs_give_neither_nan_nor_warning(output):
    net = Network([2, 3, 2], "identity", output)
    X, Y = (
        np.array([[1e150, -1e150], [0.0, 5e-324]]),
        np.array([[1.0, 0.0], [0.0, 1.0]]),
    )
    net.weights[1][:] *= 1e150
    net.step(X, Y, 1e-308)
    assert np.isfinite(net.grad).all()
    assert not np.isnan(net.value(X, Y))


def test_a_certain_and_right_network_has_no_loss():
    net = Network([1, 2], output="softmax")
    net.theta[:] = [1e308, -1e308, 0, 0]
    assert net.value([[1.0]], [[1.0, 0.0]]) == 0.0


def test_fit_learns_xor_and_keeps_a_history():
    X, t = datasets.truth_table("xor")
    net = Network([2, 8, 1], "tanh", "sigmoid_cross_entropy", seed=0)
    net.fit(
        X,
        t[:, None],
        0.5,
        400,
        4,
        callback=lambda n, epoch: (epoch, n.value(X, t[:, None])),
    )
    assert net.accuracy(X, t.astype(int)) == 1.0
    assert [epoch for epoch, _ in net.history] == list(range(400))
    assert net.history[-1][1] < 0.05 < net.history[0][1]


def test_fit_shuffles_anew_each_epoch_sees_every_sample_and_repeats_itself():
    seen: list[float] = []

    class Watched(Network):
        def step(self, X, Y, eta):
            seen.extend(X[:, 0])
            super().step(X, Y, eta)

    X, Y = np.arange(10.0)[:, None], np.eye(2)[np.arange(10) % 2]
    first = Watched([1, 2], seed=1).fit(X, Y, 0.01, 2, batch_size=4, seed=5)
    assert sorted(seen[:10]) == sorted(seen[10:]) == list(range(10))
    assert seen[:10] != seen[10:]
    again = Network([1, 2], seed=1).fit(X, Y, 0.01, 2, batch_size=4, seed=5)
    assert_array_equal(first.theta, again.theta)


def test_the_step_size_may_depend_on_the_epoch():
    X, Y = problem()
    still = Network(SIZES)
    before = still.theta.copy()
    still.fit(X, Y, lambda epoch: 0.0, epochs=3)
    assert_array_equal(still.theta, before)
    constant = Network(SIZES).fit(X, Y, 0.1, epochs=3)
    varied = Network(SIZES).fit(X, Y, lambda epoch: 0.1, epochs=3)
    assert_array_equal(constant.theta, varied.theta)


def test_an_optimiser_gets_the_whole_gradient_and_keeps_its_state_between_fits():
    X, Y = problem()
    net, plain = Network(SIZES, optimizer=Momentum(0.8)), Network(SIZES)
    v = np.zeros_like(plain.theta)
    for _ in range(3):
        plain.forward(X)
        plain.theta, v = momentum_step(plain.theta, v, plain.backward(Y), 0.1, 0.8)
        plain._tie()
    net.fit(X, Y, 0.1, epochs=2, batch_size=6)
    net.fit(X, Y, 0.1, epochs=1, batch_size=6)
    assert_allclose(net.theta, plain.theta, rtol=1e-12)


def test_momentum_without_memory_is_the_plain_network():
    X, Y = problem()
    remembers = Network(SIZES, optimizer=Momentum(0.0)).fit(X, Y, 0.1, epochs=5)
    plain = Network(SIZES).fit(X, Y, 0.1, epochs=5)
    assert_allclose(remembers.theta, plain.theta, rtol=1e-12)


@pytest.mark.parametrize("made", [Momentum, RMSProp, Adam, lambda: Adam(decay=0.1)])
def test_float32_networks_stay_so_with_every_optimiser(made):
    X, Y = problem()
    net = Network(SIZES, dtype=np.float32, optimizer=made()).fit(X, Y, 0.01, 2)
    assert {a.dtype for a in (net.theta, *net.optimizer.state)} == {np.dtype("f4")}
    assert net.weights[0].base is net.theta or net.weights[0].base.base is net.theta


def test_the_first_weights_have_the_promised_spread_and_biases_none():
    for hidden, gain in (("tanh", 1), ("relu", 2), (LeakyReLU(0.2), 2)):
        net = Network([400, 300, 2], hidden)
        assert net.weights[0].std() == pytest.approx(np.sqrt(gain / 400), rel=0.02)
        assert not net.biases[0].any()


def test_digits_are_learnt():
    X, labels, X_held, labels_held = datasets.split_digits()
    net = Network([64, 64, 10], "relu")
    net.fit(X, datasets.one_hot(labels), lambda e: 0.5 / (1 + 0.5 * e), 10, 8)
    assert net.accuracy(X_held, labels_held) >= 0.97


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda net: net.forward(np.ones((2, 3))),
            r"forward: X has shape \(2, 3\); expected \(N, 4\)",
        ),
        (lambda net: net.predict(np.ones(4)), r"forward: X has shape \(4,\)"),
        (lambda net: net.forward(np.ones((0, 4))), r"forward: X has shape \(0, 4\)"),
        (
            lambda net: net.backward(np.ones((2, 2))),
            r"backward: no batch yet; call forward\(X\) first",
        ),
        (
            lambda net: net.step(np.ones((2, 4)), np.ones((3, 2)), 0.1),
            r"backward: Y has shape \(3, 2\); expected \(2, 2\)",
        ),
        (
            lambda net: net.fit(np.ones((2, 4)), [0.5, 1.5], 0.1),
            r"fit: Y has shape \(2,\); expected \(2, 2\)",
        ),
        (
            lambda net: net.fit(np.ones((2, 4)), np.ones((2, 2)), 0.1, batch_size=0),
            "fit: batch_size is 0",
        ),
        (
            lambda net: net.accuracy(np.ones((2, 4)), np.ones((2, 2))),
            r"accuracy: labels have shape \(2, 2\)",
        ),
        (lambda net: Network([4]), r"sizes are \[4\]"),
        (lambda net: Network([4, 2], "reLU"), "'reLU' is none of"),
    ],
)
def test_mistaken_calls_of_the_network_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call(Network(SIZES))
