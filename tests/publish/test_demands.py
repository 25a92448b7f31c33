"""What `bpcourse try` asks of an exercise beside the demands of the whole suite."""

from __future__ import annotations

from dataclasses import replace

import pytest
from places import ROOT

from bpcourse.course import exercise
from bpcourse.publish.demands import it_is_asked_and_taught


@pytest.mark.parametrize(
    ("taught", "said"),
    [
        (exercise("hidden_delta").taught, []),
        ("", ["`taught` is empty: name the heading of lesson.md that teaches it"]),
        ("Nowhere", ["lesson.md has no heading that begins with “Nowhere”"]),
    ],
)
def test_an_exercise_says_under_which_heading_it_is_taught(taught, said):
    asked = replace(exercise("hidden_delta"), taught=taught)
    assert list(it_is_asked_and_taught(asked, ROOT)) == said
