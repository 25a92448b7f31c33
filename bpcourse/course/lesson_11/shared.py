"""What several exercises of lesson 11 need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Measured, Mistake, Rng

SIZES = ((6, 4), (5, 3), (3, 5), (4, 2))


def batches(rng: Rng) -> Iterator[Any]:
    """Batches whose columns differ in mean and spread; the last one isn't contiguous."""
    for n, units in SIZES:
        yield rng.normal(size=(n, units)) * rng.uniform(0.5, 3, units) + rng.normal(
            size=units
        )
    yield (rng.normal(size=(3, 7)) * 2 + 1).T


def normal(X: Any, eps: float, axis: int = 0) -> Any:
    """The normalised batch."""
    mean = X.mean(axis=axis, keepdims=True)
    return (X - mean) / np.sqrt(X.var(axis=axis, keepdims=True) + eps)


def slopes(f: Callable[[Any], float], at: Any, h: float = 1e-30) -> Any:
    """Slopes of a number with respect to every entry of an array, by the complex step."""
    found = np.zeros(at.shape)
    for index in np.ndindex(at.shape):
        moved = at.astype(complex)
        moved[index] += 1j * h
        found[index] = f(moved).imag / h
    return found


def normal_of(X: Any, eps: float, axis: int) -> Any:
    """As `normal`, for complex numbers too: the variance without absolute values."""
    mean = X.mean(axis=axis, keepdims=True)
    spread = ((X - mean) ** 2).mean(axis=axis, keepdims=True)
    return (X - mean) / np.sqrt(spread + eps)


def gradient_cases(rng: Rng, last: tuple[int, int]) -> Iterator[Case]:
    """dY, X, gamma, eps of a normalisation's gradients; the last case leaves eps out."""
    for X, eps in zip(batches(rng), (0.2, 1e-5, 0.05, 1e-3, 0.1)):
        n = X.shape[1]
        args = rng.normal(size=X.shape), X, rng.uniform(0.5, 2, n), eps
        yield Case(args, show=f"dY {X.shape}, X {X.shape}, gamma ({n},), eps {eps}")
    n = last[1]
    args = rng.normal(size=last), rng.normal(size=last), rng.uniform(0.5, 2, n)
    yield Case(args, show=f"dY {last}, X {last}, gamma ({n},)")


RIGHT: dict[str, Callable[..., Any]] = {
    "dX": lambda dY, x, ga, r, g, M: (g - M(g) - x * M(g * x)) / r,
    "dgamma": lambda dY, x, ga, r, g, M: (dY * x).mean(axis=0),
    "dbeta": lambda dY, x, ga, r, g, M: dY.mean(axis=0),
}


def wrong_gradients(axis: int) -> Callable[..., Callable[..., Any]]:
    """Makes wrong gradients of a normalisation along `axis` of the parts that are wrong.

    A part is a rule of dY, x̂, γ, the root, g = γ dY, and the mean along the axis.
    """

    def slip(**parts: Callable[..., Any]) -> Callable[..., Any]:
        rules = (RIGHT | parts).values()

        def wrong(dY: Any, X: Any, gamma: Any, eps: float = 1e-5) -> Any:
            mean = lambda a: a.mean(axis=axis, keepdims=True)
            root = np.sqrt(X.var(axis=axis, keepdims=True) + eps)
            pieces = dY, (X - mean(X)) / root, gamma, root, gamma * dY, mean
            return tuple(rule(*pieces) for rule in rules)

        return wrong

    return slip


def affine_mistakes(made: Callable[..., Any]) -> tuple[Mistake, ...]:
    """Slips of every normalisation's forward pass; made: as the exercise has it."""
    return (
        Mistake(
            "eps_outside",
            "ε outside the root",
            made(lambda X, m, v, g, b, e: g * (X - m) / (np.sqrt(v) + e) + b),
            "It stands with the variance, inside.",
            "With eps = 0.3 the two differ.",
            "To what is eps added?",
        ),
        Mistake(
            "no_scale",
            "gamma is left out",
            made(lambda X, m, v, g, b, e: (X - m) / np.sqrt(v + e) + b),
            "The layer may choose its own scale again.",
            "It is right for gamma = 1.",
            "Where is gamma?",
        ),
        Mistake(
            "no_shift",
            "beta is left out",
            made(lambda X, m, v, g, b, e: g * (X - m) / np.sqrt(v + e)),
            "The layer may choose its own mean again.",
            "It is right for beta = 0.",
            "Where is beta?",
        ),
    )


def measured_gradients(case: Case, axis: int) -> Measured:
    """dX, dgamma, dbeta of a normalisation along `axis`, by the complex step."""
    dY, X, gamma, *rest = case.args
    eps = rest[0] if rest else 1e-5
    loss = lambda X, g, b: (dY * (g * normal_of(X, eps, axis) + b)).sum()
    zero, n = np.zeros(X.shape[1]), len(X)
    value = (
        slopes(lambda v: loss(v, gamma, zero), X),
        slopes(lambda v: loss(X, v, zero), gamma) / n,
        slopes(lambda v: loss(X, gamma, v), zero) / n,
    )
    return Measured("slopes by a complex step", value)
