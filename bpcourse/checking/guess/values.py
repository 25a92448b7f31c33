"""What the numbers of an answer tell without a formula: its shape, copies, nan, digits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.checking import compare
from bpcourse.checking.conduct import Named
from bpcourse.checking.trial import Trial
from bpcourse.checking.wording import both, number
from bpcourse.course import Case, Exercise

from . import explain
from .arguments import argument_names

NEARLY = 1e-4  # relative: an answer this close is called right to so many digits


def fitted_values(trials: list[Trial]) -> list[Any] | None:
    try:
        return [compare.fit(t.reply.value, t.want) for t in trials]
    except compare.Unfit:
        return None


def reshaped(trials: list[Trial], exercise: Exercise) -> Named | None:
    """The right numbers in the right order, in another shape."""
    for trial in trials:
        try:
            for got, want in paired(trial.reply.value, trial.want):
                flat = np.ravel(compare.to_array(got, "it"))
                if flat.size != want.size:
                    return None
                if not compare.close(flat, want.ravel(), exercise.rtol).all():
                    return None
        except (compare.Unfit, TypeError, ValueError):
            return None
    ask = "Which axis is too much, or lost? Print the shape after every line."
    return "wrong_shape", "the right numbers in another shape", ask


def paired(got: Any, want: Any) -> Iterator[tuple[Any, np.ndarray]]:
    if not isinstance(want, (tuple, list)):
        yield got, np.asarray(want)
        return
    if not isinstance(got, (tuple, list)) or len(got) != len(want):
        raise ValueError
    for g, w in zip(got, want):
        yield from paired(g, w)


def handed_back(trials: list[Trial], exercise: Exercise) -> Named | None:
    """Every result is one of the arguments as it came in."""
    names, found = argument_names(exercise), None
    for trial in trials:
        value = trial.reply.value
        many = isinstance(trial.want, tuple) and isinstance(value, (tuple, list))
        parts = list(value) if many else [value]
        here = [_which(part, trial.case) for part in parts]
        if None in here or (found is not None and here != found):
            return None
        found = here
    which = both([names[i] for i in found or [] if i is not None])
    name = f"{which} as {'they' if len(found or []) > 1 else 'it'} came in, unchanged"
    return "handed_back", name, "Which line should have made something new of it?"


def _which(part: Any, case: Case) -> int | None:
    for i, arg in enumerate(case.args):
        if not isinstance(arg, (float, int, np.ndarray, list)):
            continue
        alike = isinstance(part, (list, tuple)) is isinstance(arg, list)
        if alike and compare.same(part, arg, 0.0):
            return i
    return None


def constant(trials: list[Trial], exercise: Exercise) -> Named | None:
    """The one number that a well-shaped answer gives everywhere, and shouldn't."""
    fitted = fitted_values(trials)
    if fitted is None:
        return None
    entries = np.concatenate(
        [np.ravel(a).astype(float) for v in fitted for _, a in compare.parts_of(v)]
    )
    if entries.size < 2 or not np.allclose(entries, entries[0], rtol=0, atol=1e-14):
        return None
    ask = "It is the same whatever is asked. Which line should hand the numbers on?"
    if explain.lacks_bracket(trials, exercise):
        ask = "Is a bracket missing? × goes before + and −, so a * 1 - a is 0."
    if abs(entries[0]) < 1e-14:
        return "all_zero", "zeros throughout", ask
    return "all_the_same", f"{number(entries[0])} throughout", ask


def overflows(trials: list[Trial], exercise: Exercise) -> Named | None:
    """Right but for nan and inf."""
    fitted, good = fitted_values(trials), 0
    if fitted is None:
        return None
    for trial, value in zip(trials, fitted):
        parts = compare.right_parts(value, trial.want, exercise.rtol, exercise.atol)
        for _, got, want, right in parts:
            if not (right | (~np.isfinite(got) & np.isfinite(want))).all():
                return None
            good += int(right.sum())
    if not good:
        ask = "Which step divides 0 by 0, takes log 0, or leaves the range of floats?"
        return "no_number", "no number throughout: nan or inf", ask
    name = "the right formula, which gives nan or inf for some numbers"
    ask = "Which step leaves the range of floats, or divides 0 by 0, or takes log 0?"
    return "not_finite", name, ask


def near(trials: list[Trial], exercise: Exercise) -> Named | None:
    """Right to four digits or more, and not to all."""
    fitted = fitted_values(trials)
    if fitted is None or not all(
        compare.same(v, t.want, NEARLY, exercise.atol) for v, t in zip(fitted, trials)
    ):
        return None
    digits = 4
    while digits < 15 and all(
        compare.same(v, t.want, 10.0 ** -(digits + 1)) for v, t in zip(fitted, trials)
    ):
        digits += 1
    ask = (
        "Is something rounded, measured with a step, or kept from 0 by a small number?"
    )
    return "nearly", f"the right result, to about {digits} digits only", ask
