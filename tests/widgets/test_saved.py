"""A lesson that was run, saved and opened the next day, where no kernel knows its widgets.

In Chromium: run, save, stop the server; another server opens the file. Instead of a line
about a model that isn't found, each explorer stands there as its picture with its words,
and each question as what was said last; a run brings them back to life.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import chromium
import lab_driver as driver
import nbformat
import pytest
from lab_server import lab, write_settings

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(bool(chromium.missing()), reason=chromium.missing()),
]

CELLS = (
    "from bpcourse import checkpoint",
    "from bpcourse.course.lesson_01 import explorer\nexplorer.tangent()",
    "from bpcourse.course.lesson_05 import explorer\nexplorer.delta_flow()",
    'checkpoint("01-cached")',
    'checkpoint("01-steepest")',
)
KEPT = {
    "@jupyter-widgets/jupyterlab-manager/plugin": {"saveState": True},
}
SEEN = """() => [...document.querySelectorAll('.jp-Cell .jp-OutputArea')].map(area =>
  [...area.querySelectorAll('.jp-OutputArea-child')]
    .filter(child => child.checkVisibility())
    .map(child => [
      child.querySelector('.bpcourse-still') ? 'still' :
        child.querySelector('.bpcourse-alive') ? 'alive' : 'other',
      child.querySelectorAll('img[alt]:not([alt=""]), svg[role=img]').length,
      child.innerText.trim(),
    ]))"""

# Both replies have come to the still outputs, which are what is saved.
STORED = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.model.type === 'code' &&
    JSON.stringify(cell.model.outputs.toJSON()).includes('✓ passed')).length === 2"""

SAID = """asked => [...asked.querySelectorAll('.bpcourse-words')]
  .filter(words => words.checkVisibility()).map(words => words.innerText).join('')"""


@pytest.fixture(scope="module")
def new_page():
    with chromium.browser() as new_page:
        yield new_page


def write_lesson(folder: Path) -> Path:
    code = [nbformat.v4.new_code_cell(source) for source in CELLS]
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    notebook = nbformat.v4.new_notebook(cells=code, metadata=spec)
    folder.mkdir()
    nbformat.write(notebook, folder / "lesson.ipynb")
    return folder


@pytest.fixture(scope="module")
def saved(tmp_path_factory, new_page):
    """A lesson that JupyterLab ran and saved: its folder, and the home that trusts it.

    `kept.ipynb` is the same lesson, saved with the states of its widgets.
    """
    base = tmp_path_factory.mktemp("saved")
    folder, home = write_lesson(base / "work"), base / "home"
    shutil.copy(folder / "lesson.ipynb", folder / "kept.ipynb")
    with lab(folder, home) as url:
        run_and_save(new_page(), url)
        write_settings(home, KEPT)
        run_and_save(new_page(), url, "kept.ipynb")
    return folder, home


@pytest.fixture(scope="module")
def next_day(saved):
    """The address of another server on the same folder and home."""
    with lab(*saved) as url:
        yield url


def outputs(page) -> list[list]:
    """What each cell with outputs shows: [kind, pictures, text] of each visible output."""
    return [area for area in page.evaluate(SEEN) if area]


def wait_for(page, kind: str) -> list[list]:
    """The outputs once all four cells show this kind alone."""
    alone = (
        "areas => areas.length === 4 && "
        f"areas.every(a => a.length === 1 && a[0][0] === '{kind}')"
    )
    page.wait_for_function(f"() => ({alone})(({SEEN})().filter(a => a.length))")
    return outputs(page)


def answer(page) -> None:
    """Click the right letter; type a right number and press Enter."""
    choice, field = page.locator(".bpcourse-question").all()
    for reply in replies(page, choice):
        if "✓" in reply:
            break
    field.locator("input").fill("1/4")
    field.locator("input").press("Enter")
    page.wait_for_function(STORED)


