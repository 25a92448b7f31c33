"""A name that is unknown is told in one way, with the nearest names, wherever it is asked for."""

from __future__ import annotations

import argparse
import pickle

import pytest

from bpcourse import check, checkpoint, mine
from bpcourse.course import Unknown, exercise, lesson, question
from bpcourse.course.unknown import nearest
from bpcourse.errors import Told
from bpcourse.learner import file
from bpcourse.publish import trying

NEAR = "no exercise 'sigmod'; did you mean sigmoid, "


def test_the_error_is_data_and_a_sentence():
    with pytest.raises(KeyError) as told:
        exercise("sigmod")
    fault = told.value
    assert isinstance(fault, Unknown) and fault.near[0] == "sigmoid"
    assert (fault.kind, fault.key) == ("exercise", "sigmod")
    assert str(fault).startswith(NEAR) and str(fault).endswith("?")
    assert str(pickle.loads(pickle.dumps(fault))) == str(fault)


@pytest.mark.parametrize(
    ("find", "key", "told"),
    [
        (lesson, "zz", "no lesson 'zz'"),
        (question, "zz", "no question 'zz'"),
        (exercise, "zz", "no exercise 'zz'"),
    ],
)
def test_each_kind_is_told(find, key, told):
    with pytest.raises(Unknown) as fault:
        find(key)
    assert str(fault.value) == told


def test_names_are_near_by_their_letters_their_beginning_or_a_word():
    known = ["sigmoid", "a_rather_long_name"]
    assert nearest("sigmod", known) == ["sigmoid"]
    assert nearest("a", known) == nearest("long", known) == ["a_rather_long_name"]
    assert not nearest("zz", known) and not nearest("", known)


def test_every_place_that_takes_a_name_tells_the_nearest():
    args = argparse.Namespace(file=None, names=["sigmod", "zz"])
    with pytest.raises(Told) as of_file:
        file.run(args)
    with pytest.raises(Told, match="did you mean sigmoid"):
        trying.run(args)
    with pytest.raises(AttributeError, match=NEAR):
        mine.sigmod  # noqa: B018
    assert NEAR in str(check(lambda x: x, "sigmod"))
    assert NEAR in str(of_file.value) and "no exercise 'zz'" in str(of_file.value)


def test_without_near_names_the_sentence_ends_with_a_full_stop():
    assert check(lambda x: x, "zz").row("next").startswith("no exercise 'zz'. For")
    assert checkpoint("zz").row("next") == "no question 'zz'."
