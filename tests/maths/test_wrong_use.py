"""A wrong use of the package is told with its argument, and what to do."""

from __future__ import annotations

import numpy as np
import pytest
from small_tasks import every_task, moons, network, stack

from bpcourse import datasets
from bpcourse.layers import Dense, Dropout
from bpcourse.network import Network
from bpcourse.optimizers import Adam, Momentum, RMSProp
from bpcourse.sequential import Sequential


@every_task
def test_a_weight_that_does_not_fit_is_refused_with_both_shapes(task):
    net, X, _ = network(task)
    before = net.theta.copy()
    wanted = rf"layer 0 has shape \(3, 3\); expected \({X.shape[1]}, 12\)"
    with pytest.raises(ValueError, match=wanted):
        net.weights[0] = np.ones((3, 3))
    with pytest.raises(TypeError, match="one layer at a time"):
        net.weights[:] = [np.ones((3, 3))]
    assert np.array_equal(net.theta, before)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (
            {"X": np.ones(5)},
            r"X has shape \(5,\); expected \(N, 2\), one row per sample",
        ),
        ({"Y": np.ones(100)}, r"Y has shape \(100,\).* whole numbers from 0 to 1"),
        ({"Y": np.ones((100, 3))}, r"Y has shape \(100, 3\); expected \(100, 2\)"),
        ({"Y": np.full(100, 7)}, "whole numbers from 0 to 1"),
        ({"batch_size": 0}, "batch_size is 0; expected a whole number, 1 or more"),
    ],
)
@pytest.mark.parametrize("make", [network, stack])
def test_errors_name_argument_and_shape(make, wrong, words):
    net, X, Y = make(moons)
    if make is stack and "X" in wrong:
        words = r"X has shape \(5,\); expected samples along the first axis"
    with pytest.raises(ValueError, match=words):
        net.fit(**{"X": X, "Y": Y, "eta": 0.1} | wrong)


def one_layer_twice() -> list:
    dense = Dense(2, 2, 0)
    return [dense, dense]


@pytest.mark.parametrize(
    ("use", "words"),
    [
        (lambda X, y: Network(2), r"sizes are 2; expected \[n_in, ..., n_out\]"),
        (lambda X, y: Network([2, 2.5]), r"sizes\[1\] is 2.5; expected a whole number"),
        (lambda X, y: Network([2, 2], dtype=int), "dtype is int64; expected float64"),
        (lambda X, y: Network([2, 2], optimizer=Adam), r"such as Adam\(\)"),
        (lambda X, y: Network([2, 2], output="bce"), "sigmoid_cross_entropy, or an"),
        (
            lambda X, y: fitted(X, y + 1),
            "Y has .* from 0 to 1, and it holds from 1 to 2",
        ),
        (lambda X, y: fitted(X, y * 1.0), r"Y .* holds float64; np.unique\(Y"),
        (lambda X, y: fitted(X, [[1], [1, 0]] * 50), "Y is no array of numbers"),
        (lambda X, y: fitted(X, list("ab" * 50)), r"Y .* holds <U1; np.unique\(Y"),
        (lambda X, y: fitted([["a", "b"]] * 100, y), "X is no array of numbers"),
        (lambda X, y: fitted(np.where(X > 1, np.nan, X), y), "X has nan in row"),
        (lambda X, y: fitted(X, y, eta=None), "eta is None; expected a number, or a"),
        (lambda X, y: fitted(X, y, eta=-0.1), "eta is -0.1; expected 0 or more"),
        (lambda X, y: fitted(X, y, eta=lambda epoch: np.nan), "eta is nan; expected"),
        (lambda X, y: fitted(X, y, callback=3), "callback is 3; expected a function"),
        (lambda X, y: Adam(decay=-1), "decay is -1; expected 0 or more"),
        (lambda X, y: Adam(beta2=1), "beta2 is 1; expected 0 or more, and below 1"),
        (lambda X, y: Momentum(-0.5), "beta is -0.5; expected 0 or more"),
        (lambda X, y: RMSProp(rho=np.nan), "rho is nan; expected 0 or more"),
        (lambda X, y: fitted(X, y, epochs=2.5), "epochs is 2.5; expected a whole"),
        (lambda X, y: fitted(X, y, batch_size=None), "batch_size is None; expected a"),
        (lambda X, y: Sequential(["relu"]), r"layers\[0\] is 'relu'; expected a layer"),
        (
            lambda X, y: Sequential([Dense]),
            r"layers\[0\] is <class .*; expected a layer",
        ),
        (lambda X, y: Sequential([]), "no layer has parameters"),
        (lambda X, y: Sequential(one_layer_twice()), r"layers\[1\] stands earlier"),
        (lambda X, y: Dropout(1.5, 0), "keep is 1.5; expected more than 0, at most 1"),
        (
            lambda X, y: assigned(1, X),
            "there is no layer 1; expected 0 to 0",
        ),
        (
            lambda X, y: Network([2, 1], output="sigmoid_cross_entropy").fit(
                X, 3 * y, 1
            ),
            "Y goes from 0 to 3; expected 0 to 1",
        ),
    ],
)
def test_a_wrong_use_is_told_with_its_argument_and_what_to_do(use, words):
    with pytest.raises((ValueError, TypeError, IndexError), match=words):
        use(*datasets.moons(100, seed=1))


def assigned(layer, W) -> None:
    Network([2, 2]).weights[layer] = W


def fitted(X, y, eta=0.1, **more) -> Network:
    return Network([2, 2]).fit(X, y, eta, **more)


@pytest.mark.parametrize("make", [network, stack])
def test_all_parameters_can_be_assigned_at_once(make):
    net, X, _ = make(moons)
    kept, said = net.theta.copy(), net.forward(X)
    net.theta = np.zeros_like(kept)
    assert not net.forward(X).std()
    net.theta = kept
    assert np.array_equal(net.forward(X), said)
    with pytest.raises(ValueError, match=r"theta has shape \(1,\); expected"):
        net.theta = [1.0]


def test_all_weights_can_be_assigned_at_once():
    net, other = Network([2, 3, 2], seed=1), Network([2, 3, 2], seed=2)
    net.weights, net.biases = other.weights, [np.ones(3), np.ones(2)]
    assert np.array_equal(net.theta[:6], other.theta[:6]) and net.theta[6] == 1
    with pytest.raises(ValueError, match="got arrays for 1 layers; expected 2"):
        net.weights = other.weights[:1]


@pytest.mark.parametrize("wrong", ["swish", lambda z: z, (np.sin,), 3])
def test_what_is_no_activation_is_told_what_one_is(wrong):
    with pytest.raises(ValueError, match=r"two functions, \(f, slope of f\)"):
        Network([2, 3, 2], hidden=wrong)


def test_a_function_that_gives_another_shape_is_told():
    net = Network([2, 3, 2], hidden=(np.sum, np.cos))
    with pytest.raises(ValueError, match=r"f\(z\) has shape \(\), but z has"):
        net.forward(np.ones((4, 2)))
