"""The judge: an answer's calls against an exercise, and what is wrong if something is.

One judge serves instant checks and grading; only the `Call` differs. In order: nothing
written yet; all cases right and well behaved; a known mistake that explains every case;
conduct; a transformation of the right answer (`explain`); else an honest "not this".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bpcourse.exercises import Case, Exercise, Mistake, Problem, Seed

from . import compare, explain
from .plain import Odd, plain
from .reply import Call, Reply, call_here
from .verdict import ERROR, FAILED, NOT_ATTEMPTED, PASSED, Verdict
from .wording import SHORT, call_text, number, place, write

SEED = 20240607  # of the instant checks; graders use secret ones
WARNS = "NumPy warns here"
SHOWN = 1e-6  # relative: a smaller difference isn't seen in six digits, so it is told in words
STOPS = ("TookTooLong", "KeyboardInterrupt")  # after these no further case is tried
MANY = 40  # numbers in a result: that many don't come twice by chance
PATIENCE = (
    1.0  # seconds for all cases past which the catalogue isn't tried (slow training)
)


@dataclass(frozen=True)
class Trial:
    """One case, what the answer gave, what is right, and the problem, if any."""

    case: Case
    reply: Reply
    want: Any
    problem: Problem | None


def judge(call: Call, exercise: Exercise, seed: int = SEED) -> Verdict:
    """Judge an answer. Never raises for anything that the answer does."""
    cases = list(exercise.cases(np.random.default_rng(seed)))
    first = call(cases[0], exercise)
    if first.blank:
        return _not_attempted(first, exercise)
    trials: list[Trial] = []
    for case in cases:
        trials.append(_try(case, exercise, call, None if trials else first))
        if trials[-1].reply.error in STOPS:
            break
    problems = [t for t in trials if t.problem and not t.problem.score]
    if problems:
        return _diagnose(trials, problems, call, exercise)
    fault = _conduct(trials, exercise) or _restless(trials[-1], call, exercise)
    return fault or _deaf(trials, call, exercise) or _passed(trials, exercise)


def judge_function(function: Any, exercise: Exercise, seed: int = SEED) -> Verdict:
    """`judge` for a function of this process."""
    return judge(call_here(function), exercise, seed)


# ---- one case


def _try(case: Case, exercise: Exercise, call: Call, reply: Reply | None) -> Trial:
    reply = reply or call(case, exercise)
    reply = replace(reply, value=plain(reply.value))  # it may have crossed a pipe
    want = call_here(exercise.reference)(case, exercise).value
    return Trial(case, reply, want, _problem(case, reply, want, exercise))


def _problem(case: Case, reply: Reply, want: Any, exercise: Exercise) -> Problem | None:
    if reply.error:
        return Problem(_error_text(reply))
    if reply.value is None and reply.printed:
        return Problem("it prints its result and returns None; end it with `return …`")
    if reply.value is None:
        return Problem("it returns None here; does every path end in `return …`?")
    if exercise.judge:
        return _own_judge(case, reply, want, exercise)
    try:
        got = compare.fit(reply.value, want)
    except compare.Unfit as unfit:
        return Problem(str(unfit))
    wrong = compare.first_wrong(got, want, exercise.rtol, exercise.atol)
    if wrong:
        return Problem(_wrong_text(wrong, exercise))
    if case.no_warning and reply.warned:
        return Problem(f"{WARNS}: {reply.warned[0]}")
    return None


def _own_judge(
    case: Case, reply: Reply, want: Any, exercise: Exercise
) -> Problem | None:
    assert exercise.judge is not None
    try:
        with np.errstate(all="ignore"):
            return exercise.judge(case, want, reply.value)
    except Exception:  # an answer of a strange type
        return Problem(
            f"the result is {compare.kind(reply.value)}, which does not fit the task"
        )


def _error_text(reply: Reply) -> str:
    if reply.error == "TookTooLong":
        return f"it was {reply.detail}; is there a loop that never ends?"
    where = f" in line {reply.line} of your function" if reply.line else ""
    detail = f": {reply.detail}" if reply.detail else ""
    return f"{reply.error}{detail}{where}"


def _wrong_text(wrong: tuple, exercise: Exercise) -> str:
    path, index, got, want, count, size = wrong
    if not path and not index:
        return f"{number(got)} instead of {number(want)}"
    text = f"{place(path, index, exercise)} is {number(got)} instead of {number(want)}"
    return f"{text} ({count} of {size} entries differ)" if size > 1 else text


# ---- outcomes


def _not_attempted(reply: Reply, exercise: Exercise) -> Verdict:
    done = (
        ""
        if reply.error
        else " It returns nothing so far; `return` hands a result back."
    )
    text = f"Write the body of {exercise.signature}, then run the check again.{done}"
    return _verdict(exercise, NOT_ATTEMPTED, "", [("next", text)])


def _passed(trials: list[Trial], exercise: Exercise) -> Verdict:
    partial = [t.problem for t in trials if t.problem]
    lines = [("next", problem.text) for problem in partial]
    if exercise.another_way:
        lines.append(("another way", exercise.another_way))
    score = min((problem.score for problem in partial), default=1.0)
    head = f"{len(trials)} of {len(trials)} cases"
    if score < 1:
        head = f"{score * exercise.points:.1f} of {exercise.points} points so far"
    return _verdict(exercise, PASSED, head, lines, score=score)


def _conduct(trials: list[Trial], exercise: Exercise) -> Verdict | None:
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
            return _verdict(
                exercise, FAILED, "right values, one fault", lines, mistake=id
            )
    return None


def _fault(trial: Trial, exercise: Exercise) -> tuple[str, str, str] | None:
    if trial.reply.changed:
        names = list(exercise.signature.partition("(")[2].rstrip(")").split(", "))
        which = " and ".join(names[i].partition("=")[0] for i in trial.reply.changed)
        return (
            "changes_argument",
            f"your function changed its argument {which}; the caller still needs it",
            f"Work on a copy ({which}.copy()), or write the result into a new array.",
        )
    if trial.case.no_warning and trial.reply.warned:
        return (
            "warns",
            f"{WARNS}: {trial.reply.warned[0]}",
            "Which step leaves the range of floats, and is its result still the right one?",
        )
    return None


def _restless(trial: Trial, call: Call, exercise: Exercise) -> Verdict | None:
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
    return _verdict(
        exercise, FAILED, "not the same twice", lines, mistake="not_repeatable"
    )


def _deaf(trials: list[Trial], call: Call, exercise: Exercise) -> Verdict | None:
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
    return _verdict(exercise, FAILED, "deaf to rng", lines, mistake="ignores_rng")


# ---- diagnosis


def _diagnose(
    trials: list[Trial], problems: list[Trial], call: Call, exercise: Exercise
) -> Verdict:
    worst = min(problems, key=_size)
    slow = sum(t.reply.seconds for t in trials) > PATIENCE
    named = _named_by_judge(problems, exercise) or (
        [] if slow else _known(trials, exercise)
    )
    if len(named) == 1:
        return _mistaken(worst, named[0], exercise)
    if len(named) > 1:
        names = "; or ".join(m.name for m in named)
        return _failed(worst, exercise, [("looks like", names)])
    fault = _conduct([worst], exercise)
    if fault:
        return fault
    if all(t.reply.error or t.reply.value is None for t in problems):
        return _broken(worst, exercise)
    told = _explained(trials, worst, exercise, slow)
    return told if told.mistake else _restless(worst, call, exercise) or told


def _size(trial: Trial) -> int:
    """How much there is to read in a case: the first short failing one is shown."""
    size = sum(np.size(a) for _, a in compare.parts_of(list(trial.case.args)))
    return size if size > 2 * SHORT else 0


def _named_by_judge(problems: list[Trial], exercise: Exercise) -> list[Mistake]:
    ids = {t.problem.mistake for t in problems if t.problem}
    return [exercise.mistake(id) for id in ids if id] if len(ids) == 1 else []


def _known(trials: list[Trial], exercise: Exercise) -> list[Mistake]:
    """The known mistakes that give what the answer gave, in every case."""
    return [m for m in exercise.mistakes if _explains_all(m, trials, exercise)]


def _explains_all(mistake: Mistake, trials: list[Trial], exercise: Exercise) -> bool:
    """Alike in every case; where every case is an exception, in its text as well."""
    call = call_here(mistake.function)
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
    return _failed(trial, exercise, lines, mistake.id, mistake.name)


def _broken(trial: Trial, exercise: Exercise) -> Verdict:
    assert trial.problem
    lines = [
        ("called", call_text(trial.case, exercise)),
        ("but", trial.problem.text),
        (
            "next",
            f'`hint("{exercise.name}")` helps; so does calling it yourself with this input.',
        ),
    ]
    outcome = ERROR if trial.reply.error else FAILED
    return _verdict(
        exercise, outcome, "stops with an error" if trial.reply.error else "", lines
    )


def _explained(
    trials: list[Trial], worst: Trial, exercise: Exercise, slow: bool
) -> Verdict:
    usable = not slow and exercise.judge is None
    constant = _constant(trials) if usable else None
    if constant is not None:
        name = "zeros throughout" if constant == 0 else f"{number(constant)} throughout"
        text = (
            "It is the same whatever is asked. Which line should hand the numbers on?"
        )
        id = "all_zero" if constant == 0 else "all_the_same"
        return _failed(worst, exercise, [("next", text)], id, name)
    found = explain.explain(trials, exercise) if usable else []
    if len(found) == 1:
        lines = [("next", found[0].todo)]
        return _failed(worst, exercise, lines, found[0].id, found[0].text)
    if found:
        both = "; or ".join(e.text for e in found[:3])
        return _failed(
            worst, exercise, [("fits", f"{both}. The numbers can't tell which.")]
        )
    text = f'Work this call by hand, or ask `hint("{exercise.name}")`.'
    return _failed(worst, exercise, [("next", text)])


def _constant(trials: list[Trial]) -> float | None:
    """The one number that a well-shaped answer gives everywhere, and shouldn't."""
    try:
        fitted = [compare.fit(t.reply.value, t.want) for t in trials]
    except compare.Unfit:
        return None
    parts = [a for value in fitted for _, a in compare.parts_of(value)]
    entries = np.concatenate([np.ravel(a).astype(float) for a in parts])
    same = entries.size > 1 and bool((entries == entries[0]).all())
    return float(entries[0]) if same else None


def _failed(trial: Trial, exercise: Exercise, lines, mistake=None, name="") -> Verdict:
    """A failing verdict with its evidence: called, came back, measured or should be."""
    assert trial.problem
    evidence = {"called": call_text(trial.case, exercise)}
    if exercise.judge or not _writable(trial):
        evidence["but"] = trial.problem.text
    else:
        evidence["came back"] = write(trial.reply.value)
        label, text = _right_value(trial, exercise)
        evidence[label] = text
    head = f"looks like {name}" if name else "a value differs"
    return _verdict(
        exercise, FAILED, head, [*evidence.items(), *lines], mistake=mistake
    )


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
        return "should be", write(trial.want)
    return "measured", f"{write(measured.value)}  ({measured.how})"


def _verdict(
    exercise: Exercise, outcome, head, lines, mistake=None, score=0.0
) -> Verdict:
    keep = {"called", "came back", "should be", "measured", "but"}
    return Verdict(
        headline=f"{exercise.name}: {head}" if head else exercise.name,
        lines=tuple(lines),
        outcome=outcome,
        exercise=exercise.name,
        score=score,
        mistake=mistake,
        message=" ".join(text for label, text in lines if label not in keep),
        evidence={label: text for label, text in lines if label in keep},
    )
