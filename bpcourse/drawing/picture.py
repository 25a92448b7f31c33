"""A picture with its words: an image with alt text, wherever notebooks are shown.

An `<img alt=…>` in an HTML output is the one way that JupyterLab, its untrusted view
and nbconvert all honour; text-only readers get the words.

    figure, ax = new_figure(7, 3.5)
    ax.plot(xs, ys, color=palette.FORWARD)
    return Picture(figure, f"… the smallest error, {min(ys):.0e}, lies at …")
"""

from __future__ import annotations

import base64
import io
import sys
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any

from . import palette, svg

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DPI = 144  # pixels an inch in the file: one and a half a CSS pixel, so sharp on screens
CSS_DPI = 96
STYLE = "max-width:100%;height:auto;background:#fff;border-radius:4px"

SETTINGS: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "axes.labelsize": 10,
    "axes.edgecolor": palette.GREY,
    "axes.labelcolor": palette.INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.facecolor": palette.PAPER,
    "axes.unicode_minus": True,
    "grid.color": "#E5E5E5",
    "grid.linewidth": 0.7,
    "lines.linewidth": 2.0,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "xtick.color": palette.GREY,
    "ytick.color": palette.GREY,
    "text.color": palette.INK,
    "figure.facecolor": palette.PAPER,
    "savefig.facecolor": palette.PAPER,
}


class Picture:
    """A picture and `alt`, the words that say what it shows.

    source: a matplotlib Figure or an SVG text. ValueError where alt is empty.
    """

    def __init__(self, source: Figure | str, alt: str) -> None:
        if not alt.strip():
            raise ValueError(
                "Picture: alt is empty; say in words what the picture shows"
            )
        self.alt = " ".join(alt.split())
        self.svg: str | None = source if isinstance(source, str) else None
        self.png: bytes | None = None
        self.width: int | None = None
        if not isinstance(source, str):
            self.png = _png(source)
            self.width = round(source.get_figwidth() * CSS_DPI)

    @property
    def html(self) -> str:
        """An `<img>` that carries the picture within itself."""
        size = f' width="{self.width}"' if self.width else ""
        return (
            f'<img alt="{escape(self.alt)}"{size} style="{STYLE}" '
            f'src="data:image/{self.kind};base64,{self._coded}">'
        )

    @property
    def kind(self) -> str:
        """The part after image/ of the mime type: png or svg+xml."""
        return "png" if self.svg is None else "svg+xml"

    @property
    def _coded(self) -> str:
        data = self.png if self.svg is None else self.svg.encode()
        return base64.b64encode(data or b"").decode("ascii")

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": self.alt, "text/html": self.html}

    def __repr__(self) -> str:
        return self.alt


def card(width: float, height: float, parts: Iterable[str], words: str) -> Picture:
    """Pieces of SVG on a white card of a fixed size, with the words that say what it shows."""
    return Picture(svg.card(width, height, parts, words), words)


def new_figure(
    width: float, height: float, columns: int = 1, rows: int = 1, **options: Any
) -> tuple[Figure, Any]:
    """(figure, axes) in inches at 96 pixels, outside pyplot; options go to subplots."""
    import matplotlib
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    with matplotlib.rc_context(SETTINGS):
        room = ConstrainedLayoutEngine(w_pad=0.1, h_pad=0.1)  # inches, for dark pages
        figure = Figure(figsize=(width, height), layout=room)
        return figure, figure.subplots(rows, columns, **options)


def _png(figure: Figure) -> bytes:
    """The same bytes for the same figure; a figure of pyplot's is closed."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    out = io.BytesIO()
    _dress(figure)
    with matplotlib.rc_context(SETTINGS):
        canvas = FigureCanvasAgg(figure)
        canvas.print_figure(out, format="png", dpi=DPI, metadata={"Software": None})
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close(figure)
    return out.getvalue()


def _dress(figure: Figure) -> None:
    """What matplotlib asks for while a figure is drawn on: titles bold, legends bare."""
    for ax in figure.axes:
        ax.title.set(weight="bold", size=11)
        if legend := ax.get_legend():
            legend.set_frame_on(False)
            for words in legend.get_texts():
                words.set_fontsize(9)
