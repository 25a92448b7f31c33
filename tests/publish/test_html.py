"""nbconvert's page of a notebook: explorers step without a kernel and without a network."""

from __future__ import annotations

import lab_driver as driver
import nbformat
import pytest

pytest.importorskip("nbconvert")

STEPPED = {  # explorers whose pictures lie ready
    "lesson_00": "training_step()",
    "lesson_04": "entries()",
    "lesson_05": "delta_flow()",
    "lesson_06": "valley()",
    "lesson_07": "training()",
}
ASKING = {"lesson_01": "tangent()"}  # the kernel, for each picture
SHOWN = """live => {
  const frame = [...live.querySelectorAll('.frame')].filter(f => f.checkVisibility());
  return frame.map(f => [f.querySelector('svg').innerHTML,
    f.querySelector('.bpcourse-words').textContent]);
}"""

OUTSIDE = "() => fetch('https://www.w3.org').then(() => 'open', () => 'blocked')"


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """The page that `jupyter nbconvert --to … --execute` makes of all these explorers."""
    from traitlets.config import Config

    from bpcourse.publish.html import LivePage

    cells = [
        nbformat.v4.new_code_cell(
            f"from bpcourse.course.{k} import explorer; explorer.{call}"
        )
        for k, call in {**STEPPED, **ASKING}.items()
    ]
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=spec)
    execute = {"enabled": True, "timeout": 300}  # what --execute sets
    page, _ = LivePage(Config(ExecutePreprocessor=execute)).from_notebook_node(notebook)
    path = tmp_path_factory.mktemp("html") / "page.html"
    path.write_text(page, encoding="utf-8")
    return path


@pytest.mark.slow
def test_each_explorer_stands_in_the_page_alive_or_as_a_picture(file):
    page = file.read_text("utf-8")
    assert page.count('class="live"') == len(STEPPED)
    assert page.count('<img alt="') == len(ASKING)
    assert "widget-view+json" not in page  # asks for a library on the network


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(bool(driver.missing()), reason=driver.missing())
def test_the_page_steps_by_keyboard_with_the_network_blocked(file):
    with driver.browser() as new_page:
        page = new_page()
        page.goto(file.as_uri(), wait_until="domcontentloaded")
        assert page.evaluate(OUTSIDE) == "blocked"
        lives = page.locator(".live").all()
        assert len(lives) == len(STEPPED)
        for live in lives:
            steps_through(live)
        image = page.locator('img[alt*="slope"]')
        assert image.evaluate("image => image.complete && image.naturalWidth > 99")
        ours = [e for e in page.errors if not e.startswith("console: Failed to load")]
        assert [e for e in ours if "http" not in e] == []


def steps_through(live) -> None:
    """From the first frame to the last by keys, each with its own picture and words."""
    slider = live.locator("input[type=range]")
    slider.press("Home")
    seen = live.evaluate(SHOWN)
    for _ in range(int(slider.get_attribute("max"))):
        slider.press("ArrowRight")
        seen += live.evaluate(SHOWN)
    assert len(seen) == int(slider.get_attribute("max")) + 1  # one frame at a time
    assert len({picture for picture, _ in seen}) == len(seen)
    assert len({words for _, words in seen}) == len(seen)
    slider.press("Home")
    live.locator(".play").press("Enter")
    live.page.wait_for_function("s => s.value > 0", arg=slider.element_handle())
    live.locator(".play").press("Enter")
