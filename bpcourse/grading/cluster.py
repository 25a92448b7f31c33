"""The same graders as tasks on a Dask cluster: `--scheduler tcp://…`.

A submission travels to a worker with its cells, the result comes back; only the process
that was started by hand has the gradebook. A worker that is lost loses nothing: Dask gives
its submissions to another. Every thread of a worker has a grader of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import Any

from bpcourse.course import exercise
from bpcourse.errors import Told, brings

from .results import Graded, Submission
from .running import (
    Make,
    Waiting,
    Warn,
    Work,
    brought_down,
    not_contained,
    prepare,
    try_grading,
)
from .texts import say
from .versions import exercise_version

PATIENCE = 30.0  # seconds without any worker
AHEAD = 3  # submissions under way for each thread of the cluster

_own = threading.local()
Answer = tuple[tuple[str, ...], Graded] | str


def on_cluster(
    waiting: Waiting, make: Make, warn: Warn, address: str
) -> Iterator[tuple[Work, Graded]]:
    """By the workers of the cluster at `address`, in the order in which they are done."""
    client = _client(address)
    try:
        under_way: dict[Any, Work] = {}
        while waiting or under_way:
            room = AHEAD * max(1, sum(client.nthreads().values()))
            while waiting and len(under_way) < room:
                work = waiting.popleft()
                ready = prepare(work)
                if isinstance(ready, Graded):
                    yield work, ready
                else:
                    under_way[_submit(client, ready, work, make)] = work
            for future in _finished(client, under_way) if under_way else ():
                work = under_way.pop(future)
                yield work, _result(future, work, warn)
    finally:
        client.close()


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise Told(say("needs_dask", how=brings("cluster"))) from None
    try:
        client = Client(address, timeout=PATIENCE / 3)
    except (OSError, TimeoutError, ValueError, TypeError) as fault:
        raise Told(f"{address}: {say('no_scheduler')}") from fault
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        client.close()
        raise Told(f"{address}: {say('no_workers')}") from None
    return client


def _submit(client: Any, ready: Submission, work: Work, make: Make) -> Any:
    expected = [(n, exercise_version(exercise(n))) for n in work.exercises]
    return client.submit(grade_there, ready, expected, make, pure=False)


def _finished(client: Any, under_way: dict[Any, Work]) -> list[Any]:
    """Those that are done, one at least; Told when all workers are gone."""
    from distributed import wait

    while True:
        try:
            done = wait(list(under_way), PATIENCE, return_when="FIRST_COMPLETED").done
            return list(done)
        except TimeoutError:
            if not client.nthreads():
                raise Told(say("lost_workers")) from None


def _result(future: Any, work: Work, warn: Warn) -> Graded:
    fault = future.exception()
    if fault is not None:  # it brought down several workers, one after the other
        return brought_down(work)
    answer: Answer = future.result()
    if isinstance(answer, str):
        raise Told(answer)
    gaps, graded = answer
    for text in gaps:
        warn(text)
    return graded


def grade_there(
    submission: Submission, expected: Sequence[tuple[str, str]], make: Make
) -> Answer:
    """On a worker: what isn't contained there and the result; or why there is none."""
    wanted = [exercise(name) for name, _ in expected]
    if any(exercise_version(e) != v for e, (_, v) in zip(wanted, expected)):
        return say("other_version")
    grader = _grader(make)
    return not_contained(grader), try_grading(grader, submission, wanted)


def _grader(make: Make) -> Any:
    """This thread's grader; a new one where another class is graded now."""
    parts = ("func", "args", "keywords")  # of a partial
    terms = tuple(getattr(make, part, make) for part in parts)
    if getattr(_own, "terms", None) != terms:
        if held := getattr(_own, "grader", None):
            held.__exit__(None, None, None)
        _own.grader, _own.terms = make().__enter__(), terms
    return _own.grader
