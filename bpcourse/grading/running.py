"""Lists the files of a class, and grades what isn't graded yet.

Only this process touches the gradebook; a crew grades what it is handed, here or in several
processes (see `jobs`), each with a `Grader` of its own.
"""

from __future__ import annotations

import hashlib
import pickle
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Protocol

from bpcourse.course import Exercise, exercise
from bpcourse.grading.intake.collection import Found
from bpcourse.grading.intake.lessons import exercises_in
from bpcourse.grading.intake.notebook import read

from .gradebook import Gradebook
from .results import Graded, Submission
from .standings import Listed
from .texts import say

PACKED = 200  # files that are packed together


class Grades(Protocol):
    """What grades one submission, away from everything else."""

    def grade(
        self, submission: Submission, exercises: Sequence[Exercise]
    ) -> Graded: ...


Make = Callable[[], AbstractContextManager[Grades]]
Tell = Callable[[int, int, str], None]
Warn = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Work:
    """One file to grade, under the key that its result is kept under.

    plain: True where no grader is needed, since there is nothing to run.
    """

    found: Found
    key: tuple[str, str, str]
    exercises: tuple[str, ...]
    plain: bool


# ---- what there is to grade


def listing(
    found: Iterable[Found], only: Sequence[str] = ()
) -> list[tuple[Listed, Work]]:
    """Every file with its key. only: lessons; files of others are left out."""
    listed = []
    for one in found:
        asked = () if one.aside else _asked(one.lessons, tuple(only))
        if only and one.lessons and not asked:
            continue
        version = version_of(asked, one.problem or one.aside)
        key = (one.learner, one.digest, version)
        held = sorted({exercise(n).lesson for n in asked}) or one.lessons
        file = Listed(
            *(one.learner, one.name, *key[1:], tuple(held), one.defines),
            *(one.upload, one.system, one.account, one.late, one.untouched),
            *(one.unclear, one.aside),
        )
        plain = bool(one.problem or one.aside or not asked)
        listed.append((file, Work(one, key, asked, plain)))
    return listed


@lru_cache(maxsize=256)
def _asked(lessons: tuple[str, ...], only: tuple[str, ...]) -> tuple[str, ...]:
    """Names of the exercises in a file; the same object for the files of a class."""
    return tuple(e.name for e in exercises_in(lessons, only))


@lru_cache(maxsize=256)
def version_of(names: tuple[str, ...], problem: str | None = None) -> str:
    """One version for a set of exercises; a file that can't be read has its problem in it."""
    from .grader import exercise_version

    parts = [f"{n}:{exercise_version(exercise(n))}" for n in names]
    return hashlib.sha256("\n".join([*parts, problem or ""]).encode()).hexdigest()[:16]


class Waiting:
    """A queue of files. Of a large class they are many objects, and lie packed until their
    turn."""

    def __init__(self, works: Iterable[Work]) -> None:
        self._packed = deque[bytes]()
        self._next = deque[Work]()
        self._count, rest = 0, iter(works)
        while some := [*islice(rest, PACKED)]:
            self._packed.append(pickle.dumps(some))
            self._count += len(some)

    def __len__(self) -> int:
        return self._count

    def popleft(self) -> Work:
        if not self._next:
            self._next.extend(pickle.loads(self._packed.popleft()))
        self._count -= 1
        return self._next.popleft()

    def appendleft(self, work: Work) -> None:
        self._count += 1
        self._next.appendleft(work)


# ---- grading


def grade_one(grader: Grades | None, work: Work) -> Graded:
    """One file. Never raises for anything that is in it."""
    ready = prepare(work)
    if isinstance(ready, Graded):
        return ready
    assert grader is not None
    return try_grading(grader, ready, [exercise(n) for n in work.exercises])


def prepare(work: Work) -> Submission | Graded:
    """The submission, or the result where there is nothing to run."""
    if work.found.aside:
        one = work.found
        return Graded(Submission(one.learner, one.name, one.digest))
    submission = read(work.found)
    if submission.problem:
        return Graded(submission, needs_human=(("file", submission.problem),))
    if submission.digest != work.key[1]:
        return Graded(submission, needs_human=(("grader", say("changed")),))
    if not work.exercises:
        return Graded(submission, needs_human=(("lesson", say("nothing_found")),))
    return submission


def try_grading(
    grader: Grades, submission: Submission, exercises: Sequence[Exercise]
) -> Graded:
    """What the grader gives; a fault of its own becomes a reason to look at the file."""
    try:
        return grader.grade(submission, exercises)
    except Exception as fault:
        why = say("grader_failed", fault=f"{type(fault).__name__}: {fault}")
        row = ("grader", " ".join(why.split())[:300])
        return Graded(submission, needs_human=(row,))


def in_this_process(
    waiting: Waiting, make: Make, warn: Warn
) -> Iterator[tuple[Work, Graded]]:
    """One after the other. warn: told what the grader can't keep submissions from."""
    with make() as grader:
        for text in not_contained(grader):
            warn(text)
        while waiting:
            work = waiting.popleft()
            yield work, grade_one(grader, work)


def not_contained(grader: Any) -> tuple[str, ...]:
    """Sentences on what a grader can't keep submissions from, on this machine."""
    return tuple(getattr(grader, "gaps", ()))


def brought_down(work: Work) -> Graded:
    """The result of a file that took its graders along."""
    one = work.found
    return Graded(
        Submission(one.learner, one.name, work.key[1]),
        needs_human=(("grader", say("brought_down")),),
    )


def grade_all(
    book: Gradebook, works: list[Work], crew: Any, tell: Tell
) -> tuple[int, float]:
    """Grade what isn't in the gradebook yet; (how many files, seconds).

    The list is emptied, as of a large class it is many megabytes.
    """
    done, begun, total = book.done(), time.perf_counter(), len(works)
    ask = {w.key: w for w in works if w.key not in done}
    works.clear()
    plain = Waiting(w for w in ask.values() if w.plain)
    rest = Waiting(w for w in ask.values() if not w.plain)
    ask.clear()
    done.clear()
    fresh = len(plain) + len(rest)
    before = total - fresh
    tell(before, total, "")
    for number, (work, result) in enumerate(_both(plain, rest, crew), start=1):
        book.record(work.key, result)
        tell(before + number, total, work.found.name)
    return fresh, time.perf_counter() - begun


def _both(plain: Waiting, rest: Waiting, crew: Any) -> Iterator:
    while plain:
        work = plain.popleft()
        yield work, grade_one(None, work)
    if rest:
        yield from crew(rest)
