"""Manners: an answer that changes its arguments, warns, remembers, or is deaf to its generator."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bpcourse.checking.guess.arguments import argument_names
from bpcourse.course import Case, Exercise, Seed

from . import compare
from .plain import Odd, plain
from .reply import Call, Reply, call_here
from .trial import PATIENCE, WARNS, Trial, verdict
from .verdict import FAILED, Verdict
from .wording import both, call_text

MANY = 40  # numbers in a result: that many don't come twice by chance
Named = tuple[str, str, str]  # id, name, what to do next


def conduct(trials: list[Trial], exercise: Exercise) -> Verdict | None:
    """Right values, wrong manners: the first fault, or None."""
    for trial in trials:
        fault = _fault(trial, exercise)
        if fault:
            id, text, ask = fault
            lines = [
                ("called", call_text(trial.case, exercise)),
                ("but", text),
                ("next", ask),
            ]
            return verdict(
                exercise, FAILED, "right values, one fault", lines, mistake=id
            )
    return None


def _fault(trial: Trial, exercise: Exercise) -> Named | None:
    if trial.reply.changed:
        return changes_argument(trial, exercise)
    if trial.case.no_warning and trial.reply.warned:
        ask = "Which step leaves the range of floats, and is its result still the right one?"
        return "warns", f"{WARNS}: {trial.reply.warned[0]}", ask
    return None


def changes_argument(trial: Trial, exercise: Exercise) -> Named:
    names = argument_names(exercise)
    which = [names[i] for i in trial.reply.changed]
    many = len(which) > 1
    text = (
        f"your function changed its {'arguments' if many else 'argument'} {both(which)}; "
        f"the caller still needs {'them' if many else 'it'}"
    )
    ask = f"Work on a copy ({which[0]}.copy()), or write the result into a new array."
    return "changes_argument", text, ask


def restless(trials: list[Trial], call: Call, exercise: Exercise) -> Verdict | None:
    """The first and the last case once more: do the results differ from the first time?"""
    for trial in (trials[0], trials[-1]):
        if trial.reply.seconds > PATIENCE:
            continue
        again = call(trial.case, exercise)
        again = replace(again, value=plain(again.value))
        if not same_reply(again, trial.reply, exercise):
            return _not_repeatable(trial, exercise)
    return None


def _not_repeatable(trial: Trial, exercise: Exercise) -> Verdict:
    ask = "What does your function remember from one call to the next, or draw anew?"
    lines = [
        ("called", call_text(trial.case, exercise) + ", twice"),
        ("but", "the two results differ"),
        ("next", ask),
    ]
    return verdict(exercise, FAILED, "not the same twice", lines, "not_repeatable")


def deaf(trials: list[Trial], call: Call, exercise: Exercise) -> Verdict | None:
    """A random result that is the same for every generator that is given.

    A trained function may well answer alike, whatever was drawn in its training.
    """
    if exercise.finish == "call":
        return None
    for trial in trials:
        other = _reseeded(trial.case)
        short = sum(np.size(a) for _, a in compare.parts_of(trial.want)) < MANY
        if other is None or short or trial.reply.seconds > PATIENCE:
            continue
        wants = call_here(exercise.reference)(other, exercise)
        again = call(other, exercise)
        again = replace(again, value=plain(again.value))
        right = replace(trial.reply, value=trial.want, error="")
        if same_reply(again, trial.reply, exercise) and not same_reply(
            wants, right, exercise
        ):
            return _ignores_rng(trial, exercise)
    return None


def _reseeded(case: Case) -> Case | None:
    """The same call with another generator; None where there is no generator."""
    if not any(isinstance(a, Seed) for a in case.args):
        return None
    new = (Seed(a.value + 1) if isinstance(a, Seed) else a for a in case.args)
    return replace(case, args=tuple(new))


def _ignores_rng(trial: Trial, exercise: Exercise) -> Verdict:
    lines = [
        ("called", call_text(trial.case, exercise) + ", and again with another rng"),
        ("but", "the two results are the same"),
        ("next", "Draw every random number from the rng that you are given."),
    ]
    return verdict(exercise, FAILED, "deaf to rng", lines, mistake="ignores_rng")


def same_reply(a: Reply, b: Reply, exercise: Exercise) -> bool:
    """True where two replies are alike in value, nan, shape and exception."""
    if a.error or b.error:
        return a.error == b.error
    if a.value is None or b.value is None:
        return a.value is b.value
    if any(isinstance(part, Odd) for _, part in compare.parts_of(b.value)):
        return repr(a.value) == repr(b.value)
    try:
        want = b.value if isinstance(b.value, (tuple, list)) else np.asarray(b.value)
        return compare.same(a.value, want, max(10 * exercise.rtol, 1e-8), exercise.atol)
    except Exception:
        return False
