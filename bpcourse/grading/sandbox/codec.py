"""Values as bytes, for the pipe between grader and worker. Never pickle.

A frame is two lengths (4 bytes each), a JSON skeleton, and the raw bytes of the arrays in
order. None, bool, int, float and str stand for themselves in the skeleton; everything else
is a list that begins with its kind. What comes from a worker is decoded to plain Python
objects, `Odd` and base-class arrays, bounded in size, depth and count; any other bytes
whatsoever raise `Malformed`.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Callable
from typing import Any

import numpy as np

from bpcourse.checking.plain import KINDS as ODD
from bpcourse.checking.plain import SHOULD, Odd
from bpcourse.course.model import Formula, Seed

TEXT_LIMIT = 4 << 20  # bytes of skeleton
ARRAY_LIMIT = 4 << 20  # bytes of arrays; the longest right answer has a twelfth
REQUEST_LIMIT = 32 << 20  # bytes of arrays that a grader sends: images to train on
COUNT_LIMIT = 25_000  # values; the longest right answer has 501
DEPTH = 16
AXES = 32
HEAD = struct.Struct(">II")
KINDS = {
    *("|b1", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8"),
    *("<f2", "<f4", "<f8", "<c8", "<c16"),
}


class Malformed(Exception):
    """Bytes that are no frame, or a value that may not cross. The text says which."""


# ---- to bytes


def encode(value: Any, limit: int = ARRAY_LIMIT) -> bytes:
    """The frame of a value; Malformed where it is none that may cross."""
    return b"".join(pieces(value, limit))


def pieces(value: Any, limit: int = ARRAY_LIMIT) -> list[Any]:
    """The frame as buffers: lengths and skeleton, then the arrays where they lie."""
    writer = _Writer(limit)
    packed = writer.pack(value, DEPTH)
    skeleton = json.dumps(packed, separators=(",", ":"), ensure_ascii=False)
    text = skeleton.encode("utf-8", "backslashreplace")
    if len(text) > TEXT_LIMIT:
        raise Malformed("it is too large")
    return [HEAD.pack(len(text), writer.size) + text, *writer.blobs]


class _Writer:
    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.blobs: list[Any] = []  # the arrays' bytes, not copied
        self.size = self.count = 0

    def pack(self, x: Any, deeper: int) -> Any:
        self.count += 1
        if deeper < 0 or self.count > COUNT_LIMIT:
            raise Malformed("it is nested too deep, or has too many parts")
        family = type(x)
        if x is None or family in (bool, str, int, float):
            return x
        if family in (list, tuple):
            name = "list" if family is list else "tuple"
            return [name, *(self.pack(y, deeper - 1) for y in x)]
        if family is dict:
            pairs = [[str(k), self.pack(v, deeper - 1)] for k, v in x.items()]
            return ["dict", *pairs]
        return self._special(x, deeper)

    def _special(self, x: Any, deeper: int) -> Any:
        if x is ...:
            return ["dots"]
        if isinstance(x, (np.ndarray, np.generic)):
            return self._array(x)
        if isinstance(x, Odd):
            words = (str(text)[:200] for text in (x.kind, x.name, x.should))
            return ["odd", *words, self.pack(x.inside, deeper - 1)]
        if isinstance(x, Seed):
            return ["seed", x.value]
        if isinstance(x, Formula):
            return ["formula", x.text, self.pack(x.constants, deeper - 1)]
        raise Malformed(f"a {type(x).__name__} can't cross")

    def _array(self, x: Any) -> list[Any]:
        """What lies in the buffer, whatever a subclass claims to be."""
        base = np.ndarray.view(x, np.ndarray) if isinstance(x, np.ndarray) else x
        array = np.asarray(base, order="C")
        wide = {"g": np.float64, "G": np.complex128}.get(array.dtype.char)
        array = array.astype(wide or array.dtype.newbyteorder("<"), copy=False)
        if array.dtype.str not in KINDS:
            raise Malformed(f"an array of {array.dtype} can't cross")
        self.size += array.nbytes
        if self.size > self.limit:
            raise Malformed("it is too large")
        self.blobs.append(array.reshape(-1).view(np.uint8))
        kind = "scalar" if isinstance(x, np.generic) else "array"
        return [kind, array.dtype.str, *array.shape]


# ---- from bytes


def lengths(head: bytes | bytearray, limit: int = ARRAY_LIMIT) -> tuple[int, int]:
    """Of skeleton and arrays, from a frame's first 8 bytes; Malformed beyond the limits."""
    if len(head) != HEAD.size:
        raise Malformed("it breaks off")
    text, arrays = HEAD.unpack(head)
    if text > TEXT_LIMIT or arrays > limit:
        raise Malformed("it is too large")
    return text, arrays


