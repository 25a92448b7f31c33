"""Plots that look the same under every style, and whose Matplotlib a learner can change.

`@plot` stands above a function that makes a figure by `new_figure` and returns a `Picture`.
`figures.regimes.source` is then the plot as a program of its own: imports, the numbers and
helpers that it needs, and the lines that draw. Print it, copy it into a cell, change it.
A plot of numbers that are handed in is a function there, to be called with yours.
"""

from __future__ import annotations

import ast
import builtins
import functools
import inspect
import itertools
import sys
import textwrap
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from .picture import SETTINGS, Picture

DRAWING = __name__.rpartition(".")[0]


def plot(function: Callable[..., Picture]) -> Any:
    """The function under the course's own settings, whatever the reader's style is."""

    @functools.wraps(function)
    def drawn(*args: Any, **more: Any) -> Picture:
        import matplotlib

        with matplotlib.rc_context():
            matplotlib.rcdefaults()
            matplotlib.rcParams.update(SETTINGS)
            return function(*args, **more)

    drawn.source = Source(function)  # type: ignore[attr-defined]
    return drawn


class Source:
    """A plot as a program: made when it is looked at, printed as it is written."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function

    @functools.cached_property
    def text(self) -> str:
        """The program."""
        body = _body(self.function)
        needed = _Needed(sys.modules[self.function.__module__])
        needed.take(ast.parse(body))
        parts = ["\n".join(sorted(needed.imports)), *needed.pieces, body]
        return "\n\n".join(part.strip("\n") for part in parts) + "\n"

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__


def _body(function: Callable[..., Any]) -> str:
    """The lines that draw: the words left out, shown at the end.

    Arguments are assignments, or where one has no default value, those of a function.
    """
    text = textwrap.dedent(inspect.getsource(function))
    tree = ast.parse(text).body[0]
    assert isinstance(tree, ast.FunctionDef)
    open_ = _open(function)
    lines = [] if open_ else [f"{k} = {v!r}" for k, v in _defaults(function)]
    kept = _alive([s for s in tree.body if not _is_docstring(s)])
    rows, end = text.splitlines(), tree.body[0].lineno
    for statement in kept:
        above = rows[end : statement.lineno - 1]
        lines += [row.strip() for row in above if row.strip().startswith("#")]
        end = statement.end_lineno or statement.lineno
        if isinstance(statement, ast.Return):
            lines.append("plt.show()")
            continue
        piece = textwrap.dedent("\n".join(rows[statement.lineno - 1 : end]))
        lines.append(_with_subplots(piece))
    drawn = "\n".join(lines) + "\n"
    if not open_:
        return _plain(drawn)
    head = _plain(f"def {tree.name}({ast.unparse(tree.args)}):\n    pass")
    return head.replace("    pass", textwrap.indent(_plain(drawn), "    "))


def _open(function: Callable[..., Any]) -> bool:
    """Whether there are arguments without a default value."""
    return any(value is inspect.Parameter.empty for _, value in _defaults(function))


def _defaults(function: Callable[..., Any]) -> Iterator[tuple[str, Any]]:
    many: dict[Any, Any] = {inspect.Parameter.VAR_KEYWORD: {}}
    for name, parameter in inspect.signature(function).parameters.items():
        yield name, many.get(parameter.kind, parameter.default)


def _plain(piece: str) -> str:
    """The code without type annotations, but for the fields of a class."""
    tree = ast.parse(piece)
    classes = [n for n in ast.walk(tree) if isinstance(n, ast.ClassDef)]
    fields = [s for n in classes for s in n.body if isinstance(s, ast.AnnAssign)]
    cuts = [cut for n in ast.walk(tree) if n not in fields for cut in _annotated(n)]
    rows = piece.splitlines(keepends=True)
    starts = [0, *itertools.accumulate(len(row.encode()) for row in rows)]
    raw = piece.encode()
    for (row, column), (last, end) in sorted(cuts, reverse=True):
        raw = raw[: starts[row - 1] + column] + raw[starts[last - 1] + end :]
    return raw.decode()


Place = tuple[int, int]  # of a letter: its line from 1, and its bytes from 0


def _annotated(node: ast.AST) -> Iterator[tuple[Place, Place]]:
    """From where to where annotations of this node stand, with their signs."""
    if isinstance(node, ast.arg) and node.annotation:
        yield (node.lineno, node.col_offset + len(node.arg.encode())), _end(node)
    elif isinstance(node, ast.AnnAssign) and node.value:
        yield _end(node.target), _end(node.annotation)
    elif isinstance(node, ast.FunctionDef) and node.returns:
        row, column = node.returns.lineno, node.returns.col_offset
        yield (row, column - len(" -> ")), _end(node.returns)


def _end(node: Any) -> Place:
    return node.end_lineno, node.end_col_offset


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _alive(body: list[ast.stmt]) -> list[ast.stmt]:
    """Without the statements that only prepare the words, which the last one returns."""
    *others, last = body
    while True:
        used = _loaded(others)
        kept = [s for s in others if not (_names(s) and not _names(s) & used)]
        if len(kept) == len(others):
            return [*kept, last]
        others = kept


def _loaded(body: list[ast.stmt]) -> set[str]:
    nodes = (node for statement in body for node in ast.walk(statement))
    return {
        n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)
    }


def _names(statement: ast.stmt) -> set[str]:
    """What a statement binds, where it does nothing else."""
    if not isinstance(statement, ast.Assign):
        return set()
    nodes = [node for target in statement.targets for node in ast.walk(target)]
    bare = all(isinstance(n, ast.Name | ast.Tuple | ast.expr_context) for n in nodes)
    return {n.id for n in nodes if isinstance(n, ast.Name)} if bare else set()


def _with_subplots(piece: str) -> str:
    """`new_figure(7, 3, columns=2)` as Matplotlib's own call."""
    for node in ast.walk(ast.parse(piece)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "new_figure":
            old = ast.get_source_segment(piece, node) or ""
            return piece.replace(old, _subplots(node))
    return piece


def _subplots(call: ast.Call) -> str:
    width, height, *counts = (ast.unparse(arg) for arg in call.args)
    given = dict(zip(("columns", "rows"), counts))
    given |= {k.arg or "": ast.unparse(k.value) for k in call.keywords}
    rows, columns = given.pop("rows", "1"), given.pop("columns", "1")
    more = "".join(f", {name}={value}" for name, value in given.items())
    size = f'figsize=({width}, {height}), layout="constrained"'
    return f"plt.subplots({rows}, {columns}, {size}{more})"


class _Needed:
    """Imports, and the helpers and constants of the course's pictures, in their order."""

    def __init__(self, module: ModuleType) -> None:
        self.module = module
        self.imports = {"import matplotlib.pyplot as plt"}
        self.pieces: list[str] = []
        self.seen: set[str] = {"plt", *dir(builtins)}

    def take(self, tree: ast.AST) -> None:
        """Everything of the module that this code names."""
        names = [n.id for n in ast.walk(tree) if isinstance(n, ast.Name)]
        for name in dict.fromkeys(names):
            if name not in self.seen and hasattr(self.module, name):
                self.seen.add(name)
                self._add(name, getattr(self.module, name))

    def _add(self, name: str, value: Any) -> None:
        home = getattr(value, "__module__", None) or ""
        if isinstance(value, ModuleType):
            self.imports.add(_import(name, value.__name__))
        elif home and not home.startswith((DRAWING, "bpcourse.course")):
            self.imports.add(f"from {home} import {value.__name__}")
        elif home and home != self.module.__name__:
            self.imports.add(f"from {home} import {name}")
        else:
            piece = _plain(_defined(self.module, name)) or f"{name} = {value!r}"
            self.take(ast.parse(piece))
            self.pieces.append(piece)


def _import(name: str, full: str) -> str:
    above, _, last = full.rpartition(".")
    if above and last == name:
        return f"from {above} import {name}"
    return f"import {full}" + ("" if full == name else f" as {name}")


def _defined(module: ModuleType, name: str) -> str:
    """The lines of the module that define a name; "" where another module does."""
    text = inspect.getsource(module)
    for node in ast.parse(text).body:
        own = getattr(node, "name", None) == name
        if own or name in {n.id for n in _targets(node)}:
            first = min([node.lineno, *(d.lineno for d in _decorators(node))])
            return "\n".join(text.splitlines()[first - 1 : node.end_lineno])
    return ""


def _targets(node: ast.stmt) -> list[ast.Name]:
    targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
    found = [n for target in targets if target is not None for n in ast.walk(target)]
    return [n for n in found if isinstance(n, ast.Name)]


def _decorators(node: ast.stmt) -> list[ast.expr]:
    return getattr(node, "decorator_list", [])
