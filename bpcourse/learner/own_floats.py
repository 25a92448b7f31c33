"""A right answer that takes NumPy's floats, as checks give them, and stops for Python's."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from bpcourse.checking import texts
from bpcourse.checking.guess.arguments import argument_names
from bpcourse.checking.reply import run
from bpcourse.checking.trial import trains
from bpcourse.checking.wording import call_text
from bpcourse.course import Case, Exercise


def needs_numpys(function: Callable[..., Any], asked: Exercise) -> str | None:
    """A sentence where a call like `sigmoid(2.0)` in a cell would stop, else None."""
    cases = () if trains(asked) else asked.cases(np.random.default_rng(0))
    case = next(filter(_places, cases), None)
    if case is None:
        return None

    def answer(*args: Any) -> Any:
        return function(*map(_own, args))

    reply = run(answer, case, asked)
    if not reply.error:
        return None
    return texts.say(
        "needs_numpys",
        call=call_text(case, asked),
        error=reply.error,
        detail=texts.detail(reply.error, reply.detail),
        name=argument_names(asked)[_places(case)[0]],
    )


def with_numpys(own: Callable[..., Any], asked: Exercise) -> Callable[..., Any]:
    """`own` itself, or where it stops for Python's floats, one that hands it NumPy's."""
    if not callable(own) or needs_numpys(own, asked) is None:
        return own

    @functools.wraps(own)
    def piece(*args: Any, **named: Any) -> Any:
        return own(*map(_numpys, args), **{k: _numpys(v) for k, v in named.items()})

    return piece


def _numpys(arg: Any) -> Any:
    return np.float64(arg) if isinstance(arg, float) else arg


def _places(case: Case) -> list[int]:
    return [i for i, arg in enumerate(case.args) if isinstance(arg, float)]


def _own(arg: Any) -> Any:
    return float(arg) if isinstance(arg, np.float64) else arg
