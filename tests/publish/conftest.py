"""What tests of the builder share: a tiny course, as it is written and as it is built."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tiny_course import EXERCISES, QUESTIONS, TINY, run

import bpcourse.course as asked


@pytest.fixture
def tiny(monkeypatch):
    """The exercises and questions of the tiny course in the place of all."""
    monkeypatch.setattr(asked, "all_exercises", lambda: EXERCISES)
    monkeypatch.setattr(asked, "all_questions", lambda: QUESTIONS)


@pytest.fixture
def root(tmp_path):
    """The sources of the tiny course."""
    shutil.copytree(TINY, tmp_path / "sources")
    return tmp_path


@pytest.fixture(scope="session")
def built_course(tmp_path_factory):
    """The tiny course, built and run once."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(TINY, root / "sources")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asked, "all_exercises", lambda: EXERCISES)
        patch.setattr(asked, "all_questions", lambda: QUESTIONS)
        assert run(root) == 0
    return root


@pytest.fixture
def course(built_course, tmp_path):
    """A copy of the built course, to be broken."""
    return Path(shutil.copytree(built_course, tmp_path / "course"))
