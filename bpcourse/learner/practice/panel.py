"""`practice()` in a notebook: the same items, answered by a click, or by keys alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Any

import ipywidgets as widgets

from bpcourse.learner import texts
from bpcourse.widgets import parts
from bpcourse.widgets.shown import Shown

from .command import summary
from .items import CODE, LETTERS, Item, Unusable
from .session import Session

STYLE = "max-width:62em;line-height:1.45;margin:2px 0"
GAP = '<div style="height:6px"></div>'


def practice() -> Any:
    """Ten minutes of what you are about to forget; without widgets, `bpcourse practice`."""
    session = Session()
    if not len(session):
        print(texts.say("nothing_yet"))
        return None
    return Panel(session)


class Panel(Shown):
    """One item at a time: its text, letters or a field, what was said to the answer.

    The keyboard is led: to the first letter or the field, then to the button that goes on.
    What is new is a live region, so that screen readers read it out.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.asked: Item | None = None
        self.prompt, self.said = widgets.HTMLMath(), widgets.HTMLMath()
        small = {"width": "4em"}
        self.letters = [widgets.Button(description=c, layout=small) for c in LETTERS]
        for button in self.letters:
            button.on_click(lambda pressed: self.answer(pressed.description))
        self.field = widgets.Text(
            placeholder=texts.say("field"), layout={"width": "14em"}
        )
        self.field.continuous_update = False
        self.field.observe(self._typed, names="value")  # Enter, or on to the button
        self.send = widgets.Button(
            description=texts.say("answer"), layout={"width": "7em"}
        )
        self.send.on_click(lambda _: self._typed({"new": self.field.value}))
        self.onward = widgets.Button(
            description=texts.say("onward"), button_style="primary"
        )
        self.onward.on_click(lambda _: self.go_on())
        row = [*self.letters, self.field, self.send]
        reply = widgets.VBox([self.said, self.onward])
        self.widget = parts.question(row, reply, kernel=True, above=[self.prompt])
        self.ask()

    @property
    def still(self) -> str:
        return f"{self.prompt.value}{self.said.value}"

    @property
    def words(self) -> str:  # type: ignore[override]
        return self.asked.prompt if self.asked else summary(self.session)

    def go_on(self) -> None:
        """The next item, with the keyboard on its first letter or its field."""
        self.ask()
        if self.asked:
            (self.letters[0] if self.asked.options else self.field).focus()
        self.keep()

    def ask(self) -> None:
        """Show the current item, or the end."""
        self.asked = asked = self.session.current
        self.said.value, self.field.value = "", ""
        options = asked.options if asked else ()
        for button, text in zip(self.letters, [*options, *[""] * len(self.letters)]):
            button.tooltip = plain(text)
            _show(button, bool(text))
            button.disabled, button.icon = False, ""
        for part in (self.field, self.send):
            _show(part, bool(asked) and not options)
            part.disabled = False
        _show(self.onward, False)
        self._prompt(new=True)

    def answer(self, given: str) -> None:
        """Judge a letter that was chosen, or a text that was typed."""
        if self.asked is None or not self.onward.layout.display:
            return
        try:
            right, words = self.session.answer(given)
        except Unusable as fault:
            self.say(str(fault))
            return
        for part in (*self.letters, self.field, self.send):
            part.disabled = True
            if part.description == given:
                part.icon = "check" if right else "times"
        _show(self.onward, True)
        self.say(texts.say("right" if right else "wrong", text=words))
        self.onward.focus()
        self.keep()

    def _typed(self, change: Any) -> None:
        if change["new"].strip():
            self.answer(change["new"])

    def _prompt(self, new: bool) -> None:
        """The item's text with its options; it is read out where it is new."""
        if self.asked is None:
            text = rich(summary(self.session))
        else:
            listed = [f"{c}) {t}" for c, t in zip(LETTERS, self.asked.options)]
            text = rich(self.asked.prompt) + GAP + rich("\n".join(listed))
        self.prompt.value = _read_out(text) if new else text

    def say(self, words: str) -> None:
        """Words below the item that are shown, and read out by screen readers."""
        self._prompt(new=False)
        self.said.value = _read_out(rich(words))


def _read_out(html: str) -> str:
    return f'<div class="bpcourse-words" role="status" aria-live="polite">{html}</div>'


def _show(part: Any, shown: bool) -> None:
    part.layout.display = None if shown else "none"


def plain(text: str) -> str:
    """A text without marks of Markdown."""
    return re.sub(r"\*\*|`", "", text)


def rich(text: str) -> str:
    """The Markdown of questions as HTML: programs, bold, code; formulas are left to MathJax.

    >>> rich("What is **wrong**?").removeprefix(f'<div style="{STYLE}">')
    'What is <strong>wrong</strong>?</div>'
    """
    return "".join(_blocks(text))


def _blocks(text: str) -> Iterator[str]:
    for code, lines in groupby(text.splitlines(), lambda line: line.startswith(CODE)):
        if code:
            program = "\n".join(line.removeprefix(CODE) for line in lines)
            yield f'<pre style="margin:4px 0 4px 1em">{escape(program)}</pre>'
        else:
            yield from (f'<div style="{STYLE}">{_line(x)}</div>' for x in lines if x)


def _line(text: str) -> str:
    text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(text))
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
