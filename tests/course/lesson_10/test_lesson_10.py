"""Lesson 10: what its pictures show is measured, and what its text says holds."""

from __future__ import annotations

import re

import numpy as np
import pytest
from places import ROOT

from bpcourse import convolution
from bpcourse.checking import judge_function
from bpcourse.course import exercise
from bpcourse.course.lesson_10 import explorer, figures
from bpcourse.gradcheck import complex_gradient


@pytest.mark.parametrize("stride", [1, 2])
def test_each_number_of_the_way_back_is_the_measured_one(stride):
    p = figures.one_pass(stride)

    def loss(X, W):
        cells = [
            p.delta[r, c]
            * (X[r * stride : r * stride + 3, c * stride : c * stride + 3] * W).sum()
            for r, c in p.places
        ]
        return sum(cells)

    dW = complex_gradient(lambda W: loss(p.X, W), p.W)
    dX = complex_gradient(lambda X: loss(X, p.W), p.X)
    np.testing.assert_allclose(p.dW, dW, rtol=1e-12)
    np.testing.assert_allclose(p.dX, dX, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("stride", [1, 2])
def test_what_a_pixel_met_adds_up_to_what_it_hears(stride):
    p = figures.one_pass(stride)
    for at in np.ndindex(*p.X.shape):
        heard = sum(p.delta[place] * p.W[weight] for place, weight in p.met(*at))
        assert heard == pytest.approx(p.dX[at], abs=1e-12)


def test_the_counts_that_the_text_promises():
    two, one = figures.one_pass(2), figures.one_pass(1)
    assert [len(two.met(k, k)) for k in (0, 2, 4, 7)] == [1, 4, 4, 0]
    assert [len(one.met(k, k)) for k in (0, 3)] == [1, 9]


def test_the_explorer_steps_through_places_weights_and_pixels():
    words = [picture.alt for picture in explorer.sliding().frames]
    kinds = [w.partition(" (")[0] for w in words]
    assert [
        kinds.count(k) for k in ("Forward, place", "Back, weight", "Back, pixel")
    ] == [9, 9, 8]


def test_pieces_that_are_handed_in_are_the_ones_that_are_shown():
    wrong = lambda delta, W, shape, stride=1: (
        0 * convolution.conv_input_gradient(delta, W, shape, stride)
    )
    shown = explorer.sliding(conv_input_gradient=wrong)
    assert "added up: 0.00" in shown.frames[18].alt
    assert "added up: 0.00" not in explorer.sliding().frames[18].alt


def test_the_half_turn_is_hidden_by_a_kernel_that_looks_the_same_after_it():
    mistake = exercise("conv_input_gradient").mistake("half_turn").function
    blur = np.outer([1.0, 2.0, 1.0], [1.0, 2.0, 1.0]).reshape(3, 3, 1, 1)
    delta = np.random.default_rng(0).normal(size=(1, 3, 4, 1))
    right = convolution.conv_input_gradient(delta, blur, (1, 5, 6, 1))
    np.testing.assert_allclose(mistake(delta, blur, (1, 5, 6, 1)), right)
    assert (
        judge_function(mistake, exercise("conv_input_gradient")).mistake == "half_turn"
    )


def test_whole_numbers_of_places_may_come_as_floats_and_never_as_fractions():
    asked = exercise("output_size")
    floats = lambda n, k, stride=1, padding=0: float(
        (n + 2 * padding - k) // stride + 1
    )
    assert judge_function(floats, asked).passed


def test_the_lesson_says_what_its_cell_has_measured():
    text = (ROOT / "notebooks" / "10_convolution.ipynb").read_text("utf-8")
    shared = [
        float(v)
        for v in re.findall(r"shared kernels +1930 +100\.0 % +([\d.]+) %", text)
    ]
    dense = [float(v) for v in re.findall(r"dense +17098 +[\d.]+ % +([\d.]+) %", text)]
    assert len(shared) == len(dense) == 2
    assert all(93 < v < 97 for v in shared)  # "about 95 of a hundred"
    assert all(30 < v < 37 for v in dense)  # "about a third"
