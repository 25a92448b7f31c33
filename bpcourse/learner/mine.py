"""`from bpcourse import mine`: your own functions where they passed, else the course's.

mine.hidden_delta     yours, once `check(hidden_delta)` has passed; the course's before
mine.whose()          which is which
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from html import escape
from typing import Any

from bpcourse.course import all_exercises, exercise, lesson


class Whose(dict[str, bool]):
    """{exercise: True where it is yours, False where it is the course's}."""

    def __str__(self) -> str:
        width = max(map(len, self), default=0)
        return "\n".join(
            f"{name:<{width}}  {_owner(own)}" for name, own in self.items()
        )

    __repr__ = __str__

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td style='text-align:left'>{escape(name)}</td>"
            f"<td style='text-align:left'>{_owner(own)}</td></tr>"
            for name, own in self.items()
        )
        return f"<table><tr><th>piece</th><th>whose</th></tr>{rows}</table>"


def _owner(own: bool) -> str:
    return "yours" if own else "the course's"


def whose(number: str | None = None) -> Whose:
    """Whose each piece is; `whose("05")` for one lesson. KeyError where there is none."""
    chosen = None if number is None else lesson(number).number
    found = all_exercises().values()
    return Whose({e.name: False for e in found if chosen in (None, e.lesson)})


def __getattr__(name: str) -> Callable[..., Any]:
    if name.startswith("__"):
        raise AttributeError(name)
    known = all_exercises()
    if name not in known:
        raise AttributeError(_unknown(name, known))
    return exercise(name).reference


def _unknown(name: str, known: dict[str, Any]) -> str:
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    more = f"; did you mean {', '.join(near)}?" if near else ""
    return f"no exercise is called {name!r}{more}"


def __dir__() -> list[str]:
    return ["whose", *all_exercises()]
