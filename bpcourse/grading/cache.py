"""References that remember: a class's answers are held against the same cases each time."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

import numpy as np

from bpcourse.checking import compare
from bpcourse.checking.plain import Odd
from bpcourse.checking.reply import REPLIES, Reply, call_here
from bpcourse.course import Case, Exercise
from bpcourse.grading.sandbox.codec import Malformed, encode

HELD = 16  # exercises at a time: more than a lesson has; files come lesson by lesson
SLOW = 0.02  # seconds from which on an answer is kept
MOST = 50  # of one function
SMALL = 50_000  # entries of an answer that the judge always looks at
SMALL_LIST = 600  # numbers in lists: each costs the judge more than one in an array
TIMES = 20  # as many entries as the reference's may be too many by mistake


@functools.lru_cache(maxsize=HELD)
def remembering(exercise: Exercise, seed: int) -> Exercise:
    """The exercise with the cases of this seed, always the same objects, and with a
    reference and known mistakes that answer each of them once (and a slow one also with
    other arguments)."""
    cases = tuple(exercise.cases(np.random.default_rng(seed)))
    mistakes = tuple(
        replace(
            m,
            function=_remembered(m.function, cases),
            also=tuple(_remembered(form, cases) for form in m.also),
        )
        for m in exercise.mistakes
    )
    reference = _remembered(exercise.reference, cases)
    return replace(
        exercise, cases=lambda _: cases, reference=reference, mistakes=mistakes
    )


def looked_at(reply: Reply, exercise: Exercise) -> Reply:
    """The reply; with a few words for a value so large that it only costs the judge time."""
    count, parts = _entries(reply.value), _parts(reply.value)
    most = TIMES * _largest(exercise)
    if (count <= SMALL or count <= most) and (parts <= SMALL_LIST or parts <= most):
        return reply
    return replace(reply, value=Odd("many", f"{count:,}", should="fewer"))


def _parts(value: Any) -> int:
    """How many pieces a nested list is of; an array is one, whatever its size."""
    if not isinstance(value, (list, tuple)):
        return 1
    return sum(map(_parts, value))


def _entries(value: Any) -> int:
    return sum(np.size(part) for _, part in compare.parts_of(value))


@functools.cache
def _largest(exercise: Exercise) -> int:
    """Entries of the largest of the reference's answers."""
    answer = call_here(exercise.reference)
    cases = exercise.cases(np.random.default_rng(0))
    return max(_entries(answer(case, exercise).value) for case in cases)


def _remembered(function: Callable[..., Any], cases: tuple[Case, ...]) -> Any:
    known: dict[bytes, Any] = {}
    slow = False

    @functools.wraps(function)
    def call(*args: Any) -> Any:
        nonlocal slow
        key = _key(args) if slow else None
        if key in known:
            return known[key]
        begun = time.perf_counter()
        value = function(*args)
        slow = slow or time.perf_counter() - begun > SLOW
        if key is not None and len(known) < MOST:
            known[key] = value
        return value

    setattr(call, REPLIES, dict.fromkeys(map(id, cases)))
    return call


def _key(arguments: tuple[Any, ...]) -> bytes | None:
    """What tells arguments apart; not these themselves, which may be a million numbers."""
    try:
        return sha256(encode([_as_data(a) for a in arguments])).digest()
    except Malformed:
        return None


def _as_data(argument: Any) -> Any:
    if isinstance(argument, np.random.Generator):
        return repr(argument.bit_generator.state)
    return argument
