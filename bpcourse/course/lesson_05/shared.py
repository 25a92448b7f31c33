"""What several exercises of lesson 05 need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Measured, Rng
from bpcourse.gradcheck import complex_gradient


def _s(z: Any) -> Any:
    return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))


X3 = np.array([[0.05, 0.10]])  # document 3's network (D3-30)


T3 = np.array([[0.01, 0.99]])


WEIGHTS3 = (
    np.array([[0.15, 0.25], [0.20, 0.30]]),
    np.array([[0.40, 0.50], [0.45, 0.55]]),
)


BIASES3 = (np.array([0.35, 0.35]), np.array([0.60, 0.60]))


SIZES = (
    (3, 3, 3, 3),
    (4, 5, 3, 3, 2),
    (2, 3, 3),
    (3, 2),
)  # equal widths: nothing refuses there


BATCHES = (4, 6, 1, 5)


def _network(rng: Rng, sizes: tuple[int, ...]) -> tuple[list[Any], list[Any]]:
    pairs = list(zip(sizes, sizes[1:]))
    return [rng.normal(size=p) for p in pairs], [rng.normal(size=o) for _, o in pairs]


def _told(n: int, sizes: tuple[int, ...]) -> str:
    return f"a batch of {n} through a {'-'.join(map(str, sizes))} network"


def _run(X: Any, weights: Any, biases: Any, f: Callable[[Any], Any] = _s) -> list[Any]:
    activations = [X]
    for W, b in zip(weights, biases):
        activations.append(f(activations[-1] @ W + b))
    return activations


def _loss(X: Any, weights: Any, biases: Any, T: Any) -> float:
    return float(0.5 * ((_run(X, weights, biases)[-1] - T) ** 2).sum(1).mean())


def _top(A: Any, T: Any) -> Any:
    return (A - T) * A * (1 - A)


def _down(d: Any, W: Any, A: Any) -> Any:
    return d @ W.T * A * (1 - A)


def _recursion(activations, weights, T, top=_top, down=_down) -> list[Any]:
    """The deltas, with the rule of the last layer or of the hidden ones exchanged."""
    deltas = [top(activations[-1], T)]
    for A, W in zip(reversed(activations[1:-1]), reversed(weights[1:])):
        deltas.insert(0, down(deltas[0], W, A))
    return deltas


def _mean_dW(A: Any, d: Any) -> Any:
    return A.T @ d / len(A)


def _mean_db(d: Any) -> Any:
    return d.mean(axis=0)


def _pairs(activations, deltas, dW=_mean_dW, db=_mean_db) -> list[Any]:
    return [(dW(A, d), db(d)) for A, d in zip(activations, deltas)]


def _backward(
    top=_top, down=_down, dW=_mean_dW, db=_mean_db, f=_s
) -> Callable[..., Any]:
    """`backward` with a part exchanged, to write mistakes in one line."""

    def backward(X, weights, biases, T):
        activations = _run(X, weights, biases, f)
        return _pairs(
            activations, _recursion(activations, weights, T, top, down), dW, db
        )

    return backward


def _slope_of_output(A: Any) -> Any:
    return _s(A) * (1 - _s(A))


def _measured_gradients(X, weights, biases, T, h: float = 1e-5) -> list[Any]:
    found = []
    for layer in range(len(weights)):
        pair = []
        for group in (weights, biases):
            slope = np.zeros_like(group[layer])
            for index in np.ndindex(slope.shape):
                ends = []
                for sign in (1, -1):
                    moved = [p.copy() for p in group]
                    moved[layer][index] += sign * h
                    if group is weights:
                        ends.append(_loss(X, moved, biases, T))
                    else:
                        ends.append(_loss(X, weights, moved, T))
                slope[index] = (ends[0] - ends[1]) / (2 * h)
            pair.append(slope)
        found.append(tuple(pair))
    return found


def _complex_pairs(
    loss: Callable[[list[Any], list[Any]], Any], weights: Any, biases: Any
) -> list[Any]:
    """(slopes with respect to W, to b) of each layer by the complex step: loss(weights, biases)."""

    def slopes(at: int, group: Any, put: Callable[[list[Any]], Any]) -> Any:
        moved = lambda p: put([*group[:at], p, *group[at + 1 :]])
        return complex_gradient(moved, group[at])

    return [
        (
            slopes(layer, weights, lambda new: loss(new, list(biases))),
            slopes(layer, biases, lambda new: loss(list(weights), new)),
        )
        for layer in range(len(weights))
    ]


def _own_weights(activations, weights, T):
    deltas = [_top(activations[-1], T)]
    for layer in range(len(weights) - 1, 0, -1):
        deltas.insert(0, _down(deltas[0], weights[layer - 1], activations[layer]))
    return deltas


def _slope_after(activations, weights, T):
    deltas = [_top(activations[-1], T)]
    for layer in range(len(weights) - 1, 0, -1):
        deltas.insert(0, _down(deltas[0], weights[layer], activations[layer + 1]))
    return deltas


def _backward_cases(rng: Rng) -> Iterator[Case]:
    X = np.array([[0.05, 0.10], [1.0, -2.0], [0.5, 0.3]])
    T = np.array([[0.01, 0.99], [0.8, 0.3], [0.2, 0.6]])
    W = [np.array([[0.5, -1.0], [2.0, 0.25]]), np.array([[1.5, -0.5], [0.75, -2.0]])]
    b = [np.array([0.1, -0.2]), np.array([0.3, -0.4])]
    yield Case((X, W, b, T), show="a batch of 3 through a 2-2-2 network")
    for n, sizes in zip(BATCHES, SIZES):
        X = rng.normal(size=(n, sizes[0]))
        yield Case(
            (X, *_network(rng, sizes), rng.uniform(size=(n, sizes[-1]))),
            show=_told(n, sizes),
        )


def _backward_slope(case: Case) -> Measured:
    return Measured(
        "slopes of E by central differences", _measured_gradients(*case.args)
    )


_RIGHT = _backward()


def _step(backward=_RIGHT, rule=lambda p, g, eta: p - eta * g) -> Callable[..., Any]:
    def step(X, T, weights, biases, eta):
        gradients = backward(X, weights, biases, T)
        return (
            [rule(W, dW, eta) for W, (dW, _) in zip(weights, gradients)],
            [rule(b, db, eta) for b, (_, db) in zip(biases, gradients)],
        )

    return step


def _updated_first(X, T, weights, biases, eta):
    """Each layer is updated before its weights carry the signal on."""
    activations = _run(X, weights, biases)
    new_W: list[Any] = []
    new_b: list[Any] = []
    delta = _top(activations[-1], T)
    for layer in reversed(range(len(weights))):
        A = activations[layer]
        new_W.insert(0, weights[layer] - eta * _mean_dW(A, delta))
        new_b.insert(0, biases[layer] - eta * _mean_db(delta))
        delta = _down(delta, new_W[0], A)
    return new_W, new_b


def _weights_only(X, T, weights, biases, eta):
    return _step()(X, T, weights, biases, eta)[0], [b.copy() for b in biases]
