"""Two mistakes at once are both named; what can't be true explains nothing."""

from __future__ import annotations

import numpy as np
import pytest

from bpcourse.checking import call_here, judge
from bpcourse.course import exercise


def judged(answer, asked):
    """By its numbers alone: without its text."""
    return judge(call_here(answer), asked)


def with_summed_biases(mistake):
    def answer(X, *others):
        return [(dW, db * len(X)) for dW, db in mistake.function(X, *others)]

    return answer


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("mended_backward", "slope_lost"),
        ("relu_backward", "no_slope"),
        ("relu_backward", "mask_of_signal"),
        ("skip_gradients", "no_way_round"),
    ],
)
def test_a_known_mistake_and_one_in_db_alone_are_both_named(name: str, id: str):
    asked = exercise(name)
    verdict = judged(with_summed_biases(asked.mistake(id)), asked)
    assert verdict.mistake == f"general:{id}+db:batch_extra", str(verdict)
    assert asked.mistake(id).name in str(verdict) and ", and db: " in str(verdict)


def test_a_mistake_in_one_layer_and_another_one_in_another_layer_are_both_named():
    asked = exercise("skip_gradients")
    first, third = map(asked.mistake, ("no_way_round", "third_reads_a2"))

    def answer(*args):
        return [*first.function(*args)[:2], third.function(*args)[2]]

    verdict = judged(answer, asked)
    assert "layer1:no_way_round+layer3:third_reads_a2" in str(verdict.mistake)
    assert f"layer 3: {third.name}" in str(verdict)


def test_a_mistake_that_is_right_where_the_answer_is_wrong_explains_nothing():
    """Clipping σ early is off by 2e-9; warnings of an overflow are another matter."""

    def clipped(x):
        return 1 / (1 + np.exp(-np.clip(x, -20, 20)))

    verdict = judged(clipped, exercise("sigmoid"))
    assert not verdict.passed and verdict.row("looks_like") is None, str(verdict)
