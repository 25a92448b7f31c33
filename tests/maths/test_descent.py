"""How far to step: thresholds, batches, backtracking."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from bpcourse import descent

pytestmark = pytest.mark.filterwarnings("error")


def test_the_path_starts_at_x0_and_follows_the_gradient():
    path = descent.gradient_descent(
        lambda x: [2 * x[0], 20 * x[1]], [1.0, -1.0], 0.05, 3
    )
    assert_allclose(path, [[1, -1], [0.9, 0], [0.81, 0], [0.729, 0]], atol=1e-15)
    assert descent.gradient_descent(np.cos, 0.5, 0.1, 0).tolist() == [0.5]


def test_a_diverging_path_is_silent_and_float32_stays():
    assert not np.isfinite(descent.gradient_descent(lambda x: x, 1e308, 1e3, 9)[-1])
    x0 = np.ones(2, np.float32)
    path = descent.gradient_descent(lambda x: x, x0, np.float64(0.1), 3)
    assert path.dtype == np.float32
    assert_array_equal(x0, 1)


@pytest.mark.parametrize("n", [1, 2, 5])
def test_below_the_largest_stable_step_descent_converges_and_above_it_does_not(n):
    rng = np.random.default_rng(n)
    A = rng.standard_normal((n, n))
    H = A @ A.T + np.eye(n)
    eta = descent.largest_stable_step(H)
    x0 = rng.standard_normal(n)
    size = [
        np.linalg.norm(descent.gradient_descent(lambda x: H @ x, x0, eta * f, 3000)[-1])
        for f in (0.97, 1.0, 1.01)
    ]
    assert size[0] < 1e-3 * np.linalg.norm(x0)
    assert size[2] > 1e3 * np.linalg.norm(x0)
    assert size[0] < size[1] < size[2]


def test_a_matrix_that_is_not_positive_definite_is_named():
    with pytest.raises(ValueError, match="eigenvalue -1"):
        descent.largest_stable_step([[1.0, 0], [0, -1]])
    with pytest.raises(ValueError, match="not symmetric"):
        descent.largest_stable_step([[1.0, 0.5], [0, 1]])
    with pytest.raises(ValueError, match=r"H has shape \(2, 3\); expected \(n, n\)"):
        descent.largest_stable_step(np.ones((2, 3)))


@given(n=st.integers(1, 200), batch_size=st.integers(1, 250), seed=st.integers(0, 9))
def test_every_sample_comes_once_with_its_target_in_full_batches(n, batch_size, seed):
    X = np.arange(2 * n).reshape(n, 2)
    batches = list(
        descent.minibatches(X, X[:, 0], batch_size, np.random.default_rng(seed))
    )
    assert len(batches) == descent.batches_per_epoch(n, batch_size)
    assert all(len(x) == batch_size for x, _ in batches[:-1])
    assert all((x[:, 0] == t).all() for x, t in batches)
    assert sorted(np.concatenate([t for _, t in batches])) == list(range(0, 2 * n, 2))


def test_two_epochs_on_one_generator_differ_and_mix_samples():
    rng, X = np.random.default_rng(0), np.arange(100)
    first, second = (
        [x.tolist() for x, _ in descent.minibatches(X, X, 10, rng)] for _ in range(2)
    )
    assert first != second
    assert all(
        sorted(batch) != list(range(min(batch), min(batch) + 10)) for batch in first
    )


def test_batches_stay_valid_and_own_their_numbers():
    X = np.arange(6.0)
    batches = list(descent.minibatches(X, X[:, None], 2, np.random.default_rng(0)))
    batches[0][0][:] = -1
    assert X.min() == 0
    assert batches[1][1].shape == (2, 1)


def test_decay_divides_by_one_more_each_epoch():
    assert [descent.decayed_step(0.6, e, 0.5) for e in (0, 2, 4)] == pytest.approx(
        [0.6, 0.3, 0.2]
    )


def quadratic(x):
    return 5 * float((x**2).sum())


def test_backtracking_takes_the_first_step_that_lowers_enough():
    x = np.array([1.0, -2.0])
    eta = descent.backtracking_step(quadratic, lambda x: 10 * x, x)
    assert eta == 0.125
    assert quadratic(x - 2 * eta * 10 * x) > quadratic(x)
    assert descent.backtracking_step(quadratic, lambda x: 10 * x, x, 0.15, 0.9) == 0.15
    assert_array_equal(x, [1, -2])


def test_backtracking_rejects_nan_and_stays_put_at_a_minimum():
    def log_barrier(x):
        with np.errstate(invalid="ignore"):
            return float(np.log(x[0])) if x[0] > 0 else float("nan")

    eta = descent.backtracking_step(log_barrier, lambda x: 1 / x, np.array([0.1]))
    assert 0 < eta < 0.01
    assert (
        descent.backtracking_step(quadratic, lambda x: 0 * x, np.array([1.0]), 0.7)
        == 0.7
    )


def test_backtracking_demands_more_for_a_larger_c():
    x = np.array([1.0])
    loose = descent.backtracking_step(quadratic, lambda x: 10 * x, x, 0.19, 0.5, 1e-4)
    strict = descent.backtracking_step(quadratic, lambda x: 10 * x, x, 0.19, 0.5, 0.9)
    assert (loose, strict) == (0.19, 0.19 / 16)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: descent.minibatches(np.ones(3), np.ones(2), 1, None),
            "minibatches: X has 3 rows, but T has 2",
        ),
        (
            lambda: descent.minibatches(np.ones(3), np.ones(3), 0, None),
            "minibatches: batch_size is 0",
        ),
        (lambda: descent.batches_per_epoch(3, 0), "batches_per_epoch: batch_size is 0"),
        (
            lambda: descent.gradient_descent(lambda x: [x, x], 1.0, 1, 1),
            r"gradient\(x\) has shape \(2,\), but x0 has shape \(\)",
        ),
        (
            lambda: descent.backtracking_step(
                quadratic, lambda x: -10 * x, np.ones(1), c=0.5
            ),
            "no step lowers f",
        ),
        (
            lambda: descent.backtracking_step(
                quadratic, quadratic, np.ones(1), shrink=1.0
            ),
            "shrink is 1.0",
        ),
    ],
)
def test_mistaken_calls_are_named_at_once(call, message):
    with pytest.raises(ValueError, match=message):
        call()
