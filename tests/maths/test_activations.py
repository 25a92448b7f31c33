"""Activations: right where it is easy, silent and finite where it is not."""

from __future__ import annotations

import math
from decimal import Decimal, getcontext

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from bpcourse import activations
from bpcourse.activations import ACTIVATIONS, LeakyReLU, activation
from bpcourse.gradcheck import central_difference, complex_step

pytestmark = pytest.mark.filterwarnings("error")

finite = st.floats(allow_nan=False, allow_infinity=False)
EXTREMES = [
    0.0,
    -0.0,
    5e-324,
    -5e-324,
    1e-310,
    1.0,
    -30.0,
    709.8,
    -709.8,
    1e308,
    -1e308,
]
ELEMENTWISE = [
    activations.sigmoid,
    activations.sigmoid_derivative,
    activations.relu,
    activations.relu_derivative,
    activations.leaky_relu,
    activations.leaky_relu_derivative,
    activations.tanh_from_sigmoid,
    activations.tanh_derivative,
]
FROM_OUTPUT = [
    activations.sigmoid_derivative_from_output,
    activations.tanh_derivative_from_output,
]
SLOPES = [
    (activations.sigmoid, activations.sigmoid_derivative),
    (activations.tanh_from_sigmoid, activations.tanh_derivative),
    (np.tanh, activations.tanh_derivative),
    (activations.relu, activations.relu_derivative),
    (activations.leaky_relu, activations.leaky_relu_derivative),
]
by_name = pytest.mark.parametrize(
    "f", ELEMENTWISE + FROM_OUTPUT, ids=lambda f: f.__name__
)


@pytest.mark.parametrize("f", ELEMENTWISE, ids=lambda f: f.__name__)
@given(x=finite)
@example(x=1e308)
@example(x=-1e308)
def test_every_finite_input_gives_a_finite_output_in_silence(f, x):
    assert np.isfinite(f(x))


@given(x=finite, A=finite, B=st.floats(min_value=5e-324, max_value=1e308))
@example(x=1e308, A=1e308, B=5e-324)
@example(x=0.0, A=1e308, B=5e-324)
def test_the_scaled_sigmoid_is_never_nan(x, A, B):
    assert not np.isnan(activations.scaled_sigmoid(x, A, B))
    assert not np.isnan(activations.scaled_sigmoid_derivative(x, A, B))


@pytest.mark.parametrize("f", FROM_OUTPUT, ids=lambda f: f.__name__)
@given(a=finite)
def test_slopes_from_any_cached_number_are_silent_and_never_nan(f, a):
    assert not np.isnan(f(a))


@by_name
def test_float32_stays_float32_and_agrees_with_float64(f):
    x = np.linspace(-4, 4, 41)
    single = f(x.astype(np.float32))
    assert single.dtype == np.float32
    assert_allclose(single, f(x.astype(np.float32).astype(float)), rtol=3e-6, atol=1e-7)


@by_name
def test_lists_whole_numbers_and_any_shape_are_taken(f):
    assert_array_equal(f([[-2, 0], [1, 3]]), f(np.array([[-2.0, 0.0], [1.0, 3.0]])))
    assert f(np.zeros((2, 3, 4))).shape == (2, 3, 4)
    assert np.shape(f(1)) == ()


def test_float32_survives_a_float64_scale_and_slope():
    x = np.ones(3, np.float32)
    assert (
        activations.scaled_sigmoid(x, np.float64(2), np.float64(3)).dtype == np.float32
    )
    slope = activations.scaled_sigmoid_derivative(x, np.float64(2), np.float64(3))
    assert slope.dtype == np.float32
    assert activations.leaky_relu(x, np.float64(0.1)).dtype == np.float32


@pytest.mark.parametrize(("f", "slope"), SLOPES)
def test_the_claimed_slope_is_the_measured_one(f, slope):
    x = np.random.default_rng(1).uniform(-5, 5, 500)
    assert_allclose(slope(x), complex_step(f, x), rtol=0, atol=1e-15)
    assert_allclose(slope(x), central_difference(f, x), rtol=0, atol=1e-9)


