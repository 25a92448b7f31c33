"""A record that is foreign, damaged or can't be kept stops nothing, and is told once."""

from __future__ import annotations

import os
import sqlite3

import pytest
from learner_cells import in_a_kernel, sigmoid

from bpcourse import check, checkpoint, hint, solution
from bpcourse.learner import record
from bpcourse.learner.standing import progress

pytestmark = pytest.mark.usefixtures("own_record")


CHECKED_TWICE = """
for _ in range(2):
    assert check(lambda a: a * (1 - a), "sigmoid_derivative_from_output").passed
assert record.passed("sigmoid_derivative_from_output")
"""


FOREIGN = {
    "another program's tables": "create table entry (a integer); insert into entry values (1)",
    "entries that make no sense": (
        "create table entry (kind text, at real, data text);"
        "insert into entry values ('hint', 'abc', '{}'), ('hint', 1, 'no'), (1, 2, '[]'),"
        """('hint', 1, '{"exercise": "sigmoid", "stage": "abc"}'),"""
        """('attempt', 1, '{"exercise": 3, "outcome": null}');"""
    ),
    "other tables": "create table hint (stage text); insert into hint values ('abc')",
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_foreign_record_stops_nothing(own_record, kind):
    base = sqlite3.connect(own_record)
    base.executescript(FOREIGN[kind])
    base.close()
    assert check(sigmoid).passed and progress() and checkpoint("01-steepest")
    assert hint(sigmoid) and solution(sigmoid) and record.passed("sigmoid")


NOBODY = """
import os, pwd
os.environ.pop("HOME", None)
for name in ("XDG_DATA_HOME", "BPCOURSE_PROGRESS"):
    os.environ.pop(name, None)
def nobody(*_):
    raise KeyError("getpwuid(): uid not found: 54321")
pwd.getpwuid = nobody
"""


@pytest.mark.skipif(os.name == "nt", reason="users without an entry")
def test_without_a_home_one_sentence_is_said_and_the_lesson_goes_on():
    from_home = NOBODY + "from bpcourse import checkpoint, hint, progress, solution\n"
    told = in_a_kernel(
        from_home + CHECKED_TWICE + "hint('sigmoid'); solution('sigmoid'); progress()\n"
        "checkpoint('01-steepest', 'a')"
    )
    assert told.count("no home for your record") == 1 and "Traceback" not in told


def test_a_record_that_cannot_be_read_is_told_by_progress_and_doctor(
    own_record, capsys
):
    own_record.write_bytes(b"not a record " * 500)
    progress()
    assert "can't be used as your record" in capsys.readouterr().err
    assert "can't be used as your record" in record.fault()


def test_a_record_that_cannot_be_kept_says_so_once_and_stops_nothing(
    tmp_path, monkeypatch, capsys
):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("BPCOURSE_PROGRESS", str(tmp_path / "file" / "progress.sqlite"))
    assert check(sigmoid).passed and check(sigmoid).passed
    assert capsys.readouterr().err.count("can't be kept") == 1
    assert record.passed("sigmoid")


def test_a_damaged_record_stops_nothing(own_record, capsys):
    own_record.write_bytes(
        b"this is not a database, but long enough to be looked at" * 50
    )
    assert check(sigmoid).passed
    assert "can't be kept" in capsys.readouterr().err
    assert own_record.read_bytes().startswith(b"this is not")


def test_a_full_disk_stops_nothing(monkeypatch, capsys):
    def full(*_a, **_k):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(sqlite3, "connect", full)
    assert check(sigmoid).passed and record.passed("sigmoid")
    assert "disk is full" in capsys.readouterr().err


@pytest.mark.skipif(
    not hasattr(os, "fork"), reason="needs a limit on the size of files"
)
def test_a_disk_that_is_full_while_it_is_written_stops_nothing(own_record):
    limit = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))\n"
    told = in_a_kernel(limit + CHECKED_TWICE)
    assert told.count("can't be kept") == 1, told
    assert record.entries("attempt") == []  # and it can be read


@pytest.mark.parametrize("place", ["/proc/bpcourse/p.sqlite", "/dev/null/p.sqlite"])
@pytest.mark.skipif(
    not os.path.exists("/proc"), reason="a place where nobody can write"
)
def test_a_place_that_cannot_be_written_stops_nothing(place, monkeypatch):
    monkeypatch.setenv("BPCOURSE_PROGRESS", place)
    assert in_a_kernel(CHECKED_TWICE).count("can't be kept") == 1
    assert progress().next_exercise
