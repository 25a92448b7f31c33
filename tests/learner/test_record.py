"""The record of a learner: what one kernel writes another one finds, and none is lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys

import pytest
from learner_cells import in_a_kernel, sigmoid

from bpcourse import check
from bpcourse.learner import record
from bpcourse.learner.store import Lines, Sqlite

pytestmark = pytest.mark.usefixtures("own_record")


def test_what_one_kernel_records_another_one_finds(own_record):
    check(sigmoid)
    code = "from bpcourse.learner import record; print(record.passed('sigmoid'))"
    out = subprocess.run(
        [sys.executable, "-c", code],
        env=dict(os.environ),
        capture_output=True,
        text=True,
    )
    assert out.stdout.strip() == "True", out.stderr


TWO_KERNELS = (
    "from bpcourse.checking import Verdict\nfrom bpcourse.learner import record\n"
    "for i in range(150): record.attempt(Verdict('h', outcome='failed', exercise='e'))"
)


@pytest.mark.parametrize("without", ["", "import sys; sys.modules['sqlite3'] = None\n"])
def test_two_kernels_at_once_lose_nothing(own_record, without):
    env = dict(os.environ)
    runs = [
        subprocess.Popen([sys.executable, "-c", without + TWO_KERNELS], env=env)
        for _ in range(2)
    ]
    assert [r.wait(300) for r in runs] == [0, 0]
    kept = (Lines if without else Sqlite)(own_record).read(5)
    assert len(kept) == 300


def test_without_sqlite_the_record_is_lines_of_json(own_record, monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    assert check(sigmoid).passed
    lines = own_record.with_suffix(".jsonl")
    assert '"sigmoid"' in lines.read_text() and not own_record.exists()
    lines.write_text(lines.read_text() + '["attempt", 1.0, {"exer')  # killed here
    assert record.passed("sigmoid")
    record.hint("sigmoid", 2)
    assert record.hints_seen("sigmoid") == 2


def test_what_nbgrader_grades_is_in_nobodys_record_and_in_no_workspace(
    own_record, monkeypatch, tmp_path
):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setenv("BPCOURSE_MINE", str(tmp_path / "mine"))
    assert check(sigmoid).passed
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")  # a learner's own work
    assert check(sigmoid).passed
    assert own_record.exists() and (tmp_path / "mine").exists()


def test_what_could_not_be_written_is_written_later(own_record, capsys):
    own_record.mkdir()
    assert check(sigmoid).passed
    assert "can't be kept" in capsys.readouterr().err
    own_record.rmdir()
    record.hint("softmax", 1)
    kinds = [e.kind for e in Sqlite(own_record).read(5)]
    assert kinds == ["attempt", "hint"]


def test_a_home_is_found_in_the_name_of_the_record(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("BPCOURSE_PROGRESS", "~/own.sqlite")
    assert record.path() == tmp_path / "own.sqlite"


def test_a_clock_that_jumps_back_loses_nothing(monkeypatch):
    for now in (4e10, -5.0, float("nan"), 1e9):
        monkeypatch.setattr(record.time, "time", lambda now=now: now)
        check(sigmoid)
    assert len(record.entries("attempt")) == 4 and record.passed("sigmoid")


def test_a_record_that_another_kernel_holds_is_waited_for_once(own_record, capsys):
    assert check(sigmoid).passed
    holder = sqlite3.connect(own_record, isolation_level=None)
    holder.execute("begin exclusive")
    assert check(sigmoid).passed and check(sigmoid).passed
    assert capsys.readouterr().err.count("can't be kept") == 1
    holder.execute("rollback")
    assert check(sigmoid).passed
    assert len(record.entries("attempt")) == 4  # what had to wait was written later


def test_a_kernel_that_is_killed_leaves_a_whole_record(own_record):
    code = (
        "from bpcourse.checking import Verdict\nfrom bpcourse.learner import record\n"
        "record.attempt(Verdict('h', outcome='passed', exercise='first'))\nprint(1, flush=True)\n"
        "while True: record.attempt(Verdict('h', outcome='failed', exercise='e'))"
    )
    run = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert run.stdout.readline() == b"1\n"
    run.kill()
    run.communicate(timeout=300)
    assert record.passed("first")
    assert check(sigmoid).passed and record.passed("sigmoid")


def test_hints_seen_in_two_kernels_never_become_fewer():
    record.hint("sigmoid", 3)
    in_a_kernel("record.hint('sigmoid', 1); record.hint('tanh', 2)")
    assert record.hints_seen("sigmoid") == 3 and record.hints_seen("tanh") == 2
