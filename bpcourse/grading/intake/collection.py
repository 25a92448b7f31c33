"""Finds the submissions in what an instructor has: notebooks, folders, a zip of an LMS.

Whose file it is comes from where learning systems put the name: `STUDENT/01_x.ipynb`,
`aldergrove_123_456_01_x.ipynb` (Canvas), `Alder Grove_123_assignsubmission_file_/01_x.ipynb`
(Moodle), `HW1_alder_attempt_2026-…_01_x.ipynb` (Blackboard), else the file's own name.
Zips are never unpacked: their members are read in place.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from .lessons import without_lesson

MOODLE = re.compile(r"^(?P<name>.+?)_(?P<id>\d+)_assignsubmission_\w+?_?$")
CANVAS = re.compile(
    r"^(?P<name>[^_]+)_(?:LATE_)?(?P<id>\d+)_(?P<upload>\d+)_(?P<file>.+)$"
)
BLACKBOARD = re.compile(
    r"^.+?_(?P<name>[^_]+)_attempt_(?P<upload>[\d-]+)(?:_(?P<file>.*))?$"
)
AGAIN = re.compile(r"(?:-(\d+)|[ _]*\((\d+)\))$")  # Canvas's "-1", a browser's " (1)"
COPY = re.compile(r"(?:-Copy\d*|\.new(?:-\d+)?|[ _-]+copy|[ _-]*Kopie)$", re.I)
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
OTHERS = {
    *(".html", ".htm", ".pdf", ".py", ".txt", ".zip", ".json", ".rar", ".7z"),
    *(".doc", ".docx", ".md", ".png", ".jpg"),
}
IGNORED = {".ipynb_checkpoints", "__MACOSX", "node_modules"}
GENERIC = {"exercises", "notebooks", "bpcourse-workspace", "work", "home"}
ZIP_FILES = 20_000


class CannotCollect(Exception):
    """Why a path can't be graded at all, as a sentence."""


@dataclass(frozen=True)
class Found:
    """One file. name: as it is shown. account: the learner's number in `system`, if known.

    member: the file's name inside the zip at `place`. upload: the later, the higher, where
    the system numbers what a learner hands in again; 0 otherwise. problem: why it can't be
    read, known already.
    """

    learner: str
    place: Path
    name: str
    member: str | None = None
    account: str = ""
    system: str = ""
    upload: int = 0
    problem: str | None = None


@dataclass(frozen=True)
class _Entry:
    """A file below a root before it is known whose it is: its parts, and how it is read."""

    parts: tuple[str, ...]
    place: Path
    member: str | None = None
    problem: str | None = None


def collect(paths: Sequence[Path], apart_from: Path | None = None) -> list[Found]:
    """Every submission, in a fixed order. Raises CannotCollect with a sentence."""
    found = [f for path in paths for f in _under(path, apart_from)]
    return _told_apart(sorted(set(found), key=lambda f: (f.learner, f.name)))


def shown(text: str) -> str:
    """A file's name as text, also where its bytes are no UTF-8; nothing in it moves the
    cursor of a terminal or turns the direction of writing."""
    return UNSEEN.sub("?", os.fsencode(text).decode("utf-8", "replace"))


# ---- files, folders, zips


def _under(path: Path, apart_from: Path | None) -> Iterator[Found]:
    if not path.exists():
        raise CannotCollect(f"{path}: there is no such file or folder")
    if path.is_dir():
        entries, home = list(_in_folder(path, apart_from)), path
    elif zipfile.is_zipfile(path) and not _notebook(path.name):
        entries, home = list(_in_zip(path)), path.with_suffix("")
    elif path.suffix.lower() == ".zip":
        raise CannotCollect(f"{path}: not a zip archive, or cut off")
    else:
        entries, home = [_Entry((path.name,), path)], path.absolute().parent
        yield _named(entries[0], home, shown(path.as_posix()))
        return
    yield from _of_entries(entries, home, path)


def _in_folder(root: Path, apart_from: Path | None) -> Iterator[_Entry]:
    closed: list[OSError] = []
    for folder, below, files in os.walk(root, onerror=closed.append):
        here = Path(folder)
        below[:] = sorted(
            d
            for d in below
            if _wanted(d) and not (apart_from and _same(here / d, apart_from))
        )
        for name in sorted(filter(_wanted, files)):
            place = here / name
            link = place.is_symlink()
            problem = "it is a link, not a file; ask for the file" if link else None
            yield _Entry(place.relative_to(root).parts, place, None, problem)
    for fault in closed:
        place = Path(fault.filename)
        problem = f"the folder can't be opened: {fault.strerror}"
        yield _Entry((*place.relative_to(root).parts, "*.ipynb"), place, None, problem)


def _in_zip(archive: Path) -> Iterator[_Entry]:
    try:
        with zipfile.ZipFile(archive) as source:
            members = [m for m in source.infolist() if not m.is_dir()]
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as fault:
        raise CannotCollect(f"{archive}: not a zip archive, or cut off") from fault
    if len(members) > ZIP_FILES:
        raise CannotCollect(f"{archive}: more than {ZIP_FILES} files")
    for member in members:
        parts = tuple(
            p
            for p in PurePosixPath(_text_of(member).replace("\\", "/")).parts
            if p not in ("/", ".", "..")
        )
        if parts and all(map(_wanted, parts)):
            yield _Entry(parts, archive, member.filename)


