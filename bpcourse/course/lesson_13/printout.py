"""Document 4's printed run, and the same program with one line of ours in it.

The program stored matrices in single precision and computed the sigmoid in double, so this
does, too. Columns, and `W[to, from]`, as there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from bpcourse import datasets
from bpcourse.activations import sigmoid
from bpcourse.arrays import Array

# δ of the output layer in five epochs, as it was printed.
PRINTED = np.array(
    [
        [0.0056014, -0.0142086],
        [0.00560088, -0.0142082],
        [0.00560037, -0.0142077],
        [0.00559986, -0.0142073],
        [0.00559935, -0.0142069],
    ]
)
DIGITS = 6
Rule = Callable[[Array, Array, Array, Array], Any]


def with_transpose(V2: Array, d2: Array, h: Array, slope: Array) -> Array:
    """δ of the hidden layer, as it should be."""
    return product(V2.T, d2) * slope


def without_transpose(V2: Array, d2: Array, h: Array, slope: Array) -> Array:
    """As the listing has it."""
    return product(V2, d2) * slope


def _slope_at_activation(V2: Array, d2: Array, h: Array, slope: Array) -> Array:
    again = sigmoid(h.astype(float))
    return product(V2.T, d2) * single(again * (1 - again))


def _no_slope(V2: Array, d2: Array, h: Array, slope: Array) -> Array:
    return product(V2.T, d2)


def _one_path(V2: Array, d2: Array, h: Array, slope: Array) -> Array:
    return np.diag(V2)[:, None] * d2 * slope


def _product_of_sums(V2: Array, d2: Array, h: Array, slope: Array) -> Array:
    return single(V2.sum(axis=0)[:, None] * d2.sum()) * slope


def _frozen(V2: Array, d2: Array, h: Array, slope: Array) -> Array:
    return np.zeros_like(d2)


SUSPECTS: dict[str, Rule] = {
    "with_transpose": with_transpose,
    "without_transpose": without_transpose,
    "slope_at_activation": _slope_at_activation,
    "no_slope": _no_slope,
    "one_path": _one_path,
    "product_of_sums": _product_of_sums,
    "frozen": _frozen,
}
NAMES = {  # of the suspects, by id, in words
    "with_transpose": "with the transpose",
    "without_transpose": "without the transpose",
    "slope_at_activation": "slope at the activation",
    "no_slope": "no slope",
    "one_path": "one path only",
    "product_of_sums": "product of sums",
    "frozen": "a hidden layer that never learns",
}


def single(values: Any) -> Array:
    """Rounded to single precision."""
    return np.asarray(values, dtype=np.float32)


def product(A: Array, B: Array) -> Array:
    """A @ B, rounded to single precision after every operation."""
    return (A[:, :, None] * B[None]).sum(axis=1)


def rerun(rule: Rule, eta: float = 0.001) -> Array:
    """δ of the output layer in five epochs, (5, 2), if hidden δ are rule(V2, d2, h, slope)."""
    draws = datasets.lehmer_draws(10)
    x, label = single(np.zeros((2, 1))), single(draws[:2].reshape(2, 1)).astype(float)
    V1, V2 = single(draws[2:6].reshape(2, 2)), single(draws[6:].reshape(2, 2))
    c1 = c2 = single(np.ones((2, 1)))
    found = []
    for _ in range(len(PRINTED)):
        h = sigmoid((product(V1, x) + c1).astype(float))
        o = sigmoid((product(V2, single(h)) + c2).astype(float))
        d2 = single(o - label) * single(o * (1 - o))
        d1 = single(rule(V2, d2, single(h), single(h * (1 - h))))
        found.append(d2[:, 0].astype(float))
        V2 = V2 - single(eta * product(d2, single(h).T).astype(float))
        c1, c2 = (c - single(eta * d.astype(float)) for c, d in ((c1, d1), (c2, d2)))
    return np.array(found)


def agreeing(found: Array) -> Array:
    """Which of the ten numbers agree to the last printed digit, (5, 2) of bool."""
    texts = [[f"{v:.{DIGITS}g}" for v in row] for row in found]
    return np.array(texts) == [[f"{v:.{DIGITS}g}" for v in row] for row in PRINTED]
