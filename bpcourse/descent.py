"""How far to step: gradient descent, batches, decay, backtracking (lesson 06)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import ArrayLike

from bpcourse.arrays import Array, as_float


def gradient_descent(
    gradient: Callable[[Array], ArrayLike], x0: ArrayLike, eta: float, steps: int
) -> Array:
    """The path x0, x1, ..., (steps + 1, *shape of x0): x - eta gradient(x) (D1-19).

    A path that leaves the floats goes on as inf and nan, without warning.

    >>> gradient_descent(lambda x: x, 1.0, 0.5, 2)
    array([1.  , 0.5 , 0.25])
    """
    path = [as_float(x0)]
    for _ in range(steps):
        g = np.asarray(gradient(path[-1]))
        if g.shape != path[0].shape:
            raise ValueError(
                f"gradient_descent: gradient(x) has shape {g.shape}, but x0 has shape "
                f"{path[0].shape}; expected equal shapes"
            )
        with np.errstate(over="ignore", invalid="ignore"):
            path.append(path[-1] - float(eta) * g)
    return np.stack(path)


def largest_stable_step(H: ArrayLike) -> float:
    """2 / largest eigenvalue of a symmetric positive definite H (D1-18).

    On the quadratic x.H x / 2 descent converges for every smaller step, for no larger
    one.

    >>> largest_stable_step([[1.0, 0.0], [0.0, 10.0]])
    0.2
    """
    H = as_float(H)
    if H.ndim != 2 or H.shape[0] != H.shape[1]:
        raise ValueError(f"largest_stable_step: H has shape {H.shape}; expected (n, n)")
    if not np.allclose(H, H.T, rtol=1e-6, atol=1e-9 * np.abs(H).max()):
        raise ValueError("largest_stable_step: H is not symmetric")
    eigenvalues = np.linalg.eigvalsh(H)
    if not eigenvalues[0] > 0:
        raise ValueError(
            f"largest_stable_step: H has the eigenvalue {eigenvalues[0]:.6g}; "
            "expected only positive ones"
        )
    with np.errstate(over="ignore"):
        return float(2 / eigenvalues[-1])


def batches_per_epoch(n: int, batch_size: int) -> int:
    """Batches, and so iterations, in one epoch: n / batch_size, rounded up (D3-13).

    >>> batches_per_epoch(50000, 256), batches_per_epoch(50000, 250)
    (196, 200)
    """
    _check_batch_size("batches_per_epoch", batch_size)
    return -(-n // batch_size)


def minibatches(
    X: ArrayLike, T: ArrayLike, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array]]:
    """(X_batch, T_batch): samples shuffled, pairs kept, every one once (D3-12).

    X (N, ...), T (N,) or (N, K). Full batches but for the last.

    >>> rng = np.random.default_rng(0)
    >>> [len(t) for x, t in minibatches(np.ones((5, 2)), np.arange(5), 2, rng)]
    [2, 2, 1]
    """
    X, T = np.asarray(X), np.asarray(T)
    _check_batch_size("minibatches", batch_size)
    if len(X) != len(T):
        raise ValueError(
            f"minibatches: X has {len(X)} rows, but T has {len(T)}; "
            "both need one row per sample"
        )
    order = rng.permutation(len(X))
    starts = range(0, len(X), batch_size)
    return ((X[rows], T[rows]) for rows in (order[i : i + batch_size] for i in starts))


def _check_batch_size(name: str, batch_size: int) -> None:
    if batch_size < 1:
        raise ValueError(f"{name}: batch_size is {batch_size}; expected at least 1")


def decayed_step(eta0: float, epoch: int, decay: float) -> float:
    """eta0 / (1 + decay * epoch), epochs from 0 (D3-08).

    >>> [decayed_step(0.5, epoch, 1.0) for epoch in range(3)]
    [0.5, 0.25, 0.16666666666666666]
    """
    return float(eta0) / (1 + float(decay) * epoch)


def backtracking_step(
    f: Callable[[Array], float],
    gradient: Callable[[Array], ArrayLike],
    x: ArrayLike,
    eta: float = 1.0,
    shrink: float = 0.5,
    c: float = 1e-4,
) -> float:
    """The first of eta, eta s, eta s^2, ... that lowers f enough (Armijo, 1966).

    Enough: f(x - eta g) <= f(x) - c eta |g|^2. x (n,). A nan of f is a rejection; g = 0
    gives eta. ValueError when no step will do.

    >>> backtracking_step(lambda x: 5 * (x**2).sum(), lambda x: 10 * x, [1.0])
    0.125
    """
    if not 0 < shrink < 1:
        raise ValueError(
            f"backtracking_step: shrink is {shrink}; expected a number in (0, 1)"
        )
    x = as_float(x)
    g = as_float(gradient(x))
    with np.errstate(over="ignore", invalid="ignore"):
        start, slope = f(x), float(np.square(g).sum())
        while slope > 0 and not f(x - eta * g) <= start - c * eta * slope:
            eta *= shrink
            if np.array_equal(x - eta * g, x):
                raise ValueError(
                    "backtracking_step: no step lowers f; is `gradient` its gradient?"
                )
    return eta
