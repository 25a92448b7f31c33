"""The gradebook: one SQLite file; every submission is one transaction.

What was graded is kept under (learner, digest of the file, version of the exercises), so
that an interrupted run goes on where it was. `file` says which files there are now.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path

from bpcourse.errors import Told
from bpcourse.files import reason

from .results import Graded, Result
from .standings import (
    Listed,
    Standing,
    as_json,
    listed_in,
    reader,
    row_of,
    standing_of,
    values_of,
)
from .texts import say

SCHEMA = """
create table if not exists file (
    learner text not null, name text not null, digest text not null,
    version text not null, lessons text not null, defines integer not null,
    upload integer not null, system text not null, account text not null,
    late integer not null, untouched integer not null, unclear text, aside text,
    primary key (learner, name)) without rowid;
create table if not exists submission (
    learner text not null, digest text not null, version text not null,
    problem text, needs_human text not null, fault integer not null, notes text not null,
    primary key (learner, digest, version)) without rowid;
create table if not exists result (
    learner text not null, digest text not null, version text not null,
    exercise text not null, lesson text not null, points real not null,
    possible real not null, verdict text not null, code text not null,
    share real not null, exercise_version text not null,
    primary key (learner, digest, version, exercise)) without rowid;
create table if not exists asked (lesson text primary key) without rowid;
create table if not exists gap (text text unique);
create table if not exists told (
    learner text not null, lesson text not null, points real not null,
    primary key (learner, lesson)) without rowid;
