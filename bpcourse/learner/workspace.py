"""The learner's workspace: a folder with copies of the lessons and exercises, and of the page
that they lead to.

What was delivered is remembered by its digest in `.bpcourse/delivered.json`. A file that the
learner hasn't changed is brought up to date; one that they changed is never touched: the new
version is put beside it as `NAME.new.ipynb` (or `.new-2`, where that one was changed too). A
file that they deleted is delivered again.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from dataclasses import dataclass, field
from pathlib import Path

from bpcourse.errors import Told
from bpcourse.files import course_root, reason, write_whole

from . import texts

FOLDERS = ("notebooks", "exercises")
PAGE = Path("docs") / "documents.md"  # what ids in the lessons lead to
MEMORY = Path(".bpcourse") / "delivered.json"


@dataclass
class Delivery:
    """What one delivery did. beside: (the learner's file, the new version beside it)."""

    written: list[str] = field(default_factory=list)
    beside: list[tuple[str, str]] = field(default_factory=list)


def find_workspace(start: Path | None = None) -> Path:
    """The workspace round a folder (default: the current one); else where its notebooks lie."""
    start = Path.cwd() if start is None else start
    for place in (start, *start.parents):
        if (place / MEMORY.parent).is_dir():
            return place
    return start.parent if start.name in FOLDERS else start


def deliver(workspace: Path, root: Path | None = None) -> Delivery:
    """Bring the workspace up to date. Raises Told; loses nothing in any case."""
    root = root or course_root()
    done = Delivery()
    try:
        (workspace / MEMORY).parent.mkdir(parents=True, exist_ok=True)
        known = _remembered(workspace)
        for source in _shipped(root):
            _deliver_one(source, root, workspace, known, done)
        write_whole(
            workspace / MEMORY, json.dumps(known, indent=1, sort_keys=True).encode()
        )
    except OSError as fault:
        text = texts.say("no_workspace", folder=workspace, why=reason(fault))
        raise Told(text) from None
    return done


def _shipped(root: Path) -> list[Path]:
    notebooks = [p for f in FOLDERS for p in sorted((root / f).glob("*.ipynb"))]
    return [*notebooks, *(p for p in [root / PAGE] if p.exists())]


def delivered_digests(root: Path | None = None) -> frozenset[str]:
    """Digests of the notebooks that this edition delivers: from the package, never from a
    workspace, where anybody may write."""
    return frozenset(digest(p.read_bytes()) for p in _shipped(root or course_root()))


def _deliver_one(
    source: Path, root: Path, workspace: Path, known: dict, done: Delivery
) -> None:
    name = source.relative_to(root).as_posix()
    target, fresh = workspace / name, source.read_bytes()
    whole = digest(fresh)
    if target.exists():
        current = digest(target.read_bytes())
        if current == whole:
            known[name] = whole
            return
        if known.get(name) == whole:
            return  # the learner's own work on this very version
        if current != known.get(name):
            beside = _free_place(target, workspace, known)
            new = beside.relative_to(workspace).as_posix()
            write_whole(beside, fresh)
            known[name] = known[new] = whole
            done.beside.append((name, new))
            return
    write_whole(target, fresh)
    known[name] = whole
    done.written.append(name)


def _free_place(target: Path, workspace: Path, known: dict[str, str]) -> Path:
    """Where a new version may lie: not on one that the learner has changed."""
    for number in itertools.count(1):
        mark = ".new" if number == 1 else f".new-{number}"
        beside = target.with_suffix(mark + target.suffix)
        name = beside.relative_to(workspace).as_posix()
        if not beside.exists() or digest(beside.read_bytes()) == known.get(name):
            return beside
    raise AssertionError("unreachable")


def _remembered(workspace: Path) -> dict[str, str]:
    """Digests of what was delivered; a lost or damaged memory makes every file the learner's."""
    try:
        known = json.loads((workspace / MEMORY).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError, RecursionError):
        return {}
    return known if isinstance(known, dict) else {}


def digest(data: bytes) -> str:
    """Of a file's bytes: SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
