"""`Network`: gradients measured for every activation and loss, training, types and wrong calls."""

from __future__ import annotations

import numpy as np
import pytest
from nets import SIZES, problem
from numpy.testing import assert_allclose, assert_array_equal

from bpcourse import datasets, network
from bpcourse.activations import ACTIVATIONS, LeakyReLU
from bpcourse.gradcheck import flatten, network_deltas, network_gradient, relative_error
from bpcourse.network import Network
from bpcourse.optimizers import Adam, Momentum, RMSProp, momentum_step

OUTPUTS = ["softmax", "sigmoid_cross_entropy", *ACTIVATIONS]


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
