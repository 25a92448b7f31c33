"""`from bpcourse import mine`: your own functions where they passed, else the course's.

mine.hidden_delta     yours, once `check(hidden_delta)` has passed; the course's before
mine.whose()          which is which
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from bpcourse.course import Exercise, Unknown, all_exercises, exercise, lesson
from bpcourse.errors import Told
from bpcourse.files import reason

from . import texts
from .as_arrays import as_arrays
from .lift import Piece, Unliftable, lift
from .own_floats import with_numpys
from .pieces import keep as keep_in_file
from .pieces import load
from .record import NONE, is_grading
from .workspace import find_workspace

_unsaved: dict[str, Any] = {}  # pieces that this kernel holds and no file
_fitted: dict[
    str, tuple[Any, Callable[..., Any]]
] = {}  # a piece, as the lessons use it
_loaded: dict[Path, tuple[Any, dict[str, Any]]] = {}  # by file: (its state, its names)


def folder() -> Path | None:
    """Where the pieces lie; None where none are kept (as where no record is kept)."""
    named = os.environ.get("BPCOURSE_MINE")
    if is_grading() or named == NONE:
        return None
    if named:
        return Path(named).expanduser()
    if os.environ.get("BPCOURSE_PROGRESS") == NONE:
        return None
    try:
        return find_workspace() / "mine"
    except OSError:  # the current folder is gone
        return None


def keep(function: Any, asked: Exercise) -> str | None:
    """Keep what has passed; a sentence where there is something to say. Never raises."""
    place = folder()
    if place is None:
        return None
    try:
        return _save(place, asked, lift(function, asked.name), function)
    except Unliftable as fault:
        return texts.say("not_kept", name=asked.name, why=f": {fault}")
    except Exception as fault:  # what no rule foresaw must not hide the verdict
        return texts.say("not_kept", name=asked.name, why=f" ({fault})")


def _save(place: Path, asked: Exercise, piece: Piece, function: Any) -> str | None:
    try:
        kept = keep_in_file(place, lesson(asked.lesson), piece)
    except (OSError, Told) as fault:
        _unsaved[asked.name] = function
        why = str(fault) if isinstance(fault, Told) else reason(fault)
        return texts.say("unsaved", place=place, why=why, name=asked.name)
    _unsaved.pop(asked.name, None)
    file = f"{place.name}/lesson_{asked.lesson}.py"
    if kept.aside:
        return texts.say("was_damaged", file=file, aside=kept.aside.name)
    return texts.say("yours_now", name=asked.name, file=file) if kept.changed else None


def _own(name: str) -> Any:
    """The learner's piece, or None."""
    if name in _unsaved:
        return _unsaved[name]
    place = folder()
    if place is None:
        return None
    return _names(_file(place, exercise(name))).get(name)


def _file(place: Path, asked: Exercise) -> Path:
    return place / f"lesson_{asked.lesson}.py"


def _state(file: Path) -> tuple[int, ...] | None:
    """Changes whenever the file does; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size  # each write is a new file


def _names(file: Path) -> dict[str, Any]:
    """What a lesson's file defines, read again when it has changed; {} where it is damaged."""
    state = _state(file)
    if state is None:
        return {}
    if _loaded.get(file, (None, {}))[0] != state:
        _loaded[file] = (state, _read(file))
    return _loaded[file][1]


def _read(file: Path) -> dict[str, Any]:
    try:
        return load(file)
    except Exception as fault:
        told = f"{type(fault).__name__}: {fault}"
        print(texts.say("unreadable", file=file, why=told), file=sys.stderr)
        return {}


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
        head = f"<tr><th>{texts.say('piece')}</th><th>{texts.say('whose')}</th></tr>"
        return f"<table>{head}{rows}</table>"


def _owner(own: bool) -> str:
    return texts.say("yours" if own else "the_courses")


def whose(number: str | None = None) -> Whose:
    """Whose each piece is; `whose("05")` for one lesson. KeyError where there is none."""
    chosen = None if number is None else lesson(number).number
    found = all_exercises().values()
    names = [e.name for e in found if chosen in (None, e.lesson)]
    return Whose({name: _own(name) is not None for name in names})


def __getattr__(name: str) -> Callable[..., Any]:
    if name.startswith("__"):
        raise AttributeError(name)
    known = all_exercises()
    if name not in known:
        raise AttributeError(str(Unknown("exercise", name, known)))
    own = _own(name)
    if own is None:
        return known[name].reference
    if _fitted.get(name, (None,))[0] is not own:
        piece = with_numpys(own, known[name])
        _fitted[name] = (own, as_arrays(piece, known[name]))
    return _fitted[name][1]


def __dir__() -> list[str]:
    return ["whose", *all_exercises()]
