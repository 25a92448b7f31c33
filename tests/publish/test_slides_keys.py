"""Slides in Chromium: what the keys do, in a light and in a dark room, and the speaker's window."""

from __future__ import annotations

import io
import re
from copy import deepcopy

import chromium
import nbformat
import pytest
from contrasts import CONTRASTS
from places import ROOT

from bpcourse.publish import live
from bpcourse.publish.notebooks.execute import execute_notebook
from bpcourse.publish.slides import command as slides

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(bool(chromium.missing()), reason=chromium.missing()),
]


@pytest.fixture(scope="module")
def run():
    """Lesson 00, run: the shortest with an explorer that steps."""
    lesson = slides.find_notebook("00", ROOT)
    return execute_notebook(nbformat.read(lesson, as_version=4), lesson)


@pytest.fixture(scope="module")
def stepping(run, tmp_path_factory):
    """Its slides."""
    page = tmp_path_factory.mktemp("run") / "00.html"
    page.write_text(slides.page_of(live.enliven(deepcopy(run))), encoding="utf-8")
    return page


def test_a_slide_is_read_in_a_light_and_in_a_dark_room(decks, opened):
    page = opened(decks("02"))
    grounds = set()
    for _ in ("light", "dark"):
        found = page.evaluate(
            f"""() => Reveal.getSlides().map(slide => {{
              const {{ h, v }} = Reveal.getIndices(slide);
              Reveal.slide(h, v, 99);
              return ({CONTRASTS})();
            }})"""
        )
        assert [low for count, low in found if low or not count] == []
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        page.keyboard.press("d")
    assert len(grounds) == 2


def brightness(page):
    """The mean of the window's pixels, 0 to 255."""
    from PIL import Image

    shot = Image.open(io.BytesIO(page.screenshot())).convert("L").resize((64, 36))
    return sum(shot.tobytes()) / (64 * 36)


def test_a_dark_room_has_dark_pictures_and_explorers(decks, stepping, opened):
    for file, what in ((decks("02"), ".picture"), (stepping, ".live")):
        page = opened(file, "?dark")
        go_to(page, what)
        assert brightness(page) < 60


def go_to(page, selector):
    page.evaluate(
        "what => { const i = Reveal.getIndices(document.querySelector(what)"
        ".closest('section')); Reveal.slide(i.h, i.v) }",
        selector,
    )


def test_the_next_key_marks_the_answer_and_the_handout_keeps_it_back(decks, opened):
    page = opened(decks("00"))
    go_to(page, "section.again")
    answer = page.locator("section.present:not(.stack) .answer")
    assert not answer.is_visible()
    page.keyboard.press("PageDown")
    assert answer.is_visible()
    assert answer.inner_text() == "3"
    page = opened(decks("00"), "?handout")
    page.wait_for_function("document.documentElement.classList.contains('handout')")
    page.emulate_media(media="print")
    assert page.locator(".number:visible, .again:visible").count() == 0
    weights = "els => new Set(els.map(e => getComputedStyle(e).fontWeight)).size"
    assert page.locator(".prompt ~ .list li").evaluate_all(weights) == 1
    margins = "els => els.map(e => e.offsetLeft).filter(x => x < 40)"
    assert page.locator("h2").evaluate_all(margins) == []


def test_a_prediction_is_left_open_until_a_asks_for_its_answer(decks, opened):
    page = opened(decks("00"))
    go_to(page, "section.prediction")
    first, answer = (
        page.evaluate("Reveal.getIndices().h"),
        page.locator(".present .answer"),
    )
    assert not answer.is_visible()
    page.keyboard.press("a")
    assert answer.is_visible()
    page.keyboard.press("a")
    assert not answer.is_visible()
    page.keyboard.press("Space")
    assert page.evaluate("Reveal.getIndices().h") == first + 1


