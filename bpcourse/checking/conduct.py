"""Conduct: an answer that changes its arguments, warns, remembers, or ignores its generator."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bpcourse.checking.guess.arguments import argument_names
from bpcourse.checking.guess.source import Source, draws_from_numpy
from bpcourse.course import Case, Exercise, Seed

from . import compare, texts
from .plain import Odd, plain
from .reply import Call, Reply, call_here
from .trial import Named, Trial, general, trains, verdict
from .verdict import FAILED, Verdict
from .wording import both, call_text

MANY = 40  # numbers in a result: that many don't come twice by chance


def conduct(trials: list[Trial], exercise: Exercise) -> Verdict | None:
    """Right values, but a fault in how the answer behaves: the first one, or None."""
    for trial in trials:
        found = _fault(trial, exercise)
        if found:
            call = call_text(trial.case, exercise)
            return fault(exercise, "fault", call, found)
    return None


def fault(exercise: Exercise, head: str, call: str, found: Named) -> Verdict:
    """A verdict on how the answer behaves: what was called, what is wrong, what to do."""
    id, text, ask = found
    rows = [("called", call), ("but", text), ("next", ask)]
    return verdict(exercise, FAILED, texts.HEADS[head], rows, general(id), text)


def _fault(trial: Trial, exercise: Exercise) -> Named | None:
    if trial.reply.changed:
        return changes_argument(trial, exercise)
    if trial.case.no_warning and trial.reply.warned:
        return texts.named("warns", text=trial.reply.warned[0])
    return None


def changes_argument(trial: Trial, exercise: Exercise) -> Named:
    """Which arguments the answer has changed, and what helps where they are lists or numbers."""
    names, changed = argument_names(exercise), trial.reply.changed
    which = [names[i] for i in changed]
    lists = all(isinstance(trial.case.args[i], list) for i in changed)
    id = "changes_list" if lists else "changes_argument"
    if len(which) > 1:
        id += "s"
    elif not lists and _may_be_a_number(changed[0], exercise):
        id = "changes_start"
    copy = f"{which[0]}.copy()"
    _, text, ask = texts.named(id, which=both(which), first=which[0], copy=copy)
    return "changes_argument", text, ask


def _may_be_a_number(i: int, exercise: Exercise) -> bool:
    cases = exercise.cases(np.random.default_rng(0))
    return any(isinstance(case.args[i], float) for case in cases)


def unrepeatable(
    trials: list[Trial], call: Call, exercise: Exercise, source: Source | None = None
) -> Verdict | None:
    """The first and the last case once more: do the results differ from the first time?"""
    for trial in () if trains(exercise) else (trials[0], trials[-1]):
        again = call(trial.case, exercise)
        again = replace(again, value=plain(again.value))
        if not same_reply(again, trial.reply, exercise):
            return _not_repeatable(trial, exercise, source)
    return None


def _not_repeatable(trial: Trial, exercise: Exercise, source: Source | None) -> Verdict:
    draws = reseeded(trial.case) is not None
    own = draws and source is not None and draws_from_numpy(source)
    call = texts.say("twice", call=call_text(trial.case, exercise))
    found = texts.named("own_random" if own else "not_repeatable")
    return fault(exercise, "restless", call, found)


def ignores_generator(
    trials: list[Trial], call: Call, exercise: Exercise
) -> Verdict | None:
    """A random result that is the same for every generator that is given.

    A trained function may well answer alike, whatever was drawn in its training.
    """
    if exercise.finish == "call":
        return None
    for trial in trials:
        other = reseeded(trial.case)
        short = sum(np.size(a) for _, a in compare.parts_of(trial.want)) < MANY
        if other is None or short:
            continue
        wants = call_here(exercise.reference)(other, exercise)
        again = call(other, exercise)
        again = replace(again, value=plain(again.value))
        right = replace(trial.reply, value=trial.want, error="")
        if same_reply(again, trial.reply, exercise) and not same_reply(
            wants, right, exercise
        ):
            text = texts.say("another_rng", call=call_text(trial.case, exercise))
            return fault(exercise, "ignores_rng", text, texts.named("ignores_rng"))
    return None


def reseeded(case: Case) -> Case | None:
    """The same call with another generator; None where there is no generator."""
    if not any(isinstance(a, Seed) for a in case.args):
        return None
    new = (Seed(a.value + 1) if isinstance(a, Seed) else a for a in case.args)
    return replace(case, args=tuple(new))


def same_reply(a: Reply, b: Reply, exercise: Exercise) -> bool:
    """True where two replies are alike in value, nan, shape and exception."""
    if a.error or b.error:
        return a.error == b.error
    if a.value is None or b.value is None:
        return a.value is b.value
    parts = [part for _, part in compare.parts_of(b.value)]
    if any(part is None or isinstance(part, Odd) for part in parts):
        return repr(a.value) == repr(b.value)
    try:
        want = b.value if isinstance(b.value, (tuple, list)) else np.asarray(b.value)
        return compare.same(a.value, want, max(10 * exercise.rtol, 1e-8), exercise.atol)
    except Exception:
        return False
