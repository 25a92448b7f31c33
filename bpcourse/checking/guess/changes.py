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

from bpcourse.course import Case


@dataclass(frozen=True)
class Explanation:
    """id: for records. text: completes "looks like …". ask: the step to take next."""

    id: str
    text: str
    ask: str


@dataclass(frozen=True)
class Candidate:
    """An explanation, and what the answer to a case would be: apply(case, right result)."""

    explanation: Explanation
    apply: Callable[[Case, Any], Any]


def candidate(
    id: str, text: str, ask: str, apply: Callable[[Case, Any], Any]
) -> Candidate:
    """A candidate from its four parts."""
    return Candidate(Explanation(id, text, ask), apply)


def each(want: Any, change: Callable[[Any], Any]) -> Any:
    """Apply a change to every array of a nested result."""
    if isinstance(want, (tuple, list)):
        return type(want)(each(w, change) for w in want)
    return change(np.asarray(want))


# ---- the right result, changed as a whole

BATCHES = ("X", "O", "T", "A", "Z", "delta", "grad")  # arguments with a row a sample
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


Size = Callable[[Case], float]


def _sizes(cases: list[Case], names: list[str]) -> Iterator[tuple[str, str, Size]]:
    """Every count that the shapes hold, each once, with its name."""
    seen: list[list[float]] = []
    for id, name, size in _named_sizes(cases, names):
        counts = [float(size(c)) for c in cases]
        if counts not in seen:
            seen.append(counts)
            yield id, name, size


def _named_sizes(
    cases: list[Case], names: list[str]
) -> Iterator[tuple[str, str, Size]]:
    tables = [i for i in arrays(cases) if all(np.ndim(c.args[i]) == 2 for c in cases)]
    batch = next((i for i in tables if names[i].startswith(BATCHES)), None)
    if batch is not None:
        rows = _axis(batch, 0)
        yield "batch", "the number of samples N", rows
        yield "freedom", "N/(N − 1), N the number of samples", _freedom(rows)
    for i in arrays(cases):
        yield f"count_{names[i]}_0", f"len({names[i]})", _axis(i, 0)
        if i not in tables:
            continue
        columns, name = _axis(i, 1), f"the number of columns of {names[i]}"
        yield f"count_{names[i]}_1", name, columns
        yield f"size_{names[i]}", f"the number of entries of {names[i]}", _entries(i)
        if batch is not None:
            ratio = _ratio(columns, _axis(batch, 0))
            yield f"count_{names[i]}_1_for_N", f"{name} over N", ratio


def _axis(i: int, axis: int) -> Size:
    return lambda case: case.args[i].shape[axis]


def _entries(i: int) -> Size:
    return lambda case: case.args[i].size


def _ratio(above: Size, below: Size) -> Size:
    return lambda case: above(case) / below(case)


def _freedom(rows: Size) -> Size:
    return lambda case: float(np.divide(rows(case), rows(case) - 1.0))


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
        "In which order does the docstring ask for them? The way back finds the last one first.",
        lambda c, w: backwards(w),
    )
    yield candidate(
        "swapped_pairs",
        "the right pairs, each in the other order",
        "Which of the two comes first in each pair?",
        lambda c, w: [backwards(pair) for pair in w],
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
        ("all_zero", "zeros throughout", np.zeros_like),
        ("truncated", "the right result without its decimals", np.trunc),
        ("one_more", "the right result plus 1", lambda a: a + 1),
        ("one_less", "the right result minus 1", lambda a: a - 1),
        ("complement", "1 minus the right result", lambda a: 1 - a),
        ("inverse", "1 over the right result", lambda a: 1 / a),
        ("flipped", "the right entries in reverse order", lambda a: a[::-1]),
    ):
        yield candidate(id, text, _REARRANGED[id], _each(change))


