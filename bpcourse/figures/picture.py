"""A picture with its words: shown as an image with alt text, wherever notebooks are shown.

An `<img alt=…>` in an HTML output is the one way that JupyterLab, its untrusted view and
nbconvert all honour; text-only readers get the words.
"""

from __future__ import annotations

import base64
import io
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DPI = 110


class Picture:
    """A matplotlib figure or an SVG text, and `alt`: words that say what it shows."""

    def __init__(self, source: Figure | str, alt: str) -> None:
        if not alt.strip():
            raise ValueError("Picture: alt is empty; say in words what the picture shows")
        self.alt = alt
        self.kind, self.data = (
            ("svg+xml", source.encode()) if isinstance(source, str) else ("png", _png(source))
        )

    @property
    def html(self) -> str:
        """An `<img>` that carries the picture within itself."""
        coded = base64.b64encode(self.data).decode("ascii")
        style = "max-width:100%;background:#fff;border-radius:4px"
        return (
            f'<img alt="{escape(self.alt)}" style="{style}" '
            f'src="data:image/{self.kind};base64,{coded}">'
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": self.alt, "text/html": self.html}

    def __repr__(self) -> str:
        return self.alt


def _png(figure: Figure) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    out = io.BytesIO()
    FigureCanvasAgg(figure).print_figure(
        out, format="png", dpi=DPI, metadata={"Software": None}, facecolor="white"
    )
    return out.getvalue()


def new_figure(width: float, height: float, columns: int = 1, rows: int = 1) -> tuple[Any, Any]:
    """(figure, axes) of this size in inches, outside pyplot's global state."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.subplots(rows, columns)
    for ax in figure.axes:
        ax.spines[["top", "right"]].set_visible(False)
        ax.grid(color="#E5E5E5", linewidth=0.6)
        ax.set_axisbelow(True)
    return figure, axes
