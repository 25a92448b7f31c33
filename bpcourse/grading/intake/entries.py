"""Every file below what a teacher names: folders, zips, and zips in them, all bounded.

Zips are never unpacked: their members are read in place. A folder, a name or an archive that
is beyond its bound is an entry of its own with a sentence, and stops nothing else.
"""

from __future__ import annotations

import contextlib
import io
import os
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from bpcourse.errors import Told
from bpcourse.grading.texts import say

IGNORED = {
    *(".ipynb_checkpoints", "__MACOSX", "node_modules", "__pycache__", "Thumbs.db"),
    *(".git", ".venv", ".vscode", ".idea", ".bpcourse", ".jupyter", ".ipython"),
    *(".cache", ".config", ".local", ".DS_Store", ".virtual_documents", "desktop.ini"),
}
DEEPEST = 30  # folders in folders
WIDEST = 5_000  # files in one folder of a learner
ZIP_FILES = 20_000  # members of an archive that a teacher names
INNER_FILES = 1_000  # members of a zip inside a folder or a zip
INNER_BYTES = 64 << 20  # of a zip in a zip
ZIP_FAULTS = (zipfile.BadZipFile, OSError, NotImplementedError, ValueError, EOFError)
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # kinds of characters


@dataclass(frozen=True)
class Entry:
    """A file before it is known whose it is.

    parts: its path as texts, from the name of what the teacher named downwards. place: the
    file on the disk. inside: the number of the member in it, where it is a zip, and of the
    member in that. name: as it is shown. problem: why it can't be read, known already.
    """

    parts: tuple[str, ...]
    place: Path
    name: str
    inside: tuple[int, ...] = ()
    problem: str | None = None

    @property
    def kind(self) -> str:
        """ "ipynb" (also `x.ipynb.txt`, as browsers make it), or the suffix: "py"."""
        last = self.parts[-1].lower()
        return "ipynb" if ".ipynb" in last else last.rpartition(".")[2][:10]


def shown(text: str) -> str:
    r"""A name that nothing is lost of and that can be shown: what can't is written as an
    escape, so that two names never look alike.

    >>> shown("04_a\x01.ipynb"), shown("Grove")
    ('04_a\\x01.ipynb', 'Grove')
    """
    if text.isascii() and text.isprintable() and "\\" not in text:
        return text
    with contextlib.suppress(UnicodeError):  # a locale that isn't the files'
        text = os.fsencode(text).decode("utf-8")
    return "".join(map(_shown, unicodedata.normalize("NFC", text)))


def _shown(c: str) -> str:
    if c == "\\":
        return "\\\\"
    if "\udc80" <= c <= "\udcff":  # a byte that is no UTF-8
        return f"\\x{ord(c) - 0xDC00:02x}"
    if unicodedata.category(c) in UNSEEN and c not in "\u200c\u200d":
        return c.encode("unicode_escape").decode()
    return c


def entries_of(path: Path, apart_from: Path | None = None) -> Iterator[Entry]:
    """Every file below one path. Raises Told where it can't be opened at all."""
    if not path.exists():
        raise Told(f"{path}: {say('no_such_file')}")
    if path.is_dir():
        yield from _in_folder(path, apart_from)
    elif ".ipynb" not in path.name.lower() and zipfile.is_zipfile(path):
        root = _Archive((shown(path.stem),), shown(path.as_posix()), path)
        yield from root.members(ZIP_FILES)
    elif path.suffix.lower() == ".zip":
        raise Told(f"{path}: {say('broken_zip')}")
    else:
        home = path.absolute().parent.name
        parts = (shown(home) or "?", shown(path.name))
        yield Entry(parts, path, shown(path.as_posix()))


# ---- folders


def _in_folder(root: Path, apart_from: Path | None) -> Iterator[Entry]:
    avoid = apart_from.resolve() if apart_from else None
    top: tuple[str, ...] = (shown(root.absolute().name) or "?",)
    waiting = [(root, top, shown(root.as_posix()))]
    while waiting:
        folder, parts, name = waiting.pop()
        below, files, problem = _listed(folder, len(parts))
        if problem:
            yield Entry((*parts, "*.ipynb"), folder, f"{name}/*", problem=problem)
        for place, last, link in files:
            here = (*parts, shown(last))
            yield from _file(place, here, f"{name}/{here[-1]}", link)
        for place, last in reversed(below):
            if avoid is None or place.resolve() != avoid:
                waiting.append((place, (*parts, shown(last)), f"{name}/{shown(last)}"))


