"""Reads a submission: any file that was meant as a notebook gives cells, or a sentence.

Nothing here raises for what a file contains, and nothing is ever written.
"""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
import zlib
from functools import lru_cache
from typing import Any

from bpcourse.grading.results import Submission

from .collection import Found

LARGEST = 20 << 20  # bytes of a notebook that is still read
PARTS = 1 << 20  # lists and dictionaries in one: each takes many times its two bytes
ENCODINGS = ("utf-8-sig", "utf-16", "latin-1")
TOO_LARGE = (
    f"it is larger than {LARGEST >> 20} MB; ask for it again with its outputs cleared"
)
ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # a way of packing that Python doesn't know
    RuntimeError,  # a password is asked for
    OSError,
    KeyError,
)


def read(found: Found) -> Submission:
    """The submission in a file; what is wrong with it stands in `.problem`."""
    raw, problem = (b"", found.problem) if found.problem else _bytes_of(found)
    digest = hashlib.sha256(raw).hexdigest()
    cells: list[str] = []
    if problem is None:
        cells, problem = cells_of(raw)
    return Submission(found.learner, found.name, digest, tuple(cells), problem)


def cells_of(raw: bytes) -> tuple[list[str], str | None]:
    """(sources of the code cells, None), or ([], a sentence for a teacher)."""
    try:
        text = decode(raw)
        if not text.strip("\0 \t\r\n"):
            return [], "the file is empty"
        if text.count("[") + text.count("{") > PARTS:
            return [], "not a notebook: it has more parts than any notebook"
        tree = json.loads(text)
    except RecursionError:
        return [], "not a notebook: it is nested deeper than any notebook"
    except MemoryError:
        return [], "not a notebook: it fills the memory when it is read"
    except ValueError as fault:
        return [], _broken_json(text, fault)
    found = _cell_list(tree)
    if found is None:
        return [], "not a notebook: it is JSON, and has no list of cells"
    sources = [s for s in map(_source, found) if s is not None]
    if not any(s.strip() for s in sources):
        return [], "the notebook has no code in it"
    return sources, None


def decode(raw: bytes) -> str:
    """Text of a file in UTF-8 or UTF-16 (with or without their mark) or latin-1."""
    if raw[:2] in (b"{\0", b"\0{"):  # UTF-16 that lost its mark
        return raw.decode("utf-16-le" if raw[1] == 0 else "utf-16-be", "replace")
    for encoding in ENCODINGS:
        if encoding == "utf-16" and raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("latin-1 reads any byte")


def _bytes_of(found: Found) -> tuple[bytes, str | None]:
    if found.member is not None:
        return _from_zip(found)
    try:
        if not stat.S_ISREG(found.place.stat().st_mode):
            return b"", "it is no regular file"
        with found.place.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as fault:
        return b"", f"it can't be opened: {fault.strerror or fault}"
    return raw, TOO_LARGE if len(raw) > LARGEST else None


def _from_zip(found: Found) -> tuple[bytes, str | None]:
    """At most LARGEST bytes, whatever the archive says of its sizes."""
    assert found.member is not None
    try:
        with _archive(str(found.place)).open(found.member) as file:
            raw = file.read(LARGEST + 1)
    except ZIP_FAULTS as fault:
        why = " ".join(str(fault).split())[:120] or type(fault).__name__
        return b"", f"it can't be taken out of the zip archive: {why}"
    return raw, TOO_LARGE if len(raw) > LARGEST else None


@lru_cache(maxsize=4)
def _archive(path: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(path)


def _broken_json(text: str, fault: ValueError) -> str:
    start = text.lstrip("\ufeff\0 \t\r\n")[:60].lower()
    if start.startswith(("<!doctype", "<html", "<?xml", "<head")):
        return "not a notebook: it is a web page; ask for the .ipynb file itself"
    for mark, kind in MARKS:
        if start.startswith(mark):
            return f"not a notebook: it is {kind}; ask for the .ipynb file itself"
    if not start.startswith("{") or not isinstance(fault, json.JSONDecodeError):
        return "not a notebook: it doesn't begin as one"
    if "<<<<<<< " in text and ">>>>>>> " in text:
        line = text[: text.index("<<<<<<< ")].count("\n") + 1
        return f"not a notebook any more: a merge conflict stands near line {line}"
    return f"not a notebook any more: the JSON breaks off near line {fault.lineno}"


MARKS = (
    ("pk\x03\x04", "a zip archive or an office document"),
    ("%pdf", "a PDF"),
    ("\x89png", "a picture"),
    ("\xff\xd8\xff", "a picture"),
    ("\x1f\x8b", "a gzip archive"),
    ("7z\xbc\xaf", "a 7z archive"),
    ("rar!", "a rar archive"),
    ("import ", "a Python script"),
    ("from ", "a Python script"),
    ("def ", "a Python script"),
    ("#", "a text or a Python script"),
    ("version https://git-lfs", "a pointer of Git LFS"),
)


def _cell_list(tree: Any) -> list[Any] | None:
    """Cells of nbformat 4 and 5, or of the worksheets of nbformat 3."""
    if not isinstance(tree, dict):
        return None
    if isinstance(tree.get("cells"), list):
        return tree["cells"]
    sheets = tree.get("worksheets")
    if not isinstance(sheets, list):
        return None
    lists = [s.get("cells") for s in sheets if isinstance(s, dict)]
    return [cell for cells in lists if isinstance(cells, list) for cell in cells]


def _source(cell: Any) -> str | None:
    """Source of a code cell as text that any encoding can carry, else None."""
    if not isinstance(cell, dict) or cell.get("cell_type") != "code":
        return None
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        return None
    return source.encode("utf-8", "replace").decode("utf-8")
