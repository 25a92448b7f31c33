"""What an answer gave, as plain data: numbers, arrays, lists, tuples, and nothing that acts.

A value of a learner's may have any type, and any of its methods may raise, lie or never end.
It is turned once, where the answer ran and within its time limit, into data that the judge
can compare, copy and print without asking it anything again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import CoroutineType, GeneratorType
from typing import Any

import numpy as np

DEEPEST = 12  # lists in lists
NUMBERS = "numbers"
NO_LIST = (str, bytes, dict, set, frozenset)  # can be run through, and are no list
LONG, LONGEST = 1_000, 1_000_000  # entries altogether
LAZY: dict[type, str] = {GeneratorType: "generator", CoroutineType: "coroutine"}
KINDS = {
    *("named", "type", "array", "generator", "coroutine", "function", "endless"),
    *("too_large", "masked", "large_array", "half", "many"),
}
SHOULD = {
    *(NUMBERS, "plain_array", "small_array", "float64", "function", "results"),
    *("names", "table", "fewer"),
}


@dataclass(frozen=True)
class Odd:
    """Instead of a value that isn't numbers: ids and names, which `texts` puts into words.

    kind: one of KINDS. name: of its type ("dict") or of an array's ("complex128"), or how many
    numbers they are. inside: what is in it and is no number, or None. should: one of SHOULD.
    """

    kind: str
    name: str = ""
    inside: Odd | None = None
    should: str = field(default=NUMBERS, repr=False)

    @property
    def numbers(self) -> bool:
        """True where plain numbers are asked for, and nothing that says it more narrowly."""
        return self.should == NUMBERS


class _TooMuch(Exception):
    pass


def plain(value: Any) -> Any:
    """`value` as numbers, plain arrays, lists and tuples of them; None, `...` and `Odd`."""
    left = [LONGEST]
    try:
        found = _plain(value, DEEPEST, left)
    except _TooMuch:
        return Odd("endless")
    return found if LONGEST - left[0] <= LONG else _gathered(found)


def _gathered(value: Any) -> Any:
    """A long list of numbers as an array, which is compared in one step and not in thousands."""
    try:
        array = np.array(value)
    except ValueError:
        return value
    return array if array.dtype.kind in "biuf" else value


def _plain(value: Any, deeper: int, left: list[int]) -> Any:
    left[0] -= 1
    if not deeper or left[0] < 0:
        raise _TooMuch
    if value is None or value is ... or type(value) in (float, bool, np.float64, Odd):
        return value
    if isinstance(value, (list, tuple)):
        family = list if isinstance(value, list) else tuple
        items = family.__iter__(value)  # type: ignore[arg-type]
        return family([_plain(v, deeper - 1, left) for v in items])
    if isinstance(value, float) and not isinstance(value, np.generic):
        return float.__pos__(value)
    if isinstance(value, int):
        return _whole(int.__pos__(value))
    return _array(value)


def _whole(value: int) -> int | Odd:
    return value if abs(value) < 1 << 1000 else Odd("too_large")


def _array(value: Any) -> Any:
    if isinstance(value, np.ma.MaskedArray):
        return Odd("masked", should="plain_array")
    if isinstance(value, NO_LIST) or callable(value):
        return kind(value)
    if isinstance(value, np.ndarray) and np.ndarray.size.__get__(value) > LONGEST:
        return Odd("large_array", should="small_array")
    try:
        array = np.array(value)  # pandas' and PyTorch's objects too
    except Exception:
        return kind(value)
    if array.dtype.kind == "c" and not np.any(array.imag):
        array = array.real
    if array.dtype.kind not in "biuf":
        return kind(array if array.ndim else value)
    if array.dtype == np.float16:
        return Odd("half", array.dtype.name, should="float64")
    return array[()] if isinstance(value, (np.generic, complex)) else array


def kind(got: Any) -> Odd:
    """What a value is: None, a type, an array of a type, a function."""
    if isinstance(got, Odd):
        return got
    if got is None:
        return Odd("named", "None")
    if isinstance(got, np.ndarray):
        return Odd("array", got.dtype.name)
    if callable(got):
        return Odd("function")
    return Odd(LAZY.get(type(got), "type"), type(got).__name__)


def holding(got: Any, inside: Any) -> Odd:
    """The same of a value and something in it: a list with a str in it."""
    return replace(kind(got), inside=kind(inside))
