"""Every explorer of every lesson: each control over its range, warnings as errors."""

from __future__ import annotations

import itertools
import re
from html import escape
from xml.etree import ElementTree

import ipywidgets as widgets
import pytest
from explorers import explorers, has_options, values_of
from rotation import WHOLE, sweep

from bpcourse.course.lesson_01 import explorer as lesson_01
from bpcourse.drawing.picture import card
from bpcourse.widgets import parts
from bpcourse.widgets.shown import STILL, STYLE, VIEW

pytestmark = pytest.mark.filterwarnings("error")
SMALLEST_LETTERS = 12


@sweep
@pytest.mark.parametrize("make", list(explorers()))
def test_every_control_over_its_range_gives_a_sound_picture_and_words(make):
    explorer = make()
    size = measure(explorer.svg)
    for name, control in explorer.controls.items():
        start = control.value
        for value in values_of(control, 41 if WHOLE else 15):
            control.value = value
            assert measure(explorer.svg) == size, f"{name} = {value}: size changed"
            assert_sound(explorer)
        control.value = start


@pytest.mark.parametrize("make", list(explorers()))
def test_every_control_changes_the_picture_and_the_words(make):
    explorer = make()
    lists = {n: c for n, c in explorer.controls.items() if has_options(c)}
    rest = {n: c for n, c in explorer.controls.items() if n not in lists}
    pictures, words = {n: set() for n in rest}, {n: set() for n in rest}
    for chosen in itertools.product(*(values_of(c, 9) for c in lists.values())):
        still = [n for n in rest if min(len(pictures[n]), len(words[n])) < 2]
        if not still:
            break
        for control, value in zip(lists.values(), chosen, strict=True):
            control.value = value
        for name in still:
            if not rest[name].disabled:
                see_over_range(explorer, rest[name], pictures[name], words[name])
    for name in rest:
        assert len(pictures[name]) > 1, f"{name} never changes the picture"
        assert len(words[name]) > 1, f"{name} never changes the words"


@pytest.mark.parametrize("make", list(explorers()))
def test_every_control_has_a_label_and_the_order_of_reading_is_kept(make):
    explorer = make()
    for name, control in explorer.controls.items():
        assert control.description.strip(), f"{name} has no label"
    assert isinstance(explorer.text, widgets.HTML)
    assert 'role="status"' in explorer.text.value
    assert 'aria-live="polite"' in explorer.text.value


@pytest.mark.parametrize("make", list(explorers()))
def test_without_widgets_the_picture_stands_there_with_its_words(make, monkeypatch):
    explorer = make()
    still, live = shown_by(explorer, monkeypatch)
    assert still["text/plain"] == explorer.words == repr(explorer)
    html = still["text/html"].removeprefix(STYLE)
    assert html.startswith(f'<div class="{STILL}"><img alt="{escape(explorer.words)}"')
    assert "<svg" not in html and "data:image/" in html
    assert set(live) == {VIEW} and live[VIEW]["model_id"] == explorer.widget.model_id


def shown_by(explorer, monkeypatch) -> list[dict]:
    """The two outputs of a cell that shows it."""
    found: list[dict] = []
    monkeypatch.setattr("IPython.display.display", lambda data, **_: found.append(data))
    explorer._ipython_display_()
    return found


def test_lesson_01_opens_the_controls_that_its_activation_has():
    explorer = lesson_01.tangent()
    opened = {}
    for _, name in explorer.controls["activation"].options:
        explorer.controls["activation"].value = name
        opened[name] = [k for k in "pAB" if not explorer.controls[k].disabled]
    assert opened.pop("leaky_relu") == ["p"]
    assert opened.pop("scaled_sigmoid") == ["A", "B"]
    assert all(keys == [] for keys in opened.values())


def test_lesson_01_can_stand_exactly_on_the_corner_by_steps_of_the_slider():
    explorer = lesson_01.tangent("relu", x=1.0)
    control = explorer.controls["x"]
    for _ in range(10):
        control.value -= control.step  # as the arrow key does, with its rounding
    assert "corner" in explorer.words


def test_scaled_sigmoid_shows_what_A_and_B_do():
    explorer = lesson_01.tangent("scaled_sigmoid", x=0.0)
    slopes = {}
    for A, B in ((1, 1), (2, 1), (1, 2), (3, 0.5)):
        explorer.controls["A"].value, explorer.controls["B"].value = A, B
        slopes[A, B] = float(re.search(r"slope (\d+\.\d+)", explorer.words)[1])
    assert slopes == {k: pytest.approx(k[0] / (4 * k[1])) for k in slopes}


def see_over_range(explorer, control, pictures: set, words: set) -> None:
    start = control.value
    for value in values_of(control, 9):
        control.value = value
        pictures.add(explorer.svg)
        words.add(explorer.words)
    control.value = start


def measure(picture: str | bytes) -> tuple[str, str] | None:
    """Width and height of an SVG picture."""
    if isinstance(picture, bytes):
        return None
    root = ElementTree.fromstring(picture)
    return root.get("width"), root.get("height")


def assert_sound(explorer) -> None:
    """Words without nan; numbers that are numbers; letters that are readable and inside."""
    assert len(explorer.words) > 10
    assert escape(explorer.words) in explorer.text.value
    if isinstance(explorer.svg, bytes):
        return
    assert not re.search(r'"[^"]*\b(nan|inf)\b[^"]*"', explorer.svg.split(">", 1)[1])
    root = ElementTree.fromstring(explorer.svg)
    width, height = (float(root.get(key)) for key in ("width", "height"))
    for item in root.iter("{http://www.w3.org/2000/svg}text"):
        assert float(item.get("font-size")) >= SMALLEST_LETTERS
        left, right = extent(item)
        inside = left >= -1 and right <= width + 1
        inside &= 0 <= float(item.get("y")) <= height
        assert inside, f"cut off: {''.join(item.itertext())!r}"


def extent(item) -> tuple[float, float]:
    """About where words begin and end, at half their size a letter."""
    x, size = float(item.get("x")), float(item.get("font-size"))
    length = 0.5 * size * len("".join(item.itertext()))
    share = {"middle": 0.5, "end": 1.0}.get(item.get("text-anchor", "start"), 0.0)
    return x - share * length, x + (1 - share) * length


def test_a_wide_picture_scrolls_where_it_would_be_too_small_to_read():
    shown = card(700, 100, [], "a line")
    assert parts.drawn(shown, 700).startswith('<div class="bpcourse-wide"><svg')
    assert parts.drawn(shown, 500).startswith("<svg")
