"""The text of an answer, and what its syntax tree tells of it."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from types import FunctionType
from typing import Any


@dataclass(frozen=True)
class Source:
    """A function of the learner's with its syntax tree.

    tree: the `def`, its body without the docstring. line: number of the `def` line of the
    answer itself is 1; a helper's lines are counted from its own `def`.
    """

    function: FunctionType
    tree: ast.FunctionDef

    @property
    def name(self) -> str:
        return self.tree.name

    def nodes(self, *kinds: type) -> list[Any]:
        """Every node of these kinds."""
        return [n for n in ast.walk(self.tree) if isinstance(n, kinds)]

    def calls(self) -> set[str]:
        """The names of all that is called: "exp" for `np.exp(x)`."""
        return {_called(node) for node in self.nodes(ast.Call)} - {""}

    def names(self) -> list[str]:
        """Arguments, then the names that are assigned, each once."""
        made = (n.id for n in self.nodes(ast.Name) if isinstance(n.ctx, ast.Store))
        return list(dict.fromkeys([*(a.arg for a in self.arguments()), *made]))

    def names_read(self) -> list[ast.Name]:
        return self.nodes(ast.Name)

    def arguments(self) -> list[ast.arg]:
        """The arguments that can be given by place, in order."""
        return [*self.tree.args.posonlyargs, *self.tree.args.args]


def source_of(function: Any) -> Source | None:
    """The source of a plain function (a `def`, or a lambda with a name), where it is at hand."""
    if type(function) is not FunctionType or function.__closure__:
        return None
    try:
        text = textwrap.dedent(inspect.getsource(function))
        head: Any = ast.parse(text).body[0]
    except Exception:  # no text, or a part of a line
        return None
    if isinstance(head, ast.Assign):
        head = _of_lambda(head)
    if type(head) is not ast.FunctionDef or head.decorator_list:
        return None
    if ast.get_docstring(head) is not None and len(head.body) > 1:
        del head.body[0]
    return Source(function, head)


def _of_lambda(line: ast.Assign) -> ast.FunctionDef | None:
    """`f = lambda x: …` as a `def`."""
    target, value = line.targets[0], line.value
    if not isinstance(value, ast.Lambda) or not isinstance(target, ast.Name):
        return None
    body: list[ast.stmt] = [ast.copy_location(ast.Return(value.body), line)]
    head = ast.FunctionDef(target.id, value.args, body, [], None, None)
    return ast.copy_location(head, line)


def helpers(source: Source, most: int = 3) -> list[Source]:
    """The learner's own functions that the answer calls, nearest first."""
    found: dict[str, Source] = {}
    waiting = [source]
    while waiting and len(found) < most:
        one = waiting.pop(0)
        for name in sorted(one.calls() - set(found) - {source.name}):
            other = source.function.__globals__.get(name)
            if getattr(other, "__globals__", None) is not source.function.__globals__:
                continue
            made = source_of(other)
            if made and made.name == name:
                found[name] = made
                waiting.append(made)
    return list(found.values())[:most]


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


# ---- what is seen at a glance


def unfinished(source: Source) -> bool:
    """True where `raise NotImplementedError` still stands above written lines."""
    raised = [
        i
        for i, line in enumerate(source.tree.body)
        if isinstance(line, ast.Raise) and "NotImplementedError" in ast.dump(line)
    ]
    return bool(raised) and len(source.tree.body) > raised[0] + 1


def hands_back_nothing(source: Source) -> str | None:
    """ ".reverse()" where the answer returns what such a method gives: None."""
    for node in source.nodes(ast.Return):
        value = node.value
        method = value.func if isinstance(value, ast.Call) else None
        if not isinstance(method, ast.Attribute) or _of_module(method):
            continue
        if method.attr in IN_PLACE:
            return f".{method.attr}()"
    return None


IN_PLACE = {"reverse", "append", "sort", "extend", "insert", "shuffle", "fill"}


def _of_module(call: ast.Attribute) -> bool:
    owner = call.value
    return isinstance(owner, ast.Name) and owner.id in {"np", "numpy", "math"}


def returns_in_loop(source: Source) -> int | None:
    """The line of a `return` that stands in a loop and ends it in the first turn."""
    for loop in source.nodes(ast.For, ast.While):
        for line in loop.body:
            if isinstance(line, ast.Return):
                return line.lineno
    return None


def draws_from_numpy(source: Source) -> bool:
    """True where random numbers are drawn from `np.random` or a generator made there."""
    return any(
        node.attr == "random" and _of_module(node)
        for node in source.nodes(ast.Attribute)
    )


def unused_argument(source: Source) -> str | None:
    """An argument that no line reads, or that is set anew before it is read."""
    for arg in source.arguments():
        uses = [n for n in source.names_read() if n.id == arg.arg]
        uses.sort(key=lambda n: (n.lineno, isinstance(n.ctx, ast.Store), n.col_offset))
        if not uses or (
            isinstance(uses[0].ctx, ast.Store) and not _gathered(source, arg.arg)
        ):
            return arg.arg
    return None


def _gathered(source: Source, name: str) -> bool:
    """True where `name += …` reads it."""
    targets = [n.target for n in source.nodes(ast.AugAssign)]
    return any(isinstance(t, ast.Name) and t.id == name for t in targets)


def has_loop(source: Source) -> bool:
    """Whether it has a `for`, a `while` or a comprehension."""
    return bool(source.nodes(ast.For, ast.While, ast.comprehension))


def blocks(tree: ast.AST) -> Iterator[list[Any]]:
    """Every list of lines."""
    for node in ast.walk(tree):
        for block in ("body", "orelse"):
            lines = getattr(node, block, None)
            if isinstance(lines, list) and lines:
                yield lines
