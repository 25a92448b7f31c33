"""How calls, values and numbers are written in messages: short, and the same everywhere."""

from __future__ import annotations

from typing import Any

import numpy as np

from bpcourse.exercises import Case, Exercise

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
        return f"a {type(value).__name__} of {len(value)}"
    return left + ", ".join(write(v, short) for v in value) + right


def _array(value: np.ndarray, short: int) -> str:
    if value.size > short or value.dtype.kind not in "biuf":
        return f"array of shape {value.shape}"
    if value.ndim == 0:
        return number(value)
    return "[" + ", ".join(_array(np.asarray(v), short) for v in value) + "]"


def call_text(case: Case, exercise: Exercise) -> str:
    """`sigmoid([-1, 0, 2])`."""
    if case.show is not None:
        text = case.show
        return text if text.startswith(exercise.name) else f"{exercise.name}({text})"
    return f"{exercise.name}({', '.join(write(a, 12) for a in case.args)})"


def place(path: tuple[int, ...], index: tuple[int, ...], exercise: Exercise) -> str:
    """Where an entry stands: "dW[0, 2]", "item 1, db[0]", "weights[1][0, 2]", "entry [3]"."""
    name = ""
    if len(path) > 1 and exercise.parts and "{}" in exercise.parts[0]:
        name = exercise.parts[path[0]].format(path[1])
    elif path:
        part = path[-1]
        known = len(path) == 1 or exercise.parts
        name = (
            exercise.parts[part]
            if known and part < len(exercise.parts)
            else f"part {part}"
        )
        if len(path) > 1:
            name = f"item {path[0]}, {name}"
    where = str(list(index)) if index else ""
    return f"{name}{where}" if name else f"entry {where}"
