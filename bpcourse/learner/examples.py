"""Tests as text, made from an exercise's cases: arguments in, the right result out."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course import Case, Exercise, Formula, Seed

MOST, LARGEST = 3, 60  # cases of an exercise; numbers in one of them
SEED = 20240607
RTOL = 1e-7  # of a test: other orders of summation are right as well


def examples_of(exercise: Exercise) -> Iterator[str]:
    """The tests of one exercise: its own one, or one for each small case."""
    if exercise.own_test:
        yield exercise.own_test
        return
    cases = list(exercise.cases(np.random.default_rng(SEED)))
    small = [c for c in cases if _size(c.args) <= LARGEST]
    if exercise.finish or (exercise.judge and not _by_places(exercise, small)):
        return  # only the course's judge knows which results are right
    for number, case in enumerate(small[:MOST], start=1):
        if text := _example(exercise, case, number):
            yield text


def _example(exercise: Exercise, case: Case, number: int) -> str | None:
    """None where no text makes the case again."""
    try:
        args = ", ".join(map(written, case.args))
        want = written(_settled(exercise, case))
    except Unwritable:
        return None
    name, rtol = exercise.name, max(exercise.rtol, RTOL)
    return (
        f"def test_{name}_{number}():\n    want = {want}\n"
        f"    assert same({name}({args}), want, {rtol}, {exercise.atol})"
    )


def _by_places(exercise: Exercise, cases: list[Case]) -> bool:
    """Whether the judge takes other numbers in single places of a result (at a corner)."""
    if any(isinstance(a, Seed) for case in cases for a in case.args):
        return False
    found = [_settled(exercise, case) for case in cases]
    numbers = all(isinstance(f, np.ndarray) and f.dtype.kind == "f" for f in found)
    return numbers and any(f.ndim and np.isnan(f).any() for f in found)


def _settled(exercise: Exercise, case: Case) -> Any:
    """The right result, nan where the judge takes other numbers as well (no text is made of it)."""
    want = _want(exercise, case)
    if exercise.judge and isinstance(want, (float, np.ndarray)):
        want = np.array(want, float)
        for place, value in np.ndenumerate(want.copy()):
            if any(_taken(exercise, case, want, place, v) for v in _others(value)):
                want[place] = np.nan
    return want


def _others(value: float) -> list[float]:
    tried = [0.0, 0.25, 0.5, 0.75, 1.0, -1.0, value / 2, value * 2]
    return [other for other in tried if other != value]


def _taken(
    exercise: Exercise, case: Case, want: Any, place: tuple[int, ...], value: float
) -> bool:
    """Whether the judge takes this number in one place of the right result."""
    assert exercise.judge is not None
    changed = want.copy()
    changed[place] = value
    return exercise.judge(case, want, changed) is None


def _want(exercise: Exercise, case: Case) -> Any:
    args = [
        np.random.default_rng(a.value) if isinstance(a, Seed) else copy.deepcopy(a)
        for a in case.args
    ]
    with np.errstate(all="ignore"):
        return exercise.reference(*args)


class Unwritable(Exception):
    """A value that no text makes again."""


def written(value: Any) -> str:
    """The text that makes a value again."""
    if isinstance(value, Seed):
        return f"np.random.default_rng({value.value})"
    if isinstance(value, Formula):
        return _formula(value)
    if isinstance(value, (list, tuple)):
        inner = ", ".join(map(written, value))
        if isinstance(value, list):
            return f"[{inner}]"
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, (np.ndarray, np.generic)):
        return _array(np.asarray(value))
    if isinstance(value, (bool, int, float, str, type(None))):
        return _number(value)
    raise Unwritable


def _array(value: np.ndarray) -> str:
    if not np.all(np.isfinite(value)):
        raise Unwritable
    if value.size == 0:
        return f"np.empty({value.shape})"
    return f"np.array({value.tolist()!r})"


def _number(value: Any) -> str:
    if isinstance(value, float) and not np.isfinite(value):
        return f'float("{value}")'
    return repr(value)


def _formula(value: Formula) -> str:
    if value.constants:
        raise Unwritable
    return f"lambda {value.text}"


def _size(value: Any) -> int:
    if isinstance(value, (list, tuple)):
        return sum(map(_size, value))
    return int(np.size(value)) if isinstance(value, np.ndarray) else 1
