"""The judge: an answer's calls against an exercise, and what is wrong if something is.

One judge serves instant checks and grading; only the `Call` differs. In order: nothing
written yet; all cases right and well behaved; else the diagnosis (`diagnosis`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from bpcourse.course import Case, Exercise, Problem

from . import compare, texts
from .conduct import conduct, ignores_generator, unrepeatable
from .diagnosis import diagnose
from .guess.source import Source, source_of, unfinished
from .plain import Odd, plain
from .reply import PRINTED, Call, Reply, call_here
from .restored import bounded_memory, restored_after_all
from .trial import STOPS, Trial, failed, general, verdict, wrong_text
from .verdict import FAILED, NOT_ATTEMPTED, PASSED, Verdict
from .wording import part_name

SEED = 20240607  # of the instant checks; graders use secret ones


def judge(
    call: Call, exercise: Exercise, seed: int = SEED, source: Source | None = None
) -> Verdict:
    """Judge an answer. Never raises for anything that the answer does.

    source: the answer's text, where it is at hand; it is read for names, never for marks.
    """
    cases = list(exercise.cases(np.random.default_rng(seed)))
    first = call(cases[0], exercise)
    if first.blank:
        return _not_attempted(exercise, source)
    trials: list[Trial] = []
    for case in cases:
        trials.append(_try(case, exercise, call, None if trials else first))
        if trials[-1].reply.error in STOPS:
            break
    trials = _counted(trials)
    problems = [t for t in trials if t.problem and not t.problem.score]
    if problems:
        return _diagnosed(trials, problems, call, exercise, source)
    fault = conduct(trials, exercise) or unrepeatable(trials, call, exercise, source)
    return (
        fault or ignores_generator(trials, call, exercise) or _passed(trials, exercise)
    )


def judge_function(function: Any, exercise: Exercise, seed: int = SEED) -> Verdict:
    """`judge` for a function of this process."""
    with restored_after_all(), bounded_memory():
        return judge(call_here(function), exercise, seed, source_of(function))


def _diagnosed(
    trials: list[Trial],
    problems: list[Trial],
    call: Call,
    exercise: Exercise,
    source: Source | None,
) -> Verdict:
    """The diagnosis; should it fail itself, what is wrong without a name."""
    try:
        return diagnose(trials, problems, call, exercise, source)
    except Exception as fault:
        text = texts.say("no_diagnosis", kind=type(fault).__name__)
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
    """(what is wrong with one reply, the id of its kind)"""
    if reply.error:
        kind = "endless" if reply.error in ("TookTooLong", "GoesOn") else "raises"
        return Problem(_error_text(reply)), kind
    if reply.value is None:
        return Problem(texts.say("prints" if reply.printed else "none_here")), "nothing"
    if exercise.judge and any(compare.strange_parts(reply.value)):
        return _strange_problem(reply.value, exercise), "strange"
    if exercise.judge:
        return _own_judge(case, reply, want, exercise), "judged"
    try:
        got = compare.fit(reply.value, want, lambda path: part_name(path, exercise))
    except compare.Unfit as unfit:
        return Problem(str(unfit)), unfit.kind
    wrong = wrong_text(got, want, exercise)
    if wrong:
        return Problem(wrong), "value"
    if case.no_warning and reply.warned:
        return Problem(texts.say("warns", text=reply.warned[0])), "warns"
    return None, "value"


def _own_judge(
    case: Case, reply: Reply, want: Any, exercise: Exercise
) -> Problem | None:
    assert exercise.judge is not None
    try:
        with np.errstate(all="ignore"):
            return exercise.judge(case, want, reply.value)
    except Exception:  # an answer of a strange type
        return Problem(texts.say("unfit_judge", kind=compare.said(reply.value)))


def _strange_problem(value: Any, exercise: Exercise) -> Problem:
    """A result that is no number, or holds one, where the exercise has a judge of its own."""
    if not isinstance(value, Odd) or value.numbers:
        return Problem(texts.say("unfit_judge", kind=compare.inside(value)))
    # an exercise that asks for a function may have a better name, "no_function"
    known = {m.id for m in exercise.mistakes} & {f"no_{value.should}"}
    kind, want = texts.kind(value), texts.should(value, exercise.parts)
    text = texts.say("unfit_result", kind=kind, want=want)
    return Problem(text, next(iter(known), None))


def _counted(trials: list[Trial]) -> list[Trial]:
    """The trials, each with how many of all raise."""
    count = sum(bool(t.reply.error) for t in trials), len(trials)
    return [replace(t, errors=count) for t in trials]


def _error_text(reply: Reply) -> str:
    own = texts.detail(reply.error, reply.detail)
    if reply.error == "TookTooLong":
        busy = len(reply.printed) >= PRINTED
        id = "too_long_printing" if busy else "too_long"
        return texts.say(id, detail=own)
    if reply.error == "GoesOn":
        return texts.say("goes_on", detail=own)
    if reply.error == "NotWritten":
        return texts.say("not_written", name=reply.detail)
    where = texts.say("in_line", line=reply.line) if reply.line else ""
    detail = f": {reply.detail}" if reply.detail else ""
    return texts.say("raises", error=reply.error, detail=detail, where=where)


# ---- outcomes


def _not_attempted(exercise: Exercise, source: Source | None) -> Verdict:
    if source and unfinished(source):
        id, name, ask = texts.named("unfinished")
        head = texts.HEADS["looks_like"].format(name=name)
        return verdict(exercise, FAILED, head, [("next", ask)], general(id), name)
    text = texts.say("write_the_body", signature=exercise.signature)
    return verdict(exercise, NOT_ATTEMPTED, "", [("next", text)])


def _passed(trials: list[Trial], exercise: Exercise) -> Verdict:
    partial = [t.problem for t in trials if t.problem]
    rows = [("next", problem.text) for problem in partial]
    if exercise.another_way:
        rows.append(("another_way", exercise.another_way))
    score = min((problem.score for problem in partial), default=1.0)
    head = texts.HEADS["cases"].format(all=len(trials))
    if score < 1:
        points = score * exercise.points
        head = texts.HEADS["points"].format(
            points=f"{round(points, 1):g}", possible=exercise.points
        )
    return verdict(exercise, PASSED, head, rows, score=score)
