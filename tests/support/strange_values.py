"""Values that an answer may hand back and that are no result: strange, hostile, endless.

`ANSWERS`: name → what becomes of the right result; `answer` makes an answer of one.
"""

from __future__ import annotations

import decimal
import fractions
import sys
import threading

import numpy as np


def nested(value, change):
    if isinstance(value, (tuple, list)):
        return type(value)(nested(v, change) for v in value)
    return change(np.asarray(value))


class OffByOne:
    """Converts itself to an array, of wrong numbers."""

    def __init__(self, right):
        self.right = right

    def __array__(self, dtype=None, copy=None):
        return np.asarray(self.right, dtype=dtype) + 1.0


class Hostile:
    """Every question put to it raises."""

    def refuse(self, *_args):
        raise RuntimeError("no")

    __repr__ = __eq__ = __bool__ = __len__ = __iter__ = __float__ = refuse
    __array__ = __deepcopy__ = __getitem__ = __sub__ = refuse


class Flatterer:
    """Equal to everything, and no distance from anything."""

    __hash__ = None

    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__

    def __float__(self):
        return 0.5

    def __le__(self, other):
        return True

    __lt__ = __ge__ = __gt__ = __le__


class FlatteringFloat(float):
    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__


class FlatteringArray(np.ndarray):
    def __array_ufunc__(self, *_args, **_options):
        return True

    def __array_function__(self, *_args):
        return True


class LyingTuple(tuple):
    def __len__(self):
        raise RuntimeError("no length")

    def __iter__(self):
        raise RuntimeError("no items")


class Stubborn(type):
    def __getattr__(cls, name):
        raise RuntimeError(name)


class Mute(Exception):
    def __str__(self):
        raise RuntimeError("no text")

    __repr__ = __str__


def raising(error):
    def answer(_right):
        raise error

    return answer


def without_end(right):
    return without_end(right)


def holding_itself(_right):
    items = []
    items += [items, items]
    return items


def nested_deep(_right):
    tower = ()
    for _ in range(5_000):
        tower = (tower,)
    return tower


def ones_and_ones():
    while True:
        yield 1.0


class Endless:
    """Has a length and items without end."""

    def __len__(self):
        return 10**15

    def __getitem__(self, i):
        return 0.5


def coroutine(right):
    async def answer():
        return right

    made = answer()
    made.close()
    return made


ANSWERS = {
    "str": lambda right: "right",
    "bytes": lambda right: b"right",
    "dict": lambda right: {"result": right},
    "set": lambda right: {1.5, 2.5},
    "generator": lambda right: (v for v in [0.5, 1.5]),
    "endless generator": lambda right: ones_and_ones(),
    "map": lambda right: map(float, [1, 2]),
    "function": lambda right: lambda *_a: right,
    "class": lambda right: Stubborn("Answer", (), {}),
    "module": lambda right: np,
    "exception": lambda right: ValueError("x"),
    "lock": lambda right: threading.Lock(),
    "memoryview": lambda right: memoryview(b"abc"),
    "fraction": lambda right: fractions.Fraction(7, 3),
    "decimal": lambda right: decimal.Decimal("7.7"),
    "date": lambda right: np.datetime64("2020-01-01"),
    "NotImplemented": lambda right: NotImplemented,
    "dots in a tuple": lambda right: (..., ...),
    "None in a list": lambda right: [None, None],
    "huge number": lambda right: 10**400,
    "huge numbers": lambda right: nested(right, lambda a: [10**400] * max(1, a.size)),
    "ragged list": lambda right: [[1, 2], [3]],
    "list in itself": holding_itself,
    "five thousand brackets": nested_deep,
    "large array": lambda right: np.zeros((300, 300, 3)),
    "empty array": lambda right: np.zeros(0),
    "object array": lambda right: nested(right, lambda a: np.full(a.shape, object())),
    "array of None": lambda right: nested(right, lambda a: np.full(a.shape, None)),
    "array of words": lambda right: nested(right, lambda a: a.astype(str)),
    "structured array": lambda right: np.zeros(3, dtype=[("a", float)]),
    "masked array": lambda right: nested(
        right, lambda a: np.ma.masked_array(a.astype(float), mask=True)
    ),
    "masked": lambda right: np.ma.masked,
    "matrix": lambda right: nested(right, lambda a: np.matrix(np.ones((2, 2)))),
    "nan": lambda right: nested(right, lambda a: a * np.nan),
    "complex": lambda right: nested(right, lambda a: a + 1j),
    "complex nan": lambda right: nested(right, lambda a: a + 1j * np.nan),
    "object with __array__": lambda right: nested(right, OffByOne),
    "hostile object": lambda right: Hostile(),
    "hostile parts": lambda right: nested(right, lambda a: Hostile()),
    "flattering object": lambda right: Flatterer(),
    "flattering parts": lambda right: nested(right, lambda a: Flatterer()),
    "flattering float": lambda right: FlatteringFloat(77.5),
    "flattering array": lambda right: nested(
        right, lambda a: (a + 1.0).view(FlatteringArray)
    ),
    "lying tuple": lambda right: LyingTuple((77.5, 78.5)),
    "raises SystemExit": raising(SystemExit(0)),
    "raises KeyboardInterrupt": raising(KeyboardInterrupt()),
    "raises GeneratorExit": raising(GeneratorExit()),
    "raises StopIteration": raising(StopIteration()),
    "raises MemoryError": raising(MemoryError()),
    "raises a warning": raising(DeprecationWarning("old")),
    "raises without a text": raising(Mute()),
    "recursion without end": without_end,
    "coroutine": coroutine,
    "huge array": lambda right: np.zeros((40_000, 40_000)),
    "huge view": lambda right: np.broadcast_to(1.5, (10**12,)),
    "object of endless length": lambda right: Endless(),
    "own str": lambda right: type("Own", (str,), {})("right"),
    "quiet complex": lambda right: nested(right, lambda a: a * 1j),
    "raises a group": raising(ExceptionGroup("many", [ValueError("one")]))
    if sys.version_info >= (3, 11)
    else raising(ValueError("one")),
    "raises a long text": raising(ValueError("x" * 100_000)),
    "raises with brackets": raising(KeyError(("a", {"b": [1]}))),
}


def answer(exercise, change):
    """An answer to an exercise that hands back what becomes of the right result."""

    def strange(*args):
        with np.errstate(all="ignore"):
            right = exercise.reference(*args)
            right = list(right) if exercise.finish == "list" else right
        return change(right)

    return strange
