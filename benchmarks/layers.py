"""Convolution and batch normalisation, beside PyTorch.

Every candidate gets the same numbers, and its result is held against a reference of loops
and textbook formulas that shares no code with any candidate; then it is timed. float64.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .worker import Prepared, WrongResult

ETA, STEPS, WORST = 0.1, 3, 1e-10
PICTURES = (32, 12, 12, 1)
SHAPES = ((3, 3, 1, 8), (8,), (3, 3, 8, 16), (16,), (256, 10), (10,))
BATCH, UNITS = 256, 128

Work = tuple[Callable[[], Any], Callable[[], list[np.ndarray]]]
Task = tuple[dict[str, Callable[[], Work]], Callable[[], list[np.ndarray]]]


def prepare(name: str, what: str) -> Prepared:
    """What a candidate repeats, after its result was held against the reference."""
    return checked(name, what, TASKS[what], STEPS if what == "convolution" else 1)


def checked(name: str, what: str, task: Task, repeats: int = 1) -> Prepared:
    """The candidate's work; WrongResult where it ends elsewhere than the reference."""
    candidates, reference = task
    work, result = candidates[name]()
    for _ in range(repeats):
        work()
    pairs = list(zip(result(), reference(), strict=True))
    off = sum(float(np.square(a - b).sum()) for a, b in pairs)
    size = sum(float(np.square(b).sum()) for _, b in pairs)
    error = float(np.sqrt(off / size))
    if not error <= WORST:
        raise WrongResult(f"{what} is {error:.0e} off")
    return Prepared(work, {"error": error})


# ---- a training step of a convolution net -------------------------------------------


def pictures() -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
    """X (N, H, W, C), labels, and the first kernels, weights and biases."""
    rng = np.random.default_rng(5)
    draw = rng.standard_normal
    parameters = [draw(s) * np.sqrt(2 / max(np.prod(s[:-1]), 9)) for s in SHAPES]
    return draw(PICTURES), rng.integers(0, 10, len(np.empty(PICTURES))), parameters


def reference_steps() -> list[np.ndarray]:
    """The parameters after three steps, patch by patch."""
    X, labels, (W1, b1, W2, b2, W3, b3) = pictures()
    for _ in range(STEPS):
        Z1 = by_patch(X, W1, b1, 1)
        A1 = np.where(Z1 > 0, Z1, 0)
        Z2 = by_patch(A1, W2, b2, 2)
        A2 = np.where(Z2 > 0, Z2, 0).reshape(len(X), -1)
        e = np.exp(A2 @ W3 + b3)
        d3 = (e / e.sum(axis=1, keepdims=True) - np.eye(10)[labels]) / len(X)
        d2 = (d3 @ W3.T).reshape(Z2.shape) * (Z2 > 0)
        dW2, dA1 = back_by_patch(A1, W2, d2, 2)
        d1 = dA1 * (Z1 > 0)
        dW1, _ = back_by_patch(X, W1, d1, 1)
        sums = d1.sum(axis=(0, 1, 2)), d2.sum(axis=(0, 1, 2)), d3.sum(axis=0)
        W3 = W3 - ETA * A2.T @ d3
        W1, W2 = W1 - ETA * dW1, W2 - ETA * dW2
        b1, b2, b3 = (b - ETA * s for b, s in zip((b1, b2, b3), sums))
    return [W1, b1, W2, b2, W3, b3]


def by_patch(X: np.ndarray, W: np.ndarray, b: np.ndarray, s: int) -> np.ndarray:
    """The convolution, one position after the other."""
    k, size = len(W), (X.shape[1] - len(W)) // s + 1
    Z = np.empty((len(X), size, size, W.shape[3]))
    for r, q in np.ndindex(size, size):
        patch = X[:, s * r : s * r + k, s * q : s * q + k]
        Z[:, r, q] = np.tensordot(patch, W, axes=3) + b
    return Z


def back_by_patch(
    X: np.ndarray, W: np.ndarray, delta: np.ndarray, s: int
) -> tuple[np.ndarray, np.ndarray]:
    """(dW, dX), one position after the other."""
    k, dW, dX = len(W), np.zeros_like(W), np.zeros_like(X)
    for r, q in np.ndindex(delta.shape[1:3]):
        at = (slice(None), slice(s * r, s * r + k), slice(s * q, s * q + k))
        dW += np.tensordot(X[at], delta[:, r, q], axes=(0, 0))
        dX[at] += np.tensordot(delta[:, r, q], W, axes=(1, 3))
    return dW, dX


def our_convolution() -> Work:
    from bpcourse.layers import ActivationLayer, Convolution, Dense, Flatten
    from bpcourse.sequential import Sequential

    X, labels, parameters = pictures()
    rng, Y = np.random.default_rng(0), np.eye(10)[labels]
    relu = ActivationLayer("relu"), ActivationLayer("relu")
    first, second = Convolution(3, 1, 8, rng), Convolution(3, 8, 16, rng, stride=2)
    dense = Dense(256, 10, rng)
    net = Sequential([first, relu[0], second, relu[1], Flatten(), dense])
    parts = [part for layer in (first, second, dense) for part in (layer.W, layer.b)]
    for part, value in zip(parts, parameters):
        part[...] = value
    return lambda: net.step(X, Y, ETA), lambda: parts