"""
PATIENCE = 5.0  # seconds, for a grader that is just ending
KEY = "learner = ? and name = ?"


class Gradebook:
    """An open gradebook; only one process writes it at a time, others may read. A context
    manager."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._open: list[sqlite3.Connection] = []
        try:
            with _as_sentences(path):
                self._connect()
        except BaseException:
            self.close()
            raise

    def _connect(self) -> None:
        lock = sqlite3.connect(
            self.path.with_suffix(".lock"), timeout=PATIENCE, isolation_level=None
        )
        self._open.append(lock)
        lock.execute("begin exclusive")  # readers of the gradebook may come
        self._base = sqlite3.connect(self.path, timeout=5, isolation_level=None)
        self._open.append(self._base)
        self._base.execute("pragma journal_mode = wal")
        self._base.execute("pragma synchronous = normal")
        self._base.executescript(SCHEMA)
        self._base.execute("begin immediate")
        self._base.execute("commit")

    def close(self) -> None:
        for base in reversed(self._open):
            with contextlib.suppress(sqlite3.Error):
                base.close()

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def expect(
        self, files: Sequence[Listed], roots: Sequence[str] = ()
    ) -> list[Listed]:
        """List these files; what of the same places isn't there any more goes, and is
        given back. roots: as they were named. Other files stay as they are listed."""
        named = {(f.learner, f.name) for f in files}
        old = self.files()
        gone = [
            f for f in old if (f.learner, f.name) not in named and _below(f.name, roots)
        ]
        with self._transaction() as base:
            keys = [(f.learner, f.name) for f in gone] + list(named)
            base.executemany(f"delete from file where {KEY}", keys)
            marks = ", ".join("?" * len(fields(Listed)))
            rows = [row_of(f) for f in files]
            base.executemany(f"insert into file values ({marks})", rows)
        digests = {(f.learner, f.digest) for f in files}
        return [f for f in gone if (f.learner, f.digest) not in digests]

    def remove(self, name: str) -> list[Listed]:
        """Take out a learner, or a file by its name; what was taken out."""
        gone = [f for f in self.files() if name in (f.learner, f.name)]
        with self._transaction() as base:
            keys = [(f.learner, f.name) for f in gone]
            base.executemany(f"delete from file where {KEY}", keys)
        return gone

    def ask(self, lessons: Iterable[str]) -> None:
        """Remember lessons that the teacher named."""
        with self._transaction() as base:
            rows = [(n,) for n in lessons]
            base.executemany("insert or ignore into asked values (?)", rows)

    def asked(self) -> list[str]:
        """Lessons that the teacher named, in this run or before."""
        return [n for (n,) in self._rows("select lesson from asked order by lesson")]

    def uncontained(self, gaps: Iterable[str]) -> list[str]:
        """Remember what submissions weren't kept from; that of this run and of all before."""
        with self._transaction() as base:
            rows = [(text,) for text in gaps]
            base.executemany("insert or ignore into gap values (?)", rows)
        return [text for (text,) in self._rows("select text from gap order by rowid")]

    def files(self) -> list[Listed]:
        """Every file that is listed, in order."""
        rows = self._rows("select * from file order by learner, name")
        return [listed_in(r) for r in rows]

    def done(self) -> set[tuple[str, str, str]]:
        """Keys of what is graded."""
        return set(self._rows("select learner, digest, version from submission"))

    def record(self, key: tuple[str, str, str], graded: Graded) -> None:
        """Keep what was graded; all of it or, when interrupted, nothing."""
        with self._transaction() as base:
            notes, needs_human = map(as_json, (graded.notes, graded.needs_human))
            head = (graded.submission.problem, needs_human, graded.fault, notes)
            values = (*key, *head)
            base.execute("insert into submission values (?, ?, ?, ?, ?, ?, ?)", values)
            base.executemany(
                "insert into result values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(*key, *values_of(r)) for r in graded.results],
            )

    def forget_needing_human(self, ours: bool = False) -> int:
        """Forget what needs a human, so that it is graded again; how many.

        ours: only where a fault of the grader is the reason, and none of the file.
        """
        those = "fault" if ours else "needs_human <> '[]'"
        which = f"select learner, digest, version from submission where {those}"
        with self._transaction() as base:
            base.execute(
                f"delete from result where (learner, digest, version) in ({which})"
            )
            done = base.execute(f"delete from submission where {those}")
        return done.rowcount

    def standings(self) -> list[Standing]:
        """Every listed file that is graded."""
        heads = {r[:3]: r[3:] for r in self._rows("select * from submission")}
        wanted: dict[tuple, list[Result]] = {f.key: [] for f in self.files()}
        with _as_sentences(self.path):
            made = reader()
            for row in self._base.execute("select * from result"):
                if row[:3] in wanted:
                    wanted[row[:3]].append(made(row[3:]))
        return [
            standing_of(f, heads[f.key], wanted[f.key])
            for f in self.files()
            if f.key in heads
        ]

    def tell(self, points: Iterable[tuple[str, str, float]]) -> None:
        """Remember the points (learner, lesson, points) that the reports gave."""
        with self._transaction() as base:
            base.execute("delete from told")
            base.executemany("insert into told values (?, ?, ?)", points)

    def told(self) -> dict[tuple[str, str], float]:
        """(learner, lesson) → the points that the last reports gave."""
        return {(who, n): p for who, n, p in self._rows("select * from told")}

    def _rows(self, sql: str) -> list[tuple]:
        with _as_sentences(self.path):
            return self._base.execute(sql).fetchall()

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with _as_sentences(self.path):
            self._base.execute("begin immediate")
            try:
                yield self._base
                self._base.execute("commit")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._base.execute("rollback")
                raise


def sentence(fault: Exception) -> str:
    """What the system says, in plain words."""
    if isinstance(fault, OSError):
        return reason(fault)
    code = getattr(fault, "sqlite_errorcode", None) or 0
    id = SQLITE.get(code & 0xFF)
    return say(id) if id else str(fault)


SQLITE = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_CANTOPEN: "no_place",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_PROTOCOL: "busy",
    sqlite3.SQLITE_IOERR: "disk_fault",
    **dict.fromkeys(
        (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR),
        "no_gradebook",
    ),
}


@contextlib.contextmanager
def _as_sentences(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as fault:
        raise Told(f"{path}: {sentence(fault)}") from fault


def _below(name: str, roots: Sequence[str]) -> bool:
    return any(name == root or name.startswith(f"{root}/") for root in roots)
