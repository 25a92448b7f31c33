"""What an exception says of its cause, where its text and the answer's own text are plain."""

from __future__ import annotations

import builtins
import importlib
import re
from collections.abc import Iterable
from difflib import get_close_matches

from bpcourse.checking import texts
from bpcourse.checking.reply import PRINTED, Reply
from bpcourse.checking.trial import Named
from bpcourse.course import Exercise

from .source import Source, has_loop, helpers

SURE = (  # pattern in Python's or NumPy's own text, id of the explanation
    (r"truth value of an (array|empty)", "truth_value"),
    (r"(not enough|too many) values to unpack", "unpacking"),
    (r"axis 1 is out of bounds for array of dimension 1", "axis_of_batch"),
    (r"NoneType", "none_used"),
    (
        r"type\(s\) for .*: '(list|tuple)'|type\(s\) for .* and '(list|tuple)'",
        "list_arithmetic",
    ),
    (
        r"can't multiply sequence|bad operand type for unary -: 'list'",
        "list_arithmetic",
    ),
    (r"Cannot cast ufunc .* to dtype\('u?int", "whole_in_place"),
    (r"math range error", "math_overflow"),
    (r"math domain error|expected a positive input|nonnegative input", "math_domain"),
    (r"division by zero", "division_by_zero"),
)
KINDS = {  # name of an exception, id of the explanation
    "RecursionError": "recursion",
    "MemoryError": "too_large",
    "EOFError": "asks_input",
    "SystemExit": "leaves_python",
    "FloatingPointError": "settings_raise",
    "GoesOn": "goes_on",
}
AXES = (  # of answers that want an axis where a number comes in
    r"is not iterable|has no len\(\)|invalid index to scalar|is not subscriptable|"
    r"does not support item assignment|too many indices|unsized object|"
    r"iteration over a 0-d array|tuple index out of range|has no attribute 'shape'"
)
ONE_NUMBER = r"only (0-dimensional|length-1|size-1|integer scalar)"
ARGUMENTS = r"\(\) (takes|missing|got)"


def surely(reply: Reply, exercise: Exercise, source: Source | None) -> Named | None:
    """The cause of an exception, where its text leaves no doubt."""
    error, detail = reply.error or "", reply.detail
    if error == "NotWritten":
        return texts.named("calls_unwritten", name=detail)
    if error in KINDS:
        return texts.named(KINDS[error])
    if error == "TookTooLong":
        return texts.named(_without_end(reply, source))
    if error == "RuntimeWarning":
        return texts.named("settings_raise")
    if error == "TypeError" and not reply.line and re.search(ARGUMENTS, detail):
        return texts.named("arity", signature=exercise.signature)
    if error in ("NameError", "UnboundLocalError"):
        return _unknown(error, detail, source)
    if re.search(ONE_NUMBER, detail):
        return texts.named("math_function" if _uses_math(source) else "float_of_array")
    if found := re.search(r"module '([\w.]+)' has no attribute '(\w+)'", detail):
        return _no_such(found[1], found[2])
    return next((texts.named(id) for p, id in SURE if re.search(p, detail)), None)


def perhaps(reply: Reply) -> Named | None:
    """What kind of exception it is: less than a cause, and something to look at."""
    if reply.error == "IndexError" and not re.search(AXES, reply.detail):
        return texts.named("index")
    if re.search(AXES, reply.detail):
        return texts.named("needs_an_axis")
    if reply.error == "ValueError" and re.search(
        r"broadcast|matmul|not aligned|mismatch|dimension|shape", reply.detail
    ):
        return texts.named("shapes")
    return None


def _without_end(reply: Reply, source: Source | None) -> str:
    if len(reply.printed) >= PRINTED:
        return "prints_without_end"
    if source and not any(map(has_loop, (source, *helpers(source)))):
        return "too_slow"
    return "endless"


def _uses_math(source: Source | None) -> bool:
    return source is None or "math" in {n.id for n in source.names_read()}


def _unknown(error: str, detail: str, source: Source | None) -> Named | None:
    found = re.search(r"variable '(\w+)'|name '(\w+)'", detail)
    if not found:
        return None
    name = found[1] or found[2]
    if error == "UnboundLocalError":
        return texts.named("read_too_early", name=name)
    if name in _exercise_names():
        return texts.named("lost_function", name=name)
    known: Iterable[str] = dir(builtins)
    if source:
        known = [*source.names(), *source.function.__globals__, *known]
    near = get_close_matches(name, [k for k in known if k != name], n=1, cutoff=0.75)
    if near:
        return texts.named("misspelt", name=name, near=near[0])
    return texts.named("unknown_name", name=name)


def _exercise_names() -> set[str]:
    from bpcourse.course import all_exercises

    return set(all_exercises())


def _no_such(module: str, name: str) -> Named:
    try:
        known = dir(importlib.import_module(module))
    except ImportError:
        known = []
    near = get_close_matches(name, known, n=1, cutoff=0.4)
    said = f"{module}.{name}"
    if near:
        return texts.named("no_such_function", name=said, near=f"{module}.{near[0]}")
    return texts.named("unknown_name", name=said)
