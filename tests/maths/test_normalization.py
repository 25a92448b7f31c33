"""Batch normalisation: measured through mean and variance, beside PyTorch."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from torch_oracle import stored

from bpcourse import normalization
from bpcourse.convolution import conv_output
from bpcourse.gradcheck import complex_gradient, relative_error
from bpcourse.normalization import (
    batch_norm,
    batch_norm_gradients,
    batch_norm_inference,
    batch_statistics,
    fold_batch_norm,
    image_batch_norm,
    running_average,
)

pytestmark = pytest.mark.filterwarnings("error")


def problem(N=6, n=4, seed=0):
    """X off centre, gamma of both signs, beta, and dY."""
    draw = np.random.default_rng(seed).standard_normal
    return 3 * draw((N, n)) + 7, draw(n), draw(n), draw((N, n))


@pytest.mark.parametrize("shape", [(6, 4), (3, 1), (9, 5)])
@pytest.mark.parametrize("eps", [1e-5, 0.5])
def test_gradients_are_the_measured_ones(shape, eps):
    X, gamma, beta, dY = problem(*shape)
    N = len(X)

    def loss(X=X, gamma=gamma, beta=beta):
        return (batch_norm(X, gamma, beta, eps) * dY).sum()

    measured = (
        complex_gradient(lambda X: loss(X=X), X),
        complex_gradient(lambda gamma: loss(gamma=gamma) / N, gamma),
        complex_gradient(lambda beta: loss(beta=beta) / N, beta),
    )
    for ours, theirs in zip(batch_norm_gradients(dY, X, gamma, eps), measured):
        assert relative_error(theirs, ours) < 1e-13


def test_pytorch_says_the_same():
    t = stored("batch_norm")
    X, gamma, dY = t["X"], t["gamma"], t["dY"]
    assert_allclose(batch_norm(X, gamma, t["beta"]), t["Y"], rtol=0, atol=1e-12)
    for name, ours in zip(
        ("dX", "dgamma", "dbeta"), batch_norm_gradients(dY, X, gamma)
    ):
        assert_allclose(ours, t[name], rtol=0, atol=1e-12, err_msg=name)


def test_images_are_normalised_per_channel_as_pytorch_does():
    t = stored("image_norm")
    Y = image_batch_norm(t["X"], t["gamma"], t["beta"])
    assert_allclose(Y, t["Y"], rtol=0, atol=1e-12)
    standard = image_batch_norm(t["X"], np.ones(5), np.zeros(5), eps=0.0)
    assert_allclose(standard.mean(axis=(0, 1, 2)), 0, atol=1e-15)
    assert_allclose(standard.std(axis=(0, 1, 2)), 1)


def test_statistics_divide_by_n():
    X = problem()[0]
    mean, var = batch_statistics(X)
    assert_allclose(mean, X.mean(axis=0))
    assert_allclose(var, X.var(axis=0, ddof=0))


def test_mean_and_variance_are_paths_of_the_gradient():
    X, gamma, _, dY = problem()
    dX = batch_norm_gradients(dY, X, gamma)[0]
    constants = gamma * dY / np.sqrt(X.var(axis=0) + 1e-5)
    assert np.abs(dX - constants).max() > 0.5 * np.abs(dX).max()


def test_a_bias_before_it_never_learns():
    X, gamma, _, dY = problem()
    dX = batch_norm_gradients(dY, X, gamma)[0]
    assert_allclose(dX.sum(axis=0), 0, atol=1e-15 * np.abs(dX).sum())


def test_scaled_weights_change_nothing_forward_and_divide_the_gradient():
    X, gamma, beta, dY = problem()
    assert_allclose(
        batch_norm(10 * X, gamma, beta), batch_norm(X, gamma, beta), atol=1e-5
    )
    small = batch_norm_gradients(dY, 10 * X, gamma, eps=0.0)[0]
    assert_allclose(10 * small, batch_norm_gradients(dY, X, gamma, eps=0.0)[0])


def test_with_two_samples_every_output_is_plus_or_minus_one_and_nothing_comes_back():
    X, gamma, _, dY = problem(2, 3)
    x_hat = batch_norm(X, np.ones(3), np.zeros(3), eps=0.0)
    assert_allclose(np.abs(x_hat), 1)
    dX = batch_norm_gradients(dY, X, gamma, eps=0.0)[0]
    assert np.abs(dX * X.std(axis=0)).max() < 1e-12


@given(st.integers(1, 4), st.floats(-1e6, 1e6))
def test_a_column_that_never_changes_gives_beta(N, value):
    X = np.full((N, 2), value)
    beta = np.tile([5.0, -1.0], (N, 1))
    assert_allclose(batch_norm(X, [2.0, 3.0], [5.0, -1.0]), beta, atol=1e-3)
    dX = batch_norm_gradients(np.ones((N, 2)), X, [2.0, 3.0])[0]
    assert np.isfinite(dX).all()


def test_running_averages_forget_at_the_given_rate():
    kept = np.zeros(2)
    for _ in range(3):
        kept = running_average(kept, [1.0, 2.0], 0.25)
    assert_allclose(kept, [1 - 0.75**3, 2 * (1 - 0.75**3)])


def test_inference_is_training_where_the_statistics_are_the_batch_s():
    X, gamma, beta, _ = problem()
    kept = batch_norm_inference(X, *batch_statistics(X), gamma, beta)
    assert_allclose(kept, batch_norm(X, gamma, beta), rtol=1e-12)
    alone = batch_norm_inference(X[:1], *batch_statistics(X), gamma, beta)
    assert_array_equal(alone, kept[:1])


def test_a_normalisation_is_folded_into_the_layer_before_it():
    X, gamma, beta, _ = problem(5, 3)
    draw = np.random.default_rng(3).standard_normal
    W, b, mean, var = draw((3, 4)), draw(4), draw(4), draw(4) ** 2
    gamma, beta = draw(4), draw(4)
    expected = batch_norm_inference(X @ W + b, mean, var, gamma, beta)
    W1, b1 = fold_batch_norm(W, b, mean, var, gamma, beta)
    assert_allclose(X @ W1 + b1, expected, rtol=1e-12)


def test_it_is_folded_into_a_convolution_too():
    draw = np.random.default_rng(4).standard_normal
    X, W, b = draw((2, 5, 4, 3)), draw((2, 2, 3, 4)), draw(4)
    mean, var, gamma, beta = draw(4), draw(4) ** 2, draw(4), draw(4)
    Z = conv_output(X, W, b)
    rows = batch_norm_inference(Z.reshape(-1, 4), mean, var, gamma, beta)
    W1, b1 = fold_batch_norm(W, b, mean, var, gamma, beta)
    assert_allclose(conv_output(X, W1, b1).reshape(-1, 4), rows, rtol=1e-12)


def test_arguments_stay_lists_are_taken_and_float32_stays():
    X, gamma, beta, dY = problem()
    copies = [a.copy() for a in (X, gamma, beta, dY)]
    expected = [batch_norm(X, gamma, beta), *batch_norm_gradients(dY, X, gamma)]
    for array, copy in zip((X, gamma, beta, dY), copies):
        assert_array_equal(array, copy)
    lists = batch_norm_gradients(dY.tolist(), X.tolist(), gamma.tolist())
    for ours, theirs in zip(expected[1:], lists):
        assert_array_equal(ours, theirs)
    X4, g4, b4, d4 = (a.astype(np.float32) for a in (X, gamma, beta, dY))
    singles = [batch_norm(X4, g4, b4), *batch_norm_gradients(d4, X4, g4)]
    singles += fold_batch_norm(X4[:4, :4], b4, b4, g4**2, g4, b4)
    assert {a.dtype for a in singles} == {np.dtype(np.float32)}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda X, g: batch_norm(X, g[:2], g),
            r"batch_norm: gamma has shape \(2,\), but X has shape \(6, 4\); "
            r"expected \(4,\)",
        ),
        (lambda X, g: batch_statistics(X[0]), r"X has shape \(4,\); expected two axes"),
        (
            lambda X, g: batch_norm_gradients(X[:3], X, g),
            r"dY has shape \(3, 4\), but X has shape \(6, 4\)",
        ),
        (
            lambda X, g: fold_batch_norm(X.T, g, g, g, g, g),
            r"fold_batch_norm: b has shape \(4,\), but W has shape \(4, 6\)",
        ),
        (
            lambda X, g: image_batch_norm(X, g, g),
            r"X has shape \(6, 4\); expected four",
        ),
        (
            lambda X, g: running_average(g, g[:1], 0.1),
            r"old has shape \(4,\), but new has shape \(1,\)",
        ),
    ],
)
def test_shapes_that_do_not_fit_are_named(call, message):
    X, gamma, _, _ = problem()
    with pytest.raises(ValueError, match=message):
        call(X, gamma)


def test_the_answer_of_the_transfer_task_stands_nowhere():
    assert "layer_norm" not in " ".join(vars(normalization))
