"""What a check says: data, and its two renderers, text and HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import Any

from bpcourse.console import printable

from . import texts

PASSED, FAILED, ERROR, NOT_ATTEMPTED = "passed", "failed", "error", "not attempted"
CODE = frozenset({"called", "came_back", "should_be", "measured", "code"})
Row = tuple[str, str]  # (label id, text): the words for the label are in `texts.LABELS`

MARKS = {  # mark, colour of the edge (readable on light and dark)
    PASSED: ("✓", "#009E73"),
    FAILED: ("✗", "#D55E00"),
    ERROR: ("!", "#D55E00"),
    NOT_ATTEMPTED: ("○", "#888888"),
    "note": ("·", "#0072B2"),
}


def label(id: str) -> str:
    """The words for the label of a row."""
    return texts.LABELS.get(id, id)


@dataclass
class Notice:
    """A headline and labelled rows, shown as text and as HTML."""

    headline: str
    rows: tuple[Row, ...] = ()
    outcome: str = "note"
    shown: bool = field(default=False, repr=False, compare=False)

    @property
    def title(self) -> str:
        """The first line, without mark and outcome."""
        return self.headline

    @property
    def head(self) -> str:
        """The whole first line: "✗ not yet · sigmoid: a value differs"."""
        mark, words = MARKS[self.outcome][0], texts.OUTCOMES[self.outcome]
        return f"{mark} {words} · {self.title}" if words else f"{mark} {self.title}"

    def __str__(self) -> str:
        return "\n".join([self.head, *(_text_line(id, t) for id, t in self.rows)])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        colour = MARKS[self.outcome][1]
        rows = "".join(_html_line(id, text) for id, text in self.rows)
        return (
            f'<div role="status" style="border-left:5px solid {colour};padding:2px 12px;'
            'margin:4px 0;max-width:62em;line-height:1.45">'
            f"<div><strong>{escape(self.head)}</strong></div>{rows}</div>"
        )

    def _ipython_display_(self) -> None:
        """Shown once: by the call that made it, or as the value of a cell."""
        if self.shown:
            self.shown = False
            return
        from IPython.display import display

        display({"text/plain": str(self), "text/html": self._repr_html_()}, raw=True)


def _text_line(id: str, text: str) -> str:
    indent = " " * 14
    return f"  {label(id):<10}  " + text.replace("\n", "\n" + indent)


def _html_line(id: str, text: str) -> str:
    style = "white-space:pre-wrap;font-family:inherit"
    tag = "code" if id in CODE else "span"
    return (
        f'<div style="display:flex;gap:1em"><span style="min-width:6.5em;opacity:.75">'
        f'{escape(label(id))}</span><{tag} style="{style}">{escape(text)}</{tag}></div>'
    )


@dataclass(repr=False)
class Verdict(Notice):
    """The result of one check: data, and nothing that has to be read out of a text.

    headline: what is to be said in a few words, without the exercise's name. rows: (label
    id, text) in the order in which they are read. exercise: its name. outcome: "passed",
    "failed", "not attempted" or "error". score: 0 to 1. mistake: id of what was named, or
    None; ids of the general explanations begin with "general:". name: of the mistake, in
    words that complete "this looks like …".
    """

    exercise: str = ""
    score: float = 0.0
    mistake: str | None = None
    name: str = ""

    @property
    def title(self) -> str:
        return ": ".join(part for part in (self.exercise, self.headline) if part)

    @property
    def passed(self) -> bool:
        return self.outcome == PASSED

    def row(self, id: str) -> str | None:
        """The text of the first row with this label, or None."""
        return next((text for label, text in self.rows if label == id), None)

    def as_data(self) -> dict[str, Any]:
        """The verdict as what JSON holds; `from_data` reads it back."""
        return {
            "exercise": self.exercise,
            "outcome": self.outcome,
            "score": self.score,
            "mistake": self.mistake,
            "name": self.name,
            "headline": self.headline,
            "rows": [list(row) for row in self.rows],
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Verdict:
        """The verdict that `as_data` gave."""
        rows = tuple((id, text) for id, text in data["rows"])
        return cls(**{**data, "rows": rows})


def _shell() -> Any:
    """IPython's shell, where one runs."""
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    return get_ipython()


def in_notebook() -> bool:
    """Whether a front end of Jupyter shows what is displayed, widgets too."""
    return hasattr(_shell(), "kernel")


def show(notice: Any) -> Any:
    """Show a notice now: rich in a notebook, as text elsewhere; returns it."""
    if _shell() is not None:
        notice._ipython_display_()
        notice.shown = True
    else:
        print(printable(str(notice)))
    return notice
