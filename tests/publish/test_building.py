"""The builder: what a source becomes, and which ids its cells get."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import nbformat
import notebook_rules as rules
import pytest
from tiny_course import EXERCISES, TINY, code, doubled, exercise, write_lesson

import bpcourse.course as asked
from bpcourse.course import all_exercises, terms
from bpcourse.publish.notebooks.compose import compose

pytestmark = pytest.mark.usefixtures("tiny")


# What a source becomes


def test_an_exercise_is_a_statement_an_answer_and_a_check():
    notebook = compose(TINY / "90_tiny/exercises.md", "exercise")
    statement, answer, check = notebook.cells[4:7]
    assert statement.source == "### Try\n\n*1 min · 1 point*\n\nWrite `doubled`."
    assert answer.source.startswith(
        'def doubled(x):\n    """Twice `x`."""\n    # Write'
    )
    assert answer.source.endswith("    raise NotImplementedError")
    assert check.source == "check(doubled)"
    assert check.metadata.bpcourse == {"role": "check", "name": "doubled", "points": 1}


def test_the_solution_stands_between_its_marks_and_works():
    notebook = compose(TINY / "90_tiny/exercises.md", "solution")
    lines = notebook.cells[5].source.splitlines()
    assert lines[2] == "    ### BEGIN SOLUTION"
    assert lines[-1] == "    ### END SOLUTION"
    names: dict = {}
    exec(notebook.cells[5].source, names)
    assert names["doubled"](3) == 6


def test_a_starter_is_the_stub_and_not_the_solution():
    stub = compose(TINY / "90_tiny/exercises.md", "exercise").cells[9].source
    assert stub == 'def halved(x):\n    """Half of `x`."""\n    return x // 2'


def test_an_exercise_in_a_lesson_is_unsolved_and_nothing_to_hand_in(root):
    path = write_lesson(root, "# 90 T", "{{ exercise doubled }}")
    answer = compose(path, "lesson").cells[3]
    assert answer.source.endswith("raise NotImplementedError")
    assert "nbgrader" not in answer.metadata


def test_a_question_is_a_prompt_with_lettered_options_and_a_checkpoint():
    notebook = compose(TINY / "90_tiny/lesson.md", "lesson")
    at = [rules.role(c) for c in notebook.cells].index("question")
    prompt, answer = notebook.cells[at : at + 2]
    assert prompt.source == "Which side?\n\n- **a** · right\n- **b** · left"
    assert answer.source == 'checkpoint("90-side")'


def test_a_glossary_is_a_table_with_a_row_for_every_term():
    table = compose(TINY / "90_tiny/lesson.md", "lesson").cells[-1].source.splitlines()
    assert table[0] == "| English | Chinese | symbol | in code |"
    assert len(table) == 2 + len(terms("01"))


def test_answers_and_checks_bear_what_nbgrader_asks_for():
    for role in ("exercise", "solution"):
        cells = compose(TINY / "90_tiny/exercises.md", role).cells
        marks = [c.metadata.nbgrader for c in cells if "nbgrader" in c.metadata]
        ids = [m.grade_id for m in marks]
        assert ids == ["doubled", "check_doubled", "halved", "check_halved"]
        assert [m.solution for m in marks] == [True, False, True, False]
        keys = {"schema_version", "grade_id", "solution", "grade", "locked", "task"}
        assert all(m.keys() == keys and m.schema_version == 3 for m in marks)


@pytest.mark.parametrize("name", all_exercises())
def test_every_stub_and_every_solution_is_a_function_and_only_one_is_solved(name):
    exercise = all_exercises()[name]
    for solved in (False, True):
        names = {"np": import_module("numpy")}
        exec(exercise.answer(solved=solved), names)
        assert callable(names[name])
    own = f"{exercise.statement} {exercise.starter} {exercise.split_source()[0]}"
    stub = exercise.answer(solved=False)
    hidden = rules.solution_lines(exercise.answer(solved=True))
    assert [s for s in hidden if s in stub and s not in " ".join(own.split())] == []


# Ids


def ids(path: Path, role: str = "lesson") -> dict[str, str]:
    return {c.id: c.source for c in compose(path, role).cells}


def test_a_new_cell_changes_no_other_cells_id(root):
    path = write_lesson(
        root, "# 90 T", code("a = 1"), "{{ question 90-side }}", code("b")
    )
    before = ids(path)
    new = [
        "# 90 T",
        "+++",
        "New.",
        code("new"),
        code("a = 1"),
        "{{ question 90-side }}",
    ]
    after = ids(write_lesson(root, *new, code("b")))
    assert before.items() <= after.items()
    assert len(after) == len(before) + 2


def test_an_edited_cell_changes_its_own_id_alone(root):
    before = ids(write_lesson(root, "# 90 T", code("a = 1"), code("b = 2")))
    after = ids(write_lesson(root, "# 90 T", code("a = 1"), code("b = 3")))
    assert len(before) - len(before.keys() & after.keys()) == 1


def test_a_changed_exercise_keeps_its_cells_ids(monkeypatch):
    before = list(ids(TINY / "90_tiny/exercises.md", "exercise"))
    changed = EXERCISES | {"doubled": exercise(doubled, starter="    return 0")}
    monkeypatch.setattr(asked, "all_exercises", lambda: changed)
    assert list(ids(TINY / "90_tiny/exercises.md", "exercise")) == before


def test_ids_are_unique_and_valid_even_for_equal_cells(root):
    path = write_lesson(root, "# 90 T", code("a"), code("a"), "+++", "x", "+++", "x")
    notebook = compose(path, "lesson")
    nbformat.validate(notebook)
    assert not rules.duplicates(c.id for c in notebook.cells)


def test_the_same_cell_has_another_id_in_every_notebook():
    path = TINY / "90_tiny/exercises.md"
    assert not ids(path, "exercise").keys() & ids(path, "solution").keys()
