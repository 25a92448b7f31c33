"""Sweeps through a graph, and what an operation hands back (lesson 12).

A graph of numbers is data: `parents`, from each node's name to the names that it is
computed from (twice, where it takes one twice), and `slopes`, from each name to its
local derivatives, in the same order. Arrays need rules: from g = dE/d(result) to
dE/d(each input), vector-Jacobian products. `graph` is built of these.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from numpy.typing import ArrayLike

from bpcourse.arrays import Array, as_float, same_shape

Name = Hashable
Parents = Mapping[Any, Sequence[Any]]
Slopes = Mapping[Any, Sequence[float]]


def topological_order(parents: Parents, root: Name) -> list[Any]:
    """What `root` needs, each name once, parents before children; no recursion.

    ValueError where the graph runs in a circle, or a name has no entry.

    >>> topological_order({"y": ["a", "a"], "x": [], "a": ["x"], "z": []}, "y")
    ['x', 'a', 'y']
    """
    return _order(parents, [root])


def _order(parents: Parents, roots: Iterable[Name]) -> list[Any]:
    order: dict[Any, None] = {}
    begun = set()
    stack = [(root, False) for root in roots]
    while stack:
        name, parents_done = stack.pop()
        if parents_done:
            order[name] = None
        elif name not in begun:
            if name not in parents:
                raise ValueError(f"topological_order: {name!r} is no key of parents")
            begun.add(name)
            stack.append((name, True))
            stack += [(parent, False) for parent in parents[name]]
        elif name not in order:
            raise ValueError(f"topological_order: {name!r} is computed from itself")
    return list(order)


def reverse_sweep(parents: Parents, slopes: Slopes, root: Name) -> dict[Any, float]:
    """d root / d name for all that root needs: one sweep, children before parents.

    >>> reverse_sweep({"x": [], "y": ["x", "x"]}, {"x": [], "y": [3.0, 4.0]}, "y")
    {'x': 7.0, 'y': 1.0}
    """
    order = topological_order(parents, root)
    found = {**dict.fromkeys(order, 0.0), root: 1.0}
    for name in reversed(order):
        for parent, slope in zip(parents[name], _slopes(parents, slopes, name)):
            found[parent] += found[name] * slope
    return found


def forward_sweep(parents: Parents, slopes: Slopes, leaf: Name) -> dict[Any, float]:
    """d name / d leaf for all nodes: one sweep, parents before children.

    >>> forward_sweep({"x": [], "y": ["x", "x"]}, {"x": [], "y": [3.0, 4.0]}, "x")
    {'x': 1.0, 'y': 7.0}
    """
    if leaf not in parents:
        raise ValueError(f"forward_sweep: {leaf!r} is no key of parents")
    found: dict[Any, float] = {}
    for name in _order(parents, parents):
        pairs = zip(parents[name], _slopes(parents, slopes, name))
        found[name] = sum(found[parent] * slope for parent, slope in pairs)
        if name == leaf:
            found[name] = 1.0
    return found


def _slopes(parents: Parents, slopes: Slopes, name: Name) -> Sequence[float]:
    if len(slopes[name]) != len(parents[name]):
        raise ValueError(
            f"sweep: {name!r} has {len(parents[name])} parents, but "
            f"{len(slopes[name])} slopes; expected one slope per parent"
        )
    return slopes[name]


# ---- vector-Jacobian products: from g = dE/d(result) to dE/d(each input) ------------


def unbroadcast(g: ArrayLike, shape: tuple[int, ...]) -> Array:
    """g summed back to the shape that was broadcast to g's.

    >>> import numpy as np
    >>> unbroadcast(np.ones((2, 3)), (3,)), unbroadcast(np.ones((2, 3)), (2, 1))
    (array([2., 2., 2.]), array([[3.],
           [3.]]))
    """
    g = summed = as_float(g)
    while summed.ndim > len(shape):
        summed = summed.sum(axis=0)
    for axis, (n, stretched) in enumerate(zip(shape, summed.shape)):
        if n == 1 and stretched > 1:
            summed = summed.sum(axis=axis, keepdims=True)
    if summed.shape != tuple(shape):
        raise ValueError(
            f"unbroadcast: g has shape {g.shape}; shape {tuple(shape)} isn't broadcast "
            "to it"
        )
    return summed


def matmul_rule(g: ArrayLike, A: ArrayLike, B: ArrayLike) -> tuple[Array, Array]:
    """(dA, dB) = (g B^T, A^T g) of the product A B, both with two axes; no mean.

    >>> dA, dB = matmul_rule([[1.0]], [[2.0, 3.0]], [[4.0], [5.0]])
    >>> dA.tolist(), dB.tolist()
    ([[4.0, 5.0]], [[2.0], [3.0]])
    """
    g, A, B = as_float(g), as_float(A), as_float(B)
    if A.ndim != 2 or B.ndim != 2 or g.shape != (len(A), B.shape[1]):
        raise ValueError(
            f"matmul_rule: g, A, B have shapes {g.shape}, {A.shape}, {B.shape}; "
            "expected (N, K), (N, M), (M, K)"
        )
    return g @ B.T, A.T @ g


def product_rule(g: ArrayLike, a: ArrayLike, b: ArrayLike) -> tuple[Array, Array]:
    """(da, db) = (g b, g a) of the product a b entry by entry, of arrays that broadcast.

    >>> product_rule([2.0, 3.0], [5.0, 7.0], 10.0)
    (array([20., 30.]), np.float64(31.0))
    """
    g, a, b = as_float(g), as_float(a), as_float(b)
    return unbroadcast(g * b, a.shape), unbroadcast(g * a, b.shape)


def softmax_rule(g: ArrayLike, p: ArrayLike) -> Array:
    """p (g - <g, p>) of p = softmax(z) along the last axis: no Jacobian is built.

    >>> softmax_rule([1.0, 0.0], [0.5, 0.5])
    array([ 0.25, -0.25])
    """
    g, p = same_shape("softmax_rule", "g", g, "p", p)
    return p * (g - (g * p).sum(axis=-1, keepdims=True))
