"""Three small tasks, and two kinds of models that learn them."""

from __future__ import annotations

import numpy as np
import pytest

from bpcourse import datasets
from bpcourse.layers import ActivationLayer, Dense, Dropout
from bpcourse.network import Network
from bpcourse.optimizers import Adam
from bpcourse.sequential import Sequential
from bpcourse.training import Trainable


def moons() -> tuple:
    return *datasets.moons(100, seed=1), "softmax", 2


def regression() -> tuple:
    x = np.linspace(-2, 2, 60)
    return x[:, np.newaxis], x * x, "identity", 1


def xor() -> tuple:
    return *datasets.truth_table("xor"), "sigmoid_cross_entropy", 1


every_task = pytest.mark.parametrize("task", [moons, regression, xor])


def network(task, **settings) -> tuple:
    X, Y, output, n_out = task()
    return Network([X.shape[1], 12, n_out], output=output, seed=1, **settings), X, Y


def stack(task, keep: float = 0.9) -> tuple:
    X, Y, output, n_out = task()
    rng = np.random.default_rng(1)
    layers = [
        Dense(X.shape[1], 24, rng),
        ActivationLayer("tanh"),
        Dropout(keep, rng),
        Dense(24, n_out, rng),
    ]
    return Sequential(layers, output=output, optimizer=Adam(decay=0.001)), X, Y


def learns(net: Trainable, X, Y, eta: float, epochs: int = 200, **more) -> bool:
    before = net.value(X, Y)
    return net.fit(X, Y, eta, epochs, batch_size=20, **more).value(X, Y) < before / 3
