"""What every explorer is made of: controls, a picture that follows, a line of words.

A lesson's explorer is a function that returns one of two things. Where the kernel
computes each picture, an `Explorer`:

    def tangent(x: float = 1.0) -> Explorer:
        return Explorer(
            controls={"x": slider("x", x, -6, 6, 0.1)},
            draw=figures.tangent_svg,        # draw(x=…) gives the SVG text
            describe=figures.tangent_words,  # describe(x=…) gives one or two sentences
            size=(760, 330),                 # of the picture in pixels, always the same
        )

`draw` and `describe` are pure functions of the figures module, called with the values
of the controls by name. `draw` may return the bytes of a PNG (`Moving(…).png()`).
Where something steps (a pass through a network, a training history), `Frames`: all
pictures are made at once and change in the browser, without a kernel too:

    def flow() -> Frames:
        return Frames([(svg_text, words), …], size=(760, 400), label="step")

`Frames` also takes a function that makes the list, and `controls` that call it again:

    Frames(lambda mistake: figures.flow(mistake), (760, 400),
           controls={"mistake": choice("break it", MISTAKES, "none")})

The words stand under the picture, screen readers announce them, and text-only readers
get them alone. Where widgets or the kernel are missing, the picture stands there as an
image with alt text. Tests drive `controls`, and read `svg`, `words` and `text`.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any

import ipywidgets as widgets

from bpcourse.figures import Picture

Frame = tuple[str, str]
WORDS_HEIGHT = 48  # two lines, so that nothing below jumps


class _Shown:
    """What a notebook shows: the widget, or its picture as it stands, or its words."""

    widget: widgets.Widget
    controls: dict[str, widgets.Widget]
    text: widgets.HTML
    svg: str | bytes
    words: str

    @property
    def values(self) -> dict[str, Any]:
        """The controls' values by name, without what sliders add by rounding."""
        return {name: _clean(c.value) for name, c in self.controls.items()}

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        bundle = self.widget._repr_mimebundle_() or {}
        still = f"{_still(self.svg, self.words)}<p>{escape(self.words)}</p>"
        return {**bundle, "text/plain": self.words, "text/html": still}

    def __repr__(self) -> str:
        return self.words


class Explorer(_Shown):
    """Controls by name, the picture they move, and its words.

    controls: widgets with a `value`, by the names that draw and describe take.
    draw: values → SVG text or PNG bytes. describe: values → words.
    size: width and height of the picture in pixels.
    """

    def __init__(
        self,
        controls: Mapping[str, widgets.Widget],
        draw: Callable[..., str | bytes],
        describe: Callable[..., str],
        size: tuple[int, int],
    ) -> None:
        self.controls, self.size = dict(controls), size
        self.draw, self.describe = draw, describe
        self.picture = widgets.HTML(layout=_box(*size))
        self.text = widgets.HTML(layout=_box(size[0], WORDS_HEIGHT))
        for control in self.controls.values():
            control.observe(self._follow, names="value")
        self._follow()
        panel = _panel(self.controls.values(), size[0])
        self.widget = _column([panel, self.picture, self.text])

    def _follow(self, _change: Any = None) -> None:
        self.svg, self.words = self.draw(**self.values), self.describe(**self.values)
        self.picture.value = _drawn(self.svg, self.words)
        self.text.value = _spoken(self.words)


