"""Judging the answer to a question: the letters of its place, and its stated precision."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from bpcourse.checking.verdict import (
    ERROR,
    FAILED,
    NOT_ATTEMPTED,
    PASSED,
    Notice,
)
from bpcourse.checking.wording import write
from bpcourse.course import Question
from bpcourse.course.places import LETTERS, options_at

from . import texts

LABELS = {PASSED: "because", FAILED: "think", ERROR: "think", NOT_ATTEMPTED: "next"}
SLACK = 1e-9  # what a sum of floats may be off by


def reply(asked: Question, place: str, answer: Any = ...) -> Notice:
    """What is said to an answer, or to none yet; never raises."""
    outcome, text = (
        (NOT_ATTEMPTED, how_to_answer(asked, place))
        if answer is ...
        else grade(asked, place, answer)
    )
    return Notice(
        texts.say("question", place=place), ((LABELS[outcome], text),), outcome
    )


def how_to_answer(asked: Question, place: str) -> str:
    """What to do in a notebook, and in code."""
    if asked.options:
        letters = ", ".join(LETTERS[: len(asked.options)])
        return texts.say("click", letters=letters, place=place)
    number = "0.5" if asked.digits else "7"
    examples: dict[type, str] = {tuple: "(2, 3)", str: '"word"'}
    example = examples.get(type(asked.answer), number)
    return texts.say("type", place=place, example=example)


def grade(asked: Question, place: str, answer: Any) -> tuple[str, str]:
    """(outcome, sentence) for an answer to a question; never raises."""
    if asked.options:
        return _grade_choice(asked, place, answer)
    if isinstance(asked.answer, str):
        right = str(answer).strip().lower() == asked.answer.lower()
        return (PASSED, asked.feedback) if right else (FAILED, asked.hint)
    try:
        got = np.asarray(answer, dtype=float)
    except (TypeError, ValueError):
        return ERROR, texts.say("unread", answer=write(answer), form=asked.form)
    return _grade_number(asked, got)


def _grade_choice(asked: Question, place: str, answer: Any) -> tuple[str, str]:
    options = dict(zip(LETTERS, options_at(asked, place)))
    option = options.get(str(answer).strip().strip("().").lower())
    if option is None:
        letters = ", ".join(options)
        return ERROR, texts.say("no_letter", answer=write(answer), letters=letters)
    if option.right:
        return PASSED, " ".join(t for t in (option.feedback, asked.feedback) if t)
    return FAILED, option.feedback


def _grade_number(asked: Question, got: np.ndarray) -> tuple[str, str]:
    want = np.asarray(asked.answer, dtype=float)
    if want.ndim:
        right = got.shape == want.shape and bool((got == want).all())
        return (PASSED, asked.feedback) if right else (FAILED, asked.hint)
    if got.size != 1:
        return FAILED, texts.say("one_number")
    return _grade_one(asked, float(want), float(got.item()))


def _grade_one(asked: Question, want: float, got: float) -> tuple[str, str]:
    if _agrees(got, want, asked.digits):
        return PASSED, asked.feedback
    for value, text in asked.traps:
        if _agrees(got, value, asked.digits):
            return FAILED, text
    if want and _agrees(got, -want, asked.digits):
        return FAILED, texts.say("other_sign")
    if asked.digits > 1 and _agrees(got, want, asked.digits - 1):
        return FAILED, texts.say("nearly", form=asked.form)
    return FAILED, asked.hint


def _agrees(got: float, want: float, digits: int) -> bool:
    """Whether a number is another one, rounded to so many significant digits; 0: exactly."""
    if digits == 0 or want == 0:
        return abs(got - want) <= SLACK
    unit = 10.0 ** (math.floor(math.log10(abs(want)) + SLACK) - digits + 1)
    return abs(got - want) <= unit * (0.5 + SLACK)


def read(asked: Question, text: str) -> Any:
    """The answer that was typed into a field: a number ("1/4", "0,25"), a shape, a word."""
    text = text.strip().replace("−", "-")
    if isinstance(asked.answer, str):
        return text
    try:
        if isinstance(asked.answer, tuple):
            return tuple(int(part) for part in _parts(text))
        return number(text)
    except (ValueError, ZeroDivisionError):
        return text


def _parts(text: str) -> list[str]:
    """The numbers of "(32, 64)", "32 x 64", "32 × 64"."""
    for mark in "()[]x×,;":
        text = text.replace(mark, " ")
    return text.split()


def number(text: str) -> float:
    """A number as it is typed: "0.25", "0,25", "1/4", "−1". ValueError, ZeroDivisionError."""
    above, _, below = text.replace(",", ".").replace("−", "-").partition("/")
    return float(above) / float(below) if below else float(above)
