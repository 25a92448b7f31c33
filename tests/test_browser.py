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

import lab_driver as driver
import nbformat
import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(bool(driver.missing()), reason=driver.missing()),
]

LESSONS = sorted((driver.ROOT / "notebooks").glob("*.ipynb"))
EXERCISES = sorted((driver.ROOT / "exercises").glob("*.ipynb"))
LIGHT, DARK = "JupyterLab Light", "JupyterLab Dark"

PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
TRIAL = """
from ipywidgets import FloatSlider
from bpcourse.explorers.explorer import Explorer, Frames, slider
from bpcourse.figures import svg

def drawn(x=0):
    return svg.card(300, 120, [svg.text(20, 60, f"x is {x}")], "a trial")
"""
FRAMES = "Frames([(drawn(k), f'frame {k}') for k in range(4)], (300, 120))"
BROKEN = """
def describe(x):
    if x > 1:
        raise ValueError('planted in a callback')
    return f'x {x}'
Explorer({'x': slider('x', 1, 0, 5, 1)}, drawn, describe, (300, 120))
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    for file in LESSONS:
        shutil.copy(file, folder / file.name)
    for file in EXERCISES:
        shutil.copy(file, folder / f"exercises_{file.name}")
    for name, code in (("frames", FRAMES), ("broken", BROKEN), ("fails", "1 / 0")):
        cells = [nbformat.v4.new_code_cell(source) for source in (TRIAL, code)]
        notebook = nbformat.v4.new_notebook(cells=cells, metadata=PYTHON)
        nbformat.write(notebook, folder / f"{name}.ipynb")
    with driver.lab(folder) as url:
        yield url


@pytest.fixture
def page():
    with driver.browser() as page:
        yield page
        driver.shut_down(page)


def stem(file: Path) -> str:
    return file.stem


@pytest.mark.parametrize("file", LESSONS, ids=stem)
def test_a_fresh_clone_shows_every_stored_picture_with_its_alt_text(
    address, page, file
):
    driver.open_notebook(page, address, file.name)
    shown = page.locator(".jp-OutputArea-output img[alt]")
    wanted = stored_alts(file)
    assert [image.get_attribute("alt") for image in shown.all()] == wanted
    for image in shown.all():
        image.scroll_into_view_if_needed()
        assert image.evaluate("image => image.complete && image.naturalWidth > 99")
    assert page.errors == [] and page.offsite == []


@pytest.mark.parametrize("file", LESSONS, ids=stem)
def test_a_lesson_runs_and_its_explorers_follow_the_keyboard(address, page, file):
    driver.open_notebook(page, address, file.name)
    assert driver.run_all(page) == []
    explorers = driver.explorers(page, explorer_cells(file))
    assert len(explorers) == explorer_cells(file)
    for explorer in explorers:
        follows_the_keyboard(explorer)
    assert driver.callback_errors(page) == []
    assert page.errors == [] and page.offsite == []


@pytest.mark.parametrize("file", EXERCISES, ids=stem)
def test_an_unsolved_exercise_notebook_runs_without_an_error(address, page, file):
    driver.open_notebook(page, address, f"exercises_{file.name}")
    assert driver.run_all(page) == []
    assert page.errors == [] and page.offsite == []


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_pictures_stand_on_white_and_words_are_readable_in_both_themes(
    address, page, theme
):
    driver.open_notebook(page, address, "01_activation_derivatives.ipynb")
    driver.change_theme(page, theme)
    driver.run_all(page)
    explorer = driver.explorers(page)[0]
    card = explorer.locator("svg[role=img] > rect").first
    assert card.get_attribute("fill").upper() == "#FFFFFF"
    image = page.locator(".jp-OutputArea-output img[alt]").first
    assert luminance(image, "backgroundColor") == 1
    words = explorer.locator("[role=status]").first
    behind = luminance(page.locator(".jp-Notebook").first, "backgroundColor")
    assert contrast(luminance(words, "color"), behind) > 7
    assert (behind > 0.5) == (theme == LIGHT)


def test_frames_step_while_the_kernel_is_busy(address, page):
    driver.open_notebook(page, address, "frames.ipynb")
    assert driver.run_all(page) == []
    [explorer] = driver.explorers(page)
    driver.keep_busy(page, 60)
    assert [driver.press(explorer, "ArrowRight")[1] for _ in range(3)] == [
        "frame 1",
        "frame 2",
        "frame 3",
    ]
    assert "x is 3" in driver.seen(explorer)[0]


def test_an_error_in_a_cell_is_heard(address, page):
    driver.open_notebook(page, address, "fails.ipynb")
    [error] = driver.run_all(page)
    assert "ZeroDivisionError" in error


def test_an_error_in_a_widgets_callback_is_heard(address, page):
    driver.open_notebook(page, address, "broken.ipynb")
    assert driver.run_all(page) == []
    [explorer] = driver.explorers(page)
    driver.press(explorer, "ArrowRight", seconds=2)
    assert "planted in a callback" in " ".join(driver.callback_errors(page))


def follows_the_keyboard(explorer) -> None:
    """One key changes the picture and the words, and nothing moves around them."""
    explorer.scroll_into_view_if_needed()
    before, box = driver.seen(explorer), explorer.bounding_box()
    assert before[0] and before[1]
    for track in explorer.locator(".noUi-target").all():
        assert track.bounding_box()["width"] > 80, "a slider has no room"
    after = driver.press(explorer, "ArrowRight")
    if after == before:  # a slider may start at its end, and a list goes down
        after = driver.press(explorer, "ArrowDown")
    assert after[0] != before[0], "the picture did not change"
    assert after[1] != before[1], "the words did not change"
    size = explorer.bounding_box()
    assert (size["width"], size["height"]) == (box["width"], box["height"])


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
    return sum(bool(re.search(r"^explorers\.\w+\(", s, re.M)) for s in sources)


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
