"""The documents' own numbers, as the audit confirmed or corrected them; D3's example apart."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from bpcourse import activations, datasets, descent, losses, network, neuron
from bpcourse import regularization as reg


def sixth(values) -> list[str]:
    return [f"{float(v):.6g}" for v in np.ravel(values)]


# ---- D4: the print-out that proves a missing transpose -------------------------------


PRINTED = [
    ["0.0056014", "-0.0142086"],
    ["0.00560088", "-0.0142082"],
    ["0.00560037", "-0.0142077"],
    ["0.00559986", "-0.0142073"],
    ["0.00559935", "-0.0142069"],
]


def printed_example() -> datasets.WorkedExample:
    """Document 4's 2-2-2 network in its own convention: columns, W[to, from] (D4-18).

    Its label T and weights[1], never printed, are the generator's other draws.
    """
    draws = datasets.lehmer_draws(10)
    return datasets.WorkedExample(
        X=np.zeros((2, 1)),
        T=draws[:2].reshape(2, 1),
        weights=[draws[2:6].reshape(2, 2), draws[6:10].reshape(2, 2)],
        biases=[np.ones((2, 1)), np.ones((2, 1))],
    )


def document_four(transpose: bool) -> list[list[str]]:
    """Five epochs in single precision, as the listing stores its matrices."""
    example, single = printed_example(), np.float32
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
    example = printed_example()
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
    example = printed_example()
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
