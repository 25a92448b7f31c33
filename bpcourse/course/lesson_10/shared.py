"""What several exercises of lesson 10 need: patches, and the parts of a convolution."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from bpcourse.course.model import Case, Rng

# N, H, W, C_in, C_out, k, stride: never square but once, strides that leave rows over
SETTINGS = (
    (2, 6, 5, 3, 2, 3, 1),
    (3, 7, 9, 2, 3, 3, 2),
    (1, 5, 6, 2, 4, 2, 3),
    (2, 4, 4, 1, 1, 4, 1),
    (3, 6, 7, 2, 2, 1, 1),
    (4, 6, 8, 2, 2, 2, 2),
)


def cut(X: Any, k: int, s: int = 1, gap: int = 1) -> Any:
    """(N, H', W', k, k, C): patches whose neighbouring pixels lie `gap` apart."""
    reach = (k - 1) * gap + 1
    seen = sliding_window_view(X, (reach, reach), axis=(1, 2))
    return seen[:, ::s, ::s, :, ::gap, ::gap].transpose(0, 1, 2, 4, 5, 3)


def conv(X: Any, W: Any, b: Any, s: int = 1) -> Any:
    return np.einsum("nhwijc,ijcd->nhwd", cut(X, len(W), s), W) + b


def heard(P: Any, delta: Any) -> Any:
    """Patches times deltas, summed over positions, mean over samples."""
    return np.einsum("nhwijc,nhwd->ijcd", P, delta) / len(P)


def back(delta: Any, W: Any, shape: Any, s: int = 1) -> Any:
    """Each delta times the kernel, added where its patch was cut."""
    dX = np.zeros(shape)
    k = len(W)
    for r, c in np.ndindex(*delta.shape[1:3]):
        part = np.einsum("nd,ijcd->nijc", delta[:, r, c], W)
        dX[:, r * s : r * s + k, c * s : c * s + k] += part
    return dX


def positions(n: int, k: int, s: int) -> int:
    return (n - k) // s + 1


def draw(rng: Rng, setting: Any) -> tuple[Any, Any, Any, Any]:
    """X, W, b, delta of a setting."""
    N, H, width, c, d, k, s = setting
    X, W, b = (rng.normal(size=z) for z in ((N, H, width, c), (k, k, c, d), d))
    at = (N, positions(H, k, s), positions(width, k, s), d)
    return X, W, b, rng.normal(size=at)


def told(**shapes: Any) -> str:
    """ "X of shape (2, 6, 5, 3), W of shape …, stride 2"."""
    parts = [
        f"{name} of shape {value.shape}"
        if isinstance(value, np.ndarray)
        else f"{name} {value}"
        for name, value in shapes.items()
    ]
    return ", ".join(parts)


def small() -> tuple[Any, Any, Any]:
    """X (1, 3, 4, 1), W (2, 2, 1, 1) and delta (1, 2, 3, 1), to be worked by hand."""
    X = np.arange(12.0).reshape(1, 3, 4, 1)
    W = np.array([[1.0, 2.0], [0.0, -3.0]]).reshape(2, 2, 1, 1)
    delta = np.array([[1.0, 0.0, -1.0], [2.0, 0.5, 0.0]]).reshape(1, 2, 3, 1)
    return X, W, delta


def strided(X: Any) -> Any:
    """The same numbers in another order of memory."""
    return np.asfortranarray(X)


def blocks(X: Any, k: int) -> Any:
    """(N, H / k, k, W / k, k, C)"""
    N, H, width, C = X.shape
    return X.reshape(N, H // k, k, width // k, k, C)


def spread(delta: Any, k: int) -> Any:
    """(N, H, W, C) -> (N, H k, W k, C): each delta at every pixel of its block."""
    return delta.repeat(k, axis=1).repeat(k, axis=2)


def pool_fields(rng: Rng) -> Iterator[tuple[Any, int]]:
    """(X, k) of pooling cases."""
    yield np.array([[1.0, 5, 2, 3], [0, 4, 3, 1]]).reshape(1, 2, 4, 1), 2
    yield -rng.uniform(1, 3, size=(2, 6, 4, 2)), 2
    yield rng.normal(size=(3, 3, 6, 2)), 3
    yield rng.normal(size=(1, 2, 3, 2)), 1
    yield strided(rng.normal(size=(2, 4, 6, 3))), 2
    yield rng.normal(size=(3, 4, 4, 1)), 4


def cases_of(rng: Rng) -> Iterator[tuple[Any, Any, Any, Any, int, int]]:
    """X, W, b, delta, k, stride of every setting, one in another order of memory."""
    for at, setting in enumerate(SETTINGS):
        X, W, b, delta = draw(rng, setting)
        X = strided(X) if at == 1 else X
        yield X, W, b, delta, setting[5], setting[6]


def case(args: tuple[Any, ...], **shapes: Any) -> Case:
    return Case(args, show=told(**shapes))
