"""How far to step: gradient descent, batches, decay, backtracking (lesson 06)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import ArrayLike

from .activations import Array


def gradient_descent(
    gradient: Callable[[Array], ArrayLike], x0: ArrayLike, eta: float, steps: int
) -> Array:
    """The path x0, x1, ..., (steps + 1, *shape of x0): x - eta gradient(x) (D1-19).

    >>> gradient_descent(lambda x: x, 1.0, 0.5, 2)
    array([1.  , 0.5 , 0.25])
    """
    path = [np.asarray(x0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - eta * np.asarray(gradient(path[-1])))
    return np.stack(path)


def largest_stable_step(H: ArrayLike) -> float:
    """2 / largest eigenvalue of a symmetric positive definite H: below it descent converges (D1-18).

    >>> largest_stable_step([[1.0, 0.0], [0.0, 10.0]])
    0.2
    """
    H = np.asarray(H, dtype=float)
    if H.ndim != 2 or H.shape[0] != H.shape[1]:
        raise ValueError(f"largest_stable_step: H has shape {H.shape}; it needs to be square")
    largest = np.linalg.eigvalsh(H)[-1]
    if not largest > 0:
        raise ValueError("largest_stable_step: H needs to be positive definite")
    return float(2 / largest)


def batches_per_epoch(n: int, batch_size: int) -> int:
    """n / batch_size, rounded up (D3-13, D3-15).

    >>> batches_per_epoch(50000, 256), batches_per_epoch(50000, 250)
    (196, 200)
    """
    return -(-n // batch_size)


def minibatches(
    X: ArrayLike, T: ArrayLike, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array]]:
    """(X_batch, T_batch): samples shuffled, pairs kept, every sample once, the last batch short."""
    X, T = np.asarray(X), np.asarray(T)
    if len(X) != len(T):
        raise ValueError(f"minibatches: X has {len(X)} rows, but T has {len(T)}")
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], T[rows]


def decayed_step(eta0: float, epoch: int, decay: float) -> float:
    """eta0 / (1 + decay * epoch), epochs from 0 (D3-08)."""
    return eta0 / (1 + decay * epoch)


def backtracking_step(
    f: Callable[[Array], float],
    gradient: Callable[[Array], ArrayLike],
    x: ArrayLike,
    eta: float = 1.0,
    shrink: float = 0.5,
    c: float = 1e-4,
) -> float:
    """The first of eta, eta s, eta s^2, ... that lowers f enough (Armijo's rule).

    Enough: f(x - eta g) <= f(x) - c eta |g|^2. A nan of f is a rejection; g = 0 gives eta.
    """
    x = np.asarray(x, dtype=float)
    g = np.asarray(gradient(x), dtype=float)
    slope, start = float((g * g).sum()), f(x)
    while slope > 0 and not f(x - eta * g) <= start - c * eta * slope:
        eta *= shrink
        if eta * np.sqrt(slope) <= np.finfo(float).tiny:
            raise ValueError("backtracking_step: no step lowers f; is gradient its gradient?")
    return eta
