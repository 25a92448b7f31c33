"""The page of the five documents: whole, in step with the lessons, and found from them."""

from __future__ import annotations

import re
import tomllib

import chromium
import lab_driver
import nbformat
import pytest
from lab_server import lab
from places import ROOT

from bpcourse.learner.workspace import deliver
from bpcourse.publish.documents import DATA, ID, MEANING, PAGE, documents, link_ids

ROWS = tomllib.loads((ROOT / DATA).read_text("utf-8"))["rows"]
STORED = (ROOT / PAGE).read_text("utf-8")
NOTEBOOKS = sorted(
    p
    for folder in ("notebooks", "exercises", "solutions")
    for p in (ROOT / folder).glob("*.ipynb")
)


def headings(number: str) -> set[str]:
    """The headings of a built lesson, as JupyterLab addresses them."""
    (path,) = (ROOT / "notebooks").glob(f"{number}_*.ipynb")
    cells = nbformat.read(path, as_version=4).cells
    text = "\n".join(c.source for c in cells if c.cell_type == "markdown")
    return {h.strip().replace(" ", "-") for h in re.findall(r"^#+ (.*)$", text, re.M)}


def test_the_page_is_as_built():
    assert documents(ROOT) == STORED


def test_a_folder_without_the_data_has_no_page(tmp_path):
    assert documents(tmp_path) is None


def test_every_statement_has_a_place_words_of_its_own_and_a_verdict():
    for id, row in ROWS.items():
        assert STORED.count(f"\n### {id.lower()}\n\n{row['says']}") == 1, id
        assert row["verdict"] in MEANING
        assert ("right" in row) == (row["verdict"] == "wrong"), id
    said = [row["says"] for row in ROWS.values()]
    assert len(set(said)) == len(said) == 169


def test_the_table_of_verdicts_adds_up():
    counts = [int(n) for n in re.findall(r"^\| .* \| (\d+) \|$", STORED, re.M)]
    assert sum(counts[:-1]) == counts[-1] == len(ROWS)


def test_every_statement_leads_to_each_lesson_that_treats_it():
    parts = dict(re.findall(r"### (d\d-\d\d)\n(.*?)(?=\n##|\Z)", STORED, re.S))
    for id, row in ROWS.items():
        linked = re.findall(r"\(\.\./notebooks/(\d\d)", parts[id.lower()])
        assert linked == row["lessons"], id


def test_the_headings_that_it_leads_to_are_there():
    links = re.findall(r"\(\.\./notebooks/(\d\d)\w+\.ipynb#([^)]+)\)", STORED)
    there = {number: headings(number) for number, _ in links}
    assert [link for link in links if link[1] not in there[link[0]]] == []
    assert len(links) > 100


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_every_id_in_a_notebook_is_a_link_to_a_place_that_the_page_has(path):
    cells = nbformat.read(path, as_version=4).cells
    text = "\n\n".join(c.source for c in cells if c.cell_type == "markdown")
    links = re.findall(rf"\[({ID})\]\(\.\./docs/documents\.md#([^)]+)\)", text)
    assert all(address == id.lower() for id, address in links)
    assert {id for id, _ in links} <= ROWS.keys()
    prose = re.sub(r"`[^`\n]*`|^#.*$", "", text, flags=re.M)
    assert len(re.findall(rf"\b{ID}\b", prose)) == len(links)


@pytest.mark.parametrize(
    "text",
    [
        "`D2-14`",
        "```\nD2-14\n```",
        "$D2-14$",
        "## About D2-14",
        "[D2-14](elsewhere.md)",
        '<a title="D2-14">',
        "AD2-14",
        "D2-141",
        "D7-01",
    ],
)
def test_what_is_no_prose_stays_as_it_is(text):
    assert link_ids(text) == text


@pytest.mark.slow
@pytest.mark.skipif(bool(chromium.missing()), reason=chromium.missing())
def test_in_jupyterlab_an_id_opens_the_page_at_its_place_and_the_page_leads_back(
    tmp_path,
):
    deliver(tmp_path)
    with lab(tmp_path) as url, chromium.browser() as new_page:
        page = new_page()
        lab_driver.open_notebook(page, url, "notebooks/04_full_layer.ipynb")
        page.locator('.jp-MarkdownCell a[href*="#d2-14"]').first.click()
        place = page.locator('.jp-MarkdownViewer h3:has-text("d2-14")')
        place.wait_for(state="visible")
        height = page.viewport_size["height"]
        page.wait_for_function(
            "([h, most]) => h.getBoundingClientRect().top < most",
            arg=[place.element_handle(), height],
        )
        back = page.locator('.jp-MarkdownViewer a[href*="#What-the-documents-say"]')
        back.first.click()
        shown = ".jp-NotebookPanel:not(.lm-mod-hidden)"
        heading = page.locator(f'{shown} h2:has-text("What the documents say")')
        heading.first.wait_for(state="visible")
