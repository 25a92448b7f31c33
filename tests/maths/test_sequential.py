"""Layers in a row: one gradient, PyTorch's steps, and what is learnt."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from torch_oracle import stored

from bpcourse import datasets
from bpcourse.convolution import conv_output, conv_weight_gradient
from bpcourse.gradcheck import complex_gradient, relative_error
from bpcourse.layers import (
    ActivationLayer,
    BatchNorm,
    Convolution,
    Dense,
    Dropout,
    Flatten,
    GlobalMax,
    Layer,
    MaxPool,
    MeanPool,
)
from bpcourse.network import Network
from bpcourse.optimizers import Adam, Momentum
from bpcourse.sequential import Sequential

pytestmark = pytest.mark.filterwarnings("error")


def rng(seed=0):
    return np.random.default_rng(seed)


def everything():
    """Every kind of layer, for images (N, 7, 11, 2) and three classes."""
    r = rng(1)
    return [
        Convolution(3, 2, 3, r), BatchNorm(3), ActivationLayer("tanh"),
        Convolution(2, 3, 4, r, stride=2), MeanPool(2), MaxPool(1), Flatten(),
        Dense(8, 6, r), BatchNorm(6), Dropout(1.0, r), Dense(6, 3, r),
    ]  # fmt: skip


def batch(N=5, seed=2):
    X = rng(seed).standard_normal((N, 7, 11, 2))
    return X, np.eye(3)[rng(seed).integers(0, 3, N)]


@pytest.mark.parametrize("output", ["softmax", "sigmoid_cross_entropy", "tanh"])
@pytest.mark.parametrize("training", [True, False])
def test_the_gradient_of_all_layers_is_the_measured_one(training, output):
    net, (X, Y) = Sequential(everything(), output), batch()
    theta = net.theta + 0.1 * rng(3).standard_normal(net.theta.size)
    net.theta[:] = theta

    def loss(theta):
        moved = Sequential(everything(), output, dtype=complex)
        moved.theta[:] = theta
        moved._train(training)
        moved.forward(X)
        return moved.loss.per_sample(moved.z, Y).mean()

    net._train(training)
    net.forward(X)
    assert relative_error(complex_gradient(loss, theta), net.backward(Y)) < 1e-13


def test_three_steps_with_momentum_end_where_pytorch_s_do():
    t = stored("net")
    r = rng()
    net = Sequential(
        [
            Convolution(3, 2, 3, r), BatchNorm(3), ActivationLayer("relu"),
            Convolution(2, 3, 4, r, stride=2), ActivationLayer("tanh"), MaxPool(2),
            Flatten(), Dense(8, 3, r),
        ],
        optimizer=Momentum(0.9),
    )  # fmt: skip

    def ours(i, p):
        """PyTorch's (out, in, k, k) and (out, in); it flattens (C, H, W)."""
        if p.ndim == 4:
            return p.transpose(2, 3, 1, 0)
        if p.ndim == 2:
            return p.reshape(3, 4, 1, 2).transpose(2, 3, 1, 0).reshape(8, 3)
        return p

    places = [(layer, name) for layer in net.layers for name in layer.names]
    for i, (layer, name) in enumerate(places):
        getattr(layer, name)[...] = ours(i, t[f"before{i}"])
    net.fit(t["X"], np.eye(3)[t["labels"]], 0.1, epochs=3, batch_size=5)
    for i, (layer, name) in enumerate(places):
        expected = ours(i, t[f"after{i}"])
        assert_allclose(getattr(layer, name), expected, rtol=0, atol=1e-12)
    assert_allclose(net.layers[1].mean, t["mean"], rtol=0, atol=1e-12)


def test_dense_layers_in_a_row_are_the_network():
    net = Network([4, 5, 3], "relu", seed=1)
    layers = [Dense(4, 5, rng()), ActivationLayer("relu"), Dense(5, 3, rng())]
    row = Sequential(layers)
    row.theta[:] = net.theta
    X, Y = rng(3).standard_normal((20, 4)), np.eye(3)[rng(4).integers(0, 3, 20)]
    for model in (net, row):
        model.fit(X, Y, 0.3, epochs=3, batch_size=6)
    assert_allclose(row.theta, net.theta, rtol=1e-10)
    assert row.value(X, Y) == pytest.approx(net.value(X, Y))
    assert_array_equal(row.predict(X), net.predict(X))


def test_the_parameters_of_the_layers_are_views():
    net = Sequential(everything())
    net.theta[:] = np.arange(net.theta.size)
    parts = [np.ravel(getattr(p, n)) for p in net.layers for n in p.names]
    assert_array_equal(np.concatenate(parts), net.theta)
    X, Y = batch()
    net.forward(X)
    net.backward(Y)
    parts = [np.ravel(getattr(p, f"d{n}")) for p in net.layers for n in p.names]
    assert_array_equal(np.concatenate(parts), net.grad)


def test_a_parameter_that_is_set_anew_goes_into_theta():
    net, (X, Y) = Sequential(everything()), batch()
    before = net.theta.copy()
    net.layers[0].W = 4 * net.layers[0].W
    net.forward(X)
    assert_array_equal(net.theta[: net.layers[0].W.size], 4 * before[:54])
    net.step(X, Y, 0.1)
    assert_array_equal(net.layers[0].W.ravel(), net.theta[:54])
    assert (net.theta[:54] != 4 * before[:54]).any()


