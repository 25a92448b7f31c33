"""The gradebook: one SQLite file; every submission is one transaction.

What was graded is kept under (learner, digest of the file, version of the exercises), so
that an interrupted run goes on where it was. `file` says which files there are now; of
several for one lesson, `standings` tells which one counts.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bpcourse.course import all_exercises

from .results import Graded, Result

SCHEMA = """
create table if not exists file (
    learner text not null, name text not null, digest text not null,
    version text not null, lessons text not null, defines integer not null,
    upload integer not null, system text not null, account text not null,
    primary key (learner, name)) without rowid;
create table if not exists submission (
    learner text not null, digest text not null, version text not null,
    problem text, attention text, notes text not null,
    primary key (learner, digest, version)) without rowid;
create table if not exists result (
    learner text not null, digest text not null, version text not null,
    exercise text not null, lesson text not null, outcome text not null,
    points real not null, possible real not null, mistake text, text text not null,
    exercise_version text not null,
    primary key (learner, digest, version, exercise)) without rowid;
"""
BUSY = "another `bpcourse grade` is at work there"
FULL = "the disk is full"
OURS = "the grader"  # so begins the attention of a file that isn't at fault itself


class GradebookError(Exception):
    """Why the gradebook can't be used, as a sentence."""


@dataclass(frozen=True)
class Listed:
    """One file as the gradebook lists it. version: of all its exercises together.

    defines: how many of the exercises' functions it defines. upload: the later the higher.
    """

    learner: str
    name: str
    digest: str
    version: str
    lessons: tuple[str, ...]
    defines: int = 0
    upload: int = 0
    system: str = ""
    account: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What a result is kept under."""
        return self.learner, self.digest, self.version


@dataclass(frozen=True)
class Standing:
    """A graded file. counts: the lessons for which it is the one that counts."""

    file: Listed
    problem: str | None
    attention: str | None
    notes: tuple[str, ...]
    results: tuple[Result, ...] = field(repr=False)
    counts: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        return sum(r.points for r in self.results)


class Gradebook:
    """An open gradebook; only one process has it open at a time. A context manager."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with _as_sentences(path):
            self._base = sqlite3.connect(path, timeout=5, isolation_level=None)
            self._base.execute("pragma locking_mode = exclusive")
            self._base.execute("pragma journal_mode = wal")
            self._base.execute("pragma synchronous = normal")
            self._base.executescript(SCHEMA)
            self._base.execute("begin immediate")
            self._base.execute("commit")

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._base.close()

    def expect(self, files: Sequence[Listed]) -> None:
        """These files take the place of what their learners handed in for their lessons.

        A file without a lesson gives way to the same one under another name.
        """
        fresh = {(f.learner, place) for f in files for place in (*f.lessons, f.digest)}
        named = {(f.learner, f.name) for f in files}
        with self._transaction() as base:
            for old in self.files():
                places = old.lessons or (old.digest,)
                replaced = any((old.learner, place) in fresh for place in places)
                if replaced or (old.learner, old.name) in named:
                    key = (old.learner, old.name)
                    base.execute("delete from file where learner = ? and name = ?", key)
            base.executemany(
                "insert into file values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [_row_of(f) for f in files],
            )

    def files(self) -> list[Listed]:
        """Every file that is listed, in order."""
        rows = self._rows("select * from file order by learner, name")
        return [replace(Listed(*r), lessons=tuple(r[4].split())) for r in rows]

    def done(self) -> set[tuple[str, str, str]]:
        """Keys of what is graded."""
        return set(self._rows("select learner, digest, version from submission"))

    def record(self, key: tuple[str, str, str], graded: Graded) -> None:
        """Keep what was graded; all of it or, when interrupted, nothing."""
        with self._transaction() as base:
            notes = json.dumps(graded.notes, ensure_ascii=False)
            head = (*key, graded.submission.problem, graded.attention, notes)
            base.execute("insert into submission values (?, ?, ?, ?, ?, ?)", head)
            base.executemany(
                "insert into result values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(*key, *_values(r)) for r in graded.results],
            )

    def forget_doubtful(self, ours: bool = False) -> int:
        """Forget what a human should look at, so that it is graded again; how many.

        ours: only where a fault of the grader is the reason, and none of the file.
        """
        doubt = f"attention like '{OURS} %'" if ours else "attention is not null"
        which = f"select learner, digest, version from submission where {doubt}"
        with self._transaction() as base:
            base.execute(
                f"delete from result where (learner, digest, version) in ({which})"
            )
            done = base.execute(f"delete from submission where {doubt}")
        return done.rowcount

    def standings(self) -> list[Standing]:
        """Every listed file that is graded, and for which lessons it counts."""
        heads = {r[:3]: r[3:] for r in self._rows("select * from submission")}
        results = defaultdict(list)
        for row in self._rows("select * from result"):
            results[row[:3]].append(Result(*row[3:]))
        graded = [
            _standing(f, heads[f.key], results[f.key])
            for f in self.files()
            if f.key in heads
        ]
        return _with_what_counts(graded)

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


