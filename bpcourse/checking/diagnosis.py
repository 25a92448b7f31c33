"""What is wrong with an answer: the layers of naming, from the surest to the most general.

A known mistake that gives the same in every case; conduct (changes its argument, warns, isn't
repeatable); the right numbers in another shape, an argument handed back, one number throughout;
a small change of the right computation (`explain`); else an honest "not this".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from bpcourse.exercises import Case, Exercise, Mistake, Seed

from . import changes, compare, explain
from .plain import Odd, plain
from .reply import Call, Reply, call_here
from .trial import PATIENCE, WARNS, Trial, failed, verdict
from .verdict import ERROR, FAILED, Verdict
from .wording import SHORT, both, call_text, number

MANY = 40  # numbers in a result: that many don't come twice by chance
NEARLY = 1e-4  # relative: an answer this close is called right to so many digits
Named = tuple[str, str, str]  # id, name, what to do next


def diagnose(
    trials: list[Trial], problems: list[Trial], call: Call, exercise: Exercise
) -> Verdict:
    """The verdict on an answer with at least one problem."""
    worst = min(problems, key=_size)
    slow = sum(t.reply.seconds for t in trials) > PATIENCE
    named = _named_by_judge(problems, exercise)
    named = named or ([] if slow else _known(trials, exercise))
    if len(named) == 1:
        return _mistaken(worst, named[0], exercise)
    if len(named) > 1:
        names = "; or ".join(m.name for m in named)
        return failed(worst, exercise, [("looks like", names)])
    if _well_meant(problems):
        fault = conduct(problems, exercise)
        if fault:
            return fault
    if worst.reply.changed:
        return _spoils(worst, exercise)
    if all(t.reply.error or t.reply.value is None for t in problems):
        return _broken(worst, exercise)
    told = _explained(trials, worst, exercise, slow)
    return told if told.mistake else restless(worst, call, exercise) or told


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
        if not _same_reply(trial.reply, theirs, exercise):
            return False
        if raises and trial.reply.detail != theirs.detail:
            return False
        promised = silence and trial.case.no_warning
        if promised and bool(trial.reply.warned) != bool(theirs.warned):
            return False
    return True


def _same_reply(a: Reply, b: Reply, exercise: Exercise) -> bool:
    """Alike in value, nan, shape and exception."""
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


def _mistaken(trial: Trial, mistake: Mistake, exercise: Exercise) -> Verdict:
    lines = [("why", f"{mistake.why} {mistake.see}"), ("next", mistake.todo)]
    return failed(trial, exercise, lines, mistake.id, mistake.name)


def _broken(trial: Trial, exercise: Exercise) -> Verdict:
    assert trial.problem
    todo = (
        f'`hint("{exercise.name}")` helps; so does calling it yourself with this input.'
    )
    lines = [
        ("called", call_text(trial.case, exercise)),
        ("but", trial.problem.text),
        ("next", todo),
    ]
    outcome = ERROR if trial.reply.error else FAILED
    return verdict(exercise, outcome, trial.kind, lines)


# ---- conduct


def conduct(trials: list[Trial], exercise: Exercise) -> Verdict | None:
    """Right values, wrong manners: the first fault, or None."""
    for trial in trials:
        fault = _fault(trial, exercise)
        if fault:
            id, text, todo = fault
            lines = [
                ("called", call_text(trial.case, exercise)),
                ("but", text),
                ("next", todo),
            ]
            return verdict(
                exercise, FAILED, "right values, one fault", lines, mistake=id
            )
    return None


def _fault(trial: Trial, exercise: Exercise) -> Named | None:
    if trial.reply.changed:
        return _changes_argument(trial, exercise)
    if trial.case.no_warning and trial.reply.warned:
        todo = "Which step leaves the range of floats, and is its result still the right one?"
        return "warns", f"{WARNS}: {trial.reply.warned[0]}", todo
    return None


def _changes_argument(trial: Trial, exercise: Exercise) -> Named:
    names = changes.argument_names(exercise)
    which = [names[i] for i in trial.reply.changed]
    many = len(which) > 1
    text = (
        f"your function changed its {'arguments' if many else 'argument'} {both(which)}; "
        f"the caller still needs {'them' if many else 'it'}"
    )
    todo = f"Work on a copy ({which[0]}.copy()), or write the result into a new array."
    return "changes_argument", text, todo


def restless(trial: Trial, call: Call, exercise: Exercise) -> Verdict | None:
    """Called twice with the same arguments: do the results differ?"""
    if trial.reply.seconds > PATIENCE:
        return None
    again = call(trial.case, exercise)
    again = replace(again, value=plain(again.value))
    if _same_reply(again, trial.reply, exercise):
        return None
    lines = [
        ("called", call_text(trial.case, exercise) + ", twice"),
        ("but", "the two results differ"),
        (
            "next",
            "What does your function remember from one call to the next, or draw anew?",
        ),
    ]
    return verdict(
        exercise, FAILED, "not the same twice", lines, mistake="not_repeatable"
    )


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
        if _same_reply(again, trial.reply, exercise) and not _same_reply(
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


def _spoils(trial: Trial, exercise: Exercise) -> Verdict:
    """A wrong value, and a changed argument that may be its cause."""
    id, text, todo = _changes_argument(trial, exercise)
    return failed(trial, exercise, [("also", text), ("next", todo)], id)


# ---- what the numbers tell


def _explained(
    trials: list[Trial], worst: Trial, exercise: Exercise, slow: bool
) -> Verdict:
    usable = not slow and exercise.judge is None
    for look in (_reshaped, _handed_back, _constant, _overflows) if usable else ():
        named = look(trials, exercise)
        if named:
            return failed(worst, exercise, [("next", named[2])], named[0], named[1])
    found = explain.explain(trials, exercise) if usable else []
    if len(found) == 1:
        lines = [("next", found[0].todo)]
        return failed(worst, exercise, lines, found[0].id, found[0].text)
    if found:
        fits = "; or ".join(e.text for e in found[:3])
        lines = [("fits", f"{fits}. The numbers can't tell which.")]
        return failed(worst, exercise, lines)
    id, name, todo = _near(trials, exercise) or (None, "", "")
    text = todo or f'Work this call by hand, or ask `hint("{exercise.name}")`.'
    return failed(worst, exercise, [("next", text)], id, name)


def _fitted(trials: list[Trial]) -> list[Any] | None:
    try:
        return [compare.fit(t.reply.value, t.want) for t in trials]
    except compare.Unfit:
        return None


def _reshaped(trials: list[Trial], exercise: Exercise) -> Named | None:
    """The right numbers in the right order, in another shape."""
    for trial in trials:
        try:
            for got, want in _paired(trial.reply.value, trial.want):
                flat = np.ravel(compare.to_array(got, "it"))
                if flat.size != want.size:
                    return None
                if not compare.close(flat, want.ravel(), exercise.rtol).all():
                    return None
        except (compare.Unfit, TypeError, ValueError):
            return None
    todo = "Which axis is too much, or lost? Print the shape after every line."
    return "wrong_shape", "the right numbers in another shape", todo


def _paired(got: Any, want: Any) -> Iterator[tuple[Any, np.ndarray]]:
    if not isinstance(want, (tuple, list)):
        yield got, np.asarray(want)
        return
    if not isinstance(got, (tuple, list)) or len(got) != len(want):
        raise ValueError
    for g, w in zip(got, want):
        yield from _paired(g, w)


def _handed_back(trials: list[Trial], exercise: Exercise) -> Named | None:
    """Every result is one of the arguments as it came in."""
    names, found = changes.argument_names(exercise), None
    for trial in trials:
        value = trial.reply.value
        many = isinstance(trial.want, tuple) and isinstance(value, (tuple, list))
        parts = list(value) if many else [value]
        here = [_which(part, trial.case) for part in parts]
        if None in here or (found is not None and here != found):
            return None
        found = here
    which = both([names[i] for i in found or [] if i is not None])
    name = f"{which} as {'they' if len(found or []) > 1 else 'it'} came in, unchanged"
    return "handed_back", name, "Which line should have made something new of it?"


def _which(part: Any, case: Case) -> int | None:
    for i, arg in enumerate(case.args):
        if not isinstance(arg, (float, int, np.ndarray, list)):
            continue
        alike = isinstance(part, (list, tuple)) is isinstance(arg, list)
        if alike and compare.same(part, arg, 0.0):
            return i
    return None


def _constant(trials: list[Trial], exercise: Exercise) -> Named | None:
    """The one number that a well-shaped answer gives everywhere, and shouldn't."""
    fitted = _fitted(trials)
    if fitted is None:
        return None
    entries = np.concatenate(
        [np.ravel(a).astype(float) for v in fitted for _, a in compare.parts_of(v)]
    )
    if entries.size < 2 or not np.allclose(entries, entries[0], rtol=0, atol=1e-14):
        return None
    todo = "It is the same whatever is asked. Which line should hand the numbers on?"
    if abs(entries[0]) < 1e-14:
        return "all_zero", "zeros throughout", todo
    return "all_the_same", f"{number(entries[0])} throughout", todo


