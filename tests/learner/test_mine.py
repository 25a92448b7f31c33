"""`mine`: the learner's own pieces where they passed, the course's where they haven't."""

import numpy as np
import pytest

from bpcourse import course, mine


def test_what_has_not_passed_is_the_courses_own():
    assert mine.hidden_delta is course.exercise("hidden_delta").reference
    assert mine.sigmoid(np.zeros(2)).tolist() == [0.5, 0.5]


def test_an_unknown_name_is_told_with_its_neighbours():
    with pytest.raises(AttributeError, match="hiden_delta.*hidden_delta"):
        _ = mine.hiden_delta


def test_whose_names_every_piece_of_a_lesson():
    names = [e.name for e in course.exercises_of("05")]
    assert list(mine.whose("05")) == names
    assert "the course's" in str(mine.whose("05"))
    assert not any(mine.whose().values())
