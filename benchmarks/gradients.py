"""The full check of a gradient: its time in backprops, and how many digits it gives.

64-64-32-10, tanh, batch 32: 6,570 parameters. Accuracy is the norm-wise distance from a
backward pass in extended precision.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .steps import Problem, problem
from .worker import Prepared, WrongResult

SIZES, BATCH = [64, 64, 32, 10], 32
WORST = 1e-6  # of anything that calls itself a gradient check


def prepare(name: str, sizes: list[int] = SIZES, batch: int = BATCH) -> Prepared:
    """One whole check a repeat; `backprop` is the unit they are counted in."""
    p = problem(sizes, batch)
    check, vector = CHECKS[name](p)
    found = check()
    if vector is None:
        return Prepared(check)
    error = distance(vector(found), extended(p))
    if not error <= WORST:
        raise WrongResult(f"measured gradient is {error:.0e} off")
    return Prepared(
        check, {"error": error, "parameters": sum(w.size for w in parts(p))}
    )


def parts(p: Problem) -> list[np.ndarray]:
    """[W, b, W, b, ...]."""
    return [part for pair in zip(p.weights, p.biases) for part in pair]


def distance(found: np.ndarray, right: np.ndarray) -> float:
    """Norm of the difference over the norm of the right one."""
    return float(np.sqrt(np.square(found - right).sum() / np.square(right).sum()))


def extended(p: Problem) -> np.ndarray:
    """The gradient [dW, db, ...] by a backward pass in columns and long doubles."""
    W = [w.T.astype(np.longdouble) for w in p.weights]
    a = [p.X.T.astype(np.longdouble)]
    for w, b in zip(W[:-1], p.biases):
        a.append(np.tanh(w @ a[-1] + b[:, None]))
    e = np.exp(W[-1] @ a[-1] + p.biases[-1][:, None])
    delta, found = (e / e.sum(0) - p.Y.T) / len(p.X), []
    for w, below in zip(reversed(W), reversed(a)):
        found[:0] = [(below @ delta.T).ravel(), delta.sum(1)]
        delta = (w.T @ delta) * (1 - below**2)
    return np.concatenate(found)


Check = tuple[Callable[[], Any], Callable[[Any], np.ndarray] | None]


def network(p: Problem) -> Any:
    """The course's network with the problem's weights."""
    from bpcourse.network import Network

    net = Network(p.sizes, hidden="tanh")
    for view, value in zip(net.weights + net.biases, p.weights + p.biases):
        view[:] = value
    return net


def backprop(p: Problem) -> Check:
    net = network(p)
    return lambda: (net.forward(p.X), net.backward(p.Y))[1], lambda grad: grad


def bpcourse(p: Problem) -> Check:
    from bpcourse.gradcheck import flatten, network_gradient

    net = network(p)
    return lambda: network_gradient(net, p.X, p.Y), flatten


def direction(p: Problem) -> Check:
    """One random complex direction: a yes or no to a whole claimed gradient."""
    from bpcourse.gradcheck import random_direction

    net, rng = network(p), np.random.default_rng(0)
    claimed = net.gradients(p.X, p.Y)
    return lambda: random_direction(net, p.X, p.Y, claimed, rng), None


def loop(p: Problem) -> Check:
    """The textbook's double loop: central differences, a parameter at a time."""
    net = network(p)

    def measure(h: float = 1e-5) -> np.ndarray:
        found = np.empty_like(net.theta)
        for k, value in enumerate(net.theta.copy()):
            net.theta[k] = value + h
            above = net.value(p.X, p.Y)
            net.theta[k] = value - h
            found[k] = (above - net.value(p.X, p.Y)) / (2 * h)
            net.theta[k] = value
        return found

    return measure, lambda found: found


def torch(p: Problem) -> Check:
    """torch.autograd.gradcheck; what it measures is read from the same module."""
    import torch
    from torch.autograd.gradcheck import get_numerical_jacobian

    torch.set_num_threads(1)
    X, labels = torch.from_numpy(p.X), torch.from_numpy(p.Y.argmax(1))
    inputs = tuple(torch.from_numpy(q.copy()).requires_grad_() for q in parts(p))

    def loss(*q: Any) -> Any:
        a = X
        for w, b in zip(q[:-2:2], q[1:-2:2]):
            a = torch.tanh(a @ w + b)
        return torch.nn.functional.cross_entropy(a @ q[-2] + q[-1], labels)

    def numbers(_agrees: bool) -> np.ndarray:
        columns = get_numerical_jacobian(lambda q: loss(*q), inputs)
        return np.concatenate([c.detach().numpy().ravel() for c in columns])

    return lambda: torch.autograd.gradcheck(loss, inputs), numbers


CHECKS: dict[str, Callable[[Problem], Check]] = {
    "backprop": backprop,
    "bpcourse": bpcourse,
    "direction": direction,
    "loop": loop,
    "torch": torch,
}
