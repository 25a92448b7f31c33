"""What several exercises of lesson 04 need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Measured, Rng


def _s(z: Any) -> Any:
    return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))


def _gradient(f: Callable[[Any], float], W: Any, h: float = 1e-5) -> Any:
    """Central differences of scalar f, entry by entry."""
    found = np.zeros_like(W, dtype=float)
    for index in np.ndindex(W.shape):
        step = np.zeros_like(W, dtype=float)
        step[index] = h
        found[index] = (f(W + step) - f(W - step)) / (2 * h)
    return found


def _whole_cases(rng: Rng) -> Iterator[Case]:
    X, W = (
        np.array([[1.0, 2.0], [0.5, -1.0], [-1.5, 0.3]]),
        np.array([[0.5, -1.0], [1.5, 0.25]]),
    )
    T = np.array([[0.0, 1.0], [0.9, 0.2], [0.4, 0.7]])
    yield Case(
        (X, W, np.array([0.1, -0.5]), T), show="X (3, 2), W (2, 2), b (2,), T (3, 2)"
    )
    for n, i, o in ((5, 4, 3), (4, 2, 3), (1, 4, 3), (6, 3, 3)):
        args = rng.normal(size=(n, i)), rng.normal(size=(i, o)), rng.normal(size=o)
        show = f"X ({n}, {i}), W ({i}, {o}), b ({o},), T ({n}, {o})"
        yield Case((*args, rng.uniform(size=(n, o))), show=show)


def _whole(
    slope=None, forward=_s, back=None, dW=None, db=None, dX=None
) -> Callable[..., Any]:
    """layer_gradients with a part exchanged, to write mistakes in one line."""

    def gradients(X, W, b, T):
        O = forward(X @ W + b)
        d = (O - T) * O * (1 - O) if slope is None else slope(O, T)
        n = len(X)
        return (
            X.T @ d / n if dW is None else dW(X, d),
            d.mean(0) if db is None else db(d),
            d @ W.T if dX is None else dX(d, W),
        )

    return gradients


def _whole_slope(case: Case) -> Measured:
    X, W, b, T = case.args
    E = lambda X, W, b: 0.5 * ((_s(X @ W + b) - T) ** 2).sum(1)
    value = (
        _gradient(lambda W: E(X, W, b).mean(), W),
        _gradient(lambda b: E(X, W, b).mean(), b),
        _gradient(lambda X: E(X, W, b).sum(), X),
    )
    return Measured("slopes of E by central differences", value)
