"""The judge: an answer's calls against an exercise, and what is wrong if something is.

One judge serves instant checks and grading; only the `Call` differs. In order: nothing
written yet; all cases right and well behaved; else the diagnosis (`diagnosis`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from bpcourse.course import Case, Exercise, Problem

from . import compare
from .conduct import conduct, deaf, restless
from .diagnosis import diagnose
from .plain import plain
from .reply import Call, Reply, call_here
from .trial import STOPS, WARNS, Trial, failed, verdict, wrong_text
from .verdict import NOT_ATTEMPTED, PASSED, Verdict
from .wording import part_name

SEED = 20240607  # of the instant checks; graders use secret ones
ERRS = "stops with an error"
NO_DIAGNOSIS = "More can't be said: the diagnosis itself failed."


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
    problems = [
        _counted(t, trials) for t in trials if t.problem and not t.problem.score
    ]
    if problems:
        return _diagnosed(trials, problems, call, exercise)
    fault = conduct(trials, exercise) or restless(trials, call, exercise)
    return fault or deaf(trials, call, exercise) or _passed(trials, exercise)


def judge_function(function: Any, exercise: Exercise, seed: int = SEED) -> Verdict:
    """`judge` for a function of this process."""
    return judge(call_here(function), exercise, seed)


def _diagnosed(
    trials: list[Trial], problems: list[Trial], call: Call, exercise: Exercise
) -> Verdict:
    """The diagnosis; should it fail itself, what is wrong without a name."""
    try:
        return diagnose(trials, problems, call, exercise)
    except Exception as fault:
        text = f"{NO_DIAGNOSIS} ({type(fault).__name__})"
        return failed(problems[0], exercise, [("next", text)])


# ---- one case


def _try(case: Case, exercise: Exercise, call: Call, reply: Reply | None) -> Trial:
    reply = reply or call(case, exercise)
    reply = replace(reply, value=plain(reply.value))  # it may have crossed a pipe
    want = call_here(exercise.reference)(case, exercise).value
    problem, kind = _problem(case, reply, want, exercise)
    return Trial(case, reply, want, problem, kind)


def _problem(
    case: Case, reply: Reply, want: Any, exercise: Exercise
) -> tuple[Problem | None, str]:
    """(what is wrong with one reply, the same in a few words)"""
    differs = "a value differs"
    if reply.error:
        return Problem(_error_text(reply)), ERRS
    if reply.value is None and reply.printed:
        text = "it prints its result and returns None; end it with `return …`"
        return Problem(text), "nothing is returned"
    if reply.value is None:
        text = "it returns None here; does every path end in `return …`?"
        return Problem(text), "nothing is returned"
    if exercise.judge:
        return _own_judge(case, reply, want, exercise), "not what is asked for"
    try:
        got = compare.fit(reply.value, want, lambda path: part_name(path, exercise))
    except compare.Unfit as unfit:
        return Problem(str(unfit)), unfit.headline
    wrong = wrong_text(got, want, exercise)
    if wrong:
        return Problem(wrong), differs
    if case.no_warning and reply.warned:
        return Problem(f"{WARNS}: {reply.warned[0]}"), "right values, one fault"
    return None, ""


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


def _counted(trial: Trial, trials: list[Trial]) -> Trial:
    """The trial, its headline with the number of cases where only some raise."""
    errors = sum(bool(t.reply.error) for t in trials)
    if not trial.reply.error or errors == len(trials):
        return trial
    return replace(trial, kind=f"{ERRS} in {errors} of {len(trials)} cases")


def _error_text(reply: Reply) -> str:
    if reply.error == "TookTooLong":
        return f"it was {reply.detail}; is there a loop that never ends?"
    where = f" in line {reply.line} of your function" if reply.line else ""
    detail = f": {reply.detail}" if reply.detail else ""
    return f"{reply.error}{detail}{where}"


# ---- outcomes


def _not_attempted(reply: Reply, exercise: Exercise) -> Verdict:
    done = (
        ""
        if reply.error
        else " It returns nothing so far; `return` hands a result back."
    )
    text = f"Write the body of {exercise.signature}, then run the check again.{done}"
    return verdict(exercise, NOT_ATTEMPTED, "", [("next", text)])


def _passed(trials: list[Trial], exercise: Exercise) -> Verdict:
    partial = [t.problem for t in trials if t.problem]
    rows = [("next", problem.text) for problem in partial]
    if exercise.another_way:
        rows.append(("another_way", exercise.another_way))
    score = min((problem.score for problem in partial), default=1.0)
    head = f"{len(trials)} of {len(trials)} cases"
    if score < 1:
        head = f"{score * exercise.points:.1f} of {exercise.points} points so far"
    return verdict(exercise, PASSED, head, rows, score=score)
