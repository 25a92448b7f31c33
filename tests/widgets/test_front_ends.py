"""Every notebook in every front end: JupyterLab, VS Code, Colab, the classic one."""

from __future__ import annotations

import importlib.util
import re

import nbformat
import pytest
from places import ROOT

from bpcourse import __version__
from bpcourse.publish.notebooks.cells import install_cell, published

FOLDERS = ("notebooks", "exercises", "solutions")
NOTEBOOKS = [p for folder in FOLDERS for p in sorted((ROOT / folder).glob("*.ipynb"))]
each = pytest.mark.parametrize(
    "path", NOTEBOOKS, ids=lambda p: f"{p.parent.name}-{p.stem[:2]}"
)
EVERYWHERE = {"text/plain", "text/html", "image/png"}


def read(path):
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


@each
def test_it_is_valid_in_format_4_5_and_names_a_kernel_that_all_have(path):
    notebook = read(path)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.metadata.language_info.name == "python"
    assert notebook.metadata.language_info.nbconvert_exporter == "python"
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


@each
def test_what_it_shows_needs_no_script_no_widget_and_has_words(path):
    notebook = read(path)
    assert "widgets" not in notebook.metadata
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            assert set(data) <= EVERYWHERE
            assert not data or data["text/plain"].strip()
            html = "".join(data.get("text/html", ""))
            assert not re.search(r"<script|<iframe|\son\w+=|https?://", html)
            assert "<svg" not in html, "untrusted notebooks show pictures alone"


@each
def test_its_code_asks_for_no_front_end_and_no_folder_of_its_own(path):
    for cell in read(path).cells:
        if cell.cell_type == "code" and not installs(cell):
            assert not re.search(r"^\s*[%!]", cell.source, re.M), cell.source
            assert not re.search(
                r"get_ipython|google\.colab|os\.chdir|open\(", cell.source
            )


def installs(cell):
    return cell.metadata.get("bpcourse", {}).get("role") == "install"


@each
def test_the_first_code_fetches_the_course_where_it_is_missing(path):
    code = [c for c in read(path).cells if c.cell_type == "code"]
    assert [installs(c) for c in code] == [True] + [False] * (len(code) - 1)
    assert code[0].source == install_cell().source


class Shell:
    """Takes down the magics it is asked for."""

    def __init__(self):
        self.asked = []

    def run_line_magic(self, name, line):
        self.asked.append((name, line))


def run_first(monkeypatch, cell, found):
    """What the first cell asks the shell for, where `bpcourse` is found or not."""
    shell, spec = Shell(), importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda n: spec(n) if n != "bpcourse" else found
    )
    exec(cell.source, {"get_ipython": lambda: shell})
    return shell.asked


ADDRESS = "https://example.org/bpcourse-1.0-py3-none-any.whl"


@pytest.mark.parametrize("address", ["", ADDRESS])
def test_the_first_cell_does_nothing_where_the_course_is(monkeypatch, capsys, address):
    found = importlib.util.find_spec("bpcourse")
    assert run_first(monkeypatch, install_cell(address), found) == []
    assert capsys.readouterr().out == ""


def test_the_first_cell_says_how_to_get_the_course_and_fetches_nothing(
    monkeypatch, capsys
):
    assert run_first(monkeypatch, install_cell(""), None) == []
    assert "start.py" in capsys.readouterr().out
    assert "pip" not in install_cell("").source


def test_the_first_cell_fetches_from_the_one_address_that_is_published(monkeypatch):
    asked = run_first(monkeypatch, install_cell(ADDRESS), None)
    assert asked == [("pip", f'install --quiet "bpcourse @ {ADDRESS}"')]


def test_a_published_address_pins_the_version(tmp_path):
    project = tmp_path / "pyproject.toml"
    project.write_text(
        '[tool.bpcourse]\naddress = "https://example.org/x-{version}.whl"'
    )
    assert published(tmp_path) == f"https://example.org/x-{__version__}.whl"
    project.write_text('[tool.bpcourse]\naddress = "https://example.org/x.whl"')
    with pytest.raises(ValueError, match="pin"):
        published(tmp_path)
    project.write_text("")
    assert published(tmp_path) == ""
