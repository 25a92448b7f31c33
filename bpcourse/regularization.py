"""Penalties, dropout, initial weights (lesson 07)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from .activations import Array, as_float


def l2_penalty_gradient(W: ArrayLike, lam: float) -> Array:
    """2 lam W, the gradient of lam times the sum of squares (D2-26, D2-30)."""
    return 2 * lam * as_float(W)


def l1_penalty_subgradient(W: ArrayLike, lam: float) -> Array:
    """lam sign(W), of lam times the sum of absolute values; 0 at 0 (D2-28, D2-29)."""
    return lam * np.sign(as_float(W))


def soft_threshold(W: ArrayLike, amount: float) -> Array:
    """The proximal step of L1: shrink every weight by `amount`, to 0 at most (D2-31)."""
    W = as_float(W)
    return np.sign(W) * np.maximum(np.abs(W) - amount, 0)


def dropout(A: ArrayLike, keep: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """(dropped, mask): each entry of mask independently 0 or 1/keep, 0 < keep <= 1 (D2-32)."""
    if not 0 < keep <= 1:
        raise ValueError(f"dropout: keep is {keep}, and must be above 0 and at most 1")
    A = as_float(A)
    mask = (rng.random(A.shape) < keep) / A.dtype.type(keep)
    return A * mask, mask


def dropout_backward(grad: ArrayLike, mask: ArrayLike) -> Array:
    """grad through the mask of the forward pass (D2-32)."""
    return as_float(grad) * as_float(mask)


def he_init(n_in: int, n_out: int, rng: np.random.Generator) -> Array:
    """(n_in, n_out), normal, mean 0, standard deviation sqrt(2 / n_in) (D0-08, D2-35)."""
    return rng.standard_normal((n_in, n_out)) * np.sqrt(2 / n_in)


def gradient_norms(gradients: Sequence[tuple[ArrayLike, ArrayLike]]) -> list[float]:
    """The Frobenius norm of each dW of a list of (dW, db)."""
    return [float(np.linalg.norm(as_float(dW))) for dW, _ in gradients]
