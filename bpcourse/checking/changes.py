"""Small changes of a right computation, each with the words for what it would give.

A change is made to the right result (sign, factor, order, reduction), to the arguments of the
reference (the activation in the place of z, one left out, two swapped, samples left out), or to
what a known mistake gives (two things at once).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from bpcourse.exercises import Case, Exercise

from .reply import fresh


@dataclass(frozen=True)
class Explanation:
    """id: for records. text: completes "looks like …". todo: the step to take next."""

    id: str
    text: str
    todo: str


@dataclass(frozen=True)
class Candidate:
    """An explanation, and what the answer to a case would be: apply(case, right result)."""

    explanation: Explanation
    apply: Callable[[Case, Any], Any]


def candidate(
    id: str, text: str, todo: str, apply: Callable[[Case, Any], Any]
) -> Candidate:
    """A candidate from its four parts."""
    return Candidate(Explanation(id, text, todo), apply)


def each(want: Any, change: Callable[[Any], Any]) -> Any:
    """Apply a change to every array of a nested result."""
    if isinstance(want, (tuple, list)):
        return type(want)(each(w, change) for w in want)
    return change(np.asarray(want))


# ---- the right result, changed as a whole

FACTORS = ((2.0, "twice"), (0.5, "half"), (4.0, "four times"), (0.25, "a quarter of"))


def factors(cases: list[Case], names: list[str]) -> Iterator[Candidate]:
    """Sign, constants, and counts that stand in the shapes of the arguments."""
    sign = "Follow the sign through each line: where does o − t become t − o?"
    yield candidate(
        "sign",
        "the right result with the opposite sign",
        sign,
        lambda c, w: each(w, np.negative),
    )
    for factor, name in FACTORS:
        yield candidate(
            f"factor_{factor:g}",
            f"{name} the right result",
            "Which constant of the formula is missing, or there twice?",
            _scaling(factor),
        )
    for id, name, size in _sizes(cases, names):
        for power, word in ((1, "times"), (-1, "divided by")):
            yield candidate(
                f"{id}_{'extra' if power > 0 else 'missing'}",
                f"the right result {word} {name}",
                f"Is {name} divided out exactly once, where the task asks for a mean?",
                _sized(size, power),
            )


def _scaling(factor: float) -> Callable[[Case, Any], Any]:
    return lambda case, want: each(want, lambda a: factor * a)


def _sized(size: Callable[[Case], float], power: int) -> Callable[[Case, Any], Any]:
    return lambda case, want: each(want, lambda a: a * float(size(case)) ** power)


def _sizes(
    cases: list[Case], names: list[str]
) -> Iterator[tuple[str, str, Callable[[Case], float]]]:
    """Every count that the shapes hold, each once, with its name."""
    seen: list[list[int]] = []
    rows = [i for i in arrays(cases) if all(np.ndim(c.args[i]) == 2 for c in cases)]
    if rows:
        seen.append([len(c.args[rows[0]]) for c in cases])
        yield "batch", "the number of samples N", lambda c: len(c.args[rows[0]])
        yield "freedom", "N/(N − 1), N the number of samples", _freedom(rows[0])
    for i in arrays(cases):
        for axis in range(min(np.ndim(c.args[i]) for c in cases)):
            counts = [c.args[i].shape[axis] for c in cases]
            if counts not in seen:
                seen.append(counts)
                what = (
                    ("rows", "columns", "layers")[axis] if axis or rows else "entries"
                )
                name = _count(what, names[i])
                yield f"count_{names[i]}_{axis}", name, _axis(i, axis)
                if rows:
                    ratio = _ratio(_axis(i, axis), rows[0])
                    yield f"count_{names[i]}_{axis}_for_N", f"{name} over N", ratio


def _count(what: str, name: str) -> str:
    return f"the number of {what} of {name}"


def _axis(i: int, axis: int) -> Callable[[Case], float]:
    return lambda case: case.args[i].shape[axis]


def _ratio(size: Callable[[Case], float], i: int) -> Callable[[Case], float]:
    return lambda case: size(case) / len(case.args[i])


def _freedom(i: int) -> Callable[[Case], float]:
    return lambda case: len(case.args[i]) / (len(case.args[i]) - 1)


def arrays(cases: list[Case]) -> list[int]:
    """Positions of the arguments that are arrays with an axis in every case."""
    return [
        i
        for i in range(min(len(c.args) for c in cases))
        if all(isinstance(c.args[i], np.ndarray) and c.args[i].ndim for c in cases)
    ]


def rearranged() -> Iterator[Candidate]:
    """The right numbers, elsewhere or seen differently."""
    yield candidate(
        "transposed",
        "the transpose of the right result",
        "Write the shape of each factor beside it: which order gives the shape that is asked?",
        lambda c, w: each(w, np.transpose),
    )
    yield candidate(
        "reversed",
        "the right results in reverse order",
        "The backward pass finds the last layer first; in which order is the list to be?",
        lambda c, w: _reversed(w),
    )
    yield candidate(
        "swapped_pairs",
        "the right pairs, each in the other order",
        "Which of the two comes first in each pair?",
        lambda c, w: [_reversed(pair) for pair in w],
    )
    yield candidate(
        "mask_inverted",
        "the right result with its mask inverted (1 where 0 belongs, and 0 where 1 belongs)",
        "Which entries should pass the gradient on, and which block it?",
        lambda c, w: _inverted(np.asarray(w)),
    )
    for id, text, change in (
        ("absolute", "the absolute value of the right result", np.abs),
        ("squared", "the square of the right result", np.square),
        ("truncated", "the right result without its decimals", np.trunc),
        ("complement", "1 minus the right result", lambda a: 1 - a),
        ("inverse", "1 over the right result", lambda a: 1 / a),
        ("flipped", "the right entries in reverse order", lambda a: a[::-1]),
    ):
        yield candidate(id, text, _REARRANGED[id], _each(change))


_REARRANGED = {
    "absolute": "Which step loses the sign?",
    "squared": "Which step squares, and should it?",
    "truncated": "Is there an array of whole numbers, or a //, that cuts the decimals off?",
    "complement": "Which of the two shares is asked for?",
    "inverse": "Which of the two stands above the line?",
    "flipped": "From which end does the loop go?",
}


def _each(change: Callable[[Any], Any]) -> Callable[[Case, Any], Any]:
    return lambda case, want: each(want, change)


def orders(want: Any, names: tuple[str, ...]) -> Iterator[Candidate]:
    """Three or four results in another order."""
    if (
        not isinstance(want, tuple)
        or not 3 <= len(want) <= 4
        or len(names) != len(want)
    ):
        return
    for order in itertools.permutations(range(len(want))):
        text = (
            f"the right results in another order: {', '.join(names[i] for i in order)}"
        )
        yield candidate(
            "other_order",
            text,
            f"The order that is asked for is {', '.join(names)}.",
            _in_order(order),
        )


def _in_order(order: tuple[int, ...]) -> Callable[[Case, Any], Any]:
    return lambda case, want: tuple(want[i] for i in order)


def _reversed(want: Any) -> Any:
    if not isinstance(want, (tuple, list)) or len(want) < 2:
        raise ValueError
    return want[::-1]


def _inverted(want: np.ndarray) -> np.ndarray:
    values = np.unique(want)
    if len(values) != 2:
        raise ValueError
    return values.sum() - want


def reduced() -> Iterator[Candidate]:
    """Sums and means over an axis, kept or spread; the first or the last entries alone."""
    for axis, over in (
        (0, "the samples (axis 0)"),
        (-1, "the last axis"),
        (None, "all entries"),
    ):
        for op, name in ((np.sum, "sum"), (np.mean, "mean")):
            for spread in (False, True):
                tail = ", the same number for all" if spread else ""
                yield candidate(
                    f"{name}_over_{'all' if axis is None else axis}",
                    f"the {name} of the right result over {over}{tail}",
                    "Does this sum belong in the formula? Ask what one entry depends on.",
                    _folding(op, axis, spread),
                )
    yield candidate(
        "diagonal",
        "the diagonal of the right result alone",
        "Which entries beside the diagonal are asked for?",
        lambda c, w: each(w, _diagonal),
    )


def _diagonal(a: np.ndarray) -> np.ndarray:
    if a.ndim != 2:
        raise ValueError
    return np.diag(np.diag(a)) if a.shape[0] == a.shape[1] else np.diag(a)


def _folding(op: Any, axis: int | None, spread: bool) -> Callable[[Case, Any], Any]:
    return lambda case, want: each(want, lambda a: _fold(a, op, axis, spread))


def _fold(x: np.ndarray, op: Any, axis: int | None, spread: bool) -> np.ndarray:
    if x.ndim == 0 or (axis is not None and x.ndim < 2 and axis == 0):
        raise ValueError
    folded = op(x, axis=axis, keepdims=spread)
    return folded + np.zeros_like(x) if spread else folded


# ---- arguments


def _sigmoid(a: Any) -> Any:
    return 1 / (1 + np.exp(-np.asarray(a, dtype=float)))


def _slope(a: Any) -> Any:
    return _sigmoid(a) * _sigmoid(-np.asarray(a))


def _logit(a: Any) -> Any:
    return np.log(a / (1 - np.asarray(a)))


def _averaged(a: Any) -> Any:
    return np.mean(a, axis=0) + np.zeros_like(a)


ON_ONE: tuple[tuple[str, str, Callable[[Any], Any]], ...] = (
    ("negated", "−{0} in the place of {0}", np.negative),
    ("activated", "σ({0}) in the place of {0}", _sigmoid),
    ("unactivated", "z in the place of {0} = σ(z)", _logit),
    ("sloped", "σ'({0}) in the place of {0}", _slope),
    ("transposed", "{0} transposed", np.transpose),
    ("zero", "0 in the place of {0}", np.zeros_like),
    ("one", "1 in the place of {0}", np.ones_like),
    ("doubled", "twice {0} in the place of {0}", lambda a: 2 * np.asarray(a)),
    ("halved", "half of {0} in the place of {0}", lambda a: np.asarray(a) / 2),
    ("squared", "{0} squared", np.square),
    ("absolute", "the absolute value of {0}", np.abs),
    ("complement", "1 − {0} in the place of {0}", lambda a: 1 - np.asarray(a)),
    ("inverse", "1/{0} in the place of {0}", lambda a: 1 / np.asarray(a)),
    ("averaged", "the mean over the samples in the place of {0}", _averaged),
)
ON_COUNT: tuple[tuple[str, str, Callable[[Any], Any]], ...] = (
    ("plus_one", "{0} + 1 in the place of {0}", lambda n: n + 1),
    ("minus_one", "{0} − 1 in the place of {0}", lambda n: n - 1),
)
ON_LIST = ("negated", "transposed", "zero", "absolute", "doubled")
COMPARE = "Compare this argument with the formula: which quantity does it ask for here?"

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
            for id, text, change in ON_ONE + (ON_COUNT if whole else ()):
                yield _changed(id, text, names[i], i, change, function)
        if isinstance(arg, list):
            yield _changed(
                "reversed", "{0} in reverse order", names[i], i, _reversed, function
            )
            for id, text, change in ON_ONE:
                if id in ON_LIST:
                    yield _changed(id, text, names[i], i, _over_list(change), function)
    yield from _swaps(cases[0], names, function)
    yield from _shortened(cases, names, function)


def _over_list(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda items: [change(a) for a in items]


def _changed(
    id: str, text: str, name: str, i: int, change: Callable[[Any], Any], function: Any
) -> Candidate:
    def apply(case: Case, want: Any) -> Any:
        args = [own(a) for a in case.args]
        args[i] = change(args[i])
        return function(*args)

    said = f"the right formula with {text.format(name)}"
    return candidate(f"{id}_{name}", said, COMPARE, apply)


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

    text = f"the right formula with {names[i]} and {names[j]} in each other's place"
    todo = "Read the formula once more, letter by letter: which of the two comes first?"
    return candidate(f"swapped_{names[i]}_{names[j]}", text, todo, apply)


CUTS = (
    ("first", "the first {0} alone", slice(0, 1)),
    ("last", "the last {0} alone", slice(-1, None)),
    ("without_last", "every {0} but the last", slice(0, -1)),
    ("without_first", "every {0} but the first", slice(1, None)),
)


def _shortened(
    cases: list[Case], names: list[str], function: Function
) -> Iterator[Candidate]:
    """The arguments that share the first one's length, all cut to some of it."""
    at = arrays(cases)
    shared = [i for i in at if all(len(c.args[i]) == len(c.args[at[0]]) for c in cases)]
    if not shared or len(cases) < 2:
        return
    unit = "sample" if np.ndim(cases[0].args[shared[0]]) > 1 else "entry"
    for id, text, part in CUTS:
        yield candidate(
            f"{id}_{unit}",
            f"the right formula over {text.format(unit)}",
            "Where does the loop start and end, and what is kept from turn to turn?",
            _cutting(shared, part, function),
        )


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
        for id, text, factor in (
            ("factor", "{0}", lambda a: a),
            ("complement", "1 − {0}", lambda a: 1 - a),
            ("slope", "{0}(1 − {0})", lambda a: a * (1 - a)),
            ("slope_at", "σ'({0})", _slope),
        ):
            for power, word in (
                (1, "multiplied once too often by"),
                (-1, "without the factor"),
            ):
                yield candidate(
                    f"{'extra' if power > 0 else 'missing'}_{id}_{names[i]}",
                    f"the right result {word} {text.format(names[i])}",
                    "Count the factors of the chain rule: one for each step of the path.",
                    _factor_of(i, factor, power),
                )


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


