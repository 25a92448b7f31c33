"""What a learner calls: check, hint, solution, checkpoint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
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
from bpcourse.course import (
    Exercise,
    Question,
    Unknown,
    all_exercises,
    exercise,
    question,
)
from bpcourse.course.places import LETTERS

from . import mine, record, texts
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
        return _error("nothing", "name_it")
    if isinstance(function, str):
        return _in_quotes(function)
    if name is None and not isinstance(getattr(function, "__name__", None), str):
        if callable(function):
            return _error("which", "name_too")
        return _error("a_value", "without_brackets")
    found = _find(_own_name(function) if name is None else name)
    if isinstance(found, Verdict):
        text = texts.say("other_name", text=found.rows[0][1])
        return replace(found, rows=(("next", text),))
    if not callable(function):
        return _error("a_value", "itself_brackets", found.name)
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
    return _error("a_name", "itself_quotes", name)


def _find(name: Any) -> Exercise | Verdict:
    """The exercise of this name, or a sentence with the nearest names."""
    if not isinstance(name, str):
        return _error("which", "as_text")
    try:
        return exercise(name)
    except Unknown as unknown:
        return _no_such(unknown, texts.say("no_exercise", name=name))


def _no_such(unknown: Unknown, headline: str) -> Verdict:
    end = "" if unknown.near else "."
    return Verdict(headline, (("next", f"{unknown}{end}"),), ERROR)


def _error(head: str, text: str, name: str = "") -> Verdict:
    """A mistake in the call itself, from the ids of its headline and of what to do."""
    rows = (("next", texts.say(text, name=name)),)
    return Verdict(texts.say(head), rows, ERROR, exercise=name)


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
    all_ = len(found.hints)
    more = texts.say("again" if stage < all_ else "solve", name=found.name)
    lines = (("hint", found.hints[stage - 1]), ("more", more))
    head = texts.say("hint", name=found.name, stage=stage, all=all_)
    return show(Notice(head, lines))


def _name(function: Any) -> Any:
    return getattr(function, "__name__", function)


def _symptom(found: Exercise, text: str) -> Notice:
    words = text.lower().split()
    fits = [s for s in found.symptoms if all(w in s[0].lower() for w in words)]
    if fits:
        return Notice(f"{found.name}: {fits[0][0]}", (("hint", fits[0][1]),))
    known = "; ".join(f'"{s[0]}"' for s in found.symptoms) or texts.say("no_symptoms")
    head = texts.say("no_hint", name=found.name, text=text)
    return Notice(head, (("symptoms", known),))


def solution(function: Any = NOTHING) -> Notice:
    """Show one way to write it, once you have passed the check or seen every hint."""
    found = _find(_name(function))
    if isinstance(found, Verdict):
        return show(found)
    left = len(found.hints) - record.hints_seen(found.name)
    if left > 0 and not record.passed(found.name):
        text = texts.say("opens_after_one" if left == 1 else "opens_after", left=left)
        head = texts.say("not_yet", name=found.name)
        return show(Notice(head, (("next", text),)))
    head = texts.say("one_way", name=found.name)
    return show(Notice(head, (("code", found.source),)))


# ---- checkpoints and recap questions


def checkpoint(place: str = "", answer: Any = ..., *more: Any) -> Notice:
    """Answer a question of the lesson: a letter, a number, a shape, or a word.

    Without an answer a notebook shows what to click or a field to type into.
    """
    if not isinstance(place, str):
        return show(_error("which_question", "first_its_name"))
    try:
        asked = question(place)
    except Unknown as unknown:
        return show(_no_such(unknown, texts.say("no_question")))
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
