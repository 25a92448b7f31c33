"""Small changes of a right computation, each with the words for what it would give.

A change is made to the right result (sign, factor, order, reduction), to the arguments of the
reference (the activation instead of z, one left out, two swapped, samples left out), or to
what a known mistake gives (two things at once).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.checking import texts
from bpcourse.course import Case

from .candidate import Candidate, candidate


def each(want: Any, change: Callable[[Any], Any]) -> Any:
    """Apply a change to every array of a nested result."""
    if isinstance(want, (tuple, list)):
        return type(want)(each(w, change) for w in want)
    return change(np.asarray(want))


# ---- the right result, changed as a whole

BATCHES = ("X", "O", "T", "A", "Z", "delta", "grad")  # arguments with a row per sample
FACTORS = (2.0, 0.5, 4.0, 0.25)


def factors(cases: list[Case], names: list[str]) -> Iterator[Candidate]:
    """Sign, constants, and counts that stand in the shapes of the arguments."""
    yield candidate("sign", "sign", lambda c, w: each(w, np.negative))
    for factor in FACTORS:
        id = f"factor_{factor:g}"
        yield candidate(id, id, _scaling(factor))
    for id, name, size in _sizes(cases, names):
        yield candidate(f"{id}_extra", "count_extra", _sized(size, 1), count=name)
        yield candidate(f"{id}_missing", "count_missing", _sized(size, -1), count=name)


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
    said = texts.COUNTS
    if batch is not None:
        rows = _axis(batch, 0)
        yield "batch", said["batch"], rows
        yield "freedom", said["freedom"], _freedom(rows)
    for i in arrays(cases):
        name = names[i]
        yield f"count_{name}_0", said["length"].format(name=name), _axis(i, 0)
        if i not in tables:
            continue
        columns, text = _axis(i, 1), said["columns"].format(name=name)
        yield f"count_{name}_1", text, columns
        yield f"size_{name}", said["entries"].format(name=name), _entries(i)
        if batch is not None:
            ratio = _ratio(columns, _axis(batch, 0))
            over = said["over_samples"].format(count=text)
            yield f"count_{name}_1_for_N", over, ratio


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
    yield candidate("transposed", "transposed", lambda c, w: each(w, np.transpose))
    yield candidate("reversed", "reversed", lambda c, w: backwards(w))
    yield candidate(
        "swapped_pairs", "swapped_pairs", lambda c, w: [backwards(p) for p in w]
    )
    yield candidate(
        "mask_inverted", "mask_inverted", lambda c, w: _inverted(np.asarray(w))
    )
    for id, change in REARRANGED.items():
        key = "complement_of_result" if id == "complement" else id
        yield candidate(id, key, _each(change))


REARRANGED: dict[str, Callable[[Any], Any]] = {
    "absolute": np.abs,
    "squared": np.square,
    "all_zero": np.zeros_like,
    "truncated": np.trunc,
    "one_more": lambda a: a + 1,
    "one_less": lambda a: a - 1,
    "complement": lambda a: 1 - a,
    "inverse": lambda a: 1 / a,
    "flipped": lambda a: a[::-1],
}


def _each(change: Callable[[Any], Any]) -> Callable[[Case, Any], Any]:
    return lambda case, want: each(want, change)


def regrouped(want: Any) -> Iterator[Candidate]:
    """Several results that are grouped otherwise, or one of them that is there throughout."""
    if not isinstance(want, (tuple, list)):
        if np.ndim(want):
            yield _same_throughout()
        return
    if all(isinstance(w, (tuple, list)) for w in want):
        yield candidate(
            "regrouped", "regrouped", lambda c, w: [list(z) for z in zip(*w)]
        )
        yield candidate("one_list", "one_list", lambda c, w: [a for v in w for a in v])
    elif isinstance(want, list):
        yield _same_throughout()
    if isinstance(want, list):
        for id, part in CUT_RESULTS.items():
            yield candidate(id, id, _part(part))


CUT_RESULTS = {
    "last_lost": slice(None, -1),
    "first_lost": slice(1, None),
    "last_alone": slice(-1, None),
    "first_alone": slice(None, 1),
}


def _part(part: slice) -> Callable[[Case, Any], Any]:
    return lambda case, want: want[part]


def _same_throughout() -> Candidate:
    key = "same_throughout"
    return candidate(key, key, lambda case, want: _repeated(want))


def _repeated(want: Any) -> Any:
    if isinstance(want, list):
        return [want[-1]] * len(want)
    return np.asarray(want)[-1:] + np.zeros_like(want)


def orders(want: Any, names: tuple[str, ...]) -> Iterator[Candidate]:
    """Three or four results in another order; `rearranged` has the last one first."""
    if (
        not isinstance(want, tuple)
        or not 3 <= len(want) <= 4
        or len(names) != len(want)
    ):
        return
    places = range(len(want))
    for order in itertools.permutations(places):
        if order == tuple(reversed(places)):
            continue
        yield candidate(
            "other_order",
            "other_order",
            _in_order(order),
            now=", ".join(names[i] for i in order),
            asked=", ".join(names),
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


AXES: tuple[int | None, ...] = (0, -1, None)


def reduced(flat: bool) -> Iterator[Candidate]:
    """Sums and means over an axis, kept or spread; flat: no result has two axes."""
    for axis in AXES[2:] if flat else AXES:
        for op, name in ((np.sum, "sum"), (np.mean, "mean")):
            for spread in (False, True):
                id = f"{name}_over_{'all' if axis is None else axis}"
                key = f"{id}_spread" if spread else id
                yield candidate(id, key, _folding(op, axis, spread))
    yield candidate("diagonal", "diagonal", lambda c, w: each(w, _diagonal))


def _diagonal(a: np.ndarray) -> np.ndarray:
    if a.ndim != 2:
        raise ValueError
    return np.diag(np.diag(a)) if a.shape[0] == a.shape[1] else np.diag(a)


def _folding(op: Any, axis: int | None, spread: bool) -> Callable[[Case, Any], Any]:
    return lambda case, want: each(want, lambda a: _fold(a, op, axis, spread))


def _fold(x: np.ndarray, op: Any, axis: int | None, spread: bool) -> np.ndarray:
    if x.ndim == 0 and axis is not None:
        raise ValueError
    if axis == 0 and x.ndim < 2:
        raise ValueError
    folded = op(x, axis=axis, keepdims=spread)
    return folded + np.zeros_like(x) if spread else folded


def left_out() -> Iterator[Candidate]:
    """Rows and entries of one result that are missing, or were never filled in."""
    for id, part in CUT_RESULTS.items():
        yield candidate(f"rows_{id}", f"rows_{id}", _each(_taking(part)))
    for at, word in ((0, "first"), (-1, "last")):
        yield candidate(f"{word}_zero", f"{word}_zero", _each(_emptied(at)))


def _taking(part: slice) -> Callable[[np.ndarray], np.ndarray]:
    return lambda a: a[part]


def _emptied(at: int) -> Callable[[np.ndarray], np.ndarray]:
    def emptied(a: np.ndarray) -> np.ndarray:
        a = np.array(a)
        a[at] = 0
        return a

    return emptied
