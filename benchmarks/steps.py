"""One training step: the same network, batch and rate for every candidate.

ReLU layers, softmax with cross-entropy, one step of gradient descent. Three steps are
compared with a reference that shares no code with any candidate; then steps are timed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .worker import Prepared, WrongResult

ETA = 0.1
STEPS = 3
TOLERANCE = {"float64": 1e-10, "float32": 1e-3}
SIZES: dict[str, tuple[list[int], int]] = {
    "tiny": ([2, 2, 2], 1),
    "small": ([64, 32, 10], 32),
    "medium": ([784, 128, 64, 10], 128),
    "large": ([784, 1024, 1024, 10], 512),
    "deep": ([64] * 32 + [10], 64),
    "one": ([784, 128, 64, 10], 1),
}


@dataclass
class Problem:
    """A batch X (N, n_in), Y (N, n_out) one-hot, and the first weights and biases."""

    sizes: list[int]
    X: np.ndarray
    Y: np.ndarray
    weights: list[np.ndarray]
    biases: list[np.ndarray]


Candidate = tuple[Callable[[], Any], Callable[[], list[np.ndarray]]]


def problem(sizes: list[int], batch: int, dtype: str = "float64") -> Problem:
    """Random data and weights, the same in every process."""
    rng = np.random.default_rng(7)
    shapes = list(zip(sizes, sizes[1:]))
    return Problem(
        sizes,
        rng.standard_normal((batch, sizes[0])).astype(dtype),
        np.eye(sizes[-1], dtype=dtype)[rng.integers(0, sizes[-1], batch)],
        [(rng.standard_normal(s) * np.sqrt(2 / s[0])).astype(dtype) for s in shapes],
        [0.1 * rng.standard_normal(o).astype(dtype) for _, o in shapes],
    )


def reference(p: Problem, steps: int = STEPS) -> list[np.ndarray]:
    """[W, b, W, b, ...] after some steps, with columns for samples, in float64."""
    W = [w.T.astype(float) for w in p.weights]
    b = [v[:, None].astype(float) for v in p.biases]
    for _ in range(steps):
        a = [p.X.T.astype(float)]
        for w, v in zip(W[:-1], b[:-1]):
            a.append(np.where(w @ a[-1] + v > 0, w @ a[-1] + v, 0))
        e = np.exp(W[-1] @ a[-1] + b[-1])
        delta = (e / e.sum(0) - p.Y.T) / len(p.X)
        for layer in range(len(W) - 1, -1, -1):
            below = (W[layer].T @ delta) * (a[layer] > 0)
            W[layer] = W[layer] - ETA * np.einsum(
                "in,jn->ij", delta, a[layer], optimize=True
            )
            b[layer] = b[layer] - ETA * delta.sum(1, keepdims=True)
            delta = below
    return [part for w, v in zip(W, b) for part in (w.T, v[:, 0])]


def error(p: Problem, found: list[np.ndarray]) -> float:
    """Distance from the reference after the same steps, as a share of the way moved."""
    start = [part for pair in zip(p.weights, p.biases) for part in pair]
    right = reference(p)
    off = sum(np.square(f - r).sum() for f, r in zip(found, right, strict=True))
    way = sum(np.square(r - s).sum() for r, s in zip(right, start, strict=True))
    return float(np.sqrt(off / way))


def prepare(
    name: str, sizes: list[int], batch: int, dtype: str, threads: int
) -> Prepared:
    """The candidate's step, after three steps were held against the reference."""
    p = problem(sizes, batch, dtype)
    return checked(p, *CANDIDATES[name](p, threads), TOLERANCE[dtype])


def checked(
    p: Problem, step: Callable[[], Any], weights: Any, tolerance: float
) -> Prepared:
    """The step as work to be timed; WrongResult when three steps end elsewhere."""
    for _ in range(STEPS):
        step()
    off = error(p, weights()) if weights else 0.0
    if not off <= tolerance:
        raise WrongResult(f"weights after {STEPS} steps are {off:.0e} of the way off")
    return Prepared(step, {"error": off})


# ---- the candidates: a function that does one step, a function that gives the weights


