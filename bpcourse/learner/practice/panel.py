"""`practice()` in a notebook: the same items, answered by a click, or by keys alone."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from .command import NOTHING, summary
from .items import Unusable
from .session import Session

STYLE = "white-space:pre-wrap;max-width:62em;line-height:1.45"


def practice() -> Any:
    """Ten minutes of what you are about to forget; without widgets, `bpcourse practice`."""
    session = Session()
    if not len(session):
        print(NOTHING)
        return None
    return Panel(session).box


class Panel:
    """One item at a time: its text, a choice or a field, a button, what was said.

    Tab goes from one to the next, arrows choose, Enter and Space answer; what is said is a
    live region, so that screen readers read it out.
    """

    def __init__(self, session: Session) -> None:
        import ipywidgets as widgets

        self.session = session
        self.prompt, self.said = widgets.HTMLMath(), widgets.HTMLMath()
        self.choice = widgets.RadioButtons(options=[], layout={"width": "auto"})
        self.field = widgets.Text(placeholder="a number or a word")
        self.button = widgets.Button(description="Answer", button_style="primary")
        self.button.on_click(lambda _: self.answer())
        self.field.continuous_update = False
        parts = [self.said, self.prompt, self.choice, self.field, self.button]
        self.box = widgets.VBox(parts)
        self.ask()

    def ask(self) -> None:
        """Show the current item, or the end."""
        asked = self.session.current
        if asked is None:
            self.prompt.value = escape(summary(self.session))
            for part in (self.choice, self.field, self.button):
                part.layout.display = "none"
            return
        self.prompt.value = f'<div style="{STYLE}">{rich(asked.prompt)}</div>'
        letters = [
            (f"{'abcdefgh'[i]}) {t}", "abcdefgh"[i])
            for i, t in enumerate(asked.options)
        ]
        self.choice.options = letters
        self.choice.value = None
        self.field.value = ""
        self.choice.layout.display = "" if letters else "none"
        self.field.layout.display = "none" if letters else ""

    def answer(self) -> None:
        """Judge what is chosen or typed, and go on."""
        asked = self.session.current
        if asked is None:
            return
        given = self.choice.value if asked.options else self.field.value
        if not given:
            self.say("Choose an answer first." if asked.options else "Write one first.")
            return
        try:
            right, words = self.session.answer(given)
        except Unusable as fault:
            self.say(str(fault))
            return
        self.say(f"{'✓ right' if right else '✗ not yet'} · {words}")
        self.ask()

    def say(self, words: str) -> None:
        """Words that are shown, and read out by screen readers."""
        self.said.value = f'<div role="status" aria-live="polite">{rich(words)}</div>'


def rich(text: str) -> str:
    """The Markdown of questions as HTML: bold and code; formulas are left to MathJax."""
    text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(text), flags=re.S)
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
