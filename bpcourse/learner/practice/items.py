"""What is practised: questions of the lessons, mistakes to be found, slopes to be derived."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from bpcourse.checking import judge_function
from bpcourse.checking.verdict import ERROR, PASSED, label
from bpcourse.course import (
    Exercise,
    Mistake,
    Question,
    all_exercises,
    all_questions,
    exercise,
    question,
)
from bpcourse.course.places import options_at
from bpcourse.learner import record, texts
from bpcourse.learner.questions import grade, number, read
from bpcourse.learner.sameness import code_key, codes_of
from bpcourse.learner.text import Cell, free_names

from .derive import Family, derivation, families

LETTERS = "abcd"  # of the names to choose from
CODE = "    "  # what begins the lines of a program
SHOWN = 3  # what was called, what came back, what it should be
EVIDENCE = ("called", "came_back", "measured", "should_be")


class Unusable(Exception):
    """An answer that can't be one (a word where a number is asked): what to write instead."""


@dataclass(frozen=True)
class Item:
    """One thing to answer. id: "kind:…". options: texts, () where a number or text is asked.

    judge: (right?, what to say) for an answer: a letter, a number, a text. Raises Unusable.
    """

    id: str
    prompt: str
    options: tuple[str, ...]
    judge: Callable[[str], tuple[bool, str]] = field(compare=False, repr=False)


def item(id: str, seed: int = 0) -> Item:
    """The item of an id. KeyError where the course has it no more."""
    kind, _, rest = id.partition(":")
    return MAKERS[kind](id, rest, seed)


# ---- questions of the lessons


def _question(id: str, name: str, _: int) -> Item:
    asked = question(name)
    options = tuple(o.text for o in options_at(asked, name))
    prompt = asked.prompt if options else f"{asked.prompt} ({asked.form})"
    return Item(id, prompt, options, lambda answer: _graded(asked, name, answer))


def _graded(asked: Question, name: str, answer: str) -> tuple[bool, str]:
    given = answer if asked.options else read(asked, answer)
    outcome, text = grade(asked, name, given)
    if outcome == ERROR:
        raise Unusable(text)
    return outcome == PASSED, text


# ---- find the mistake


def _mistake(id: str, rest: str, seed: int) -> Item:
    name, _, which = rest.partition(".")
    asked = exercise(name)
    wrong = asked.mistake(which)
    text = program(wrong)
    if text is None:
        raise KeyError(f"{rest} has no text that can be shown")
    verdict = judge_function(wrong.function, asked)
    shown = [f"{label(i)}: {t}" for i, t in verdict.rows if i in EVIDENCE]
    if len(shown) < SHOWN:
        raise KeyError(f"{rest} shows no value that is wrong")
    head, end = texts.say("program", signature=asked.signature), "what_is_wrong"
    lines = [head, "", _indented(text), "", *shown, "", texts.say(end)]
    rng = random.Random(f"{id} {seed}")
    names = [wrong, *_others(asked, wrong, rng)]
    rng.shuffle(names)
    options = tuple(m.name for m in names)
    right = LETTERS[names.index(wrong)]
    return Item(id, "\n".join(lines), options, lambda a: _named(a, right, wrong))


def _indented(text: str) -> str:
    return "\n".join(CODE + line for line in text.splitlines())


def _named(answer: str, right: str, wrong: Mistake) -> tuple[bool, str]:
    chosen = answer.strip().strip("().").lower()
    if chosen == right:
        return True, texts.say("named", name=wrong.name, why=wrong.why)
    if len(chosen) != 1 or chosen not in LETTERS:
        raise Unusable(texts.say("choose", letters=", ".join(LETTERS)))
    return False, texts.say("it_is", name=wrong.name, see=wrong.see)


def _others(asked: Exercise, wrong: Mistake, rng: random.Random) -> list[Mistake]:
    """The likeliest other names: the learner's own earlier ones first."""
    own = own_mistakes()
    rest = [m for m in asked.mistakes if m.id != wrong.id]
    rng.shuffle(rest)
    rest.sort(key=lambda m: f"{asked.name}.{m.id}" not in own)
    return rest[: len(LETTERS) - 1]


def own_mistakes() -> list[str]:
    """Of the learner's attempts, as "exercise.mistake", the latest first."""
    attempts = [e.data for e in reversed(record.entries("attempt"))]
    found = [
        f"{d.get('exercise')}.{d.get('mistake')}" for d in attempts if d.get("mistake")
    ]
    return list(dict.fromkeys(found))


def program(wrong: Mistake) -> str | None:
    """The text of a wrong program; None where it isn't readable alone."""
    code = getattr(wrong.function, "__code__", None)
    if code is None or wrong.function.__closure__:  # type: ignore[attr-defined]
        return None
    for first, last, text, keys in _functions_of(code.co_filename):
        if first <= code.co_firstlineno <= last and code_key(code) in keys:
            return text if set(free_names(text)) <= {"np"} else None
    return None


@cache
def _functions_of(file: str) -> list[tuple[int, int, str, list[Any]]]:
    """(first line, last line, text, keys) of all functions of a file."""
    import ast
    from pathlib import Path

    cell = Cell(Path(file).read_text(encoding="utf-8"))
    return [
        (n.lineno, n.end_lineno or n.lineno, cell.text_of(n), codes_of(n)[:1])
        for n in ast.walk(cell.tree)
        if isinstance(n, (ast.Lambda, ast.FunctionDef))
    ]


# ---- derive


def _derive(id: str, rest: str, seed: int) -> Item:
    made = derivation(Family(*rest.split(".")), seed)

    def judge(answer: str) -> tuple[bool, str]:
        try:
            got = number(answer)
        except (ValueError, ZeroDivisionError):
            raise Unusable(texts.say("type_a_number")) from None
        return (True, made.because) if made.is_right(got) else (False, made.reason(got))

    return Item(id, made.prompt, (), judge)


MAKERS: dict[str, Callable[[str, str, int], Item]] = {
    "question": _question,
    "mistake": _mistake,
    "derive": _derive,
}


# ---- what there is for this learner


def reached() -> set[str]:
    """The lessons in which a check has passed."""
    return {
        all_exercises()[n].lesson
        for n in record.passed_exercises()
        if n in all_exercises()
    }


def available() -> dict[str, list[str]]:
    """{kind: ids} of all that this learner can practise, own mistakes first."""
    lessons, passed = reached(), record.passed_exercises()
    own = own_mistakes()
    named = [
        f"{e.name}.{m.id}"
        for e in all_exercises().values()
        if e.name in passed and len(e.mistakes) >= len(LETTERS) and e.seconds <= 10
        for m in e.mistakes
        if program(m)
    ]
    named.sort(key=lambda name: own.index(name) if name in own else len(own))
    asked = [id for id in all_questions() if id[:2] in lessons]
    return {
        "question": [f"question:{id}" for id in asked],
        "mistake": [f"mistake:{name}" for name in named],
        "derive": [f"derive:{f.id}" for f in families()] if lessons else [],
    }
