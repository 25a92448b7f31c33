"""What an exception says of its cause, where its text and the answer's own text are plain."""

from __future__ import annotations

import builtins
import re
import sys
from collections.abc import Iterable
from difflib import get_close_matches

import numpy as np

from bpcourse.checking import texts
from bpcourse.checking.reply import PRINTED, Reply
from bpcourse.checking.trial import Named
from bpcourse.course import Exercise

from .source import Source, has_loop, helpers

SURE = (  # pattern in Python's or NumPy's own text, id of the explanation
    (r"NoneType", "none_used"),
    (r"truth value of an (array|empty)", "truth_value"),
    (r"(not enough|too many) values to unpack", "unpacking"),
    (r"cannot unpack non-iterable", "unpacks_one"),
    (r"inhomogeneous|array element with a sequence", "unequal_rows"),
    (r"indices must be integers or slices, not tuple", "list_for_array"),
    (r"integers, slices|indices must be|used as indices must be", "index_kind"),
    (r"integer scalar arrays", "whole_number"),
    (
        r"'(float|numpy\.float64)' object cannot be interpreted|single integer, got",
        "not_whole",
    ),
    (r"'(list|tuple|str)' object cannot be interpreted", "whole_number"),
    (r"is not callable", "calls_a_value"),
    (r"'(\w*function\w*|method|Formula)' object (is|does) not", "not_called"),
    (r"'tuple' object does not support", "tuple_is_fixed"),
    (r"'int' object is not iterable", "loop_over_number"),
    (r"list assignment index out of range", "list_grows"),
    (r"both or neither of x and y", "where_of_one"),
    (r"axis 1 is out of bounds for array of dimension 1", "axis_of_batch"),
    (r"type\(s\) for .*'list'", "list_arithmetic"),
    (r"type\(s\) for .*'tuple'", "tuple_arithmetic"),
    (r"type\(s\) for .*'str'|concatenate str|dtype\('<U", "text_arithmetic"),
    (
        r"can't multiply sequence|bad operand type for unary -: 'list'|concatenate list",
        "list_arithmetic",
    ),
    (r"type\(s\) for .*'(\w*function\w*|method|type|Formula)'", "not_called"),
    (r"array is [1-9]-dimensional", "indices"),
    (r"as a data type", "shape_in_brackets"),
    (r"'(bitwise_\w+|invert)' not supported", "bitwise"),
    (r"not supported for the input types|has no callable \w+ method", "object_array"),
    (r"read-only", "read_only"),
    (r"unhashable", "unhashable"),
    (r"at least two-dimensional|must be square", "no_matrix"),
    (
        r"zero-dimensional arrays cannot be concatenated|array at index \d+ has 0 dim",
        "joins_a_number",
    ),
    (r"cannot reshape", "reshaped_wrongly"),
    (r"subscripts", "subscripts"),
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
    "KeyError": "no_such_key",
    "ModuleNotFoundError": "no_package",
}
AXES = (  # of answers that want an axis where a number comes in
    r"is not iterable|has no len\(\)|invalid index to scalar|is not subscriptable|"
    r"does not support item assignment|too many indices|unsized object|"
    r"iteration over a 0-d array|tuple index out of range|has no attribute 'shape'"
)
TYPES: dict[str, tuple[str, type]] = {  # as exceptions call them
    "numpy.ndarray": ("array", np.ndarray),
    "numpy.float64": ("number", np.float64),
    "float": ("number", float),
    "int": ("number", int),
    "list": ("list", list),
    "tuple": ("tuple", tuple),
    "dict": ("dict", dict),
    "numpy.random._generator.Generator": ("generator", np.random.Generator),
}
ONE_NUMBER = r"only (0-dimensional|length-1|size-1)|convert an array of size 1"
ARGUMENTS = r"(?P<name>[\w>]+)\(\) (takes|missing|got)|^(?P<own>\w+) expected .*, got"
KEYWORD = r"(\w+)\(\) got an unexpected keyword argument '(\w+)'"
OPTIONS = ("axis", "keepdims", "dtype", "initial", "where", "ord")
SAME = {  # names from elsewhere, and what they are called here
    "ln": "log",
    "randn": "standard_normal",
    "rand": "random",
    "randint": "integers",
}


