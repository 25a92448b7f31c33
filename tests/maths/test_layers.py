"""Every layer: the measured gradient, in training and at inference."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from bpcourse.activations import ACTIVATIONS
from bpcourse.convolution import (
    conv_bias_gradient,
    conv_input_gradient,
    conv_output,
    conv_weight_gradient,
    max_pool_backward,
)
from bpcourse.gradcheck import complex_gradient, relative_error
from bpcourse.layers import (
    ActivationLayer,
    BatchNorm,
    Convolution,
    Dense,
    Dropout,
    Flatten,
    GlobalMax,
    Layer,
    MaxPool,
    MeanPool,
)
from bpcourse.normalization import batch_norm, batch_norm_gradients

pytestmark = pytest.mark.filterwarnings("error")
ROWS, IMAGES = (5, 6), (3, 4, 6, 2)


def rng(seed=0):
    return np.random.default_rng(seed)


def fixed_dropout():
    """Dropout that draws the same mask in every pass."""

    class Fixed(Dropout):
        def forward(self, X):
            self.rng = rng(7)
            return super().forward(X)

    return Fixed(0.6, rng())


LAYERS = {
    "dense": (lambda: Dense(6, 3, rng()), ROWS),
    "convolution": (lambda: Convolution(3, 2, 4, rng()), IMAGES),
    "convolution, stride 2": (lambda: Convolution(2, 2, 3, rng(), stride=2), (3, 5, 6, 2)),
    "convolution, rows left over": (lambda: Convolution(3, 2, 3, rng(), 2), (3, 6, 8, 2)),
    "max pool": (lambda: MaxPool(2), IMAGES),
    "mean pool": (lambda: MeanPool(2), IMAGES),
    "global max": (GlobalMax, IMAGES),
    "flatten": (Flatten, IMAGES),
    "batch norm of rows": (lambda: BatchNorm(6), ROWS),
    "batch norm of images": (lambda: BatchNorm(2), IMAGES),
    "dropout": (fixed_dropout, ROWS),
    "dropout of images": (fixed_dropout, IMAGES),
    **{f: (lambda f=f: ActivationLayer(f), ROWS) for f in ACTIVATIONS},
}  # fmt: skip


def made(name):
    """The layer with parameters drawn anew, and an input."""
    make, shape = LAYERS[name]
    layer = make()
    for seed, parameter in enumerate(layer.names, 1):
        drawn = rng(seed).standard_normal(getattr(layer, parameter).shape)
        setattr(layer, parameter, drawn)
    return layer, rng(9).standard_normal(shape) + 0.3


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("name", LAYERS)
def test_every_layer_hands_back_the_measured_gradient(name, training):
    layer, X = made(name)
    layer.training = training
    dY = rng(10).standard_normal(layer.forward(X).shape)
    dX = layer.backward(dY)
    gradients = {p: getattr(layer, f"d{p}") for p in layer.names}

    def loss(X, **parameters):
        moved, _ = made(name)
        moved.training = training
        for parameter in layer.names:
            value = parameters.get(parameter, getattr(layer, parameter))
            setattr(moved, parameter, value)
        return (moved.forward(X + 0j) * dY).sum()

    assert relative_error(complex_gradient(loss, X), dX) < 1e-13
    for p, claimed in gradients.items():
        measured = complex_gradient(lambda v, p=p: loss(X, **{p: v}), getattr(layer, p))
        assert relative_error(measured / len(X), claimed) < 1e-13


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("name", LAYERS)
def test_every_layer_keeps_single_precision_and_its_arguments(name, training):
    layer, X = made(name)
    layer.training = training
    for parameter in layer.names:
        single = getattr(layer, parameter).astype(np.float32)
        setattr(layer, parameter, single)
    X = X.astype(np.float32)
    before, Y = X.copy(), layer.forward(X)
    dY = np.ones_like(Y)
    dX = layer.backward(dY)
    gradients = [getattr(layer, f"d{p}") for p in layer.names]
    assert {a.dtype for a in (Y, dX, *gradients)} == {np.dtype(np.float32)}
    assert_array_equal(X, before)
    assert_array_equal(dY, np.ones_like(Y))


@pytest.mark.parametrize("stride", [1, 2])
def test_the_convolution_is_the_lesson_s_functions(stride):
    X, layer = rng(1).standard_normal((3, 6, 7, 2)), Convolution(3, 2, 4, rng(), stride)
    Z = layer.forward(X)
    assert_allclose(Z, conv_output(X, layer.W, layer.b, stride))
    delta = rng(2).standard_normal(Z.shape)
    dX = layer.backward(delta)
    assert_allclose(dX, conv_input_gradient(delta, layer.W, X.shape, stride))
    assert_allclose(layer.dW, conv_weight_gradient(X, delta, 3, stride))
    assert_allclose(layer.db, conv_bias_gradient(delta))


def test_batch_norm_in_training_is_the_lesson_s_functions():
    X, dY = rng(1).standard_normal((2, 6, 4)) + 2
    layer = BatchNorm(4)
    layer.gamma, layer.beta, layer.training = (
        rng(3).standard_normal(4),
        np.ones(4),
        True,
    )
    assert_allclose(layer.forward(X), batch_norm(X, layer.gamma, layer.beta))
    dX = layer.backward(dY)
    expected = batch_norm_gradients(dY, X, layer.gamma)
    for ours, theirs in zip((dX, layer.dgamma, layer.dbeta), expected):
        assert_allclose(ours, theirs, rtol=1e-10)


def test_batch_norm_remembers_statistics_in_training_only():
    layer, X = BatchNorm(3, momentum=0.25), rng().standard_normal((8, 3)) + 4
    layer.forward(X)
    assert_array_equal(layer.mean, np.zeros(3))
    layer.training = True
    for _ in range(60):
        layer.forward(X)
    assert_allclose(layer.mean, X.mean(axis=0), rtol=1e-6)
    assert_allclose(layer.var, X.var(axis=0), rtol=1e-6)
    layer.training = False
    alone = layer.forward(X[:1])
    assert_allclose(alone, layer.forward(X)[:1])


def test_the_largest_pixel_of_the_field_gets_what_max_pool_backward_gives_it():
    X = rng().integers(0, 3, (2, 4, 4, 3)).astype(float)  # with ties
    layer, dY = GlobalMax(), rng(1).standard_normal((2, 3))
    layer.forward(X)
    expected = max_pool_backward(dY[:, None, None], X, 4)
    assert_allclose(layer.backward(dY), expected)


def test_ties_of_a_block_share_what_comes_back():
    layer = MaxPool(2)
    layer.forward(np.zeros((1, 2, 4, 1)))
    dX = layer.backward(np.array([4.0, 8.0]).reshape(1, 1, 2, 1))
    assert_allclose(dX[0, :, :, 0], [[1, 1, 2, 2], [1, 1, 2, 2]])


def test_dropout_draws_anew_in_training_and_rests_otherwise():
    layer, X = Dropout(0.5, rng()), np.ones((40, 50))
    assert layer.forward(X) is X
    layer.training = True
    first, second = layer.forward(X), layer.forward(X)
    assert (first != second).any()
    assert set(np.unique(first)) == {0.0, 2.0}
    assert_array_equal(layer.backward(np.ones_like(X)), second)


def test_first_weights_are_he_s():
    dense, conv = Dense(400, 300, rng()), Convolution(5, 16, 40, rng())
    assert dense.W.std() == pytest.approx(np.sqrt(2 / 400), rel=0.02)
    assert conv.W.std() == pytest.approx(np.sqrt(2 / (25 * 16)), rel=0.02)
    assert not dense.b.any() and not conv.b.any()


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            lambda: Dense(6, 3, rng()).forward(np.ones((2, 5))),
            ValueError,
            r"Dense: X has shape \(2, 5\); expected \(N, 6\)",
        ),
        (
            lambda: Dense(6, 3, rng()).forward(np.ones(IMAGES)),
            ValueError,
            r"images behind a Flatten\(\)",
        ),
        (
            lambda: Convolution(3, 1, 2, rng()).forward(np.ones(IMAGES)),
            ValueError,
            r"Convolution: X has shape \(3, 4, 6, 2\); expected \(N, H, W, 1\)",
        ),
        (
            lambda: Convolution(5, 2, 2, rng()).forward(np.ones(IMAGES)),
            ValueError,
            "a kernel of 5 doesn't fit into 4 pixels",
        ),
        (
            lambda: MaxPool(3).forward(np.ones(IMAGES)),
            ValueError,
            "MaxPool: X has 4 x 6 pixels, which blocks of 3 x 3 don't fill",
        ),
        (
            lambda: GlobalMax().forward(np.ones(ROWS)),
            ValueError,
            r"GlobalMax: X has shape \(5, 6\); expected four axes",
        ),
        (
            lambda: BatchNorm(4).forward(np.ones(ROWS)),
            ValueError,
            r"BatchNorm: X has shape \(5, 6\); expected 4 along the last axis",
        ),
        (
            lambda: Layer().forward(np.ones(ROWS)),
            NotImplementedError,
            r"Layer has no forward\(X\)",
        ),
    ],
)
def test_mistaken_calls_are_named(call, error, message):
    with pytest.raises(error, match=message):
        call()
