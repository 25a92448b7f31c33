"""`mine`: the learner's own pieces where they passed, the course's where they haven't."""

import subprocess
import sys

import numpy as np
import pytest
from learner_cells import FORWARD, RIGHT, passed, ran
from rotation import part, sweep

from bpcourse import check, course, mine
from bpcourse.checking.reply import call_here
from bpcourse.learner.as_arrays import as_arrays

pytestmark = pytest.mark.usefixtures("folder")


def test_what_has_not_passed_is_the_courses_own():
    assert mine.hidden_delta is course.exercise("hidden_delta").reference
    assert mine.sigmoid(np.zeros(2)).tolist() == [0.5, 0.5]


def test_an_unknown_name_is_told_with_its_neighbours():
    with pytest.raises(AttributeError, match="hiden_delta.*hidden_delta"):
        _ = mine.hiden_delta


def test_whose_names_every_piece_of_a_lesson():
    names = [e.name for e in course.exercises_of("05")]
    assert list(mine.whose("05")) == names
    assert not any(mine.whose().values())


def test_a_pass_makes_it_the_learners(folder):
    kept = passed("hidden_delta", RIGHT.format(note="my words", helper="slope"))
    assert "mine/lesson_05.py" in kept
    assert mine.hidden_delta is not course.exercise("hidden_delta").reference
    assert mine.whose("05")["hidden_delta"] and not mine.whose("05")["forward"]
    text = (folder / "lesson_05.py").read_text()
    assert "# my words" in text and text.count("def ") == 2
    code = "from lesson_05 import hidden_delta; import numpy as np;"
    code += (
        "print(hidden_delta(np.ones((1, 1)), np.ones((1, 1)), np.full((1, 1), 0.5)))"
    )
    line = [sys.executable, "-c", code]
    fresh = subprocess.run(line, cwd=folder, capture_output=True, text=True, check=True)
    assert fresh.stdout == "[[0.25]]\n"


def test_the_same_text_once_more_says_nothing(folder):
    cell = RIGHT.format(note="first", helper="slope")
    passed("hidden_delta", cell)
    assert passed("hidden_delta", cell) is None
    assert not (folder / "earlier").exists()


def test_a_later_pass_replaces_and_the_older_text_lies_beside(folder):
    passed("hidden_delta", RIGHT.format(note="first", helper="slope"))
    passed("hidden_delta", RIGHT.format(note="second", helper="slope_of_sigmoid"))
    text = (folder / "lesson_05.py").read_text()
    assert "second" in text and "first" not in text and "def slope(" not in text
    earlier = folder / "earlier" / "hidden_delta_1.py"
    assert "# first" in earlier.read_text() and "def slope(" in earlier.read_text()
    exec(earlier.read_text(), {})


def test_the_workspace_is_found_from_its_folders(tmp_path, monkeypatch):
    monkeypatch.delenv("BPCOURSE_MINE")
    (tmp_path / "work" / ".bpcourse").mkdir(parents=True)
    (tmp_path / "work" / "exercises").mkdir()
    monkeypatch.chdir(tmp_path / "work" / "exercises")
    assert mine.folder() == tmp_path / "work" / "mine"
    monkeypatch.chdir(tmp_path)
    assert mine.folder() == tmp_path / "mine"


def test_what_the_learner_adds_to_the_file_stays(folder):
    passed("forward", FORWARD.format(helper="squash"))
    path = folder / "lesson_05.py"
    path.write_text(path.read_text() + "\n\ndef my_own():\n    return 1\n\n\nprint()\n")
    passed("hidden_delta", RIGHT.format(note="later", helper="slope"))
    text = path.read_text()
    assert "def my_own" in text and text.endswith("print()\n") and "# later" in text


def test_a_helper_that_was_changed_is_kept_as_it_is_now(folder):
    first = RIGHT.format(note="same", helper="slope")
    space = ran(first)
    assert check(space["hidden_delta"]).passed
    later = "def slope(back, A):\n    # another way\n    return back * (A - A * A)"
    exec(later, space)
    space["In"].append(later)
    assert check(space["hidden_delta"]).passed
    assert "# another way" in (folder / "lesson_05.py").read_text()


LISTS = """
def batch_norm(X, gamma, beta, eps=1e-5):
    mean, var = X.mean(axis=0), X.var(axis=0)
    return (gamma * (X - mean) / (var + eps) ** 0.5 + beta).tolist()
"""


def test_lists_pass_and_are_arrays_for_the_lessons():
    passed("batch_norm", LISTS)
    X = np.array([[1.0, 2.0], [3.0, 6.0]])
    found = mine.batch_norm(X, np.ones(2), np.zeros(2))
    assert isinstance(found, np.ndarray) and found.shape == (2, 2)
    assert mine.batch_norm is mine.batch_norm and mine.whose("11")["batch_norm"]


@sweep
@pytest.mark.parametrize(
    "asked",
    part([e for e in course.all_exercises().values() if not e.finish], 6),
    ids=lambda e: e.name,
)
def test_whatever_gives_lists_gives_what_the_courses_piece_gives(asked):
    def lists(*args):
        return listed(asked.reference(*args))

    piece = as_arrays(lists, asked)
    for case in asked.cases(np.random.default_rng(1)):
        want, got = (call_here(f)(case, asked).value for f in (asked.reference, piece))
        assert kinds(got) == kinds(want)


def kinds(value):
    """What stands where; an array without axes is as good as a number."""
    if isinstance(value, (list, tuple)):
        return [kinds(v) for v in value]
    return np.ndim(value) > 0 and type(value).__name__


def listed(value):
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, (list, tuple)):
        return type(value)(map(listed, value))
    return value