def bpcourse(p: Problem, threads: int) -> Candidate:
    from bpcourse.network import Network

    net = Network(p.sizes, hidden="relu", dtype=p.X.dtype)
    for view, value in zip(net.weights + net.biases, p.weights + p.biases):
        view[:] = value
    pairs = zip(net.weights, net.biases)
    parts = [part for pair in pairs for part in pair]
    return lambda: net.step(p.X, p.Y, ETA), lambda: parts


def gemms(p: Problem, threads: int) -> tuple[Callable[[], Any], None]:
    """The matrix products alone, into memory that is there: what no code can save."""
    a = [p.X, *(np.ones((len(p.X), n), p.X.dtype) for n in p.sizes[1:])]
    z, dW = [np.empty_like(v) for v in a], [np.empty_like(w) for w in p.weights]

    def products() -> None:
        for layer, w in enumerate(p.weights):
            np.dot(a[layer], w, out=z[layer + 1])
        for layer in range(len(p.weights) - 1, -1, -1):
            np.dot(a[layer].T, a[layer + 1], out=dW[layer])
            if layer:
                np.dot(a[layer + 1], p.weights[layer].T, out=z[layer])

    return products, None


def torch(p: Problem, threads: int) -> Candidate:
    """Eager mode, as its tutorials write it: Sequential, cross_entropy, SGD."""
    import torch

    torch.set_num_threads(threads)
    model = torch_model(p)
    X, labels = torch.from_numpy(p.X), torch.from_numpy(p.Y.argmax(1))
    optimizer = torch.optim.SGD(model.parameters(), lr=ETA)

    def step() -> None:
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(X), labels).backward()
        optimizer.step()

    return step, lambda: [q.detach().numpy().T for q in model.parameters()]


def torch_model(p: Problem) -> Any:
    """A Sequential with the problem's weights."""
    import torch

    parts: list[Any] = []
    for w, b in zip(p.weights, p.biases):
        linear = torch.nn.Linear(*w.shape, dtype=torch.from_numpy(p.X).dtype)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(w.T.copy()))
            linear.bias.copy_(torch.from_numpy(b))
        parts += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*parts[:-1])


def sklearn(p: Problem, threads: int) -> Candidate:
    """MLPClassifier's own _backprop, and the update; less than its fit does a batch."""
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier(p.sizes[1:-1], activation="relu", alpha=0)
    model.n_layers_, model.out_activation_ = len(p.sizes), "softmax"
    model.loss, model.n_outputs_ = "log_loss", p.sizes[-1]
    model.coefs_, model.intercepts_ = (
        [w.copy() for w in p.weights],
        [b.copy() for b in p.biases],
    )
    layers = len(p.weights)

    def step() -> None:
        a, deltas = [p.X] + [None] * layers, [None] * layers
        dW, db = [None] * layers, [None] * layers
        model._backprop(p.X, p.Y, None, a, deltas, dW, db)
        for w, g in zip(model.coefs_ + model.intercepts_, dW + db):
            w -= ETA * g

    pairs = zip(model.coefs_, model.intercepts_)
    parts = [part for pair in pairs for part in pair]
    return step, lambda: parts


def autograd(p: Problem, threads: int) -> Candidate:
    """HIPS autograd: the loss in its NumPy, and its grad."""
    import autograd.numpy as anp
    from autograd import grad

    parts = [part.copy() for pair in zip(p.weights, p.biases) for part in pair]

    def loss(parameters: list[Any]) -> Any:
        a = p.X
        for w, b in zip(parameters[:-2:2], parameters[1:-2:2]):
            a = anp.maximum(anp.dot(a, w) + b, 0)
        z = anp.dot(a, parameters[-2]) + parameters[-1]
        z = z - anp.max(z, axis=1, keepdims=True)
        log_p = z - anp.log(anp.sum(anp.exp(z), axis=1, keepdims=True))
        return -anp.sum(p.Y * log_p) / len(p.X)

    slopes = grad(loss)

    def step() -> None:
        for part, slope in zip(parts, slopes(parts)):
            part -= ETA * slope

    return step, lambda: parts


CANDIDATES: dict[str, Callable[[Problem, int], Any]] = {
    "bpcourse": bpcourse,
    "gemms": gemms,
    "torch": torch,
    "sklearn": sklearn,
    "autograd": autograd,
}