_REARRANGED = {
    "absolute": "Which step loses the sign?",
    "squared": "Which step squares, and should it?",
    "all_zero": "It is the same whatever is asked. Which line should hand the numbers on?",
    "truncated": "Is there an array of whole numbers, or a //, that cuts the decimals off?",
    "one_more": "Which 1 is there once too often?",
    "one_less": "Which 1 is forgotten, or taken off twice?",
    "complement": "Which of the two shares is asked for?",
    "inverse": "Which of the two stands above the line?",
    "flipped": "From which end does the loop go?",
}


def _each(change: Callable[[Any], Any]) -> Callable[[Case, Any], Any]:
    return lambda case, want: each(want, change)


def regrouped(want: Any) -> Iterator[Candidate]:
    """Several results that are grouped otherwise, or one of them that is there throughout."""
    if not isinstance(want, (tuple, list)):
        if np.ndim(want):
            yield _same_throughout()
        return
    ask = "Write the value that is asked for as brackets in brackets: what is in what?"
    if all(isinstance(w, (tuple, list)) for w in want):
        text = "the right results, grouped the other way round"
        yield candidate("regrouped", text, ask, lambda c, w: [list(z) for z in zip(*w)])
        text = "the right results in one long list"
        yield candidate("one_list", text, ask, lambda c, w: [a for v in w for a in v])
    elif isinstance(want, list):
        yield _same_throughout()
    if isinstance(want, list):
        for id, text, part in CUT_RESULTS:
            said = f"the right results, {text}"
            yield candidate(
                id, said, "Count the results: which are there?", _part(part)
            )


CUT_RESULTS = (
    ("last_lost", "without the last one", slice(None, -1)),
    ("first_lost", "without the first one", slice(1, None)),
    ("last_alone", "the last one alone", slice(-1, None)),
    ("first_alone", "the first one alone", slice(None, 1)),
)


def _part(part: slice) -> Callable[[Case, Any], Any]:
    return lambda case, want: want[part]


def _same_throughout() -> Candidate:
    return candidate(
        "same_throughout",
        "the last result in every place: one array, entered again and again",
        "Is a new array made for each turn, or is the same one changed and entered again?",
        lambda case, want: _repeated(want),
    )


def _repeated(want: Any) -> Any:
    if isinstance(want, list):
        return [want[-1]] * len(want)
    return np.asarray(want)[-1:] + np.zeros_like(want)


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


def backwards(want: Any) -> Any:
    """Several results, the last one first."""
    if not isinstance(want, (tuple, list)) or len(want) < 2:
        raise ValueError
    return want[::-1]


def _inverted(want: np.ndarray) -> np.ndarray:
    values = np.unique(want)
    if len(values) != 2:
        raise ValueError
    return values.sum() - want


AXES: tuple[tuple[int | None, str], ...] = (
    (0, "the samples (axis 0)"),
    (-1, "the last axis"),
    (None, "all entries"),
)


def reduced(flat: bool) -> Iterator[Candidate]:
    """Sums and means over an axis, kept or spread; flat: no result has two axes."""
    for axis, over in AXES[2:] if flat else AXES:
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


def left_out() -> Iterator[Candidate]:
    """Rows and entries of one result that are missing, or were never filled in."""
    ask = "Where does the loop start and end?"
    for id, text, part in CUT_RESULTS:
        said = f"the right numbers, {text}"
        yield candidate(f"rows_{id}", said, ask, _each(_taking(part)))
    for at, word in ((0, "first"), (-1, "last")):
        text = f"the right result with a 0 in the {word} place"
        yield candidate(f"{word}_zero", text, ask, _each(_emptied(at)))


def _taking(part: slice) -> Callable[[np.ndarray], np.ndarray]:
    return lambda a: a[part]


def _emptied(at: int) -> Callable[[np.ndarray], np.ndarray]:
    def emptied(a: np.ndarray) -> np.ndarray:
        a = np.array(a)
        a[at] = 0
        return a

    return emptied
