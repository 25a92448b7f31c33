"""D3-30 to D3-39: the documents' worked example, to every digit."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from bpcourse import datasets, layer, losses, network
from bpcourse.network import Network

START = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55, 0.35, 0.35, 0.60, 0.60]
GRADIENT = [
    "0.000438567734474347",
    "0.000877135468948693",
    "0.000497712735260860",
    "0.000995425470521720",
    "0.0821670405642308",
    "0.0826676278475333",
    "-0.0226025404774751",
    "-0.0227402422159782",
    "0.00877135468948693",
    "0.00995425470521720",
    "0.138498561628557",
    "-0.0380982365165562",
]
AFTER = [
    "0.149780716132763",
    "0.199561432265526",
    "0.249751143632370",
    "0.299502287264739",
    "0.358916479717885",
    "0.408666186076233",
    "0.511301270238738",
    "0.561370121107989",
    "0.345614322655257",
    "0.345022872647391",
    "0.530750719185722",
    "0.619049118258278",
]


def numbered(weights, biases) -> np.ndarray:
    """w1..w8, then the four biases: the document counts rows of (out, in)."""
    return np.concatenate([W.T.ravel() for W in weights] + list(biases))


def printed(values, digits) -> None:
    """Every digit that the ledger shows: half a last place, and two floats' rounding."""
    for value, text in zip(values, digits, strict=True):
        half = 0.5 * 10.0 ** -len(text.partition(".")[2])
        assert abs(value - float(text)) <= half + 2 * np.spacing(abs(value)), text


def loss(example, weights, biases) -> float:
    output = network.forward(example.X, weights, biases)[-1][0]
    return losses.half_squared_error(output, example.T[0])


@pytest.fixture
def example():
    return datasets.worked_example()


def test_d3_30_the_twelve_parameters_are_the_documents(example):
    assert numbered(example.weights, example.biases).tolist() == START


def test_d3_34_all_twelve_gradients_to_every_digit(example):
    pairs = network.backward(example.X, example.weights, example.biases, example.T)
    printed(numbered(*zip(*pairs)), GRADIENT)


def test_d3_36_all_twelve_parameters_after_one_step_to_every_digit(example):
    after = network.train_step(
        example.X, example.T, example.weights, example.biases, 0.5
    )
    printed(numbered(*after), AFTER)


def test_d3_31_32_the_forward_pass(example):
    _, hidden, output = network.forward(example.X, example.weights, example.biases)
    z1 = layer.weighted_input(example.X, example.weights[0], example.biases[0])
    z2 = layer.weighted_input(hidden, example.weights[1], example.biases[1])
    printed(z1[0], ["0.3775", "0.3925"])
    printed(hidden[0], ["0.593269992107187", "0.596884378259767"])
    printed(z2[0], ["1.10590596705977", "1.22492140409647"])
    printed(output[0], ["0.751365069552316", "0.772928465321463"])
    terms = [losses.half_squared_error(output[0, k], example.T[0, k]) for k in (0, 1)]
    printed(
        [sum(terms), *terms],
        ["0.298371108760003", "0.274811083176155", "0.0235600255838477"],
    )


def test_d3_39_the_loss_after_one_step(example):
    weights, biases = network.train_step(
        example.X, example.T, example.weights, example.biases, 0.5
    )
    assert f"{loss(example, weights, biases):.12f}" == "0.280471446791"
    assert f"{loss(example, weights, example.biases):.12f}" == "0.291027773694"


def test_d3_39_the_copied_loss_is_the_bug_of_updated_weights(example):
    activations_ = network.forward(example.X, example.weights, example.biases)
    last = layer.layer_delta(activations_[-1], example.T)
    W2 = example.weights[1] - 0.5 * layer.weight_gradient(activations_[1], last)
    bad = network.hidden_delta(last, W2, activations_[1])
    W1 = example.weights[0] - 0.5 * layer.weight_gradient(example.X, bad)
    assert f"{loss(example, [W1, W2], example.biases):.9f}" == "0.291027924"


@pytest.mark.parametrize(
    ("train_biases", "expected"),
    [
        (True, (0.0000024476, 0.011587527, 0.988458935)),
        (False, (0.0000351019, 0.015913620, 0.984064274)),
    ],
)
def test_d3_39_ten_thousand_steps(example, train_biases, expected):
    net = Network([2, 2, 2], "sigmoid", "sigmoid")
    for view, start in zip(
        [*net.weights, *net.biases], [*example.weights, *example.biases]
    ):
        view[:] = start
    for _ in range(10_000):
        net.step(example.X, example.T, 0.5)
        if not train_biases:
            for b, start in zip(net.biases, example.biases):
                b[:] = start
    assert_allclose(net.value(example.X, example.T), expected[0], rtol=0, atol=5e-11)
    assert_allclose(net.forward(example.X)[0], expected[1:], rtol=0, atol=5e-10)


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        (+1, [0.298371, 0.280471, 0.125527, 0.006083, 0.000271]),
        (-1, [0.298371, 0.315857, 0.431649, 0.956211, 0.978551]),
    ],
)
def test_d2_18_descent_and_the_documents_ascent(example, sign, expected):
    weights, biases, found = example.weights, example.biases, []
    for step in range(1001):
        if step in (0, 1, 10, 100, 1000):
            found.append(loss(example, weights, biases))
        weights, biases = network.train_step(
            example.X, example.T, weights, biases, sign * 0.5
        )
    assert_allclose(found, expected, rtol=0, atol=5.1e-7)
