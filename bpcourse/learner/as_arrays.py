"""A piece that gives lists where the course's gives arrays: right, and the lessons need arrays."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from bpcourse.checking.reply import call_here
from bpcourse.checking.trial import trains
from bpcourse.course import Exercise

Function = Callable[..., Any]


def as_arrays(own: Function, asked: Exercise) -> Function:
    """`own` itself, or where it gives lists for arrays, a function that makes them arrays.

    The exercise's own cases show which; of numbers alone comes a number, of arrays a list.
    """
    if asked.finish or trains(asked) or not callable(own):
        return own
    calls = call_here(asked.reference), call_here(own)
    for case in asked.cases(np.random.default_rng(0)):
        want, got = (call(case, asked).value for call in calls)
        if _differs(want, got):
            return _giving(want, own)
    return own


def _giving(want: Any, own: Function) -> Function:
    """The piece, with arrays in its results where `want` has them."""

    @functools.wraps(own)
    def piece(*args: Any, **named: Any) -> Any:
        return _shaped(want, own(*args, **named))

    return piece


def _differs(want: Any, got: Any) -> bool:
    """True where a list stands in `got` for an array of `want`."""
    if isinstance(want, np.ndarray):
        return isinstance(got, (list, tuple))
    pairs = zip(want, got) if _has_parts(want) and _has_parts(got) else ()
    return any(_differs(w, g) for w, g in pairs)


def _shaped(want: Any, got: Any) -> Any:
    """`got` with arrays where `want`, the same result of another call, has them."""
    if isinstance(want, np.ndarray) and isinstance(got, (list, tuple)):
        return np.asarray(got)
    if not (_has_parts(want) and _has_parts(got)):
        return got
    models = want if isinstance(want, tuple) else [want[0]] * len(got)
    return type(got)(_shaped(w, g) for w, g in zip(models, got))


def _has_parts(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and len(value) > 0
