"""What is wrong with an answer: the layers of naming, from the surest to the most general.

A known mistake that gives the same in every case; conduct (changes its argument, warns, isn't
repeatable); the right numbers in another shape, an argument handed back, one number throughout;
a small change of the right computation (`explain`); else an honest "not this".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from bpcourse.course import Exercise, Mistake

from . import compare
from .conduct import changes_argument, conduct, restless, same_reply
from .guess import explain, values
from .reply import Call, call_here
from .trial import PATIENCE, STOPS, WARNS, Trial, failed, verdict
from .verdict import ERROR, FAILED, Verdict
from .wording import SHORT, call_text

LOOKS = (values.reshaped, values.handed_back, values.constant, values.overflows)
STEPS = (  # what an exception is called, what to do
    (
        "UnboundLocalError",
        "That line reads a name before any line has made it: which line makes it?",
    ),
    ("NameError", "Is the name spelt as where it is made, and made before it is read?"),
    (
        "IndexError",
        "How long is it, and which index does the last turn of the loop use?",
    ),
    (
        "ValueError",
        "Print the shapes of both operands before that line; which should they have?",
    ),
    ("RecursionError", "Which call ends the chain of calls?"),
)


def diagnose(
    trials: list[Trial], problems: list[Trial], call: Call, exercise: Exercise
) -> Verdict:
    """The verdict on an answer with at least one problem."""
    worst = min(problems, key=_size)
    stopped = trials[-1].reply.error in STOPS
    slow = stopped or sum(t.reply.seconds for t in trials) > PATIENCE
    named = _named_by_judge(problems, exercise)
    named = named or ([] if slow else _known(trials, exercise))
    if len(named) == 1 and not (exercise.judge and _spoilt(worst, named[0], exercise)):
        return _mistaken(worst, named[0], exercise)
    if named and not worst.reply.changed:
        names = "; or ".join(m.name for m in named)
        return failed(worst, exercise, [("looks_like", names)])
    if _well_meant(problems):
        fault = conduct(problems, exercise)
        if fault:
            return fault
    if worst.reply.changed:
        return _spoils(worst, exercise)
    if all(t.reply.error or t.reply.value is None for t in problems):
        return _broken(worst, exercise)
    with np.errstate(all="ignore"):
        told = _explained(trials, worst, exercise, slow)
    return told if told.mistake else restless(trials, call, exercise) or told


def _well_meant(problems: list[Trial]) -> bool:
    """True where the values are right, and warnings are all that is wrong."""
    return all(t.problem and t.problem.text.startswith(WARNS) for t in problems)


def _size(trial: Trial) -> int:
    """How much there is to read in a case: the first short failing one is shown."""
    size = sum(np.size(a) for _, a in compare.parts_of(list(trial.case.args)))
    return size if size > 2 * SHORT else 0


def _named_by_judge(problems: list[Trial], exercise: Exercise) -> list[Mistake]:
    ids = {t.problem.mistake for t in problems if t.problem}
    return [exercise.mistake(id) for id in ids if id] if len(ids) == 1 else []


def _known(trials: list[Trial], exercise: Exercise) -> list[Mistake]:
    """The known mistakes that give what the answer gave, in every case."""
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
    silence = all(t.problem is None or t.problem.text.startswith(WARNS) for t in trials)
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


def _mistaken(trial: Trial, mistake: Mistake, exercise: Exercise) -> Verdict:
    ask = mistake.ask
    if _spoilt(trial, mistake, exercise):
        ask += f" And {changes_argument(trial, exercise)[1]}."
    lines = [("why", f"{mistake.why} {mistake.see}"), ("next", ask)]
    return failed(trial, exercise, lines, mistake.id, mistake.name)


def _spoilt(trial: Trial, mistake: Mistake, exercise: Exercise) -> bool:
    """True where the answer changes an argument, and the known mistake doesn't."""
    if not trial.reply.changed:
        return False
    return not call_here(mistake.function)(trial.case, exercise).changed


def _broken(trial: Trial, exercise: Exercise) -> Verdict:
    assert trial.problem
    hint = f'`hint("{exercise.name}")` helps; so does calling it yourself like this.'
    ask = dict(STEPS).get(trial.reply.error or "", hint)
    lines = [
        ("called", call_text(trial.case, exercise)),
        ("but", trial.problem.text),
        ("next", ask),
    ]
    outcome = ERROR if trial.reply.error else FAILED
    return verdict(exercise, outcome, trial.kind, lines)


def _spoils(trial: Trial, exercise: Exercise) -> Verdict:
    """A wrong value, and a changed argument that may be its cause."""
    id, text, ask = changes_argument(trial, exercise)
    return failed(trial, exercise, [("also", text), ("next", ask)], id)


# ---- what the numbers tell


def _explained(
    trials: list[Trial], worst: Trial, exercise: Exercise, slow: bool
) -> Verdict:
    usable = not slow and exercise.judge is None
    for look in LOOKS if usable else ():
        named = look(trials, exercise)
        if named:
            return _told(worst, exercise, *named)
    found = explain.explain(trials, exercise) if usable else []
    if len(found) == 1:
        return _told(worst, exercise, found[0].id, found[0].text, found[0].ask)
    if found:
        fits = "; or ".join(e.text for e in found[:3])
        lines = [("fits", f"{fits}. The numbers can't tell which.")]
        return failed(worst, exercise, lines)
    near = values.near(trials, exercise)
    if near:
        return _told(worst, exercise, *near)
    text = f'Work this call by hand, or ask `hint("{exercise.name}")`.'
    return failed(worst, exercise, [("next", text)])


def _told(trial: Trial, exercise: Exercise, id: str, name: str, ask: str) -> Verdict:
    """A verdict with a name that isn't in the catalogue; an id of its own, then."""
    taken = {mistake.id for mistake in exercise.mistakes}
    id = f"general_{id}" if id in taken else id
    return failed(trial, exercise, [("next", ask)], id, name)
