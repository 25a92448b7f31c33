"""Penalties, dropout, initial weights (lessons 07 and 08)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from bpcourse.arrays import Array, as_float


def l2_penalty_gradient(W: ArrayLike, lam: float) -> Array:
    """2 lam W, the gradient of lam times the sum of squares; like W (D2-26, D2-30).

    >>> l2_penalty_gradient([3.0, -4.0], 0.5)
    array([ 3., -4.])
    """
    with np.errstate(over="ignore"):
        return float(lam) * as_float(W) * 2


def l1_penalty_subgradient(W: ArrayLike, lam: float) -> Array:
    """lam sign(W), of lam times the sum of absolute values; 0 at 0 (D2-28, D2-29).

    >>> l1_penalty_subgradient([3.0, -4.0], 0.5)
    array([ 0.5, -0.5])
    """
    return float(lam) * np.sign(as_float(W))


def soft_threshold(W: ArrayLike, amount: float) -> Array:
    """The proximal step of L1: every weight shrunk by `amount`, to 0 at most (D2-31).

    >>> soft_threshold([-2.0, 0.25], 0.5)
    array([-1.5,  0. ])
    """
    W = as_float(W)
    return np.sign(W) * np.maximum(np.abs(W) - float(amount), 0)


def dropout(A: ArrayLike, keep: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """(dropped, mask), both like A: inverted dropout, 0 < keep <= 1 (D2-32).

    Every entry of mask is 1/keep with probability keep and 0 otherwise, independently.

    >>> dropped, mask = dropout(np.ones(4), 1.0, np.random.default_rng(0))
    >>> dropped
    array([1., 1., 1., 1.])
    """
    if not 0 < keep <= 1:
        raise ValueError(f"dropout: keep is {keep}; expected above 0 and at most 1")
    A = as_float(A)
    with np.errstate(over="ignore"):
        mask = np.where(rng.random(A.shape) < keep, 1 / float(keep), 0).astype(A.dtype)
        return A * mask, mask


def dropout_backward(grad: ArrayLike, mask: ArrayLike) -> Array:
    """grad through the mask of the forward pass; like grad (D2-32).

    >>> dropout_backward([1.0, 2.0], [0.0, 2.0])
    array([0., 4.])
    """
    grad, mask = as_float(grad), as_float(mask)
    if grad.shape != mask.shape:
        raise ValueError(
            f"dropout_backward: grad has shape {grad.shape}, but mask has shape "
            f"{mask.shape}; expected equal shapes"
        )
    with np.errstate(over="ignore"):
        return grad * mask


def he_init(n_in: int, n_out: int, rng: np.random.Generator) -> Array:
    """(n_in, n_out), normal, mean 0, standard deviation sqrt(2 / n_in) (D0-08, D2-35).

    He et al., "Delving deep into rectifiers", 2015.

    >>> he_init(3, 2, np.random.default_rng(0)).shape
    (3, 2)
    """
    if n_in < 1:
        raise ValueError(f"he_init: n_in is {n_in}; expected at least 1")
    return rng.standard_normal((n_in, n_out)) * np.sqrt(2 / n_in)


def gradient_norms(gradients: Sequence[tuple[ArrayLike, ArrayLike]]) -> list[float]:
    """The Frobenius norm of each dW of a list of (dW, db) (D2-33, D2-34).

    >>> gradient_norms([([[3.0, 4.0]], [0.0, 0.0])])
    [5.0]
    """
    return [_norm(as_float(dW)) for dW, _ in gradients]


def _norm(W: Array) -> float:
    """The norm of W scaled to at most 1, so that no square overflows or vanishes.

    Of what holds a nan it is nan, else inf where there is one.
    """
    size = float(np.abs(W).max(initial=0.0))
    if size == 0 or not np.isfinite(size):
        return size
    return float(np.linalg.norm(W / size)) * size
