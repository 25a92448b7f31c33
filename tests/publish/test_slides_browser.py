"""Slides in Chromium: nothing is cut on a projector, on a narrow screen or on paper."""

from __future__ import annotations

import re
import shutil

import chromium
import nbformat
import pytest
from places import ROOT
from rotation import part, sweep
from slide_walk import WALKED, misfits

from bpcourse.publish.slides import command as slides

LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CODE, TEXT = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(bool(chromium.missing()), reason=chromium.missing()),
]


@sweep
@pytest.mark.parametrize("lesson", part(LESSONS, 5), ids=lambda p: p.stem[:2])
def test_every_slide_fits_a_projector_and_mathematics_is_drawn(lesson, decks, opened):
    page = opened(decks(lesson.stem[:2]))
    found = page.evaluate(WALKED)
    assert page.locator(".katex-error").count() == 0
    assert page.locator(".slides .katex-html").count() > 0
    assert 20 <= len(found) <= 60  # the long lessons take two classes
    assert [f for f in found if misfits(f)] == []
    silent = [f["heading"] for f in found if not f["said"]]
    assert len(silent) <= len(found) // 10, silent


def test_a_narrow_screen_and_another_font_break_nothing(decks, opened):
    """The same slides on a projector of 4:3; with wider letters, more of them."""
    narrow = opened(decks("01"), window={"width": 1024, "height": 768})
    same = opened(decks("01")).evaluate(WALKED)
    found = narrow.evaluate(WALKED)
    assert [f["slide"] for f in found] == [f["slide"] for f in same]
    assert [f for f in found if misfits(f)] == []
    wide = decks("01").with_name("wide.html")
    rule = "<style>.reveal { font-family: monospace !important; }</style></head>"
    wide.write_text(decks("01").read_text("utf-8").replace("</head>", rule, 1), "utf-8")
    found = opened(wide).evaluate(WALKED)
    assert len(found) > len(same)
    assert [f for f in found if misfits(f)] == []


def synthetic(tmp_path):
    """A deck with more than its slides hold."""
    rows = "\n".join(f"| {i} | x |" for i in range(23))
    code = "\n".join(f"a{i} = {i}" for i in range(17))
    cells = [
        TEXT("# 90 T\n\nWhy?"),
        TEXT("## P\n\n### Table\n\n| n | m |\n| - | - |\n" + rows),
        TEXT("### Code\n\nA."),
        CODE(code),
        TEXT("Then B:"),
        CODE(code),
        TEXT("### Short"),
        CODE("a = 1"),
        TEXT("### Wide"),
        CODE("a = " + "1 + " * 21 + "1"),
        TEXT("### Formula\n\nIt ends with $x^2$."),
    ]
    page = tmp_path / "90.html"
    notebook = nbformat.v4.new_notebook(cells=cells)
    page.write_text(slides.page_of(notebook), encoding="utf-8")
    return page


def test_what_does_not_fit_goes_on_below_with_its_words_and_its_head(tmp_path, opened):
    page = opened(synthetic(tmp_path))
    assert [f for f in page.evaluate(WALKED) if misfits(f)] == []
    tables = page.locator(".slides section:has(> .page > .table)")
    assert tables.count() > 1
    for table in tables.all():
        assert table.locator("th").first.text_content() == "n"
    assert page.locator(".page > .table td:first-child").all_text_contents() == [
        str(i) for i in range(23)
    ]
    coded = page.locator(".slides section:has(> .page > .code)").all()
    words = [c.locator(".text").all_text_contents() for c in coded]
    assert words[:2] == [["A."], ["Then B:"]]
    sizes = [
        c.locator("pre").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
        for c in coded[2:4]
    ]
    assert sizes[0] > 30 > sizes[1] >= 18
    assert page.locator(".together").first.text_content().endswith(".")


def test_the_handout_has_a_page_for_every_slide(decks, opened):
    page = opened(decks("03"), "?handout")
    page.wait_for_function("document.documentElement.classList.contains('handout')")
    count = page.locator(".slides section:not(.stack):visible").count()
    pdf = slides.handout(decks("03")).read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == count
    assert shutil.which(slides.find_browser())
