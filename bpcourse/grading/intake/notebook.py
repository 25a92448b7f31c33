"""Reads a submission: any file that was meant as a notebook, or a script, gives cells, or a
sentence.

Nothing here raises for what a file contains, and nothing is ever written.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from bpcourse.grading.delivered import is_delivered
from bpcourse.grading.results import Submission
from bpcourse.grading.texts import say

from .entries import archive
from .lessons import defined, lessons_in

LARGEST = 50 << 20  # bytes of a notebook that is still read
LARGEST_SCRIPT = 1 << 20
PARTS = 1 << 20  # lists and dictionaries in one: each takes many times its two bytes
ENCODINGS = ("utf-8-sig", "utf-16", "latin-1")
ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # a way of packing that Python doesn't know
    RuntimeError,  # a password is asked for
    OSError,
    KeyError,
    IndexError,
    ValueError,
)


CELL = re.compile(r"^# ?(?:%%.*|In ?\[[ \d]*\]:?.*)$", re.M)  # of exported scripts


PROMPT = re.compile(r"^\s*(?:>>>|\.\.\.|In \[\d+\]:|\s*\.\.\.:)(?: |$)")


class Lies(Protocol):
    """What says where a file lies: an `Entry`, or a `Found`."""

    @property
    def place(self) -> Path | str: ...
    @property
    def name(self) -> str: ...
    @property
    def inside(self) -> tuple[int, ...]: ...
    @property
    def problem(self) -> str | None: ...


@dataclass(frozen=True)
class Content:
    """What a file holds. lessons: whose exercises. defines: how many of their functions its
    own cells define. untouched: every cell is as it was delivered. prose: text cells of its
    own with a function in them."""

    digest: str = hashlib.sha256(b"").hexdigest()
    problem: str | None = None
    cells: tuple[str, ...] = field(default=(), repr=False)
    prose: tuple[str, ...] = field(default=(), repr=False)
    lessons: tuple[str, ...] = ()
    defines: int = 0
    untouched: bool = False


def content_of(file: Lies) -> Content:
    """All that is known of a file before anything in it runs; never raises for its bytes."""
    raw, problem = (b"", file.problem) if file.problem else _bytes_of(file)
    digest = hashlib.sha256(raw).hexdigest()
    cells: list[str] = []
    prose: list[str] = []
    if problem is None:
        script = ".ipynb" not in file.name.lower() and file.name.lower().endswith(".py")
        read_it = _of_script if script else _of_notebook
        cells, prose, problem = read_it(raw)
    own = [c for c in cells if not is_delivered(c)]
    return Content(
        *(
            digest,
            problem,
            tuple(cells),
            tuple(p for p in prose if not is_delivered(p)),
        ),
        tuple(lessons_in(file.name, cells)),
        sum(defined(own).values()),
        bool(cells) and not own,
    )


def read(found: Any) -> Submission:
    """The submission in a `Found` file; what is wrong with it stands in `.problem`."""
    held = content_of(found)
    return Submission(
        *(found.learner, found.name, held.digest, held.cells, held.problem, held.prose),
    )


def text_of(file: Lies) -> str:
    """A small text file; "" where it can't be read."""
    raw, problem = _bytes_of(file)
    return "" if problem else decode(raw)


def _of_script(raw: bytes) -> tuple[list[str], list[str], str | None]:
    if len(raw) > LARGEST_SCRIPT:
        return [], [], say("large_script")
    text = decode(raw).replace("\r\n", "\n")
    cells = [c for c in CELL.split(text) if c.strip()]
    return cells, [], None if cells else say("empty")


def _of_notebook(raw: bytes) -> tuple[list[str], list[str], str | None]:
    tree, problem = _tree(raw)
    if problem:
        return [], [], problem
    cells = _cell_list(tree)
    if cells is None:
        return [], [], say("no_cells")
    sources = [s for s in (_source(c, "code") for c in cells) if s is not None]
    sources = [without_prompts(s) for s in sources]
    prose = (_source(c, kind) for c in cells for kind in ("markdown", "raw"))
    texts = [s for s in prose if s and "def " in s]
    if not any(s.strip() for s in sources):
        return [], texts, say("no_code")
    return sources, texts, None


