"""The gradebook: whole transactions, current files, the file that counts, a kept secret."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys

import pytest

from bpcourse.grading.gradebook import (
    OURS,
    Gradebook,
    GradebookError,
    Listed,
    secret_in,
)
from bpcourse.grading.reports.marks import Marks
from bpcourse.grading.results import Graded, Result, Submission


def listed(learner="alder", name="a/01_x.ipynb", digest="d1", **more) -> Listed:
    more = {"version": "v1", "lessons": ("01",), "defines": 3} | more
    return Listed(learner, name, digest, **more)


def graded(points=2.0, lesson="01", exercise="sigmoid", **more) -> Graded:
    result = Result(exercise, lesson, "passed" if points else "failed", points, 2.0)
    return Graded(Submission("x", "y", "z"), (result,), **more)


@pytest.fixture
def book(tmp_path):
    with Gradebook(tmp_path / "gradebook.sqlite") as book:
        yield book


def counting(book: Gradebook) -> dict[str, tuple[str, ...]]:
    return {s.file.name: s.counts for s in book.standings()}


def hand_in(book: Gradebook, *files: tuple[Listed, Graded]) -> None:
    book.expect([file for file, _ in files])
    for file, result in files:
        if file.key not in book.done():
            book.record(file.key, result)


def test_what_is_recorded_comes_back(book):
    one = Graded(
        Submission("alder", "p", "d1"),
        (Result("sigmoid", "01", "failed", 0.5, 2.0, "plus_sign", "text\nof it", "v"),),
        ("cell 4 was skipped", "名前"),
        "look",
    )
    file = listed()
    hand_in(book, (file, one))
    (back,) = book.standings()
    assert back.file == file
    assert (back.results, back.notes, back.attention) == (
        one.results,
        one.notes,
        "look",
    )
    assert back.counts == ("01",)


def test_nothing_is_graded_twice(book):
    hand_in(book, (listed(), graded()))
    assert book.done() == {("alder", "d1", "v1")}
    with pytest.raises(GradebookError):
        book.record(listed().key, graded())


def test_a_transaction_that_fails_leaves_nothing(book):
    file = listed()
    twice = Graded(Submission("a", "b", "c"), graded().results * 2)
    with pytest.raises(GradebookError):
        book.record(file.key, twice)
    assert book.done() == set()
    book.record(file.key, graded())


def test_exercises_come_in_the_order_of_the_course(book):
    names = ["relu_derivative", "central_difference", "sigmoid"]
    results = tuple(Result(n, "01", "passed", 1.0, 1.0) for n in names)
    hand_in(book, (listed(), Graded(Submission("a", "b", "c"), results)))
    (one,) = book.standings()
    order = [r.exercise for r in one.results]
    assert order == ["central_difference", "sigmoid", "relu_derivative"]


def test_a_new_file_takes_the_place_of_the_old(book):
    hand_in(book, (listed(), graded(0.0)))
    hand_in(book, (listed(name="a/other.ipynb", digest="d2"), graded(2.0)))
    assert counting(book) == {"a/other.ipynb": ("01",)}
    hand_in(book, (listed(), graded(0.0)))
    assert counting(book) == {"a/01_x.ipynb": ("01",)}


def test_another_lesson_stays(book):
    hand_in(book, (listed(), graded()))
    second = listed(name="a/02.ipynb", digest="d2", lessons=("02",))
    hand_in(book, (second, graded(lesson="02")))
    assert len(book.standings()) == 2


@pytest.mark.parametrize(
    ("other", "points", "wins"),
    [
        ({"upload": 2}, 0.0, True),  # handed in later, though worse
        ({"upload": 0}, 0.0, False),  # no order is known: the better one
        ({"upload": 0}, 2.0, True),
        ({"upload": 2, "defines": 0}, 0.0, False),  # nothing in it
        ({"name": "a/notebooks/01_x.ipynb"}, 2.0, False),  # the lesson, no problem set
    ],
)
def test_which_of_two_files_counts(book, other, points, wins):
    second = listed(digest="d2", **{"name": "b/01_x.ipynb"} | other)
    hand_in(book, (listed(), graded(1.0)), (second, graded(points)))
    expected = second.name if wins else "a/01_x.ipynb"
    assert [name for name, lessons in counting(book).items() if lessons] == [expected]


def test_a_damaged_newer_file_does_not_take_the_grade(book):
    second = listed(name="a/01_x-1.ipynb", digest="d2", upload=1)
    bad = Graded(Submission("a", "b", "c", problem="empty"), attention="empty")
    hand_in(book, (listed(), graded(1.0)), (second, bad))
    marks = Marks(book.standings())
    assert marks.points("alder", "01") == 1.0
    assert [s.file.name for s in marks.doubtful] == ["a/01_x-1.ipynb"]


def test_two_equal_files_are_graded_once_and_one_counts(book):
    second = listed(name="b/01_x.ipynb")
    hand_in(book, (listed(), graded(1.0)), (second, graded(1.0)))
    assert counting(book) == {"a/01_x.ipynb": ("01",), "b/01_x.ipynb": ()}


def test_doubtful_results_can_be_forgotten(book):
    second = listed("birch", digest="d2")
    hand_in(book, (listed(), graded()), (second, graded(attention="too slow")))
    assert book.forget_doubtful() == 1
    assert book.done() == {listed().key}


def test_a_fault_of_the_grader_is_forgotten_by_itself(book):
    files = [listed(n, digest=n) for n in "abc"]
    reasons = [None, f"{OURS} failed on it: TypeError", "cell 3 was skipped"]
    pairs = [(f, graded(attention=r)) for f, r in zip(files, reasons)]
    hand_in(book, *pairs)
    assert book.forget_doubtful(ours=True) == 1
    assert book.done() == {files[0].key, files[2].key}
    assert [len(s.results) for s in book.standings()] == [1, 1]


def test_a_second_grader_is_turned_away(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite3, "connect", _impatient(sqlite3.connect))
    with (
        Gradebook(tmp_path / "g.sqlite"),
        pytest.raises(GradebookError, match="another"),
    ):
        Gradebook(tmp_path / "g.sqlite")


def _impatient(connect):
    return lambda path, **more: connect(path, **{**more, "timeout": 0.05})


def test_what_is_no_gradebook(tmp_path):
    place = tmp_path / "g.sqlite"
    place.write_bytes(b"no database, but long enough to be looked at" * 40)
    with pytest.raises(GradebookError, match="no gradebook"):
        Gradebook(place)
    place.unlink()
    place.mkdir()
    with pytest.raises(GradebookError, match="folder stands"):
        Gradebook(place)


def test_a_full_disk_is_a_sentence_and_loses_nothing(book):
    hand_in(book, (listed(), graded()))
    pages = book._base.execute("pragma page_count").fetchone()[0]
    book._base.execute(f"pragma max_page_count = {pages}")
    long = Graded(
        Submission("a", "b", "c"),
        (Result("sigmoid", "01", "failed", 0, 2, text="x" * 100_000),),
    )
    with pytest.raises(GradebookError, match="the disk is full"):
        book.record(("birch", "d2", "v1"), long)
    assert book.done() == {listed().key}
    book._base.execute(f"pragma max_page_count = {pages + 1000}")
    book.record(("birch", "d2", "v1"), long)


# ---- the secret


def test_the_secret_is_kept_and_hidden(tmp_path):
    secret = secret_in(tmp_path)
    assert len(secret) >= 32
    assert secret_in(tmp_path) == secret
    assert os.listdir(tmp_path) == ["secret"]
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_two_folders_have_two_secrets(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert secret_in(tmp_path / "a") != secret_in(tmp_path / "b")


def test_a_given_secret_is_used_and_must_stay_the_same(tmp_path):
    given = tmp_path / "mine.txt"
    given.write_text("seed of 2026\n")
    out = tmp_path / "out"
    out.mkdir()
    assert secret_in(out, given) == "seed of 2026"
    assert secret_in(out) == "seed of 2026"
    given.write_text("another")
    with pytest.raises(GradebookError, match="not the secret"):
        secret_in(out, given)
    given.write_text("")
    with pytest.raises(GradebookError, match="empty"):
        secret_in(out, given)
    with pytest.raises(GradebookError, match="none"):
        secret_in(out, tmp_path / "none")
