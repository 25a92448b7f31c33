"""How calls, values and numbers are written in messages: short, and the same everywhere."""

from __future__ import annotations

from typing import Any

import numpy as np

from bpcourse.course import Case, Exercise

from . import texts

SHORT = 6  # entries of an array that a message still writes out


def number(value: Any) -> str:
    """Six digits: enough to see a difference, and the same on every machine."""
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    value = float(value)
    return f"{0.0 if value == 0 else value:.6g}"


def write(value: Any, short: int = SHORT) -> str:
    """A value as a learner would write it, or its shape where it is long."""
    if isinstance(value, (bool, np.bool_, int, float, np.number)):
        return number(value)
    if isinstance(value, np.ndarray):
        return _array(value, short)
    if isinstance(value, (tuple, list)):
        return _sequence(value, short)
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _sequence(value: Any, short: int) -> str:
    left, right = "()" if isinstance(value, tuple) else "[]"
    if len(value) > short:
        name = type(value).__name__
        return texts.say("items", name=name, count=len(value))
    inner = ", ".join(write(v, short) for v in value)
    return left + inner + ("," if (left, len(value)) == ("(", 1) else "") + right


def _array(value: np.ndarray, short: int) -> str:
    if value.size > short or value.dtype.kind not in "biuf":
        return texts.say("array_of", shape=value.shape)
    if value.ndim == 0:
        return number(value)
    return "[" + ", ".join(_array(np.asarray(v), short) for v in value) + "]"


def call_text(case: Case, exercise: Exercise) -> str:
    """`sigmoid([-1, 0, 2])`."""
    if case.show is not None:
        text = case.show
        return text if text.startswith(exercise.name) else f"{exercise.name}({text})"
    return f"{exercise.name}({', '.join(write(a, 12) for a in case.args)})"


def layered(exercise: Exercise, want: Any) -> bool:
    """True where a result has an entry, or a pair of entries, for every layer."""
    if exercise.parts and "{}" in exercise.parts[0]:
        return True
    return isinstance(want, list) and bool(want) and isinstance(want[0], tuple)


def part_name(path: tuple[int, ...], exercise: Exercise) -> str:
    """The words for one of several results: "dW", "dW of layer 2", "weights[1]"."""
    return "{}{}".format(*_part(path, exercise))


def _part(path: tuple[int, ...], exercise: Exercise) -> tuple[str, str]:
    """A part's name, and what says of which layer it is: ("dW", " of layer 2")."""
    if not path:
        return texts.say("the_result"), ""
    if len(path) > 1 and not _written_per_item(exercise):
        parts = exercise.parts
        some = path[1] < len(parts)
        name = parts[path[1]] if some else texts.say("part", number=path[1])
        return name, texts.say("of_layer", number=path[0] + 1)
    return _item(path, exercise), ""


def _written_per_item(exercise: Exercise) -> bool:
    """Whether the exercise names its parts as lists: "weights[{}]"."""
    return bool(exercise.parts) and "{}" in exercise.parts[0]


def _item(path: tuple[int, ...], exercise: Exercise) -> str:
    parts = exercise.parts
    if _written_per_item(exercise):
        if len(parts) == 1:
            return parts[0].format(path[0])
        name = parts[path[0]]
        return name.format(path[1]) if len(path) > 1 else name.partition("[")[0]
    if len(parts) > 1 and path[0] < len(parts):
        return parts[path[0]]
    return texts.say("item", number=path[0])


def place(path: tuple[int, ...], index: tuple[int, ...], exercise: Exercise) -> str:
    """Where an entry stands: "dW[0, 2]", "db[0] of layer 1", "weights[1][0, 2]"."""
    where = str(list(index)) if index else ""
    if not path:
        return texts.say("entry", where=where)
    name, layer = _part(path, exercise)
    return f"{name}{where}{layer}"


def both(words: list[str]) -> str:
    """ "dW", "dW and db", "dW, db and dX"."""
    if len(words) < 2:
        return "".join(words)
    return texts.say("both", names=", ".join(words[:-1]), last=words[-1])


def apart(got: Any, want: Any) -> tuple[str, str]:
    """Two numbers in as many digits as it takes to see that they differ."""
    for digits in (6, 9, 12, 17):
        a, b = f"{float(got):.{digits}g}", f"{float(want):.{digits}g}"
        if a != b:
            break
    return (number(got), number(want)) if digits == 6 else (a, b)
