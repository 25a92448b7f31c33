"""One file of entries that only grows: SQLite, or lines of JSON where SQLite is missing.

An entry is a kind, a time, and data. Both stores take turns with other kernels, and a
program that is killed leaves whole entries.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bpcourse.files import locked

SCHEMA = "create table if not exists entry (kind text, at real, data text)"

KNOWN = "select 1 from sqlite_master where name = 'entry'"


class Entry(NamedTuple):
    """What happened, and when (in seconds since 1970)."""

    kind: str
    at: float
    data: dict[str, Any]


class Sqlite:
    """Entries in a SQLite file. Raises OSError or sqlite3.Error."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @contextlib.contextmanager
    def _open(self, patience: float) -> Iterator[Any]:
        import sqlite3

        self.file.parent.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(self.file, timeout=patience, isolation_level=None)
        try:
            yield base
        finally:
            base.close()

    def add(self, entries: Sequence[Entry], patience: float) -> None:
        """Append all of them or none."""
        with self._open(patience) as base:
            base.execute("begin immediate")  # waits here, and only here
            base.execute(SCHEMA)
            rows = [(e.kind, e.at, json.dumps(e.data)) for e in entries]
            base.executemany("insert into entry values (?, ?, ?)", rows)
            base.execute("commit")

    def read(self, patience: float) -> list[Entry]:
        """All entries, in the order in which they were written."""
        if not self.file.exists():
            return []
        with self._open(patience) as base:
            if not base.execute(KNOWN).fetchone():
                return []
            rows = base.execute("select kind, at, data from entry order by rowid")
            return [e for row in rows.fetchall() if (e := _entry(*row))]


class Lines:
    """Entries as lines of JSON. Raises OSError."""

    def __init__(self, file: Path) -> None:
        self.file = file.with_suffix(".jsonl")

    def add(self, entries: Sequence[Entry], patience: float) -> None:
        """Append all of them; a line that was cut off before is ended first."""
        text = "".join(json.dumps(e) + "\n" for e in entries).encode()
        with (
            locked(self.file.with_suffix(".lock"), patience),
            self.file.open("a+b") as out,
        ):
            if out.tell():
                out.seek(-1, 2)
                text = text if out.read(1) == b"\n" else b"\n" + text
            out.write(text)

    def read(self, patience: float) -> list[Entry]:
        """All entries that are whole."""
        if not self.file.exists():
            return []
        found = []
        for line in self.file.read_text(encoding="utf-8").splitlines():
            with contextlib.suppress(ValueError, TypeError):
                kind, at, data = json.loads(line)
                found.append(_entry(kind, at, json.dumps(data)))
        return [e for e in found if e]


def _entry(kind: Any, at: Any, data: Any) -> Entry | None:
    """An entry as it was written; None for what another program left."""
    try:
        made = Entry(str(kind), float(at or 0), json.loads(data))
    except (ValueError, TypeError):
        return None
    return made if isinstance(made.data, dict) else None


def store(file: Path) -> Sqlite | Lines:
    """The store that this Python can have; lines of JSON where the name asks for them.

    A browser keeps such a file whole, and needs no SQLite for it.
    """
    if file.suffix == ".jsonl":
        return Lines(file)
    try:
        import sqlite3  # noqa: F401
    except ImportError:
        return Lines(file)
    return Sqlite(file)
