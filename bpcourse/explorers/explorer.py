"""What every explorer is made of: controls, a picture that follows, a line of words.

    Explorer(controls, draw, describe, picture)

draw(**values) gives the SVG text for the controls' values, describe(**values) its words; both
are pure functions of a figures module. The words stand under the picture, are announced by
screen readers, and are all that a text-only reader needs. Without a kernel or widgets the
static picture stands in the explorer's place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import ipywidgets as widgets

from bpcourse.figures import Picture

WIDE = widgets.Layout(width="420px")
STYLE = {"description_width": "140px"}


class Explorer:
    """Controls by name, the picture they move, and its words; show it as a cell's value."""

    def __init__(
        self,
        controls: Mapping[str, widgets.ValueWidget],
        draw: Callable[..., str],
        describe: Callable[..., str],
        size: tuple[int, int],
    ) -> None:
        self.controls, self.draw, self.describe = dict(controls), draw, describe
        fixed = widgets.Layout(width=f"{size[0] + 8}px", height=f"{size[1] + 8}px", overflow="hidden")
        self.picture, self.text = widgets.HTML(layout=fixed), widgets.HTML()
        for control in self.controls.values():
            control.observe(self._follow, names="value")
        self._follow()
        self.widget = widgets.VBox([*self.controls.values(), self.picture, self.text])

    @property
    def values(self) -> dict[str, Any]:
        """The controls' values by name."""
        return {name: control.value for name, control in self.controls.items()}

    @property
    def words(self) -> str:
        """What the picture shows now."""
        return self.describe(**self.values)

    def _follow(self, _change: Any = None) -> None:
        self.picture.value = self.draw(**self.values)
        self.text.value = f'<div role="status" aria-live="polite">{escape(self.words)}</div>'

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """The widget where a front end has widgets; else its picture as it stands, or words."""
        still = Picture(self.draw(**self.values), self.words)
        bundle = self.widget._repr_mimebundle_() or {}
        return {**bundle, "text/plain": self.words, "text/html": still.html}


def slider(words: str, value: float, low: float, high: float, step: float) -> widgets.FloatSlider:
    """A labelled slider, driven by mouse or arrow keys."""
    return widgets.FloatSlider(
        value=value, min=low, max=high, step=step, description=words,
        layout=WIDE, style=STYLE, readout_format=".2f",
    )


def choice(words: str, options: Any, value: Any) -> widgets.Dropdown:
    """A labelled choice."""
    return widgets.Dropdown(
        options=list(options), value=value, description=words, layout=WIDE, style=STYLE
    )