def torch_convolution() -> Work:
    """Eager, as its tutorials write it, pictures as (N, C, H, W)."""
    import torch
    from torch import nn

    torch.set_num_threads(1)
    X, labels, parameters = pictures()
    model = nn.Sequential(
        nn.Conv2d(1, 8, 3), nn.ReLU(), nn.Conv2d(8, 16, 3, 2), nn.ReLU(),
        nn.Flatten(), nn.Linear(256, 10),
    ).double()  # fmt: skip
    parts = list(model.parameters())
    with torch.no_grad():
        for part, value in zip(parts, parameters):
            part.copy_(torch.from_numpy(to_torch(value)))
    images, targets = (
        torch.from_numpy(X.transpose(0, 3, 1, 2).copy()),
        torch.from_numpy(labels),
    )
    optimizer = torch.optim.SGD(parts, lr=ETA)

    def step() -> None:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(images), targets).backward()
        optimizer.step()

    return step, lambda: [from_torch(part.detach().numpy()) for part in parts]


def to_torch(p: np.ndarray) -> np.ndarray:
    """Kernels as (out, in, k, k); the dense layer as (out, in), its input (C, H, W)."""
    if p.ndim == 4:
        return p.transpose(3, 2, 0, 1).copy()
    return (
        p
        if p.ndim == 1
        else p.reshape(4, 4, 16, 10).transpose(3, 2, 0, 1).reshape(10, 256)
    )


def from_torch(p: np.ndarray) -> np.ndarray:
    if p.ndim == 4:
        return p.transpose(2, 3, 1, 0)
    return (
        p
        if p.ndim == 1
        else p.reshape(10, 16, 4, 4).transpose(2, 3, 1, 0).reshape(256, 10)
    )


# ---- batch normalisation, forward and backward --------------------------------------


def batch() -> tuple[np.ndarray, ...]:
    """X, dY (N, n), gamma, beta (n,)."""
    draw = np.random.default_rng(6).standard_normal
    return draw((BATCH, UNITS)), draw((BATCH, UNITS)), draw(UNITS), draw(UNITS)


def reference_norm() -> list[np.ndarray]:
    """Y, dX, dgamma, dbeta (sums over the batch), by the Jacobian of every column."""
    X, dY, gamma, beta = batch()
    scale = 1 / np.sqrt(X.var(axis=0) + 1e-5)
    hat = (X - X.mean(axis=0)) * scale
    dX = np.empty_like(X)
    for j in range(UNITS):
        J = np.eye(BATCH) - 1 / BATCH - np.outer(hat[:, j], hat[:, j]) / BATCH
        dX[:, j] = gamma[j] * scale[j] * (J @ dY[:, j])
    return [gamma * hat + beta, dX, (dY * hat).sum(axis=0), dY.sum(axis=0)]


def our_norm_layer() -> Work:
    """The layer, which keeps what its backward pass needs."""
    from bpcourse.layers import BatchNorm

    X, dY, gamma, beta = batch()
    layer, found = BatchNorm(UNITS), []
    layer.gamma, layer.beta, layer.training = gamma, beta, True

    def both() -> None:
        found[:] = layer.forward(X), layer.backward(dY)

    return both, lambda: [*found, BATCH * layer.dgamma, BATCH * layer.dbeta]


def our_norm() -> Work:
    """The lesson's functions: nothing is kept between them."""
    from bpcourse.normalization import batch_norm, batch_norm_gradients

    X, dY, gamma, beta = batch()
    found: list[np.ndarray] = []

    def both() -> None:
        found[:] = batch_norm(X, gamma, beta), *batch_norm_gradients(dY, X, gamma)

    return both, lambda: [*found[:2], BATCH * found[2], BATCH * found[3]]


def torch_norm() -> Work:
    import torch

    torch.set_num_threads(1)
    X, dY, gamma, beta = map(torch.from_numpy, batch())
    layer, found = torch.nn.BatchNorm1d(UNITS).double(), []
    layer.weight.data, layer.bias.data = gamma, beta
    X.requires_grad_()
    leaves = [X, layer.weight, layer.bias]

    def both() -> None:
        for leaf in leaves:
            leaf.grad = None
        found[:] = [layer(X)]
        found[0].backward(dY)

    return both, lambda: [found[0].detach().numpy(), *(p.grad.numpy() for p in leaves)]


TASKS: dict[str, Task] = {
    "convolution": (
        {"bpcourse": our_convolution, "torch": torch_convolution},
        reference_steps,
    ),
    "batch norm": (
        {"bpcourse": our_norm, "layer": our_norm_layer, "torch": torch_norm},
        reference_norm,
    ),
}
