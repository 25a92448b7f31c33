"""The version of an exercise: changes with whatever decides its grade, and only then."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from types import CodeType, FunctionType
from typing import Any

import numpy as np

from bpcourse.course import Exercise

OURS = "bpcourse.course"


@cache
def exercise_version(exercise: Exercise) -> str:
    """16 hexadecimal digits from reference, cases, judge, tolerances, points, finish."""
    digest = hashlib.sha256()
    for part in _parts(exercise):
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()[:16]


def _parts(exercise: Exercise) -> Iterator[str]:
    settings = (exercise.name, exercise.rtol, exercise.atol, exercise.points)
    yield repr((*settings, exercise.finish, exercise.needs))
    yield exercise.source
    for function in (exercise.cases, exercise.judge):
        if function is not None:
            yield from sorted(set(_sources(function, set())))


def _sources(function: Callable[..., Any], seen: set[Any]) -> Iterator[str]:
    """Its source, and what it uses of the lesson's own: functions and constants."""
    function = inspect.unwrap(function)
    code = getattr(function, "__code__", None)
    if code is None or code in seen:
        return
    seen.add(code)
    yield inspect.getsource(code)
    for used in _used(function, code):
        if isinstance(used, FunctionType):
            yield from _sources(used, seen)
        elif isinstance(used, (int, float, str, tuple, list, dict, np.ndarray)):
            yield repr(used) if " at 0x" not in repr(used) else type(used).__name__


def _used(function: Any, code: CodeType) -> list[Any]:
    names = {*code.co_names, *(n for c in _inner(code) for n in c.co_names)}
    inside = [c.cell_contents for c in function.__closure__ or ()]
    found = inside + [function.__globals__.get(name) for name in sorted(names)]
    unwrapped = [inspect.unwrap(f) if callable(f) else f for f in found]
    return [u for u in unwrapped if not callable(u) or _is_ours(u)]


def _inner(code: CodeType) -> list[CodeType]:
    """The functions and comprehensions inside."""
    found = [c for c in code.co_consts if isinstance(c, CodeType)]
    return found + [deep for c in found for deep in _inner(c)]


def _is_ours(function: Any) -> bool:
    return isinstance(function, FunctionType) and function.__module__.startswith(OURS)
