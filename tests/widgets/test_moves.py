"""A move of a control: what is drawn anew, in which order, from which thread."""

from __future__ import annotations

import asyncio
import re
import threading

import pytest

from bpcourse.course.lesson_07 import explorer as lesson_07
from bpcourse.drawing import Picture, svg
from bpcourse.drawing.picture import card
from bpcourse.widgets.explorer import Explorer, Frames, choice, slider

pytestmark = pytest.mark.filterwarnings("error")


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
