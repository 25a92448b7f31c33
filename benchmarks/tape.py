"""The graph: built and swept back, beside PyTorch and HIPS autograd, in float64.

A 2-32-32-1 tanh net with 64 points, written once for all three libraries, and 100,000
nodes in a row. Results are held against a delta recursion in columns.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .layers import Task, Work, checked
from .worker import Prepared

NET, POINTS = (2, 32, 32, 1), 64
ROW = 100_000


def prepare(name: str, what: str) -> Prepared:
    """What a candidate repeats, after its result was held against the reference."""
    return checked(name, what, TASKS[what])


# ---- a small network on the graph: built and swept back -----------------------------


def points() -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
    """X (N, 2), T (N, 1), and [W, b, W, b, W, b]."""
    draw = np.random.default_rng(8).standard_normal
    shapes = [s for i, o in zip(NET, NET[1:]) for s in ((i, o), (o,))]
    return draw((POINTS, 2)), draw((POINTS, 1)), [0.5 * draw(s) for s in shapes]


def loss(library: Any, X: Any, T: Any, parameters: list[Any]) -> Any:
    """The mean of half squared errors, as it is written for all three libraries."""
    a = X
    for W, b in zip(parameters[:-2:2], parameters[1:-2:2]):
        a = library.tanh(a @ W + b)
    return ((a @ parameters[-2] + parameters[-1] - T) ** 2).sum() / (2 * POINTS)


def reference_gradients() -> list[np.ndarray]:
    """By the delta recursion in columns."""
    X, T, parameters = points()
    W, b = [w.T for w in parameters[::2]], [v[:, None] for v in parameters[1::2]]
    a = [X.T]
    for w, v in zip(W[:-1], b):
        a.append(np.tanh(w @ a[-1] + v))
    delta, found = (W[-1] @ a[-1] + b[-1] - T.T) / POINTS, []
    for w, below in zip(reversed(W), reversed(a)):
        found[:0] = [below @ delta.T, delta.sum(axis=1)]
        delta = (w.T @ delta) * (1 - below**2)
    return found


def our_graph() -> Work:
    from bpcourse import graph

    X, T, values = points()
    parameters = [graph.tensor(p, requires_grad=True) for p in values]
    inputs = graph.tensor(X), graph.tensor(T)

    def sweep() -> None:
        for p in parameters:
            p.grad = None
        loss(graph, *inputs, parameters).backward()

    return sweep, lambda: [np.asarray(p.grad) for p in parameters]


def torch_graph() -> Work:
    import torch

    torch.set_num_threads(1)
    X, T, values = points()
    parameters = [torch.from_numpy(p).requires_grad_() for p in values]
    inputs = torch.from_numpy(X), torch.from_numpy(T)

    def sweep() -> None:
        for p in parameters:
            p.grad = None
        loss(torch, *inputs, parameters).backward()

    return sweep, lambda: [p.grad.numpy() for p in parameters]


def autograd_graph() -> Work:
    import autograd.numpy as anp
    from autograd import grad

    X, T, values = points()
    slopes, found = grad(lambda parameters: loss(anp, X, T, parameters)), []

    def sweep() -> None:
        found[:] = slopes(values)

    return sweep, lambda: found


# ---- nodes in a row -----------------------------------------------------------------


def row_of(leaf: Any) -> Any:
    """y = x + 1 + 1 ..., 100,000 nodes, each computed from the one before."""
    y = leaf
    for _ in range(ROW):
        y = y + 1.0
    return y


def our_row() -> Work:
    from bpcourse import graph

    x = graph.tensor(1.0, requires_grad=True)

    def sweep() -> None:
        x.grad = None
        row_of(x).backward()

    return sweep, lambda: [np.asarray(x.grad)]


def torch_row() -> Work:
    import torch

    torch.set_num_threads(1)
    x = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)

    def sweep() -> None:
        x.grad = None
        row_of(x).backward()

    return sweep, lambda: [x.grad.numpy()]


TASKS: dict[str, Task] = {
    "graph": (
        {"bpcourse": our_graph, "torch": torch_graph, "autograd": autograd_graph},
        reference_gradients,
    ),
    "row": ({"bpcourse": our_row, "torch": torch_row}, lambda: [np.ones(())]),
}
