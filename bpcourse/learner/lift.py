"""Takes a function out of a notebook: its own text, with the imports and helpers it needs.

The text is looked for in the cells that have run, and taken only where it compiles to the
code that the kernel holds. Definitions, imports and constants are taken along; what only
the kernel holds (an array that was trained, a generator) can't be, and is told.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from bpcourse.errors import Told

from . import texts
from .imports import FUTURE, as_written, import_line, in_order, module_beside
from .sameness import code_keys, codes_of, fingerprint, flags_of, is_simple
from .text import Cell, binds, cells_of, free_names, renamed

KERNEL = "get_ipython"  # stands where a cell has a % or ! line


class Unliftable(Told):
    """Why a function can't stand outside its notebook, and what to change: a text by its id."""

    def __init__(self, id: str, **values: object) -> None:
        super().__init__(texts.say(id, **values))


@dataclass(frozen=True)
class Piece:
    """A function's text. imports: lines. blocks: {name: text}, what is needed first, first."""

    name: str
    imports: tuple[str, ...]
    blocks: dict[str, str]

    @property
    def text(self) -> str:
        """All of it as one Python file."""
        parts = ["\n".join(self.imports), *self.blocks.values()]
        return "\n\n\n".join(p for p in parts if p) + "\n"


def lift(function: Any, name: str) -> Piece:
    """The text that makes `function` under `name`. Raises Unliftable, a sentence."""
    found = _Lift(function)
    found.take(name)
    piece = Piece(name, tuple(in_order(found.imports.values())), found.blocks)
    _try_out(piece, None if found.clashed else function)
    return piece


def _try_out(piece: Piece, function: Any) -> None:
    """Run the text alone, and compare what it makes with what the kernel holds (if given)."""
    space: dict[str, Any] = {"__name__": "mine"}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(piece.text, "<mine>", "exec", dont_inherit=True), space)
    except Exception as fault:
        kind = type(fault).__name__
        raise Unliftable("stops_outside", kind=kind, fault=fault) from None
    if function and fingerprint(space[piece.name]) != fingerprint(function):
        raise Unliftable("another_outside")