def secret_in(folder: Path, given: Path | None = None) -> str:
    """The secret of the grading seeds: of the file given, else of the folder, else new.

    It is kept in the folder, readable by its owner alone, so that a run that goes on draws
    the same cases. Raises GradebookError where a given one is not the folder's.
    """
    place = folder / "secret"
    with _as_sentences(given or place):
        wanted = given.read_text(encoding="utf-8").strip() if given else None
        if wanted == "":
            raise GradebookError(
                f"{given}: the file is empty; a secret is a line of text"
            )
        if not place.exists():
            _write_secret(place, wanted or secrets.token_hex(32))
        kept = place.read_text(encoding="utf-8").strip()
    if wanted and wanted != kept:
        raise GradebookError(f"{given}: not the secret that {folder} was begun with")
    return kept


def _write_secret(place: Path, secret: str) -> None:
    """Whole or not at all, and never over another."""
    part = place.with_name(f".part-secret-{os.getpid()}")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(secret + "\n")
    os.replace(part, place)


def sentence(fault: Exception) -> str:
    """What the system says, in plain words."""
    text = str(fault)
    number = getattr(fault, "errno", None)
    if number == errno.ENOSPC or "disk is full" in text:
        return FULL
    if number in (errno.EACCES, errno.EPERM, errno.EROFS) or "readonly" in text:
        return "you may not write there"
    if "unable to open" in text:
        return "you may not write there, or a folder stands in its place"
    if "locked" in text:
        return BUSY
    if "not a database" in text or "malformed" in text or "no such column" in text:
        return "it is no gradebook of this program, or it is damaged"
    return getattr(fault, "strerror", None) or text


@contextlib.contextmanager
def _as_sentences(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error, UnicodeDecodeError) as fault:
        raise GradebookError(f"{path}: {sentence(fault)}") from fault


def _row_of(file: Listed) -> tuple:
    return (
        *(file.learner, file.name, file.digest, file.version, " ".join(file.lessons)),
        *(file.defines, file.upload, file.system, file.account),
    )


def _values(r: Result) -> tuple:
    return (
        *(r.exercise, r.lesson, r.outcome, float(r.points), float(r.possible)),
        *(r.mistake, r.text, r.version),
    )


def _standing(file: Listed, head: tuple, results: Iterable[Result]) -> Standing:
    problem, attention, notes = head
    order = list(all_exercises())
    known = [r for r in results if r.exercise in order]
    known.sort(key=lambda r: order.index(r.exercise))
    return Standing(file, problem, attention, tuple(json.loads(notes)), tuple(known))


def _with_what_counts(graded: list[Standing]) -> list[Standing]:
    counts: dict[tuple[str, str], set[str]] = defaultdict(set)
    rivals: dict[tuple[str, str], list[Standing]] = defaultdict(list)
    for one in graded:
        for lesson in one.file.lessons:
            rivals[one.file.learner, lesson].append(one)
    for (learner, lesson), several in rivals.items():
        best = max(several, key=lambda s: _rank(s, lesson))
        counts[learner, best.file.name].add(lesson)
    return [
        replace(one, counts=tuple(sorted(counts[one.file.learner, one.file.name])))
        for one in graded
    ]


def _rank(one: Standing, lesson: str) -> tuple:
    """Of two files for one lesson, which counts: readable, a problem set, later, better."""
    lesson_itself = "/notebooks/" in f"/{one.file.name}" and lesson != "00"
    points = sum(r.points for r in one.results if r.lesson == lesson)
    name = tuple(-ord(c) for c in one.file.name)
    return (
        one.problem is None,
        not lesson_itself,
        one.file.defines > 0,
        one.file.upload,
        points,
        name,
    )
