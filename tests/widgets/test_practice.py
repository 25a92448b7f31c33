"""The practice in a notebook: in Chromium, by a click and by the keyboard alone."""

from __future__ import annotations

import chromium
import lab_driver as driver
import nbformat
import pytest
from lab_server import lab

from bpcourse import check, course
from bpcourse.learner import record

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(chromium.missing()), reason=chromium.missing()),
]
CELL = """from bpcourse import practice
from bpcourse.learner.practice.panel import Panel
from bpcourse.learner.practice.session import Session
session = Session()
session.waiting = [w for w in session.waiting if w.options][:2] + [
    w for w in session.waiting if not w.options][:1]
panel = Panel(session)
panel"""
FOCUS = """() => document.activeElement?.closest('.bpcourse-question') &&
  (document.activeElement.innerText || document.activeElement.tagName)"""
SPOKEN = "() => document.querySelector('.bpcourse-live').textContent"


@pytest.fixture
def page(tmp_path, monkeypatch):
    """JupyterLab with a notebook that asks three items: two by letters, one typed."""
    monkeypatch.setenv("BPCOURSE_PROGRESS", str(tmp_path / "progress.sqlite"))
    monkeypatch.setattr(record, "_kernel", record.Kernel())
    for name in ("sigmoid", "sigmoid_derivative", "softmax"):
        check(course.exercise(name).reference)
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    cells = [nbformat.v4.new_code_cell(CELL)]
    (tmp_path / "work").mkdir()
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=spec)
    nbformat.write(notebook, tmp_path / "work" / "practice.ipynb")
    with lab(tmp_path / "work") as url, chromium.browser() as new_page:
        page = new_page()
        driver.open_notebook(page, url, "practice.ipynb")
        assert driver.run_all(page) == []
        page.wait_for_selector(".bpcourse-question button:visible")
        yield page
        driver.shut_down(page)


def said(page):
    """What a screen reader is told of an answer, once the keyboard is on "Next"."""
    page.wait_for_function(f"() => ({FOCUS})() === 'Next'")
    page.wait_for_function(f"() => /^(✓ right|✗ not yet)/.test(({SPOKEN})())")
    return page.evaluate(SPOKEN)


def test_it_is_answered_by_a_click_then_by_keys_and_what_was_wrong_comes_back(page):
    asked = page.locator(".bpcourse-question")
    first = asked.inner_text()
    page.locator(".bpcourse-question button:visible").first.click()
    told = [said(page)]
    while page.locator(".bpcourse-question button:visible").count() and len(told) < 20:
        page.keyboard.press("Enter")  # on
        page.wait_for_function(f"() => ({FOCUS})() !== 'Next'")
        if "right. What was wrong" in asked.inner_text():
            break
        page.wait_for_function(f"() => ['a', 'INPUT'].includes(({FOCUS})())")
        page.wait_for_function(f"() => !/^(✓ right|✗ not yet)/.test(({SPOKEN})())")
        if page.evaluate(FOCUS) == "INPUT":
            page.keyboard.type("0.5")
            page.keyboard.press("Enter")
        else:
            for _ in range(len(told) % 4):  # another letter in each round
                page.keyboard.press("Tab")
            page.keyboard.press(" ")
        told.append(said(page))
    wrong = [text for text in told if text.startswith("✗")]
    assert len(told) > 3 and wrong
    assert all("comes back" in text and len(text) > 30 for text in wrong)
    assert first and driver.callback_errors(page) == []
