"""The documents' own numbers, as the audit confirmed or corrected them."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from bpcourse import activations, datasets, descent, layer, losses, network, neuron
from bpcourse import regularization as reg
from bpcourse.network import Network


def sixth(values) -> list[str]:
    return [f"{float(v):.6g}" for v in np.ravel(values)]


# ---- D3-30 to D3-39: the worked example ---------------------------------------------

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


# ---- D4: the print-out that proves a missing transpose -------------------------------

PRINTED = [
    ["0.0056014", "-0.0142086"],
    ["0.00560088", "-0.0142082"],
    ["0.00560037", "-0.0142077"],
    ["0.00559986", "-0.0142073"],
    ["0.00559935", "-0.0142069"],
]


def document_four(transpose: bool) -> list[list[str]]:
    """Five epochs in single precision, as the listing stores its matrices."""
    example, single = datasets.printed_example(), np.float32
    W1, W2 = (W.astype(single) for W in example.weights)
    b1, b2 = (b.astype(single) for b in example.biases)
    x, t, printed_ = example.X.astype(single), example.T.astype(single), []
    for _ in range(5):
        z1 = W1 @ x + b1
        a1 = activations.sigmoid(z1.astype(float)).astype(single)
        a2 = activations.sigmoid((W2 @ a1 + b2).astype(float))
        d2 = (a2 - t).astype(single) * (a2 * (1 - a2)).astype(single)
        d1 = network.column_hidden_delta(W2 if transpose else W2.T, d2, z1)
        printed_.append(sixth(d2))
        steps = [
            (0.001 * g.astype(float)).astype(single)
            for g in (d1 @ x.T, d2 @ a1.T, d1, d2)
        ]
        W1, W2, b1, b2 = (v - s for v, s in zip((W1, W2, b1, b2), steps))
    return printed_


def test_d4_20_the_generator_gives_the_printed_weights():
    example = datasets.printed_example()
    assert sixth(example.weights[0]) == ["0.0073", "0.3658", "1.893", "1.1272"]
    assert sixth(example.T) == ["0.6807", "1.5249"]
    assert sixth(example.weights[1]) == ["0.7544", "-0.9122", "1.7923", "1.7709"]


def test_d4_21_without_the_transpose_all_ten_printed_numbers_come_out():
    assert document_four(transpose=False) == PRINTED


def test_d4_21_the_right_rule_gives_only_the_first_two():
    found = document_four(transpose=True)
    hits = [a == b for row, known in zip(found, PRINTED) for a, b in zip(row, known)]
    assert hits == [True, True] + [False] * 8


def test_d4_12_the_hidden_delta_with_and_without_the_transpose():
    example = datasets.printed_example()
    z1 = example.biases[0]
    a2 = activations.sigmoid(
        example.weights[1] @ activations.sigmoid(z1) + example.biases[1]
    )
    d2 = (a2 - example.T) * a2 * (1 - a2)
    right = network.column_hidden_delta(example.weights[1], d2, z1)
    listing = network.column_hidden_delta(example.weights[1].T, d2, z1)
    assert_allclose(right.ravel(), [-0.0041760992, -0.0059517459], rtol=0, atol=5e-11)
    assert sixth(listing) == ["0.00337912", "-0.00297328"]


# ---- activations, losses, neuron ----------------------------------------------------


def test_d0_04_d2_12_d2_13_slopes():
    assert activations.sigmoid_derivative(0.0) == 0.25
    assert sixth(activations.sigmoid_derivative(40.0)) == ["4.24835e-18"]
    assert sixth(activations.scaled_sigmoid_derivative(0.7, 2, 3)) == ["0.164419"]
    assert sixth(activations.scaled_sigmoid_derivative(0.7, 2, 1)) == ["0.443426"]


def test_d4_14_the_slope_at_the_activation_is_another_number():
    right = activations.sigmoid_derivative(1.0)
    wrong = activations.sigmoid_derivative(activations.sigmoid(1.0))
    assert_allclose([right, wrong], [0.196611933, 0.219361864], rtol=0, atol=5e-10)


def test_d0_14_d0_17_to_d0_21_losses():
    assert losses.half_squared_error([0.2, 0.7, 0.4], [0, 1, 0.5]) == pytest.approx(
        0.07
    )
    p = losses.softmax([1, 2, 3])
    assert_allclose(p, [0.0900305732, 0.2447284711, 0.6652409558], rtol=0, atol=5e-11)
    assert losses.softmax_jacobian([1, 2, 3])[0, 1] == pytest.approx(
        -0.0220330445, abs=5e-11
    )
    value = losses.softmax_cross_entropy([1, 2, 3], [0, 1, 0])
    assert value == pytest.approx(1.407605964444, abs=5e-13)
    gradient = losses.softmax_cross_entropy_gradient([1, 2, 3], [0, 1, 0])
    assert_allclose(
        gradient, [0.0900305732, -0.7552715289, 0.6652409558], rtol=0, atol=5e-11
    )
    assert losses.softmax_cross_entropy([0, -800], [0, 1]) == 800


def test_d2_36_entropy_cross_entropy_divergence():
    p, q = [0.1, 0.6, 0.3], [0.3, 0.3, 0.4]
    found = [
        losses.entropy(p),
        losses.cross_entropy(q, p),
        losses.kl_divergence(p, q),
        losses.kl_divergence(q, p),
    ]
    assert_allclose(
        found, [0.897945725, 1.117668183, 0.219722458, 0.236712361], rtol=0, atol=5e-10
    )


def test_d1_21_the_smallest_cross_entropy_of_a_soft_label_is_its_entropy():
    assert losses.entropy([0.3, 0.7]) == pytest.approx(0.6108643021, abs=5e-11)


def test_d0_23_one_neuron():
    x, w = [0.5, -1, 2], [0.1, 0.2, -0.3]
    o = neuron.neuron_output(x, w, 0.05)
    assert o == pytest.approx(0.331812227832, abs=5e-13)
    assert losses.half_squared_error(o, 1.0) == pytest.approx(0.223237449438, abs=5e-13)
    dw, db = neuron.neuron_gradients(x, w, 0.05, 1.0)
    expected = [-0.074072915433, 0.148145830867, -0.296291661733, -0.148145830867]
    assert_allclose([*dw, db], expected, rtol=0, atol=5e-13)


def test_d3_27_the_six_factors():
    assert neuron.chain_rule_factors(1, 0, 0) == (-0.25, 1, 1, -1, 1, 1)


# ---- steps, batches, penalties ------------------------------------------------------


@pytest.mark.parametrize(
    ("eta", "after_50", "after_1000", "first_small", "sign_changes"),
    [
        (0.001, "0.9512", "0.3677", None, 0),
        (0.1, "0.005154", "1.748e-46", 132, 0),
        (1, "0", "0", 1, 0),
        (1.5, "8.882e-16", "9.333e-302", 20, 50),
        (1.9, "0.005154", "1.748e-46", 132, 50),
        (2, "1", "1", None, 50),
        (2.001, "1.051", "2.717", None, 50),
        (2.5, "6.376e+08", "1.234e+176", None, 50),
    ],
)
def test_d1_18_the_table_of_step_sizes(
    eta, after_50, after_1000, first_small, sign_changes
):
    path = descent.gradient_descent(lambda x: x, 1.0, eta, 1000)
    assert [f"{abs(path[k]):.4g}" for k in (50, 1000)] == [after_50, after_1000]
    small = np.flatnonzero(np.abs(path) < 1e-6)
    assert (small[0] if len(small) else None) == first_small
    assert (path[1:51] * path[:50] < 0).sum() == sign_changes


def test_d1_18_two_dimensions():
    H = np.diag([1.0, 10.0])
    assert descent.largest_stable_step(H) == pytest.approx(0.2, rel=1e-15)
    ends = [
        np.linalg.norm(
            descent.gradient_descent(lambda x: H @ x, [1.0, 1.0], eta, 2000)[-1]
        )
        for eta in (0.199, 0.201)
    ]
    assert_allclose(ends, [1.864e-09, 4.393e08], rtol=3e-4)


@pytest.mark.parametrize(
    ("batch_size", "batches"),
    [(256, 196), (250, 200), (100, 500), (50000, 1), (1, 50000)],
)
def test_d3_13_to_d3_17_batches(batch_size, batches):
    assert descent.batches_per_epoch(50000, batch_size) == batches
    if batch_size == 256:
        X = np.zeros(50000)
        sizes = [
            len(x) for x, _ in descent.minibatches(X, X, 256, np.random.default_rng(0))
        ]
        assert (len(sizes), sizes[-1], 10 * batches) == (196, 80, 1960)


def test_d2_27_to_d2_30_penalties():
    assert reg.l1_penalty_subgradient([3, -4], 1.0).tolist() == [1, -1]
    assert reg.l2_penalty_gradient([3, -4], 1.0).tolist() == [6, -8]
    found = reg.soft_threshold([-2, -0.3, 0.05, 0.4, 1], 0.5)
    assert found.tolist() == [-1.5, 0, 0, 0, 0.5]


def test_d1_09_from_all_zeros_the_hidden_units_stay_alike():
    X, t = datasets.truth_table("xor")
    weights, biases = [np.zeros((2, 4)), np.zeros((4, 1))], [np.zeros(4), np.zeros(1)]
    first = network.backward(X, weights, biases, t[:, None])
    assert not first[0][0].any()
    rng = np.random.default_rng(0)
    X, t = rng.standard_normal((30, 2)), rng.uniform(0, 1, (30, 1))
    for _ in range(200):
        weights, biases = network.train_step(X, t, weights, biases, 1.0)
    assert np.linalg.matrix_rank(weights[0]) == 1
    assert np.abs(weights[0]).max() > 0
    assert_allclose(weights[0], weights[0][:, :1] * np.ones(4), rtol=1e-9)


def test_d2_33_ten_sigmoid_layers_make_the_front_gradient_vanish():
    rng = np.random.default_rng(0)
    weights = [rng.standard_normal((64, 64)) / 8 for _ in range(10)]
    biases = [np.zeros(64)] * 10
    X, T = rng.standard_normal((16, 64)), rng.uniform(0, 1, (16, 64))
    norms = reg.gradient_norms(network.backward(X, weights, biases, T))
    assert 1e-7 < norms[0] / norms[-1] < 1e-4
