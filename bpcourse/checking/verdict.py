"""What a check says: one object, shown as text and as HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import Any

PASSED, FAILED, ERROR, NOT_ATTEMPTED = "passed", "failed", "error", "not attempted"

_LOOK = {  # mark, words, colour of the edge (readable on light and dark)
    PASSED: ("✓", "passed", "#009E73"),
    FAILED: ("✗", "not yet", "#D55E00"),
    ERROR: ("!", "error", "#D55E00"),
    NOT_ATTEMPTED: ("○", "not attempted", "#888888"),
    "note": ("·", "", "#0072B2"),
}


@dataclass
class Notice:
    """A few labelled lines, shown as text and as HTML; never more than its author gave it."""

    headline: str
    lines: tuple[tuple[str, str], ...] = ()
    outcome: str = "note"
    shown: bool = field(default=False, repr=False, compare=False)

    def __str__(self) -> str:
        mark, words, _ = _LOOK[self.outcome]
        head = (
            f"{mark} {words} · {self.headline}" if words else f"{mark} {self.headline}"
        )
        return "\n".join(
            [head, *(_text_line(label, text) for label, text in self.lines)]
        )

    __repr__ = __str__

    def _repr_html_(self) -> str:
        mark, words, colour = _LOOK[self.outcome]
        rows = "".join(_html_line(label, text) for label, text in self.lines)
        head = f"{mark} {words} · " if words else ""
        return (
            f'<div role="status" style="border-left:5px solid {colour};padding:2px 12px;'
            'margin:4px 0;max-width:62em;line-height:1.45">'
            f"<div><strong>{escape(head + self.headline)}</strong></div>{rows}</div>"
        )

    def _ipython_display_(self) -> None:
        """Shown once: by the call that made it, or as the value of a cell."""
        if self.shown:
            self.shown = False
            return
        from IPython.display import display

        display({"text/plain": str(self), "text/html": self._repr_html_()}, raw=True)


def _text_line(label: str, text: str) -> str:
    indent = " " * 14
    return f"  {label:<10}  " + text.replace("\n", "\n" + indent)


def _html_line(label: str, text: str) -> str:
    style = "white-space:pre-wrap;font-family:inherit"
    code = label in {
        "called",
        "came back",
        "should be",
        "measured",
        "another way",
        "code",
    }
    tag = "code" if code and label != "another way" else "span"
    return (
        f'<div style="display:flex;gap:1em"><span style="min-width:6.5em;opacity:.75">'
        f'{escape(label)}</span><{tag} style="{style}">{escape(text)}</{tag}></div>'
    )


@dataclass(repr=False)
class Verdict(Notice):
    """The result of one check.

    exercise: its name. outcome: "passed", "failed", "not attempted" or "error". score: 0 to 1.
    mistake: id of the named mistake, or None. message: the sentences, evidence: what was
    called, what came back, and what was measured or derived instead (plain texts).
    """

    exercise: str = ""
    score: float = 0.0
    mistake: str | None = None
    message: str = ""
    evidence: dict[str, str] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        return self.outcome == PASSED


def show(notice: Any) -> Any:
    """Show a notice now: rich in a notebook, as text elsewhere; returns it."""
    try:
        from IPython import get_ipython
    except ImportError:
        get_ipython = None  # type: ignore[assignment]
    if get_ipython is not None and get_ipython() is not None:
        notice._ipython_display_()
        notice.shown = True
    else:
        print(notice)
    return notice
