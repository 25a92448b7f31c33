"""The reference called with an argument changed, and results with a factor of an argument.

The activation instead of z, one left out, two swapped, samples left out; one factor of the
chain rule too many or too few.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.checking import texts
from bpcourse.checking.given import fresh
from bpcourse.course import Case, Exercise

from .candidate import Candidate, candidate
from .changes import arrays, backwards


def _sigmoid(a: Any) -> Any:
    return 1 / (1 + np.exp(-np.asarray(a, dtype=float)))


def _slope(a: Any) -> Any:
    return _sigmoid(a) * _sigmoid(-np.asarray(a))


def _logit(a: Any) -> Any:
    return np.log(a / (1 - np.asarray(a)))


def _averaged(a: Any) -> Any:
    return np.mean(a, axis=0) + np.zeros_like(a)


ON_ONE: dict[str, Callable[[Any], Any]] = {
    "negated": np.negative,
    "activated": _sigmoid,
    "unactivated": _logit,
    "sloped": _slope,
    "transposed": np.transpose,
    "zero": np.zeros_like,
    "one": np.ones_like,
    "doubled": lambda a: 2 * np.asarray(a),
    "halved": lambda a: np.asarray(a) / 2,
    "squared": np.square,
    "absolute": np.abs,
    "complement": lambda a: 1 - np.asarray(a),
    "inverse": lambda a: 1 / np.asarray(a),
    "averaged": _averaged,
}
ON_COUNT: dict[str, Callable[[Any], Any]] = {
    "plus_one": lambda n: n + 1,
    "minus_one": lambda n: n - 1,
}
ON_LIST = ("negated", "transposed", "zero", "absolute", "doubled")

Function = Callable[..., Any]


def argument_names(exercise: Exercise) -> list[str]:
    """The names of an exercise's arguments, in order."""
    inside = exercise.signature.partition("(")[2].rpartition(")")[0]
    return [part.partition("=")[0].strip() for part in inside.split(",")]


def argument_changes(
    cases: list[Case], names: list[str], function: Function
) -> Iterator[Candidate]:
    """`function` called with one argument changed, two swapped, or samples left out."""
    for i, arg in enumerate(cases[0].args):
        if isinstance(arg, (float, int, np.ndarray)):
            whole = isinstance(arg, int) and not isinstance(arg, bool)
            for id, change in {**ON_ONE, **(ON_COUNT if whole else {})}.items():
                yield _changed(id, names[i], i, change, function)
        if isinstance(arg, list) and all(isinstance(a, np.ndarray) for a in arg):
            yield _changed("reversed", names[i], i, backwards, function)
            for id in ON_LIST:
                yield _changed(id, names[i], i, _over_list(ON_ONE[id]), function)
    yield from _swaps(cases[0], names, function)
    yield from _shortened(cases, names, function)


def _over_list(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda items: [change(a) for a in items]


def _changed(
    id: str, name: str, i: int, change: Callable[[Any], Any], function: Any
) -> Candidate:
    def apply(case: Case, want: Any) -> Any:
        args = [own(a) for a in case.args]
        args[i] = change(args[i])
        return function(*args)

    return candidate(f"{id}_{name}", f"{id}_argument", apply, name=name)


def unmoved(names: list[str], function: Function) -> Iterator[Candidate]:
    """No step at all, where there is a step size."""
    if "eta" in names:
        still = _changed("zero", "eta", names.index("eta"), np.zeros_like, function)
        yield candidate("nothing_moved", "nothing_moved", still.apply)


def _swaps(case: Case, names: list[str], function: Function) -> Iterator[Candidate]:
    for i, j in itertools.combinations(range(len(case.args)), 2):
        a, b = case.args[i], case.args[j]
        if isinstance(a, (float, int, np.ndarray)) and np.shape(a) == _shape(b):
            yield _swapped(i, j, names, function)


def _shape(arg: Any) -> tuple[int, ...] | None:
    return np.shape(arg) if isinstance(arg, (float, int, np.ndarray)) else None


def _swapped(i: int, j: int, names: list[str], function: Function) -> Candidate:
    def apply(case: Case, want: Any) -> Any:
        args = [own(a) for a in case.args]
        args[i], args[j] = args[j], args[i]
        return function(*args)

    pair = {"first": names[i], "second": names[j]}
    return candidate(f"swapped_{names[i]}_{names[j]}", "swapped", apply, **pair)


CUTS = {
    "first": slice(0, 1),
    "last": slice(-1, None),
    "without_last": slice(0, -1),
    "without_first": slice(1, None),
}


def _shortened(
    cases: list[Case], names: list[str], function: Function
) -> Iterator[Candidate]:
    """The arguments that share the first one's length, all cut to some of it."""
    at = arrays(cases)
    shared = [i for i in at if all(len(c.args[i]) == len(c.args[at[0]]) for c in cases)]
    if not shared or len(cases) < 2:
        return
    unit = "sample" if np.ndim(cases[0].args[shared[0]]) > 1 else "entry"
    for id, part in CUTS.items():
        key = f"{id}_{unit}"
        yield candidate(key, key, _cutting(shared, part, function))


def _cutting(shared: list[int], part: slice, function: Function) -> Any:
    def apply(case: Case, want: Any) -> Any:
        args = [own(a) for a in case.args]
        for i in shared:
            args[i] = args[i][part]
        return function(*args)

    return apply


def argument_factors(cases: list[Case], names: list[str]) -> Iterator[Candidate]:
    """An argument, or its sigmoid slope, multiplied in once too often or not at all."""
    for i, arg in enumerate(cases[0].args):
        if not isinstance(arg, (float, np.ndarray)):
            continue
        for id, factor in FACTORS.items():
            said = texts.FACTORS[id].format(name=names[i])
            for power, word in ((1, "extra"), (-1, "missing")):
                key, apply = f"{word}_factor", _factor_of(i, factor, power)
                yield candidate(f"{word}_{id}_{names[i]}", key, apply, factor=said)


FACTORS: dict[str, Callable[[Any], Any]] = {
    "factor": lambda a: a,
    "complement": lambda a: 1 - a,
    "slope": lambda a: a * (1 - a),
    "slope_at": _slope,
}


def _factor_of(i: int, factor: Callable[[Any], Any], power: int) -> Any:
    return lambda case, want: _times(want, factor(case.args[i]), power)


def _times(want: Any, factor: Any, power: int) -> Any:
    """Every part of the result whose shape fits, times the factor to the power."""
    if isinstance(want, (tuple, list)):
        raise ValueError
    want = np.asarray(want)
    if np.shape(factor) not in ((), want.shape):
        raise ValueError
    return want * np.asarray(factor, dtype=float) ** power


def own(arg: Any) -> Any:
    """A copy of an argument: what a quick `fresh` needs for what cases hold."""
    if isinstance(arg, np.ndarray):
        return arg.copy()
    return [own(a) for a in arg] if isinstance(arg, list) else fresh(arg)
