"""What a notebook shows of a widget: the widget where it lives, else its picture and words.

Two outputs stand below the cell. The first is plain HTML, the picture with its words, which
every front end, exported page and text reader shows. The second is the widget alone. Where
it lives, the first is hidden; where its model is gone (a notebook that was saved and opened
the next day, a kernel elsewhere), the line that the front end writes in its place is hidden.
"""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

VIEW = "application/vnd.jupyter.widget-view+json"
STILL, ALIVE = "bpcourse-still", "bpcourse-alive"
_AREA = ".jp-OutputArea-child"
_WIDGET = ".jupyter-widgets.jp-OutputArea-output"
STYLE = (
    f"<style>{_AREA}:has(.{STILL}):has(+{_AREA} .{ALIVE}),"
    f"{_AREA}:has(.{STILL})+{_AREA}:has(>{_WIDGET}):not(:has(.{ALIVE}))"
    "{display:none}</style>"
)


class Shown:
    """A widget, with what stands for it where it can't live: `still` as HTML, and `words`."""

    widget: widgets.Widget
    words: str
    _place: Any = None

    @property
    def still(self) -> str:
        """What is shown without a model, as HTML without scripts."""
        raise NotImplementedError

    @property
    def bundle(self) -> dict[str, str]:
        """The first of the two outputs."""
        html = f'{STYLE}<div class="{STILL}">{self.still}</div>'
        return {"text/plain": self.words, "text/html": html}

    def show(self) -> None:
        """Show both outputs below the cell that runs."""
        from IPython.display import display

        self._place = display(self.bundle, raw=True, display_id=True)
        display({VIEW: self.view}, raw=True)

    _ipython_display_ = show

    @property
    def view(self) -> dict[str, Any]:
        """The second of the two outputs."""
        name = self.widget.model_id
        return {"version_major": 2, "version_minor": 0, "model_id": name}

    def keep(self) -> None:
        """Store what is shown now as what the saved notebook shows."""
        if self._place is not None:
            self._place.update(self.bundle, raw=True)

    def __repr__(self) -> str:
        return self.words
