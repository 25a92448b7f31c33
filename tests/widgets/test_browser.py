"""Every notebook in a real browser, as a learner meets it.

Chromium opens JupyterLab on copies of the notebooks: untrusted first, as in a fresh
clone, then run from top to bottom, then explored by keyboard.
"""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from pathlib import Path

import chromium
import lab_driver as driver
import nbformat
import pytest
from lab_server import lab
from places import ROOT
from rotation import part, sweep

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(bool(chromium.missing()), reason=chromium.missing()),
]

LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
EXERCISES = sorted((ROOT / "exercises").glob("*.ipynb"))
LIGHT, DARK = "JupyterLab Light", "JupyterLab Dark"

PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
TRIAL = """
from ipywidgets import FloatSlider
from bpcourse.widgets.explorer import Explorer, Frames, slider
from bpcourse.drawing import svg
from bpcourse.drawing.picture import card

def drawn(x=0, words="a trial"):
    return card(300, 120, [svg.text(20, 60, f"x is {x}")], words)
"""
FRAMES = "Frames([drawn(k, f'frame {k}') for k in range(4)], (300, 120))"
SEVERAL = """
from bpcourse.widgets.explorer import choice, whole_slider
Explorer(
    {'x': slider('x', 0.5, 0, 1, 0.1), 'n': whole_slider('n', 2, 0, 5),
     'name': choice('name', 'abc', 'b')},
    lambda x, n, name: drawn(f'{x} {n} {name}', f'x {x}, n {n}, {name}'), (300, 120))
"""
PICTURE = """
from bpcourse.course.lesson_01 import figures
figures.corners()
"""
LIVE = "from bpcourse.course.lesson_07 import explorer; explorer.live()"
BROKEN = """
def checked(x):
    if x > 1:
        raise ValueError('planted in a callback')
    return drawn(x)
Explorer({'x': slider('x', 1, 0, 5, 1)}, checked, (300, 120))
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    for file in LESSONS:
        shutil.copy(file, folder / file.name)
    for file in EXERCISES:
        shutil.copy(file, folder / f"exercises_{file.name}")
    trials = {
        "frames": FRAMES, "several": SEVERAL, "broken": BROKEN, "live": LIVE,
        "fails": "1 / 0", "empty": "",
    }  # fmt: skip
    for name, code in trials.items():
        sources = (TRIAL, PICTURE, code) if name == "several" else (TRIAL, code)
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        notebook = nbformat.v4.new_notebook(cells=cells, metadata=PYTHON)
        nbformat.write(notebook, folder / f"{name}.ipynb")
    with lab(folder) as url:
        yield url


@pytest.fixture(scope="module")
def front_end(address):
    """A page with JupyterLab, and an empty notebook in it."""
    with chromium.browser() as new_page:
        page = new_page()
        driver.open_notebook(page, address, "empty.ipynb")
        yield page


@pytest.fixture
def page(front_end):
    """The same page for every test; what one opened is closed before the next."""
    front_end.errors.clear()
    front_end.offsite.clear()
    yield front_end
    driver.close_notebook(front_end)


def stem(file: Path) -> str:
    return file.stem


@sweep
@pytest.mark.parametrize("file", part(LESSONS, 7), ids=stem)
def test_a_lesson_shows_its_pictures_untrusted_then_runs_and_follows_the_keyboard(
    page, file
):
    driver.open_another(page, file.name)
    assert not driver.trusted(page)
    shows_every_stored_picture(page, file)
    assert driver.run_all(page) == []
    explorers = driver.explorers(page, explorer_cells(file))
    assert len(explorers) == explorer_cells(file)
    assert driver.nameless(page) == []
    for explorer in explorers:
        follows_the_keyboard(explorer)
    assert driver.callback_errors(page) == []
    assert page.errors == [] and page.offsite == []


@sweep
@pytest.mark.parametrize("file", part(EXERCISES, 13), ids=stem)
def test_an_unsolved_exercise_notebook_runs_without_an_error(page, file):
    driver.open_another(page, f"exercises_{file.name}")
    assert driver.run_all(page) == []
    assert page.errors == [] and page.offsite == []


def test_pictures_stand_on_white_and_words_are_readable_in_both_themes(page):
    driver.open_another(page, "several.ipynb")
    driver.run_all(page)
    explorer = driver.explorers(page)[0]
    for theme in (DARK, LIGHT):
        driver.change_theme(page, theme)
        card = explorer.locator("svg[role=img] > rect").first
        assert card.get_attribute("fill").upper() == "#FFFFFF"
        image = page.locator(".jp-OutputArea-output img[alt]:not([alt=''])").first
        assert luminance(image, "backgroundColor") == 1
        words = explorer.locator(".bpcourse-words").first
        behind = luminance(page.locator(".jp-Notebook").first, "backgroundColor")
        assert contrast(luminance(words, "color"), behind) > 7
        assert (behind > 0.5) == (theme == LIGHT)


def test_frames_step_while_the_kernel_is_busy(page):
    driver.open_another(page, "frames.ipynb")
    assert driver.run_all(page) == []
    [explorer] = driver.explorers(page)
    [handle] = driver.controls(explorer)
    driver.keep_busy(page, 3 * driver.PATIENCE)
    assert [driver.move(explorer, handle)[1] for _ in range(3)] == [
        "frame 1",
        "frame 2",
        "frame 3",
    ]
    assert "x is 3" in driver.seen(explorer)[0]


def test_words_are_announced_and_arrow_keys_stay_in_their_control(page):
    driver.open_another(page, "several.ipynb")
    assert driver.run_all(page) == []
    [explorer] = driver.explorers(page)
    live = explorer.locator(".bpcourse-live[role=status][aria-live=polite]")
    assert live.count() == 1
    same = live.element_handle()
    for control in driver.controls(explorer):
        _, words = driver.move(explorer, control)
        page.wait_for_function("([e, w]) => e.textContent === w", arg=[same, words])
        assert control.evaluate("control => control === document.activeElement")
    assert explorer.locator(".bpcourse-words[role]").count() == 0  # not said twice


def test_live_training_starts_changes_its_step_and_stops(page):
    driver.open_another(page, "live.ipynb")
    assert driver.run_all(page) == []
    [explorer] = driver.explorers(page)
    eta, switch = driver.controls(explorer)
    assert driver.move(explorer, switch)[1].startswith("Training. ")
    page.wait_for_function("button => button.textContent === 'stop'", arg=switch)
    eta.press("ArrowRight")
    explorer.locator(".bpcourse-words", has_text="η = 0.32").wait_for()
    switch.press("Enter")
    page.wait_for_function("button => button.textContent === 'train'", arg=switch)
    explorer.locator(".bpcourse-words", has_text="Stopped. ").wait_for()
    stopped = driver.seen(explorer)
    page.wait_for_timeout(500)
    assert driver.seen(explorer) == stopped
    assert driver.callback_errors(page) == []


def test_an_error_in_a_cell_is_heard(page):
    driver.open_another(page, "fails.ipynb")
    [error] = driver.run_all(page)
    assert "ZeroDivisionError" in error


def test_an_error_in_a_widgets_callback_is_heard(page):
    driver.open_another(page, "broken.ipynb")
    assert driver.run_all(page) == []
    [explorer] = driver.explorers(page)
    [handle] = driver.controls(explorer)
    handle.press("ArrowRight")
    planted = "text => text.includes('planted in a callback')"
    page.wait_for_function(f"() => window.callbackErrors.some({planted})")
    assert driver.callback_errors(page) != []


def shows_every_stored_picture(page, file: Path) -> None:
    """In an untrusted notebook, not run, each image is drawn and has its alt text."""
    images, alts = ".jp-OutputArea-output img[alt]", stored_alts(file)
    all_there = "([css, n]) => document.querySelectorAll(css).length >= n"
    page.wait_for_function(all_there, arg=[images, len(alts)])
    shown = page.locator(images).all()
    assert [image.get_attribute("alt") for image in shown] == alts
    for image in shown:
        image.scroll_into_view_if_needed()
        page.wait_for_function(
            "image => image.complete && image.naturalWidth > 99",
            arg=image.element_handle(),
        )


def follows_the_keyboard(explorer) -> None:
    """Each control changes the picture and the words; nothing moves around them."""
    explorer.scroll_into_view_if_needed()
    for track in explorer.locator(".noUi-target").all():
        assert track.bounding_box()["width"] > 80, "a slider has no room"
    watched = driver.watch(explorer)
    for control in driver.controls(explorer):
        label = control.evaluate("e => e.ariaLabel ?? e.textContent")
        before = driver.seen(explorer)
        after = driver.move(explorer, control)
        assert after[0] != before[0], f"{label}: the picture did not change"
        assert after[1] != before[1], f"{label}: the words did not change"
    for control in driver.controls(explorer):
        for key in ("End", "Home"):
            control.press(key)
            explorer.page.wait_for_timeout(100)
    while (seen := watched())["painted"] < 10:
        explorer.page.wait_for_timeout(100)
    assert seen["blank"] == 0, "the picture flickers"
    assert len(seen["boxes"]) == 1, f"the layout jumps: {seen['boxes']}"


def stored_alts(file: Path) -> list[str]:
    """The alt texts of the pictures that the notebook stores, in order."""
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    pages = ["".join(o.get("data", {}).get("text/html", "")) for o in outputs]
    found = [re.findall(r'<img alt="([^"]*)"', html) for html in pages]
    return [unescape(alt) for alts in found for alt in alts]


def explorer_cells(file: Path) -> int:
    """How many code cells show an explorer."""
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    return sum(bool(re.search(r"^explorers?\.\w+\(", s, re.M)) for s in sources)


def luminance(element, colour: str) -> float:
    """Relative luminance (WCAG 2) of a computed colour of an element."""
    text = element.evaluate(f"element => getComputedStyle(element).{colour}")
    channels = [int(part) / 255 for part in re.findall(r"\d+", text)[:3]]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return round(sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear)), 6)


def contrast(one: float, other: float) -> float:
    """Contrast ratio of two luminances (WCAG 2)."""
    low, high = sorted((one, other))
    return (high + 0.05) / (low + 0.05)
