"""How time grows with batch, width and depth, and how much memory a step needs."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Sequence

import numpy as np

from . import steps
from .contest import Candidate, Result, contest

SWEEPS: dict[str, tuple[Sequence[int], Callable[[int], tuple[list[int], int]]]] = {
    "batch": ((16, 64, 128, 256), lambda n: ([64, 64, 64, 10], n)),
    "width": ((32, 64, 128, 256), lambda w: ([64, w, w, 10], 64)),
    "depth": ((2, 8, 16, 32), lambda d: ([64] * d + [10], 64)),
}
DEGREE = {"batch": 1, "width": 2, "depth": 1}


def sweep(candidates: list[Candidate], name: str, rounds: int) -> list[Result]:
    """One contest for each value of the sweep."""
    values, shape = SWEEPS[name]
    pairs = [shape(value) for value in values]
    return [
        contest(
            candidates,
            "steps",
            {"sizes": sizes, "batch": batch, "dtype": "float64", "threads": 1},
            rounds,
            budget=0.015,
        )
        for sizes, batch in pairs
    ]


def fitted(name: str, seconds: Sequence[float]) -> np.ndarray:
    """Coefficients [1, x, ...] in microseconds, each point weighted by its own size."""
    values = np.array(SWEEPS[name][0], float)
    times = 1e6 * np.array(seconds)
    return np.polyfit(values, times, DEGREE[name], w=1 / times)[::-1]


def formula(name: str, seconds: Sequence[float]) -> str:
    """The fit in words, such as "118 + 7.5·batch"."""
    powers = ("", f"·{name}", f"·{name}²")
    terms = [f"{_short(c)}{p}" for c, p in zip(fitted(name, seconds), powers)]
    return " + ".join(terms).replace("+ -", "− ").replace("-", "−", 1)


def _short(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 10 else f"{value:.2g}"


def memory(sizes: list[int], batch: int) -> float:
    """Peak memory of one step of a network ÷ what no backward pass can do without.

    The floor: parameters, their gradient, the batch, and one activation a layer.
    """
    p = steps.problem(sizes, batch)
    tracemalloc.start()
    step, _ = steps.bpcourse(p, 1)
    step()
    tracemalloc.reset_peak()
    step()
    peak = tracemalloc.get_traced_memory()[1] + p.X.nbytes + p.Y.nbytes
    tracemalloc.stop()
    parameters = sum(w.nbytes for w in p.weights + p.biases)
    floor = 2 * parameters + p.X.nbytes + p.Y.nbytes + 8 * batch * sum(sizes[1:])
    return peak / floor
