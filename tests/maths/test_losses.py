"""Losses: values by definition, gradients by measurement, extremes in silence."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from bpcourse import losses
from bpcourse.activations import activation
from bpcourse.gradcheck import complex_gradient, relative_error

pytestmark = pytest.mark.filterwarnings("error")

LARGEST = np.finfo(float).max
logits = arrays(float, st.integers(1, 6), elements=st.floats(-LARGEST, LARGEST))
shares = arrays(float, 4, elements=st.floats(0, 1))
numbers = arrays(float, 3, elements=st.floats(-LARGEST, LARGEST))
VALUES = [
    losses.half_squared_error,
    losses.cross_entropy,
    losses.softmax_cross_entropy,
    losses.kl_divergence,
]
LOSSES = [
    losses.SoftmaxCrossEntropy(),
    losses.SigmoidCrossEntropy(),
    losses.HalfSquaredError(activation("sigmoid")),
    losses.HalfSquaredError(activation("identity")),
]


def distribution(rng: np.random.Generator, *shape: int) -> np.ndarray:
    y = rng.uniform(0.1, 1, shape)
    return y / y.sum(axis=-1, keepdims=True)


@given(o=numbers, t=numbers)
@example(o=np.full(3, 1e308), t=np.full(3, -1e308))
def test_half_squared_error_is_never_nan(o, t):
    assert losses.half_squared_error(o, t) >= 0
    assert not np.isnan(losses.half_squared_error_gradient(o, t)).any()


def test_half_squared_error_is_half_the_sum():
    o, t = [0.2, 0.7, 0.4], [0.0, 1.0, 0.5]
    assert losses.half_squared_error(o, t) == pytest.approx((0.04 + 0.09 + 0.01) / 2)
    measured = complex_gradient(lambda o: losses.half_squared_error(o, t), o)
    assert_allclose(losses.half_squared_error_gradient(o, t), measured, atol=1e-15)


@given(z=logits)
@example(z=np.array([1e308, -1e308]))
@example(z=np.array([5e-324, -5e-324, 0.0]))
def test_softmax_of_any_finite_logits_is_a_distribution(z):
    p = losses.softmax(z)
    assert (p >= 0).all()
    assert p.sum() == pytest.approx(1)
    assert (losses.log_softmax(z) <= 0).all()
    assert np.isfinite(losses.softmax_jacobian(z)).all()


@given(z=logits, k=st.integers(0, 5))
def test_the_fused_loss_is_never_nan_nor_below_zero(z, k):
    y = np.eye(len(z))[k % len(z)]
    assert losses.softmax_cross_entropy(z, y) >= 0
    gradient = losses.softmax_cross_entropy_gradient(z, y)
    assert gradient.sum() == pytest.approx(0, abs=1e-15)


@settings(max_examples=5)
@given(seed=st.integers(0, 100), scale=st.sampled_from([1.0, 1e4, 1e300]))
def test_a_hundred_thousand_logits_are_fine(seed, scale):
    z = scale * np.random.default_rng(seed).standard_normal(100_000)
    y = np.zeros(100_000)
    y[seed] = 1
    assert losses.softmax(z).sum() == pytest.approx(1, abs=1e-10)
    assert losses.softmax_cross_entropy(z, y) > 0


def test_the_fused_loss_equals_the_two_steps_where_those_work():
    rng = np.random.default_rng(0)
    z, y = 3 * rng.standard_normal(5), distribution(rng, 5)
    two_steps = -sum(
        y[k] * math.log(math.exp(z[k]) / sum(math.exp(v) for v in z)) for k in range(5)
    )
    assert losses.softmax_cross_entropy(z, y) == pytest.approx(two_steps, rel=1e-14)
    assert losses.cross_entropy(losses.softmax(z), y) == pytest.approx(
        two_steps, rel=1e-14
    )


def test_the_fused_loss_keeps_what_a_rounded_probability_loses():
    assert losses.softmax_cross_entropy([0.0, -800.0], [0.0, 1.0]) == 800.0
    assert losses.cross_entropy(losses.softmax([0.0, -800.0]), [0.0, 1.0]) == math.inf


def test_a_label_of_zero_counts_nothing_even_at_probability_zero():
    assert losses.cross_entropy([1.0, 0.0], [1.0, 0.0]) == 0.0
    assert losses.kl_divergence([1.0, 0.0], [1.0, 0.0]) == 0.0
    assert losses.kl_divergence([0.0, 1.0], [1.0, 0.0]) == math.inf
    assert losses.cross_entropy([0.0, 1.0], [1.0, 0.0]) == math.inf
    assert losses.softmax_cross_entropy([1e308, -1e308], [1.0, 0.0]) == 0.0
    assert losses.cross_entropy([1e-8, 1 - 1e-8], [1, 0]) == pytest.approx(
        -math.log(1e-8)
    )


@given(p=shares, y=shares)
@example(p=np.array([0.0, 5e-324, 1.0, 0.0]), y=np.array([0.0, 1.0, 5e-324, 0.0]))
@example(p=np.array([5e-324, 0, 0, 0]), y=np.array([1.0, 0, 0, 0]))
def test_losses_of_probabilities_are_never_nan(p, y):
    assert losses.cross_entropy(p, y) >= 0
    assert not np.isnan(losses.kl_divergence(y, p))
    assert losses.entropy(y) >= 0


def test_cross_entropy_is_entropy_plus_divergence():
    rng = np.random.default_rng(3)
    y, p = distribution(rng, 6), distribution(rng, 6)
    total = losses.entropy(y) + losses.kl_divergence(y, p)
    assert losses.cross_entropy(p, y) == pytest.approx(total, rel=1e-14)
    assert losses.kl_divergence(y, p) > 0


def test_softmax_works_along_the_last_axis_and_ignores_a_shift():
    z = np.random.default_rng(4).standard_normal((3, 4))
    assert_allclose(losses.softmax(z)[1], losses.softmax(z[1]), rtol=1e-15)
    assert_allclose(losses.softmax(z + 5), losses.softmax(z), rtol=1e-14)


def test_the_jacobian_is_the_measured_one_and_its_columns_sum_to_zero():
    z = np.random.default_rng(5).standard_normal(5)
    J = losses.softmax_jacobian(z)
    for i in range(5):
        row = complex_gradient(lambda z, i=i: losses.softmax(z)[i], z)
        assert_allclose(J[i], row, rtol=0, atol=1e-15)
    assert_allclose(J.sum(axis=0), 0, atol=1e-15)


def test_gradients_are_the_measured_ones():
    rng = np.random.default_rng(6)
    z, y = 2 * rng.standard_normal(5), distribution(rng, 5)
    fused = complex_gradient(lambda z: losses.softmax_cross_entropy(z, y), z)
    assert relative_error(fused, losses.softmax_cross_entropy_gradient(z, y)) < 1e-15


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: type(loss).__name__)
def test_deltas_are_the_measured_ones_per_sample(loss):
    rng = np.random.default_rng(7)
    z, Y = rng.standard_normal((4, 3)), distribution(rng, 4, 3)
    measured = complex_gradient(lambda z: loss.per_sample(z, Y).sum(), z)
    assert relative_error(measured, loss.delta(z, loss.output(z), Y)) < 1e-15


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: type(loss).__name__)
def test_network_losses_keep_float32(loss):
    z, Y = np.ones((2, 3), np.float32), np.full((2, 3), 1 / 3, np.float32)
    a = loss.output(z)
    found = [a.dtype, loss.delta(z, a, Y).dtype, loss.per_sample(z, Y).dtype]
    assert found == [np.float32] * 3


@pytest.mark.parametrize("z", [1.0, [], np.zeros((2, 0))])
def test_a_softmax_of_no_classes_is_told(z):
    with pytest.raises(ValueError, match=r"softmax: z has shape \(.*expected \(K,\)"):
        losses.softmax(z)


@pytest.mark.parametrize("z", [-1e308, -800.0, 0.0, 800.0, 1e308])
@pytest.mark.parametrize("t", [0.0, 1.0])
def test_sigmoid_cross_entropy_is_finite_everywhere(z, t):
    loss = losses.SigmoidCrossEntropy()
    value = loss.per_sample(np.array([[z]]), np.array([[t]]))[0]
    expected = math.log(2) if z == 0 else max(z if t == 0 else -z, 0.0)
    assert value == pytest.approx(expected)


def test_sigmoid_cross_entropy_keeps_the_digits_of_a_small_loss():
    loss = losses.SigmoidCrossEntropy()
    value = loss.per_sample(np.array([[50.0]]), np.array([[1.0]]))[0]
    assert value == pytest.approx(math.exp(-50), rel=1e-12, abs=0)


def test_the_softmax_loss_of_an_overflowing_batch_is_not_nan():
    z, Y = np.array([[1e308, -1e308]]), np.array([[1.0, 0.0]])
    assert losses.SoftmaxCrossEntropy().per_sample(z, Y)[0] == 0.0


@pytest.mark.parametrize("f", VALUES, ids=lambda f: f.__name__)
def test_values_are_plain_floats_of_one_sample_and_say_so(f):
    assert type(f([1, 0], [0.5, 0.5])) is float
    assert type(f(np.ones(2, np.float32), np.ones(2, np.float32))) is float
    with pytest.raises(
        ValueError, match=rf"{f.__name__}: .* shape \(2,\).*shape \(3,\)"
    ):
        f(np.ones(2), np.ones(3))
    with pytest.raises(
        ValueError, match=rf"{f.__name__}: .*\(2, 2\); expected one sample"
    ):
        f(np.ones((2, 2)), np.ones((2, 2)))


def test_what_is_not_a_probability_is_named():
    with pytest.raises(ValueError, match="cross_entropy: p has entries below 0"):
        losses.cross_entropy([-0.1, 1.1], [0, 1])
    with pytest.raises(ValueError, match="kl_divergence: y has entries below 0"):
        losses.kl_divergence([-0.1, 1.1], [0.5, 0.5])
    with pytest.raises(ValueError, match=r"softmax_jacobian: z has shape \(2, 2\)"):
        losses.softmax_jacobian(np.ones((2, 2)))
