"""The measuring tools: accurate on what is known, sharp on what is wrong."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from bpcourse import gradcheck
from bpcourse.network import Network

X = np.random.default_rng(0).standard_normal((6, 4))
Y = np.eye(3)[[0, 1, 2, 0, 1, 2]]


def network(hidden="tanh", output="softmax", seed=1) -> Network:
    net = Network([4, 5, 3], hidden, output, seed=seed)
    net.theta[:] = np.random.default_rng(seed).standard_normal(net.theta.size)
    return net


@pytest.mark.parametrize(
    ("f", "slope"),
    [
        (np.exp, np.exp),
        (np.log, lambda x: 1 / x),
        (np.sqrt, lambda x: 0.5 / np.sqrt(x)),
        (np.tanh, lambda x: 1 - np.tanh(x) ** 2),
        (lambda x: x**3 / (1 + x), lambda x: (3 * x**2 + 2 * x**3) / (1 + x) ** 2),
    ],
)
def test_slopes_of_known_functions(f, slope):
    x = np.linspace(0.2, 3, 50)
    assert_allclose(gradcheck.complex_step(f, x), slope(x), rtol=1e-14, atol=1e-15)
    assert_allclose(gradcheck.central_difference(f, x), slope(x), rtol=1e-8)


def test_the_central_difference_errs_as_the_square_of_h():
    errors = [
        abs(gradcheck.central_difference(np.exp, 1.0, h) - np.e) for h in (1e-2, 1e-3)
    ]
    assert errors[0] / errors[1] == pytest.approx(100, rel=1e-3)


def test_any_small_complex_step_will_do():
    slopes = [gradcheck.complex_step(np.exp, 1.0, h) for h in (1e-10, 1e-100, 1e-300)]
    assert_allclose(slopes, np.e, rtol=1e-15)


@pytest.mark.parametrize(
    "f", [np.abs, lambda x: np.real(x) ** 2, lambda x: x * np.conj(x)]
)
def test_a_function_that_drops_the_imaginary_part_is_refused(f):
    with pytest.raises(TypeError, match="complex_step: f drops the imaginary part"):
        gradcheck.complex_step(f, [1.0, 2.0])


@pytest.mark.parametrize(
    "f", [np.linalg.norm, lambda e: np.vdot(e, e), lambda e: abs(e.sum())]
)
def test_a_scalar_function_that_drops_the_imaginary_part_is_refused(f):
    with pytest.raises(TypeError, match="complex_gradient: f drops the imaginary part"):
        gradcheck.complex_gradient(f, [1.0, 2.0])


def test_a_slope_of_zero_is_believed():
    assert_array_equal(gradcheck.complex_step(lambda x: 0 * x + 3, [1.0, 2.0]), [0, 0])
    assert_array_equal(gradcheck.complex_step(lambda x: np.maximum(x, 0), [-1.0]), [0])
    assert_array_equal(gradcheck.complex_gradient(lambda x: (0 * x).sum(), [1.0]), [0])


def test_gradients_have_the_shape_of_x_and_leave_it_alone():
    x = np.arange(6.0).reshape(2, 3)
    for measure in (gradcheck.central_gradient, gradcheck.complex_gradient):
        gradient = measure(lambda x: (x**2).sum(), x)
        assert_allclose(gradient, 2 * np.arange(6.0).reshape(2, 3), atol=1e-8)
    assert_array_equal(x, np.arange(6.0).reshape(2, 3))


def test_an_array_where_one_number_is_expected_is_named():
    for measure in (gradcheck.central_gradient, gradcheck.complex_gradient):
        with pytest.raises(ValueError, match=r"shape \(3,\); expected one number"):
            measure(lambda x: x, np.ones(3))


def test_delta_by_delta_equals_the_double_loop():
    net = network()
    measured = gradcheck.flatten(gradcheck.network_gradient(net, X, Y))

    def value(theta):
        W, b = net._views(theta)
        a = np.tanh(X @ W[0] + b[0])
        return net.loss.per_sample(a @ W[1] + b[1], Y).mean()

    assert (
        gradcheck.relative_error(gradcheck.complex_gradient(value, net.theta), measured)
        < 1e-14
    )
    assert (
        gradcheck.relative_error(gradcheck.central_gradient(value, net.theta), measured)
        < 1e-8
    )


def test_units_measured_in_blocks_give_the_same(monkeypatch):
    whole = gradcheck.network_deltas(network(), X, Y)
    monkeypatch.setattr(gradcheck, "BLOCK", 1)
    for mine, other in zip(gradcheck.network_deltas(network(), X, Y), whole):
        assert_allclose(mine, other, rtol=1e-12, atol=1e-17)


def test_a_float32_network_is_measured_in_float64():
    net = Network([4, 5, 3], dtype=np.float32)
    double = Network([4, 5, 3])
    double.theta[:] = net.theta
    for mine, other in zip(
        gradcheck.network_gradient(net, X, Y), gradcheck.network_gradient(double, X, Y)
    ):
        assert_allclose(mine[0], other[0], rtol=1e-12, atol=1e-17)


@pytest.mark.parametrize(
    "hidden", ["tanh", "sigmoid", "relu", "leaky_relu", "identity"]
)
@pytest.mark.parametrize("output", ["softmax", "sigmoid_cross_entropy", "sigmoid"])
def test_a_right_gradient_passes_in_a_random_direction(hidden, output):
    net = network(hidden, output)
    error = gradcheck.random_direction(
        net, X, Y, net.gradients(X, Y), np.random.default_rng(2)
    )
    assert error < 1e-13


@pytest.mark.parametrize("seed", range(5))
def test_one_entry_off_by_a_billionth_shows_in_a_random_direction(seed):
    net = network()
    gradients = net.gradients(X, Y)
    size = np.linalg.norm(gradcheck.flatten(gradients))
    gradients[0][0][1, 2] += 1e-9 * size
    error = gradcheck.random_direction(
        net, X, Y, gradients, np.random.default_rng(seed)
    )
    assert error > 1e-11


def planted(net: Network, mistake: str) -> list:
    """The gradient as it comes out with one classic mistake."""
    net.forward(X)
    a, delta = net.a, (net.a[-1] - Y) / len(Y)
    signal = delta @ net.weights[1].T
    slope = 1 - a[1] ** 2
    hidden = {
        "none": signal * slope,
        "no slope": signal,
        "slope of the output of the activation": signal * (1 - np.tanh(a[1]) ** 2),
        "updated weights": (delta @ (net.weights[1] - 0.1 * a[1].T @ delta).T) * slope,
    }.get(mistake, signal * slope)
    scale = 2 if mistake == "no half" else 1
    return [
        (scale * a[0].T @ hidden, scale * hidden.sum(axis=0)),
        (scale * a[1].T @ delta, scale * delta.sum(axis=0)),
    ]


MISTAKES = [
    "no slope",
    "slope of the output of the activation",
    "updated weights",
    "no half",
]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_planted_mistakes_are_found_and_the_right_one_is_not(mistake):
    net, rng = network(), np.random.default_rng(3)
    measured = gradcheck.flatten(gradcheck.network_gradient(net, X, Y))
    right, wrong = planted(net, "none"), planted(net, mistake)
    assert gradcheck.compare(gradcheck.flatten(right), measured).agrees
    assert not gradcheck.compare(gradcheck.flatten(wrong), measured).agrees
    assert gradcheck.random_direction(net, X, Y, right, rng) < 1e-13
    assert gradcheck.random_direction(net, X, Y, wrong, rng) > 1e-4


def test_a_comparison_carries_its_evidence():
    evidence = gradcheck.compare([[1.0, 2.0], [3.0, 4.0]], [[1.0, 2.0], [3.5, 4.0]])
    assert evidence.index == (1, 0)
    assert not evidence.agrees
    assert "largest at [1, 0]: claimed 3, measured 3.5" in str(evidence)
    assert str(gradcheck.compare([1.0], [1.0])).startswith("agrees: error 0.0e+00")
    assert not gradcheck.compare([np.nan], [1.0]).agrees


def test_a_small_entry_of_rounding_does_not_refuse_a_gradient():
    assert gradcheck.compare([1.0, 1e-20], [1.0, 3e-20]).agrees


def test_shapes_that_differ_are_named_and_not_broadcast():
    with pytest.raises(
        ValueError, match=r"measured has shape \(2, 1\), but claimed .*\(2,\)"
    ):
        gradcheck.compare(np.ones(2), np.ones((2, 1)))
