"""The learner's own module of a lesson, `mine/lesson_05.py`: one function per exercise.

A function of the file that has an exercise's name is the learner's answer to it; everything
else in it are its helpers. A piece that is replaced goes to `mine/earlier/`.
"""

from __future__ import annotations

import ast
import itertools
import types
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bpcourse.course import Lesson
from bpcourse.files import locked, write_whole

from .imports import FUTURE, in_order
from .lift import Piece
from .text import Cell, binds, free_names, renamed

HEAD = '''\
"""Lesson {number}, {title}: what you wrote, kept when its check passed.

Read it, run it, import it: `mine.NAME` takes it from here. What you replaced lies in `earlier`.
"""'''


@dataclass
class Module:
    """A file taken apart. head: its docstring; blocks: {name: text}; rest: what has no name."""

    head: str
    imports: list[str] = field(default_factory=list)
    blocks: dict[str, str] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)

    def needed(self, name: str) -> dict[str, str]:
        """The blocks that `name` needs, what is needed first, first; itself last."""
        found: dict[str, str] = {}
        self._collect(name, found, set())
        return found

    def _collect(self, name: str, found: dict[str, str], seen: set[str]) -> None:
        if name in seen or name not in self.blocks:
            return
        seen.add(name)
        for other in free_names(self.blocks[name]):
            self._collect(other, found, seen)
        found[name] = self.blocks[name]

    def used_imports(self) -> list[str]:
        """The imports whose name something in the file uses."""
        texts = [*self.blocks.values(), *self.rest]
        used = {name for text in texts for name in free_names(text)}
        kept = (i for i in self.imports if i == FUTURE or used & _bound_by(i))
        return in_order(kept)

    def render(self, order: tuple[str, ...]) -> str:
        """The file: the exercises in the lesson's order, each below its helpers."""
        placed: dict[str, str] = {}
        for name in (*order, *self.blocks):
            placed |= {k: v for k, v in self.needed(name).items() if k not in placed}
        parts = [self.head + "\n\n" + "\n".join(self.used_imports())]
        return "\n\n\n".join([*parts, *placed.values(), *self.rest]).strip() + "\n"


def take_apart(text: str) -> Module:
    """The parts of a file. SyntaxError where it is damaged."""
    cell, tree = Cell(text), ast.parse(text)
    found = Module("")
    for node in tree.body:
        if node is tree.body[0] and ast.get_docstring(tree) is not None:
            found.head = cell.text_of(node)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found.imports.append(cell.text_of(node))
        elif names := binds(node):
            name = min(names)
            before = found.blocks.get(name)
            text_now = cell.text_of(node)
            found.blocks[name] = f"{before}\n{text_now}" if before else text_now
        else:
            found.rest.append(cell.text_of(node))
    return found


@dataclass(frozen=True)
class Kept:
    """What keeping did. changed: the file is new. aside: where a damaged one now lies."""

    changed: bool
    aside: Path | None = None


def keep(folder: Path, lesson: Lesson, piece: Piece) -> Kept:
    """Put a piece into the lesson's file. Two kernels take turns.

    Raises OSError where it can't be written, and Told where another one keeps the lock.
    """
    with locked(folder / ".lock"):
        path = folder / f"lesson_{lesson.number}.py"
        head = HEAD.format(number=lesson.number, title=lesson.title.lower())
        module, aside = _read(path)
        module.head = module.head or head
        changed = _merge(folder, module, lesson, piece)
        if changed:
            write_whole(path, module.render(lesson.exercises))
    return Kept(changed, aside)


def _read(path: Path) -> tuple[Module, Path | None]:
    """The file's parts; a damaged one is put beside, and an empty one begun."""
    if not path.exists():
        return Module(""), None
    try:
        return take_apart(path.read_text(encoding="utf-8")), None
    except (SyntaxError, ValueError):
        return Module(""), _aside(path)


def _aside(path: Path) -> Path:
    place = next(_numbered(path.with_name(f"{path.stem}_damaged")))
    write_whole(place, path.read_bytes())
    return place


def _numbered(stem: Path) -> Iterator[Path]:
    places = (stem.with_name(f"{stem.name}_{n}.py") for n in itertools.count(1))
    return (place for place in places if not place.exists())


def _merge(folder: Path, module: Module, lesson: Lesson, piece: Piece) -> bool:
    old = module.needed(piece.name)
    fitted = _fitted(module, lesson, piece)
    if old == fitted.blocks:
        return False
    if piece.name in old:
        _set_aside(folder, module, piece.name, old)
        for name in _only_for(module, piece.name):
            del module.blocks[name]
    module.blocks |= fitted.blocks
    module.imports = in_order([*module.imports, *fitted.imports])
    return True


def _set_aside(folder: Path, module: Module, name: str, old: dict[str, str]) -> None:
    """The older text goes to a file of its own, which runs by itself."""
    whole = Module("", module.imports, old)
    place = next(_numbered(folder / "earlier" / name))
    write_whole(place, whole.render((name,)).lstrip())


def _only_for(module: Module, name: str) -> set[str]:
    """The blocks of a piece that no other block needs."""
    old = module.needed(name)
    others = [b for b in module.blocks if b not in old]
    return set(old) - {k for b in others for k in module.needed(b)}


def _fitted(module: Module, lesson: Lesson, piece: Piece) -> Piece:
    """The piece with other names for helpers and imports whose name means more in the file."""
    for name in [n for n in piece.blocks if n != piece.name]:
        if _clashes(module, lesson, piece, name, piece.blocks[name]):
            piece = _with_name(piece, name)
    for line in (i for i in piece.imports if i != FUTURE):
        (name,) = _bound_by(line)
        if _clashes(module, lesson, piece, name, line):
            piece = _with_name(piece, name)
    return piece


def _clashes(
    module: Module, lesson: Lesson, piece: Piece, name: str, text: str
) -> bool:
    """True where the file knows this name as something else, or keeps it for an answer."""
    free = _only_for(module, piece.name)
    there = [module.blocks[name]] if name in module.blocks and name not in free else []
    there += [line for line in module.used_imports() if name in _bound_by(line)]
    return text not in there if there else name in lesson.exercises


def _bound_by(line: str) -> set[str]:
    return binds(ast.parse(line).body[0])


def _with_name(piece: Piece, old: str) -> Piece:
    new = f"{old}_of_{piece.name}"
    blocks = {
        (new if k == old else k): renamed(text, old, new)
        for k, text in piece.blocks.items()
    }
    lines = tuple(_import_as(i, old, new) for i in piece.imports)
    return replace(piece, imports=lines, blocks=blocks)


def _import_as(line: str, old: str, new: str) -> str:
    if old not in _bound_by(line):
        return line
    node: Any = ast.parse(line).body[0]
    node.names[0].asname = new
    return ast.unparse(node)


def load(path: Path) -> dict[str, object]:
    """What the lesson's file defines. Raises whatever running it raises."""
    module = types.ModuleType(path.stem)
    module.__file__ = str(path)
    text = path.read_text(encoding="utf-8")
    exec(compile(text, str(path), "exec", dont_inherit=True), vars(module))
    return vars(module)
