"""What comes back is made plain data: numbers stay, all else is said in words."""

from __future__ import annotations

import functools
import math
import os

import numpy as np
import pytest

from bpcourse.checking import judge_function, texts
from bpcourse.checking.plain import KINDS, SHOULD, plain
from bpcourse.course import all_exercises, exercise

pytestmark = pytest.mark.slow


def test_numbers_of_every_kind_stay_what_they_are():
    for value in (1, 2.5, True, np.float32(0.5), np.int64(3), [1, [2.0]], (1, (2,))):
        assert plain(value) == value and type(plain(value)) is type(value)
    array = np.arange(6.0).reshape(2, 3)
    assert (plain(array) == array).all() and plain(array) is not array
    assert plain(np.array([1 + 0j])).dtype == float
    assert plain(None) is None and plain(...) is ...


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({}, "a dict"),
        (os, "a module"),
        (len, "a function (was it called?)"),
        (iter([]), "a list_iterator"),
        (np.array(["a"]), "an array of str32"),
        (np.array([1j]), "an array of complex128"),
        (10**400, "a number too large for a float"),
        (np.ma.masked, "a masked array"),
    ],
)
def test_what_is_no_number_is_said_in_words(value, words):
    assert texts.kind(plain(value)) == words


def test_what_is_no_number_travels_as_ids():
    """Words would cross the pipe in the language of the process that made them."""
    for value in ({}, len, (v for v in ()), np.array(["a"]), 10**400, np.ma.masked):
        odd = plain(value)
        assert odd.kind in KINDS and odd.should in SHOULD
        assert " " not in odd.kind + odd.name + odd.should


def test_every_id_has_its_words():
    assert set(texts.KINDS) == KINDS | {"type_vowel"} and set(texts.SHOULD) == SHOULD


def test_what_is_put_into_an_argument_cannot_end_the_kernel():
    class Ends:
        def __array__(self, *_: object, **__: object):
            raise SystemExit(3)

        __eq__ = __array__
        __hash__ = None

    def forward(X, weights, biases):
        weights[0] = Ends()
        return [X]

    assert not judge_function(forward, exercise("forward")).passed


def printing(x):
    print(f"x = {x:.2f}")
    return 1 / (1 + np.exp(-x))


def hashing(x):
    return functools.lru_cache(lambda x: 1 / (1 + np.exp(-x)))(x)


def converting(x):
    return 1 / (1 + np.exp(-float(x)))


def asking_for_none(x):
    if x == None:  # noqa: E711
        return 0.0
    return (x > 0) * 1.0


def asking_for_size(x):
    if x <= 0:
        return 0.0
    return 1.0


def with_math(x):
    e = math.exp(-x)
    return 1 / (1 + e)


@pytest.mark.parametrize(
    ("answer", "name", "mistake"),
    [
        (printing, "sigmoid", None),
        (hashing, "sigmoid", "general:unhashable"),
        (converting, "sigmoid", "general:float_of_array"),
        (with_math, "sigmoid", "one_number"),
        (asking_for_none, "relu_derivative", "general:truth_value"),
        (asking_for_size, "relu_derivative", "one_question"),
    ],
)
def test_what_stops_an_answer_is_named_by_its_cause_and_not_by_its_type(
    answer, name, mistake
):
    assert judge_function(answer, all_exercises()[name]).mistake == mistake


def test_a_long_list_of_numbers_is_compared_as_one_array():
    """Entry by entry, a list of 20,000 took ten seconds."""
    assert plain([0.5] * 20_000).shape == (20_000,)
    assert plain([[1, 2.0]] * 1_000).shape == (1_000, 2)
    assert plain([0.5] * 900) == [0.5] * 900
    mixed = [0.5] * 2_000 + [None]
    assert plain(mixed) == mixed
    verdict = judge_function(lambda *_: [0.5] * 20_000, exercise("weight_gradient"))
    assert verdict.mistake == "general:other_shape", str(verdict)
