"""What is wrong with an answer: the layers of naming, from the surest to the most general.

A known mistake that gives the same in every case; conduct; the exception's own text; a small
edit of the answer that makes it right (`guess.repairs`); a known mistake where the answer gives
numbers at all; the right numbers in another shape, a small change of the right computation
(`guess.explain`); for which inputs it is right; else an honest "not this".
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from bpcourse.course import Exercise

from . import compare, texts
from .conduct import changes_argument, conduct, unrepeatable
from .guess import explain, values
from .guess.partly import right_for_some
from .guess.raised import perhaps, surely
from .guess.repairs import repair
from .guess.source import Source, hands_back_nothing, unused_argument
from .known import either, known, known_where_finite
from .plain import NUMBERS, Odd
from .reply import Call
from .seen import Seen, size_of
from .trial import STOPS, Named, Trial, evidence, failed, general, told, verdict
from .verdict import ERROR, FAILED, Verdict

LOOKS = (values.unmoved_number, values.reshaped, values.handed_back, values.constant)
LATE_LOOKS = (values.overflows, values.rounded)


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


# ---- how it behaves, and what stops it


def _only_warns(seen: Seen) -> Verdict | None:
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


def _unrepeatable(seen: Seen) -> Verdict | None:
    if seen.trials[-1].reply.error in STOPS:
        return None
    return unrepeatable(seen.trials, seen.call, seen.exercise, seen.source)


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
    id, name = (general(found[0]), found[1]) if found else (None, "")
    return verdict(seen.exercise, outcome, head, rows, id, name)


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
    made = failed(seen.worst, seen.exercise, rows, general(id))
    return replace(made, name=text)


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
    id = KINDS.get(value.kind) if value.should in COMPUTED else None
    id = id or ("a_kind" if value.numbers else "other_kind")
    found = texts.named(
        id, kind=texts.kind(value), should=texts.should(value, seen.exercise.parts)
    )
    return told(seen.worst, seen.exercise, found)


KINDS = {
    "generator": "yields",
    "coroutine": "async",
    "function": "a_function",
}
COMPUTED = (NUMBERS, "results")  # where such a kind is numbers still to come


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
        fits = texts.say("fits", names=either([e.text for e in found[:3]]))
        return failed(seen.shown, seen.exercise, [("fits", fits)])
    return None


def _near(seen: Seen) -> Verdict | None:
    found = None if seen.slow else values.near(seen.trials, seen.exercise)
    return told(seen.worst, seen.exercise, found) if found else None


def _partly(seen: Seen) -> Verdict | None:
    found = None if seen.slow else right_for_some(seen.trials, seen.exercise)
    return told(seen.worst, seen.exercise, found) if found else None


def _strange_inside(seen: Seen) -> Verdict | None:
    """Something among the results, or in a list, is no number; or the rows are unequal."""
    value = seen.worst.reply.value
    if seen.worst.kind != "strange":
        return None
    if compare.strange_parts(value):
        found = texts.named("a_kind", kind=compare.inside(value))
    else:
        found = texts.named("unequal_rows")
    return told(seen.worst, seen.exercise, found)


def _unfit(seen: Seen) -> Verdict | None:
    """The number of results, or the shape, where nothing better can be said."""
    found = values.unfit(seen.problems, seen.exercise)
    return told(seen.worst, seen.exercise, found) if found else None


def _stops_in_some(seen: Seen) -> Verdict | None:
    """An exception in some cases whose text leaves no doubt."""
    if not seen.worst.reply.error:
        return None
    found = surely(seen.worst.reply, seen.exercise, seen.source)
    return _broken(seen, found) if found else None


def _breaks_in_some(seen: Seen) -> Verdict | None:
    """An exception in some cases, of which nothing better can be said."""
    found = perhaps(seen.worst.reply) if seen.worst.reply.error else None
    return _broken(seen, found) if found else None


def _unnamed(seen: Seen) -> Verdict:
    id = "by_hand" if size_of(seen.worst) == 0 else "ask_hint_long"
    id = id if seen.worst.case.args else "ask_hint_alone"
    text = texts.say(id, name=seen.exercise.name)
    return failed(seen.worst, seen.exercise, [("next", text)])


STEPS = (
    known,
    _only_warns,
    _nothing_back,
    _unrepeatable,
    _stops,
    _strange,
    known_where_finite,
    _looks,
    _mended,
    _spoils,
    _all_break,
    _late_looks,
    _explained,
    _near,
    _unused,
    _partly,
    _stops_in_some,
    _unfit,
    _strange_inside,
    _breaks_in_some,
)
