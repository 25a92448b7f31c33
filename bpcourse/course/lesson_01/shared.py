"""What several exercises of lesson 01 need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Measured, Problem, Rng
from bpcourse.course.shared import _quiet

FIXED = np.array([-2.0, 0.5, 1.0])


def _slope(f: Callable[[Any], Any], x: Any, h: float = 1e-5) -> Any:
    x = np.asarray(x, dtype=float)
    return (f(x + h) - f(x - h)) / (2 * h)


def _shapes(rng: Rng) -> Iterator[Case]:
    """Any shape: a float, a row, a matrix, three axes."""
    yield Case((FIXED,))
    yield Case((float(rng.uniform(-2, -0.5)),))
    yield Case((rng.normal(size=(3, 4)) * 2,))
    yield Case((rng.normal(size=(2, 3, 2)),))


WHOLE = np.array([-3, 0, 2])
AWAY = np.array([-1000.0, -40.0, -12.0, 0.0, 12.0, 40.0, 1000.0])


def _everywhere(rng: Rng) -> Iterator[Case]:
    """Any shape; whole numbers; where the curve is flat."""
    yield from _shapes(rng)
    yield Case((WHOLE,))
    yield Case((AWAY,))


def _measured_by(f: Callable[..., Any], name: str) -> Callable[[Case], Measured]:
    def measure(case: Case) -> Measured:
        x, rest = case.args[0], case.args[1:]
        value = _slope(lambda v: f(v, *rest), x)
        return Measured(f"slope of {name} by a central difference", value)

    return measure


def _s(x: Any) -> Any:
    return _quiet(lambda: 1 / (1 + np.exp(-np.asarray(x, dtype=float))))


def _at_output(inverse: Callable[[Any], Any], f: Callable[[Any], Any], name: str):
    def measure(case: Case) -> Measured:
        value = _slope(f, inverse(np.asarray(case.args[0], dtype=float)))
        return Measured(
            f"slope of {name} where its value is a, by a central difference", value
        )

    return measure


def _corner_judge(low: Callable[[Case], float]):
    """Away from 0 the slope is what it is; at 0 any number between both sides is right."""

    def judge(case: Case, want: Any, got: Any) -> Problem | None:
        x = np.asarray(case.args[0], dtype=float)
        try:
            a = np.asarray(got, dtype=float)
        except (TypeError, ValueError):
            return Problem(
                f"the result is a {type(got).__name__}, and should be numbers"
            )
        if a.shape != x.shape:
            should = f"have {x.shape}" if x.ndim else "be one number"
            return Problem(f"the result has shape {a.shape}, and should {should}")
        want = np.asarray(want)
        tolerance = 1e-5 if getattr(got, "dtype", None) == np.float32 else 1e-9
        corner, below = x == 0, low(case)
        wrong = ~corner & ~(np.abs(a - want) <= tolerance)
        wrong |= corner & ~((a >= below - tolerance) & (a <= 1 + tolerance))
        if not wrong.any():
            return None
        index = tuple(int(i) for i in np.argwhere(wrong)[0])
        there = (
            "any value between both slopes" if x[index] == 0 else f"{want[index]:.6g}"
        )
        return Problem(
            f"at x = {x[index]:.6g} it gives {a[index]:.6g}, and the slope there is {there}"
        )

    return judge