class Frames(_Shown):
    """Ready pictures, stepped by a slider and a play button in the browser alone.

    frames: a list of (SVG text, words), or a function from the controls' values to one.
    start: the frame shown first, and in the static picture.
    """

    def __init__(
        self,
        frames: Sequence[Frame] | Callable[..., Sequence[Frame]],
        size: tuple[int, int],
        label: str = "step",
        controls: Mapping[str, widgets.Widget] | None = None,
        start: int = 0,
        interval: int = 900,
    ) -> None:
        self._more = dict(controls or {})
        self._make = frames if callable(frames) else (lambda **_: frames)
        self._layout = _box(size[0], size[1] + WORDS_HEIGHT)
        self.frames = list(self._make(**self._chosen))
        last = len(self.frames) - 1
        self.slider = whole_slider(label, start, 0, last)
        self.play = widgets.Play(
            value=start, min=0, max=last, interval=interval, show_repeat=False
        )
        self.stack = widgets.Stack(self._children(), selected_index=start)
        self._links = [
            widgets.jslink((self.play, "value"), (self.slider, "value")),
            widgets.jslink((self.slider, "value"), (self.stack, "selected_index")),
        ]
        for control in self._more.values():
            control.observe(self._remake, names="value")
        self.controls = {**self._more, "step": self.slider}
        self.slider.layout = widgets.Layout(flex="1 1 auto", max_width="520px")
        row = widgets.Layout(width=f"{size[0]}px")
        steps = widgets.HBox([self.play, self.slider], layout=row)
        panel = _panel(self._more.values(), size[0])
        self.widget = _column([*([panel] if self._more else []), steps, self.stack])

    @property
    def svg(self) -> str:  # type: ignore[override]
        """The picture of this step."""
        return self.frames[self.slider.value][0]

    @property
    def words(self) -> str:  # type: ignore[override]
        """The words of this step."""
        return self.frames[self.slider.value][1]

    @property
    def text(self) -> widgets.HTML:  # type: ignore[override]
        """The widget that holds the words of this step, below its picture."""
        return self.stack.children[self.slider.value]

    @property
    def _chosen(self) -> dict[str, Any]:
        return {name: control.value for name, control in self._more.items()}

    def _children(self) -> list[widgets.HTML]:
        shown = [_drawn(*frame) + _spoken(frame[1]) for frame in self.frames]
        return [widgets.HTML(value, layout=self._layout) for value in shown]

    def _remake(self, _change: Any = None) -> None:
        self.frames = list(self._make(**self._chosen))
        if len(self.frames) == len(self.stack.children):
            for child, frame in zip(self.stack.children, self.frames, strict=True):
                child.value = _drawn(*frame) + _spoken(frame[1])
            return
        step = min(self.slider.value, len(self.frames) - 1)
        self.stack.selected_index = None  # an index must never point past the children
        self.stack.children = self._children()
        self.slider.max = self.play.max = len(self.frames) - 1
        self.slider.value = self.stack.selected_index = step


def _clean(value: Any) -> Any:
    """Sliders step to 0.30000000000000004, and to −4e-16 in the place of 0."""
    return round(value, 12) + 0.0 if isinstance(value, float) else value


def slider(
    words: str, value: float, low: float, high: float, step: float, digits: int = 2
) -> widgets.FloatSlider:
    """A labelled slider, driven by mouse or arrow keys."""
    return widgets.FloatSlider(
        value=value,
        min=low,
        max=high,
        step=step,
        readout_format=f".{digits}f",
        **_labelled(words),
    )


def whole_slider(words: str, value: int, low: int, high: int) -> widgets.IntSlider:
    """A labelled slider over whole numbers."""
    return widgets.IntSlider(value=value, min=low, max=high, **_labelled(words))


def choice(words: str, options: Iterable[Any], value: Any) -> widgets.Dropdown:
    """A labelled choice; options as Dropdown takes them: values, or (words, value)."""
    return widgets.Dropdown(options=list(options), value=value, **_labelled(words))


def switch(words: str, value: bool = False) -> widgets.Checkbox:
    """A labelled tick box."""
    return widgets.Checkbox(value=value, indent=False, **_labelled(words))


def _labelled(words: str) -> dict[str, Any]:
    layout = widgets.Layout(width="auto", min_width="0")
    return {
        "description": words,
        "layout": layout,
        "style": {"description_width": "130px"},
    }


def _box(width: int, height: int) -> widgets.Layout:
    """A place that keeps its size, whatever stands in it."""
    return widgets.Layout(
        width=f"{width}px",
        height=f"{height}px",
        min_height=f"{height}px",
        margin="0",
        overflow="hidden",
    )


def _panel(controls: Iterable[widgets.Widget], width: int) -> widgets.Widget:
    """The controls in two columns above the picture."""
    columns = f"repeat(2, {width // 2 - 8}px)"
    layout = widgets.Layout(
        width=f"{width}px", grid_template_columns=columns, grid_gap="0 16px"
    )
    return widgets.GridBox(list(controls), layout=layout)


def _column(parts: Sequence[widgets.Widget]) -> widgets.VBox:
    column = widgets.VBox(list(parts), layout=widgets.Layout(overflow="hidden"))
    column.add_class("bpcourse-explorer")
    return column


def _drawn(picture: str | bytes, words: str) -> str:
    if isinstance(picture, str):
        return picture
    coded = base64.b64encode(picture).decode("ascii")
    source = f"data:image/png;base64,{coded}"
    return f'<img alt="{escape(words)}" decoding="sync" src="{source}">'


def _still(picture: str | bytes, words: str) -> str:
    return (
        _drawn(picture, words)
        if isinstance(picture, bytes)
        else Picture(picture, words).html
    )


def _spoken(words: str) -> str:
    style = "line-height:1.5;padding:3px 2px"
    return (
        f'<div role="status" aria-live="polite" style="{style}">{escape(words)}</div>'
    )
