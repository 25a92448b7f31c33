"""Tests made from an exercise's cases: every right answer passes them, and wrong ones don't."""

from __future__ import annotations

import answers
import numpy as np
import pytest

from bpcourse.course import all_exercises, exercise
from bpcourse.learner import same
from bpcourse.learner.examples import examples_of

AT_A_CORNER = (
    "relu_derivative",
    "leaky_relu_derivative",
    "l1_penalty_subgradient",
    "elastic_gradient",
)
OWN = [name for name, e in all_exercises().items() if e.own_test]


def passes(function, tests):
    """Whether a function passes all tests of the exercise that it answers."""
    for text in tests:
        space = {"np": np, "same": same.same, name_in(text): function}
        try:
            exec(text, space)
            with np.errstate(all="ignore"):
                for test in [v for k, v in space.items() if k.startswith("test_")]:
                    test()
        except Exception:
            return False
    return True


def name_in(text):
    return text.removeprefix("def test_").partition("():")[0].rpartition("_")[0]


@pytest.mark.parametrize("name", AT_A_CORNER)
def test_results_are_compared_where_only_a_corner_is_open(name):
    tests, made = list(examples_of(exercise(name))), answers.module(name)
    assert tests and not any(text.endswith("is not None") for text in tests)
    assert [f for f in made.RIGHT if not passes(f, tests)] == []
    found = [slip for slip, f in made.WRONG if not passes(f, tests)]
    assert len(found) >= 0.8 * len(made.WRONG)


@pytest.mark.parametrize("name", OWN)
def test_where_many_results_are_right_a_test_of_its_own_tells_them_from_wrong_ones(
    name,
):
    e, [test] = exercise(name), examples_of(exercise(name))
    right = [e.reference, *dict(answers.right()).get(name, [])]
    wrong = [(m.id, m.function) for m in e.mistakes]
    wrong += dict(answers.wrong()).get(name, [])
    assert [f for f in right if not passes(f, [test])] == []
    found = [slip for slip, f in wrong if not passes(f, [test])]
    assert len(found) >= 0.8 * len(wrong), set(dict(wrong)) - set(found)


def test_every_exercise_has_tests():
    for e in all_exercises().values():
        assert list(examples_of(e)), f"{e.name}: give it an own_test"
