"""What an answer gives, as it is judged: run to its end, called, or put into an order."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from typing import Any

import numpy as np

from bpcourse.course import Case, Exercise

from .given import fresh
from .plain import NO_LIST, Odd, holding, kind, plain

LONGEST_RUN = 2_000  # items of an iterable answer; more than any case asks for


def called(function: Any, given: Any, case: Case, exercise: Exercise) -> Any:
    """What the answer gives, as it is judged: of all the calls that the case asks for."""
    value = finish(function(*given), case, exercise)
    for _ in range(case.calls - 1 if isinstance(value, list) else 0):
        value += finish(function(*given), case, exercise)
    return value


def finish(value: Any, case: Case, exercise: Exercise) -> Any:
    """The answer as it is judged: an iterable run to its end, a returned function called."""
    if value is None or value is ...:
        return value
    if exercise.finish == "list":
        return _run_to_its_end(value)
    if exercise.finish == "call" and not callable(value):
        return replace(kind(value), should="function")
    if exercise.finish == "call":
        return value(fresh(case.extra["call"]))
    if exercise.finish == "names":
        return _places(value, list(case.args[0]))
    if exercise.finish == "table":
        return _values(value, list(case.args[0]))
    return value


class GoesOn(Exception):
    """An iterable answer that gave LONGEST_RUN items, and no end is in sight."""


def _run_to_its_end(value: Any) -> list[Any] | Odd:
    if isinstance(value, NO_LIST) or not np.iterable(value):
        return replace(kind(value), should="results")
    items = list(itertools.islice(iter(value), LONGEST_RUN))
    if len(items) == LONGEST_RUN:
        raise GoesOn(str(LONGEST_RUN))
    return items


def _places(value: Any, names: list[Any]) -> Any:
    """Names as their places in `names`, -1 for others."""
    if isinstance(value, NO_LIST) or not np.iterable(value):
        return replace(kind(value), should="names")
    places = {name: place for place, name in enumerate(names)}
    found: list[int] = []
    for item in itertools.islice(iter(value), LONGEST_RUN):
        try:
            found.append(places.get(item, -1))
        except TypeError:  # it has no hash, so it is no name
            return replace(holding(value, item), should="names")
    return found


def _values(value: Any, names: list[Any]) -> Any:
    """A dict as its values in the order of `names`, nan for those that it lacks."""
    if not isinstance(value, dict):
        return replace(kind(value), should="table")
    found = [value.get(name, math.nan) for name in names]
    strange = [v for v in map(plain, found) if not _is_number(v)]
    if strange:
        return replace(holding(value, strange[0]), should="table")
    return found


def _is_number(plain_value: Any) -> bool:
    """An array of one number too, as `float` takes it."""
    return not isinstance(plain_value, (Odd, list, tuple, type(None), type(...)))
