"""README, CONTRIBUTING and docs: headings, pictures, links, commands that exist."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import notebook_rules as rules
import pytest
from places import ROOT

from bpcourse.cli import _parser

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
every_page = pytest.mark.parametrize(
    "page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix()
)
OUTSIDE = {"jupyterlab": "the place where the course is taken"}  # never imported


def as_notebook(page: Path) -> dict:
    """A page as one Markdown cell, for the rules of notebooks."""
    text = page.read_text(encoding="utf-8")
    return {"cells": [{"cell_type": "markdown", "source": text, "metadata": {}}]}


@every_page
def test_its_headings_are_in_order(page):
    assert not list(rules.heading_faults(as_notebook(page)))


@every_page
def test_every_picture_is_told_in_words(page):
    assert not list(rules.alt_faults(as_notebook(page)))


@every_page
def test_its_links_lead_where_they_say(page):
    text = page.read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)
    assert all((page.parent / picture).exists() for picture in pictures)
    assert not list(rules.link_faults(text, page.parent))


@every_page
def test_the_commands_that_it_names_are_there(page):
    said = re.findall(r"`bpcourse (\w+)", page.read_text(encoding="utf-8"))
    commands = _parser([])._subparsers._group_actions[0].choices
    assert set(said) <= set(commands)


def test_every_dependency_has_its_reason_and_is_used():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    code = "\n".join(
        p.read_text(encoding="utf-8") for p in sorted((ROOT / "bpcourse").rglob("*.py"))
    )
    for line in project["dependencies"]:
        name = re.split("[<>=]", line)[0]
        assert re.search(rf'"{re.escape(line)}",\s*# \w', text), f"{name}: why?"
        if name not in OUTSIDE:
            assert re.search(rf"^\s*(import|from) {name}\b", code, re.M), name


def test_every_lower_bound_is_one_that_ci_installs():
    from subprocess import run
    from sys import executable

    line = [executable, str(ROOT / ".ci" / "oldest.py")]
    pins = run(line, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for bound in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
        "dependencies"
    ]:
        assert bound.replace(">=", "==") in pins.splitlines()
