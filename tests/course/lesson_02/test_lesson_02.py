"""Lesson 02's own pictures say what is measured: entropy, divergence, slopes along z / T."""

from __future__ import annotations

import re

import numpy as np
import pytest

from bpcourse.course.lesson_02 import figures
from bpcourse.gradcheck import central_difference

Y, P = np.array([0.2, 0.5, 0.3]), np.array([0.6, 0.3, 0.1])


def numbers(text: str) -> list[float]:
    return [float(found) for found in re.findall(r"\d+\.\d{4}", text)]


def test_the_bars_are_entropy_and_divergence_and_end_at_the_cross_entropy():
    H, *rest = numbers(figures.entropies(Y, P).alt)
    divergences, ends = rest[:3], rest[3:]
    predictions = (P, (P + Y) / 2, Y)
    assert pytest.approx(-(Y * np.log(Y)).sum(), abs=1e-4) == H
    assert ends == pytest.approx(
        [-(Y * np.log(p)).sum() for p in predictions], abs=1e-4
    )
    assert np.add(divergences, H) == pytest.approx(ends, abs=2e-4)


def test_a_better_prediction_has_a_shorter_bar_and_the_truth_the_shortest():
    _, *rest = numbers(figures.entropies(Y, P).alt)
    divergences = rest[:3]
    assert divergences == sorted(divergences, reverse=True)
    assert divergences[-1] == 0


def test_the_grid_holds_the_measured_slopes_by_the_scores_over_the_temperature():
    z, temperature = np.array([1.0, -0.5, 2.0]), 2.0
    drawing = figures.collapse(z, 0, temperature).svg.replace("−", "-")
    shown = [float(v) for v in re.findall(r">(-?\d\.\d\d)</text>", drawing)]

    def probability(i: int, j: int, score: float) -> float:
        scores = z / temperature
        scores[j] = score
        return float((np.exp(scores) / np.exp(scores).sum())[i])

    measured = [
        float(
            central_difference(
                lambda s, i=i, j=j: probability(i, j, s), z[j] / temperature
            )
        )
        for i in range(3)
        for j in range(3)
    ]
    assert shown == pytest.approx(measured, abs=0.005)


@pytest.mark.parametrize(("temperature", "said"), [(1.0, False), (0.5, True)])
def test_the_picture_says_when_its_slopes_are_not_those_by_z(temperature, said):
    drawing = figures.collapse((1.0, 2.0, 3.0), 1, temperature).svg
    assert ("J = ∂p/∂(z / T)" in drawing) is said
    assert ("∂(z / T)" in drawing) is said