def surely(reply: Reply, exercise: Exercise, source: Source | None) -> Named | None:
    """The cause of an exception, where its text leaves no doubt."""
    error = reply.error or ""
    detail = reply.detail.replace(
        ".__init__(", "("
    )  # a class is called by its own name
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
    named = (texts.named(id) for p, id in SURE if re.search(p, detail))
    return next(named, None) or _with_values(detail)


def _with_values(detail: str) -> Named | None:
    """What the exception says of a name or a number in it."""
    if found := re.search(r"module '([\w.]+)' has no attribute '(\w+)'", detail):
        return _no_such(found[1], found[2])
    if found := re.search(r"'([\w.]+)' object has no attribute '(\w+)'", detail):
        return _no_attribute(found[1], found[2])
    found = re.search(r"'(\w+)' is an invalid keyword argument for (\w+)", detail)
    if found and hasattr(np, found[2]):
        return texts.named("own_option", name=found[2], option=found[1])
    if found := re.search(KEYWORD, detail):
        return _no_option(_numpys(found[1]), found[2])
    if found := re.search(ARGUMENTS, detail):
        name = found["own"] or _numpys(found["name"])
        id = "other_arguments_there" if ">" in name else "other_arguments"
        return texts.named(id, name=name)
    if found := re.search(r"axis (-?\d+) is out of bounds", detail):
        return texts.named("no_such_axis", axis=found[1])
    return None


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
    if name in sys.stdlib_module_names:
        return texts.named("not_imported", name=name)
    if callable(getattr(np, name, None)):
        return texts.named("misspelt", name=name, near=f"np.{name}")
    known: Iterable[str] = dir(builtins)
    if source:
        known = [*source.names(), *source.function.__globals__, *known]
    near = get_close_matches(name, [k for k in known if k != name], n=1, cutoff=0.75)
    if near:
        return texts.named("misspelt", name=name, near=near[0])
    return texts.named("unknown_name", name=name)


def _numpys(name: str) -> str:
    """A function's name as a learner writes it: `np.sum` for NumPy's own `_sum`."""
    name = name.lstrip("_")
    return f"np.{name}" if callable(getattr(np, name, None)) else name


def _no_option(function: str, option: str) -> Named:
    near = _near(option, OPTIONS)
    id = "misspelt_option" if near else "other_option"
    return texts.named(id, name=function, option=option, near=near)


def _near(name: str, known: Iterable[str]) -> str:
    """The one of the known names that is meant, "" where none is like it."""
    known = list(known)
    other = SAME.get(name)
    if other in known:
        return other
    return next(iter(get_close_matches(name, known, n=1)), "")


def _no_attribute(type_name: str, name: str) -> Named | None:
    if type_name not in TYPES:
        return None
    kind, family = TYPES[type_name]
    if family in (list, tuple) and hasattr(np.ndarray, name):
        return texts.named("list_for_array")
    if family is np.ndarray and hasattr(list, name):
        return texts.named("array_for_list", name=name)
    if family in (np.ndarray, float, np.float64) and callable(getattr(np, name, None)):
        return texts.named("is_a_function", name=name, kind=texts.say(kind))
    near = _near(name, dir(family))
    id = "misspelt_attribute" if near else "no_such_attribute"
    return texts.named(id, name=name, kind=texts.say(kind), near=near)


def _exercise_names() -> set[str]:
    from bpcourse.course import all_exercises

    return set(all_exercises())


def _no_such(module: str, name: str) -> Named:
    """A graded file writes the module's name, so that nothing is imported for it here."""
    known = dir(sys.modules[module]) if module in sys.modules else []
    near = _near(name, known)
    said = f"{module}.{name}"
    if near:
        return texts.named("no_such_function", name=said, near=f"{module}.{near}")
    return texts.named("unknown_name", name=said)