def replies(page, choice) -> Iterator[str]:
    """Click one letter after another: what the question says to each."""
    asked, before = choice.element_handle(), ""
    for letter in choice.locator("button").all():
        letter.click()
        page.wait_for_function(
            f"([asked, before]) => !['', before].includes(({SAID})(asked))",
            arg=[asked, before],
        )
        yield (before := asked.evaluate(SAID))


def run_and_save(page, url, name="lesson.ipynb") -> None:
    driver.open_notebook(page, url, name)
    assert driver.run_all(page) == []
    wait_for(page, "alive")
    answer(page)
    driver.save(page)
    driver.shut_down(page)


BROKEN_LINKS = """() => [...document.querySelectorAll('.jupyter-widgets-disconnected')]
    .filter(e => getComputedStyle(e, '::before').display != 'none').length"""


def test_the_next_day_pictures_and_words_stand_where_the_models_are_gone(
    next_day, new_page
):
    stand_still_then_live(new_page(), next_day)


def test_in_notebook_7_they_stand_there_too(tmp_path, new_page):
    pytest.importorskip("notebook", reason="pip install notebook brings it")
    folder, home = write_lesson(tmp_path / "work"), tmp_path / "home"
    with lab(folder, home, app="notebook") as url:
        run_and_save(new_page(), url)
    with lab(folder, home, app="notebook") as url:
        stand_still_then_live(new_page(), url)


def stand_still_then_live(page, url) -> None:
    """The saved lesson shows its pictures and words; a run brings the models back."""
    driver.open_notebook(page, url, "lesson.ipynb")
    assert driver.trusted(page)
    shown = wait_for(page, "still")
    assert [pictures for [(_, pictures, _)] in shown] == [1, 1, 0, 0]
    assert all(len(text) > 40 for [(_, _, text)] in shown)
    passed = ["passed" in text for [(_, _, text)] in shown]
    assert passed == [False, False, True, True]
    assert "model not found" not in page.locator("body").inner_text()
    assert driver.run_all(page) == []
    wait_for(page, "alive")
    driver.shut_down(page)


def test_with_saved_states_explorers_come_back_and_say_when_they_need_a_kernel(
    saved, next_day, new_page
):
    stored = json.loads((saved[0] / "kept.ipynb").read_text())
    assert stored["metadata"]["widgets"]
    page = new_page()
    driver.open_notebook(page, next_day, "kept.ipynb")
    shown = wait_for(page, "alive")
    asleep = ["No kernel answers" in text for [(_, _, text)] in shown]
    assert asleep == [True, False, False, True]
    assert page.evaluate(BROKEN_LINKS) == 0
    question = page.locator(".bpcourse-question").first
    said = set(replies(page, question))  # a click is answered by the page alone
    assert len(said) == question.locator("button").count() > 2
    driver.shut_down(page)


def test_a_notebook_from_elsewhere_shows_pictures_and_words_untrusted(saved, new_page):
    with lab(saved[0]) as url:  # another home: nothing is trusted here
        page = new_page()
        driver.open_notebook(page, url, "lesson.ipynb")
        assert not driver.trusted(page)
        shown = outputs(page)
        assert [area[0][1] for area in shown] == [1, 1, 0, 0]
        text = page.locator("body").inner_text()
        assert "model not found" not in text
        driver.shut_down(page)


def test_an_exported_page_shows_pictures_and_words(saved, tmp_path, new_page):
    exporter = pytest.importorskip("nbconvert").HTMLExporter
    html, _ = exporter().from_filename(str(saved[0] / "lesson.ipynb"))
    page, file = new_page(), Path(tmp_path / "lesson.html")
    file.write_text(html, encoding="utf-8")
    page.goto(file.as_uri(), wait_until="domcontentloaded")
    stills = page.locator(".bpcourse-still")
    assert [stills.nth(k).is_visible() for k in range(4)] == [True] * 4
    assert page.locator(".bpcourse-still img").count() == 2
    text = page.locator("body").inner_text()
    assert "model not found" not in text
    assert text.count("✓ passed") == 2
