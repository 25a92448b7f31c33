"""What every explorer is made of: controls, a picture that follows, a line of words.

A lesson's explorer is a function that returns one of two things. Where the kernel
computes each picture, an `Explorer`:

    def tangent(x: float = 1.0) -> Explorer:
        return Explorer(
            controls={"x": slider("x", x, -6, 6, 0.1)},
            draw=figures.tangent,  # draw(x=…) gives a `Picture`: drawing and words
            size=(760, 330),       # of the picture in pixels, always the same
        )

`draw` is a pure function of the figures module, called with the values of the controls by
name, once for each move.
Where something steps (a pass through a network, a training history), `Frames`: all
pictures are made at once and change in the browser, without a kernel too:

    def flow() -> Frames:
        return Frames([picture, …], size=(760, 400), label="step")

`Frames` also takes a function that makes the list, and `controls` that call it again.
Where it gives a `Film`, the picture that is shown is drawn first, and the others while the
kernel is idle:

    Frames(lambda mistake: figures.flow(mistake), (760, 400),
           controls={"mistake": choice("break it", named(MISTAKES), "none")})

The words stand under the picture, screen readers announce them, and text-only readers
get them alone. Where widgets or the kernel are missing, the picture stands there as an
image with alt text. Tests drive `controls`, and read `svg`, `words` and `text`.

JupyterLab sends a control's first value to the kernel's main thread, and those after it to
another thread (a subshell), so that a moved control doesn't wait for a busy cell. Whatever
follows a control therefore holds the explorer's `lock`.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

import ipywidgets as widgets

from bpcourse.drawing import Picture

from . import parts
from .parts import choice, named, slider, switch, whole_slider
from .shown import Shown

__all__ = ["Explorer", "Frames", "choice", "named", "slider", "switch", "whole_slider"]


class _Drawn(Shown):
    """Controls, a picture and its words."""

    controls: dict[str, widgets.Widget]
    text: widgets.HTML
    shown: Picture

    @property
    def svg(self) -> str:
        """The picture's SVG text."""
        return self.shown.svg or ""

    @property
    def words(self) -> str:  # type: ignore[override]
        """What the picture shows."""
        return self.shown.alt

    @property
    def values(self) -> dict[str, Any]:
        """The controls' values by name, without the rounding of their steps."""
        return {k: parts.clean(control.value) for k, control in self.controls.items()}

    @property
    def still(self) -> str:
        return f"{self.shown.html}<p>{escape(self.words)}</p>"


class Explorer(_Drawn):
    """Controls by name, the picture they move, and its words.

    controls: widgets with a `value`, by the names that draw and describe take.
    draw: values → Picture.
    size: width and height of the picture in pixels.
    """

    def __init__(
        self,
        controls: Mapping[str, widgets.Widget],
        draw: Callable[..., Picture],
        size: tuple[int, int],
    ) -> None:
        self.controls, self.size = dict(controls), size
        self.lock = threading.RLock()
        self.draw = draw
        self.picture = widgets.HTML(layout=parts.box(size[0]))
        self.text = widgets.HTML(layout=parts.box(size[0]))
        for control in self.controls.values():
            control.observe(self.follow, names="value")
        self.follow()
        panel = parts.panel(self.controls.values(), size[0])
        self.widget = parts.column([panel, self.picture, self.text], kernel=True)

    def follow(self, _change: Any = None) -> None:
        """Draw and describe the controls' values as they are now."""
        with self.lock:
            self.shown = self.draw(**self.values)
            self.picture.value = parts.drawn(self.shown, self.size[0])
            self.text.value = parts.spoken(self.words)


