"""How long a notebook takes, and the header that says it."""

from __future__ import annotations

import json

import pytest
from places import ROOT

from bpcourse.course import all_exercises, all_lessons, lesson
from bpcourse.publish.notebooks.cells import exercise_cells, markdown, worked_cells
from bpcourse.publish.notebooks.compose import compose
from bpcourse.publish.notebooks.minutes import minutes, said, span_of

HEAD = (ROOT / "sources/05_delta_recursion/lesson.md").read_text("utf-8")
HEAD = HEAD.partition("\n\n")[0] + "\n\n"  # the YAML of a source


def test_the_minutes_grow_with_words_and_exercises_and_not_with_what_is_folded():
    words = markdown("word " * 1500)
    assert minutes([words]) == (10, 15)
    assert minutes([words] * 2) == (20, 30)
    folded = markdown("<details>\n" + "word " * 6000 + "</details>")
    assert minutes([words] * 2 + [folded]) == (20, 30)
    asked = all_exercises()["hidden_delta"]
    low, high = minutes([words] * 2 + exercise_cells(asked, "lesson") * 5)
    assert low >= 20 + 5 * asked.minutes and high > low + 2 * asked.minutes


def test_a_long_lesson_is_one_for_two_classes():
    assert said((20, 30)) == "20 to 30 minutes"
    assert said((60, 95)) == "60 to 95 minutes (two classes)"


def test_a_long_lesson_says_where_its_first_sitting_ends(tmp_path):
    folder = tmp_path / "sources" / "05_delta_recursion"
    folder.mkdir(parents=True)
    path = folder / "lesson.md"
    asked = "{{ exercise forward }}\n\n"
    path.write_text(HEAD + "{{ header }}\n\n" + asked + "{{ stop }}\n\n" + 3 * asked)
    first, second = (
        minutes(exercise_cells(all_exercises()["forward"], "lesson") * n)
        for n in (1, 3)
    )
    told = compose(path, "lesson").cells[0].source
    assert f"in two sittings ({first[0]} to {first[1]}, then {second[0]} to" in told
    assert [c.source for c in compose(path, "lesson").cells if "Stop here" in c.source]


LONG = [
    f"{one.number}_{one.slug}" for one in all_lessons().values() if one.number >= "01"
]


@pytest.mark.parametrize("name", LONG)
def test_no_sitting_is_longer_than_a_class(name):
    """A quick reader's hour: what is longer has a cell that says where to stop."""
    cells = compose(ROOT / "sources" / name / "lesson.md", "lesson").cells
    ends = [k for k, c in enumerate(cells) if c.source.startswith("**Stop here")]
    halves = [cells[a:b] for a, b in zip([0, *ends], [*ends, len(cells)])]
    assert all(minutes(half)[0] <= 60 for half in halves), list(map(minutes, halves))


@pytest.mark.parametrize(
    ("role", "title"), [("lesson", ""), ("exercise", "Problem set: ")]
)
def test_a_header_says_title_and_minutes(tmp_path, role, title):
    folder = tmp_path / "sources" / "05_delta_recursion"
    folder.mkdir(parents=True)
    path = folder / "lesson.md"
    path.write_text(HEAD + "{{ header }}\n\nMore.\n\n{{ exercise forward }}\n", "utf-8")
    first = compose(path, role).cells[0].source
    assert first.lower().startswith(f"# 05 {title}{lesson('05').title}\n".lower())
    assert first.endswith("More.") and " minutes" in first
    assert (lesson("05").question in first) == (role == "lesson")


@pytest.mark.parametrize("folder", ["notebooks", "exercises", "solutions"])
def test_a_built_notebook_keeps_the_minutes_that_its_header_says(folder):
    paths = sorted((ROOT / folder).glob("*.ipynb"))
    assert paths
    for path in paths:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        assert f"{span_of(notebook)} minutes" in "".join(notebook["cells"][0]["source"])


def test_a_worked_answer_is_folded_text_and_none_stands_for_what_is_found_alone():
    from dataclasses import replace

    asked = all_exercises()["hidden_delta"]
    (cell,) = worked_cells(asked)
    assert cell.cell_type == "markdown" and cell.source.startswith("<details>")
    assert "def hidden_delta(delta_next, W_next, A):" in cell.source
    with pytest.raises(ValueError, match="for the learner alone"):
        worked_cells(replace(asked, transfer=True))
