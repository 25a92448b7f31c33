"""The course's data: all shipped with the package or computed here, none downloaded."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import ArrayLike

from bpcourse.arrays import Array, as_float


@dataclass(frozen=True)
class WorkedExample:
    """A small network with numbers: one sample X and T, lists `weights`, `biases`."""

    X: Array
    T: Array
    weights: list[Array]
    biases: list[Array]


def worked_example() -> WorkedExample:
    """Document 3's network, 2-2-2 sigmoid units, with W[j, k] from unit j to k (D3-30).

    The document stores `weight[out, in]`; these are its transposes: w1..w4 are
    weights[0][0, 0], [1, 0], [0, 1], [1, 1], and w5..w8 likewise of weights[1].

    >>> worked_example().weights[0].tolist()
    [[0.15, 0.25], [0.2, 0.3]]
    """
    return WorkedExample(
        X=np.array([[0.05, 0.10]]),
        T=np.array([[0.01, 0.99]]),
        weights=[
            np.array([[0.15, 0.25], [0.20, 0.30]]),
            np.array([[0.40, 0.50], [0.45, 0.55]]),
        ],
        biases=[np.array([0.35, 0.35]), np.array([0.60, 0.60])],
    )


def lehmer_draws(count: int) -> Array:
    """The first draws in [-1, 2) of the generator behind document 4 (D4-20).

    s <- 16807 s mod (2^31 - 1) from s = 1 (Lehmer), then (s mod 30000) / 10000 - 1.

    >>> lehmer_draws(6)[2:]
    array([0.0073, 0.3658, 1.893 , 1.1272])
    """
    state, draws = 1, []
    for _ in range(count):
        state = 16807 * state % (2**31 - 1)
        draws.append(state % 30000 / 10000 - 1)
    return np.array(draws)


def truth_table(name: str) -> tuple[Array, Array]:
    """(X, t), (4, 2) and (4,), of "and", "or" or "xor"; ValueError for another name.

    >>> truth_table("xor")[1]
    array([0., 1., 1., 0.])
    """
    targets = {"and": [0, 0, 0, 1], "or": [0, 1, 1, 1], "xor": [0, 1, 1, 0]}
    if name not in targets:
        raise ValueError(f"truth_table: {name!r} is none of and, or, xor")
    return np.array([[0, 0], [0, 1], [1, 0], [1, 1]], float), np.array(
        targets[name], float
    )


def moons(n: int, noise: float = 0.1, seed: int = 0) -> tuple[Array, Array]:
    """(X, labels), (n, 2) and (n,): two interleaved half circles with noise.

    >>> X, labels = moons(6)
    >>> X.shape, labels
    ((6, 2), array([0, 1, 0, 1, 0, 1]))
    """
    rng = np.random.default_rng(seed)
    labels = np.arange(n) % 2
    angle = rng.uniform(0, np.pi, n)
    X = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    X[labels == 1] = np.array([1.0, 0.5]) - X[labels == 1]
    return X + noise * rng.standard_normal((n, 2)), labels


@cache
def _digits() -> tuple[Array, Array]:
    raw = gzip.decompress((files("bpcourse") / "data" / "digits.csv.gz").read_bytes())
    table = np.loadtxt(raw.decode("ascii").splitlines(), delimiter=",")
    return table[:, :64] / 16, table[:, 64].astype(int)


def digits() -> tuple[Array, Array]:
    """1797 handwritten digits: (X, labels), (1797, 64) in 0..1 and (1797,).

    A row holds 8 x 8 pixels, row by row.

    Source: the test set of "Optical Recognition of Handwritten Digits", E. Alpaydin and
    C. Kaynak, UCI Machine Learning Repository, 1998, licensed CC BY 4.0.

    >>> X, labels = digits()
    >>> X.shape, float(X.max()), labels[:5].tolist()
    ((1797, 64), 1.0, [0, 1, 2, 3, 4])
    """
    X, labels = _digits()
    return X.copy(), labels.copy()


def split_digits(
    held_out: int = 360, seed: int = 0
) -> tuple[Array, Array, Array, Array]:
    """(X, labels, X_held_out, labels_held_out): digits in a fixed shuffled split.

    ValueError unless 0 < held_out < 1797.

    >>> [part.shape for part in split_digits()]
    [(1437, 64), (1437,), (360, 64), (360,)]
    """
    if not 0 < held_out < 1797:
        raise ValueError(f"split_digits: held_out is {held_out}; expected 1 to 1796")
    X, labels = _digits()
    order = np.random.default_rng(seed).permutation(len(X))
    test, train = order[:held_out], order[held_out:]
    return X[train], labels[train], X[test], labels[test]


def place_digits(X: ArrayLike, size: int, rng: np.random.Generator) -> Array:
    """Each 8 x 8 digit somewhere at random in an empty field: (N, size, size, 1).

    X (N, 64), rows as of `digits`. Each field has one channel; `.reshape(N, -1)` makes
    rows for a dense layer. Every place is equally likely, and the same `rng` gives the
    same places. ValueError for a field below 8 x 8.

    >>> X, _ = digits()
    >>> fields = place_digits(X, 12, np.random.default_rng(0))
    >>> fields.shape, bool(fields[0].sum() == X[0].sum())
    ((1797, 12, 12, 1), True)
    """
    X = as_float(X)
    if X.ndim != 2 or X.shape[1] != 64:
        raise ValueError(f"place_digits: X has shape {X.shape}; expected (N, 64)")
    if size < 8:
        raise ValueError(f"place_digits: size is {size}; expected at least 8")
    fields = np.zeros((len(X), size, size, 1), X.dtype)
    corners = rng.integers(0, size - 8, (len(X), 2), endpoint=True)
    for field, digit, (row, column) in zip(fields, X.reshape(-1, 8, 8, 1), corners):
        field[row : row + 8, column : column + 8] = digit
    return fields


def one_hot(labels: ArrayLike, classes: int = 10) -> Array:
    """(N,) whole numbers below `classes` -> (N, classes) of 0 and 1.

    >>> one_hot([2, 0], 3)
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    labels = np.asarray(labels)
    if labels.dtype.kind not in "iu" or not ((labels >= 0) & (labels < classes)).all():
        raise ValueError(f"one_hot: expected whole numbers from 0 to {classes - 1}")
    return np.eye(classes)[labels]