# ---- two at once

OUTER = ("sign", "factor_2", "factor_0.5", "batch_extra", "batch_missing", "transposed")


def both(first: Candidate, outer: list[Candidate]) -> list[Candidate]:
    """The first change, and then each of the outer ones; what the first gives is kept."""
    start = _remembering(first.apply)
    return [_both(first.explanation, start, second) for second in outer]


def _both(one: Explanation, start: Any, second: Candidate) -> Candidate:
    two = second.explanation
    return candidate(
        f"{one.id}+{two.id}",
        f"two things at once: {one.text}, and {two.text}",
        f"{one.todo} {two.todo}",
        lambda case, want: second.apply(case, start(case, want)),
    )


def _remembering(apply: Callable[[Case, Any], Any]) -> Callable[[Case, Any], Any]:
    """`apply` that is computed once a case, failures too."""
    kept: dict[int, Any] = {}

    def remembered(case: Case, want: Any) -> Any:
        if id(case) not in kept:
            kept[id(case)] = None
            kept[id(case)] = apply(case, want)
        if kept[id(case)] is None:
            raise ValueError("this change does not apply")
        return kept[id(case)]

    return remembered


def known(exercise: Exercise) -> list[Candidate]:
    """What each known mistake gives, as a candidate."""

    def giving(function: Function) -> Callable[[Case, Any], Any]:
        return lambda case, want: function(*map(own, case.args))

    return [
        candidate(m.id, m.name, m.todo, giving(m.function)) for m in exercise.mistakes
    ]


SECOND = ("negated_eta", "zero_b", "zero_biases")  # what is often there as well


def with_mistake(exercise: Exercise, cases: list[Case]) -> Iterator[Candidate]:
    """A known mistake on top of one changed argument."""
    names = argument_names(exercise)
    for mistake in exercise.mistakes:
        for change in argument_changes(cases, names, mistake.function):
            one = change.explanation
            if one.id not in SECOND:
                continue
            text = one.text.removeprefix("the right formula with ")
            yield candidate(
                f"{mistake.id}+{one.id}",
                f"two things at once: {mistake.name}, and {text}",
                f"{mistake.todo} {one.todo}",
                change.apply,
            )
