"""One case of a check as it went, and the verdict that is made of such cases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bpcourse.course import Case, Exercise, Problem

from . import compare, texts
from .reply import Reply
from .verdict import FAILED, Row, Verdict
from .wording import SHORT, apart, both, call_text, layered, part_name, place, write

STOPS = (
    "TookTooLong",
    "GoesOn",
    "KeyboardInterrupt",
)  # after these no further case is tried
SHOWN = 1e-6  # relative: a smaller difference isn't seen in six digits, so it is told in words
TRAINING = 10.0  # an exercise with more seconds for a call is a training, tried once
GENERAL = "general:"
Named = tuple[str, str, str]  # id, name (completes "looks like …"), what to do next


@dataclass(frozen=True)
class Trial:
    """One case, what the answer gave, what is right, and the problem, if any.

    kind: id of the problem (a key of `texts.HEADS`). errors: (cases that raise, all cases).
    """

    case: Case
    reply: Reply
    want: Any
    problem: Problem | None
    kind: str = "value"
    errors: tuple[int, int] = (0, 0)

    @property
    def head(self) -> str:
        """The problem in a few words."""
        some, all_ = self.errors
        if self.kind == "raises" and some < all_:
            return texts.HEADS["raises_in_some"].format(some=some, all=all_)
        return texts.HEADS[self.kind]


def trains(exercise: Exercise) -> bool:
    """True where a call is a training: it isn't repeated, and no variant of it is run."""
    return exercise.seconds > TRAINING


def general(id: str) -> str:
    """The id of an explanation that belongs to no exercise: "general:sign"."""
    return f"{GENERAL}{id}"


def unquoted(told: Verdict) -> Verdict:
    """The same with dots instead of what its name and advice quote of the answer."""
    id = told.mistake or ""
    words = texts.unquoted(id.removeprefix(GENERAL)) if id.startswith(GENERAL) else None
    if words is None:
        return told
    name, ask = words
    rows = tuple((id, ask if id == "next" else text) for id, text in told.rows)
    return replace(told, name=name, rows=rows)


def verdict(
    exercise: Exercise,
    outcome: str,
    head: str,
    rows: Any,
    mistake: str | None = None,
    name: str = "",
    score: float = 0.0,
) -> Verdict:
    """A verdict on an answer to this exercise."""
    rest = exercise.name, score, mistake, name
    return Verdict(head, tuple(rows), outcome, False, *rest)


def failed(trial: Trial, exercise: Exercise, rows, mistake=None, name="") -> Verdict:
    """A failing verdict with its evidence: called, came back, measured or should be."""
    head = texts.HEADS["looks_like"].format(name=name) if name else trial.head
    rows = [*evidence(trial, exercise), *rows]
    return verdict(exercise, FAILED, head, rows, mistake, name)


def told(trial: Trial, exercise: Exercise, found: Named, rows=()) -> Verdict:
    """A failing verdict with a name that isn't in the catalogue."""
    id, name, ask = found
    rows = [*rows, ("next", ask)]
    return failed(trial, exercise, rows, general(id), name)


def evidence(trial: Trial, exercise: Exercise) -> list[Row]:
    """What was called, and what came back; and what is right, where it can be written out."""
    assert trial.problem
    rows = [("called", call_text(trial.case, exercise))]
    if exercise.judge or not _writable(trial):
        return [*rows, ("but", trial.problem.text)]
    right = _right_value(trial, exercise)
    return [*rows, ("came_back", write(trial.reply.value)), right]


def _writable(trial: Trial) -> bool:
    """True where answer and right value have one structure and are short enough to write out."""
    if trial.reply.error or trial.reply.value is None:
        return False
    try:
        got = compare.fit(trial.reply.value, trial.want)
    except compare.Unfit:
        return False
    if compare.first_wrong(got, trial.want, SHOWN) is None:
        return False
    return sum(np.size(a) for _, a in compare.parts_of(trial.want)) <= SHORT


def _right_value(trial: Trial, exercise: Exercise) -> tuple[str, str]:
    measured = exercise.measure(trial.case) if exercise.measure else None
    if measured is None:
        return "should_be", write(trial.want)
    return "measured", f"{write(_without_noise(measured.value))}  ({measured.how})"


def _without_noise(value: Any) -> Any:
    """A measured value with 0 where only the measurement's rounding is left."""
    if isinstance(value, (tuple, list)):
        return type(value)(_without_noise(v) for v in value)
    size = np.abs(value).max(initial=0.0) if np.ndim(value) else 0.0
    return np.where(np.abs(value) < 1e-12 * size, 0.0, value) if size else value


# ---- in words


def wrong_text(got: Any, want: Any, exercise: Exercise) -> str | None:
    """The first wrong entry, and what is right beside it; None where all is right.

    On the way back through layers the first wrong one is the last in the list.
    """
    tolerance = exercise.rtol, exercise.atol
    layer = 1 if exercise.parts and "{}" in exercise.parts[0] and _deep(want) else 0
    order = (lambda path: (-path[layer], path)) if exercise.backwards else None
    wrong = compare.first_wrong(got, want, *tolerance, key=order)
    if wrong is None:
        return None
    path, index, entry, right, count, size = wrong
    entry, right = apart(entry, right)
    if not path and not index:
        return texts.say("one_wrong", got=entry, want=right)
    where = place(path, index, exercise)
    text = texts.say("entry_wrong", place=where, got=entry, want=right)
    text += texts.say("entries_wrong", count=count, size=size) if size > 1 else ""
    return text + _beside(path, got, want, exercise, layer)


def _deep(want: Any) -> bool:
    return any(len(path) > 1 for path, _ in compare.parts_of(want))


def _beside(path, got: Any, want: Any, exercise: Exercise, layer: int) -> str:
    """ "; dW and dX are right", "; the layers after it are right"."""
    parts = compare.right_parts(got, want, exercise.rtol, exercise.atol)
    if len(parts) < 2:
        return ""
    good = [p for p, _, _, right in parts if np.all(right)]
    after = (
        [p for p, *_ in parts if p[layer] > path[layer]] if exercise.backwards else []
    )
    if after and all(p in good for p in after):
        what = "layer" if layered(exercise, want) else "entry"
        many = len({p[layer] for p in after}) > 1
        return texts.say(f"{what}_after" if not many else f"{what}s_after")
    if not good or len(good) > 4:
        return ""
    names = both([part_name(p, exercise) for p in good])
    return texts.say("are_right" if len(good) > 1 else "is_right", names=names)