class Frames(_Drawn):
    """Ready pictures, stepped by a slider and a play button in the browser alone.

    frames: a list of pictures, or a function from the controls' values to one.
    start: the frame shown first, and in the static picture.
    ahead: work in small pieces, done while the kernel is idle.
    """

    def __init__(
        self,
        frames: Sequence[Picture] | Callable[..., Sequence[Picture]],
        size: tuple[int, int],
        label: str = "step",
        controls: Mapping[str, widgets.Widget] | None = None,
        start: int = 0,
        interval: int = 900,
        ahead: Iterable[Any] = (),
    ) -> None:
        self._more = dict(controls or {})
        self.lock = threading.RLock()
        self._make = frames if callable(frames) else (lambda **_: frames)
        self.size, self._layout = size, parts.box(size[0])
        self._rest, self._ahead = _Idle(self.lock), _Idle(threading.RLock())
        self._places: list[widgets.HTML] = []
        self.frames = self._make(**self._chosen)
        self._stepped(label, start, interval)
        for step in range(len(self.frames)):
            self._fill(step)
        for control in self._more.values():
            control.observe(self._remake, names="value")
        self.controls = {**self._more, "step": self.slider}
        self.widget = self._arranged()
        self._ahead.start(iter(ahead), or_now=False)

    def _stepped(self, label: str, start: int, interval: int) -> None:
        """The slider and the play button, linked to the frames in the browser."""
        last = len(self.frames) - 1
        self.slider = whole_slider(label, start, 0, last)
        self.slider.layout = widgets.Layout(flex="1 1 280px", max_width="520px")
        self.play = widgets.Play(
            value=start, min=0, max=last, interval=interval, show_repeat=False
        )
        self.stack = widgets.Stack(
            self._room(last + 1), selected_index=start, layout=self._layout
        )
        self._links = [
            widgets.jslink((self.play, "value"), (self.slider, "value")),
            widgets.jslink((self.slider, "value"), (self.stack, "selected_index")),
        ]

    def _arranged(self) -> widgets.Widget:
        """Controls, the step, and below them the frame."""
        row = parts.box(self.size[0])
        row.flex_flow = "row wrap"
        steps = widgets.HBox([self.play, self.slider], layout=row)
        panel = [parts.panel(self._more.values(), self.size[0])] if self._more else []
        return parts.column([*panel, steps, self.stack])

    @property
    def shown(self) -> Picture:  # type: ignore[override]
        """The picture of this step."""
        return self.frames[self.slider.value]

    @property
    def text(self) -> widgets.HTML:  # type: ignore[override]
        """The widget that holds the words of this step, below its picture."""
        return self.stack.children[self.slider.value]

    @property
    def _chosen(self) -> dict[str, Any]:
        return {k: parts.clean(control.value) for k, control in self._more.items()}

    def _room(self, count: int) -> list[widgets.HTML]:
        """Places for so many frames; those that were made once are used again."""
        while len(self._places) < count:
            self._places.append(widgets.HTML(layout=self._layout))
        return self._places[:count]

    def _fill(self, step: int) -> None:
        with self.lock:
            shown = self.frames[step]
            picture = parts.drawn(shown, self.size[0])
            self._places[step].value = picture + parts.spoken(shown.alt)

    def _remake(self, _change: Any = None) -> None:
        """The frame that is shown at once, and the others after it."""
        with self.lock:
            self.frames = self._make(**self._chosen)
            count = len(self.frames)
            step = min(self.slider.value, count - 1)
            places = self._room(count)
            self._fill(step)
            if count != len(self.stack.children):
                self._resize(places, step)
            others = sorted(set(range(count)) - {step}, key=lambda k: abs(k - step))
            self._rest.start(map(self._fill, others))

    def _resize(self, places: list[widgets.HTML], step: int) -> None:
        self.slider.value = step  # an index must never point past the children
        with self.stack.hold_sync():
            self.stack.selected_index = step
            self.stack.children = places
        self.slider.max = self.play.max = len(places) - 1


class _Idle:
    """Does work in small pieces while the kernel waits for messages."""

    def __init__(self, lock: threading.RLock) -> None:
        self._task: asyncio.Task[None] | None = None
        self._lock, self._turn = lock, 0

    def start(self, work: Iterator[Any], or_now: bool = True) -> None:
        """Begin, and leave undone what is under way.

        Where no event loop runs, do all of it now, or nothing.
        """
        with self._lock:
            self._turn += 1
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            for _ in work if or_now else ():
                pass
        else:
            self._task = loop.create_task(self._slowly(work, self._turn))

    async def _slowly(self, work: Iterator[Any], turn: int) -> None:
        while self._piece(work, turn):
            await asyncio.sleep(0.002)  # messages come first

    def _piece(self, work: Iterator[Any], turn: int) -> bool:
        """Do the next piece, unless other work has begun; False where there is none."""
        with self._lock:
            return turn == self._turn and next(work, self) is not self
