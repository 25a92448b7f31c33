"""Slips with brackets, made in the text of a function."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .slip_kinds import BRACKET, Slip, slip_of

OPERATORS = set("+-*/@")


def bracket_slips(source: str) -> Iterator[tuple[Slip, str]]:
    """The text without a pair of brackets, or with one that closes too early."""
    for start, end in _pairs(source):
        inside = source[start + 1 : end]
        missing = f"{source[:start]}{inside}{source[end + 1 :]}"
        if _parses(missing):
            text = f"with a bracket missing{_line_at(missing, start)}"
            yield slip_of(BRACKET, "bracket", text), missing
        for at in _splits(inside):
            head, tail = inside[:at], inside[at:]
            early = f"{source[:start]}({head.rstrip()}) {tail}{source[end + 1 :]}"
            if _parses(early):
                text = f"with a bracket that closes too early{_line_at(early, start)}"
                yield slip_of(BRACKET, "bracket_early", text), early


def _pairs(source: str) -> list[tuple[int, int]]:
    """Brackets that group; those of calls and tuples don't."""
    opened, pairs = [], []
    for i, sign in enumerate(source):
        if sign == "(":
            opened.append(i)
        elif sign == ")":
            pairs.append((opened.pop(), i))
    return [
        (a, b) for a, b in pairs if not _called(source, a) and "," not in source[a:b]
    ]


def _called(source: str, at: int) -> bool:
    return source[at - 1].isalnum() or source[at - 1] in "_)]"


def _splits(inside: str) -> list[int]:
    """Where an operator stands outside further brackets, and after another operator."""
    depth, found, seen = 0, [], False
    for i, sign in enumerate(inside):
        depth += (sign in "([") - (sign in ")]")
        if not depth and inside[i : i + 1] in OPERATORS and inside[i - 1 : i] == " ":
            found += [i] if seen else []
            seen = True
    return found


def _parses(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def _line_at(source: str, at: int) -> str:
    """ ", as in `a * 1 - a`" where the line is a short one of few names."""
    line = source[source.rfind("\n", 0, at) + 1 :].partition("\n")[0].strip()
    line = line.removeprefix("return ")
    return f", as in `{line}`" if len(line) <= 28 and "=" not in line else ""
