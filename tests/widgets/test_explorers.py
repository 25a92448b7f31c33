"""Every explorer of every lesson: each control over its range, warnings as errors."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import itertools
import re
import threading
from html import escape
from xml.etree import ElementTree

import ipywidgets as widgets
import numpy as np
import pytest
from rotation import WHOLE, sweep

from bpcourse.course import all_lessons
from bpcourse.course.lesson_01 import explorer as lesson_01
from bpcourse.course.lesson_07 import explorer as lesson_07
from bpcourse.drawing import Picture, svg
from bpcourse.drawing.picture import card
from bpcourse.widgets import parts
from bpcourse.widgets.explorer import Explorer, Frames, choice, slider
from bpcourse.widgets.shown import STILL, STYLE, VIEW

pytestmark = pytest.mark.filterwarnings("error")

NAMES = [f"lesson_{number}" for number in all_lessons()]
SMALLEST_LETTERS = 12


def explorers():
    """Every function of a lesson's module that gives an explorer without arguments."""
    for name in NAMES:
        module = importlib.import_module(f"bpcourse.course.{name}.explorer")
        for key, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not key.startswith("_"):
                yield pytest.param(function, id=f"{name}.{key}")


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
        for control, value in zip(lists.values(), chosen, strict=True):
            control.value = value
        for name, control in rest.items():
            if not control.disabled:
                see_over_range(explorer, control, pictures[name], words[name])
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


def frames(count: int):
    return [
        card(300, 100, [svg.text(9, 50, f"step {k}")], f"step {k}")
        for k in range(count)
    ]


def test_frames_show_the_step_of_their_slider_and_link_it_in_the_browser():
    explorer = Frames(frames(4), (300, 100), start=2)
    assert explorer.words == "step 2" and explorer.stack.selected_index == 2
    explorer.slider.value = 3
    assert explorer.words == "step 3" and "step 3" in explorer.text.value
    linked = {(one.source[0], one.target[0]) for one in explorer._links}
    assert linked == {
        (explorer.play, explorer.slider),
        (explorer.slider, explorer.stack),
    }


@pytest.mark.parametrize("counts", [(5, 2), (2, 5), (3, 3)])
def test_frames_are_made_anew_when_a_control_asks_for_more_or_fewer(counts):
    count = choice("count", counts, counts[0])
    explorer = Frames(
        lambda count: frames(count), (300, 100), controls={"count": count}, start=1
    )
    explorer.slider.value = counts[0] - 1
    count.value = counts[1]
    assert len(explorer.stack.children) == len(explorer.frames) == counts[1]
    assert explorer.slider.max == explorer.play.max == counts[1] - 1
    assert explorer.slider.value <= counts[1] - 1
    assert explorer.words in explorer.text.value


def test_a_move_draws_once_and_the_words_come_with_the_picture():
    drawn = []

    def draw(x: float):
        drawn.append(x)
        return card(300, 100, [], f"<x> is {x}")

    explorer = Explorer({"x": slider("x", 0, 0, 1, 0.5)}, draw, (300, 100))
    assert drawn == [0.0] and explorer.words == "<x> is 0.0"
    explorer.controls["x"].value = 0.5
    assert drawn == [0.0, 0.5] and "&lt;x&gt; is 0.5" in explorer.text.value


# a control's first value comes to the kernel's main thread, the others to another


def test_the_last_value_is_shown_though_an_earlier_one_took_longer():
    drawing, go_on = threading.Event(), threading.Event()

    def draw(x: float) -> str:
        if x == 1:
            drawing.set()
            go_on.wait(300)
        return card(300, 100, [svg.text(9, 50, f"x {x}")], f"x {x}")

    control = slider("x", 0, 0, 5, 1)
    explorer = Explorer({"x": control}, draw, (300, 100))
    early = threading.Thread(target=setattr, args=(control, "value", 1))
    late = threading.Thread(target=setattr, args=(control, "value", 2))
    early.start()
    assert drawing.wait(300)
    late.start()
    late.join(0.2)  # without a lock it is through by now
    go_on.set()
    early.join()
    late.join()
    assert explorer.words == "x 2.0" and "x 2.0" in explorer.text.value
    assert "x 2.0" in explorer.svg and "x 2.0" in explorer.picture.value


def test_training_stops_though_an_epoch_is_under_way_in_another_thread(monkeypatch):
    training, go_on = threading.Event(), threading.Event()
    train_on = lesson_07.figures.train_on

    def slowly(*arguments) -> None:
        training.set()
        go_on.wait(300)
        train_on(*arguments)

    monkeypatch.setattr(lesson_07.figures, "train_on", slowly)
    explorer = lesson_07.live()
    on = explorer.controls["on"]

    async def train() -> None:
        on.value = True
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(others, timeout=300)

    first = threading.Thread(target=asyncio.run, args=(train(),))
    second = threading.Thread(target=setattr, args=(on, "value", False))
    first.start()
    assert training.wait(300)
    second.start()
    second.join(0.2)
    go_on.set()
    second.join()
    stopped = explorer.words
    first.join()
    assert "epoch 1" in stopped and stopped.startswith("Stopped. ")
    assert explorer.words == stopped in explorer.text.value.replace("&#x27;", "'")


def test_frames_of_an_earlier_choice_fill_no_place_of_a_later_one():
    count = choice("count", (6, 3), 3)

    def made(count: int):
        return [
            Picture(f"<svg>{k} of {count}</svg>", f"{k} of {count}")
            for k in range(count)
        ]

    explorer = Frames(made, (300, 100), controls={"count": count})

    async def choose() -> None:
        count.value = 6
        await asyncio.sleep(0)  # one frame of the six at most
        count.value = 3
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(others, timeout=300)

    asyncio.run(choose())
    shown = [
        re.findall(r"\d of \d", place.value)[0] for place in explorer.stack.children
    ]
    assert shown == ["0 of 3", "1 of 3", "2 of 3"]


def has_options(control) -> bool:
    return hasattr(control, "options")


def values_of(control, most: int) -> list:
    """The values of a control: all of its options, or its range with both ends."""
    if has_options(control):
        options = [o[1] if isinstance(o, tuple) else o for o in control.options]
        return options
    if isinstance(control.value, bool):
        return [True, False]
    steps = max(1, round((control.max - control.min) / control.step))
    marks = np.unique(np.linspace(0, steps, min(most, steps + 1)).round())
    kind = type(control.value)
    return [kind(min(control.max, control.min + control.step * k)) for k in marks]


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
