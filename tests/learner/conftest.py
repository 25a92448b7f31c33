"""What tests of the learner's tools share: a record and a folder of pieces of a test's own."""

from __future__ import annotations

import pytest

from bpcourse import mine
from bpcourse.learner import record


@pytest.fixture
def own_record(tmp_path, monkeypatch):
    """Where this test's record is; a kernel that has just begun."""
    file = tmp_path / "progress.sqlite"
    monkeypatch.setenv("BPCOURSE_PROGRESS", str(file))
    monkeypatch.setattr(record, "_kernel", record.Kernel())
    return file


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where this test's pieces are, beside its record."""
    monkeypatch.setenv("BPCOURSE_MINE", str(tmp_path / "mine"))
    monkeypatch.setenv("BPCOURSE_PROGRESS", str(tmp_path / "progress.sqlite"))
    mine._unsaved.clear()
    return tmp_path / "mine"
