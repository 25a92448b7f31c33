"""`bpcourse site`: what it refuses, and a site of lessons that it runs."""

from __future__ import annotations

import shutil

import nbformat
import pytest
from places import ROOT
from site_reader import LESSONS, browser, built_only, reader, served

from bpcourse import cli
from bpcourse.errors import brings
from bpcourse.publish.site import command as site


def test_a_missing_tool_names_the_extra(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(site, "NEEDED", ("no_such_tool",))
    assert cli.main(["site", "--out", str(tmp_path / "s")]) == 2
    told = capsys.readouterr().err
    assert "no_such_tool" in told
    assert brings("site") in told
    assert not (tmp_path / "s").exists()


@built_only
def test_a_folder_with_something_else_is_left_alone(tmp_path, capsys):
    (tmp_path / "thesis.txt").write_text("mine")
    assert cli.main(["site", "--root", str(ROOT), "--out", str(tmp_path)]) == 2
    assert "holds something else" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.fixture(scope="module")
def fifth(tmp_path_factory):
    """A site of lesson 05 alone, run."""
    root = tmp_path_factory.mktemp("course")
    (root / "notebooks").mkdir()
    [lesson] = (ROOT / "notebooks").glob("05_*.ipynb")
    shutil.copy(lesson, root / "notebooks")
    site.build(root / "site", root)
    return root / "site"


@built_only
@browser
@pytest.mark.browser
@pytest.mark.slow
def test_a_stepped_explorer_lives_on_the_site_and_on_a_phone(fifth):
    with served(fifth) as address, reader(address) as page:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"{address}lessons/{LESSONS[5]}.html")
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        shown = page.locator(".live .frame:visible [role=status]")
        seen = [shown.inner_text()]
        page.locator(".live input[type=range]").focus()
        for _ in range(9):
            page.keyboard.press("ArrowRight")
            seen.append(shown.inner_text())
        assert len(set(seen)) == 10
        page.keyboard.press("ArrowRight")
        assert shown.inner_text() == seen[-1]


@built_only
def test_a_lesson_that_fails_is_named_with_the_way_round(tmp_path, capsys):
    (tmp_path / "notebooks").mkdir()
    cells = [nbformat.v4.new_markdown_cell("# T"), nbformat.v4.new_code_cell("1 / 0")]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbformat.write(notebook, tmp_path / "notebooks/90_x.ipynb")
    told = ["--root", str(tmp_path), "--out", str(tmp_path / "site")]
    assert cli.main(["site", *told]) == 2
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert "--no-execute" in said
    assert not (tmp_path / "site").exists()
