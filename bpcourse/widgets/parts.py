"""Controls with labels, places that keep their size, and HTML that fills them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from bpcourse.drawing import Picture

from .shown import ALIVE

LEGIBLE = 600  # pixels: a wide picture isn't made smaller, it is scrolled
WORDS_HEIGHT = 48  # two lines, so that nothing below jumps
ASLEEP = "<em>No kernel answers here yet: run this cell again.</em>"
STYLE = (  # the note stands where a widget lost its kernel; pictures fit their page
    "<style>.bpcourse-asleep{display:none}"
    ".jupyter-widgets-disconnected>.bpcourse-asleep{display:block}"
    f".{ALIVE}.jupyter-widgets-disconnected::before,"  # a broken link for every part
    f".{ALIVE} .jupyter-widgets-disconnected::before{{display:none!important}}"
    ".bpcourse-explorer svg[role=img]{max-width:100%;height:auto}"
    ".bpcourse-wide{overflow-x:auto}"
    f".bpcourse-explorer .bpcourse-wide>svg{{max-width:none;width:max({LEGIBLE}px,100%)}}"
    "</style>"
)


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


def named(words: Mapping[str, str]) -> list[tuple[str, str]]:
    """A table of ids and their words, as options that show the words."""
    return [(text, id) for id, text in words.items()]


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


def clean(value: Any) -> Any:
    """A control's value without the rounding of its steps: 0.3, not 0.30000000000000004."""
    return round(value, 9) + 0.0 if isinstance(value, float) else value


def box(width: int) -> widgets.Layout:
    """A place as wide as its picture, narrower where the page is."""
    return widgets.Layout(
        width="100%",
        max_width=f"{width}px",
        margin="0",
        overflow="hidden",
    )


def panel(controls: Iterable[widgets.Widget], width: int) -> widgets.Widget:
    """The controls above the picture: two columns, or one on a narrow page."""
    layout = widgets.Layout(
        width="100%",
        max_width=f"{width}px",
        grid_template_columns="repeat(auto-fit, minmax(min(100%, 350px), 1fr))",
        grid_gap="0 16px",
    )
    return widgets.GridBox(list(controls), layout=layout)


def column(parts: Sequence[widgets.Widget], kernel: bool = False) -> widgets.VBox:
    """The explorer: its parts from top to bottom, and what makes them accessible.

    kernel: nothing moves without one, which a line says where there is none.
    """
    whole = _alive([*parts], kernel)
    whole.add_class("bpcourse-explorer")
    return whole


def question(
    row: Sequence[widgets.Widget],
    reply: widgets.Widget,
    kernel: bool = False,
    above: Sequence[widgets.Widget] = (),
) -> widgets.VBox:
    """A question: what is clicked or typed into, the reply below it, its text above."""
    side = widgets.HBox(list(row), layout=widgets.Layout(flex_flow="row wrap"))
    whole = _alive([*above, side, reply], kernel)
    whole.add_class("bpcourse-question")
    return whole


def _alive(parts: list[widgets.Widget], kernel: bool) -> widgets.VBox:
    helper = widgets.HTML(_helper(), layout=widgets.Layout(display="none"))
    asleep = [widgets.HTML(ASLEEP)] if kernel else []
    for note in asleep:
        note.add_class("bpcourse-asleep")
    layout = widgets.Layout(overflow="hidden")
    whole = widgets.VBox([*asleep, *parts, helper], layout=layout)
    whole.add_class(ALIVE)
    return whole


@cache
def _helper() -> str:
    """`access.js` as an image that can't be shown: widgets run no other scripts."""
    script = Path(__file__).with_name("access.js").read_text(encoding="utf-8")
    return f'{STYLE}<img alt="" src="data:," onerror="{escape(script)}">'


def drawn(picture: Picture, width: int) -> str:
    """A picture as HTML: SVG as it is, PNG as an image with alt text."""
    if not picture.svg:
        return picture.html
    wide = f'<div class="bpcourse-wide">{picture.svg}</div>'
    return wide if width > LEGIBLE else picture.svg


def spoken(words: str) -> str:
    """The words under a picture, which screen readers announce when they change."""
    return (
        '<div class="bpcourse-words" role="status" aria-live="polite" '
        f'style="line-height:1.5;padding:3px 2px;min-height:{WORDS_HEIGHT - 6}px">'
        f"{escape(words)}</div>"
    )
