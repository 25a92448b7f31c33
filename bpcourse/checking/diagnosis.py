"""What is wrong with an answer: the layers of naming, from the surest to the most general.

A known mistake that gives the same in every case; conduct; the exception's own text; a small
edit of the answer that makes it right (`guess.repairs`); a known mistake where the answer gives
numbers at all; the right numbers in another shape, a small change of the right computation
(`guess.explain`); for which inputs it is right; else an honest "not this".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from bpcourse.course import Exercise, Mistake

from . import compare, texts
from .conduct import changes_argument, conduct, restless, same_reply
from .guess import explain, values
from .guess.partly import right_for_some
from .guess.raised import perhaps, surely
from .guess.repairs import repair
from .guess.source import Source, hands_back_nothing, unused_argument
from .plain import Odd
from .reply import Call, call_here
from .trial import STOPS, Named, Trial, evidence, failed, general, told, trains, verdict
from .verdict import ERROR, FAILED, Row, Verdict
from .wording import SHORT

LOOKS = (values.unmoved_number, values.reshaped, values.handed_back, values.constant)
LATE_LOOKS = (values.overflows, values.rounded)


@dataclass(frozen=True)
class Seen:
    """What is known of an answer with at least one problem."""

    trials: list[Trial]
    problems: list[Trial]
    call: Call
    exercise: Exercise
    source: Source | None

    @cached_property
    def worst(self) -> Trial:
        """The problem that is shown: the first one with little to read."""
        return min(self.problems, key=_size)

    @property
    def slow(self) -> bool:
        """True where no variant can be run: a training, or a call that was stopped."""
        return self.trials[-1].reply.error in STOPS or trains(self.exercise)

    @cached_property
    def finite(self) -> list[Trial]:
        """The cases in which the answer gave numbers, and no nan or inf that isn't right."""
        return [t for t in self.trials if _gives_numbers(t)]

    @cached_property
    def elsewhere(self) -> list[Row]:
        """A row on the other cases."""
        rest = [t for t in self.problems if not _gives_numbers(t)]
        if not rest or len(rest) == len(self.problems):
            return []
        text = min(rest, key=_size).problem.text  # type: ignore[union-attr]
        return [("also", texts.say("elsewhere", text=text))]

    @property
    def shown(self) -> Trial:
        """The problem among the cases with numbers."""
        return min((t for t in self.finite if t.problem), key=_size)


def diagnose(
    trials: list[Trial],
    problems: list[Trial],
    call: Call,
    exercise: Exercise,
    source: Source | None = None,
) -> Verdict:
    """The verdict on an answer with at least one problem."""
    seen = Seen(trials, problems, call, exercise, source)
    for step in STEPS:
        with np.errstate(all="ignore"):
            found = step(seen)
        if found:
            return found
    return _unnamed(seen)


def _size(trial: Trial) -> int:
    """How much there is to read in a case: the first short failing one is shown."""
    size = sum(np.size(a) for _, a in compare.parts_of(list(trial.case.args)))
    return size if size > 2 * SHORT else 0


def _gives_numbers(trial: Trial) -> bool:
    if trial.reply.error or trial.reply.value is None:
        return False
    want = [np.all(np.isfinite(w)) for _, w in compare.parts_of(trial.want)]
    got = compare.parts_of(trial.reply.value)
    try:
        finite = [np.all(np.isfinite(v)) for _, v in got]
    except TypeError:
        return False
    return all(finite) or not all(want)


# ---- known mistakes


def _known(seen: Seen) -> Verdict | None:
    """The known mistakes that give what the answer gave, in every case."""
    worst, exercise = seen.worst, seen.exercise
    named = _named_by_judge(seen.problems, exercise)
    named = named or ([] if seen.slow else _fitting(seen.trials, exercise))
    if len(named) == 1 and not (exercise.judge and _spoilt(worst, named[0], exercise)):
        return _mistaken(worst, named[0], exercise)
    if named and not worst.reply.changed:
        return failed(worst, exercise, [("looks_like", _or([m.name for m in named]))])
    return None


def _known_where_finite(seen: Seen) -> Verdict | None:
    """The same over the cases that give numbers: at least two, and one of them wrong."""
    some = seen.finite
    wrong = [t for t in some if t.problem]
    if seen.slow or len(some) < 2 or not wrong or len(some) == len(seen.trials):
        return None
    named = _fitting(some, seen.exercise)
    if len(named) != 1 or seen.shown.reply.changed:
        return None
    return _mistaken(seen.shown, named[0], seen.exercise, seen.elsewhere)


def _named_by_judge(problems: list[Trial], exercise: Exercise) -> list[Mistake]:
    ids = {t.problem.mistake for t in problems if t.problem}
    return [exercise.mistake(id) for id in ids if id] if len(ids) == 1 else []


def _fitting(trials: list[Trial], exercise: Exercise) -> list[Mistake]:
    return [
        m
        for m in exercise.mistakes
        if any(_explains_all(f, trials, exercise) for f in (m.function, *m.also))
    ]


def _explains_all(
    function: Callable[..., Any], trials: list[Trial], exercise: Exercise
) -> bool:
    """Alike in every case; where every case is an exception, in its text as well."""
    call = call_here(function)
    silence = all(t.problem is None or t.kind == "warns" for t in trials)
    raises = all(t.reply.error for t in trials)
    for trial in trials:
        theirs = call(trial.case, exercise)
        if not same_reply(trial.reply, theirs, exercise):
            return False
        if raises and trial.reply.detail != theirs.detail:
            return False
        promised = silence and trial.case.no_warning
        if promised and bool(trial.reply.warned) != bool(theirs.warned):
            return False
    return True


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


# ---- how it behaves, and what stops it


def _manners(seen: Seen) -> Verdict | None:
    """Right values, and warnings are all that is wrong."""
    if all(t.kind == "warns" for t in seen.problems):
        return conduct(seen.problems, seen.exercise)
    return None


def _nothing_back(seen: Seen) -> Verdict | None:
    """It prints, or ends without `return`, in every case or in some."""
    worst = seen.worst
    empty = [t for t in seen.problems if t.kind == "nothing"]
    if not empty or len(empty) < len(seen.problems):
        return None
    method = hands_back_nothing(seen.source) if seen.source else None
    if method:
        found = texts.named("method_returns_none", method=method)
    elif worst.reply.printed:
        found = texts.named("prints")
    else:
        every = len(empty) == len(seen.trials)
        found = texts.named("no_return" if every else "a_path_without_return")
    return told(worst, seen.exercise, found)


def _restless(seen: Seen) -> Verdict | None:
    if seen.trials[-1].reply.error in STOPS:
        return None
    return restless(seen.trials, seen.call, seen.exercise, seen.source)


def _stops(seen: Seen) -> Verdict | None:
    """Exceptions whose text leaves no doubt."""
    if not seen.worst.reply.error or any(t.problem for t in seen.finite):
        return None
    found = surely(seen.worst.reply, seen.exercise, seen.source)
    return _broken(seen, found) if found else None


def _broken(seen: Seen, found: Named | None) -> Verdict:
    ask = found[2] if found else texts.say("ask_hint", name=seen.exercise.name)
    rows = [*evidence(seen.worst, seen.exercise), ("next", ask)]
    head = seen.worst.head
    if found:
        head = texts.HEADS["looks_like"].format(name=found[1])
    outcome = ERROR if seen.worst.reply.error else FAILED
    id = general(found[0]) if found else None
    return verdict(seen.exercise, outcome, head, rows, id)


def _all_break(seen: Seen) -> Verdict | None:
    """No case gives anything to compare."""
    if not all(t.reply.error or t.reply.value is None for t in seen.problems):
        return None
    partly = right_for_some(seen.trials, seen.exercise)
    return _broken(seen, perhaps(seen.worst.reply) or partly)


# ---- what the answer's own text tells


def _mended(seen: Seen) -> Verdict | None:
    """A small edit of the answer that makes it right."""
    found = None if seen.slow else repair(seen.source, seen.trials, seen.exercise)
    if not found:
        return None
    edit, where = found
    values = {"part": edit.part, "line": edit.line, "other": edit.other}
    named = texts.named(edit.id, **values)
    if where is not seen.source:
        name = texts.say("in_helper", name=named[1], helper=where.name)
        named = named[0], name, named[2]
    return told(seen.worst, seen.exercise, named)


def _spoils(seen: Seen) -> Verdict | None:
    """A wrong value, and a changed argument that may be its cause."""
    if not seen.worst.reply.changed:
        return None
    id, text, ask = changes_argument(seen.worst, seen.exercise)
    rows = [("also", text), ("next", ask)]
    return failed(seen.worst, seen.exercise, rows, general(id))


# ---- what the numbers tell


def _unused(seen: Seen) -> Verdict | None:
    """An argument that the task needs and no line reads."""
    name = unused_argument(seen.source) if seen.source else None
    if name is None or not seen.finite:
        return None
    return told(seen.worst, seen.exercise, texts.named("unused_argument", name=name))


def _strange(seen: Seen) -> Verdict | None:
    """What comes back isn't numbers."""
    value = seen.worst.reply.value
    if not isinstance(value, Odd):
        return None
    id = KINDS.get(value.kind, "a_kind")
    return told(seen.worst, seen.exercise, texts.named(id, kind=value.kind))


KINDS = {
    "a generator": "yields",
    "a coroutine": "async",
    "a function (was it called?)": "a_function",
}


def _looks(seen: Seen) -> Verdict | None:
    return _first(seen, LOOKS)


def _late_looks(seen: Seen) -> Verdict | None:
    return _first(seen, LATE_LOOKS)


def _first(seen: Seen, looks: Any) -> Verdict | None:
    usable = not (seen.slow or any(t.reply.error for t in seen.trials))
    for look in looks if usable else ():
        found = look(seen.trials, seen.exercise)
        if found:
            return told(seen.worst, seen.exercise, found)
    return None


def _explained(seen: Seen) -> Verdict | None:
    """The simplest changes of the right computation that give the answer."""
    some = seen.finite
    if seen.slow or len(some) < min(2, len(seen.trials)):
        return None
    if not any(t.problem for t in some):
        return None
    found = explain.explain(some, seen.exercise, seen.source)
    if len(found) == 1:
        one = found[0]
        named = one.id, one.text, one.ask
        return told(seen.shown, seen.exercise, named, seen.elsewhere)
    if found:
        fits = texts.say("fits", names=_or([e.text for e in found[:3]]))
        return failed(seen.shown, seen.exercise, [("fits", fits)])
    return None


def _or(names: list[str]) -> str:
    text = names[0]
    for name in names[1:]:
        text = texts.say("or", first=text, second=name)
    return text


def _near(seen: Seen) -> Verdict | None:
    found = None if seen.slow else values.near(seen.trials, seen.exercise)
    return told(seen.worst, seen.exercise, found) if found else None


def _partly(seen: Seen) -> Verdict | None:
    found = None if seen.slow else right_for_some(seen.trials, seen.exercise)
    return told(seen.worst, seen.exercise, found) if found else None


def _unfit(seen: Seen) -> Verdict | None:
    """The number of results, or the shape, where nothing better can be said."""
    found = values.unfit(seen.problems, seen.exercise)
    return told(seen.worst, seen.exercise, found) if found else None


def _unnamed(seen: Seen) -> Verdict:
    id = "by_hand" if _size(seen.worst) == 0 else "ask_hint_long"
    text = texts.say(id, name=seen.exercise.name)
    return failed(seen.worst, seen.exercise, [("next", text)])


STEPS = (
    _known,
    _manners,
    _nothing_back,
    _restless,
    _stops,
    _strange,
    _known_where_finite,
    _looks,
    _mended,
    _spoils,
    _all_break,
    _late_looks,
    _explained,
    _near,
    _unused,
    _partly,
    _unfit,
)
