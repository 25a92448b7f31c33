"""Is an answer the right value? Structure first, then shape, then numbers.

Tolerances are relative to the size of the whole result, never entry by entry: sigma(1 - sigma)
is right and yet loses all relative accuracy far out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from . import texts
from .plain import NUMBERS, Odd, holding, kind, plain

SINGLE = 1e-5  # relative tolerance for answers in float32
ZERO = 1e-12  # absolute tolerance where the right result is zero throughout
NOISE = 1e-14  # what rounding may leave in one part of a result, to its largest part


class Unfit(Exception):
    """The answer hasn't the structure of the right one.

    kind: "shape", "count" or "strange". The text says it as a sentence; `values` are what it
    is filled with.
    """

    def __init__(self, kind: str, id: str, /, **values: Any) -> None:
        super().__init__(texts.say(id, **values))
        self.kind, self.values = kind, values


Path = tuple[int, ...]


def _name(path: Path) -> str:
    """What a part of a result is called where the exercise gives no names."""
    parts = (texts.say("part_of", number=i) for i in reversed(path))
    return "".join(parts) + texts.say("the_result")


def fit(
    got: Any, want: Any, name: Callable[[Path], str] = _name, path: Path = ()
) -> Any:
    """`got` as arrays in the structure of `want`, or Unfit.

    Lists, 0-d arrays, whole numbers and booleans are read as what they equal; a tuple as a
    list and the other way round. One number is no array of one number. `name` gives the words
    for the part that a path leads to.
    """
    if isinstance(want, (tuple, list)):
        return _fit_parts(got, want, name, path)
    array = to_array(got, name(path))
    expected = np.asarray(want)
    if array.shape != expected.shape:
        id = "unfit_shape" if expected.ndim else "unfit_number"
        should = shape_text(want)
        raise Unfit("shape", id, what=name(path), shape=array.shape, want=should)
    return array


def _fit_parts(got: Any, want: Any, name: Callable[[Path], str], path: Path) -> Any:
    asked = counted(len(want))
    if not (_sized(got) or (isinstance(got, np.ndarray) and got.ndim)):
        what, got_kind = name(path), said(got)
        raise Unfit("count", "unfit_single", what=what, kind=got_kind, want=asked)
    if isinstance(got, np.ndarray) and not _one_by_one(got, want):
        what, shape = name(path), got.shape
        raise Unfit("count", "unfit_array", what=what, shape=shape, want=asked)
    if len(got) != len(want):
        what, count = name(path), counted(len(got))
        raise Unfit("count", "unfit_count", what=what, count=count, want=len(want))
    pairs = enumerate(zip(got, want))
    return [fit(g, w, name, (*path, i)) for i, (g, w) in pairs]


def counted(count: int) -> str:
    """ "1 result", "3 results"."""
    return texts.say("result" if count == 1 else "results", count=count)


def _one_by_one(got: np.ndarray, want: Any) -> bool:
    """True where the rows of one array are the results that are asked for."""
    if len(got) != len(want) or any(isinstance(w, (tuple, list)) for w in want):
        return False
    return all(np.size(g) == np.size(w) for g, w in zip(got, want))


def _sized(got: Any) -> bool:
    return isinstance(got, (tuple, list))


def to_array(got: Any, what: str) -> np.ndarray:
    """A real numeric array, or Unfit."""
    odd = plain(got)
    if isinstance(odd, Odd):
        found, want = texts.kind(odd), texts.should(odd)
        raise Unfit("strange", "unfit_kind", what=what, kind=found, want=want)
    try:
        array = np.array(odd)
    except ValueError:
        raise Unfit("strange", "unfit_rows", what=what, kind=said(got)) from None
    if array.dtype.kind not in "biuf":
        found, want = inside(odd), texts.SHOULD[NUMBERS]
        raise Unfit("strange", "unfit_kind", what=what, kind=found, want=want)
    return array


def inside(got: Any) -> str:
    """What a value is, and the first thing in it that isn't a number: "a list with a str in it"."""
    strange = strange_parts(got)
    if not isinstance(got, (list, tuple)) or not strange:
        return said(got)
    return texts.kind(holding(got, strange[0]))