@pytest.mark.parametrize(
    ("A", "B"), [(1.0, 1.0), (2.0, 3.0), (-1.5, 0.25), (7.0, 40.0)]
)
def test_the_scaled_slope_is_the_measured_one(A, B):
    x = np.linspace(-3 * B, 3 * B, 201)
    measured = complex_step(lambda x: activations.scaled_sigmoid(x, A, B), x)
    claimed = activations.scaled_sigmoid_derivative(x, A, B)
    assert_allclose(claimed, measured, rtol=1e-13)


def test_the_sigmoid_and_its_slope_keep_their_digits_far_out():
    """Against forty-digit arithmetic, relative, where sigma (1 - sigma) has lost all."""
    getcontext().prec = 40
    for x in np.linspace(-30, 30, 121):
        exact = 1 / (1 + (-Decimal(float(x))).exp())
        slope = exact * (1 - exact)
        assert_allclose(activations.sigmoid(x), float(exact), rtol=1e-15)
        assert_allclose(activations.sigmoid_derivative(x), float(slope), rtol=2e-15)


def test_corners_follow_the_document():
    zeros = np.array([0.0, -0.0])
    assert_array_equal(activations.relu_derivative(zeros), [1, 1])
    assert_array_equal(activations.leaky_relu_derivative(zeros, 0.3), [1, 1])
    assert_array_equal(activations.relu_derivative([-5e-324, 5e-324]), [0, 1])
    assert_array_equal(LeakyReLU(0.3).prime(zeros, zeros), [1, 1])


def test_saturation_reaches_the_right_limits():
    assert activations.sigmoid(-1e308) == 0.0
    assert activations.sigmoid(1e308) == 1.0
    assert activations.sigmoid(-700.0) == pytest.approx(
        math.exp(-700), rel=1e-14, abs=0
    )
    assert activations.sigmoid_derivative(40.0) == pytest.approx(
        math.exp(-40), rel=1e-14, abs=0
    )
    assert activations.tanh_from_sigmoid(-1e308) == -1.0


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_objects_have_one_shape_and_the_measured_slope(name):
    f, z = activation(name), np.random.default_rng(2).uniform(-4, 4, (5, 7))
    slope = np.asarray(f.prime(z, f(z)), float)
    assert slope.shape == z.shape
    assert_allclose(slope, complex_step(f, z), rtol=0, atol=1e-15)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_objects_are_silent_finite_and_keep_their_dtype(name, dtype):
    largest = np.finfo(dtype).max
    z = np.array([0, 1, -30, 30, -800, 800, largest, -largest, 1e-40], dtype)
    f = activation(name)
    a = f(z)
    assert a.dtype == dtype
    assert np.isfinite(a).all()
    assert np.isfinite(f.prime(z, a)).all()
    assert f.prime(z, a).dtype in (dtype, bool)


def test_objects_and_functions_agree():
    z = np.linspace(-3, 3, 61)
    pairs = {
        "sigmoid": activations.sigmoid_derivative,
        "tanh": activations.tanh_derivative,
        "relu": activations.relu_derivative,
        "leaky_relu": activations.leaky_relu_derivative,
    }
    for name, slope in pairs.items():
        f = activation(name)
        assert_allclose(np.asarray(f.prime(z, f(z)), float), slope(z), atol=1e-15)


def test_the_complex_step_survives_saturation():
    x = np.array([-1e308, -1500.0, -720.0, 720.0, 1e308])
    assert_array_equal(complex_step(activations.sigmoid, x), np.zeros(5))


def test_mistaken_calls_are_named():
    with pytest.raises(ValueError, match="'sigmid' is none of sigmoid, tanh"):
        activation("sigmid")
    with pytest.raises(ValueError, match="scaled_sigmoid_derivative: B is 0"):
        activations.scaled_sigmoid_derivative(1.0, 1.0, 0)
    with pytest.raises(ValueError, match="scaled_sigmoid: B is nan"):
        activations.scaled_sigmoid(1.0, 1.0, float("nan"))
    for p in (2.0, -0.1, float("nan")):  # max(z, p z) would be another function
        with pytest.raises(ValueError, match=f"LeakyReLU: p is {p}; expected 0 to 1"):
            LeakyReLU(p)


@pytest.mark.parametrize("f", ELEMENTWISE + FROM_OUTPUT, ids=lambda f: f.__name__)
def test_arguments_stay_as_they_are(f):
    x = np.array(EXTREMES)
    f(x)
    assert_array_equal(x, EXTREMES)
