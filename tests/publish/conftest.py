"""What tests share: a tiny course, as it is written and as it is built; slides in Chromium."""

from __future__ import annotations

import shutil
from pathlib import Path

import chromium
import pytest
from places import ROOT
from tiny_course import EXERCISES, QUESTIONS, TINY, run

import bpcourse.course as asked
from bpcourse.publish.slides import command as slides


@pytest.fixture
def tiny(monkeypatch):
    """The exercises and questions of the tiny course instead of all."""
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


@pytest.fixture(scope="module")
def new_context():
    with chromium.contexts() as new_context:
        yield new_context


@pytest.fixture
def opened(new_context):
    """Opens a file of slides; no error, and nothing is asked of the network."""
    faults, asked, made = [], [], []

    def open_(file, query="", window=chromium.WINDOW):
        context = new_context(viewport=window)
        made.append(context)
        page = context.new_page()
        page.on("request", lambda r: asked.append(r.url))
        page.on("pageerror", lambda e: faults.append(str(e)))
        page.on(
            "console", lambda m: faults.append(m.text) if m.type == "error" else None
        )
        page.goto(file.as_uri() + query)
        if "handout" not in query:
            page.wait_for_function("Reveal.isReady()")
        return page

    yield open_
    for context in made:
        context.close()
    assert faults == []
    assert [u for u in asked if not u.startswith(("data:", "about:", "file:"))] == []


@pytest.fixture(scope="module")
def decks(tmp_path_factory):
    """A function: number of a lesson → its slides as it is stored, made once."""
    folder, made = tmp_path_factory.mktemp("slides"), {}

    def build(number):
        if number not in made:
            found = slides.find_notebook(number, ROOT)
            made[number] = slides.build(found, folder, execute=False)
        return made[number]

    return build