def decode(frame: bytes | bytearray, trusted: bool = False) -> Any:
    """The value of a frame; Malformed for any other bytes.

    trusted: in the worker, where Formula and Seed of a grader are built too, and arrays lie
    in the frame itself: what an answer is given are copies of them.
    """
    try:
        return _Reader(frame, trusted).value()
    except Malformed:
        raise
    except (Exception, RecursionError) as fault:
        raise Malformed(f"it can't be read ({type(fault).__name__})") from None


class _Reader:
    def __init__(self, frame: bytes | bytearray, trusted: bool) -> None:
        limit = REQUEST_LIMIT if trusted else ARRAY_LIMIT
        text, arrays = lengths(frame[: HEAD.size], limit)
        self.at = HEAD.size + text
        if len(frame) != self.at + arrays:
            raise Malformed("its length is wrong")
        self.frame, self.trusted, self.count = frame, trusted, 0

    def value(self) -> Any:
        value = self.read(json.loads(self.frame[HEAD.size : self.at]), DEPTH)
        if self.at != len(self.frame):
            raise Malformed("bytes are left over")
        return value

    def read(self, x: Any, deeper: int) -> Any:
        self.count += 1
        if deeper < 0 or self.count > COUNT_LIMIT:
            raise Malformed("it is nested too deep, or has too many parts")
        if x is None or type(x) in (bool, int, float):
            return x
        if type(x) is str:
            return _text(x)
        if type(x) is not list or type(x[0]) is not str or x[0] not in _READERS:
            raise Malformed("it has a part of an unknown kind")
        return _READERS[x[0]](self, x, deeper - 1)

    def _list(self, x: list[Any], deeper: int) -> list[Any]:
        return [self.read(y, deeper) for y in x[1:]]

    def _tuple(self, x: list[Any], deeper: int) -> tuple[Any, ...]:
        return tuple(self._list(x, deeper))

    def _dict(self, x: list[Any], deeper: int) -> dict[str, Any]:
        return {_text(key): self.read(value, deeper) for key, value in x[1:]}

    def _dots(self, x: list[Any], deeper: int) -> Any:
        return ...

    def _odd(self, x: list[Any], deeper: int) -> Odd:
        *words, inside = x[1:]
        kind, name, should = map(_text, words)
        inside = self.read(inside, deeper)
        if kind not in ODD or should not in SHOULD:
            raise Malformed("it has a value of an unknown kind")
        if inside is not None and (type(inside) is not Odd or inside.inside):
            raise Malformed("it has a value inside that can't be there")
        return Odd(kind, one_line(name), inside, should)

    def _array(self, x: list[Any], deeper: int) -> np.ndarray:
        kind, shape = x[1], tuple(x[2:])
        if type(kind) is not str or kind not in KINDS or len(shape) > AXES:
            raise Malformed("it has an array of an unknown kind")
        if any(type(n) is not int or n < 0 for n in shape):
            raise Malformed("it has an array of an impossible shape")
        return self._cut(np.dtype(kind), math.prod(shape)).reshape(shape)

    def _cut(self, dtype: np.dtype, count: int) -> np.ndarray:
        """The next `count` entries, copied out of the frame; a grader's stay in it."""
        end = self.at + count * dtype.itemsize
        if end > len(self.frame):
            raise Malformed("an array breaks off")
        if dtype.kind == "b":  # no byte but 0 and 1 is a boolean
            array = np.frombuffer(self.frame, np.uint8, count, self.at) != 0
        else:
            array = np.frombuffer(self.frame, dtype, count, self.at)
            array = array if self.trusted else array.copy()
        self.at = end
        return array

    def _scalar(self, x: list[Any], deeper: int) -> Any:
        return self._array(x[:2], deeper)[()]

    def _seed(self, x: list[Any], deeper: int) -> Any:
        return Seed(int(x[1])) if self.trusted else _refuse()

    def _formula(self, x: list[Any], deeper: int) -> Any:
        if not self.trusted:
            return _refuse()
        return Formula(x[1], **self.read(x[2], deeper))


def one_line(text: Any, most: int = 200) -> str:
    """Text of a submission as a part of a sentence: one line, printable, short."""
    line = " ".join(str(text).split()) if type(text) in (str, int) else ""
    return "".join(c if c.isprintable() else "?" for c in line)[:most]


def _text(x: Any) -> str:
    if type(x) is not str:
        raise Malformed("it has a name that is no text")
    return x.encode("utf-8", "replace").decode()  # halves of surrogate pairs go


def _refuse() -> Any:
    raise Malformed("it has a part that only a grader may send")


_READERS: dict[str, Callable[[_Reader, list[Any], int], Any]] = {
    "list": _Reader._list,
    "tuple": _Reader._tuple,
    "dict": _Reader._dict,
    "dots": _Reader._dots,
    "odd": _Reader._odd,
    "array": _Reader._array,
    "scalar": _Reader._scalar,
    "seed": _Reader._seed,
    "formula": _Reader._formula,
}
