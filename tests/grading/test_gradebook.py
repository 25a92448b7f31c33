"""The gradebook: whole transactions, current files, the file that counts, a kept secret."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import sys

import pytest

from bpcourse.checking.verdict import Verdict
from bpcourse.course import all_exercises
from bpcourse.errors import Told
from bpcourse.grading.gradebook import Gradebook
from bpcourse.grading.reports.marks import Marks
from bpcourse.grading.results import Graded, Result, Submission
from bpcourse.grading.secret import secret_in
from bpcourse.grading.standings import Listed


def listed(learner="alder", name="a/01_x.ipynb", digest="d1", **more) -> Listed:
    more = {"version": "v1", "lessons": ("01",), "defines": 3} | more
    return Listed(learner, name, digest, **more)


def graded(points=2.0, lesson="01", exercise="sigmoid", **more) -> Graded:
    return Graded(
        Submission("x", "y", "z"), (result(points, lesson, exercise),), **more
    )


def result(points=2.0, lesson="01", exercise="sigmoid", **more) -> Result:
    outcome = "passed" if points else "failed"
    verdict = Verdict("a value differs", (), outcome, exercise=exercise)
    return Result(exercise, lesson, points, 2.0, verdict, **more)


@pytest.fixture
def book(tmp_path):
    with Gradebook(tmp_path / "gradebook.sqlite") as book:
        yield book


def counting(book: Gradebook) -> str:
    """The file from which `sigmoid` counts."""
    return Marks(book.standings()).marks["alder", "sigmoid"].file.file.name


def hand_in(book: Gradebook, *files: tuple[Listed, Graded]) -> None:
    book.expect([file for file, _ in files])
    for file, result in files:
        if file.key not in book.done():
            book.record(file.key, result)


def test_what_is_recorded_comes_back(book):
    rows = (("called", "sigmoid(0)"), ("why", "two\nlines"))
    verdict = Verdict(
        *("looks like +", rows, "failed"),
        **{"exercise": "sigmoid", "score": 0.25, "mistake": "plus_sign"},
    )
    kept = Result("sigmoid", "01", 0.5, 2.0, verdict, "def sigmoid", 0.25, "v")
    one = Graded(
        Submission("alder", "p", "d1"),
        (kept,),
        ("cell 4 was skipped", "名前"),
        (("stopped", "look"),),
    )
    file = listed()
    hand_in(book, (file, one))
    (back,) = book.standings()
    assert back.file == file
    assert (back.results, back.notes, back.needs_human) == (
        one.results,
        one.notes,
        one.needs_human,
    )


def test_equal_results_and_verdicts_are_held_once(book):
    """A thousand learners have some hundred thousand results, and most are equal."""
    pasted = Graded(Submission("x", "y", "z"), (result(code="def sigmoid"),))
    hands = {"alder": graded(), "birch": graded(), "cedar": pasted}
    hand_in(book, *((listed(who), one) for who, one in hands.items()))
    one, two, three = (s.results[0] for s in book.standings())
    assert one is two and three.verdict is one.verdict
    assert (one.code, three.code) == ("", "def sigmoid")


def test_nothing_is_graded_twice(book):
    hand_in(book, (listed(), graded()))
    assert book.done() == {("alder", "d1", "v1")}
    with pytest.raises(Told):
        book.record(listed().key, graded())


def test_a_transaction_that_fails_leaves_nothing(book):
    file = listed()
    twice = Graded(Submission("a", "b", "c"), graded().results * 2)
    with pytest.raises(Told):
        book.record(file.key, twice)
    assert book.done() == set()
    book.record(file.key, graded())


def test_exercises_come_in_the_order_of_the_course(book):
    names = ["relu_derivative", "central_difference", "sigmoid"]
    results = tuple(result(exercise=n) for n in names)
    hand_in(book, (listed(), Graded(Submission("a", "b", "c"), results)))
    (one,) = book.standings()
    order = [r.exercise for r in one.results]
    assert order == [n for n in all_exercises() if n in names]


def test_the_better_of_two_files_counts_in_whatever_order_they_come(book):
    hand_in(book, (listed(), graded(1.0)))
    hand_in(book, (listed(name="b/01.ipynb", digest="d2"), graded(2.0)))
    assert counting(book) == "b/01.ipynb"
    hand_in(book, (listed(name="c/01.ipynb", digest="d3"), graded(0.0)))
    assert counting(book) == "b/01.ipynb"


def test_what_is_gone_from_its_place_counts_no_more(book):
    hand_in(book, (listed(), graded(1.0)), (listed(name="b/x", digest="d2"), graded()))
    gone = book.expect([listed()], roots=["a", "b"])
    assert [f.name for f in gone] == ["b/x"]
    assert [f.name for f in book.files()] == ["a/01_x.ipynb"]
    assert book.expect([], roots=["c"]) == []


def test_a_learner_or_a_file_can_be_taken_out(book):
    other = listed("birch", name="b/x", digest="d2")
    hand_in(book, (listed(), graded()), (other, graded()))
    assert [f.name for f in book.remove("birch")] == ["b/x"]
    assert [f.learner for f in book.remove("a/01_x.ipynb")] == ["alder"]
    assert book.standings() == [] and book.remove("nobody") == []


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
        ({"upload": 2}, None, False),  # later, and not attempted in it
    ],
)
def test_which_of_two_files_counts(book, other, points, wins):
    second = listed(digest="d2", **{"name": "b/01_x.ipynb"} | other)
    made = graded(points or 0.0)
    if points is None:
        blank = Verdict("", (), "not attempted", exercise="sigmoid")
        made = Graded(made.submission, (Result("sigmoid", "01", 0.0, 2.0, blank),))
    hand_in(book, (listed(), graded(1.0)), (second, made))
    assert counting(book) == (second.name if wins else "a/01_x.ipynb")


def test_a_damaged_newer_file_does_not_take_the_grade(book):
    second = listed(name="a/01_x-1.ipynb", digest="d2", upload=1)
    bad = Graded(
        Submission("a", "b", "c", problem="empty"), needs_human=(("file", "empty"),)
    )
    hand_in(book, (listed(), graded(1.0)), (second, bad))
    marks = Marks(book.standings())
    assert marks.points("alder", "01") == 1.0
    assert [s.file.name for s in marks.needing_human] == ["a/01_x-1.ipynb"]


def test_two_equal_files_are_graded_once_and_one_counts(book):
    second = listed(name="b/01_x.ipynb")
    hand_in(book, (listed(), graded(1.0)), (second, graded(1.0)))
    assert counting(book) == "a/01_x.ipynb"
    (aside,) = Marks(book.standings()).set_aside
    assert aside[0].file.name == "b/01_x.ipynb"


def test_results_that_need_a_human_can_be_forgotten(book):
    second = listed("birch", digest="d2")
    hand_in(
        book, (listed(), graded()), (second, graded(needs_human=(("spent", "slow"),)))
    )
    assert book.forget_needing_human() == 1
    assert book.done() == {listed().key}


def test_a_fault_of_the_grader_is_forgotten_by_itself(book):
    files = [listed(n, digest=n) for n in "abc"]
    reasons = [(), (("grader", "TypeError"),), (("stopped", "the grader says so"),)]
    pairs = [(f, graded(needs_human=r)) for f, r in zip(files, reasons)]
    hand_in(book, *pairs)
    assert book.forget_needing_human(ours=True) == 1
    assert book.done() == {files[0].key, files[2].key}
    assert [len(s.results) for s in book.standings()] == [1, 1]


def test_a_gradebook_can_be_read_while_it_is_written(tmp_path):
    with Gradebook(tmp_path / "g.sqlite") as book:
        hand_in(book, (listed(), graded()))
        with contextlib.closing(sqlite3.connect(tmp_path / "g.sqlite")) as base:
            assert base.execute("select count(*) from result").fetchone() == (1,)
        book.remove("alder")


def test_a_second_grader_is_turned_away(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite3, "connect", _impatient(sqlite3.connect))
    with (
        Gradebook(tmp_path / "g.sqlite"),
        pytest.raises(Told, match="another"),
    ):
        Gradebook(tmp_path / "g.sqlite")


def _impatient(connect):
    return lambda path, **more: connect(path, **{**more, "timeout": 0.05})


def test_what_is_no_gradebook(tmp_path):
    place = tmp_path / "g.sqlite"
    place.write_bytes(b"no database, but long enough to be looked at" * 40)
    with pytest.raises(Told, match="no gradebook of this version"):
        Gradebook(place)
    place.unlink()
    place.mkdir()
    with pytest.raises(Told, match="folder stands"):
        Gradebook(place)


def test_a_full_disk_is_a_sentence_and_loses_nothing(book):
    hand_in(book, (listed(), graded()))
    pages = book._base.execute("pragma page_count").fetchone()[0]
    book._base.execute(f"pragma max_page_count = {pages}")
    long = Graded(
        Submission("a", "b", "c"),
        (result(code="x" * 100_000),),
    )
    with pytest.raises(Told, match="the disk is full"):
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
    with pytest.raises(Told, match="not the secret"):
        secret_in(out, given)
    given.write_text("")
    with pytest.raises(Told, match="empty"):
        secret_in(out, given)
    with pytest.raises(Told, match="none"):
        secret_in(out, tmp_path / "none")
    for raw in (b"", b"\xff\xfe"):
        (out / "secret").write_bytes(raw)
        with pytest.raises(Told, match="line of text"):
            secret_in(out)