def test_an_explorer_steps_by_every_key_and_the_slides_go_on_behind_it(
    stepping, opened
):
    page = opened(stepping)
    go_to(page, ".live")
    at = page.evaluate("Reveal.getIndices().h")
    slider = page.locator(".present .live input")
    shown = page.locator(".present .live .frame:visible")
    seen = [shown.inner_text()]
    for key in ("PageDown", "Space", "n", "ArrowRight"):
        page.keyboard.press(key)
        seen.append(shown.inner_text())
    assert len(set(seen)) == 5
    assert slider.input_value() == "4"
    slider.click(position={"x": 3, "y": 10})
    assert slider.input_value() == "0"
    page.keyboard.press("PageDown")
    assert slider.input_value() == "1"
    for key in ("PageUp", "ArrowDown"):
        page.keyboard.press(key)
    assert page.evaluate("Reveal.getIndices().h") == at
    for _ in range(8):
        page.keyboard.press("PageDown")
    assert page.evaluate("Reveal.getIndices().h") == at + 1
    go_to(page, ".live")
    slider.focus()  # by Tab
    page.keyboard.press("ArrowLeft")
    assert slider.input_value() == "6"
    page.locator(".present .live .play").click()
    page.wait_for_function("document.querySelector('.present .live input').value == 7")
    page.keyboard.press("Escape")
    assert page.locator("dialog.contents").is_visible()


def test_an_explorers_picture_takes_the_room_above_its_words(stepping, opened):
    page = opened(stepping)
    go_to(page, ".live")
    frame = page.locator(".present .live .frame:visible")
    words = frame.locator(".bpcourse-words").bounding_box()
    picture = frame.locator("svg").first.bounding_box()
    assert picture["height"] > 0.75 * frame.bounding_box()["height"]
    assert picture["y"] + picture["height"] <= words["y"] + 1
    kicker = page.locator(".present:has(> .page .live) .kicker span").first
    kicker.evaluate("span => { span.textContent = 'Build'; }")
    assert not kicker.is_visible()  # its place is taken by the words


def test_escape_lists_all_slides_by_their_number(decks, opened):
    page = opened(decks("05"))
    page.keyboard.press("Escape")
    entries = page.locator("dialog.contents a")
    columns = page.evaluate("Reveal.getHorizontalSlides().length")
    assert entries.count() == columns
    assert entries.nth(6).inner_text().split() == [
        "7",
        "Forward,",
        "and",
        "keep",
        "everything",
    ]
    boxes = entries.evaluate_all("es => es.map(e => e.getBoundingClientRect().bottom)")
    assert max(boxes) <= chromium.WINDOW["height"]
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    page.wait_for_function("Reveal.getIndices().h == 2")
    assert not page.locator("dialog.contents").is_visible()
    page.keyboard.press("Shift+Slash")
    head = page.locator(".r-overlay-help th").first
    assert head.evaluate("e => getComputedStyle(e).color") == "rgb(255, 255, 255)"
    page.keyboard.press("Escape")
    assert head.count() == 0
    page.keyboard.press("g")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    page.wait_for_function("Reveal.getIndices().h == 6")
    assert page.locator(".slide-number").inner_text().split()[0] == "7"


def test_the_speaker_sees_the_notes_and_they_follow(decks, opened):
    page = opened(decks("05"))
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    said = "document.querySelector('.speaker-controls-notes .value').innerText"
    page.evaluate("Reveal.slide(6)")
    popup.value.wait_for_function(f"{said}.includes('5–11 min')")
    first = popup.value.evaluate(said)
    page.keyboard.press("ArrowRight")
    popup.value.wait_for_function(f"t => {said} !== t", arg=first)


def test_whatever_steps_by_links_alone_steps_on_a_slide(run, stepping):
    """The run says what steps: each Stack whose index a slider is linked to."""
    stored = run.metadata.get("widgets", {}).get(live.STATE, {}).get("state", {})
    kinds = [m["model_name"] for m in stored.values()]
    assert kinds.count("PlayModel") == 1
    html = stepping.read_text("utf-8")
    assert len(re.findall(r'<div class="live"', html)) == 1
    stacks = [m["state"] for m in stored.values() if m["model_name"] == "StackModel"]
    assert html.count('<div class="frame"') == max(len(s["children"]) for s in stacks)