def said(got: Any) -> str:
    """What a value is, in words: "None", "a str", "a list", "an array of complex128"."""
    return texts.kind(kind(got))


def strange_parts(got: Any) -> list[Any]:
    """The parts of a value that are no numbers."""
    return [v for _, v in parts_of(got) if v is None or isinstance(v, Odd)]


def shape_text(want: Any) -> str:
    """How a message writes the shape that was expected."""
    return texts.say("a_number") if np.ndim(want) == 0 else str(np.shape(want))


def close(got: np.ndarray, want: Any, rtol: float, atol: float = 0.0) -> np.ndarray:
    """Elementwise: right, to `rtol` of the largest finite entry of the whole result."""
    want = np.asarray(want)
    if got.dtype == np.float32:
        rtol = max(rtol, SINGLE)
    got, want = got.astype(float), want.astype(float)
    finite = np.isfinite(want)
    size = _size(want)
    with np.errstate(all="ignore"):
        near = np.abs(got - want) <= atol + (rtol * size if size else ZERO)
        same = (got == want) | (np.isnan(got) & np.isnan(want))
    return np.where(finite, near & np.isfinite(got), same)


def parts_of(value: Any) -> list[tuple[tuple[int, ...], Any]]:
    """Every array of a nested result with its path: ((1, 0), array)."""
    if not isinstance(value, (tuple, list)):
        return [((), value)]
    return [((i, *path), a) for i, v in enumerate(value) for path, a in parts_of(v)]


def right_parts(
    got: Any, want: Any, rtol: float, atol: float = 0.0
) -> list[tuple[Path, Any, Any, np.ndarray]]:
    """(path, got, want, which entries are right) of every array of a result.

    Where one of several parts is 0 but for rounding, the others say how large that may be.
    """
    wanted = [w for _, w in parts_of(want)]
    if len(wanted) > 1:
        atol = max(atol, NOISE * max(_size(w) for w in wanted))
    pairs = zip(parts_of(got), wanted)
    return [(path, g, w, close(g, w, rtol, atol)) for (path, g), w in pairs]


def _size(want: Any) -> float:
    """The largest finite entry."""
    want = np.asarray(want, float)
    return float(np.abs(want[np.isfinite(want)]).max(initial=0.0))


def first_wrong(got: Any, want: Any, rtol: float, atol: float = 0.0, key=None):
    """(path, index, got entry, wanted entry, how many wrong, of how many), or None.

    `key` orders the parts by their paths; without it the first one in the result comes first.
    """
    parts = right_parts(got, want, rtol, atol)
    for path, g, w, right in sorted(parts, key=lambda p: key(p[0])) if key else parts:
        if not np.all(right):
            index = tuple(int(i) for i in np.argwhere(~right)[0]) if right.ndim else ()
            wrong = int((~right).sum()) if right.ndim else 1
            entry = np.asarray(w)[index]
            return path, index, g[index], entry, wrong, max(1, right.size)
    return None


def same(got: Any, want: Any, rtol: float, atol: float = 0.0) -> bool:
    """True where both have one structure and agree throughout, nan with nan too."""
    try:
        return first_wrong(fit(got, want), want, rtol, atol) is None
    except Unfit:
        return False


def far(got: Any, want: Any) -> bool:
    """A quick no: the first entries of a part differ plainly."""
    try:
        pairs = zip(parts_of(got), parts_of(want))
        return any(_apart(_first(a), _first(b)) for (_, a), (_, b) in pairs)
    except (IndexError, TypeError, ValueError):  # nothing there, or no number
        return False


def _apart(a: float, b: float) -> bool:
    return abs(a - b) > 1e-3 * (abs(a) + abs(b)) and abs(a - b) > 1e-6


def _first(array: Any) -> float:
    return float(np.asarray(array).flat[0])