@pytest.mark.parametrize(
    ("dW", "message"),
    [
        (None, r"Own: dW has shape \(\); expected \(2, 3\), as W"),
        (np.ones((3, 2)), r"Own: dW has shape \(3, 2\); expected \(2, 3\), as W"),
    ],
)
def test_a_gradient_that_doesn_t_fit_its_parameter_is_named(dW, message):
    class Own(Layer):
        names = ("W",)

        def __init__(self):
            self.W = np.ones((2, 3))

        def forward(self, X):
            return X @ self.W

        def backward(self, dY):
            self.dW = dW

    net = Sequential([Own()])
    with pytest.raises(ValueError, match=message):
        net.step(np.ones((4, 2)), np.ones((4, 3)) / 3, 0.1)


def test_a_step_trains_and_a_look_doesn_t():
    net, (X, Y) = Sequential(everything()), batch()
    net.forward(X)
    assert_array_equal(net.layers[1].mean, np.zeros(3))
    net.step(X, Y, 0.1)
    assert net.layers[1].mean.any()
    assert not any(layer.training for layer in net.layers)
    with pytest.raises(ValueError, match="Y has shape"):
        net.step(X, Y[:2], 0.1)
    assert not any(layer.training for layer in net.layers)


def test_scale_multiplies_the_whole_gradient():
    net, (X, Y) = Sequential(everything()), batch()
    net.forward(X)
    once = net.backward(Y).copy()
    assert_allclose(net.backward(Y, scale=0.5), 0.5 * once, rtol=1e-12)


def test_single_precision_stays_so():
    net, (X, Y) = Sequential(everything(), dtype=np.float32, optimizer=Adam()), batch()
    net.fit(X, Y, 0.01, epochs=2, batch_size=3)
    assert {a.dtype for a in (net.theta, net.grad, net.forward(X))} == {np.dtype("f4")}


def test_layers_of_your_own_are_trained_too():
    class Own(Layer):
        """The lesson's functions alone, as a learner has them."""

        names = ("W", "b")

        def __init__(self):
            self.W, self.b = 0.3 * rng(5).standard_normal((3, 3, 2, 4)), np.zeros(4)

        def forward(self, X):
            self.X = X
            return conv_output(X, self.W, self.b)

        def backward(self, delta):
            self.dW = conv_weight_gradient(self.X, delta, 3)
            self.db = (delta.sum(axis=(0, 1, 2)) / len(delta)).tolist()

    X, Y = batch(12)
    nets = []
    for first in (Own(), Convolution(3, 2, 4, rng())):
        first.W = Own().W
        nets.append(Sequential([first, GlobalMax(), Dense(4, 3, rng(6))]))
        nets[-1].fit(X, Y, 0.2, epochs=3, batch_size=5)
    assert_allclose(nets[0].theta, nets[1].theta, rtol=1e-10)


def test_kernels_read_digits_wherever_they_lie_and_dense_units_do_not():
    """A small share of lesson 10's experiment."""
    X, labels, X_out, labels_out = datasets.split_digits()
    X, labels = X[:200], labels[:200]
    fields = datasets.place_digits(X, 12, rng(0))
    held_out = datasets.place_digits(X_out, 12, rng(1))

    def reads(*layers):
        net = Sequential(layers, optimizer=Adam())
        net.fit(fields, datasets.one_hot(labels), 0.01, epochs=15)
        return net.accuracy(held_out, labels_out)

    r = rng(2)
    relu = ActivationLayer("relu")
    shared = reads(Convolution(7, 1, 16, r), relu, GlobalMax(), Dense(16, 10, r))
    alone = reads(
        Flatten(), Dense(144, 16, r), ActivationLayer("relu"), Dense(16, 10, r)
    )
    assert shared > 0.6 and shared > alone + 0.2


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda net, X, Y: net.backward(Y),
            r"Sequential.backward: no batch yet; call forward\(X\) first",
        ),
        (
            lambda net, X, Y: net.step(X, Y[:, :2], 0.1),
            r"Sequential.backward: Y has shape \(5, 2\); expected \(5, 3\)",
        ),
        (
            lambda net, X, Y: net.fit(X, Y[:3], 0.1),
            r"Sequential.fit: Y has shape \(3, 3\); expected \(5, 3\)",
        ),
        (
            lambda net, X, Y: net.fit(X, Y.argmax(1) + 0.5, 0.1),
            r"Sequential.fit: Y has shape \(5,\); expected \(5, 3\)",
        ),
        (
            lambda net, X, Y: net.forward(X[0, 0, 0]),
            r"Sequential.forward: X has shape \(2,\); expected samples along",
        ),
        (
            lambda net, X, Y: net.fit(X, Y, 0.1, batch_size=0),
            "Sequential.fit: batch_size is 0",
        ),
        (
            lambda net, X, Y: net.accuracy(X, Y),
            r"Sequential.accuracy: labels have shape \(5, 3\); expected \(5,\)",
        ),
    ],
)
def test_mistaken_calls_are_named(call, message):
    X, Y = batch()
    with pytest.raises(ValueError, match=message):
        call(Sequential(everything()), X, Y)
