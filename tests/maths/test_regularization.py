"""Penalties, dropout, first weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from bpcourse import regularization
from bpcourse.gradcheck import central_gradient, complex_gradient

pytestmark = pytest.mark.filterwarnings("error")

numbers = arrays(
    float, (2, 3), elements=st.floats(allow_nan=False, allow_infinity=False)
)


def test_penalty_gradients_are_the_measured_ones():
    W = np.random.default_rng(0).standard_normal((3, 4))
    l2 = complex_gradient(lambda W: 0.3 * (W**2).sum(), W)
    assert_allclose(regularization.l2_penalty_gradient(W, 0.3), l2, rtol=1e-14)
    l1 = central_gradient(lambda W: 0.3 * np.abs(W).sum(), W)
    assert_allclose(regularization.l1_penalty_subgradient(W, 0.3), l1, rtol=1e-9)
    assert regularization.l1_penalty_subgradient([0.0], 0.3) == 0


def test_the_norm_of_a_gradient_that_left_the_floats_is_no_number():
    nan, inf = regularization.gradient_norms([([[np.nan, 1]], [0]), ([[-np.inf]], [0])])
    assert np.isnan(nan) and inf == np.inf
    assert regularization.gradient_norms([(np.zeros((0, 2)), [])]) == [0.0]


def test_the_proximal_step_minimises_its_problem():
    """Document 2's claim about L1, measured: the minimiser of (v - w)^2 / 2 + |v| / 2."""
    w = np.array([-2, -0.3, 0.05, 0.4, 1])
    v = regularization.soft_threshold(w, 0.5)
    assert_array_equal(v, [-1.5, 0, 0, 0, 0.5])
    grid = np.linspace(-3, 3, 60001)
    for wi, vi in zip(w, v):
        best = grid[np.argmin((grid - wi) ** 2 / 2 + np.abs(grid) / 2)]
        assert vi == pytest.approx(best, abs=1e-4)


@pytest.mark.parametrize("keep", [0.1, 0.7, 1.0])
def test_dropout_keeps_the_mean_and_the_share(keep):
    dropped, mask = regularization.dropout(
        np.ones((200, 500)), keep, np.random.default_rng(0)
    )
    assert set(np.unique(mask)) <= {0.0, 1 / keep}
    assert (mask > 0).mean() == pytest.approx(keep, abs=0.01)
    assert dropped.mean() == pytest.approx(1, abs=0.05)
    if keep < 1:
        assert 0 < (mask > 0).mean(axis=0).std() < 0.06
        assert len({row.tobytes() for row in mask}) == len(mask)


def test_dropout_draws_anew_and_repeats_with_its_seed():
    A, rng = np.ones((5, 6)), np.random.default_rng(1)
    first, second = (
        regularization.dropout(A, 0.5, rng)[1],
        regularization.dropout(A, 0.5, rng)[1],
    )
    again = regularization.dropout(A, 0.5, np.random.default_rng(1))[1]
    assert (first != second).any()
    assert_array_equal(first, again)


def test_the_backward_pass_uses_the_mask_of_the_forward_pass():
    A = np.random.default_rng(2).standard_normal((4, 3))
    dropped, mask = regularization.dropout(A, 0.6, np.random.default_rng(3))
    assert_array_equal(dropped, A * mask)
    slope = complex_gradient(lambda A: (A * mask).sum(), A)
    assert_allclose(regularization.dropout_backward(np.ones((4, 3)), mask), slope)


@given(A=numbers, keep=st.floats(5e-324, 1), lam=st.floats(-1e308, 1e308))
@example(A=np.zeros((2, 3)), keep=5e-324, lam=1e308)
@example(A=np.full((2, 3), 1e308), keep=0.5, lam=1e308)
def test_no_finite_input_gives_a_nan_or_a_warning(A, keep, lam):
    rng = np.random.default_rng(0)
    results = [
        regularization.dropout(A, keep, rng)[0],
        regularization.l2_penalty_gradient(A, lam),
        regularization.l1_penalty_subgradient(A, lam),
        regularization.soft_threshold(A, abs(lam)),
        regularization.gradient_norms([(A, A)]),
    ]
    assert not any(np.isnan(result).any() for result in results)


def test_float32_stays_float32_even_for_a_tiny_share():
    A, rng = np.ones((3, 4), np.float32), np.random.default_rng(0)
    for keep in (0.5, 1e-50):
        dropped, mask = regularization.dropout(A, keep, rng)
        assert dropped.dtype == mask.dtype == np.float32
        assert not np.isnan(dropped).any()
    lam = np.float64(0.1)
    assert regularization.l2_penalty_gradient(A, lam).dtype == np.float32
    assert regularization.l1_penalty_subgradient(A, lam).dtype == np.float32
    assert regularization.soft_threshold(A, lam).dtype == np.float32


def test_first_weights_have_he_s_spread_and_no_mean():
    W = regularization.he_init(300, 400, np.random.default_rng(0))
    assert W.shape == (300, 400)
    assert W.std() == pytest.approx(np.sqrt(2 / 300), rel=0.01)
    assert abs(W.mean()) < 0.001
    assert np.linalg.matrix_rank(W) == 300


def test_norms_are_frobenius_and_survive_large_and_small_entries():
    W = np.array([[3.0, 4.0], [12.0, 84.0]])
    big, small, zero = W * 1e300, W * 1e-300, 0 * W
    norms = regularization.gradient_norms(
        [(V, np.ones(2)) for V in (W, big, small, zero)]
    )
    assert_allclose(norms, [85 * s for s in (1, 1e300, 1e-300, 0)])
    assert all(type(norm) is float for norm in norms)


def test_mistaken_calls_are_named():
    for keep in (0, 1.5, -0.1, float("nan")):
        with pytest.raises(ValueError, match="dropout: keep is"):
            regularization.dropout([1.0], keep, np.random.default_rng(0))
    with pytest.raises(
        ValueError, match=r"grad has shape \(2,\), but mask has shape \(3,\)"
    ):
        regularization.dropout_backward(np.ones(2), np.ones(3))
    with pytest.raises(ValueError, match="he_init: n_in is 0"):
        regularization.he_init(0, 2, np.random.default_rng(0))