Files = list[tuple[Path, str, bool]]


def _listed(
    folder: Path, depth: int
) -> tuple[list[tuple[Path, str]], Files, str | None]:
    """(folders in it, files in it, what is wrong with it)."""
    if depth > DEEPEST:
        return [], [], say("not_looked_into", most=DEEPEST)
    below: list[tuple[Path, str]] = []
    files: Files = []
    try:
        with os.scandir(folder) as found:
            for one in sorted(found, key=lambda e: e.name):
                if not wanted(one.name):
                    continue
                if one.is_dir(follow_symlinks=False):
                    below.append((folder / one.name, one.name))
                elif not (one.is_symlink() and os.path.isdir(folder / one.name)):
                    files.append((folder / one.name, one.name, one.is_symlink()))
    except OSError as fault:
        return below, files, say("folder_not_opened", why=fault.strerror)
    if depth > 1 and len(files) > WIDEST:
        return below, files[:WIDEST], say("too_wide", most=WIDEST)
    return below, files, None


def _file(
    place: Path, parts: tuple[str, ...], name: str, link: bool
) -> Iterator[Entry]:
    one = Entry(parts, place, name, problem=say("link") if link else None)
    if not link and one.kind == "zip":
        yield from _Archive(parts, name, place).members(INNER_FILES)
    else:
        yield one


def wanted(name: str) -> bool:
    """False for what systems and programs leave behind."""
    return name not in IGNORED and not name.startswith(("._", "~$"))


# ---- zips


@dataclass(frozen=True)
class _Archive:
    """A zip on the disk, or at `inside` in one."""

    parts: tuple[str, ...]
    name: str
    place: Path
    inside: tuple[int, ...] = ()

    def members(self, most: int) -> Iterator[Entry]:
        try:
            found = archive(str(self.place), self.inside).infolist()
        except ZIP_FAULTS as fault:
            if not self.inside and most == ZIP_FILES:
                raise Told(f"{self.place}: {say('broken_zip')}") from fault
            yield self._odd(say("broken_zip"))
            return
        if len(found) > most:
            if most == ZIP_FILES:
                raise Told(f"{self.place}: {say('too_many', most=most)}")
            yield self._odd(say("too_many_in_zip", most=most))
            return
        for number, member in enumerate(found):
            yield from self._member(number, member)

    def _odd(self, problem: str) -> Entry:
        return Entry(self.parts, self.place, self.name, self.inside, problem)

    def _member(self, number: int, member: zipfile.ZipInfo) -> Iterator[Entry]:
        path = PurePosixPath(_text_of(member).replace("\\", "/"))
        below = [p for p in path.parts if p not in ("/", ".", "..")]
        if member.is_dir() or not below or not all(map(wanted, below)):
            return
        texts = tuple(map(shown, below))
        parts, name = (*self.parts, *texts), f"{self.name}/{'/'.join(texts)}"
        one = Entry(parts, self.place, name, (*self.inside, number))
        if len(below) > DEEPEST:
            why = say("too_deep", most=DEEPEST)
            parts = (*self.parts, texts[0], texts[-1])
            yield Entry(parts, self.place, name[:400], one.inside, why)
        elif one.kind == "zip" and len(one.inside) < 2:
            inner = _Archive(parts, name, self.place, one.inside)
            yield from inner.members(INNER_FILES)
        else:
            yield one


@lru_cache(maxsize=4)
def archive(place: str, inside: tuple[int, ...] = ()) -> zipfile.ZipFile:
    """An open archive; raises one of ZIP_FAULTS."""
    if not inside:
        return zipfile.ZipFile(place)
    outer = archive(place, inside[:-1])
    with outer.open(outer.infolist()[inside[-1]]) as file:
        raw = file.read(INNER_BYTES + 1)
    if len(raw) > INNER_BYTES:
        raise ValueError(say("too_large"))
    return zipfile.ZipFile(io.BytesIO(raw))


def _text_of(member: zipfile.ZipInfo) -> str:
    """A member's name; many programs write UTF-8 and don't say so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename
