"""Known mistakes: those that give what the answer gave, in every case or where it is finite."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bpcourse.course import Exercise, Mistake

from . import compare, texts
from .conduct import changes_argument, same_reply
from .guess.cause import complaints_alike, may_be_cause
from .reply import Reply, call_here
from .seen import Seen
from .trial import Trial, failed
from .verdict import Verdict


def known(seen: Seen) -> Verdict | None:
    """The known mistakes that give what the answer gave, in every case."""
    worst, exercise = seen.worst, seen.exercise
    named = _named_by_judge(seen.problems, exercise)
    named = named or ([] if seen.slow else _fitting(seen.trials, seen))
    if len(named) == 1 and not (exercise.judge and _spoilt(worst, named[0], exercise)):
        return _mistaken(worst, named[0], exercise)
    if named and not worst.reply.changed:
        return failed(
            worst, exercise, [("looks_like", either([m.name for m in named]))]
        )
    return None


def known_where_finite(seen: Seen) -> Verdict | None:
    """The same over the cases that give numbers: at least two, and one of them wrong."""
    some = seen.finite
    wrong = [t for t in some if t.problem]
    if seen.slow or len(some) < 2 or not wrong or len(some) == len(seen.trials):
        return None
    named = _fitting(some, seen)
    if len(named) != 1 or seen.shown.reply.changed:
        return None
    return _mistaken(seen.shown, named[0], seen.exercise, seen.elsewhere)


def _named_by_judge(problems: list[Trial], exercise: Exercise) -> list[Mistake]:
    ids = {t.problem.mistake for t in problems if t.problem}
    return [exercise.mistake(id) for id in ids if id] if len(ids) == 1 else []


def _fitting(trials: list[Trial], seen: Seen) -> list[Mistake]:
    return [
        m
        for m in seen.exercise.mistakes
        if any(_explains_all(f, trials, seen) for f in (m.function, *m.also))
    ]


def _explains_all(
    function: Callable[..., Any], trials: list[Trial], seen: Seen
) -> bool:
    """Alike in every case; where it raises, in the exception's text and cause as well."""
    exercise = seen.exercise
    call = call_here(function)
    silence = all(t.problem is None or t.kind == "warns" for t in trials)
    for trial in trials:
        theirs = call(trial.case, exercise)
        if not same_reply(trial.reply, theirs, exercise) or _is_right(
            theirs, trial, exercise
        ):
            return False
        if trial.reply.error and not _raises_alike(trial.reply, theirs, function, seen):
            return False
        promised = silence and trial.case.no_warning
        if promised and bool(trial.reply.warned) != bool(theirs.warned):
            return False
    return True


def _is_right(theirs: Reply, trial: Trial, exercise: Exercise) -> bool:
    """True where the answer's value is wrong and the mistake's is not, though they are near."""
    wrong = trial.problem is not None and trial.kind == "value"
    return wrong and compare.same(
        theirs.value, trial.want, exercise.rtol, exercise.atol
    )


def _raises_alike(
    ours: Reply, theirs: Reply, function: Callable[..., Any], seen: Seen
) -> bool:
    alike = complaints_alike(ours.detail, theirs.detail)
    return alike and may_be_cause(seen.source, ours.line, function, theirs.line)


def _mistaken(trial: Trial, mistake: Mistake, exercise: Exercise, rows=()) -> Verdict:
    ask = mistake.ask
    if _spoilt(trial, mistake, exercise):
        text = changes_argument(trial, exercise)[1]
        ask = texts.say("and_also", ask=ask, text=text)
    rows = [("why", f"{mistake.why} {mistake.see}"), ("next", ask), *rows]
    return failed(trial, exercise, rows, mistake.id, mistake.name)


def _spoilt(trial: Trial, mistake: Mistake, exercise: Exercise) -> bool:
    """True where the answer changes an argument, and the known mistake doesn't."""
    if not trial.reply.changed:
        return False
    return not call_here(mistake.function)(trial.case, exercise).changed


def either(names: list[str]) -> str:
    """ "a; or b"."""
    text = names[0]
    for name in names[1:]:
        text = texts.say("or", first=text, second=name)
    return text
