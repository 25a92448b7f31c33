"""The decision boundary on two moons: it grows, and a backward pass can be handed in."""

from __future__ import annotations

import numpy as np
import pytest

from bpcourse.course.lesson_07 import boundary, explorer
from bpcourse.course.lesson_07.relu_backward import relu_backward

LAST = len(boundary.SHOWN) - 1


def test_more_hidden_units_bend_the_boundary_and_a_linear_layer_cannot():
    read = {units: boundary.run(units, 1.0, "relu").at(LAST)[1] for units in (1, 8)}
    linear = boundary.run(16, 1.0, "identity").at(LAST)[1]
    assert read[8] == 1.0
    assert read[1] < 0.95 and linear < 0.95


def test_the_boundary_that_is_drawn_is_where_the_two_classes_are_equally_likely():
    side = np.array([[False, False, True], [False, True, True]])
    edge = boundary._edge(side)
    assert edge.tolist() == [[False, False, True], [False, True, False]]


def test_a_picture_is_of_the_step_it_names():
    shown = explorer.boundary(start=0)
    losses = []
    for k, step in enumerate(boundary.SHOWN):
        shown.slider.value = k
        assert f"after {step} steps" in shown.words
        losses.append(boundary.run(8, 0.3, "relu").at(k)[0])
    assert losses[-1] < 0.1 * losses[0]


def test_a_right_backward_pass_gives_the_courses_pictures():
    own = explorer.boundary(backward=relu_backward)
    course = explorer.boundary()
    assert "which are right" in own.words
    assert own.words.endswith(course.words)


@pytest.mark.parametrize(
    ("backward", "words"),
    [
        (lambda X, w, b, Y: 1 / 0, "stops with ZeroDivisionError"),
        (lambda X, w, b, Y: relu_backward(X, w, b, Y)[:1], "stops with ValueError"),
        (
            lambda X, w, b, Y: [(-dW, db) for dW, db in relu_backward(X, w, b, Y)],
            "dW of layer 1 differs",
        ),
        (
            lambda X, w, b, Y: [(dW, 2 * db) for dW, db in relu_backward(X, w, b, Y)],
            "db of layer 1 differs",
        ),
    ],
)
def test_a_backward_pass_that_fails_or_differs_is_named_and_nothing_breaks(
    backward, words
):
    shown = explorer.boundary(backward=backward)
    assert words in shown.words
    for step in range(LAST + 1):
        shown.slider.value = step
        assert words in shown.words or step == 0


def test_a_backward_pass_that_changes_what_it_gets_changes_no_weights():
    def greedy(X, weights, biases, Y):
        found = relu_backward(X, weights, biases, Y)
        for W in weights:
            W *= 0
        return found

    own = explorer.boundary(backward=greedy)
    assert own.words == explorer.boundary(backward=relu_backward).words


def test_a_step_that_is_too_large_is_said_in_words():
    found = boundary.begun(4, 1e200, "relu")
    with np.errstate(all="ignore"):
        shown = boundary.draw(found, 4, 4, 1e200, "relu")
    assert "too large" in shown.alt
