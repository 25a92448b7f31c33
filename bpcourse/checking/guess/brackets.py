"""Slips with brackets, made in the text of a function."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from bpcourse.checking import texts

from .slip_kinds import BRACKET, Slip, slip_of

LONGEST = 28  # letters of a line that is shown
OPERATORS = set("+-*/@")


def bracket_slips(source: str, names: set[str]) -> Iterator[tuple[Slip, str]]:
    """The text without a pair of brackets, or with one that closes too early."""
    for start, end in _pairs(source):
        inside = source[start + 1 : end]
        missing = f"{source[:start]}{inside}{source[end + 1 :]}"
        if _parses(missing):
            yield _quoting("bracket", missing, start, names), missing
        for at in _splits(inside):
            head, tail = inside[:at], inside[at:]
            early = f"{source[:start]}({head.rstrip()}) {tail}{source[end + 1 :]}"
            if _parses(early):
                yield _quoting("bracket_early", early, start, names), early


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


def _quoting(id: str, source: str, at: int, names: set[str]) -> Slip:
    """The slip with its line, where that is a short one of the arguments alone."""
    line = source[source.rfind("\n", 0, at) + 1 :].partition("\n")[0].strip()
    line = line.removeprefix("return ")
    slip = slip_of(BRACKET, id)
    if len(line) > LONGEST or "=" in line or not _words(line) <= names:
        return slip
    return slip._replace(text=texts.say("as_in", name=slip.text, part=line))


def _words(line: str) -> set[str]:
    return set(re.findall(r"[A-Za-z_]\w*", line)) - {"np"}
