"""Convolution and pooling: loops, the complex step, PyTorch; shapes that hide nothing."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from torch_oracle import SHAPES, stored

from bpcourse import convolution
from bpcourse.convolution import (
    conv_bias_gradient,
    conv_input_gradient,
    conv_output,
    conv_weight_gradient,
    max_pool,
    max_pool_backward,
    mean_pool,
    mean_pool_backward,
    output_size,
    patches,
)
from bpcourse.gradcheck import complex_gradient, relative_error
from bpcourse.layer import weight_gradient, weighted_input

pytestmark = pytest.mark.filterwarnings("error")
shapes = pytest.mark.parametrize("shape", SHAPES, ids=str)


def problem(H, W, k, stride, seed=0):
    """X, kernels, b, and a delta for every output: 3 channels to 2, 2 samples."""
    draw = np.random.default_rng(seed).standard_normal
    outputs = (2, (H - k) // stride + 1, (W - k) // stride + 1, 2)
    return draw((2, H, W, 3)), draw((k, k, 3, 2)), draw(2), draw(outputs)


def looped(X, W, b, stride):
    """The definition, one number at a time."""
    N, height, width, C = X.shape
    k, outputs = len(W), W.shape[3]
    rows, columns = (height - k) // stride + 1, (width - k) // stride + 1
    Z = np.zeros((N, rows, columns, outputs))
    for n, r, q, d in np.ndindex(Z.shape):
        Z[n, r, q, d] = b[d]
        for i, j, c in np.ndindex(k, k, C):
            Z[n, r, q, d] += X[n, stride * r + i, stride * q + j, c] * W[i, j, c, d]
    return Z


@shapes
def test_the_output_is_the_definition_s(shape):
    X, W, b, _ = problem(*shape)
    assert_allclose(conv_output(X, W, b, shape[3]), looped(X, W, b, shape[3]))


@shapes
def test_gradients_are_the_measured_ones(shape):
    X, W, b, delta = problem(*shape)
    stride, k = shape[3], shape[2]

    def loss(X=X, W=W, b=b):
        return (conv_output(X, W, b, stride) * delta).sum()

    dW = complex_gradient(lambda W: loss(W=W) / 2, W)
    db = complex_gradient(lambda b: loss(b=b) / 2, b)
    dX = complex_gradient(lambda X: loss(X=X), X)
    assert relative_error(dW, conv_weight_gradient(X, delta, k, stride)) < 1e-13
    assert relative_error(db, conv_bias_gradient(delta)) < 1e-13
    assert relative_error(dX, conv_input_gradient(delta, W, X.shape, stride)) < 1e-13


@pytest.mark.parametrize("case", range(len(SHAPES)))
def test_pytorch_says_the_same(case):
    t, (_, _, k, stride) = stored(f"conv{case}"), SHAPES[case]
    X, W, delta = t["X"], t["W"], t["delta"]
    found = {
        "Z": conv_output(X, W, t["b"], stride),
        "dW": conv_weight_gradient(X, delta, k, stride),
        "db": conv_bias_gradient(delta),
        "dX": conv_input_gradient(delta, W, X.shape, stride),
    }
    for name, ours in found.items():
        assert_allclose(ours, t[name], rtol=0, atol=1e-12, err_msg=name)


def test_the_stored_numbers_are_those_of_the_pytorch_that_is_here():
    pytest.importorskip("torch")
    from torch_oracle import computed

    for case, numbers in computed().items():
        for name, value in stored(case).items():
            assert_allclose(numbers[name], value, rtol=1e-12, atol=1e-13, err_msg=name)


def test_it_is_lesson_04_s_layer_on_every_patch():
    X, W, b, delta = problem(6, 5, 3, 1)
    rows = patches(X, 3).reshape(-1, 27)
    Z = weighted_input(rows, W.reshape(27, 2), b)
    assert_allclose(conv_output(X, W, b).reshape(-1, 2), Z)
    dW = weight_gradient(rows, delta.reshape(-1, 2)) * len(rows) / len(X)
    assert_allclose(conv_weight_gradient(X, delta, 3), dW.reshape(3, 3, 3, 2))


def test_a_kernel_as_large_as_the_image_is_a_dense_layer():
    X, W, b, _ = problem(4, 4, 4, 1)
    Z = X.reshape(2, -1) @ W.reshape(-1, 2) + b
    assert_allclose(conv_output(X, W, b).reshape(2, 2), Z)


def test_patches_are_where_they_are_said_to_be():
    X = np.random.default_rng(0).standard_normal((2, 7, 9, 3))
    P = patches(X, 3, 2)
    assert P.shape == (2, 3, 4, 3, 3, 3)
    for r, q in np.ndindex(3, 4):
        assert_array_equal(P[:, r, q], X[:, 2 * r : 2 * r + 3, 2 * q : 2 * q + 3])


def test_pixels_that_no_patch_reaches_get_zero():
    X, W, _, delta = problem(6, 8, 3, 2)
    dX = conv_input_gradient(delta[:, :2, :3], W, X.shape, 2)
    assert dX.shape == X.shape
    assert not dX[:, 5].any() and not dX[:, :, 7].any() and dX[:, 4].any()


def test_for_stride_1_it_is_the_full_correlation_with_the_turned_kernel():
    X, W, _, delta = problem(6, 5, 3, 1)
    padded = np.pad(delta, [(0, 0), (2, 2), (2, 2), (0, 0)])
    turned = W[::-1, ::-1].transpose(0, 1, 3, 2)
    expected = conv_output(padded, turned, np.zeros(3))
    assert_allclose(conv_input_gradient(delta, W, X.shape), expected)
    without_the_turn = conv_output(padded, W.transpose(0, 1, 3, 2), np.zeros(3))
    assert relative_error(expected, without_the_turn) > 0.1


def test_numpy_s_convolve_turns_the_kernel_round():
    x, w = np.array([1.0, 2.0, 4.0, 8.0]), np.array([1.0, 3.0])
    W = np.stack([w, 0 * w]).reshape(2, 2, 1, 1)  # the second row of pixels counts 0
    rows = conv_output(np.stack([x, x]).reshape(1, 2, 4, 1), W, [0.0])
    assert_allclose(rows.ravel(), np.convolve(x, w[::-1], "valid"))
    assert not np.allclose(rows.ravel(), np.convolve(x, w, "valid"))


def test_a_sample_s_gradient_knows_nothing_of_its_neighbours():
    X, W, _, delta = problem(7, 9, 3, 2)
    alone = conv_input_gradient(delta[:1], W, X[:1].shape, 2)
    assert_allclose(alone, conv_input_gradient(delta, W, X.shape, 2)[:1])
    each = [conv_weight_gradient(X[i : i + 1], delta[i : i + 1], 3, 2) for i in (0, 1)]
    assert_allclose(conv_weight_gradient(X, delta, 3, 2), np.mean(each, axis=0))


@pytest.mark.parametrize("padding", [0, 1, 2])
@pytest.mark.parametrize("stride", [1, 2, 3])
def test_the_output_size_counts_the_positions(stride, padding):
    for n in range(1, 12):
        for k in range(1, n + 2 * padding + 1):
            positions = range(-padding, n + padding - k + 1, stride)
            assert output_size(n, k, stride, padding) == len(positions)


# ---- pooling ------------------------------------------------------------------------

pooled = pytest.mark.parametrize(
    ("pool", "back", "name"),
    [
        (max_pool, lambda d, X, k: max_pool_backward(d, X, k), "max_pool"),
        (mean_pool, lambda d, X, k: mean_pool_backward(d, k), "mean_pool"),
    ],
)


@pooled
@pytest.mark.parametrize("k", [1, 2, 3])
def test_pooling_has_the_measured_gradient(pool, back, name, k):
    draw = np.random.default_rng(k).standard_normal
    X, delta = draw((2, 2 * k, 3 * k, 3)), draw((2, 2, 3, 3))
    measured = complex_gradient(lambda X: (pool(X, k) * delta).sum(), X)
    assert relative_error(measured, back(delta, X, k)) < 1e-13


@pooled
def test_pooling_is_pytorch_s(pool, back, name):
    t = stored(name)
    assert_allclose(pool(t["X"], 2), t["Z"], rtol=0, atol=1e-12)
    assert_allclose(back(t["delta"], t["X"], 2), t["dX"], rtol=0, atol=1e-12)


def test_at_ties_the_shares_add_up_and_go_to_the_largest_only():
    X = np.array([[3.0, 3.0], [1.0, 3.0]]).reshape(1, 2, 2, 1)
    dX = max_pool_backward(np.full((1, 1, 1, 1), 6.0), X, 2)[0, :, :, 0]
    assert_allclose(dX, [[2.0, 2.0], [0.0, 2.0]])
    zeros = max_pool_backward(np.ones((1, 1, 1, 1)), np.zeros((1, 2, 2, 1)), 2)
    assert zeros.sum() == 1 and (zeros >= 0).all()


def test_arguments_stay_lists_are_taken_and_float32_stays():
    X, W, b, delta = problem(6, 5, 3, 1)
    copies = [a.copy() for a in (X, W, b, delta)]
    conv_input_gradient(delta, W, X.shape)
    conv_weight_gradient(X, delta, 3)
    for array, copy in zip((X, W, b, delta), copies):
        assert_array_equal(array, copy)
    lists = conv_output(X.tolist(), W.tolist(), b.tolist())
    assert_array_equal(lists, conv_output(X, W, b))
    X4, W4, b4, d4 = (a.astype(np.float32) for a in (X, W, b, delta))
    results = [
        conv_output(X4, W4, b4),
        conv_weight_gradient(X4, d4, 3),
        conv_bias_gradient(d4),
        conv_input_gradient(d4, W4, X4.shape),
        max_pool_backward(X4[:, ::2, ::2, :][:, :3, :2], X4[:, :, :4], 2),
        mean_pool_backward(d4, 2),
    ]
    assert {a.dtype for a in results} == {np.dtype(np.float32)}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda X, W, d: output_size(3, 4), r"kernel of 4 doesn't fit into 3 pixels"),
        (lambda X, W, d: output_size(3, 2, 0), "stride is 0, padding 0"),
        (lambda X, W, d: patches(X[0], 3), r"patches: X has shape \(6, 5, 3\)"),
        (
            lambda X, W, d: conv_output(X[..., :2], W, np.ones(2)),
            r"X has 2 channels, but W has shape \(3, 3, 3, 2\), for 3",
        ),
        (lambda X, W, d: conv_output(X, W[:2], np.ones(2)), r"W has shape \(2, 3, 3"),
        (
            lambda X, W, d: conv_output(X, W, np.ones(3)),
            r"b has shape \(3,\), but W has 2 output channels; expected \(2,\)",
        ),
        (
            lambda X, W, d: conv_weight_gradient(X, d, 3, 2),
            r"delta has shape \(2, 4, 3, 2\); expected \(2, 2, 2, 2\)",
        ),
        (
            lambda X, W, d: conv_input_gradient(d[..., :1], W, X.shape),
            r"delta has shape \(2, 4, 3, 1\); expected \(2, 4, 3, 2\)",
        ),
        (
            lambda X, W, d: conv_input_gradient(d, W, (2, 6, 5, 1)),
            r"shape \(2, 6, 5, 1\) has 1 channels, but W",
        ),
        (lambda X, W, d: max_pool(X, 2), "X has 6 x 5 pixels, which blocks of 2 x 2"),
        (
            lambda X, W, d: max_pool_backward(d, X[:, :, :4], 2),
            r"max_pool_backward: delta has shape \(2, 4, 3, 2\); expected \(2, 3, 2, 3\)",
        ),
        (lambda X, W, d: mean_pool_backward(d, 0), "mean_pool_backward: k is 0"),
        (lambda X, W, d: mean_pool_backward(d, 1.5), "mean_pool_backward: k is 1.5"),
        (lambda X, W, d: conv_bias_gradient(d[0]), "conv_bias_gradient: delta has"),
    ],
)
def test_shapes_that_do_not_fit_are_named(call, message):
    X, W, _, delta = problem(6, 5, 3, 1)
    with pytest.raises(ValueError, match=message):
        call(X, W, delta)


def test_the_answers_of_the_transfer_tasks_stand_nowhere():
    names = " ".join(vars(convolution))
    assert "dilated" not in names and "depthwise" not in names