def _text_of(member: zipfile.ZipInfo) -> str:
    """A member's name; many programs write UTF-8 and don't say so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _wanted(name: str) -> bool:
    return name not in IGNORED and not name.startswith((".", "~$"))


def _same(a: Path, b: Path) -> bool:
    return a.resolve() == b.resolve()


def _notebook(name: str) -> bool:
    """`x.ipynb`, and what browsers make of it: `x.ipynb.txt`, `x.ipynb.json`."""
    return ".ipynb" in name.lower()


# ---- whose file it is


def _of_entries(entries: list[_Entry], home: Path, path: Path) -> Iterator[Found]:
    """Notebooks; and of learners without any, the other documents that they handed in."""
    depth = _wrappers([e.parts for e in entries])
    own = [e.parts[depth:] for e in entries if _notebook(e.parts[-1])]
    system = all(map(_by_system, own))
    found = [
        (e, _named(e, home, shown(path.joinpath(*e.parts).as_posix()), depth, system))
        for e in entries
    ]
    notebooks = [f for e, f in found if _notebook(e.parts[-1])]
    yield from notebooks
    served = {f.learner for f in notebooks}
    for entry, f in found:
        suffix = Path(entry.parts[-1]).suffix.lower()
        theirs = len(entry.parts) - depth > 1 or f.system
        if f.learner not in served and suffix in OTHERS and theirs:
            kind = suffix[1:].upper()
            problem = f"not a notebook: a file of kind {kind}; ask for the .ipynb file"
            yield replace(f, problem=f.problem or problem)


def _wrappers(all_parts: Sequence[tuple[str, ...]]) -> int:
    """How many folders stand around everything and are no learner's: `hw1/alder/01_x.ipynb`."""
    depth = 0
    while all_parts and all(len(p) > depth + 2 for p in all_parts):
        here, below = ({p[depth + i] for p in all_parts} for i in (0, 1))
        if len(here) > 1 or any(map(MOODLE.match, here)) or below <= GENERIC:
            break
        depth += 1
    flat = len({p[depth] for p in all_parts}) == 1 and len(all_parts) > 1
    if flat and all(len(p) == depth + 2 and _signed(p[-1]) for p in all_parts):
        depth += 1
    return depth


def _signed(name: str) -> bool:
    """True where a learner's name stands in the file's name."""
    stem = _stem(name)[0]
    return bool(CANVAS.match(stem) or BLACKBOARD.match(stem) or without_lesson(stem))


def _named(
    entry: _Entry, home: Path, name: str, depth: int = 0, all_by_system: bool = True
) -> Found:
    parts = entry.parts[depth:]
    own = "" if all_by_system or MOODLE.match(parts[0]) else _folder(parts)
    if own:
        learner, account, system, upload = own, "", "", _stem(parts[-1])[1]
    else:
        learner, account, system, upload = _owner(parts, home)
    return Found(
        learner=shown(learner).strip() or "?",
        place=entry.place,
        name=name,
        member=entry.member,
        account=account,
        system=system,
        upload=upload,
        problem=entry.problem,
    )


def _by_system(parts: tuple[str, ...]) -> bool:
    """True where a learning system wrote the learner's name into the path."""
    stem = _stem(parts[-1])[0]
    named = CANVAS.match(stem) or BLACKBOARD.match(stem)
    return bool(named or any(map(MOODLE.match, parts[:-1])))


def _folder(parts: tuple[str, ...]) -> str:
    """The folder that is a learner's, or "": it decides, whatever is called how in it, or
    one learner could hand in for another."""
    return next((p for p in parts[:-1] if p not in GENERIC), "")


def _owner(parts: tuple[str, ...], home: Path) -> tuple[str, str, str, int]:
    """(learner, account, system, upload) from a file's place below a root."""
    stem, upload = _stem(parts[-1])
    for folder in (*parts[:-1], home.name):
        if moodle := MOODLE.match(folder):
            return moodle["name"], moodle["id"], "moodle", upload
    if canvas := CANVAS.match(stem):
        return canvas["name"], canvas["id"], "canvas", upload
    if board := BLACKBOARD.match(stem):
        when = int(re.sub(r"\D", "", board["upload"]) or 0)
        return board["name"], "", "blackboard", when
    if folder := _folder(parts):
        return folder, "", "", upload
    return without_lesson(stem) or _home(home), "", "", upload


def _home(home: Path) -> str:
    """The name of the folder that a bare `01_x.ipynb` lies in."""
    own = [p for p in home.absolute().parts[1:] if p not in GENERIC]
    return own[-1] if own else "?"


def _stem(name: str) -> tuple[str, int]:
    """(file name without .ipynb, copy and upload marks; number of the upload)."""
    stem = re.sub(r"\.ipynb.*$|\.\w{1,5}$", "", name, flags=re.I)
    stem = COPY.sub("", stem)
    again = AGAIN.search(stem)
    if not again:
        return stem, 0
    return COPY.sub("", stem[: again.start()]), int(again.group(1) or again.group(2))


def _told_apart(found: Iterable[Found]) -> list[Found]:
    """Two learners of one name carry their numbers; else nobody does."""
    found = list(found)
    accounts: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for f in found:
        own = f"{f.learner}_{f.account}_"  # Moodle numbers anew for each assignment
        folder = f.name.partition(own)[0] if f.system == "moodle" else ""
        accounts[f.learner].add((folder, f.account))
    twice = {
        learner
        for learner, seen in accounts.items()
        if max(Counter(folder for folder, account in seen if account).values() or [0])
        > 1
    }
    return [
        replace(f, learner=f"{f.learner} ({f.account})")
        if f.learner in twice and f.account
        else f
        for f in found
    ]
