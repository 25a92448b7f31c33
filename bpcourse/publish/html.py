"""An HTML page of a notebook that was run, whose stepped explorers need no kernel.

    jupyter nbconvert --to bpcourse.publish.html.LivePage --execute lesson.ipynb

is nbconvert's own page, but for what a browser without a kernel and without a network can't
show: widgets. Those whose pictures lie ready step by slider and by button; the others stand
there as the picture and the words that they showed last.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from nbconvert.exporters import HTMLExporter

from .live import enliven

STYLE = """
.live { margin: 0; padding: 8px 0; }
.live .column { display: flex; flex-direction: column; gap: 6px; }
.live .row { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: center; }
.live label { display: flex; gap: 12px; align-items: center; }
.live input[type="range"] { width: 420px; height: 28px; }
.live button { min-width: 52px; padding: 2px 14px; font: inherit; }
.live .frame { width: fit-content; }
.live .frame[hidden] { display: none; }
"""


class LivePage(HTMLExporter):  # type: ignore[misc]
    """nbconvert's HTML page, with explorers that step without a kernel."""

    def _init_preprocessors(self) -> None:
        super()._init_preprocessors()
        self.register_preprocessor(_alive, enabled=True)  # after the one that executes

    def from_notebook_node(  # type: ignore[override]
        self, nb: Any, resources: Any = None, **kw: Any
    ) -> tuple[str, Any]:
        """(page, nbconvert's resources) of a notebook with the states of its widgets."""
        page, resources = super().from_notebook_node(nb, resources, **kw)
        script = files("bpcourse.publish").joinpath("assets/live.js").read_text("utf-8")
        start, end, rest = page.rpartition("</body>")
        more = f"<style>{STYLE}</style>\n<script>{script}</script>\n"
        return f"{start}{more}{end}{rest}", resources


def _alive(notebook: Any, resources: Any) -> tuple[Any, Any]:
    return enliven(notebook), resources
