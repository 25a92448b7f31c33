"""The page "Use the package": its code runs, and each thing it says holds."""

from __future__ import annotations

import copy
import re

import numpy as np
import pytest
from places import ROOT
from small_tasks import every_task, learns, moons, network, regression, stack, xor

from bpcourse import datasets
from bpcourse.activations import sigmoid
from bpcourse.optimizers import Adam, Momentum, RMSProp
from bpcourse.training import StopTraining

PAGE = (ROOT / "docs" / "use.md").read_text("utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", PAGE, re.M | re.S)


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
@pytest.mark.parametrize(("given", "name"), [(np.tanh, "tanh"), (sigmoid, "sigmoid")])
def test_a_known_function_is_the_activation_of_that_name(task, given, name):
    (one, X, Y), (two, _, _) = network(task, hidden=given), network(task, hidden=name)
    assert np.array_equal(one.fit(X, Y, 0.1).theta, two.fit(X, Y, 0.1).theta)


@every_task
def test_two_functions_are_an_activation(task):
    pair = (np.arctan, lambda z: 1 / (1 + z * z))
    net, X, Y = network(task, hidden=pair)
    assert learns(net, X, Y, 0.2, 600)


@pytest.mark.parametrize("make", [network, stack])
def test_a_copy_is_a_model_of_its_own(make):
    net, X, Y = make(moons)
    copied, before = copy.deepcopy(net), net.theta.copy()
    copied.fit(X, Y, 0.1)
    assert np.array_equal(net.theta, before)
    net.fit(X, Y, 0.1)
    assert np.array_equal(net.theta, copied.theta)
    assert np.array_equal(net.forward(X), copied.forward(X))
