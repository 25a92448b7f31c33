"""In the worker: runs one cell of a submission, statement by statement.

One that fails costs what depends on it and nothing else: an import of a package that isn't
there leaves a stand-in, any other error is noted, and the next statement runs.
"""

from __future__ import annotations

import ast
import linecache
import re
from typing import Any

from . import standins

MAGIC = re.compile(r"^\s*(%|!|\?)|\?\s*$")
ASSIGNED = re.compile(r"^(\s*[\w\s,]+=\s*)[%!].*$")
BEGINS = re.compile(r"^[^\s#)\]}]")  # a line with which a statement may begin
GOES_ON = re.compile(r"^(else|elif|except|finally)\b")
DEFINITIONS = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Import,
    ast.ImportFrom,
)
NAME = "<cell {}>"


def run(
    number: int, source: str, space: dict[str, Any], definitions: bool
) -> dict[str, Any]:
    """What a grader wants to know of it: the first error, if any, and what was left out."""
    name = NAME.format(number)
    body, left_out, fault = parsed(source, name)
    told: dict[str, Any] = {} if fault is None else _where(fault, name)
    absent: list[str] = []
    linecache.cache[name] = (len(source), None, source.splitlines(True), name)
    for statement in body:
        if not definitions or isinstance(statement, DEFINITIONS):
            try:
                _run_one(statement, name, space, absent)
            except BaseException as error:
                told = told or _where(error, name)
    return {**told, "left_out": left_out, "absent": absent}


def _run_one(
    statement: ast.stmt, name: str, space: dict[str, Any], absent: list[str]
) -> None:
    """One statement; of an import each name by itself."""
    for one in _parts(statement):
        code = compile(ast.Module([one], []), name, "exec")
        try:
            exec(code, space)
        except standins.NotThere:
            if not getattr(one, "decorator_list", None):
                raise
            one.decorator_list = []  # `@njit` and the like make it faster, not other
            exec(compile(ast.Module([one], []), name, "exec"), space)
        except ImportError as fault:
            if not isinstance(one, (ast.Import, ast.ImportFrom)):
                raise
            root = (getattr(one, "module", None) or one.names[0].name).partition(".")[0]
            if root == "bpcourse":
                raise
            absent.append(root)
            standins.absent(one, space, str(fault))


def _parts(statement: ast.stmt) -> list[Any]:
    if not isinstance(statement, ast.Import):
        return [statement]
    return [
        ast.copy_location(ast.Import([alias]), statement) for alias in statement.names
    ]


def parsed(
    source: str, name: str
) -> tuple[list[ast.stmt], list[int], SyntaxError | None]:
    """(statements, lines that only a notebook understands, what can't be read)."""
    try:
        return ast.parse(source, name).body, [], None
    except SyntaxError as fault:
        first = fault
    except (ValueError, RecursionError, MemoryError) as fault:
        return [], [], SyntaxError(f"{type(fault).__name__}: {fault}")
    text, left_out = _without_magic(source)
    try:
        return ast.parse(text, name).body, left_out, None
    except (SyntaxError, ValueError, RecursionError, MemoryError) as fault:
        if isinstance(fault, SyntaxError):
            first = fault
        return _what_can_be_read(text, name), left_out, first


def _without_magic(source: str) -> tuple[str, list[int]]:
    lines = source.splitlines()
    magic = [i for i, line in enumerate(lines) if MAGIC.search(line)]
    for i in magic:
        lines[i] = re.match(r"\s*", lines[i]).group() + "pass"  # type: ignore[union-attr]
    for i, line in enumerate(lines):
        if ASSIGNED.match(line):
            lines[i] = ASSIGNED.sub(r"\1None", line)
            magic.append(i)
    return "\n".join(lines), [i + 1 for i in magic]


def _what_can_be_read(source: str, name: str) -> list[ast.stmt]:
    """The statements of a cell that is no Python as a whole, each tried by itself."""
    lines = source.splitlines()
    starts = [
        i
        for i, line in enumerate(lines)
        if BEGINS.match(line) and not GOES_ON.match(line)
    ]
    found: list[ast.stmt] = []
    for start, end in zip(starts, [*starts[1:], len(lines)]):
        text = "\n" * start + "\n".join(lines[start:end])  # lines keep their numbers
        try:
            found += ast.parse(text, name).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return found


def _where(fault: BaseException, name: str) -> dict[str, Any]:
    """Name and text of an exception, and the line of the cell where it rose."""
    line, trace = getattr(fault, "lineno", None), fault.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == name:
            line = trace.tb_lineno
        trace = trace.tb_next
    try:
        detail = (str(fault).splitlines() or [""])[0][:300]
    except Exception:
        detail = ""
    line = line if isinstance(line, int) else None
    return {"error": type(fault).__name__, "detail": detail, "line": line}