class _Lift:
    def __init__(self, function: Any) -> None:
        self.function = function
        self.space = _globals_of(function)
        self.cells = cells_of(function, self.space)
        self.flags = flags_of(function)
        self.imports = {FUTURE: FUTURE} if self.flags else dict[str, str]()
        self.blocks: dict[str, str] = {}
        self.seen: set[str] = set()
        self.clashed = False

    def take(self, name: str) -> None:
        """Put the function and all that it needs into `imports` and `blocks`."""
        own = self._bound_name(name)
        if own == name:
            return self.add(own)
        if own is not None:
            self.add(own)
            text = f"{name} = {own}"
        else:
            text = self._without_a_name(name)
        if name in self.blocks:  # a helper with the exercise's name: another function
            self.clashed = True
            self.blocks = {
                (f"{k}_inside" if k == name else k): renamed(t, name, f"{name}_inside")
                for k, t in self.blocks.items()
            }
            text = renamed(text, name, f"{name}_inside", but_first=True)
        self.blocks[name] = text

    def _bound_name(self, name: str) -> str | None:
        """The name in the notebook under which the function is known."""
        likely = (name, getattr(self.function, "__name__", ""))
        others = (k for k in self.space if not k.startswith("_"))
        for one in (*likely, *others):
            if self.space.get(one) is self.function:
                return one
        return None

    def _without_a_name(self, name: str) -> str:
        if isinstance(self.function, functools.partial):
            return self._partial(name)
        wanted = code_keys(self.function)
        for cell, node in self._nodes(ast.Lambda, ast.FunctionDef):
            if wanted & set(codes_of(node, self.flags)):
                text = cell.text_of(node)
                self._needs(text)
                if isinstance(node, ast.Lambda):
                    return f"{name} = {text}"
                also = f"\n\n\n{name} = {node.name}"
                return text if node.name == name else text + also
        raise Unliftable("not_found")

    def _nodes(self, *kinds: type) -> Iterator[tuple[Cell, Any]]:
        for cell in self.cells:
            for node in ast.walk(cell.tree):
                if isinstance(node, kinds):
                    yield cell, node

    def _partial(self, name: str) -> str:
        whole = self.function
        parts = [self._word(whole.func), *map(self._word, whole.args)]
        parts += [f"{k}={self._word(v)}" for k, v in whole.keywords.items()]
        self.imports["partial"] = "from functools import partial"
        return f"{name} = partial({', '.join(parts)})"

    def _word(self, value: Any) -> str:
        """How a part of a partial is written: a name of the notebook, or the value."""
        if is_simple(value):
            return repr(value)
        for name, other in self.space.items():
            if other is value and not name.startswith("_"):
                self.add(name)
                return name
        raise Unliftable("holds_nameless")

    def add(self, name: str) -> None:
        """Take what the notebook holds under this name, and all that it needs."""
        if name == KERNEL:
            raise Unliftable("uses_notebook")
        if name in self.seen or name not in self.space:
            return
        self.seen.add(name)
        value = self.space[name]
        line = self._import_of(name, value)
        if line:
            self.imports[name] = line
            return
        text = self._statement(name, value)
        self._needs(text)
        self.blocks[name] = text

    def _needs(self, text: str) -> None:
        for other in free_names(text):
            self.add(other)

    # ---- one name of the notebook

    def _statement(self, name: str, value: Any) -> str:
        """The newest statement that made this value, as the learner wrote it."""
        for cell, node in self._binding(name):
            if self._makes(node, value):
                if name == self._bound_name(name) and cell.is_delivered(name):
                    raise Unliftable("as_delivered")
                return cell.text_of(node)
        if is_simple(value):
            return f"{name} = {value!r}"
        if value is self.function:
            raise Unliftable("not_found")
        raise Unliftable("only_here", name=name)

    def _binding(self, name: str) -> Iterator[tuple[Cell, Any]]:
        for cell in self.cells:
            for node in reversed(cell.tree.body):
                if name in binds(node):
                    yield cell, node

    def _makes(self, node: Any, value: Any) -> bool:
        """True where running this statement makes this value again."""
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            same = bool(code_keys(value) & set(codes_of(node, flags_of(value))))
            return same or self._is_class_without_methods(node, value)
        if not isinstance(node, (ast.Assign, ast.AnnAssign)) or node.value is None:
            return False
        if len(getattr(node, "targets", [0])) != 1:
            return False
        if is_simple(value):
            return _literal(node.value) == value
        if callable(value):
            wanted = code_keys(value)
            return not isinstance(node.value, ast.Lambda) or bool(
                wanted & set(codes_of(node.value, flags_of(value)))
            )
        return (
            isinstance(value, np.ndarray)
            and self._is_constant(node)
            and fingerprint(value) == self._run(node)
        )

    def _is_class_without_methods(self, node: Any, value: Any) -> bool:
        """True for a class that holds values alone, as most dataclasses do."""
        if not isinstance(node, ast.ClassDef) or codes_of(node)[1:]:
            return False
        space = dict(self.space)
        with contextlib.suppress(Exception):
            text = ast.unparse(node)
            exec(compile(text, "<cell>", "exec", self.flags, dont_inherit=True), space)
            return fingerprint(space[node.name]) == fingerprint(value)
        return False

    def _is_constant(self, node: Any) -> bool:
        """True for a line that is made of NumPy and numbers alone: `np.eye(3)`."""
        names = free_names(ast.unparse(node))
        return all(getattr(self.space.get(n), "__name__", "") == "numpy" for n in names)

    def _run(self, node: Any) -> Any:
        space = dict(self.space)
        with contextlib.suppress(Exception):
            return fingerprint(eval(ast.unparse(node.value), space))
        return None

    # ---- imports

    def _import_of(self, name: str, value: Any) -> str | None:
        written = (as_written(node, name, value) for _, node in self._binding(name))
        line = next(filter(None, written), None) or import_line(name, value)
        beside = line and module_beside(line)
        if beside:
            raise Unliftable("needs_beside", module=beside)
        return line


def _literal(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except ValueError:
        return ...


def _globals_of(function: Any) -> dict[str, Any]:
    """The names that the function sees: those of its notebook or file."""
    for _ in range(20):
        for attribute in ("__wrapped__", "__func__", "func", "pyfunc"):
            if hasattr(function, attribute):
                function = getattr(function, attribute)
                break
        else:
            break
    if not hasattr(function, "__globals__"):
        function = vars(type(function)).get("__call__", function)
    space = getattr(function, "__globals__", None)
    if space is None:
        raise Unliftable("not_python")
    if str(space.get("__name__", "")).startswith("bpcourse."):
        raise Unliftable("courses_own")
    return space
