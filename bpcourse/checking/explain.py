"""Explain-my-gradient: which small change of the right computation gives this answer?

The right array is transformed (sign, factor, transpose, order, reduction, one factor too many
or too few), or the reference is called with changed arguments (the activation for the
pre-activation, two arguments swapped, one transposed, its sign turned). One change, then two at
once. An explanation must hold in every case; the simplest that do are returned, all of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bpcourse.exercises import Case, Exercise

from . import compare

if TYPE_CHECKING:
    from .judge import Trial


@dataclass(frozen=True)
class Explanation:
    """id: for records. text: completes "looks like …". todo: the step to take next."""

    id: str
    text: str
    todo: str


Change = Callable[
    [Case, Any], Any
]  # (case, the right result) -> what the answer would be


@dataclass(frozen=True)
class Candidate:
    explanation: Explanation
    apply: Callable[[Case, Any, Exercise], Any]


def explain(trials: list[Trial], exercise: Exercise) -> list[Explanation]:
    """The simplest changes of the right computation that give this answer in every case.

    Empty when none does; several when the numbers can't tell them apart.
    """
    usable = [t for t in trials if not t.reply.error and t.reply.value is not None]
    if len(usable) < len(trials) or not any(_tells(t, exercise) for t in usable):
        return []
    usable.sort(key=lambda t: sum(np.size(a) for _, a in compare.parts_of(t.want)))
    with np.errstate(all="ignore"):
        groups = [list(g) for g in _single(usable[0].case, exercise)]
        for group in (*groups, *_pairs(groups)):
            found = [c.explanation for c in group if _holds(c, usable, exercise)]
            if found:
                return found
    return []


def _tells(trial: Trial, exercise: Exercise) -> bool:
    """True where a wrong entry is a number; nan and inf have too many explanations."""
    try:
        got = compare.fit(trial.reply.value, trial.want)
    except compare.Unfit:
        return trial.problem is not None
    pairs = zip(compare.parts_of(got), compare.parts_of(trial.want))
    wrong = (
        (g, compare.close(g, w, exercise.rtol, exercise.atol))
        for (_, g), (_, w) in pairs
    )
    return any(bool(np.any(np.isfinite(g) & ~right)) for g, right in wrong)


def _holds(candidate: Candidate, trials: list[Trial], exercise: Exercise) -> bool:
    rtol = max(10 * exercise.rtol, 1e-8)
    for trial in trials:
        try:
            guess = candidate.apply(trial.case, trial.want, exercise)
            if not compare.same(trial.reply.value, guess, rtol, exercise.atol):
                return False
        except Exception:
            return False
    return True


# ---- one change


def _single(case: Case, exercise: Exercise) -> Iterator[Iterator[Candidate]]:
    """Groups, simplest first: what an earlier group explains, a later one only rewords."""
    yield itertools.chain(_factors(), _rearranged())
    yield _reduced()
    yield _argument_changes(case, exercise)
    yield _argument_factors(case, exercise)


def _candidate(id: str, text: str, todo: str, change: Change) -> Candidate:
    return Candidate(
        Explanation(id, text, todo), lambda case, want, _: change(case, want)
    )


def _each(want: Any, change: Callable[[Any], Any]) -> Any:
    """Apply a change to every array of a nested result."""
    if isinstance(want, (tuple, list)):
        return type(want)(_each(w, change) for w in want)
    return change(np.asarray(want))


def _factors() -> Iterator[Candidate]:
    sign = "Follow the sign through each line: where does o − t become t − o?"
    yield _candidate(
        "sign",
        "the right result with the opposite sign",
        sign,
        lambda c, w: _each(w, np.negative),
    )
    for factor, name in (
        (2.0, "twice"),
        (0.5, "half"),
        (4.0, "four times"),
        (0.25, "a quarter of"),
    ):
        yield _candidate(
            f"factor_{factor:g}",
            f"{name} the right result",
            "Which constant of the formula is missing, or there twice?",
            _scaling(factor),
        )
    for id, name, size in _SIZES:
        for power, word in ((1, "times"), (-1, "divided by")):
            yield _candidate(
                f"{id}_{'extra' if power > 0 else 'missing'}",
                f"the right result {word} {name}",
                f"Is {name} divided out exactly once, where the task asks for a mean?",
                _sized(size, power),
            )


def _scaling(factor: float) -> Change:
    return lambda case, want: _each(want, lambda a: factor * a)


def _sized(size: Callable[[Case], int], power: int) -> Change:
    return lambda case, want: _each(want, lambda a: a * float(size(case)) ** power)


def _folding(op: Any, axis: int | None, spread: bool) -> Change:
    return lambda case, want: _each(want, lambda a: _fold(a, op, axis, spread))


def _factor_of(i: int, factor: Callable[[Any], Any], power: int) -> Change:
    return lambda case, want: _times(want, factor(case.args[i]), power)


def _first_array(case: Case) -> np.ndarray:
    return next(a for a in case.args if isinstance(a, np.ndarray) and a.ndim)


def _batch(case: Case) -> int:
    return next(
        a for a in case.args if isinstance(a, np.ndarray) and a.ndim == 2
    ).shape[0]


def _width(case: Case) -> int:
    return _first_array(case).shape[-1]


_SIZES = (
    ("batch", "the number of samples N", _batch),
    ("width", "the number of entries of a row", _width),
)


def _rearranged() -> Iterator[Candidate]:
    yield _candidate(
        "transposed",
        "the transpose of the right result",
        "Write the shape of each factor beside it: which order gives the shape that is asked?",
        lambda c, w: _each(w, np.transpose),
    )
    yield _candidate(
        "reversed",
        "the right results in reverse order",
        "In which order does the docstring ask for them? (The backward pass finds the last first.)",
        lambda c, w: _reversed(w),
    )
    yield _candidate(
        "mask_inverted",
        "the right result with its mask inverted (1 where 0 belongs, and 0 where 1 belongs)",
        "Which entries should pass the gradient on, and which block it?",
        lambda c, w: _inverted(np.asarray(w)),
    )


def _reversed(want: Any) -> Any:
    if not isinstance(want, (tuple, list)) or len(want) < 2:
        raise ValueError
    return want[::-1]


def _inverted(want: np.ndarray) -> np.ndarray:
    values = np.unique(want)
    if len(values) != 2:
        raise ValueError
    return values.sum() - want


def _reduced() -> Iterator[Candidate]:
    for axis, over in (
        (0, "the samples (axis 0)"),
        (-1, "the last axis"),
        (None, "all entries"),
    ):
        for op, name in ((np.sum, "sum"), (np.mean, "mean")):
            for spread in (False, True):
                tail = ", the same number for all" if spread else ""
                yield _candidate(
                    f"{name}_over_{'all' if axis is None else axis}",
                    f"the {name} of the right result over {over}{tail}",
                    "Does this sum belong in the formula? Ask what one entry depends on.",
                    _folding(op, axis, spread),
                )


def _fold(x: np.ndarray, op: Any, axis: int | None, spread: bool) -> np.ndarray:
    if x.ndim == 0 or (axis is not None and x.ndim < 2 and axis == 0):
        raise ValueError
    folded = op(x, axis=axis, keepdims=spread)
    return folded + np.zeros_like(x) if spread else folded


# ---- the reference with changed arguments


def _sigmoid(a: Any) -> Any:
    return 1 / (1 + np.exp(-np.asarray(a, dtype=float)))


_ON_ONE = (
    ("negated", "−{0} in the place of {0}", np.negative),
    ("activated", "σ({0}) in the place of {0}", _sigmoid),
    ("transposed", "{0} transposed", np.transpose),
    ("zero", "{0} left out", np.zeros_like),
    ("one", "1 in the place of {0}", np.ones_like),
    ("doubled", "twice {0} in the place of {0}", lambda a: 2 * np.asarray(a)),
    ("squared", "{0} squared", np.square),
    ("absolute", "the absolute value of {0}", np.abs),
    ("complement", "1 − {0} in the place of {0}", lambda a: 1 - np.asarray(a)),
)


def _names(exercise: Exercise) -> list[str]:
    inside = exercise.signature.partition("(")[2].rpartition(")")[0]
    return [part.partition("=")[0].strip() for part in inside.split(",")]


def _argument_changes(case: Case, exercise: Exercise) -> Iterator[Candidate]:
    names = _names(exercise)
    for i, arg in enumerate(case.args):
        if isinstance(arg, (float, int, np.ndarray)):
            for id, text, change in _ON_ONE:
                yield _changed(f"{id}_{names[i]}", text.format(names[i]), i, change)
        if isinstance(arg, list):
            yield _changed(
                f"reversed_{names[i]}", f"{names[i]} in reverse order", i, _reversed
            )
    for i in range(len(case.args)):
        for j in range(i + 1, len(case.args)):
            if np.shape(_plain(case.args[i])) == np.shape(_plain(case.args[j])):
                yield _swapped(i, j, names)


def _plain(arg: Any) -> Any:
    return (
        arg
        if isinstance(arg, (float, int, np.ndarray))
        else np.zeros((0, id(arg) % 97))
    )


def _changed(id: str, text: str, i: int, change: Callable[[Any], Any]) -> Candidate:
    def apply(case: Case, want: Any, exercise: Exercise) -> Any:
        args = [*case.args]
        args[i] = change(args[i])
        return exercise.reference(*args)

    todo = (
        "Compare this argument with the formula: which quantity does it ask for here?"
    )
    return Candidate(Explanation(id, f"the right formula with {text}", todo), apply)


def _swapped(i: int, j: int, names: list[str]) -> Candidate:
    def apply(case: Case, want: Any, exercise: Exercise) -> Any:
        args = [*case.args]
        args[i], args[j] = args[j], args[i]
        return exercise.reference(*args)

    text = f"the right formula with {names[i]} and {names[j]} in each other's place"
    todo = "Read the formula once more, letter by letter: which of the two comes first?"
    return Candidate(Explanation(f"swapped_{names[i]}_{names[j]}", text, todo), apply)


# ---- one factor too many or too few


def _argument_factors(case: Case, exercise: Exercise) -> Iterator[Candidate]:
    """An argument, or its sigmoid slope, multiplied in once too often or not at all."""
    names = _names(exercise)
    for i, arg in enumerate(case.args):
        if not isinstance(arg, (float, np.ndarray)):
            continue
        for id, text, factor in (
            ("factor", "{0}", lambda a: a),
            ("slope", "{0}(1 − {0})", lambda a: a * (1 - a)),
            ("slope_at", "σ'({0})", lambda a: _sigmoid(a) * _sigmoid(-a)),
        ):
            for power, word in (
                (1, "multiplied once too often by"),
                (-1, "without the factor"),
            ):
                yield _candidate(
                    f"{'extra' if power > 0 else 'missing'}_{id}_{names[i]}",
                    f"the right result {word} {text.format(names[i])}",
                    "Count the factors of the chain rule: one for each step of the path.",
                    _factor_of(i, factor, power),
                )


def _times(want: Any, factor: Any, power: int) -> Any:
    """Every part of the result whose shape fits, times the factor to the power."""
    if isinstance(want, (tuple, list)):
        raise ValueError
    want = np.asarray(want)
    if np.shape(factor) not in ((), want.shape):
        raise ValueError
    return want * np.asarray(factor, dtype=float) ** power


# ---- two at once

_OUTER = (
    "sign",
    "factor_2",
    "factor_0.5",
    "batch_extra",
    "batch_missing",
    "transposed",
)


def _pairs(groups: list[list[Candidate]]) -> Iterator[list[Candidate]]:
    """Every change, and then one of the commonest ones; each pair once."""
    outer = [c for c in groups[0] if c.explanation.id in _OUTER]
    commonest = [_both(a, b) for a, b in itertools.combinations(outer, 2)]
    yield commonest
    rest = [c for c in groups[0] if c not in outer]
    for group in (rest, *groups[1:]):
        yield [_both(first, second) for first in group for second in outer]


def _both(first: Candidate, second: Candidate) -> Candidate:
    def apply(case: Case, want: Any, exercise: Exercise) -> Any:
        return second.apply(case, first.apply(case, want, exercise), exercise)

    one, two = first.explanation, second.explanation
    text = f"two things at once: {one.text}, and {two.text}"
    return Candidate(
        Explanation(f"{one.id}+{two.id}", text, f"{one.todo} {two.todo}"), apply
    )