def without_prompts(source: str) -> str:
    r"""A cell that was pasted with Python's prompts, as Jupyter reads it: without.

    >>> without_prompts(">>> def f(x):\n...     return x")
    'def f(x):\n    return x'
    """
    if not source.lstrip().startswith((">>> ", "In [")):
        return source
    return "\n".join(PROMPT.sub("", line) for line in source.splitlines())


def cells_of(raw: bytes) -> tuple[list[str], str | None]:
    """(sources of the code cells, None), or ([], a sentence for a teacher)."""
    cells, _, problem = _of_notebook(raw)
    return cells, problem


def _tree(raw: bytes) -> tuple[Any, str | None]:
    """(what the JSON holds, None), or (None, a sentence)."""
    text = ""
    try:
        text = decode(raw)
        if not text.strip("\0 \t\r\n"):
            return None, say("empty")
        if text.count("[") + text.count("{") > PARTS:
            return None, say("too_many_parts")
        return json.loads(text), None
    except RecursionError:
        return None, say("nested_deeper")
    except MemoryError:
        return None, say("fills_memory")
    except ValueError as fault:
        return None, _broken_json(text, fault)


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


def _bytes_of(file: Lies) -> tuple[bytes, str | None]:
    if file.inside:
        return _from_zip(file)
    try:
        if not stat.S_ISREG(os.stat(file.place).st_mode):
            return b"", say("no_regular_file")
        with open(file.place, "rb") as opened:
            raw = opened.read(LARGEST + 1)
    except OSError as fault:
        return b"", say("not_opened", why=fault.strerror or fault)
    return raw, _too_large(raw)


def _too_large(raw: bytes) -> str | None:
    return say("larger", size=LARGEST >> 20) if len(raw) > LARGEST else None


def _from_zip(file: Lies) -> tuple[bytes, str | None]:
    """At most LARGEST bytes, whatever the archive says of its sizes."""
    try:
        source = archive(str(file.place), file.inside[:-1])
        with source.open(source.infolist()[file.inside[-1]]) as opened:
            raw = opened.read(LARGEST + 1)
    except ZIP_FAULTS as fault:
        why = " ".join(str(fault).split())[:120] or type(fault).__name__
        return b"", say("not_out_of_zip", why=why)
    return raw, _too_large(raw)


def _broken_json(text: str, fault: ValueError) -> str:
    start = text.lstrip("\ufeff\0 \t\r\n")[:60].lower()
    if start.startswith(("<!doctype", "<html", "<?xml", "<head")):
        return say("web_page")
    for mark, kind in MARKS:
        if start.startswith(mark):
            return say("something_else", kind=say(kind))
    if not start.startswith("{") or not isinstance(fault, json.JSONDecodeError):
        return say("begins_otherwise")
    if "<<<<<<< " in text and ">>>>>>> " in text:
        line = text[: text.index("<<<<<<< ")].count("\n") + 1
        return say("merge_conflict", line=line)
    return say("breaks_off", line=fault.lineno)


MARKS = (
    ("pk\x03\x04", "archive_or_document"),
    ("%pdf", "pdf"),
    ("\x89png", "picture"),
    ("\xff\xd8\xff", "picture"),
    ("\x1f\x8b", "gzip"),
    ("7z\xbc\xaf", "7z"),
    ("rar!", "rar"),
    ("import ", "script"),
    ("from ", "script"),
    ("def ", "script"),
    ("#", "text_or_script"),
    ("version https://git-lfs", "git_lfs"),
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


def _source(cell: Any, kind: str) -> str | None:
    """Source of a cell of this kind as text that any encoding can carry, else None."""
    if not isinstance(cell, dict) or cell.get("cell_type") != kind:
        return None
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        return None
    return source.encode("utf-8", "replace").decode("utf-8")
