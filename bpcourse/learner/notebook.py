"""What a learner calls: check, hint, solution, checkpoint."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from bpcourse.checking.judge import judge_function
from bpcourse.checking.verdict import (
    ERROR,
    FAILED,
    NOT_ATTEMPTED,
    PASSED,
    Notice,
    Verdict,
    show,
)
from bpcourse.checking.wording import write
from bpcourse.course import Exercise, Question, exercise, question

from . import mine, record

NOTHING: Any = object()  # an argument that was left out


def check(function: Callable[..., Any] = NOTHING, name: str | None = None) -> Verdict:
    """Check your function against the exercise of its name; show and return a `Verdict`.

    `check(f, "sigmoid")` checks a function of another name (a lambda, a partial, an object).

    >>> verdict = check(lambda x: 1 / (1 + np.exp(x)), "sigmoid")
    ✗ not yet · sigmoid: ...
    """
    found = _asked(function, name)
    if isinstance(found, Verdict):
        return show(found)
    verdict = judge_function(function, found)
    record.attempt(verdict)
    if verdict.passed:
        kept = mine.keep(function, found)
        verdict.rows += (("kept", kept),) if kept else ()
    return show(verdict)


def _asked(function: Any, name: Any) -> Exercise | Verdict:
    """The exercise that is to be checked, or what to write instead."""
    if function is NOTHING:
        return _error("", "nothing to check", "Name your function: check(sigmoid).")
    if isinstance(function, str):
        return _in_quotes(function)
    if name is None and not isinstance(getattr(function, "__name__", None), str):
        if callable(function):
            text = 'Name the exercise as well: check(f, "sigmoid").'
            return _error("", "which exercise is this?", text)
        text = "Check the function itself, without brackets behind it: check(sigmoid)."
        return _error("", "that is a value, not a function", text)
    found = _find(function.__name__ if name is None else name)
    if isinstance(found, Verdict):
        text = (
            f'{found.rows[0][1]} For a function of another name: check(f, "sigmoid").'
        )
        return _error("", found.headline, text)
    if not callable(function):
        text = (
            f"check wants the function itself: check({found.name}), without brackets."
        )
        return _error(found.name, "that is a value, not a function", text)
    return found


def _in_quotes(name: str) -> Verdict:
    found = _find(name)
    if isinstance(found, Verdict):
        return found
    text = f"check wants the function itself: check({name}), without quotes."
    return _error(name, "that is a name, not a function", text)


def _find(name: Any) -> Exercise | Verdict:
    """The exercise of this name, or a sentence with the nearest names."""
    if not isinstance(name, str):
        text = 'Name an exercise as a text: "sigmoid".'
        return _error("", "which exercise is this?", text)
    try:
        return exercise(name)
    except KeyError as unknown:
        text = str(unknown.args[0]).rstrip("?.")
        end = "?" if str(unknown.args[0]).endswith("?") else "."
        return _error("", f"there is no exercise called {name}", text + end)


def _error(name: str, headline: str, text: str) -> Verdict:
    return Verdict(headline, (("next", text),), ERROR, exercise=name)


def hint(function: Any = NOTHING, which: int | str | None = None) -> Notice:
    """Show the next hint of an exercise; `hint(f, 2)` a certain one, `hint(f, "shape")` by symptom.

    Takes the function or its name. A hint is a nudge first and nearly the code at last.
    """
    found = _find(_name(function))
    if isinstance(found, Verdict):
        return show(found)
    if isinstance(which, str):
        return show(_symptom(found, which))
    stage = which if isinstance(which, int) else record.hints_seen(found.name) + 1
    stage = min(max(1, stage), len(found.hints))
    record.hint(found.name, stage)
    more = f"hint({found.name}) again for the next one"
    if stage == len(found.hints):
        more = f'solution("{found.name}") shows one way to write it'
    lines = (("hint", found.hints[stage - 1]), ("more", more))
    return show(Notice(f"{found.name}: hint {stage} of {len(found.hints)}", lines))


def _name(function: Any) -> Any:
    return getattr(function, "__name__", function)


def _symptom(found: Exercise, text: str) -> Notice:
    words = text.lower().split()
    fits = [s for s in found.symptoms if all(w in s[0].lower() for w in words)]
    if fits:
        return Notice(f"{found.name}: {fits[0][0]}", (("hint", fits[0][1]),))
    known = "; ".join(f'"{s[0]}"' for s in found.symptoms) or "none for this exercise"
    return Notice(f"{found.name}: no hint for “{text}”", (("symptoms", known),))


def solution(function: Any = NOTHING) -> Notice:
    """Show one way to write it, once you have passed the check or seen every hint."""
    found = _find(_name(function))
    if isinstance(found, Verdict):
        return show(found)
    left = len(found.hints) - record.hints_seen(found.name)
    if left > 0 and not record.passed(found.name):
        hints = "the last hint" if left == 1 else f"the {left} hints"
        text = f"It opens once the check passes, or after {hints} you haven't seen."
        return show(Notice(f"{found.name}: not yet", (("next", text),)))
    return show(Notice(f"{found.name}: one way to write it", (("code", found.source),)))


# ---- checkpoints and recap questions


def checkpoint(id: str = "", answer: Any = ..., *more: Any) -> Notice:
    """Check your answer to a question of the lesson: a letter, a number, a shape, or a word."""
    if not isinstance(id, str):
        text = 'First the question\'s name, then your answer: checkpoint("01-steepest", "a").'
        return show(_error("", "which question is this?", text))
    try:
        asked = question(id)
    except KeyError as unknown:
        return show(_error("", "no such question", str(unknown.args[0])))
    answer = (answer, *more) if more else answer
    outcome, text = _judged(asked, answer)
    if answer is not ...:
        record.answer(id, outcome == PASSED)
    label = {PASSED: "because", NOT_ATTEMPTED: "next"}.get(outcome, "think")
    return show(Notice(f"question {id}", ((label, text),), outcome))


def _judged(asked: Question, answer: Any) -> tuple[str, str]:
    if answer is ...:
        return NOT_ATTEMPTED, _what_to_write(asked)
    return grade(asked, answer)


def _what_to_write(asked: Question) -> str:
    if asked.options:
        letters = ", ".join(f'"{letter(i)}"' for i in range(len(asked.options)))
        choice = f"Put your choice in the place of the three dots: {letters}."
        return f"{choice} Commit before you run on."
    kind = (
        "the shape, as (rows, columns),"
        if isinstance(asked.answer, tuple)
        else "your answer"
    )
    return f"Put {kind} in the place of the three dots. Commit before you run on."


def letter(i: int) -> str:
    """The letter of option i: a, b, c, …"""
    return "abcdefgh"[i]


def grade(asked: Question, answer: Any) -> tuple[str, str]:
    """(outcome, sentence) for an answer to a question; never raises."""
    if asked.options:
        return _grade_choice(asked, answer)
    if isinstance(asked.answer, str):
        right = (
            isinstance(answer, str) and answer.strip().lower() == asked.answer.lower()
        )
        return (PASSED, asked.feedback) if right else (FAILED, asked.hint)
    try:
        got = np.asarray(answer, dtype=float)
    except (TypeError, ValueError):
        return ERROR, f"{write(answer)} isn't a number. {_what_to_write(asked)}"
    return _grade_number(asked, got)


def _grade_choice(asked: Question, answer: Any) -> tuple[str, str]:
    letters = [letter(i) for i in range(len(asked.options))]
    choice = str(answer).strip().strip("().").lower()
    if choice not in letters:
        return (
            ERROR,
            f"{write(answer)} isn't one of the letters. {_what_to_write(asked)}",
        )
    option = asked.options[letters.index(choice)]
    if option.right:
        return PASSED, " ".join(t for t in (option.feedback, asked.feedback) if t)
    return FAILED, option.feedback


def _grade_number(asked: Question, got: np.ndarray) -> tuple[str, str]:
    want = np.asarray(asked.answer, dtype=float)
    if got.shape != want.shape and not (want.ndim == 0 and got.size == 1):
        return FAILED, asked.hint or f"the answer has {want.size} number(s)"
    floor = np.where(
        want == 0, asked.tolerance * 1e-3, 0.0
    )  # tiny answers are no zeros
    if np.all(np.abs(got - want) <= asked.tolerance * np.abs(want) + floor):
        return PASSED, asked.feedback
    for value, text in asked.traps:
        if got.size == 1 and np.isclose(float(got), value, rtol=asked.tolerance):
            return FAILED, text
    return FAILED, asked.hint
