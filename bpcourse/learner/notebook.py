"""What a learner calls: check, hint, solution, checkpoint."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bpcourse.checking.judge import judge_function
from bpcourse.checking.verdict import (
    ERROR,
    PASSED,
    Notice,
    Verdict,
    in_notebook,
    show,
)
from bpcourse.course import Exercise, Question, all_exercises, exercise, question
from bpcourse.course.places import LETTERS

from . import mine, record
from .own_floats import needs_numpys
from .questions import read, reply

NOTHING: Any = object()  # an argument that was left out


def check(function: Callable[..., Any] = NOTHING, name: str | None = None) -> Verdict:
    """Check your function against the exercise of its name; show and return a `Verdict`.

    `check(f, "sigmoid")` checks a function of another name (a lambda, a partial, an object).

    >>> import numpy as np
    >>> verdict = check(lambda x: 1 / (1 + np.exp(x)), "sigmoid")
    ✗ not yet · sigmoid: ...
    """
    found = _asked(function, name)
    if isinstance(found, Verdict):
        return show(found)
    verdict = judge_function(function, found)
    record.attempt(verdict)
    if verdict.passed:
        said = (
            ("note", needs_numpys(function, found)),
            ("kept", mine.keep(function, found)),
        )
        verdict.rows += tuple((id, text) for id, text in said if text)
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
    found = _find(_own_name(function) if name is None else name)
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


def _own_name(function: Any) -> Any:
    """The name of a function; of a lambda, the exercise's name that it is bound to."""
    if function.__name__ == "<lambda>":
        bound = (n for n, value in function.__globals__.items() if value is function)
        return next((n for n in bound if n in all_exercises()), function.__name__)
    return function.__name__


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


def checkpoint(place: str = "", answer: Any = ..., *more: Any) -> Notice:
    """Answer a question of the lesson: a letter, a number, a shape, or a word.

    Without an answer a notebook shows what to click or a field to type into.
    """
    if not isinstance(place, str):
        text = 'First the question\'s name, then your answer: checkpoint("01-steepest", "a").'
        return show(_error("", "which question is this?", text))
    try:
        asked = question(place)
    except KeyError as unknown:
        return show(_error("", "no such question", str(unknown.args[0])))
    if answer is ...:
        return _ask(asked, place)
    return show(_answered(asked, place, (answer, *more) if more else answer))


def _answered(asked: Question, place: str, answer: Any) -> Notice:
    notice = reply(asked, place, answer)
    record.answer(place, notice.outcome == PASSED)
    return notice


def _ask(asked: Question, place: str) -> Notice:
    """The question to be clicked in a notebook, how to answer it elsewhere."""
    notice = reply(asked, place)
    if not in_notebook():
        return show(notice)
    from bpcourse.widgets.question import Choice, Field

    if asked.options:
        letters = LETTERS[: len(asked.options)]
        replies = {letter: reply(asked, place, letter) for letter in letters}
        keep = lambda letter: record.answer(place, replies[letter].outcome == PASSED)
        Choice(notice, replies, keep).show()
    else:
        Field(notice, lambda text: _answered(asked, place, read(asked, text))).show()
    notice.shown = True  # the widget stands for it
    return notice
