"""A question under its prompt: a row of letters to click, or a field to type into.

The judging is handed in. What is said to each letter lies ready in the browser, so that a
click answers in a saved notebook too; a field needs its kernel.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as widgets

from . import parts
from .shown import Shown


class _Asked(Shown):
    """notice: what is said before and after an answer (text, and `_repr_html_`)."""

    def __init__(self, notice: Any) -> None:
        self.notice = notice

    @property
    def still(self) -> str:
        return self.notice._repr_html_()

    @property
    def words(self) -> str:  # type: ignore[override]
        return str(self.notice)

    def _replied(self, notice: Any) -> None:
        self.notice = notice
        self.keep()


class Choice(_Asked):
    """One letter of several.

    replies: what is said to each letter. answered: called with each letter that is chosen.
    """

    def __init__(
        self,
        notice: Any,
        replies: Mapping[str, Any],
        answered: Callable[[str], Any],
    ) -> None:
        super().__init__(notice)
        self.replies, self.answered = dict(replies), answered
        self.letters = widgets.ToggleButtons(
            options=list(replies), value=None, style={"button_width": "4em"}
        )
        said = [widgets.HTML(_said(reply)) for reply in replies.values()]
        stack = widgets.Stack(said, selected_index=None)
        self._link = widgets.jslink((self.letters, "index"), (stack, "selected_index"))
        self.letters.observe(self._chosen, names="value")
        self.widget = parts.question([self.letters], stack)

    def _chosen(self, change: Any) -> None:
        if change["new"] is not None:
            self.answered(change["new"])
            self._replied(self.replies[change["new"]])


class Field(_Asked):
    """A line to type into. answered: from the text to the notice that replies to it."""

    def __init__(self, notice: Any, answered: Callable[[str], Any]) -> None:
        super().__init__(notice)
        self.answered = answered
        self.text = widgets.Text(
            placeholder="your answer",
            continuous_update=False,
            layout=widgets.Layout(width="14em"),
        )
        self.button = widgets.Button(
            description="answer", layout=widgets.Layout(width="6em")
        )
        self.said = widgets.HTML()
        self.text.observe(self._typed, names="value")  # Enter, or on to the button
        self.widget = parts.question([self.text, self.button], self.said, kernel=True)

    def _typed(self, change: Any) -> None:
        if change["new"].strip():
            notice = self.answered(change["new"])
            self.said.value = _said(notice)
            self._replied(notice)


def _said(notice: Any) -> str:
    return f'<div class="bpcourse-words">{notice._repr_html_()}</div>'
