"""Lesson 03: every number below an edge of the graph is the slope with respect to the one above."""

from __future__ import annotations

import re

import numpy as np
import pytest

from bpcourse.course.lesson_03 import figures

POINTS = [(1.0, 0.0, 0.0, None), (2.0, 0.5, -0.3, None), (-1.5, 0.7, 0.4, 0.2)]

STEPS = (
    lambda h, b: h + b,
    lambda h, b: -h,
    lambda h, b: np.exp(h),
    lambda h, b: h + 1,
    lambda h, b: 1 / h,
)


def result(k: int, value: complex, b: float, t: float | None) -> complex:
    """f, or E where there is a target, from the value behind operation k."""
    for step in STEPS[k:]:
        value = step(value, b)
    return value if t is None else 0.5 * (value - t) ** 2


@pytest.mark.parametrize(("x", "w", "b", "t"), POINTS)
def test_each_slope_is_the_measured_one(x, w, b, t):
    now = figures.flow(x, w, b, t)
    for k, (value, slope) in enumerate(zip(now.values, now.slopes, strict=True)):
        measured = result(k, value + 1e-20j, b, t).imag / 1e-20
        assert slope == pytest.approx(measured, rel=1e-12)
    assert now.dw == pytest.approx(result(0, (w + 1e-20j) * x, b, t).imag / 1e-20)
    assert now.dx == pytest.approx(result(0, w * (x + 1e-20j), b, t).imag / 1e-20)
    assert now.db == pytest.approx(result(0, w * x, b + 1e-20j, t).imag / 1e-20)


def test_at_the_documents_numbers_the_slope_is_a_quarter_and_the_last_edge_is_f():
    now = figures.flow(1.0, 0.0, 0.0)
    assert now.slopes == (0.25, 0.25, -0.25, -0.25, -0.25, 1.0)
    assert now.values == (0, 0, 0, 1, 2, 0.5)
    names = re.findall(r">(h[₁-₉]|f)</text>", figures.graph().svg)
    assert names == ["h₁", "h₂", "h₃", "h₄", "h₅", "f"]


def test_two_gates_have_a_line_and_exclusive_or_has_none():
    alt = figures.gates().alt
    said = dict(re.findall(r"(AND|OR|XOR): answers [^;]*; ([^.:]*)", alt))
    assert said["AND"] == said["OR"] == "a line parts them"
    assert said["XOR"] == "no line"