def _overflows(trials: list[Trial], exercise: Exercise) -> Named | None:
    """Right but for nan and inf."""
    fitted, good = _fitted(trials), 0
    if fitted is None:
        return None
    for trial, value in zip(trials, fitted):
        parts = compare.right_parts(value, trial.want, exercise.rtol, exercise.atol)
        for _, got, want, right in parts:
            if not (right | (~np.isfinite(got) & np.isfinite(want))).all():
                return None
            good += int(right.sum())
    if not good:
        todo = "Which step divides 0 by 0, takes log 0, or leaves the range of floats?"
        return "no_number", "no number throughout: nan or inf", todo
    name = "the right formula, which gives nan or inf for some numbers"
    todo = "Which step leaves the range of floats, or divides 0 by 0, or takes log 0?"
    return "overflow", name, todo


def _near(trials: list[Trial], exercise: Exercise) -> Named | None:
    """Right to four digits or more, and not to all."""
    fitted = _fitted(trials)
    if fitted is None or not all(
        compare.same(v, t.want, NEARLY, exercise.atol) for v, t in zip(fitted, trials)
    ):
        return None
    digits = 4
    while digits < 15 and all(
        compare.same(v, t.want, 10.0 ** -(digits + 1)) for v, t in zip(fitted, trials)
    ):
        digits += 1
    todo = (
        "Is something rounded, measured with a step, or kept from 0 by a small number?"
    )
    return "nearly", f"the right result, to about {digits} digits only", todo
