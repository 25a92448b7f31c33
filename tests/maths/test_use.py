"""The page "Use the package": its code runs, and each thing it says holds."""

from __future__ import annotations

import copy
import re

import numpy as np
import pytest
from places import ROOT

from bpcourse import datasets
from bpcourse.activations import sigmoid
from bpcourse.layers import ActivationLayer, Dense, Dropout
from bpcourse.network import Network
from bpcourse.optimizers import Adam, Momentum, RMSProp
from bpcourse.sequential import Sequential
from bpcourse.training import StopTraining, Trainable

PAGE = (ROOT / "docs" / "use.md").read_text("utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", PAGE, re.M | re.S)


def moons() -> tuple:
    return *datasets.moons(100, seed=1), "softmax", 2


def regression() -> tuple:
    x = np.linspace(-2, 2, 60)
    return x[:, np.newaxis], x * x, "identity", 1


def xor() -> tuple:
    return *datasets.truth_table("xor"), "sigmoid_cross_entropy", 1


every_task = pytest.mark.parametrize("task", [moons, regression, xor])


def network(task, **settings) -> tuple:
    X, Y, output, n_out = task()
    return Network([X.shape[1], 12, n_out], output=output, seed=1, **settings), X, Y


def stack(task, keep: float = 0.9) -> tuple:
    X, Y, output, n_out = task()
    rng = np.random.default_rng(1)
    layers = [
        Dense(X.shape[1], 24, rng),
        ActivationLayer("tanh"),
        Dropout(keep, rng),
        Dense(24, n_out, rng),
    ]
    return Sequential(layers, output=output, optimizer=Adam(decay=0.001)), X, Y


def learns(net: Trainable, X, Y, eta: float, epochs: int = 200, **more) -> bool:
    before = net.value(X, Y)
    return net.fit(X, Y, eta, epochs, batch_size=20, **more).value(X, Y) < before / 3


def test_the_code_of_the_page_runs_and_says_what_it_promises(capsys):
    names: dict = {}
    for block in BLOCKS:
        exec(block, names)
    said = capsys.readouterr().out.splitlines()
    assert float(said[0]) > 0.97 and float(said[2]) > 0.95
    assert float(said[1]) < 0.01
    assert re.fullmatch(r"\d+ epochs; the last loss that was kept: 0\.1\d*", said[3])
    assert said[4:6] == ["True", "[0 1 1 0]"]
    assert float(said[6]) < 0.01
    assert said[7].startswith("Network.fit: Y has shape (4, 3); expected (4, 1), ")
    assert len(BLOCKS) == len(said) == 8


@every_task
@pytest.mark.parametrize("optimizer", [None, Adam, Momentum, RMSProp])
def test_every_optimiser_learns_every_task(task, optimizer):
    net, X, Y = network(task, optimizer=optimizer and optimizer())
    etas = {None: 0.2, Momentum: 0.05}
    assert learns(net, X, Y, etas.get(optimizer, 0.01), 600)


@every_task
def test_dropout_and_decay_learn_every_task(task):
    assert learns(*stack(task), eta=0.02, epochs=300)


@every_task
def test_decay_leaves_smaller_parameters(task):
    sizes = []
    for decay in (0.0, 0.5):
        net, X, Y = network(task, optimizer=Adam(decay=decay))
        net.fit(X, Y, 0.01, 100)
        sizes.append(np.abs(net.theta).sum())
    assert sizes[1] < sizes[0]


@every_task
@pytest.mark.parametrize("make", [network, stack])
def test_a_callback_stops_and_what_it_returned_before_is_kept(task, make):
    def callback(net, epoch):
        if epoch == 3:
            raise StopTraining
        return epoch

    net, X, Y = make(task)
    net.fit(X, Y, 0.01, 50, callback=callback)
    assert (net.history, net.epochs) == ([0, 1, 2], 4)


@every_task
@pytest.mark.parametrize("make", [network, stack])
def test_fit_in_a_loop_is_one_long_fit(task, make):
    def eta(epoch):
        return 0.05 / (1 + epoch)

    (parts, X, Y), (whole, _, _) = make(task), make(task)
    for _ in range(5):
        parts.fit(X, Y, eta, 2, batch_size=3, callback=lambda net, epoch: epoch)
    whole.fit(X, Y, eta, 10, batch_size=3)
    assert np.array_equal(parts.theta, whole.theta)
    assert parts.history == list(range(10))


def test_another_seed_shuffles_anew():
    (one, X, Y), (two, _, _) = network(moons), network(moons)
    one.fit(X, Y, 0.1, 1, seed=4).fit(X, Y, 0.1, 1, seed=5)
    two.fit(X, Y, 0.1, 1, seed=4).fit(X, Y, 0.1, 1, seed=4)
    assert not np.array_equal(one.theta, two.theta)


@pytest.mark.parametrize("make", [network, stack])
def test_whole_numbers_are_the_same_as_rows_of_0_and_1(make):
    (one, X, labels), (two, _, _) = make(moons), make(moons)
    one.fit(X, labels, 0.01, 3)
    two.fit(X, datasets.one_hot(labels, 2), 0.01, 3)
    assert make(moons)[0].value(X, labels > 0) == make(moons)[0].value(X, labels)
    assert np.array_equal(one.theta, two.theta)
    assert one.value(X, labels) == two.value(X, datasets.one_hot(labels, 2))


@pytest.mark.parametrize("task", [regression, xor])
@pytest.mark.parametrize("make", [network, stack])
def test_targets_of_one_output_may_be_flat(task, make):
    (one, X, Y), (two, _, _) = make(task), make(task)
    one.fit(X, Y, 0.01, 3)
    two.fit(X, Y[:, np.newaxis], 0.01, 3)
    assert np.array_equal(one.theta, two.theta)


@every_task
def test_an_assigned_weight_is_used_and_trained(task):
    net, X, Y = network(task)
    W, b = np.full_like(net.weights[0], 0.3), np.arange(12.0)
    net.weights[0], net.biases[-2] = W, b
    assert np.array_equal(net.theta[: W.size], W.ravel())
    net.forward(X)
    assert np.array_equal(net.z[0], X @ W + b)
    net.fit(X, Y, 0.1)
    assert not np.array_equal(net.weights[0], W)
    assert np.shares_memory(net.weights[0], net.theta)
    assert (W == 0.3).all()  # a copy went in


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


@every_task
@pytest.mark.parametrize(("given", "name"), [(np.tanh, "tanh"), (sigmoid, "sigmoid")])
def test_a_known_function_is_the_activation_of_that_name(task, given, name):
    (one, X, Y), (two, _, _) = network(task, hidden=given), network(task, hidden=name)
    assert np.array_equal(one.fit(X, Y, 0.1).theta, two.fit(X, Y, 0.1).theta)


@every_task
def test_two_functions_are_an_activation(task):
    pair = (np.arctan, lambda z: 1 / (1 + z * z))
    net, X, Y = network(task, hidden=pair)
    assert learns(net, X, Y, 0.2, 600)


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
def test_a_copy_is_a_model_of_its_own(make):
    net, X, Y = make(moons)
    copied, before = copy.deepcopy(net), net.theta.copy()
    copied.fit(X, Y, 0.1)
    assert np.array_equal(net.theta, before)
    net.fit(X, Y, 0.1)
    assert np.array_equal(net.theta, copied.theta)
    assert np.array_equal(net.forward(X), copied.forward(X))


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
