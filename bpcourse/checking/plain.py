"""What an answer gave, as plain data: numbers, arrays, lists, tuples, and nothing that acts.

A value of a learner's may have any type, and any of its methods may raise, lie or never end.
It is turned once, where the answer ran and within its time limit, into data that the judge
can compare, copy and print without asking it anything again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import CoroutineType, GeneratorType
from typing import Any

import numpy as np

DEEPEST = 12  # lists in lists
NUMBERS = "numbers"
NO_LIST = (str, bytes, dict, set, frozenset)  # can be run through, and are no list
LONG, LONGEST = 1_000, 1_000_000  # entries altogether


@dataclass(frozen=True)
class Odd:
    """Instead of a value that isn't numbers. kind: what it is, in words ("a dict").

    should: what it should be. id: "generator", "coroutine" or "function", "no_function" where
    one was asked for, else "".
    """

    kind: str
    should: str = NUMBERS
    id: str = field(default="", compare=False)

    def __repr__(self) -> str:
        return self.kind

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
        return Odd("an endless or endlessly nested list")
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
    return value if abs(value) < 1 << 1000 else Odd("a number too large for a float")


def _array(value: Any) -> Any:
    if isinstance(value, np.ma.MaskedArray):
        return Odd("a masked array", "a plain one")
    if isinstance(value, NO_LIST) or callable(value):
        return Odd(kind(value), id=odd_id(value))
    if isinstance(value, np.ndarray) and np.ndarray.size.__get__(value) > LONGEST:
        return Odd("an array of more than a million entries", "a small one")
    try:
        array = np.array(value)  # pandas' and PyTorch's objects too
    except Exception:
        return Odd(kind(value), id=odd_id(value))
    if array.dtype.kind == "c" and not np.any(array.imag):
        array = array.real
    if array.dtype.kind not in "biuf":
        return Odd(kind(array if array.ndim else value), id=odd_id(value))
    if array.dtype == np.float16:
        return Odd("an array of float16, which keeps three digits", "one of float64")
    return array[()] if isinstance(value, (np.generic, complex)) else array


def kind(got: Any) -> str:
    """What a value is, in words: "None", "a str", "a list", "an array of complex128"."""
    if got is None:
        return "None"
    if isinstance(got, Odd):
        return got.kind
    if isinstance(got, np.ndarray):
        return f"an array of {got.dtype.name}"
    if callable(got):
        return "a function (was it called?)"
    name = type(got).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def holding(got: Any, inside: Any) -> str:
    """The same of a value and something in it: "a list with a str in it"."""
    return f"{kind(got)} with {kind(inside)} in it"


def odd_id(value: Any) -> str:
    """The `id` of an `Odd` that stands for this value."""
    if isinstance(value, GeneratorType):
        return "generator"
    if isinstance(value, CoroutineType):
        return "coroutine"
    return "function" if callable(value) else ""
