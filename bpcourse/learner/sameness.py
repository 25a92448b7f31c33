"""Whether two functions are the same: by the code that Python made of them."""

from __future__ import annotations
import __future__

import ast
import dis
import functools
import types
from collections.abc import Iterator
from typing import Any

import numpy as np

SIMPLE = (int, float, complex, str, bytes, bool, type(None))
DEPTH = 8  # how far into wrappers of wrappers


def is_simple(value: Any) -> bool:
    """True for a value that its `repr` makes again: numbers, texts, and tuples of them."""
    if isinstance(value, (tuple, list)) and type(value) in (tuple, list):
        return all(is_simple(v) for v in value)
    return type(value) in SIMPLE


def code_key(code: types.CodeType) -> tuple[Any, ...]:
    """What a function does, without where it stands."""
    consts = tuple(
        code_key(c) if isinstance(c, types.CodeType) else (type(c).__name__, repr(c))
        for c in code.co_consts
    )
    names = (code.co_varnames, code.co_freevars, code.co_cellvars)
    counts = (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount)
    return (_steps(code), consts, names, counts)


def _steps(code: types.CodeType) -> tuple[Any, ...]:
    """The instructions, without what depends on the import standing in the same text."""
    kept = [s for s in dis.get_instructions(code) if s.opname not in _PADDING]
    place = {s.offset: i for i, s in enumerate(kept)}
    return tuple((_same_name(s.opname), _argument(s, place)) for s in kept)


_PADDING = {"CACHE", "PRECALL", "PUSH_NULL", "NOP", "EXTENDED_ARG"}


def _same_name(opname: str) -> str:
    return "LOAD_ATTR" if opname == "LOAD_METHOD" else opname


def _argument(step: dis.Instruction, place: dict[int, int]) -> Any:
    if step.opcode in dis.hasjrel or step.opcode in dis.hasjabs:
        return place.get(step.argval)
    return "" if isinstance(step.argval, types.CodeType) else repr(step.argval)


def flags_of(value: Any) -> int:
    """What `compile` is told so that it makes the same of a text as where this callable was
    made: below `from __future__ import annotations`, annotations inside are texts."""
    texts = __future__.annotations.compiler_flag
    return texts * any(f.__code__.co_flags & texts for f in _functions(value, DEPTH))


def codes_of(node: ast.AST, flags: int = 0) -> list[tuple[Any, ...]]:
    """Keys of all functions that a statement or expression makes. flags: see `flags_of`."""
    whole: Any = ast.Expression(node) if isinstance(node, ast.expr) else None
    mode = "eval" if whole else "exec"
    whole = whole or ast.Module([node], [])  # type: ignore[list-item]
    whole = compile(whole, "<cell>", mode, flags, dont_inherit=True)
    return [code_key(c) for c in _inside(whole)]


def _inside(code: types.CodeType) -> Iterator[types.CodeType]:
    for const in code.co_consts:
        if isinstance(const, types.CodeType):
            yield const
            yield from _inside(const)


def code_keys(value: Any) -> set[tuple[Any, ...]]:
    """Keys of the functions that a callable is made of: wrappers and what they wrap."""
    return {code_key(f.__code__) for f in _functions(value, DEPTH)}


def _functions(value: Any, depth: int) -> Iterator[types.FunctionType]:
    if depth == 0:
        return
    if isinstance(value, types.FunctionType):
        yield value
    for part in _parts(value):
        yield from _functions(part, depth - 1)


def _parts(value: Any) -> Iterator[Any]:
    """What a callable holds: what it wraps, its closure, its methods."""
    for attribute in ("__wrapped__", "__func__", "func", "pyfunc"):
        if hasattr(value, attribute):
            yield getattr(value, attribute)
    if isinstance(value, types.FunctionType):
        yield from _closure(value)
    elif isinstance(value, type):
        yield from vars(value).values()
    elif callable(value):
        yield type(value)


def _closure(function: types.FunctionType) -> Iterator[Any]:
    for cell in function.__closure__ or ():
        try:
            yield cell.cell_contents
        except ValueError:  # not filled yet
            continue


def fingerprint(value: Any, depth: int = DEPTH) -> Any:
    """The same for values that can't be told apart, as far as a look inside can tell."""
    if depth == 0:
        return type(value).__name__
    into = functools.partial(fingerprint, depth=depth - 1)
    if isinstance(value, np.ndarray):
        return (str(value.dtype), value.shape, value.tobytes())
    if isinstance(value, (tuple, list)):
        return (type(value).__name__, *map(into, value))
    if isinstance(value, types.FunctionType):
        held = (*_closure(value), value.__defaults__, value.__kwdefaults__)
        return (code_key(value.__code__), *map(into, held))
    if isinstance(value, dict):
        return tuple((repr(k), into(v)) for k, v in value.items())
    if isinstance(value, functools.partial):
        return (into(value.func), into(value.args), into(value.keywords))
    if isinstance(value, (*SIMPLE, np.generic)):
        return (type(value).__name__, repr(value))
    if isinstance(value, type):
        methods = [v for v in vars(value).values() if isinstance(v, types.FunctionType)]
        plain = {k: v for k, v in vars(value).items() if k[:2] != "__" and is_simple(v)}
        return (value.__name__, into(plain), *map(into, methods))
    inside = getattr(value, "__wrapped__", getattr(value, "pyfunc", None))
    if inside is not None or not callable(value):
        return (type(value).__name__, inside is not None and into(inside))
    return (into(type(value)), into(getattr(value, "__dict__", {})))
