"""Grades by several processes: each has a `Grader` of its own, and ends when its pipe does.

A file that brings its grader down is tried once more, and then reported.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait

from bpcourse.errors import Told
from bpcourse.files import reason

from .results import Graded
from .running import Make, Waiting, Warn, Work, brought_down, grade_one, not_contained
from .texts import say


def in_processes(
    waiting: Waiting, make: Make, warn: Warn, jobs: int
) -> Iterator[tuple[Work, Graded]]:
    """By several processes, in the order in which they are done."""
    team = [_Job(make, warn) for _ in range(min(jobs, len(waiting)))]
    again: set[tuple[str, str, str]] = set()
    try:
        for job in team:
            job.give(waiting.popleft())
        while busy := {job.end: job for job in team if job.work}:
            for end in wait(list(busy)):
                job = busy[end]  # type: ignore[index]
                work, graded = job.take()
                if graded is None:
                    team[team.index(job)] = job = _Job(make, warn)
                if graded is None and work.key not in again:
                    again.add(work.key)
                    waiting.appendleft(work)
                else:
                    yield work, graded or brought_down(work)
                if waiting:
                    job.give(waiting.popleft())
    finally:
        for job in team:
            job.end.close()
        for job in team:
            job.stop()


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C waits until the block is left; a process started in it never hears it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # which would let interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Job:
    """A process that grades what it is given, and ends when its pipe does."""

    def __init__(self, make: Make, warn: Warn) -> None:
        context = multiprocessing.get_context("spawn")
        self.end, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, make))
        with _interrupts_held():
            self.process.start()
        theirs.close()
        self.warn = warn
        self.work: Work | None = None

    def give(self, work: Work) -> None:
        self.work = work
        with contextlib.suppress(OSError):  # it is gone, as `take` will find
            self.end.send(work)

    def take(self) -> tuple[Work, Graded | None]:
        """What it was given, and the result; None where the process is gone."""
        work, self.work = self.work, None
        assert work
        try:
            answer = self.end.recv()
            while isinstance(answer, tuple):
                for text in answer:
                    self.warn(text)
                answer = self.end.recv()
        except (EOFError, OSError):
            self.stop()
            return work, None
        if isinstance(answer, str):
            raise Told(answer)
        return work, answer

    def stop(self) -> None:
        """Its own end first; then by force."""
        self.end.close()
        for push in (lambda: None, self.process.terminate, self.process.kill):
            push()
            self.process.join(3)
            if self.process.exitcode is not None:
                return


def _serve(end: Connection, make: Make) -> None:
    """The life of a `_Job`'s process: what isn't contained first, then its results."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process tells of Ctrl-C
    try:
        with make() as grader:
            end.send(not_contained(grader))
            while True:
                work = end.recv()
                end.send(grade_one(grader, work))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except OSError as fault:
        with contextlib.suppress(OSError):
            end.send(say("no_graders", why=reason(fault)))
